"""In which part of a network a trip can start and end on a street: it gets away and back.

A part is crossings between which one gets from any to any. A street is of a part if one gets from
the street to the part, and from the part onto the street, by any turns that are allowed; the way
out may be another than the way in. So between any two streets of a part there are trips both ways.

Where no turn is forbidden, a part leads through all its streets, and no street is of two. Turns can
take the two directions of a street apart. Then it may be of several parts: it counts to the one
that leads through the longest streets. Or it hangs on a part that leads nobody through it: where
nobody may turn round at its end, or at the end of the street after it, and so on.

A street that is open both ways and hangs on no part is of one of its own, with those like it: from
each one gets to the others and back, with stops on some of them on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.turns import Crossings, Drawn

__all__ = ["part_of_segment"]


def part_of_segment(
    part: NDArray[np.int32],
    arcs: csr_array,
    crossings: Crossings,
    drawn: Drawn,
    km: NDArray[np.float64],
) -> NDArray[np.int64]:
    """The part that a trip gets to from a segment, and from which one gets onto it.

    Parameters
    ----------
    part
        ``(vertex,)``: strongly connected part of each, numbered from 0.
    arcs
        ``(vertex, vertex)``: segments along and against, where open, and turns.
    crossings, drawn
        Where segments are entered and left, whether they are open, and which lie on each other.
    km
        ``(segment,)``: what each counts when parts are compared.

    Returns
    -------
    NDArray
        ``(segment,)``: -1 where nobody gets back. Parts of streets alone, without a crossing
        between which one gets from any to any, are numbered after those of the vertices.
    """
    start, end, start_in, end_in = (
        part[each]
        for each in (crossings.start, crossings.end, crossings.start_in, crossings.end_in)
    )
    both = np.isfinite(drawn.forward) & np.isfinite(drawn.backward)
    # A part leads through a segment, along it or against it, if one gets back to where it begins.
    along = np.isfinite(drawn.forward) & (end_in == start)
    against = np.isfinite(drawn.backward) & (start_in == end)
    found = np.where(along, start, np.where(against, end, -1)).astype(np.int64)
    loose = np.flatnonzero(both & ~(along & against & (start == end)))
    if not len(loose):
        return found
    through = np.concatenate([start[along], end[against]])
    length = np.bincount(through, weights=np.concatenate([km[along], km[against]]))
    leading = np.unique(through)
    _, first, street = np.unique(drawn.street[loose], return_index=True, return_inverse=True)
    some = loose[first]
    found[loose] = _of_loose(
        _Ways.between_parts(part, arcs),
        np.column_stack([start_in[some], end_in[some]]),
        np.column_stack([start[some], end[some]]),
        leading[np.argsort(-length[leading], kind="stable")],
    )[street]
    return found


def _of_loose(
    ways: _Ways, out: NDArray[np.int32], into: NDArray[np.int32], leading: NDArray[np.int32]
) -> NDArray[np.int64]:
    """The first of some parts that each street is of; by those left over, parts of their own.

    Parameters
    ----------
    ways
        Between parts.
    out, into
        ``(street, 2)``: into which parts each street leads, and which lead into it.
    leading
        Parts that lead through some street, the one with the longest first.
    """
    found = np.full(len(out), -1, dtype=np.int64)
    some, is_left = ways, np.ones(ways.parts, dtype=np.bool_)
    ends = np.hstack([out, into])
    while (found < 0).any():
        rest = found < 0
        # A part that such a street is of lies on a way from it back to it. That way leads by no
        # part that was looked at, or the street would be of that one.
        between = is_left & some.beyond(out[rest]) & some.before(into[rest])
        some, leading = some.within(between), leading[between[leading]]
        if not len(leading):
            found[rest] = ways.parts + _with_stops(ways, out[rest], into[rest])
            break
        # Where neither a way nor a street joins them, one part has nothing to do with another.
        street, end = np.nonzero(rest[:, None] & between[ends])
        nearby = some.first_nearby(leading, street, ends[street, end])
        first = np.unique(nearby[leading])
        there = np.where(some.before(first), nearby, -1)[out][:, [0, 0, 1, 1]]
        back = np.where(some.beyond(first), nearby, -1)[into][:, [0, 1, 0, 1]]
        found[rest] = np.where(there == back, there, -1).max(axis=1)[rest]
        is_left[first] = False
    return found


def _with_stops(ways: _Ways, out: NDArray[np.int32], into: NDArray[np.int32]) -> NDArray[np.int64]:
    """Which streets hang together if one may stop, and turn round, on each; numbered from 0."""
    stop = np.repeat(ways.parts + np.arange(len(out)), 2)
    graph = _graph(
        np.concatenate([ways.tail, stop, into.ravel()]),
        np.concatenate([ways.head, out.ravel(), stop]),
        ways.parts + len(out),
    )
    _, together = connected_components(graph, directed=True, connection="strong")
    _, number = np.unique(together[ways.parts :], return_inverse=True)
    return number.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Ways between `parts` parts, in one direction: no way leads back."""

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    parts: int

    @classmethod
    def between_parts(cls, part: NDArray[np.int32], arcs: csr_array) -> _Ways:
        tail, head = (part[ends] for ends in arcs.tocoo().coords)
        leaves = tail != head
        return cls(tail[leaves], head[leaves], int(part.max()) + 1)

    def within(self, some: NDArray[np.bool_]) -> _Ways:
        """Those between some of the parts."""
        kept = some[self.tail] & some[self.head]
        return _Ways(self.tail[kept], self.head[kept], self.parts)

    def beyond(self, some: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which parts one gets to from any of some, those among them."""
        # From one more one gets to all of them.
        tail = np.concatenate([self.tail, np.full(some.size, self.parts)])
        graph = _graph(tail, np.concatenate([self.head, some.ravel()]), self.parts + 1)
        reached = np.zeros(self.parts + 1, dtype=np.bool_)
        reached[breadth_first_order(graph, self.parts, return_predecessors=False)] = True
        return reached[:-1]

    def before(self, some: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which parts one gets to any of some from, those among them."""
        return _Ways(self.head, self.tail, self.parts).beyond(some)

    def first_nearby(
        self, some: NDArray[np.int32], street: NDArray[np.int64], end: NDArray[np.int32]
    ) -> NDArray[np.int32]:
        """By part the first of some that ways or streets, by their ends, join it with, or -1."""
        graph = _graph(
            np.concatenate([self.tail, self.parts + street]),
            np.concatenate([self.head, end]),
            self.parts + int(street.max(initial=-1)) + 1,
        )
        pieces, piece = connected_components(graph, directed=False)
        with_some, first = np.unique(piece[some], return_index=True)
        of_piece = np.full(pieces, -1, dtype=some.dtype)
        of_piece[with_some] = some[first]
        return of_piece[piece[: self.parts]]


def _graph(tail: NDArray[np.integer], head: NDArray[np.integer], count: int) -> csr_array:
    return csr_array((np.ones(len(tail), dtype=np.bool_), (tail, head)), shape=(count, count))
