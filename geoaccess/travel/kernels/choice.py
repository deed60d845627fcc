"""Which kernel a workload is for: all give the same times, none is fastest for everything.

A hierarchy takes as long to make as some 25 searches of the same streets, and its code 20 seconds
to compile on a machine's first time. So it is made where searching would take longer than both; a
county's clinics from a few thousand places are searched, and nothing compiled is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from geoaccess.travel.kernels.search import Search

if TYPE_CHECKING:
    from geoaccess.travel.kernels.blocks import Sweep
    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.kernels.hierarchy import Hierarchy
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["is_for_a_hierarchy", "kernel_for"]

_FEWEST_SITES = 48
# A search settles some two million vertices a second.
_FEWEST_SETTLED = 30_000_000

_made: WeakKeyDictionary[ModeNetwork, dict[int, Hierarchy]] = WeakKeyDictionary()


def kernel_for(network: ModeNetwork, trips: Trips) -> Search | Sweep:
    """Whatever works these trips out fastest, ready to."""
    if not is_for_a_hierarchy(len(trips.sites), network.vertices):
        return Search(network, trips)
    from geoaccess.travel.kernels.blocks import Sweep  # noqa: PLC0415 -- loads numba

    return Sweep(_hierarchy(network, trips.bits), trips)


def is_for_a_hierarchy(sites: int, vertices: int) -> bool:
    """Whether searching from each site would take longer than making a hierarchy.

    Examples
    --------
    >>> is_for_a_hierarchy(40, 10_000), is_for_a_hierarchy(240, 1_000_000)
    (False, True)
    """
    return sites >= _FEWEST_SITES and sites * vertices >= _FEWEST_SETTLED


def _hierarchy(network: ModeNetwork, bits: int) -> Hierarchy:
    """Of a network and a unit, made at the first asking."""
    from geoaccess.travel.kernels.hierarchy import Hierarchy  # noqa: PLC0415 -- loads numba

    known = _made.setdefault(network, {})
    if bits not in known:
        known[bits] = Hierarchy.of(network, bits)
    return known[bits]
