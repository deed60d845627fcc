"""Squares of a lattice as one area: the line around them, traced from corner to corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

__all__ = ["outline"]

_EAST, _NORTH, _WEST, _SOUTH = range(4)
# Of a line that starts at a corner the square to its left, from the one north-east of the corner.
_LEFT_SQUARE = np.array([[0, 0], [-1, 0], [-1, -1], [0, -1]])


def outline(at: Whole, side_m: float) -> shapely.MultiPolygon:
    """Squares as one area, with no more corners than it takes.

    Parameters
    ----------
    at
        ``(square, 2)`` columns and rows, in any order, also twice: a square reaches from so many
        sides east and north of nought to one more.
    side_m
        Side of a square in metres.

    Returns
    -------
    MultiPolygon
        Valid; empty where there is no square. Squares that touch only at a corner are apart.

    Examples
    --------
    >>> outline(np.array([[0, 0], [1, 0], [2, 1]]), side_m=10).wkt
    'MULTIPOLYGON (((0 0, 20 0, 20 10, 0 10, 0 0)), ((20 10, 30 10, 30 20, 20 20, 20 10)))'
    """
    if not len(at):
        return shapely.MultiPolygon()
    from scipy import ndimage  # noqa: PLC0415 -- heavy, and only maps ask for it

    # A margin of squares that are not among them, on every side.
    corner = at.min(axis=0) - 1
    column, row = (at - corner).T
    among = np.zeros((row.max() + 2, column.max() + 2), dtype=bool)
    among[row, column] = True
    starts, ends, heading = _lines(among)
    numbered = np.array([1, among.shape[1]])
    begin, end = starts @ numbered, ends @ numbered
    rings = list(_rings(_next_line(begin, end, heading), begin))
    parts, _ = ndimage.label(among)
    first = np.array([ring[0] for ring in rings])
    column, row = (starts[first] + _LEFT_SQUARE[heading[first]]).T
    length = np.array([len(ring) for ring in rings])
    number = np.repeat(np.arange(len(rings)), length)
    xy = starts[np.concatenate(rings)]
    area = np.bincount(number, _twice_the_area(xy, length))
    # Of each part the line around it first, then those around its holes.
    order = np.lexsort((area < 0, parts[row, column]))
    drawn = shapely.linearrings((xy + corner) * side_m, indices=number)
    return shapely.MultiPolygon(
        list(shapely.polygons(drawn[order], indices=parts[row, column][order] - 1))
    )


def _lines(among: NDArray[np.bool_]) -> tuple[Whole, Whole, Whole]:
    """Straight parts of the border, with the squares to their left: starts, ends and headings."""
    found = []
    for crossed, grid in ((False, among), (True, among.T)):
        side, ends = _runs(grid)
        ends = ends[:, :, ::-1] if crossed else ends
        # With the squares north of it a line leads east, and with them east of it south.
        back = (side < 0) != crossed
        heading = np.where(side > 0, _SOUTH, _NORTH) if crossed else np.where(back, _WEST, _EAST)
        found.append((np.where(back[:, None, None], ends[:, ::-1], ends), heading))
    ends = np.concatenate([each for each, _ in found])
    return ends[:, 0], ends[:, 1], np.concatenate([heading for _, heading in found])


def _runs(grid: NDArray[np.bool_]) -> tuple[NDArray[np.int8], Whole]:
    """Straight parts of the border along the rows: on which side the squares are, and both ends.

    Where squares touch at a corner they change the side, and a part ends.
    """
    inside = grid.astype(np.int8)
    side = inside[1:] - inside[:-1]
    turn = np.diff(side, axis=1, prepend=np.int8(0)) != 0
    row, column = np.nonzero(turn)
    # Each row ends outside: where the side turns next, a part has its end.
    begin = np.flatnonzero(side[row, column])
    across = np.stack([column[begin], column[begin + 1]], axis=1)
    up = np.repeat(row[begin, None] + 1, 2, axis=1)
    found: NDArray[np.int8] = side[row, column][begin]
    return found, np.stack([across, up], axis=2)


def _next_line(begin: Whole, end: Whole, heading: Whole) -> list[int]:
    """Which line goes on where each ends: to the left where two do, around the same square."""
    key = begin * 4 + heading
    order = np.argsort(key)
    left, right = (end * 4 + (heading + turn) % 4 for turn in (1, 3))
    place = np.searchsorted(key[order], left).clip(max=len(key) - 1)
    goes_left = key[order][place] == left
    place = np.where(goes_left, place, np.searchsorted(key[order], right))
    found: list[int] = order[place.clip(max=len(key) - 1)].tolist()
    return found


def _rings(follows: list[int], corner: Whole) -> Iterator[list[int]]:
    """Lines that close, each through no corner twice."""
    _, same, times = np.unique(corner, return_inverse=True, return_counts=True)
    shared = set(np.flatnonzero(times[same] > 1).tolist())
    free = [True] * len(follows)
    for begin in range(len(follows)):
        line, path = begin, []
        while free[line]:
            free[line] = False
            path.append(line)
            line = follows[line]
        if shared.isdisjoint(path):
            yield from [path] * bool(path)
        else:
            yield from _parted(path, corner)


def _parted(path: list[int], corner: Whole) -> Iterator[list[int]]:
    """A closed line as rings: where it comes back to a corner, one is cut off."""
    kept: list[tuple[int, int]] = []
    passed: dict[int, int] = {}
    for line, at in zip(path, corner[path].tolist(), strict=True):
        if at in passed:
            back = passed[at]
            yield [each for each, _ in kept[back:]]
            for _, gone in kept[back:]:
                del passed[gone]
            del kept[back:]
        passed[at] = len(kept)
        kept.append((line, at))
    yield [each for each, _ in kept]


def _twice_the_area(xy: Whole, length: Whole) -> Whole:
    """Of each corner its part of twice the area of its ring, less than nought around a hole."""
    last = np.cumsum(length) - 1
    after = np.arange(1, len(xy) + 1)
    after[last] = last - length + 1
    ahead = xy[after]
    found: Whole = xy[:, 0] * ahead[:, 1] - ahead[:, 0] * xy[:, 1]
    return found
