"""Measures of access where people are protected: means that weigh them would be sums over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.result.disclosure.relations import REGION
from geoaccess.result.measures import MEASURE_SHARES, MEASURE_VALUES
from geoaccess.result.suppression import masked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["by_told_people", "silent_measures"]


def silent_measures(frame: pd.DataFrame, units: set[str]) -> pd.DataFrame:
    """No means of these units, nobody's share, and nothing of sites: all are sums over people."""
    of_sites = frame["scope"] == "site"
    of_units = (frame["scope"] == "unit") & frame["subject_id"].isin(units)
    told = masked(frame, MEASURE_VALUES, of_sites | of_units)
    return masked(told, MEASURE_SHARES, ~of_sites)


def by_told_people(frame: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """The measures with means of areas weighed by people as they are told, and no others.

    Such a mean can be reckoned from what else is told, so it tells nothing more. What is relative
    to the region's mean follows it.

    Parameters
    ----------
    weights
        ``subject`` (a unit, or ``region``), ``area`` and ``people``; missing where it is not told.
        Subjects that are not there keep their means.
    """
    of_areas = frame[frame["scope"] == "area"]
    told = frame
    for measure, rows in of_areas.groupby("measure"):
        value = rows.set_index("subject_id")["value"].astype(float)
        mine = weights.assign(value=weights["area"].map(value)).dropna(subset=["people", "value"])
        sums = mine.assign(amount=mine["people"] * mine["value"]).groupby("subject")
        means = (sums["amount"].sum() / sums["people"].sum()).reindex(weights["subject"].unique())
        here = (frame["measure"] == measure) & frame["scope"].isin({"unit", REGION})
        here &= frame["subject_id"].isin(means.index) & frame["value"].notna()
        told = told.assign(value=told["value"].mask(here, frame["subject_id"].map(means)))
        whole = told.loc[here & (frame["scope"] == REGION), "value"]
        mean = float(whole.iloc[0]) if len(whole) else 0.0
        of_people = (frame["measure"] == measure) & (frame["scope"] != "site")
        relative = told["value"] / (mean if mean > 0 else float("nan"))
        told = told.assign(relative=told["relative"].mask(of_people, relative))
    return told
