"""The pairs of origin and site that can be used, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["Pairs", "pairs_of"]


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

    def open_at(self, sites: NDArray[np.bool_]) -> Self:
        """Those whose site is one of `sites`, ``(site,)``."""
        if sites.all():
            return self
        kept = sites[self.columns]
        before = np.concatenate([[0], np.cumsum(kept)])
        return self.of(before[self.indptr], self.columns[kept], self.seconds[kept])

    @property
    def reaching(self) -> NDArray[np.bool_]:
        """Origins that have any, ``(origin,)``."""
        return np.diff(self.indptr) > 0


def pairs_of(times: AnyTimes) -> Pairs:
    """All pairs that have a time."""
    return Pairs.of(*times.pairs())
