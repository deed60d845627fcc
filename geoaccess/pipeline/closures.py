"""What the closure of each vårdcentral would mean, and which others would take over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess import access
from geoaccess.layers import is_vardcentral
from geoaccess.messages import LANGUAGES, translator
from geoaccess.principles.reach import obstacle
from geoaccess.result.closures import CLOSURE_GROUPS, EVERYONE, no_closures, no_takers

if TYPE_CHECKING:
    from geoaccess.principles import Evidence, RulePack
    from geoaccess.principles.pack import Capacity

__all__ = ["closure_tables"]

_QUINTILES = 5


def closure_tables(
    pack: RulePack, evidence: Evidence, points: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Closures and takers as `geoaccess.result.published.Published` has them, exact.

    Nothing is said where the list of sites is too short to judge access by: a vårdcentral that is
    not in it may be the next nearest.

    Parameters
    ----------
    points
        With ``seconds``, ``site_id``, ``next_seconds``, ``next_site_id`` and ``limit_s`` of the
        deciding mode.

    Returns
    -------
    tuple of DataFrame
        The columns of `geoaccess.result.closures`; closures also have ``least``, the smallest
        number of people of one unit in any of the row's counts.
    """
    if obstacle(pack, evidence) is not None:
        return no_closures().assign(least=[]), no_takers()
    sites = evidence.sites.loc[is_vardcentral(evidence.sites)]
    ids = [str(one) for one in sites.index]
    groups = _groups(evidence, points)
    told = access.closures(points, points["limit_s"], groups, ids)
    told = told.assign(
        name=sites["name"].reindex(told["site_id"]).astype(str).to_numpy(),
        extra_status=told["extra_p90_status"].replace("", "ok"),
        least=_least(points, groups, ids),
        **{
            f"label_{lang}": told["group"].map(
                {code: translator(lang)(words) for code, words in CLOSURE_GROUPS.items()}
            )
            for lang in LANGUAGES
        },
    )
    columns = [*no_closures().columns, "least"]
    return told[columns], _takers(points, sites, pack.capacity)


def _groups(evidence: Evidence, points: pd.DataFrame) -> dict[str, pd.Series]:
    """People of each group by point; need not known is a group of its own where it occurs."""
    people = points["people"].astype(float)
    groups = {EVERYONE: people}
    if "age_80plus" in points:
        groups["age_80plus"] = points["age_80plus"].astype(float)
    quintile = evidence.areas["need_quintile"].reindex(points["area_id"]).set_axis(points.index)
    for n in range(1, _QUINTILES + 1):
        groups[f"need_{n}"] = people.where(quintile == n, 0.0)
    unknown = people.where(quintile.isna(), 0.0)
    return groups | ({"need_unknown": unknown} if unknown.any() else {})


def _least(points: pd.DataFrame, groups: dict[str, pd.Series], ids: list[str]) -> pd.Series:
    """The smallest number above zero, rounded, that one unit adds to any count of a row."""
    counts = []
    for _, mine in points.groupby("unit_id"):
        here = {group: people[mine.index] for group, people in groups.items()}
        told = access.closure_counts(mine, mine["limit_s"], here, ids)
        counts.append(told[list(access.CLOSURE_COUNTS)].round())
    least = [count.where(count > 0).min(axis=1) for count in counts]
    return pd.concat(least, axis=1).min(axis=1)


def _takers(points: pd.DataFrame, sites: pd.DataFrame, norm: Capacity) -> pd.DataFrame:
    """Who would take how many, and how pressed they would be.

    The closed site's listed people are taken to spread as those who have it as nearest do; where
    what is listed or the capacity is not known, so is the pressure.
    """
    moved = access.displaced_to(points, points["people"])
    displaced = points["people"].groupby(points["site_id"].astype("str")).sum()
    places = access.list_capacity(sites, norm)
    places = places.where(places > 0)
    listed = pd.to_numeric(sites["listed"]).astype(float)
    share = moved["people"] / displaced.reindex(moved["site_id"]).to_numpy()
    more = share * listed.reindex(moved["site_id"]).to_numpy()
    there = listed.reindex(moved["to_site_id"]).to_numpy()
    room = places.reindex(moved["to_site_id"]).to_numpy()
    names = sites["name"].astype(str)
    told = moved.assign(
        name=names.reindex(moved["site_id"]).to_numpy(),
        to_name=names.reindex(moved["to_site_id"]).to_numpy(),
        pressure=there / room,
        pressure_after=(there + np.asarray(more, dtype=float)) / room,
    )
    return told[list(no_takers().columns)]
