"""Places and physicians against the guidance value: neither floor nor ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.access import capacity_by, list_capacity, missing_physicians
from geoaccess.principles.validity import valid_on
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    import datetime as dt

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import Capacity

__all__ = ["judged_sites", "unit_capacity"]


def judged_sites(sites: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Vårdcentraler and their branches in service on the day, not those beyond the border."""
    own = sites["care_type"].isin(VARDCENTRAL_TYPES) & valid_on(sites, day)
    if "context" in sites:
        own &= ~sites["context"].eq(True)
    return sites[own]


def unit_capacity(evidence: Evidence, capacity: Capacity) -> pd.DataFrame:
    """People, need and physicians of each unit.

    Returns
    -------
    DataFrame
        Indexed by unit: ``people``; ``need_people`` (people times relative need; missing where
        need is known for no one); ``need_coverage`` (share of people whose need is known);
        ``places`` (missing where a site's physicians are not known); ``unknown_sites`` (their
        names); ``gp_gap`` (specialists missing at the need-adjusted guidance value; an ST
        physician counts as half); ``sites`` (how many).
    """
    points = evidence.points
    relative = points["area_id"].map(evidence.areas["need_relative"]).astype(float)
    if not evidence.need.is_ratio:
        # A rank says who needs more, not how much more: people are not multiplied with it.
        relative = pd.Series(1.0, index=points.index)
    by = points["unit_id"].to_numpy()
    known = points["people"].where(relative.notna(), 0.0).groupby(by).sum()
    weighted = (points["people"] * relative).groupby(by).sum(min_count=1)
    people = points["people"].groupby(by).sum()
    sites = judged_sites(evidence.sites, evidence.study_date)
    carried = list_capacity(sites, capacity)
    table = pd.DataFrame(index=evidence.units.index)
    held = capacity_by(carried, sites["unit_id"], table.index)
    table["people"] = people.reindex(table.index).fillna(0.0)
    table["need_people"] = (weighted / known * people).reindex(table.index)
    table["need_coverage"] = (known / people).reindex(table.index)
    table["sites"] = held["sites"]
    table["places"] = held["capacity"]
    unknown = sites[carried.isna()].groupby("unit_id")["name"].agg(", ".join)
    table["unknown_sites"] = unknown.reindex(table.index)
    table["gp_gap"] = missing_physicians(table["need_people"], held, capacity)["missing"]
    return table
