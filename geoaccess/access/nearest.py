"""The nearest site of each origin, and the next ones; or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.times import LONGEST_SECONDS, SparseTimes, Status, minutes_of, status_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["k_nearest", "nearest", "ranked"]

# A pair as one whole number: its site's rank by id, seconds above it, the row on top.
_RANK_BITS = 24
_ROW_BITS = _RANK_BITS + 16


def nearest(times: AnyTimes) -> pd.DataFrame:
    """Time to the nearest site, and which it is.

    An origin without any time gets the most informative reason among its pairs: beyond the
    cutoff, then unreachable, not snapped, no service, no data. Sites equally near are told apart
    by their ids, so the order of the sites does not matter.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.

    Returns
    -------
    DataFrame
        Indexed by origin, in the order of ``times.origins``: ``seconds`` (uint16, with the codes
        of `Status`), ``site_id`` and ``minutes`` (missing where no site has a time) and ``status``
        (``ok``, or why there is no time).

    Examples
    --------
    A village by one clinic, and an islet without any way.

    >>> from geoaccess.times import Times
    >>> seconds = np.array([[600, 900], [65532, 65531]], dtype=np.uint16)
    >>> found = nearest(Times("car", ("village", "islet"), ("a", "b"), seconds, cutoff=3600))
    >>> found["seconds"].tolist(), found["site_id"].isna().tolist()
    ([600, 65531], [False, True])
    """
    index = pd.Index(times.origins, name="origin", dtype="str")
    if not times.sites:
        seconds = np.full(len(index), Status.NO_DATA, dtype=np.uint16)
        nobody = pd.Series(index=index, dtype="str")
        return _told(pd.DataFrame({"seconds": seconds, "site_id": nobody}, index=index))
    seconds, sites = ranked(times, 1)
    found = {"seconds": seconds[:, 0], "site_id": pd.array(sites[:, 0], dtype="str")}
    return _told(pd.DataFrame(found, index))


def k_nearest(times: AnyTimes, k: int) -> pd.DataFrame:
    """The `k` nearest sites of each origin, nearest first.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.
    k
        How many; where there are fewer sites, all of them.

    Returns
    -------
    DataFrame
        A row per origin and rank: ``origin``, ``rank`` (from 1), ``site_id`` (missing where the
        pair has a reason instead of a time), ``seconds`` (uint16, with the codes of `Status`),
        ``minutes`` and ``status`` as in `nearest`.

    Examples
    --------
    >>> from geoaccess.times import Times
    >>> seconds = np.array([[600, 300, 65532]], dtype=np.uint16)
    >>> k_nearest(Times("car", ("village",), ("a", "b", "c"), seconds, cutoff=3600), 2)
        origin  rank site_id  seconds  minutes status
    0  village     1       b      300      5.0     ok
    1  village     2       a      600     10.0     ok
    """
    if k < 1:
        msg = f"k is {k}; at least one site must be asked for"
        raise ValueError(msg)
    depth = min(k, len(times.sites))
    seconds, sites = ranked(times, depth)
    origins = pd.Index(times.origins, dtype="str")
    return _told(
        pd.DataFrame(
            {
                "origin": origins.repeat(depth),
                "rank": np.tile(np.arange(1, depth + 1), len(origins)),
                "site_id": pd.array(sites.ravel(), dtype="str"),
                "seconds": seconds.ravel(),
            }
        )
    )


def _told(found: pd.DataFrame) -> pd.DataFrame:
    """The codes in words beside the seconds: nobody should average a code."""
    seconds = found["seconds"].to_numpy(dtype=np.uint16)
    return found.assign(minutes=minutes_of(seconds), status=pd.array(status_names(seconds), "str"))


def ranked(times: AnyTimes, depth: int) -> tuple[NDArray[np.uint16], NDArray[np.object_]]:
    """Seconds and ids of the nearest `depth` sites, ``(origin, depth)``, nearest first.

    The codes are ordered as the reasons are, and lie above every time. There is no id where there
    is no time.

    Examples
    --------
    >>> from geoaccess.times import Times
    >>> seconds = np.array([[600, 300, 65532]], dtype=np.uint16)
    >>> found = ranked(Times("car", ("village",), ("a", "b", "c"), seconds, cutoff=3600), 3)
    >>> [each.tolist() for each in found]
    [[[300, 600, 65532]], [['b', 'a', None]]]
    """
    order = np.array(sorted(range(len(times.sites)), key=times.sites.__getitem__), dtype=np.int64)
    if isinstance(times, SparseTimes):
        seconds, place = _ranked_pairs(times, order, depth)
    else:
        by_id = times.seconds[:, order]
        if depth == 1:
            place = by_id.argmin(axis=1)[:, None]
        else:
            place = np.argsort(by_id, axis=1, kind="stable")[:, :depth]
        seconds = np.take_along_axis(by_id, place, axis=1)
    ids = np.full(seconds.shape, None, dtype=object)
    timed = seconds <= LONGEST_SECONDS
    ids[timed] = np.array(times.sites, dtype=object)[order[place[timed]]]
    return seconds, ids


def _ranked_pairs(
    times: SparseTimes, order: NDArray[np.int64], depth: int
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Seconds and place by id of the nearest `depth` sites, ``(origin, depth)``.

    Each pair becomes one whole number that sorts by origin, then seconds, then id of the site.
    The pairs that are not held follow as the origin's common reason; where a pair has a reason
    its place means nothing.
    """
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    row = times.rows
    pairs = (row << _ROW_BITS) | (times.seconds.astype(np.int64) << _RANK_BITS)
    pairs |= rank[times.columns]
    pairs.sort()
    within_row = np.arange(len(pairs)) - times.indptr[row]
    first = within_row < depth
    # Twice the depth: the first pairs held, then as many of those not held as there are.
    keys = np.full((len(times.origins), 2 * depth), np.iinfo(np.int64).max)
    keys[row[first], within_row[first]] = pairs[first] & ((1 << _ROW_BITS) - 1)
    others = len(times.sites) - np.diff(times.indptr)
    rest = np.where(
        np.arange(depth) < others[:, None],
        times.rest.astype(np.int64)[:, None] << _RANK_BITS,
        np.iinfo(np.int64).max,
    )
    keys[:, depth:] = rest
    keys = np.sort(keys, axis=1)[:, :depth]
    return (keys >> _RANK_BITS).astype(np.uint16), keys & ((1 << _RANK_BITS) - 1)
