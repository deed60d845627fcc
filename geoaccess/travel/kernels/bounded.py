"""Short trips: a search from each site that stops at the cutoff, and tells only what it reaches.

Dijkstra's algorithm with a heap of whole numbers, units above the vertex; a vertex that was put in
again with fewer units is passed over when it comes up (1959, https://doi.org/10.1007/BF01386390).
Only crossings are put in: from a bend there is one way on, which is followed at once; where its
other side turns out to be shorter, that way is followed as well, and the shorter of both is kept.
Of each vertex is kept what is left of the limit there: where nobody comes, that is nothing, and
new memory is nothing to begin with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.lists import longer
from geoaccess.travel.kernels.search import backward_units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Doors
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["Reach", "backward_arcs", "reaches"]

_VERTEX_BITS = 31
_NONE, _CHOICE = -1, -2

_made: WeakKeyDictionary[ModeNetwork, dict[int, Arcs]] = WeakKeyDictionary()


class Reach(NamedTuple):
    """The vertices within the limit of some sites, one site after another.

    Attributes
    ----------
    begins
        Where the vertices of each site begin, and the last ones end.
    found
        ``(reached, 2)``: which they are, each once a site; and how many units from the site.
    """

    begins: NDArray[np.int64]
    found: NDArray[np.uint32]


def backward_arcs(network: ModeNetwork, bits: int) -> Arcs:
    """Arcs of a network turned round, in whole units; made at the first asking."""
    known = _made.setdefault(network, {})
    if bits not in known:
        arcs = backward_units(network, bits)
        known[bits] = Arcs(arcs.indptr, arcs.indices, arcs.data.astype(np.uint32))
    return known[bits]


def reaches(arcs: Arcs, sites: Doors, limit: int, nothing: NDArray[np.uint32]) -> Iterator[Reach]:
    """Search from all sites; some at a time, so that the lists are as long as a network or two.

    Parameters
    ----------
    arcs
        Turned round: of each vertex those that arrive there, with where they come from.
    sites
        Where the searches begin.
    limit
        Units that are too many.
    nothing
        ``(vertex,)`` of zeros, to work with; it is zeros again whenever something is given out.
    """
    begin = 0
    while begin < len(sites):
        reach = Reach(*_reach(arcs, (sites.ends[begin:], sites.legs[begin:]), limit, nothing))
        yield reach
        begin += len(reach.begins) - 1


@compiled
def _reach(
    graph: Arcs,
    sites: tuple[NDArray[np.int32], NDArray[np.uint32]],
    limit: int,
    left: NDArray[np.uint32],
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """What the first sites reach, until that is as much as there are vertices."""
    begins = np.zeros(len(sites[0]) + 1, np.int64)
    # One search more finds all vertices at most. Memory that is never written to is never taken.
    found = np.empty((2 * len(left), 2), np.uint32)
    site = end = 0
    while site < len(sites[0]) and end < len(left):
        begin = end
        end += _search(graph, (sites[0][site], sites[1][site]), limit, left, found[begin:])
        for k in range(begin, end):
            vertex = found[k, 0]
            found[k, 1] = limit - np.int64(left[vertex])
            left[vertex] = 0
        site += 1
        begins[site] = end
    return begins[: site + 1], found[:end]


@compiled
def _search(
    graph: Arcs,
    door: tuple[NDArray[np.int32], NDArray[np.uint32]],
    limit: int,
    left: NDArray[np.uint32],
    found: NDArray[np.uint32],
) -> int:
    """Write what is left of the limit at the vertices that a door reaches; how many those are."""
    heap = np.empty(256, np.int64)
    reached = size = _set_out(door, limit, left, heap, found)
    while size > 0:
        least = heap[0]
        size = _pop(heap, size)
        so_far, vertex = least >> _VERTEX_BITS, least & ((1 << _VERTEX_BITS) - 1)
        if limit - so_far < np.int64(left[vertex]):
            continue
        while size + graph.first[vertex + 1] - graph.first[vertex] > len(heap):
            heap = longer(heap)
        reached, size = _go_on(graph, vertex, limit, left, heap, size, found, reached)
    return reached


@compiled
def _set_out(
    door: tuple[NDArray[np.int32], NDArray[np.uint32]],
    limit: int,
    left: NDArray[np.uint32],
    heap: NDArray[np.int64],
    found: NDArray[np.uint32],
) -> int:
    """Put the ends of a site's street in the heap; how many are within the limit."""
    size = 0
    ends, legs = door
    near = 0 if legs[0] <= legs[1] else 1
    for k in (near, 1 - near):
        # The nearer first: where both ends are one vertex, it is put in once.
        if limit - np.int64(legs[k]) > np.int64(left[ends[k]]):
            left[ends[k]] = limit - np.int64(legs[k])
            found[size, 0] = ends[k]
            size = _push(heap, size, np.int64(legs[k]) << _VERTEX_BITS | ends[k])
    return size


@compiled
def _go_on(
    graph: Arcs,
    vertex: int,
    limit: int,
    left: NDArray[np.uint32],
    heap: NDArray[np.int64],
    size: int,
    found: NDArray[np.uint32],
    reached: int,
) -> tuple[int, int]:
    """From a vertex to the next crossings; how much is reached and in the heap then."""
    for arc in range(graph.first[vertex], graph.first[vertex + 1]):
        before, here = int(vertex), int(graph.head[arc])
        rest = np.int64(left[vertex]) - np.int64(graph.units[arc])
        # For as long as this way is shorter.
        while rest > np.int64(left[here]):
            if left[here] == 0:
                found[reached, 0] = here
                reached += 1
            left[here] = rest
            onward = _only_arc(graph, before, here)
            if onward == _CHOICE:
                size = _push(heap, size, int(limit - rest) << _VERTEX_BITS | here)
            if onward < 0:
                break
            before, here = here, int(graph.head[onward])
            rest -= np.int64(graph.units[onward])
    return reached, size


@compiled
def _only_arc(graph: Arcs, before: int, here: int) -> int:
    """The arc by which one goes on from a bend; or that there is none, or a choice of several."""
    only = _NONE
    for arc in range(graph.first[here], graph.first[here + 1]):
        if graph.head[arc] != before:
            if only != _NONE:
                return _CHOICE
            only = arc
    return only


@compiled
def _push(heap: NDArray[np.int64], size: int, value: int) -> int:
    """Put a value in; how many there are then."""
    place = size
    while place > 0 and heap[(place - 1) >> 2] > value:
        heap[place] = heap[(place - 1) >> 2]
        place = (place - 1) >> 2
    heap[place] = value
    return size + 1


@compiled
def _pop(heap: NDArray[np.int64], size: int) -> int:
    """Take the least value out; how many there are then. Each has four below it."""
    size -= 1
    value = heap[size]
    place = 0
    while 4 * place + 1 < size:
        least = 4 * place + 1
        for other in range(least + 1, min(least + 4, size)):
            if heap[other] < heap[least]:
                least = other
        if heap[least] >= value:
            break
        heap[place] = heap[least]
        place = least
    heap[place] = value
    return size
