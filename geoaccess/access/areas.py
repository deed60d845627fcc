"""A measure at points made into numbers of areas: by people, with those it misses counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.by_group import members_by, sums_by
from geoaccess.access.quantiles import value_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["mean_by", "measure_by"]

_QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def mean_by(
    values: pd.Series,
    people: pd.Series,
    by: pd.Series | Sequence[object],
    *,
    least_known: float = 1.0,
) -> pd.Series:
    """Mean by people; missing where it is known for less than that share, or nobody lives.

    Examples
    --------
    >>> import pandas as pd
    >>> v, p = pd.Series([1.0, 3.0, np.nan]), pd.Series([1, 3, 1])
    >>> mean_by(v, p, ["a", "a", "b"]).tolist()
    [2.5, nan]
    """
    weight = people.to_numpy(float)
    value = values.to_numpy(float)
    lived = weight > 0
    known = lived & ~np.isnan(value)
    sums = sums_by(
        by,
        sum=np.where(known, np.nan_to_num(value) * weight, 0.0),
        known=np.where(known, weight, 0.0),
        people=weight,
    )
    enough = sums["known"] >= least_known * sums["people"] * (1 - 1e-12)
    return (sums["sum"] / sums["known"]).where(enough & (sums["known"] > 0))


def measure_by(
    values: pd.Series,
    people: pd.Series,
    by: pd.Series | Sequence[object],
    *,
    least_known: float = 1.0,
) -> pd.DataFrame:
    """Mean, spread and share without, of any measure, by area or unit.

    Parameters
    ----------
    values
        Measure per origin, such as `geoaccess.access.Access.per_origin`: zero is none, missing
        is not known.
    people
        People per origin, in the same order.
    by
        Area of each origin.
    least_known
        Share of the people (0-1) for whom the measure must be known; below it nothing is said.

    Returns
    -------
    DataFrame
        Indexed by area, sorted: ``people``; ``known`` and ``unknown``, which add up to them;
        ``none`` (people of `known` who have zero) and ``share_none`` of `known`; ``mean``, and
        ``p10``, ``p50``, ``p90``: what a tenth, half and nine tenths of the known people have at
        most. Shares, mean and quantiles are missing where too little is known or nobody lives.

    Raises
    ------
    ValueError
        If a number of people is missing or negative, or a measure is.

    Examples
    --------
    Sixty people have four, thirty have none, and of ten it is not known.

    >>> import pandas as pd
    >>> v, p = pd.Series([4.0, 0.0, np.nan]), pd.Series([60, 30, 10])
    >>> found = measure_by(v, p, ["a", "a", "a"], least_known=0.9)
    >>> found[["known", "unknown", "none", "p10", "p50"]].to_numpy().tolist()
    [[90.0, 10.0, 30.0, 0.0, 4.0]]
    """
    count, value = people.to_numpy(float), values.to_numpy(float)
    if not (count >= 0).all() or (value < 0).any():
        msg = "a number of people is missing or negative, or a measure is negative"
        raise ValueError(msg)
    is_known = ~np.isnan(value)
    groups = np.asarray(by, dtype=object)
    sums = sums_by(
        groups,
        people=count,
        known=np.where(is_known, count, 0.0),
        unknown=np.where(is_known, 0.0, count),
        none=np.where(value == 0, count, 0.0),
    )
    mean = mean_by(values, people, by, least_known=least_known)
    told = mean.notna()
    spread = np.full((len(sums), len(_QUANTILES)), np.nan)
    for n, (_, places) in enumerate(members_by(groups)):
        if told.iloc[n]:
            here = places[is_known[places]]
            spread[n] = [value_quantile(value[here], count[here], q) for q in _QUANTILES.values()]
    return sums.assign(
        share_none=(sums["none"] / sums["known"]).where(told),
        mean=mean,
        **dict(zip(_QUANTILES, spread.T, strict=True)),
    )
