"""Closures as they may be published: counts of the people whom a closure would move.

A site's counts stand and fall together, since each tells of the others' rests. Groups of people
add up to sums that other tables show, over all sites: they are shown for every site or for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.result.closures import CLOSURE_COUNTS, EVERYONE
from geoaccess.result.suppression import SUPPRESSED, is_small, masked, parts_off_few, with_status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from geoaccess.result.private import Result
    from geoaccess.result.protected import Protection

__all__ = ["closures", "follow", "silent", "takers", "tells_of_few"]

_MINUTES = ("extra_p50", "extra_p90")
_OF_ALL = tuple(name for name in CLOSURE_COUNTS if name != "people")
_OF_TAKER = ("people", "pressure_after")


def closures(result: Result, by: Protection) -> pd.DataFrame:
    """Closures: a site whose counts would tell of few, and the groups of all sites."""
    exact = result.closures
    everyone = exact["group"] == EVERYONE
    few = by.people & _is_few(exact, by.min_count)
    sites = set(exact.loc[few & everyone, "site_id"])
    mine = exact["site_id"].isin(sites)
    hidden = everyone & mine
    if few.any():
        hidden |= ~everyone
    # How many have a site as nearest is said with the sites: it is few, or it is shown.
    nearest = hidden & (~everyone | is_small(exact["people"], by.min_count))
    told = with_status(exact.drop(columns="least"), ("people",), nearest)
    return _without_minutes(with_status(told, _OF_ALL, hidden), nearest)


def takers(result: Result, by: Protection) -> pd.DataFrame:
    """Who takes over: all of a site's takers or none; pressure where it tells of nobody's list."""
    exact = result.takers
    few = by.people & is_small(exact["people"], by.min_count)
    hidden = exact["site_id"].isin(_few_sites(result, by) | set(exact.loc[few, "site_id"]))
    listed = is_small(result.sites["listed"], by.min_count) & by.sites
    short = set(map(str, result.sites.index[listed]))
    lists = exact["site_id"].isin(short) | exact["to_site_id"].isin(short)
    told = with_status(exact, ("people",), hidden)
    told = with_status(told, ("pressure",), exact["to_site_id"].isin(short))
    # Before and after, with the lists, would give the people.
    return with_status(told, ("pressure_after",), hidden | lists)


def follow(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Hide in the closures what would tell of what other tables hide in the end.

    Where a run hides any count no group is shown: its sums over sites are sums over areas. A site
    whose nearest people are hidden is not told of at all.
    """
    sites = frames["sites"]
    hidden = set(map(str, sites.index[sites["people_nearest_status"] == SUPPRESSED]))
    told, moved = frames["closures"], frames["takers"]
    mine = (told["group"] != EVERYONE) | told["site_id"].isin(hidden)
    told = masked(told, CLOSURE_COUNTS, mine)
    moved = masked(moved, _OF_TAKER, moved["site_id"].isin(hidden))
    return {**frames, "closures": _without_minutes(told, mine), "takers": moved}


def silent(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Closures with no count but the sites' own of who has them as nearest.

    Where counts are rounded the others are in no list of sums yet that would prove their spans.
    """
    told, moved, nearest = frames["closures"], frames["takers"], frames["sites"]
    everyone, all_rows = told["group"] == EVERYONE, told["site_id"].notna()
    told = masked(masked(told, ("people",), ~everyone), _OF_ALL, all_rows)
    for name in ("people", "people_status"):
        known = nearest[name.replace("people", "people_nearest")].rename(index=str)
        told = told.assign(**{name: told["site_id"].map(known).where(everyone, told[name])})
    moved = masked(moved, _OF_TAKER, moved["site_id"].notna())
    told = _without_minutes(told, all_rows)
    return {**frames, "closures": told, "takers": moved}


def tells_of_few(result: Result, by: Protection) -> bool:
    """Whether the loss of the region's worst closure, less those of units, would tell of few."""
    everyone = result.closures.loc[result.closures["group"] == EVERYONE]
    if everyone.empty or not everyone["pushed"].max() > 0:
        return False
    worst = everyone.sort_values(["pushed", "site_id"], ascending=[False, True])["site_id"].iloc[0]
    return worst in _few_sites(result, by)


def _few_sites(result: Result, by: Protection) -> set[str]:
    exact = result.closures
    few = by.people & _is_few(exact, by.min_count) & (exact["group"] == EVERYONE)
    return set(exact.loc[few, "site_id"])


def _is_few(exact: pd.DataFrame, min_count: int) -> pd.Series:
    """Where a count, its rest, or what one unit adds to it is small."""
    few = is_small(exact["people"], min_count) | is_small(exact["least"], min_count)
    for name in _OF_ALL:
        few |= parts_off_few(exact[name], exact["people"], min_count)
    return few | is_small((exact["pushed"] - exact["without"]).abs(), min_count)


def _without_minutes(frame: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    """No extra minutes of people who are not told of."""
    hidden = hidden & (frame["extra_status"] != "no_data")
    status = frame["extra_status"].mask(hidden, SUPPRESSED)
    return frame.assign(
        **{name: frame[name].mask(hidden) for name in _MINUTES}, extra_status=status
    )
