"""The pairs of origin and site that can be used, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["Pairs", "open_pairs"]


class Pairs(NamedTuple):
    """The pairs that have a time, row by row.

    Row `i` holds the places from ``indptr[i]`` up to ``indptr[i + 1]`` of `columns` (int32) and
    `seconds` (uint16).
    """

    indptr: NDArray[np.int64]
    columns: NDArray[np.int32]
    seconds: NDArray[np.uint16]

    @classmethod
    def of(
        cls, indptr: NDArray[np.int64], columns: NDArray[np.int32], seconds: NDArray[np.uint16]
    ) -> Self:
        """Pairs that nobody writes to, so that compiled code meets one kind of array only."""
        for array in (indptr, columns, seconds):
            array.setflags(write=False)
        return cls(indptr, columns, seconds)


def open_pairs(times: AnyTimes, is_open: NDArray[np.bool_]) -> Pairs:
    """The pairs with a time whose site is open; `is_open` is by site, in the order of `times`."""
    indptr, columns, seconds = times.pairs()
    if is_open.all():
        return Pairs.of(indptr, columns, seconds)
    kept = is_open[columns]
    before = np.concatenate([[0], np.cumsum(kept)])
    return Pairs.of(before[indptr], columns[kept], seconds[kept])
