"""Counts rounded to a base: how a number of people is told where the exact one is protected.

Each count is rounded on its own, to the nearest multiple. Someone is never rounded to nobody: a
small count is told as one base, so that a zero that is told is a true one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["least_and_greatest", "percentile_decimals", "share_to_base", "to_base"]

# Sums of placed people differ from the counts they come from by less than this.
_DECIMALS = 6
_SOMEONE = 0.5
_MANY = 10_000


def to_base(people: ArrayLike, base: int) -> NDArray[np.float64]:
    """Each count as the nearest multiple of `base`, missing where it is missing.

    Parameters
    ----------
    people
        Counts, people; what rounds to nobody is nobody.
    base
        Of which the result is a multiple, people.

    Examples
    --------
    >>> to_base([0.0, 0.4, 1.0, 7.0, 8.0, 12.5, float("nan")], 5).tolist()
    [0.0, 0.0, 5.0, 5.0, 10.0, 15.0, nan]
    """
    count = np.round(np.asarray(people, dtype=float), _DECIMALS)
    nearest = np.floor(count / base + 0.5) * base
    told: NDArray[np.float64] = np.where(count > _SOMEONE, np.maximum(nearest, base), 0.0)
    return np.where(np.isnan(count), np.nan, told)


def least_and_greatest(people: ArrayLike, base: int) -> tuple[NDArray[np.float64], ...]:
    """What each count could be, given how it is told by `to_base`.

    Examples
    --------
    >>> [ends.tolist() for ends in least_and_greatest([0.0, 3.0, 21.0], 5)]
    [[0.0, 0.5, 17.5], [0.5, 7.5, 22.5]]
    """
    told = to_base(people, base)
    least = np.where(told <= base, np.where(told > 0, _SOMEONE, 0.0), told - base / 2)
    greatest = np.where(told > 0, told + base / 2, _SOMEONE)
    return least, greatest


def share_to_base(share: ArrayLike, whole: ArrayLike, base: int) -> NDArray[np.float64]:
    """Shares of wholes, each from its rounded count and the rounded whole; at most 1.

    Examples
    --------
    >>> share_to_base([0.97, 0.5, 0.0], [100.0, 6.0, 0.0], 5).tolist()
    [0.95, 1.0, 0.0]
    """
    part, of = np.asarray(share, dtype=float), np.asarray(whole, dtype=float)
    below = to_base(of, base)
    told = to_base(part * of, base) / np.where(below > 0, below, np.nan)
    return np.where(part == 0, 0.0, np.minimum(told, 1.0))


def percentile_decimals(people: float) -> int:
    """With how many decimals percentiles by people are told: a step is never a few people.

    Between two neighbours in the ranking lie the people of one of them.

    Examples
    --------
    >>> percentile_decimals(705), percentile_decimals(280_000)
    (0, 1)
    """
    return 1 if people >= _MANY else 0
