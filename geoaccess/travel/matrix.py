"""Door-to-door travel times along streets, from every origin to every site."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.times import Status, Times
from geoaccess.travel.streams import OnStreets

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places

__all__ = ["travel_times"]


def travel_times(
    network: Network,
    mode: Mode,
    origins: Places,
    sites: Places,
    *,
    told: Callable[[int], object] | None = None,
) -> Times:
    """Whole seconds from each origin to each site, or the reason why there are none.

    A trip is the straight line to the nearest point of a street (`Mode.access_speed_ms`), the
    fastest way along streets and ferries, the straight line to the door, and once
    `Mode.terminal_s`. Seconds are rounded to the nearest whole, halves up, and compared with
    ``<=``. Many sites on a large network are answered by a hierarchy that is made once
    (`geoaccess.travel.kernels`), thousands of them with few in reach by searches that stop at the
    cutoff, others by a plain search from each site; the seconds are the same.

    Parameters
    ----------
    network
        The study's streets.
    mode
        How people travel.
    origins, sites
        Where from and where to, in metres of the network's coordinate system.
    told
        Called with how many sites more are done, now and then.

    Returns
    -------
    Times
        ``(origin, site)`` in the order given. `Status.NOT_SNAPPED` where origin or site lies
        farther than `Mode.max_snap_m` from a usable street, `Status.UNREACHABLE` where no way
        leads from one to the other, `Status.BEYOND_CUTOFF` where it takes too long. Where a place
        has several streets about as near (`Mode.snap_tolerance_m`) the time is the least of all
        ways; there is no way only if none of them has one.

    Raises
    ------
    LimitError
        If pairs of places on one street do not fit in memory.

    Notes
    -----
    Closing a street never shortens a time while every place keeps its points on the network. The
    time from a to c is at most that from a to b and on to c if b has one street: at a place with
    two, one may arrive by the one and set out by the other, and no street need join them.
    """
    seconds = np.empty((len(origins), len(sites)), dtype=np.uint16)
    on = OnStreets(network, mode, origins, sites)
    off = on.columns_off(len(sites))
    seconds[:, off] = Status.NOT_SNAPPED
    seconds[np.setdiff1d(np.arange(len(origins)), on.rows)] = Status.NOT_SNAPPED
    for done in itertools.chain(on.fill(seconds), [len(off)] if len(off) else []):
        if told is not None:
            told(done)
    return Times(mode.name, origins.ids, sites.ids, seconds, mode.cutoff_s)
