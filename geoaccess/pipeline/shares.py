"""Shares of people by travel time, per unit and for the region: information, no verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import share_within, time_classes
from geoaccess.tables import GROUPS
from geoaccess.times import is_silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.times import Times

__all__ = ["REGION", "share_tables"]

REGION = "region"
# Breaks that reports show beside every verdict (DOMAIN: contents of an area report); they judge
# nothing. Car's are Tillväxtanalys' classes and 20 minutes.
_SHOWN_MIN: Mapping[str, tuple[int, ...]] = {
    "car": (5, 10, 20, 30),
    "bicycle": (10, 15, 20, 30),
    "walk": (10, 15, 20, 30),
    "walk_slow": (10, 15, 20, 30),
}
_GROUPS = {"all": "people", **{name: name for name in GROUPS}}


def share_tables(
    points: pd.DataFrame, units: pd.DataFrame, times: Mapping[str, Times], region: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Shares by class of car minutes, and by mode and age group within thresholds.

    Returns
    -------
    tuple of DataFrame
        ``shares`` and ``shares_by_mode`` of `geoaccess.result.published.Published`.
    """
    classes = []
    for subject, name, members in _subjects(points, units, region):
        if "car" in times:
            found = time_classes(
                members["seconds_car"], members["people"], cutoff=times["car"].cutoff
            )
            classes.append(found.assign(subject_id=subject, name=name))
    shares = pd.concat(classes, ignore_index=True) if classes else pd.DataFrame(columns=_CLASSES)
    return shares[list(_CLASSES)], _by_mode(points, units, times, region)


_CLASSES = ("subject_id", "name", "lower_min", "upper_min", "share", "people")


def _subjects(
    points: pd.DataFrame, units: pd.DataFrame, region: str
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    yield REGION, region, points
    for unit, name in units["name"].items():
        yield str(unit), str(name), points.loc[points["unit_id"] == unit]


def _by_mode(
    points: pd.DataFrame, units: pd.DataFrame, times: Mapping[str, Times], region: str
) -> pd.DataFrame:
    """A row per subject, mode, age group and number of minutes; all subjects at once for each."""
    names = {REGION: region, **{str(unit): str(name) for unit, name in units["name"].items()}}
    rows: list[tuple[str, str, str, str, int, float]] = []
    for mode, held in times.items():
        is_known = ~is_silent(points[f"seconds_{mode}"].to_numpy())
        for group, column in _GROUPS.items():
            if column not in points:
                continue
            untold = _untold(points, column)
            is_told = is_known & points[column].notna().to_numpy()
            told = points.loc[is_told, ["unit_id", f"seconds_{mode}", column]]
            for minutes in _SHOWN_MIN[mode]:
                # Beyond the cutoff nothing is known: "at most 20 min" cannot be told from 15.
                is_counted = minutes * 60 <= held.cutoff
                shares = _within(told, mode, column, minutes) if is_counted else {}
                rows += [
                    (subject, name, mode, group, minutes, shares.get(subject, np.nan))
                    for subject, name in names.items()
                    if subject not in untold
                ]
    place = {subject: n for n, subject in enumerate(names)}
    rows.sort(key=lambda row: place[row[0]])
    columns = ["subject_id", "name", "mode", "group", "minutes", "share"]
    return pd.DataFrame(rows, columns=columns)


def _untold(points: pd.DataFrame, column: str) -> set[str]:
    """Subjects of which nothing is said of an age group: how many some points have is not known."""
    gaps = points.loc[points[column].isna(), "unit_id"]
    return {REGION, *map(str, gaps.unique())} if len(gaps) else set()


def _within(told: pd.DataFrame, mode: str, column: str, minutes: int) -> dict[str, float]:
    """Share of the people whose way is known, of each unit and of the region."""
    asked = told[f"seconds_{mode}"], told[column], minutes * 60
    by_unit = share_within(*asked, by=told["unit_id"])["share"]
    whole = share_within(*asked)["share"].rename({"all": REGION})
    return {str(subject): float(share) for subject, share in [*by_unit.items(), *whole.items()]}
