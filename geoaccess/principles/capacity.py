"""Places and physicians against the guidance value: neither floor nor ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.principles.validity import valid_on
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    import datetime as dt

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import Capacity

__all__ = ["judged_sites", "places", "unit_capacity"]


def judged_sites(sites: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Vårdcentraler and their branches in service on the day, not those beyond the border."""
    own = sites["care_type"].isin(VARDCENTRAL_TYPES) & valid_on(sites, day)
    if "context" in sites:
        own &= ~sites["context"].eq(True)
    return sites[own]


def places(sites: pd.DataFrame, capacity: Capacity) -> pd.Series:
    """People each site could carry at the guidance value; missing where physicians are.

    Socialstyrelsen 2022: 1,100 people per specialist and 550 per ST physician.
    """
    columns = {"fte_spec": capacity.per_specialist, "fte_st": capacity.per_st}
    parts = [
        pd.to_numeric(sites[name]).astype(float) * people
        if name in sites
        else pd.Series(float("nan"), index=sites.index)
        for name, people in columns.items()
    ]
    return (parts[0] + parts[1]).rename("places")


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
    held = places(sites, capacity)
    unknown = sites[held.isna()].groupby("unit_id")["name"].agg(", ".join)
    sums = held.groupby(sites["unit_id"]).agg(lambda values: values.sum(skipna=False))
    table = pd.DataFrame(index=evidence.units.index)
    table["people"] = people.reindex(table.index).fillna(0.0)
    table["need_people"] = (weighted / known * people).reindex(table.index)
    table["need_coverage"] = (known / people).reindex(table.index)
    table["sites"] = sites.groupby("unit_id").size().reindex(table.index).fillna(0)
    # A unit without any vårdcentral has no places: a true zero, since the list is complete - but
    # only where physicians are given at all.
    none = 0.0 if held.notna().any() else float("nan")
    table["places"] = sums.reindex(table.index).where(table["sites"] > 0, none)
    table["unknown_sites"] = unknown.reindex(table.index)
    table["gp_gap"] = (table["need_people"] - table["places"]) / capacity.per_specialist
    return table
