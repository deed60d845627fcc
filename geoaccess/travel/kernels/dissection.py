"""In which order to take the vertices of a street map out, so that few shortcuts are needed.

Nested dissection: a few vertices are found whose removal cuts the map in two, they come last, and
each half is treated alike (George 1973, https://doi.org/10.1137/0710032). Streets have coordinates,
so the cut is looked for along lines in four directions; at which place along the line, is where
fewest vertices would be taken, for the balance of the halves. All places of a line are tried in
one pass. The order depends on how streets hang together and where they lie, not on speeds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.elimination import Neighbours, neighbours

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["dissect"]

# A half holds at least this share of the vertices.
_SMALLEST_HALF = 0.25
_LEAF = 2
# How much an even cut is worth in vertices taken: the cost is vertices / smaller half ** this.
_BALANCE = 0.5
_LEFT, _RIGHT, _CUT = 0, 1, 2


class _Cut(NamedTuple):
    """Which line is cut, before which place on it, and which half gives the vertices."""

    line: int
    place: int
    half: int


def dissect(
    start: NDArray[np.integer],
    end: NDArray[np.integer],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> NDArray[np.int32]:
    """Rank of each vertex: from 0, which is taken out first.

    Parameters
    ----------
    start, end
        Vertices of each arc; its direction does not matter.
    x, y
        Where the vertices lie.

    Examples
    --------
    Of three in a row the middle one comes last.

    >>> start, end = np.array([0, 1]), np.array([1, 2])
    >>> dissect(start, end, np.array([0.0, 1.0, 2.0]), np.zeros(3)).tolist()
    [0, 2, 1]
    """
    # Neighbours in the field lie together in memory: fetching them is most of the work.
    nearby = np.argsort(_field_by_field(x, y), kind="stable")
    number = np.empty(len(x), dtype=np.int32)
    number[nearby] = np.arange(len(x), dtype=np.int32)
    streets = neighbours(number[start], number[end], len(x))
    x, y = x[nearby], y[nearby]
    lines = np.stack([x, y, x + y, x - y])
    along = np.argsort(lines, axis=1, kind="stable").astype(np.int32)
    rank = np.empty(len(x), dtype=np.int32)
    rank[nearby] = _ranks(streets, along)
    return rank


def _field_by_field(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the field each point lies in, on a Z-shaped curve through 65,536 x 65,536."""
    widest = max(np.ptp(x), np.ptp(y), 1e-9) if len(x) else 1.0
    code = np.zeros(len(x), dtype=np.int64)
    for shift, axis in enumerate((x, y)):
        field = ((axis - axis.min(initial=np.inf)) / widest * 65_535).astype(np.int64)
        for bit in range(16):
            code |= (field >> bit & 1) << (2 * bit + shift)
    return code


@compiled
def _ranks(streets: Neighbours, along: NDArray[np.int32]) -> NDArray[np.int32]:
    """Cut cell after cell; a cell is the same stretch of all four lines, and of the ranks."""
    vertices = along.shape[1]
    cell = np.zeros(vertices, np.int32)
    at = np.empty(along.shape, np.int32)
    crossed = np.zeros((2, vertices + 2), np.int32)
    side = np.empty(vertices, np.uint8)
    spare = np.empty(vertices, np.int32)
    waiting = [(0, vertices)]
    cells = 0
    while len(waiting) > 0:
        begin, end = waiting.pop()
        if end - begin <= _LEAF:
            continue
        cut = _best_cut(streets, along, at, cell, crossed, (begin, end))
        cells += 2
        left, right = _take_sides(
            streets, along[cut.line], at[cut.line], cell, side, (begin, end), cut, cells
        )
        for each in range(len(along)):
            _partition(along[each], side, spare, begin, end, left, right)
        waiting.append((begin, begin + left))
        waiting.append((begin + left, begin + left + right))
    rank = np.empty(vertices, np.int32)
    for i in range(vertices):
        rank[along[0, i]] = i
    return rank


@compiled
def _best_cut(
    streets: Neighbours,
    along: NDArray[np.int32],
    at: NDArray[np.int32],
    cell: NDArray[np.int32],
    crossed: NDArray[np.int32],
    stretch: tuple[int, int],
) -> _Cut:
    """Where to cut: fewest vertices for the size of the smaller half."""
    begin, end = stretch
    size = end - begin
    margin = max(1, int(size * _SMALLEST_HALF))
    best = np.inf
    best_line, best_place, best_half = 0, begin + size // 2, _LEFT
    for line in range(len(along)):
        _count_crossed(streets, along[line], at[line], cell, crossed, stretch)
        here = np.zeros(2, np.int64)
        for place in range(begin, end + 1):
            for half in range(2):
                here[half] += crossed[half, place]
                crossed[half, place] = 0
            if place < begin + margin or place > end - margin:
                continue
            for half in range(2):
                left = place - begin - here[_LEFT] * (half == _LEFT)
                right = end - place - here[_RIGHT] * (half == _RIGHT)
                cost = (here[half] + 0.1) / (min(left, right) + 0.5) ** _BALANCE
                if cost < best:
                    best, best_line, best_place, best_half = cost, line, place, half
    return _Cut(best_line, best_place, best_half)


@compiled
def _count_crossed(
    streets: Neighbours,
    along: NDArray[np.int32],
    at: NDArray[np.int32],
    cell: NDArray[np.int32],
    crossed: NDArray[np.int32],
    stretch: tuple[int, int],
) -> None:
    """By how many each half's border grows from place to place along a line."""
    begin, end = stretch
    for i in range(begin, end):
        at[along[i]] = i
    for i in range(begin, end):
        vertex = along[i]
        lowest, highest = i, i
        for k in range(streets.first[vertex], streets.first[vertex + 1]):
            other = streets.neighbour[k]
            if cell[other] == cell[vertex]:
                lowest = min(lowest, at[other])
                highest = max(highest, at[other])
        crossed[_LEFT, i + 1] += 1
        crossed[_LEFT, highest + 1] -= 1
        crossed[_RIGHT, lowest + 1] += 1
        crossed[_RIGHT, i + 1] -= 1


@compiled
def _take_sides(
    streets: Neighbours,
    along: NDArray[np.int32],
    at: NDArray[np.int32],
    cell: NDArray[np.int32],
    side: NDArray[np.uint8],
    stretch: tuple[int, int],
    cut: _Cut,
    cells: int,
) -> tuple[int, int]:
    """Which vertices are left, right and cut; how many are left and right."""
    begin, end = stretch
    here = cell[along[begin]]
    for i in range(begin, end):
        vertex = along[i]
        own = _LEFT if i < cut.place else _RIGHT
        side[vertex] = own
        if own == cut.half:
            for k in range(streets.first[vertex], streets.first[vertex + 1]):
                other = streets.neighbour[k]
                if cell[other] == here and (at[other] < cut.place) != (i < cut.place):
                    side[vertex] = _CUT
    count = np.zeros(3, np.int64)
    for i in range(begin, end):
        count[side[along[i]]] += 1
    for i in range(begin, end):
        vertex = along[i]
        cell[vertex] = -1 if side[vertex] == _CUT else cells - int(side[vertex])
    return count[_LEFT], count[_RIGHT]


@compiled
def _partition(
    along: NDArray[np.int32],
    side: NDArray[np.uint8],
    spare: NDArray[np.int32],
    begin: int,
    end: int,
    left: int,
    right: int,
) -> None:
    """Left, right, cut: each in the order it had along the line."""
    place = np.array([begin, begin + left, begin + left + right])
    for i in range(begin, end):
        vertex = along[i]
        spare[place[side[vertex]]] = vertex
        place[side[vertex]] += 1
    along[begin:end] = spare[begin:end]
