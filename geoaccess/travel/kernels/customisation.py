"""How long the arcs of a hierarchy take, at given speeds, and which of them are ever needed.

Basic customisation: from low to high, an arc takes no longer than the way over a lower vertex.
Perfect customisation: from high to low, nor longer than the way over a higher one; an arc that
gets shorter then is on no fastest way up or down and is left out (Dibbelt, Strasser and Wagner
2016, https://doi.org/10.1145/2886843). New speeds or a closed street need only this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.elimination import Topology

__all__ = ["Arcs", "customise"]

# Of an arc between two vertices: units from the lower to the higher, and the other way.
UP, DOWN = 0, 1


class Arcs(NamedTuple):
    """Arcs of each vertex, ``head[first[v] : first[v + 1]]``, and their units.

    To which vertices, and which way they are driven, is for the holder to say: those of a hierarchy
    lead to higher ranks, those above origins to earlier rows, those of a search to all neighbours.
    """

    first: NDArray[np.signedinteger]
    head: NDArray[np.int32]
    units: NDArray[np.uint32]


def customise(
    topology: Topology,
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    units: NDArray[np.uint32],
) -> tuple[Arcs, Arcs]:
    """Arcs that fastest ways need: those driven upwards, and those driven downwards.

    Parameters
    ----------
    topology
        Of a network of which these are arcs.
    tail, head, units
        Vertices of the network's arcs, as driven, and how long they take; `NEVER` where closed.

    Returns
    -------
    tuple
        Arcs from lower to higher rank with the units up, and the same with the units down.
    """
    own = np.full((len(topology.head), 2), NEVER, dtype=np.uint32)
    rank = topology.rank
    _take_over(topology.first, topology.head, rank[tail], rank[head], units, own)
    _from_below(
        topology.first,
        topology.head,
        topology.first_below,
        topology.below,
        topology.arc_below,
        own,
    )
    best = own.copy()
    _from_above(topology.first, topology.head, best)
    up, down = (
        _needed(topology.first, topology.head, own[:, way].copy(), best[:, way].copy())
        for way in (UP, DOWN)
    )
    return up, down


@compiled
def _take_over(
    first: NDArray[np.int64],
    head: NDArray[np.int32],
    tail_rank: NDArray[np.int32],
    head_rank: NDArray[np.int32],
    units: NDArray[np.uint32],
    own: NDArray[np.uint32],
) -> None:
    """Put the network's own arcs in; of several the fastest."""
    for arc in range(len(units)):
        here, there = tail_rank[arc], head_rank[arc]
        if here == there:
            continue
        low, high = min(here, there), max(here, there)
        begin, end = first[low], first[low + 1]
        place = begin + np.searchsorted(head[begin:end], high)
        way = UP if here == low else DOWN
        own[place, way] = min(own[place, way], units[arc])


@compiled
def _from_below(
    first: NDArray[np.int64],
    head: NDArray[np.int32],
    first_below: NDArray[np.int64],
    below: NDArray[np.int32],
    arc_below: NDArray[np.int32],
    own: NDArray[np.uint32],
) -> None:
    """Shorten each arc by the ways over lower vertices, whose arcs are final by then."""
    arc_to = np.zeros(len(first), np.int64)
    for here in range(len(first) - 1):
        for arc in range(first[here], first[here + 1]):
            arc_to[head[arc]] = arc
        for k in range(first_below[here], first_below[here + 1]):
            # The arc from the lower vertex to here.
            over = arc_below[k]
            to_low, from_low = np.int64(own[over, DOWN]), np.int64(own[over, UP])
            # The lower vertex's heads rise: those after this one are higher than it.
            for beyond in range(over + 1, first[below[k] + 1]):
                arc = arc_to[head[beyond]]
                own[arc, UP] = min(np.int64(own[arc, UP]), to_low + own[beyond, UP])
                own[arc, DOWN] = min(
                    np.int64(own[arc, DOWN]), np.int64(own[beyond, DOWN]) + from_low
                )


@compiled
def _from_above(
    first: NDArray[np.int64], head: NDArray[np.int32], best: NDArray[np.uint32]
) -> None:
    """Shorten each arc by the ways over higher vertices, whose arcs are final by then."""
    for here in range(len(first) - 2, -1, -1):
        end = first[here + 1]
        for one in range(first[here], end):
            between = first[head[one]]
            for other in range(one + 1, end):
                while head[between] != head[other]:
                    between += 1
                ahead, back = np.int64(best[between, UP]), np.int64(best[between, DOWN])
                # here - one - other, here - other - one, and both ways home.
                best[other, UP] = min(np.int64(best[other, UP]), np.int64(best[one, UP]) + ahead)
                best[one, UP] = min(np.int64(best[one, UP]), np.int64(best[other, UP]) + back)
                best[other, DOWN] = min(
                    np.int64(best[other, DOWN]), np.int64(best[one, DOWN]) + back
                )
                best[one, DOWN] = min(
                    np.int64(best[one, DOWN]), np.int64(best[other, DOWN]) + ahead
                )


@compiled
def _needed(
    first: NDArray[np.int64],
    head: NDArray[np.int32],
    own: NDArray[np.uint32],
    best: NDArray[np.uint32],
) -> Arcs:
    """Arcs that are open and no longer than the fastest way between their ends."""
    kept_first = np.zeros(len(first), np.int64)
    kept = np.empty(len(head), np.int32)
    units = np.empty(len(head), np.uint32)
    end = 0
    for here in range(len(first) - 1):
        for arc in range(first[here], first[here + 1]):
            if own[arc] < NEVER and own[arc] <= best[arc]:
                kept[end] = head[arc]
                units[end] = own[arc]
                end += 1
        kept_first[here + 1] = end
    return Arcs(kept_first, kept[:end].copy(), units[:end].copy())
