"""Which vertices of a street map are bends only: on the way from one crossing to the next.

Seven in ten are. They make up strands, each from a crossing to another or back to itself; which
ones depends on how streets hang together, not on speeds. What it is worth to leave them out is
told in decision 0011.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.elimination import neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Chains", "Strands"]


class Strands(NamedTuple):
    """Strands of bends, one after another.

    Attributes
    ----------
    bend, first
        Bends of each strand, from one end to the other: those of the n-th are
        ``bend[first[n] : first[n + 1]]``.
    ends
        ``(strand, 2)``: the vertices before its first bend and after its last.
    of, place
        Of each vertex its strand, -1 for crossings; and its place along it, from 0.
    """

    bend: NDArray[np.int32]
    first: NDArray[np.int64]
    ends: NDArray[np.int32]
    of: NDArray[np.int32]
    place: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chains:
    """Which vertices are left when strands of bends are taken together.

    Attributes
    ----------
    vertices
        Those that are left, in the order of their new numbers.
    number
        New number of each vertex; -1 for bends.
    start, end
        Ends of what joins those that are left: arcs, and strands of bends; its direction does not
        matter.
    strands
        The bends.
    """

    vertices: NDArray[np.int64]
    number: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    strands: Strands

    @classmethod
    def of(
        cls,
        start: NDArray[np.integer],
        end: NDArray[np.integer],
        vertices: int,
        *,
        fixed: NDArray[np.integer] | None = None,
    ) -> Self:
        """Find the bends: vertices with exactly two neighbours.

        Parameters
        ----------
        start, end
            Vertices of each arc; its direction does not matter.
        vertices
            How many there are.
        fixed
            Vertices that stay, whatever their neighbours.

        Examples
        --------
        From 0 by 1 and 2 to the crossing 3, where two more streets end.

        >>> start, end = np.array([0, 1, 2, 3, 3]), np.array([1, 2, 3, 4, 5])
        >>> chains = Chains.of(start, end, 6)
        >>> chains.vertices.tolist(), chains.strands.bend.tolist()
        ([0, 3, 4, 5], [1, 2])
        >>> list(zip(chains.start.tolist(), chains.end.tolist()))
        [(1, 2), (1, 3), (0, 1)]
        """
        first, neighbour = neighbours(start, end, vertices)
        is_bend = _bends(first, neighbour)
        if fixed is not None:
            is_bend[fixed] = False
        strands = Strands(*_walk(first, neighbour, is_bend))
        kept = np.flatnonzero(strands.of < 0)
        number = np.full(vertices, -1, dtype=np.int32)
        number[kept] = np.arange(len(kept), dtype=np.int32)
        stays = (number[start] >= 0) & (number[end] >= 0)
        return cls(
            vertices=kept,
            number=number,
            start=np.concatenate([number[start[stays]], number[strands.ends[:, 0]]]),
            end=np.concatenate([number[end[stays]], number[strands.ends[:, 1]]]),
            strands=strands,
        )


@compiled
def _bends(first: NDArray[np.int64], neighbour: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which vertices have exactly two neighbours, either of them named any number of times."""
    found = np.zeros(len(first) - 1, np.bool_)
    for vertex in range(len(found)):
        one = other = -1
        is_bend = True
        for k in range(first[vertex], first[vertex + 1]):
            there = neighbour[k]
            if one < 0:
                one = there
            elif there not in (one, other):
                is_bend = other < 0
                other = there
                if not is_bend:
                    break
        found[vertex] = is_bend and other >= 0
    return found


@compiled
def _walk(
    first: NDArray[np.int64], neighbour: NDArray[np.int32], is_bend: NDArray[np.bool_]
) -> tuple[
    NDArray[np.int32], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]
]:
    """Go along each strand once, from the crossing at one end; see `Strands`."""
    vertices = len(is_bend)
    bend = np.empty(vertices, np.int32)
    begins = np.zeros(vertices + 1, np.int64)
    ends = np.empty((vertices, 2), np.int32)
    strand, place = np.full(vertices, -1, np.int32), np.full(vertices, -1, np.int32)
    strands = met = 0
    # Crossings first. What then is left are rings of bends only: a bend of each becomes a crossing.
    for rings in (False, True):
        for crossing in range(vertices):
            if is_bend[crossing] and (not rings or strand[crossing] >= 0):
                continue
            if rings and not is_bend[crossing]:
                continue
            is_bend[crossing] = False
            for k in range(first[crossing], first[crossing + 1]):
                before, here = crossing, neighbour[k]
                if not is_bend[here] or strand[here] >= 0:
                    continue
                while is_bend[here]:
                    bend[met], strand[here], place[here] = here, strands, met - begins[strands]
                    met += 1
                    following = before
                    for other in range(first[here], first[here + 1]):
                        if neighbour[other] != before:
                            following = neighbour[other]
                    before, here = here, following
                ends[strands, 0], ends[strands, 1] = crossing, here
                strands += 1
                begins[strands] = met
    return bend[:met].copy(), begins[: strands + 1].copy(), ends[:strands].copy(), strand, place
