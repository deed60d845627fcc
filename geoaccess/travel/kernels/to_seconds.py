"""From units at the ends of the origins' streets to whole seconds from their doors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Starts", "by_row", "seconds_plain"]


class Starts(NamedTuple):
    """Origins in the order of their rows, which lie together in memory.

    Attributes
    ----------
    rows, legs
        ``(origin, 2)``: rows of the ends of each origin's street, and units from its door.
    place
        Which origin it is: where its seconds are written.
    group
        Which of the reasons it has where there is no time.
    """

    rows: NDArray[np.int32]
    legs: NDArray[np.uint32]
    place: NDArray[np.int32]
    group: NDArray[np.int32]


@compiled
def by_row(
    rows: NDArray[np.int32], legs: NDArray[np.uint32], group: NDArray[np.int32], n_rows: int
) -> Starts:
    """Origins sorted by their first row, those of one row in the order given."""
    first = np.zeros(n_rows + 1, np.int64)
    for origin in range(len(rows)):
        first[rows[origin, 0] + 1] += 1
    for row in range(n_rows):
        first[row + 1] += first[row]
    starts = Starts(
        np.empty(rows.shape, np.int32),
        np.empty(legs.shape, np.uint32),
        np.empty(len(rows), np.int32),
        np.empty(len(rows), np.int32),
    )
    for origin in range(len(rows)):
        place = first[rows[origin, 0]]
        first[rows[origin, 0]] += 1
        for end in range(2):
            starts.rows[place, end] = rows[origin, end]
            starts.legs[place, end] = legs[origin, end]
        starts.place[place] = origin
        starts.group[place] = group[origin]
    return starts


@compiled
def seconds_plain(
    table: NDArray[np.uint32],
    starts: Starts,
    reason: NDArray[np.uint16],
    bits: int,
    cutoff_s: int,
    seconds: NDArray[np.uint16],
) -> None:
    """Take the shorter of both ends; where that is beyond the cutoff, the reason.

    Parameters
    ----------
    table
        ``(row, lane)`` units from each vertex to 32 sites.
    starts
        The origins.
    reason
        ``(group, lane)``: why there is no time.
    bits, cutoff_s
        As in `Trips`.
    seconds
        ``(origin, lane)``, written.
    """
    for i in range(len(starts.place)):
        one, other = starts.rows[i, 0], starts.rows[i, 1]
        to_one, to_other = starts.legs[i, 0], starts.legs[i, 1]
        place, why = starts.place[i], reason[starts.group[i]]
        for lane in range(table.shape[1]):
            units = min(table[one, lane] + to_one, table[other, lane] + to_other)
            whole = units >> bits
            seconds[place, lane] = whole if whole <= cutoff_s else why[lane]
