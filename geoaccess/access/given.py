"""Numbers of people and of sites in the order of the times; what cannot be used is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["Pairs", "given", "named", "open_pairs"]

_NAMED = 5


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


def given(
    times: AnyTimes, people: pd.Series, has: pd.Series
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """People by origin and what sites have, in the order of `times`, as float64.

    Raises
    ------
    InputError
        If people are missing, negative or infinite, a site is not in `has`, or what it has is
        negative or infinite; all of it at once. A missing number of a site means not known.
    """
    count = _in_order(people, times.origins)
    offered = _in_order(has, times.sites)
    found = NoticeList()
    wrong = [o for o, n in zip(times.origins, count, strict=True) if not 0 <= n < np.inf]
    if wrong:
        found.add("GA-K001", column="people", n=len(wrong), places=named(wrong))
    absent = [site for site in times.sites if site not in has.index]
    if absent:
        found.add("GA-K003", n=len(absent), sites=named(absent))
    bad = [s for s, n in zip(times.sites, offered, strict=True) if n < 0 or n == np.inf]
    if bad:
        found.add("GA-K002", n=len(bad), sites=named(bad))
    InputError.refuse(found)
    return count, offered


def _in_order(values: pd.Series, ids: Sequence[str]) -> NDArray[np.float64]:
    return np.asarray(values.astype(float).reindex(list(ids)), dtype=np.float64)


def named(ids: Sequence[str]) -> tuple[str, ...]:
    """The first few ids, for a sentence.

    Examples
    --------
    >>> named(["a", "b", "c", "d", "e", "f"])
    ('a', 'b', 'c', 'd', 'e', '…')
    """
    return (*map(str, ids[:_NAMED]), *(("…",) if len(ids) > _NAMED else ()))


def open_pairs(times: AnyTimes, is_open: NDArray[np.bool_]) -> Pairs:
    """The pairs with a time whose site is open; `is_open` is by site, in the order of `times`."""
    indptr, columns, seconds = times.pairs()
    if is_open.all():
        return Pairs.of(indptr, columns, seconds)
    kept = is_open[columns]
    before = np.concatenate([[0], np.cumsum(kept)])
    return Pairs.of(before[indptr], columns[kept], seconds[kept])
