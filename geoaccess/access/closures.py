"""Closures: who would have to go elsewhere if a site closed, how much farther, and where to.

One site at a time. Who has it as nearest then has the next nearest, so all closures are told from
the two nearest sites of each origin, in one pass: no time is computed anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.nearest import ranked
from geoaccess.access.quantiles import quantiles_by
from geoaccess.times import LONGEST_SECONDS, Status, is_silent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = [
    "CLOSURE_COUNTS",
    "closure_counts",
    "closures",
    "displaced_to",
    "pushed_beyond",
    "two_nearest",
]

CLOSURE_COUNTS = ("people", "pushed", "without", "unknown")
"""Columns of `closures` that count people."""

_QUANTILES = {"extra_p50": 0.5, "extra_p90": 0.9}
_STATUSES = tuple(f"{name}_status" for name in _QUANTILES)


def two_nearest(times: AnyTimes) -> pd.DataFrame:
    """The nearest site of each origin, and the one that is nearest without it.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.

    Returns
    -------
    DataFrame
        Indexed by origin: ``seconds`` and ``site_id`` as of `nearest`, ``next_seconds`` (uint16,
        with the codes of `Status`; unreachable where there is no other site) and
        ``next_site_id``. Sites equally near are told apart by their ids.

    Examples
    --------
    >>> from geoaccess.times import Times
    >>> seconds = np.array([[600, 300, 900]], dtype=np.uint16)
    >>> found = two_nearest(Times("car", ("village",), ("a", "b", "c"), seconds, cutoff=3600))
    >>> found["site_id"].tolist(), found["next_site_id"].tolist(), found["next_seconds"].tolist()
    (['b'], ['a'], [600])
    """
    index = pd.Index(times.origins, name="origin", dtype="str")
    columns: dict[str, object] = {}
    seconds, sites = ranked(times, min(2, len(times.sites)))
    missing = (Status.NO_DATA, Status.UNREACHABLE)
    for rank, name in enumerate(("", "next_")):
        there = rank < len(times.sites)
        columns[f"{name}seconds"] = (
            seconds[:, rank] if there else np.full(len(index), missing[rank], dtype=np.uint16)
        )
        columns[f"{name}site_id"] = pd.array(
            sites[:, rank] if there else [None] * len(index), dtype="str"
        )
    return pd.DataFrame(columns, index=index)


def pushed_beyond(ways: pd.DataFrame, limit_s: pd.Series) -> pd.Series:
    """Who is within the limit now, and would not be if the nearest site closed.

    Parameters
    ----------
    ways
        ``seconds`` and ``next_seconds`` by origin, as of `two_nearest`.
    limit_s
        Longest acceptable time of each origin, in seconds (``<=``).

    Returns
    -------
    Series
        True or False by origin; False where nothing is known of the next way.

    Examples
    --------
    >>> ways = pd.DataFrame({"seconds": [300, 300, 900], "next_seconds": [500, 700, 65531]})
    >>> pushed_beyond(ways, pd.Series([600, 600, 600])).tolist()
    [False, True, False]
    """
    after = ways["next_seconds"]
    known = ~is_silent(after.to_numpy())
    return (ways["seconds"] <= limit_s) & (after > limit_s) & known


def closures(
    ways: pd.DataFrame,
    limit_s: pd.Series,
    groups: Mapping[str, pd.Series],
    sites: Sequence[str],
) -> pd.DataFrame:
    """What the closure of each site means for the people who have it as nearest.

    Parameters
    ----------
    ways
        By origin, as of `two_nearest`; `limit_s` and each of `groups` in the same order.
    limit_s
        Longest acceptable time of each origin, in seconds (``<=``).
    groups
        People of each group by origin; a missing number makes the group's counts unknown.
    sites
        The sites to tell of, in this order.

    Returns
    -------
    DataFrame
        Group by group a row per site: ``site_id``, ``group``; ``people`` who have the site as
        nearest; of them ``pushed`` beyond their limit (`pushed_beyond`), ``without`` any other
        site with a time, and ``unknown``, of whose next way nothing is known; ``extra_p50`` and
        ``extra_p90``, minutes longer for half and for nine in ten of them, and
        ``extra_p50_status`` and ``extra_p90_status``, why there is no such number. Who is left
        without sits above every extra time. A site that is nobody's nearest has zeros.

    Notes
    -----
    Exact: the same as taking the site away and asking for the nearest again. One closure at a
    time, and people are taken to go to the nearest that is left.

    Examples
    --------
    If ``a`` closes, its ten people have 6 minutes more and are beyond their 10 minutes.

    >>> ways = pd.DataFrame(
    ...     {"seconds": [300, 300], "site_id": ["a", "b"], "next_seconds": [660, 65531]}
    ... )
    >>> told = closures(ways, pd.Series([600, 600]), {"all": pd.Series([10.0, 4.0])}, ["a", "b"])
    >>> told[["people", "pushed", "without", "extra_p50"]].to_numpy().tolist()
    [[10.0, 10.0, 0.0, 6.0], [4.0, 4.0, 4.0, nan]]
    """
    after = ways["next_seconds"].to_numpy()
    timed = after <= LONGEST_SECONDS
    extra = np.where(timed, after - np.where(timed, ways["seconds"].to_numpy(), 0), after)
    place = _places(ways, sites)
    told = place >= 0
    parts = []
    for people in groups.values():
        count = people.to_numpy(dtype=float)[told]
        longer = quantiles_by(extra[told], np.nan_to_num(count), place[told], _QUANTILES)
        parts.append(longer.reindex(range(len(sites))))
    table = closure_counts(ways, limit_s, groups, sites)
    longer = pd.concat(parts, ignore_index=True).mask(table["people"].isna())
    longer[list(_STATUSES)] = longer[list(_STATUSES)].fillna("no_data").astype("str")
    return table.join(longer)


def closure_counts(
    ways: pd.DataFrame,
    limit_s: pd.Series,
    groups: Mapping[str, pd.Series],
    sites: Sequence[str],
) -> pd.DataFrame:
    """The counts of `closures` alone: ``site_id``, ``group`` and `CLOSURE_COUNTS`.

    Parameters and order of rows are those of `closures`.

    Examples
    --------
    >>> ways = pd.DataFrame({"seconds": [300], "site_id": ["a"], "next_seconds": [660]})
    >>> told = closure_counts(ways, pd.Series([600]), {"all": pd.Series([10.0])}, ["a"])
    >>> told.to_numpy().tolist()
    [['a', 'all', 10.0, 10.0, 0.0, 0.0]]
    """
    after = ways["next_seconds"].to_numpy()
    silent = is_silent(after)
    who = {
        "people": np.ones(len(ways), dtype=bool),
        "pushed": pushed_beyond(ways, limit_s).to_numpy(),
        "without": (after > LONGEST_SECONDS) & ~silent,
        "unknown": silent,
    }
    place = _places(ways, sites)
    told = place >= 0
    counts: dict[str, object] = {
        "site_id": list(sites) * len(groups),
        "group": np.repeat(np.array(list(groups), dtype=object), len(sites)),
    }
    for name, of in who.items():
        # What is not known times nothing is not known: a gap is never left out of a sum.
        sums = [
            np.bincount(
                place[told],
                weights=people.to_numpy(dtype=float)[told] * of[told],
                minlength=len(sites),
            )
            for people in groups.values()
        ]
        counts[name] = np.concatenate(sums)
    return pd.DataFrame(counts)


def _places(ways: pd.DataFrame, sites: Sequence[str]) -> NDArray[np.intp]:
    """Place of each origin's nearest site among `sites`; -1 where it is none of them."""
    return pd.Index(list(sites), dtype="str").get_indexer(pd.Index(ways["site_id"]))


def displaced_to(ways: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Where people would go if their nearest site closed: who takes how many.

    Parameters
    ----------
    ways
        By origin, as of `two_nearest`.
    people
        People by origin, in the same order.

    Returns
    -------
    DataFrame
        ``site_id`` that closes, ``to_site_id`` that is then nearest, ``people``; the most people
        first within a site. Who is left without any site is in no row.

    Examples
    --------
    >>> ways = pd.DataFrame({"site_id": ["a", "a", "a"], "next_site_id": ["b", "c", "b"]})
    >>> displaced_to(ways, pd.Series([1.0, 5.0, 2.0])).to_numpy().tolist()
    [['a', 'c', 5.0], ['a', 'b', 3.0]]
    """
    moved = pd.DataFrame(
        {
            "site_id": ways["site_id"].astype("str"),
            "to_site_id": ways["next_site_id"].astype("str"),
            "people": people.to_numpy(dtype=float),
        }
    )
    moved = moved[moved["people"] > 0].dropna(subset=["site_id", "to_site_id"])
    sums = moved.groupby(["site_id", "to_site_id"], as_index=False)["people"].sum()
    return pd.DataFrame(sums).sort_values(
        ["site_id", "people", "to_site_id"], ascending=[True, False, True], ignore_index=True
    )
