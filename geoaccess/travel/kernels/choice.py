"""Which kernel a workload is for: all give the same times, none is fastest for everything.

A hierarchy takes as long to make as some 25 searches of the same streets, and its code 20 seconds
to compile on a machine's first time. So it is made where searching would take longer than both; a
county's clinics from a few thousand places are searched, and nothing compiled is loaded. So are
those within an hour's walk in a whole country: a search stops at the cutoff, a hierarchy is made
of all streets. Where there are thousands of them, our own searches that stop take over: a plain one
still writes down a number for each vertex that it does not reach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from geoaccess.travel.kernels.search import Search
from geoaccess.travel.top_speed import speeds_ms

if TYPE_CHECKING:
    from geoaccess.travel.kernels.blocks import Sweep
    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.kernels.hierarchy import Hierarchy
    from geoaccess.travel.kernels.short import Short
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["is_for_a_hierarchy", "kernel_for"]

_FEWEST_SITES = 48
# A search settles some two million vertices a second.
_FEWEST_SETTLED = 30_000_000
# And passes over some seven hundred million.
_FEWEST_PASSED_OVER = 1_000_000_000
_ASKED = 16

_made: WeakKeyDictionary[ModeNetwork, dict[int, Hierarchy]] = WeakKeyDictionary()


def kernel_for(network: ModeNetwork, trips: Trips) -> Search | Short | Sweep:
    """Whatever works these trips out fastest, ready to."""
    sites = len(trips.sites)
    # Who is in reach takes longer to tell than a small search.
    if is_for_a_hierarchy(sites, network.vertices):
        if is_for_a_hierarchy(sites, _in_reach(network, trips)):
            from geoaccess.travel.kernels.blocks import Sweep  # noqa: PLC0415 -- loads numba

            return Sweep(_hierarchy(network, trips.bits), trips)
        if sites * network.vertices >= _FEWEST_PASSED_OVER:
            from geoaccess.travel.kernels.short import Short  # noqa: PLC0415 -- loads numba

            return Short(network, trips)
    return Search(network, trips)


def is_for_a_hierarchy(sites: int, settled: int) -> bool:
    """Whether searching from each site would take longer than making a hierarchy.

    Parameters
    ----------
    sites
        From how many one would search.
    settled
        How many vertices each search gets to: all, or those within the cutoff.

    Examples
    --------
    >>> is_for_a_hierarchy(40, 10_000), is_for_a_hierarchy(240, 1_000_000)
    (False, True)
    """
    return sites >= _FEWEST_SITES and sites * settled >= _FEWEST_SETTLED


def _in_reach(network: ModeNetwork, trips: Trips) -> int:
    """How many vertices lie as near to a site as one gets within the cutoff, by some of them."""
    radius = trips.cutoff_s * speeds_ms(network).max(initial=0.0)
    asked = trips.sites.ends[:: max(1, len(trips.sites) // _ASKED), 0]
    near = [
        np.count_nonzero(np.hypot(network.x - x, network.y - y) <= radius)
        for x, y in zip(network.x[asked], network.y[asked], strict=True)
    ]
    return int(np.mean(near))


def _hierarchy(network: ModeNetwork, bits: int) -> Hierarchy:
    """Of a network and a unit, made at the first asking."""
    from geoaccess.travel.kernels.hierarchy import Hierarchy  # noqa: PLC0415 -- loads numba

    known = _made.setdefault(network, {})
    if bits not in known:
        known[bits] = Hierarchy.of(network, bits)
    return known[bits]
