"""Origins by the later of their two rows, at which their seconds are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Starts", "by_row"]


class Starts(NamedTuple):
    """Origins in the order of the later row of their street's two ends.

    Attributes
    ----------
    first
        Origins of each row: ``first[row]`` to ``first[row + 1]``.
    earlier
        Row of the other end.
    legs
        ``(origin, 2)``: units from its door to the later row, and to the earlier.
    origin
        Which origin it is.
    group
        Which of the reasons it has where there is no time.
    """

    first: NDArray[np.int64]
    earlier: NDArray[np.int32]
    legs: NDArray[np.uint32]
    origin: NDArray[np.int32]
    group: NDArray[np.int32]


@compiled
def by_row(
    rows: NDArray[np.int32], legs: NDArray[np.uint32], group: NDArray[np.int32], n_rows: int
) -> Starts:
    """Origins, ``(origin, 2)`` rows and legs of their ends, sorted; those of one row as given."""
    origins = len(rows)
    first = np.zeros(n_rows + 1, np.int64)
    for origin in range(origins):
        first[max(rows[origin, 0], rows[origin, 1]) + 1] += 1
    for row in range(n_rows):
        first[row + 1] += first[row]
    free = first.copy()
    starts = Starts(
        first,
        np.empty(origins, np.int32),
        np.empty((origins, 2), np.uint32),
        np.empty(origins, np.int32),
        np.empty(origins, np.int32),
    )
    for origin in range(origins):
        later = 0 if rows[origin, 0] >= rows[origin, 1] else 1
        place = free[rows[origin, later]]
        free[rows[origin, later]] += 1
        starts.earlier[place] = rows[origin, 1 - later]
        starts.legs[place, 0] = legs[origin, later]
        starts.legs[place, 1] = legs[origin, 1 - later]
        starts.origin[place] = origin
        starts.group[place] = group[origin]
    return starts
