"""Ranks of need by people: how many live where need is lower."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["need_percentile", "need_quintile", "relative_rank"]


def need_percentile(index: pd.Series, people: pd.Series) -> pd.Series:
    """Share of people, in per cent, who live in areas with strictly lower need.

    Areas without a need value have no percentile and count in no total. Areas with the same need
    have the same percentile; the lowest have 0.

    Parameters
    ----------
    index
        Need by area; missing where not known.
    people
        People by area.

    Examples
    --------
    >>> import pandas as pd
    >>> need_percentile(pd.Series([0.5, 2.0, 1.0]), pd.Series([50, 20, 30])).tolist()
    [0.0, 80.0, 50.0]
    """
    lower, _, total = _people_below(index, people)
    return (100 * lower / total).rename("need_percentile")


def relative_rank(index: pd.Series, people: pd.Series) -> pd.Series:
    """Mid-rank by people, 0-1: people with lower need, and half of those with the same.

    Its mean over all people is one half, however need is spread.

    Examples
    --------
    >>> import pandas as pd
    >>> relative_rank(pd.Series([1.0, 2.0]), pd.Series([60, 40])).tolist()
    [0.3, 0.8]
    """
    lower, same, total = _people_below(index, people)
    return ((lower + same / 2) / total).rename("relative_rank")


def need_quintile(index: pd.Series, people: pd.Series) -> pd.Series:
    """Fifth of the people an area belongs to by its need: 1 lowest, 5 highest.

    An area is whole: it belongs where the middle of its people falls, so a fifth holds about,
    not exactly, a fifth of the people.

    Returns
    -------
    Series
        1.0-5.0; missing where need is not known.

    Examples
    --------
    >>> import pandas as pd
    >>> need_quintile(pd.Series([1.0, 2.0, 3.0, 4.0, 5.0]), pd.Series([1] * 5)).tolist()
    [1.0, 2.0, 3.0, 4.0, 5.0]
    """
    rank = relative_rank(index, people)
    fifth: pd.Series = np.floor(rank * 5).clip(upper=4).add(1)
    return fifth.rename("need_quintile")


def _people_below(index: pd.Series, people: pd.Series) -> tuple[pd.Series, pd.Series, float]:
    """People with lower need, with the same need, and all with any need value (NaN for none)."""
    value = index.astype(float)
    count = people.reindex(index.index).astype(float)
    known = value.notna() & count.notna()
    by_value = count[known].groupby(value[known], sort=True).sum()
    before = by_value.cumsum() - by_value
    total = float(by_value.sum())
    ranked = value.where(known)
    return ranked.map(before), ranked.map(by_value), total if total > 0 else np.nan
