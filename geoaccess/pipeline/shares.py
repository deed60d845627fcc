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
    classes, by_mode = [], []
    for subject, name, members in _subjects(points, units, region):
        if "car" in times:
            found = time_classes(
                members["seconds_car"], members["people"], cutoff=times["car"].cutoff
            )
            classes.append(found.assign(subject_id=subject, name=name))
        by_mode += list(_by_mode(subject, name, members, times))
    shares = pd.concat(classes, ignore_index=True) if classes else pd.DataFrame(columns=_CLASSES)
    columns = ["subject_id", "name", "mode", "group", "minutes", "share"]
    return shares[list(_CLASSES)], pd.DataFrame(by_mode, columns=columns)


_CLASSES = ("subject_id", "name", "lower_min", "upper_min", "share", "people")


def _subjects(
    points: pd.DataFrame, units: pd.DataFrame, region: str
) -> Iterator[tuple[str, str, pd.DataFrame]]:
    yield REGION, region, points
    for unit, name in units["name"].items():
        yield str(unit), str(name), points.loc[points["unit_id"] == unit]


def _by_mode(
    subject: str, name: str, members: pd.DataFrame, times: Mapping[str, Times]
) -> Iterator[tuple[str, str, str, str, int, float]]:
    for mode, held in times.items():
        known = members.loc[~is_silent(members[f"seconds_{mode}"].to_numpy())]
        for group, column in _GROUPS.items():
            if column not in members or members[column].isna().any():
                continue
            for minutes in _SHOWN_MIN[mode]:
                share = np.nan
                # Beyond the cutoff nothing is known: "at most 20 min" cannot be told from 15.
                if minutes * 60 <= held.cutoff and len(known):
                    found = share_within(known[f"seconds_{mode}"], known[column], minutes * 60)
                    share = float(found["share"].iloc[0])
                yield subject, name, mode, group, minutes, share
