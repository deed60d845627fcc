"""Short trips: a search from each site that stops at the cutoff, and keeps only what it reaches.

Dijkstra's algorithm with a heap of whole numbers, units above the vertex; a vertex that was put in
again with fewer units is passed over when it comes up (1959, https://doi.org/10.1007/BF01386390).
Only crossings are put in: from a bend there is one way on, which is followed at once; where its
other side turns out to be shorter, that way is followed as well, and the shorter of both is kept.
What is written is as much as is reached: no row of all vertices is ever filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.search import backward_units
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["backward_arcs", "reached_pairs"]

_VERTEX_BITS = 31
_NONE, _CHOICE = -1, -2
_Number = TypeVar("_Number", np.int32, np.uint16)

_made: WeakKeyDictionary[ModeNetwork, dict[int, Arcs]] = WeakKeyDictionary()


def reached_pairs(
    arcs: Arcs, trips: Trips
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
    """Pairs that have a time by way of the ends of their streets, site after site.

    Parameters
    ----------
    arcs
        Turned round: of each vertex those that arrive there, with where they come from.
    trips
        From where to where.

    Returns
    -------
    tuple
        Where the pairs of each site begin and end, their origins, and their whole seconds. Pairs
        on one street are among them with what the way round takes, if that is within the cutoff.
    """
    return _pairs(
        arcs,
        (trips.sites.ends, trips.sites.legs),
        (trips.origins.ends, trips.origins.legs),
        _leaving(trips.origins.ends, len(arcs.first) - 1),
        trips.bits,
        trips.cutoff_s,
    )


def backward_arcs(network: ModeNetwork, bits: int) -> Arcs:
    """Arcs of a network turned round, in whole units; made at the first asking."""
    known = _made.setdefault(network, {})
    if bits not in known:
        arcs = backward_units(network, bits)
        known[bits] = Arcs(arcs.indptr, arcs.indices, arcs.data.astype(np.uint32))
    return known[bits]


@compiled
def _leaving(ends: NDArray[np.int32], vertices: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Origins by the vertices at the ends of their street: ``origin[first[v] : first[v + 1]]``."""
    first = np.zeros(vertices + 2, np.int32)
    for origin in range(len(ends)):
        one, other = ends[origin]
        first[one + 2] += 1
        if other != one:
            first[other + 2] += 1
    for vertex in range(vertices):
        first[vertex + 2] += first[vertex + 1]
    found = np.empty(first[-1], np.int32)
    # Where the next origin of a vertex goes is where those of the next vertex begin, at last.
    for origin in range(len(ends)):
        one, other = ends[origin]
        found[first[one + 1]] = origin
        first[one + 1] += 1
        if other != one:
            found[first[other + 1]] = origin
            first[other + 1] += 1
    return first[:-1], found


@compiled
def _pairs(
    graph: Arcs,
    sites: tuple[NDArray[np.int32], NDArray[np.uint32]],
    origins: tuple[NDArray[np.int32], NDArray[np.uint32]],
    leaving: tuple[NDArray[np.int32], NDArray[np.int32]],
    bits: int,
    cutoff_s: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
    vertices = len(graph.first) - 1
    limit = (cutoff_s + 1) << bits
    units = np.full(vertices, NEVER, np.uint32)
    begins = np.zeros(len(sites[0]) + 1, np.int64)
    row = np.empty(1024, np.int32)
    seconds = np.empty(1024, np.uint16)
    # A vertex is put in the heap once per arc to it at most, and by each end of the site's street.
    # Memory that is never written to is never taken.
    heap = np.empty(len(graph.head) + 2, np.int64)
    touched = np.empty(vertices, np.int32)
    end = 0
    for site in range(len(sites[0])):
        doors = sites[0][site], sites[1][site]
        reached = _search(graph, doors, limit, units, heap, touched)
        for k in range(reached):
            vertex = touched[k]
            for i in range(leaving[0][vertex], leaving[0][vertex + 1]):
                origin = leaving[1][i]
                one, other = origins[0][origin]
                # By its first end, if that is reached: each origin once.
                if vertex != one and units[one] != NEVER:
                    continue
                by_one = np.int64(units[one]) + origins[1][origin, 0]
                by_other = np.int64(units[other]) + origins[1][origin, 1]
                whole = min(by_one, by_other) >> bits
                if whole <= cutoff_s:
                    if end == len(row):
                        row, seconds = _longer(row), _longer(seconds)
                    row[end], seconds[end] = origin, whole
                    end += 1
        begins[site + 1] = end
        for k in range(reached):
            units[touched[k]] = NEVER
    return begins, row[:end], seconds[:end]


@compiled
def _search(
    graph: Arcs,
    doors: tuple[NDArray[np.int32], NDArray[np.uint32]],
    limit: int,
    units: NDArray[np.uint32],
    heap: NDArray[np.int64],
    touched: NDArray[np.int32],
) -> int:
    """Write units from a site's door to the vertices within the limit; how many those are."""
    reached = size = _set_out(doors, limit, units, heap, touched)
    while size > 0:
        least = heap[0]
        size = _pop(heap, size)
        so_far, vertex = least >> _VERTEX_BITS, least & ((1 << _VERTEX_BITS) - 1)
        if so_far > units[vertex]:
            continue
        for arc in range(graph.first[vertex], graph.first[vertex + 1]):
            before, here = int(vertex), int(graph.head[arc])
            longer = so_far + graph.units[arc]
            # On to the next crossing, for as long as this way is shorter.
            while longer < min(limit, np.int64(units[here])):
                if units[here] == NEVER:
                    touched[reached] = here
                    reached += 1
                units[here] = longer
                onward = _only_arc(graph, before, here)
                if onward == _CHOICE:
                    size = _push(heap, size, longer << _VERTEX_BITS | np.int64(here))
                if onward < 0:
                    break
                before, here = here, int(graph.head[onward])
                longer += graph.units[onward]
    return reached


@compiled
def _set_out(
    doors: tuple[NDArray[np.int32], NDArray[np.uint32]],
    limit: int,
    units: NDArray[np.uint32],
    heap: NDArray[np.int64],
    touched: NDArray[np.int32],
) -> int:
    """Put the ends of a site's street in the heap; how many are within the limit."""
    size = 0
    ends, legs = doors
    near = 0 if legs[0] <= legs[1] else 1
    for k in (near, 1 - near):
        # The nearer first: where both ends are one vertex, it is put in once.
        if legs[k] < min(limit, np.int64(units[ends[k]])):
            units[ends[k]] = legs[k]
            touched[size] = ends[k]
            size = _push(heap, size, np.int64(legs[k]) << _VERTEX_BITS | ends[k])
    return size


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


@compiled
def _longer(array: NDArray[_Number]) -> NDArray[_Number]:
    longer = np.empty(2 * len(array), array.dtype)
    longer[: len(array)] = array
    return longer
