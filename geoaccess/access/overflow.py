"""Fill sites with people from the shortest time to the longest; compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["fill_by_time"]


@compiled
def fill_by_time(
    order: NDArray[np.int64],
    key: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int32],
    people: NDArray[np.float64],
    room: NDArray[np.float64],
    flow: NDArray[np.float64],
) -> None:
    """Place people pair by pair in `order`; those of the same `key` share what the site has left.

    Parameters
    ----------
    order
        Pairs, by rising key; all of one key belong to one site.
    key, rows, columns
        Of each pair: time and site as one number, place of the origin, place of the site.
    people, room
        By origin, by site; what is left of them when all is done.
    flow
        Of each pair: the people placed.
    """
    start = 0
    while start < len(order):
        end, wanting = start, 0.0
        while end < len(order) and key[order[end]] == key[order[start]]:
            wanting += people[rows[order[end]]]
            end += 1
        site = columns[order[start]]
        if wanting > 0 and room[site] > 0:
            share = min(1.0, room[site] / wanting)
            for place in range(start, end):
                pair = order[place]
                flow[pair] = people[rows[pair]] * share
                people[rows[pair]] -= flow[pair]
            room[site] = 0.0 if share < 1.0 else room[site] - wanting
        start = end
