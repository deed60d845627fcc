"""Places with several streets: of the times from and to each of them, the least.

Kernels know a place by one street, so one that may set out on several is several rows of theirs,
or columns. Reasons for having no time are the highest numbers, and `Status.BEYOND_CUTOFF`, a way
that takes too long, the lowest of them: the least is a time if any street has one, and no way at
all only if none has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips

    Block = tuple[NDArray[np.int64], NDArray[np.uint16]]

__all__ = [
    "Sharing",
    "begins_place",
    "least_reasons",
    "one_column_each",
    "rank_in_place",
    "write_least",
]


def begins_place(place: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some rows are the first of their place; places rise.

    Examples
    --------
    >>> begins_place(np.array([0, 2, 2, 5])).tolist()
    [True, True, False, True]
    """
    begins = np.ones(len(place), dtype=np.bool_)
    begins[1:] = place[1:] != place[:-1]
    return begins


def rank_in_place(place: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many rows of the same place there are before each; places rise.

    Examples
    --------
    >>> rank_in_place(np.array([0, 2, 2, 5])).tolist()
    [0, 0, 1, 0]
    """
    return np.arange(len(place)) - np.searchsorted(place, place)


class Sharing:
    """Rows of a block that are of one place: each is given the least of them.

    Parameters
    ----------
    place
        ``(row,)``: which place each row is of, in any order.

    Examples
    --------
    >>> block = np.array([[300, 65531], [200, 65532], [100, 65532]], dtype=np.uint16)
    >>> Sharing(np.array([7, 4, 7]))(block)
    >>> block.tolist()
    [[100, 65531], [200, 65532], [100, 65531]]
    """

    def __init__(self, place: NDArray[np.int64]) -> None:
        """Find the places that have several rows."""
        order = np.argsort(place, kind="stable")
        _, count = np.unique(place, return_counts=True)
        self._rows = order[np.repeat(count > 1, count)]
        self._count = count[count > 1]
        self._first = np.cumsum(self._count) - self._count

    def __call__(self, block: NDArray[np.uint16]) -> None:
        """Change the block; others' rows are not touched."""
        if len(self._rows):
            least = np.minimum.reduceat(block[self._rows], self._first, axis=0)
            block[self._rows] = np.repeat(least, self._count, axis=0)


def one_column_each(
    blocks: Iterator[tuple[int, NDArray[np.uint16]]], place: NDArray[np.int64]
) -> Iterator[Block]:
    """Blocks of columns, with one column for each place instead of one for each of its streets.

    Parameters
    ----------
    blocks
        The first column of each, and its seconds; written over.
    place
        ``(column,)``: which place each column is of, rising.

    Yields
    ------
    tuple
        Places, and their seconds.

    Examples
    --------
    >>> halves = [(0, np.array([[9, 8]])), (2, np.array([[5, 6]]))]
    >>> [
    ...     (at.tolist(), s.tolist())
    ...     for at, s in one_column_each(iter(halves), np.array([0, 1, 1, 3]))
    ... ]
    [([0], [[9]]), ([1, 3], [[5, 6]])]
    """
    begins = begins_place(place)
    held: NDArray[np.uint16] | None = None
    for begin, block in blocks:
        here = slice(begin, begin + block.shape[1])
        if held is not None:
            np.minimum(block[:, 0], held, out=block[:, 0])
        is_first = begins[here].copy()
        is_first[0] = True
        for again in np.flatnonzero(~is_first)[::-1]:
            np.minimum(block[:, again - 1], block[:, again], out=block[:, again - 1])
        first = np.flatnonzero(is_first)
        # A place whose streets go on in the next block waits for that.
        goes_on = here.stop < len(place) and not begins[here.stop]
        held = block[:, first[-1]].copy() if goes_on else None
        done = first[: len(first) - goes_on]
        if len(done):
            yield place[here][done], block if len(done) == block.shape[1] else block[:, done]


def write_least(
    seconds: NDArray[np.uint16],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    times: NDArray[np.uint16],
) -> None:
    """Write times where they are less than what is there; a row or column may come several times.

    Parameters
    ----------
    seconds
        Changed in place.
    rows, columns
        Where in `seconds` each row and column of `times` belongs, rising.
    times
        ``(row, column)``.

    Examples
    --------
    >>> table = np.full((1, 2), 65533, dtype=np.uint16)
    >>> write_least(table, np.array([0, 0]), np.array([0, 1]), np.array([[7, 8], [9, 5]]))
    >>> table.tolist()
    [[7, 5]]
    """
    turns = [
        [np.flatnonzero(turn == number) for number in range(int(turn.max(initial=-1)) + 1)]
        for turn in (rank_in_place(rows), rank_in_place(columns))
    ]
    for row in turns[0]:
        for column in turns[1]:
            where = np.ix_(rows[row], columns[column])
            seconds[where] = np.minimum(seconds[where], times[np.ix_(row, column)])


def least_reasons(
    trips: Trips, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Why pairs have no time if they have none, each place once.

    Parameters
    ----------
    trips
        Between streets.
    rows, columns
        Which place each origin and site of the trips is of, rising.

    Returns
    -------
    tuple
        Places of the origins and of the sites, and as in `Trips` the group of each of those
        origins and the reasons, ``(group, site)``.
    """
    begins, site_begins = begins_place(rows), begins_place(columns)
    reason, group = trips.reason, trips.group.astype(np.int64)
    if not site_begins.all():
        reason = np.minimum.reduceat(reason, np.flatnonzero(site_begins), axis=1)
    if not begins.all():
        # A place of streets in several parts has the least of what those have.
        place = np.cumsum(begins) - 1
        groups = np.repeat(group[begins, None], int(rank_in_place(rows).max()) + 1, axis=1)
        groups[place, rank_in_place(rows)] = group
        kinds, group = np.unique(np.sort(groups, axis=1), axis=0, return_inverse=True)
        reason = reason[kinds].min(axis=1)
    return rows[begins], columns[site_begins], group.reshape(-1), reason
