"""Numbers of places, added up by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["sums_by"]


def sums_by(
    by: Sequence[object] | pd.Series | NDArray[np.generic], **numbers: NDArray[np.float64]
) -> pd.DataFrame:
    """Sum of each number over the places of a group, in their order.

    Parameters
    ----------
    by
        Group of each place; who has none is in no sum.
    **numbers
        ``(place,)`` each.

    Returns
    -------
    DataFrame
        Indexed by group, sorted: one column per number; missing where a number of the group is.

    Examples
    --------
    >>> sums_by(["b", "a", "b"], people=np.array([1.0, 2.0, 3.0]))["people"].to_dict()
    {'a': 2.0, 'b': 4.0}
    """
    # What pandas' own grouping takes three times as long for; a run adds up some hundred times.
    group, names = pd.factorize(np.asarray(by, dtype=object), sort=True)
    some = group >= 0
    if not some.all():
        group = group[some]
        numbers = {name: values[some] for name, values in numbers.items()}
    sums = {
        name: np.bincount(group, weights=values, minlength=len(names))
        for name, values in numbers.items()
    }
    return pd.DataFrame(sums, index=pd.Index(names))
