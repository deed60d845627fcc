"""How far ranks of need depend on the weights: a component left out, weights moved by a fifth."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

__all__ = ["STABILITY_COLUMNS", "mid_ranks", "perturbed_weights", "rank_stability"]

STABILITY_COLUMNS = (
    "need_percentile_low",
    "need_percentile_high",
    "need_quintile_low",
    "need_quintile_high",
    "share_top_quintile",
)
_MOVED = 0.2
_ALL_CORNERS = 10
_DRAWS = 1024
_SEED = 20261125
_AT_ONCE = 64
# Sums of the same parts in another order differ by this much, relative to the largest.
_ALIKE = 1e-12
_TOP = 5


def perturbed_weights(components: int, *, rng: np.random.Generator) -> Numbers:
    """Weights moved by 20 % up or down: every combination, or a draw of them if they are many.

    Returns
    -------
    array
        A row per set of weights, as factors of the weights that are used.

    Examples
    --------
    >>> perturbed_weights(2, rng=np.random.default_rng(1)).tolist()
    [[0.8, 0.8], [0.8, 1.2], [1.2, 0.8], [1.2, 1.2]]
    """
    if components <= _ALL_CORNERS:
        corners = itertools.product((1 - _MOVED, 1 + _MOVED), repeat=components)
        return np.array(list(corners), dtype=float)
    drawn: Numbers = rng.choice((1 - _MOVED, 1 + _MOVED), size=(_DRAWS, components))
    return drawn


def rank_stability(
    contributions: pd.DataFrame,
    people: pd.Series,
    *,
    turned: Callable[[Numbers, Numbers], Numbers] | None = None,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Span of each area's rank when a component is left out or weights are moved by 20 %.

    Parameters
    ----------
    contributions
        What each component adds to the index, by area; an area that lacks one has no rank.
    people
        Inhabitants by area.
    turned
        What becomes of an index (areas x sets of weights; with the people) before it is ranked:
        for a measure that is combined with another.
    rng
        Draws the sets of weights where the components are too many for all combinations.

    Returns
    -------
    DataFrame
        By area: lowest and highest ``need_percentile`` and ``need_quintile`` over the weights as
        they are, each component left out, and the moved weights; and the share of the moved
        weights that put it in the top quintile. All missing where there is only one component:
        nothing can be left out or weighed against anything.

    Examples
    --------
    Poverty and age disagree about which village needs more, and so do the weights.

    >>> parts = pd.DataFrame({"poor": [1.0, 0.0], "old": [0.0, 1.1]}, index=["a", "b"])
    >>> found = rank_stability(parts, pd.Series({"a": 50, "b": 50}))
    >>> found.loc["a", ["need_percentile_low", "need_percentile_high"]].tolist()
    [0.0, 50.0]
    """
    count = people.reindex(contributions.index).astype(float)
    known = (contributions.notna().all(axis=1) & count.notna()).to_numpy()
    parts = np.asarray(contributions, dtype=np.float64)[known]
    persons = np.asarray(count, dtype=np.float64)[known]
    found = pd.DataFrame(np.nan, index=contributions.index, columns=list(STABILITY_COLUMNS))
    components = parts.shape[1]
    if components <= 1 or persons.sum() <= 0:
        return found
    moved = perturbed_weights(components, rng=rng or np.random.default_rng(_SEED))
    others = np.vstack([np.ones(components), 1.0 - np.eye(components)]).astype(np.float64)
    low, high, _ = _spans(parts, persons, others, turned)
    moved_low, moved_high, top = _spans(parts, persons, moved, turned)
    lowest, highest = np.minimum(low, moved_low), np.maximum(high, moved_high)
    spans = [lowest[:, 0], highest[:, 0], lowest[:, 1], highest[:, 1], top]
    found.loc[known] = np.column_stack(spans)
    return found


def _spans(
    parts: Numbers,
    people: Numbers,
    weights: Numbers,
    turned: Callable[[Numbers, Numbers], Numbers] | None,
) -> tuple[Numbers, Numbers, Numbers]:
    """Lowest and highest percentile and quintile by area, and the share of top quintiles."""
    low = np.full((len(parts), 2), np.inf)
    high = np.full((len(parts), 2), -np.inf)
    top = np.zeros(len(parts))
    for start in range(0, len(weights), _AT_ONCE):
        some = weights[start : start + _AT_ONCE]
        index = np.zeros((len(parts), len(some)))
        # Part by part, so that areas with equal parts come out equal.
        for part, weight in zip(parts.T, some.T, strict=True):
            index += part[:, None] * weight[None, :]
        if turned is not None:
            index = turned(index, people)
        lower, same = _people_below(index, people)
        total = people.sum()
        percentile = 100 * lower / total
        quintile = np.clip(np.floor((lower + same / 2) / total * _TOP), None, _TOP - 1) + 1
        for column, ranks in enumerate((percentile, quintile)):
            low[:, column] = np.minimum(low[:, column], ranks.min(axis=1))
            high[:, column] = np.maximum(high[:, column], ranks.max(axis=1))
        top += (quintile == _TOP).sum(axis=1)
    return low, high, top / len(weights)


def mid_ranks(index: Numbers, people: Numbers) -> Numbers:
    """Mid-rank by people, 0-1, in each column.

    Examples
    --------
    >>> mid_ranks(np.array([[1.0], [2.0]]), np.array([60.0, 40.0]))[:, 0].tolist()
    [0.3, 0.8]
    """
    lower, same = _people_below(index, people)
    ranks: Numbers = (lower + same / 2) / people.sum()
    return ranks


def _people_below(index: Numbers, people: Numbers) -> tuple[Numbers, Numbers]:
    """People with a lower and with the same index, in each column."""
    largest = np.abs(index).max(axis=0)
    order = np.argsort(index, axis=0, kind="stable")
    value = np.take_along_axis(index, order, axis=0)
    is_first = np.ones(index.shape, dtype=bool)
    is_first[1:] = np.diff(value, axis=0) > _ALIKE * largest
    is_last = np.ones(index.shape, dtype=bool)
    is_last[:-1] = is_first[1:]
    upto = np.cumsum(people[order], axis=0)
    before = np.zeros(index.shape)
    before[1:] = upto[:-1]
    start = np.maximum.accumulate(np.where(is_first, before, 0.0), axis=0)
    backwards = np.where(is_last, upto, np.inf)[::-1]
    end = np.minimum.accumulate(backwards, axis=0)[::-1]
    lower, same = np.empty(index.shape), np.empty(index.shape)
    np.put_along_axis(lower, order, start, axis=0)
    np.put_along_axis(same, order, end - start, axis=0)
    return lower, same
