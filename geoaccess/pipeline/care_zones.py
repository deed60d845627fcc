"""The people in each zone around each vårdcentral, for measuring care within reach anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.zone_counts import ZoneCounts
from geoaccess.errors import ConfigError
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles import CareZones

if TYPE_CHECKING:
    from geoaccess.access import Access
    from geoaccess.principles import RulePack
    from geoaccess.times import Times

__all__ = ["care_zones"]


def care_zones(
    times: Times,
    points: pd.DataFrame,
    areas: pd.Index,
    sites: pd.DataFrame,
    catchment: Access,
    pack: RulePack,
) -> CareZones:
    """Count people by area and zone around the sites of a catchment.

    Who reaches a site of unknown capacity, or has no known way, is in no area's mean, as in the
    catchment's own.

    Raises
    ------
    ConfigError
        If faster people would reach beyond the cutoff of the times.
    """
    decay, known = pack.catchment.decay(), ~catchment.sites["supply"].isna()
    fastest, slowest = pack.sensitivity.speed
    if decay.reach_s / fastest > times.cutoff:
        raise ConfigError.of(
            "GA-P560",
            minutes=decay.reach_s / 60,
            tried=decay.reach_s / fastest / 60,
            cutoff=times.cutoff / 60,
            mode=pack.supply_mode,
            how=MODE_WORDS[pack.supply_mode],
        )
    counts = ZoneCounts.of(
        times.select_sites(catchment.sites.index.tolist()),
        decay.limits_s,
        points["people"].to_numpy(dtype=float),
        areas.get_indexer(pd.Index(points["area_id"])),
        areas=len(areas),
        silent=catchment.per_origin.isna().reindex(points.index).to_numpy(bool),
        known=known.to_numpy(bool),
        factors=(fastest, slowest),
    )
    physicians = sites.loc[catchment.sites.index, ["fte_spec", "fte_st"]].astype(float)
    counted = physicians.where(known, 0.0)
    return CareZones(
        counts=counts,
        weights=np.array(decay.weights),
        specialists=counted["fte_spec"].to_numpy(),
        in_training=pack.capacity.st_worth * counted["fte_st"].to_numpy(),
        least_known=pack.flag.min_coverage,
    )
