"""Which shortcuts a contraction order may need, whatever the speeds.

Vertices are taken out in the order of their rank; the neighbours a vertex still has are then
joined to each other. The arcs that ever existed are the topology of a customizable contraction
hierarchy (Dibbelt, Strasser and Wagner 2016, https://doi.org/10.1145/2886843); what a vertex adds
is what the vertices directly below it in the elimination tree hand on, as when a sparse matrix is
factorised (Liu 1990, https://doi.org/10.1137/0611010).

From here on a vertex is its rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Neighbours", "Topology", "neighbours"]


class Neighbours(NamedTuple):
    """Neighbours of each vertex ``v``: ``neighbour[first[v] : first[v + 1]]``."""

    first: NDArray[np.int64]
    neighbour: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topology:
    """Arcs between each vertex and the higher ones that it meets when it is taken out.

    Attributes
    ----------
    rank
        Rank of each vertex of the network.
    first, head
        Higher neighbours of each rank, rising: ``head[first[v] : first[v + 1]]``.
    parent
        The lowest of them; the number of vertices where there is none.
    first_below, below, arc_below
        Lower neighbours of each rank, and the arcs they are the tails of.
    """

    rank: NDArray[np.int32]
    first: NDArray[np.int64]
    head: NDArray[np.int32]
    parent: NDArray[np.int32]
    first_below: NDArray[np.int64]
    below: NDArray[np.int32]
    arc_below: NDArray[np.int32]

    @classmethod
    def build(
        cls, start: NDArray[np.integer], end: NDArray[np.integer], rank: NDArray[np.int32]
    ) -> Self:
        """Take the vertices out one after another.

        Examples
        --------
        In a square whose corner 0 goes first, its neighbours 1 and 3 get joined.

        >>> start, end = np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0])
        >>> topology = Topology.build(start, end, np.arange(4, dtype=np.int32))
        >>> topology.first.tolist(), topology.head.tolist()
        ([0, 2, 4, 5, 5], [1, 3, 2, 3, 3])
        """
        first, neighbour = neighbours(start, end, len(rank))
        up, head, parent = _eliminate(first, neighbour, rank)
        first_below, below, arc_below = _turned(up, head)
        return cls(
            rank=rank,
            first=up,
            head=head,
            parent=parent,
            first_below=first_below,
            below=below,
            arc_below=arc_below,
        )


def neighbours(start: NDArray[np.integer], end: NDArray[np.integer], vertices: int) -> Neighbours:
    """Neighbours of each vertex along any arc either way; some may be named twice.

    Examples
    --------
    >>> first, neighbour = neighbours(np.array([0, 1]), np.array([1, 2]), 3)
    >>> first.tolist(), neighbour.tolist()
    ([0, 1, 3, 4], [1, 0, 2, 1])
    """
    return Neighbours(*_neighbours(start.astype(np.int32), end.astype(np.int32), vertices))


@compiled
def _neighbours(
    start: NDArray[np.int32], end: NDArray[np.int32], vertices: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    first = np.zeros(vertices + 1, np.int64)
    for arc in range(len(start)):
        if start[arc] != end[arc]:
            first[start[arc] + 1] += 1
            first[end[arc] + 1] += 1
    for vertex in range(vertices):
        first[vertex + 1] += first[vertex]
    place = first[:-1].copy()
    neighbour = np.empty(first[vertices], np.int32)
    for arc in range(len(start)):
        one, other = start[arc], end[arc]
        if one != other:
            neighbour[place[one]] = other
            neighbour[place[other]] = one
            place[one] += 1
            place[other] += 1
    return first, neighbour


@compiled
def _eliminate(
    first: NDArray[np.int64], neighbour: NDArray[np.int32], rank: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    vertices = len(rank)
    vertex_of = np.empty(vertices, np.int32)
    for vertex in range(vertices):
        vertex_of[rank[vertex]] = vertex
    up = np.zeros(vertices + 1, np.int64)
    head = np.empty(max(16, 4 * len(neighbour)), np.int32)
    parent = np.full(vertices, vertices, np.int32)
    # The vertices right below one in the tree, as a chain: the latest, and the one before each.
    latest = np.full(vertices, -1, np.int32)
    before = np.full(vertices, -1, np.int32)
    seen = np.full(vertices, -1, np.int32)
    end = 0
    for here in range(vertices):
        if end + vertices - here > len(head):
            head = _longer(head, end + vertices)
        begin = end
        vertex = vertex_of[here]
        for k in range(first[vertex], first[vertex + 1]):
            other = rank[neighbour[k]]
            if other > here and seen[other] != here:
                seen[other] = here
                head[end] = other
                end += 1
        child = latest[here]
        while child >= 0:
            for k in range(up[child], up[child + 1]):
                other = head[k]
                if other > here and seen[other] != here:
                    seen[other] = here
                    head[end] = other
                    end += 1
            child = before[child]
        up[here + 1] = end
        if end > begin:
            head[begin:end].sort()
            parent[here] = head[begin]
            before[here] = latest[parent[here]]
            latest[parent[here]] = here
    return up, head[:end].copy(), parent


@compiled
def _longer(array: NDArray[np.int32], least: int) -> NDArray[np.int32]:
    longer = np.empty(max(least, len(array) * 3 // 2), np.int32)
    longer[: len(array)] = array
    return longer


@compiled
def _turned(
    first: NDArray[np.int64], head: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """The same arcs by their head: first of each, tails rising, and which arc it is."""
    vertices = len(first) - 1
    first_below = np.zeros(vertices + 1, np.int64)
    for arc in range(len(head)):
        first_below[head[arc] + 1] += 1
    for vertex in range(vertices):
        first_below[vertex + 1] += first_below[vertex]
    place = first_below[:-1].copy()
    below = np.empty(len(head), np.int32)
    arc_below = np.empty(len(head), np.int32)
    for tail in range(vertices):
        for arc in range(first[tail], first[tail + 1]):
            below[place[head[arc]]] = tail
            arc_below[place[head[arc]]] = arc
            place[head[arc]] += 1
    return first_below, below, arc_below
