"""The nearest site of each origin, and the next ones; or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.times import LONGEST_SECONDS, Status, minutes_of, status_names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.times import Times

__all__ = ["k_nearest", "nearest"]


def nearest(times: Times) -> pd.DataFrame:
    """Time to the nearest site, and which it is.

    An origin without any time gets the most informative reason among its pairs: beyond the
    cutoff, then unreachable, not snapped, no service, no data. Sites equally near are told apart
    by their ids, so the order of the sites does not matter.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site.

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
    ranked, sites = _by_site_id(times)
    index = pd.Index(times.origins, name="origin", dtype="str")
    if not sites:
        seconds = np.full(len(index), Status.NO_DATA, dtype=np.uint16)
        nobody = pd.Series(index=index, dtype="str")
        return _told(pd.DataFrame({"seconds": seconds, "site_id": nobody}, index=index))
    # The codes are ordered as the reasons are, and lie above every time: the least one wins.
    column = ranked.argmin(axis=1)
    seconds = ranked[np.arange(len(index)), column]
    names = _names(sites, column, seconds)
    return _told(pd.DataFrame({"seconds": seconds, "site_id": names}, index))


def k_nearest(times: Times, k: int) -> pd.DataFrame:
    """The `k` nearest sites of each origin, nearest first.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site.
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
    ranked, sites = _by_site_id(times)
    depth = min(k, len(sites))
    order = np.argsort(ranked, axis=1, kind="stable")[:, :depth]
    seconds = np.take_along_axis(ranked, order, axis=1).ravel()
    origins = pd.Index(times.origins, dtype="str")
    return _told(
        pd.DataFrame(
            {
                "origin": origins.repeat(depth),
                "rank": np.tile(np.arange(1, depth + 1), len(origins)),
                "site_id": _names(sites, order.ravel(), seconds),
                "seconds": seconds,
            }
        )
    )


def _told(found: pd.DataFrame) -> pd.DataFrame:
    """The codes in words beside the seconds: nobody should average a code."""
    seconds = found["seconds"].to_numpy(dtype=np.uint16)
    return found.assign(minutes=minutes_of(seconds), status=pd.array(status_names(seconds), "str"))


def _by_site_id(times: Times) -> tuple[NDArray[np.uint16], tuple[str, ...]]:
    order = sorted(range(len(times.sites)), key=lambda column: times.sites[column])
    return times.seconds[:, order], tuple(times.sites[column] for column in order)


def _names(
    sites: tuple[str, ...], column: NDArray[np.intp], seconds: NDArray[np.uint16]
) -> pd.api.extensions.ExtensionArray:
    """Ids of the sites at `column`, missing where there is no time."""
    ids = np.array(sites, dtype=object)[column] if sites else np.empty(0, dtype=object)
    ids[seconds > LONGEST_SECONDS] = None
    return pd.array(ids, dtype="str")
