"""Only the nearest site: one search from all sites at once (scipy).

As from a vertex beside all sites, with an arc to each that takes no time: a vertex is settled by
whichever site is nearest to it, and never again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from geoaccess.travel.kernels.search import backward_units, with_doors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["nearest_seconds"]


def nearest_seconds(network: ModeNetwork, trips: Trips) -> NDArray[np.uint16]:
    """Seconds from each origin to the nearest site; where there is none, the nearest to a reason.

    What a row of all times has as its least value, `Status.BEYOND_CUTOFF` before
    `Status.UNREACHABLE`.
    """
    graph = with_doors(backward_units(network, trips.bits), trips.sites.ends, trips.sites.legs)
    units = dijkstra(
        graph,
        indices=np.arange(network.vertices, graph.shape[0]),
        limit=float((trips.cutoff_s + 1) << trips.bits),
        min_only=True,
    )
    total = (units[trips.origins.ends] + trips.origins.legs).min(axis=1)
    whole = np.floor(total / 2.0**trips.bits)
    reason = trips.reason.min(axis=1)[trips.group]
    seconds: NDArray[np.uint16] = np.where(whole <= trips.cutoff_s, whole, reason).astype(np.uint16)
    np.minimum.at(seconds, trips.row, trips.seconds)
    return seconds
