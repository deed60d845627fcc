"""How sure a flag is: every combination of nearby limits, and how many of them flag the area."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.principles.reach import reach
from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack

__all__ = ["stability"]

_SLACK = 1e-9


def stability(pack: RulePack, evidence: Evidence) -> tuple[pd.Series, int]:
    """Share of the nearby combinations of limits under which each area is flagged.

    The thresholds of time, the high-need percentile, the share of people beyond and - where
    capacity is real - the limit of SPAR are moved as the pack says, all against all. A SPAR
    that is not known, or only a lower bound, flags nothing.

    Returns
    -------
    tuple
        The share by area, and how many combinations were tried.
    """
    tried = pack.sensitivity
    percentile = evidence.areas["need_percentile"].to_numpy(dtype=float)
    spar = _known_spar(pack, evidence)
    spar_factors = tried.spar_factors if evidence.real_capacity else [1.0]
    flagged = np.zeros(len(percentile))
    for beyond in _shares_beyond(pack, evidence):
        for move, wider, of_spar in product(
            tried.need_percentile_steps, tried.share_factors, spar_factors
        ):
            high = percentile >= pack.need.high_percentile + move - _SLACK
            far = beyond > min(pack.flag.share_beyond * wider, 1.0) + _SLACK
            little = spar < pack.flag.spar_below * of_spar - _SLACK
            flagged += high & (far | little)
    combinations = (
        len(tried.time_factors)
        * len(tried.need_percentile_steps)
        * len(tried.share_factors)
        * len(spar_factors)
    )
    return pd.Series(flagged / combinations, index=evidence.areas.index), combinations


def _shares_beyond(pack: RulePack, evidence: Evidence) -> Iterator[NDArray[np.float64]]:
    """Share of each area's people beyond the threshold, for each factor of time."""
    reached = reach(pack, evidence)
    area = evidence.areas.index.get_indexer(pd.Index(reached["area_id"]))
    known = area >= 0
    people = reached["people"].to_numpy(dtype=float)
    seconds, limit = reached["seconds"].to_numpy(), reached["limit_s"].to_numpy(dtype=float)
    size = len(evidence.areas)
    total = np.bincount(area[known], weights=people[known], minlength=size)
    for factor in pack.sensitivity.time_factors:
        away = known & (seconds > np.minimum(limit * factor, LONGEST_SECONDS))
        beyond = np.bincount(area[away], weights=people[away], minlength=size)
        yield np.divide(beyond, total, out=np.full(size, np.nan), where=total > 0)


def _known_spar(pack: RulePack, evidence: Evidence) -> NDArray[np.float64]:
    """SPAR by area, missing where it is not known or a mere lower bound."""
    areas = evidence.areas
    if not evidence.real_capacity or "spar" not in areas:
        return np.full(len(areas), np.nan)
    spar = areas["spar"].to_numpy(dtype=float)
    if "spar_unknown" not in areas:
        return spar
    unknown = areas["spar_unknown"].to_numpy(dtype=float)
    return np.where(unknown <= 1 - pack.flag.min_coverage, spar, np.nan)
