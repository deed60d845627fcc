"""Short trips: a search from each site that stops at the cutoff, and keeps only what it reaches.

Dijkstra's algorithm with a heap of whole numbers, units above the vertex; a vertex that was put in
again with fewer units is passed over when it comes up (1959, https://doi.org/10.1007/BF01386390).
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
_Number = TypeVar("_Number", np.int32, np.uint16)

_made: WeakKeyDictionary[ModeNetwork, dict[int, Arcs]] = WeakKeyDictionary()


def reached_pairs(
    network: ModeNetwork, trips: Trips
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
    """Pairs that have a time by way of the ends of their streets, site after site.

    Returns
    -------
    tuple
        Where the pairs of each site begin and end, their origins, and their whole seconds. Pairs
        on one street are among them with what the way round takes, if that is within the cutoff.
    """
    return _pairs(
        backward_arcs(network, trips.bits),
        (trips.sites.ends, trips.sites.legs),
        (trips.origins.ends, trips.origins.legs),
        _leaving(trips.origins.ends, network.vertices),
        trips.bits,
        trips.cutoff_s,
    )


def backward_arcs(network: ModeNetwork, bits: int) -> Arcs:
    """Arcs of a network turned round, in whole units; made at the first asking."""
    known = _made.setdefault(network, {})
    if bits not in known:
        arcs = backward_units(network, bits)
        known[bits] = Arcs(arcs.indptr.astype(np.int64), arcs.indices, arcs.data.astype(np.uint32))
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
    # Memory that is never written to is never taken.
    limit = (cutoff_s + 1) << bits
    units = np.full(vertices, NEVER, np.uint32)
    seen = np.full(len(origins[0]), -1, np.int32)
    begins = np.zeros(len(sites[0]) + 1, np.int64)
    row = np.empty(1024, np.int32)
    seconds = np.empty(1024, np.uint16)
    # A vertex is put in the heap once per arc to it at most, and by each end of the site's street.
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
                if seen[origin] == site:
                    continue
                seen[origin] = site
                one, other = origins[0][origin]
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
    return begins, row[:end].copy(), seconds[:end].copy()


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
    size, reached = 0, 0
    ends, legs = doors
    for k in range(len(ends)):
        if legs[k] < min(limit, np.int64(units[ends[k]])):
            if units[ends[k]] == NEVER:
                touched[reached] = ends[k]
                reached += 1
            units[ends[k]] = legs[k]
            size = _push(heap, size, np.int64(legs[k]) << _VERTEX_BITS | ends[k])
    while size > 0:
        least = heap[0]
        size = _pop(heap, size)
        so_far, vertex = least >> _VERTEX_BITS, least & ((1 << _VERTEX_BITS) - 1)
        if so_far > units[vertex]:
            continue
        for arc in range(graph.first[vertex], graph.first[vertex + 1]):
            longer = so_far + graph.units[arc]
            there = graph.head[arc]
            if longer < min(limit, np.int64(units[there])):
                if units[there] == NEVER:
                    touched[reached] = there
                    reached += 1
                units[there] = longer
                size = _push(heap, size, longer << _VERTEX_BITS | np.int64(there))
    return reached


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
