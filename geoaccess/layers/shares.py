"""Numbers carried from older areas to newer ones by shares of people, and what changed.

Counts are shared out and added up: their sum is kept. Shares, means and types of several older
areas become their people's mean where people are known, and are missing where that can't be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.tables import CNI_COUNTS, GROUPS, NO_CAR

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["CHANGES", "COUNTS", "carried_over", "change_of", "shared_out"]

# What the tables' columns count; of a study's own columns it says so itself.
COUNTS = frozenset({"people", *GROUPS, *CNI_COUNTS, NO_CAR})
CHANGES = ("unchanged", "split", "merged", "redrawn")
_PAIR = ["to_id", "from_id"]
# A few small whole numbers are the names of classes: their mean is no class.
_MOST_CLASSES = 10


def carried_over(
    values: pd.DataFrame, shares: pd.DataFrame, counts: Collection[str]
) -> pd.DataFrame:
    """Values of the newer areas.

    Parameters
    ----------
    values
        A row per older area, indexed by its code.
    shares
        ``from_id``, ``to_id`` and ``share``: the part of the older area's people in the newer one.
    counts
        Columns that are counts.

    Returns
    -------
    DataFrame
        Indexed by ``to_id``, in order. A count is missing where one of its parts is.

    Examples
    --------
    One area was split in two, a third of its people in the first.

    >>> old = pd.DataFrame({"people": [300.0]}, index=["a"])
    >>> key = pd.DataFrame({"from_id": ["a", "a"], "to_id": ["b", "c"], "share": [1 / 3, 2 / 3]})
    >>> carried_over(old, key, ["people"])["people"].tolist()
    [100.0, 200.0]
    """
    pieces = shares[shares["share"] > 0].sort_values(_PAIR).reset_index(drop=True)
    to = pieces["to_id"]
    parts = values.reindex(pieces["from_id"]).astype(float).reset_index(drop=True)
    people = parts["people"] * pieces["share"] if "people" in parts else None
    made = {
        str(column): _sum(parts[column] * pieces["share"], to)
        if column in counts
        else _mean(parts[column], people, to, classes=_are_classes(values[column]))
        for column in parts.columns
    }
    ids = pd.Index(sorted(set(to)), name="area_id", dtype="str")
    return pd.DataFrame(made, index=ids)


def _sum(parts: pd.Series, to: pd.Series) -> pd.Series:
    total = parts.groupby(to).sum()
    return total.mask(parts.isna().groupby(to).any())


def _mean(parts: pd.Series, people: pd.Series | None, to: pd.Series, *, classes: bool) -> pd.Series:
    """Give the parts' one value, else their people's mean; missing where neither is known."""
    groups = parts.groupby(to)
    known = ~parts.isna().groupby(to).any()
    same = known & (groups.min() == groups.max())
    alike = groups.first().where(same)
    if people is None or classes:
        return alike
    weight = people.groupby(to).sum()
    mean = (parts * people).groupby(to).sum() / weight.where(weight > 0)
    sure = known & ~people.isna().groupby(to).any()
    return alike.where(same, mean.where(sure))


def _are_classes(column: pd.Series) -> bool:
    filled = column.dropna().astype(float)
    whole = bool((filled == filled.round()).all())
    return whole and bool(filled.between(0, _MOST_CLASSES).all())


def change_of(shares: pd.DataFrame, redrawn: Collection[str] = ()) -> pd.Series:
    """What happened to each newer area: unchanged, split, merged or redrawn, by its code.

    Parameters
    ----------
    shares
        As for `carried_over`.
    redrawn
        Areas that are one to one, and of which the publisher says that their border moved.
    """
    pieces = shares[shares["share"] > 0]
    to, come_from = pieces["to_id"], pieces["from_id"]
    several_from = come_from.groupby(to).transform("size") > 1
    several_to = to.groupby(come_from).transform("size") > 1
    # A split is clean when none of the older area's parts got anything from elsewhere.
    mixed = several_from.groupby(come_from).transform("any")
    kind = np.select(
        [several_from & several_to, several_from, several_to & mixed, several_to],
        ["redrawn", "merged", "redrawn", "split"],
        default="unchanged",
    )
    kind[to.isin(list(redrawn)).to_numpy() & (kind == "unchanged")] = "redrawn"
    worst = pd.Series([CHANGES.index(one) for one in kind]).groupby(to.to_numpy()).max()
    return worst.sort_index().map(dict(enumerate(CHANGES))).rename("vintage_change")


def shared_out(values: pd.Series, whole: pd.Series, weight: pd.Series) -> pd.Series:
    """Counts of larger areas over the areas that lie in them, by weight; each sum is kept.

    Parameters
    ----------
    values
        Counts by the larger area's code.
    whole
        Code of the larger area, by area.
    weight
        Weight of each area; where one is missing, none of that larger area's parts is known.

    Examples
    --------
    >>> larger = pd.Series({"a": "R", "b": "R"})
    >>> shared_out(pd.Series({"R": 90.0}), larger, pd.Series({"a": 1, "b": 2})).tolist()
    [30.0, 60.0]
    """
    part = weight.reindex(whole.index).astype(float)
    total = part.groupby(whole).transform("sum")
    known = ~part.isna().groupby(whole).transform("any")
    count = values.reindex(whole.to_numpy()).set_axis(whole.index).astype(float)
    # Where there is nobody to share among there may be nothing to share either.
    made = (count * part / total.where(total > 0)).mask((count == 0) & (total == 0), 0.0)
    return made.where(known)
