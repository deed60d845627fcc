"""Indices of primary-care shortage from elsewhere, for comparison only: they judge nothing.

The cut-points lie in ``data/presets/comparison.toml``, with their source and what is ours in them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.paths import packaged_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SHORTAGE_PARTS", "hpsa_score", "imu_score", "points_from", "points_up_to", "presets"]

SHORTAGE_PARTS: Mapping[str, tuple[str, ...]] = {
    "hpsa": ("physicians", "poverty", "way"),
    "imu": ("poverty", "older", "infants", "physicians"),
}
"""What each index adds up, in its order."""

Steps = tuple[tuple[float, float], ...]


@cache
def presets() -> Mapping[str, Mapping[str, object]]:
    """The preset file: a table for each index."""
    return tomllib.loads(packaged_data("presets", "comparison.toml").read_text("utf-8"))


def points_from(values: pd.Series, steps: Sequence[Sequence[float]]) -> pd.Series:
    """Points of the greatest step that a value reaches; none below the first, missing stays so.

    Examples
    --------
    >>> points_from(pd.Series([0.99, 1.0, 9.0, None], dtype=float), [(1.0, 1), (2.0, 4)]).tolist()
    [0.0, 1.0, 4.0, nan]
    """
    limits, points = np.array(steps, dtype=float).T
    place = np.searchsorted(limits, values.to_numpy(dtype=float), side="right")
    told = pd.Series(np.concatenate([[0.0], points])[place], index=values.index)
    return told.where(values.notna())


def points_up_to(values: pd.Series, table: Mapping[str, object]) -> pd.Series:
    """Points of the first step that a value does not exceed, ``rest`` above all of them.

    Examples
    --------
    >>> table = {"steps": [(0, 25.1), (2, 24.6)], "rest": 0}
    >>> points_up_to(pd.Series([0.0, 0.1, 2.0, 2.1]), table).tolist()
    [25.1, 24.6, 24.6, 0.0]
    """
    limits, points = np.array(table["steps"], dtype=float).T
    place = np.searchsorted(limits, values.to_numpy(dtype=float), side="left")
    told = np.concatenate([points, [float(str(table["rest"]))]])[place]
    return pd.Series(told, index=values.index).where(values.notna())


def hpsa_score(facts: pd.DataFrame) -> pd.DataFrame:
    """Score of a Health Professional Shortage Area in primary care, as far as Sweden has it.

    Twice the points of people per place, and those of low economic standard and of the way to the
    nearest care outside; brought from 20 to 25 points, since infant health is left out.

    Parameters
    ----------
    facts
        By unit: ``people``, ``places`` (people whom its physicians can carry at the guidance
        value), ``poverty`` (share, 0-1), ``minutes`` (to the nearest vårdcentral outside);
        missing is not known.

    Returns
    -------
    DataFrame
        By unit: the points of each of `SHORTAGE_PARTS` and ``value``, 0-25; missing where any
        part is not known. More is a greater shortage.

    References
    ----------
    HRSA, HPSA scoring criteria (the preset names the page and what is ours).

    Examples
    --------
    1,500 people for each 1,100 places, a fifth with low standard, 45 minutes to other care.

    >>> facts = {"people": [1500], "places": [1100], "poverty": [0.2], "minutes": [45.0]}
    >>> hpsa_score(pd.DataFrame(facts)).iloc[0].tolist()
    [4.0, 2.0, 3.0, 11.25]
    """
    own = presets()["hpsa"]
    steps = {name: _steps(own[name]) for name in own if isinstance(own[name], list)}
    people, places = facts["people"].astype(float), facts["places"].astype(float)
    ratio = points_from(people / places.where(places > 0), steps["people_per_place"])
    alone = points_from(people, steps["people_without_physician"])
    parts = pd.DataFrame(
        {
            "physicians": ratio.where(places != 0, alone) * float(str(own["ratio_weight"])),
            "poverty": points_from((facts["poverty"] * 100).round(9), steps["poverty_percent"]),
            "way": points_from(facts["minutes"], steps["minutes_to_other_care"]),
        }
    )
    scale = float(str(own["out_of"])) / float(str(own["points_without_infants"]))
    return parts.assign(value=parts.sum(axis=1, skipna=False) * scale)


def imu_score(facts: pd.DataFrame) -> pd.DataFrame:
    """Index of Medical Underservice: 0-100, less is a greater shortage.

    Parameters
    ----------
    facts
        By unit: ``people``, ``physicians`` (full-time specialists and their equivalents),
        ``poverty`` and ``older`` (share aged 65 or more; 0-1); missing is not known.

    Returns
    -------
    DataFrame
        By unit: the points of each of `SHORTAGE_PARTS` and ``value``; missing where any part is
        not known. All units have the most points for infants: Sweden's number is the preset's.

    References
    ----------
    HRSA, MUA/P guidelines; Federal Register 1976 (the preset says what of it was verified).

    Examples
    --------
    >>> facts = {"people": [10_000], "physicians": [6.0], "poverty": [0.1], "older": [0.2]}
    >>> imu_score(pd.DataFrame(facts)).iloc[0].tolist()
    [21.0, 11.1, 26.0, 16.9, 75.0]
    """
    own = presets()["imu"]
    people = facts["people"].astype(float)
    given = {
        "poverty": (facts["poverty"] * 100, own["poverty_percent"]),
        "older": (facts["older"] * 100, own["percent_65plus"]),
        "physicians": (
            1000 * facts["physicians"] / people.where(people > 0),
            own["physicians_per_1000"],
        ),
    }
    # A share of a fifth is 20 percent, and not a hair more.
    points = {name: points_up_to(v.round(9), _table(table)) for name, (v, table) in given.items()}
    points["infants"] = pd.Series(float(str(own["infant_points"])), index=facts.index)
    parts = pd.DataFrame(points)[list(SHORTAGE_PARTS["imu"])]
    return parts.assign(value=parts.sum(axis=1, skipna=False))


def _steps(held: object) -> Steps:
    assert isinstance(held, list)
    return tuple((float(limit), float(points)) for limit, points in held)


def _table(held: object) -> Mapping[str, object]:
    assert isinstance(held, dict)
    return held
