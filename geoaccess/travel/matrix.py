"""Door-to-door travel times along streets, from every origin to every site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from geoaccess.times import Status, Times
from geoaccess.travel.seconds import whole_seconds
from geoaccess.travel.snapping import Snapped, snap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places

__all__ = ["travel_times"]

# The search holds a number per vertex and end of a site's street: sites are taken some at a time.
_HELD_BYTES = 128 * 2**20


def travel_times(network: Network, mode: Mode, origins: Places, sites: Places) -> Times:
    """Whole seconds from each origin to each site, or the reason why there are none.

    A trip is the straight line to the nearest point of a street (`Mode.access_speed_ms`), the
    fastest way along streets and ferries, the straight line to the door, and once
    `Mode.terminal_s`. Seconds are rounded to the nearest whole, halves up, and compared with
    ``<=``. The search goes from the sites over the network turned round: sites are few.

    Parameters
    ----------
    network
        The study's streets.
    mode
        How people travel.
    origins, sites
        Where from and where to, in metres of the network's coordinate system.

    Returns
    -------
    Times
        ``(origin, site)`` in the order given. `Status.NOT_SNAPPED` where origin or site lies
        farther than `Mode.max_snap_m` from a usable street, `Status.UNREACHABLE` where no way
        leads from one to the other, `Status.BEYOND_CUTOFF` where it takes too long.

    Notes
    -----
    Closing a street never shortens a time while every place keeps its point on the network, and
    the time from a to c is at most that from a to b and on to c.
    """
    usable = network.of_mode(mode)
    leaving = snap(origins, network.streets, usable, mode)
    arriving = snap(sites, network.streets, usable, mode)
    seconds = np.full((len(origins), len(sites)), Status.NOT_SNAPPED, dtype=np.uint16)
    rows = np.flatnonzero(leaving.is_on)
    at_once = max(1, _HELD_BYTES // (16 * max(usable.vertices, len(origins), 1)))
    columns = np.flatnonzero(arriving.is_on)
    for begin in range(0, len(columns), at_once):
        some = columns[begin : begin + at_once]
        seconds[np.ix_(rows, some)] = _block(
            usable, mode, _take(leaving, rows), _take(arriving, some)
        )
    return Times(mode.name, origins.ids, sites.ids, seconds, mode.cutoff_s)


def _take(snapped: Snapped, which: NDArray[np.int64]) -> Snapped:
    return Snapped(
        segment=snapped.segment[which],
        share=snapped.share[which],
        metres=snapped.metres[which],
    )


def _block(
    network: ModeNetwork, mode: Mode, origins: Snapped, sites: Snapped
) -> NDArray[np.uint16]:
    along = _along_streets(network, origins, sites, limit=mode.cutoff_s + 1.0)
    on_foot = origins.metres[:, None] + sites.metres[None, :]
    seconds = whole_seconds(along + on_foot / mode.access_speed_ms + mode.terminal_s, mode.cutoff_s)
    seconds[~_is_way(network, origins, sites)] = Status.UNREACHABLE
    return seconds


def _along_streets(
    network: ModeNetwork, origins: Snapped, sites: Snapped, limit: float
) -> NDArray[np.float64]:
    """Seconds from point to point on the network, ``(origin, site)``; infinite over the limit."""
    to_start, to_end = origins.leaving(network)
    start, end = network.start[origins.segment], network.end[origins.segment]
    from_start, from_end = sites.arriving(network)
    ends, where = np.unique(
        np.concatenate([network.start[sites.segment], network.end[sites.segment]]),
        return_inverse=True,
    )
    best = np.full((len(origins.segment), len(sites.segment)), np.inf)
    # Only the rows of the origins' vertices are kept of each search.
    wanted, place = np.unique(np.concatenate([start, end]), return_inverse=True)
    search = dijkstra(network.backward_arcs, indices=ends, limit=limit)[:, wanted].T
    at_start, at_end = np.split(place, 2)
    for from_vertex, column in zip((from_start, from_end), np.split(where, 2), strict=True):
        for to_vertex, row in ((to_start, at_start), (to_end, at_end)):
            through = search[np.ix_(row, column)] + to_vertex[:, None] + from_vertex[None, :]
            np.minimum(best, through, out=best)
    _along_one_segment(network, origins, sites, best)
    return best


def _along_one_segment(
    network: ModeNetwork, origins: Snapped, sites: Snapped, best: NDArray[np.float64]
) -> None:
    """Shorten `best` where origin and site lie on the same segment: no need to leave it."""
    for column, (segment, share) in enumerate(zip(sites.segment, sites.share, strict=True)):
        rows = np.flatnonzero(origins.segment == segment)
        ahead = share - origins.share[rows]
        whole = np.where(ahead >= 0, network.forward[segment], network.backward[segment])
        direct = np.multiply(whole, np.abs(ahead), out=np.zeros(len(rows)), where=ahead != 0)
        best[rows, column] = np.minimum(best[rows, column], direct)


def _is_way(network: ModeNetwork, origins: Snapped, sites: Snapped) -> NDArray[np.bool_]:
    """Whether any way leads from origin to site: they lie in one part, or parts that follow."""
    here = network.part_of_vertex[network.start[origins.segment]]
    there = network.part_of_vertex[network.start[sites.segment]]
    is_way = np.zeros((len(here), len(there)), dtype=np.bool_)
    for part in np.unique(here):
        beyond = np.array(sorted(network.parts_beyond(int(part))))
        is_way[here == part] = np.isin(there, beyond)
    return is_way
