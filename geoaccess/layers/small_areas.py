"""Which areas have so few people that they are merged with a neighbour, and with which.

An area is small if its people, or the number of an age group, is from 1 up to the limit. The
smallest is taken first, and joins a neighbour of its own unit and settlement class: in its own
RegSO before others, then where the common border is longest, then where the fewest live, then by
code. That goes on until none is small or the small ones have no such neighbour left. Nothing
depends on the order of rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

__all__ = ["Joined", "is_small", "join_small"]

# Neighbours drawn apart by less than this touch; what is shorter than a corner so drawn is none.
_GAP_M = 1.0
_LEAST_BORDER_MM = 10_000
_MM = 1000.0
_NO_ONE = ""


def is_small(counts: pd.Series, min_count: int) -> pd.Series:
    """Which counts are above zero and below the limit, as they would be written: rounded.

    Examples
    --------
    >>> is_small(pd.Series([0.0, 0.4, 0.6, 4.4, 4.6, 5.0, float("nan")]), 5).tolist()
    [False, False, True, True, False, False, False]
    """
    written = counts.astype(float).round()
    return (written > 0) & (written < min_count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Which areas become one, and which small ones no neighbour could take.

    Attributes
    ----------
    groups
        Codes of the areas that become one, each in order, the groups by their first code.
    left
        Codes of the areas that are still small, joined ones by their first code.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Group:
    """Areas that have become one: its people and age groups, and its border with each neighbour."""

    ids: tuple[str, ...]
    counts: NDArray[np.float64]
    regso: str
    borders: dict[str, int] = field(default_factory=dict)

    def is_small(self, min_count: int) -> bool:
        written = self.counts.round()
        return bool(((written > 0) & (written < min_count)).any())


def join_small(areas: gpd.GeoDataFrame, min_count: int, regso: pd.Series | None = None) -> Joined:
    """Find the areas that must become one for none to have a small count.

    Parameters
    ----------
    areas
        Indexed by code, with ``people`` and age groups, ``unit_id``, ``settlement`` and geometry
        in metres.
    min_count
        The least count that is not small.
    regso
        Code of the RegSO by area, where it is known.

    Returns
    -------
    Joined
        An area in which nobody lives is in none. One whose number of an age group is not known is
        joined only with areas where the same numbers are not known: else a known one would be lost.

    Examples
    --------
    >>> import geopandas as gpd
    >>> row = {"people": [3.0, 40.0, 90.0], "unit_id": "u", "settlement": "A"}
    >>> shapes = [shapely.box(100 * n, 0, 100 * n + 100, 100) for n in range(3)]
    >>> areas = gpd.GeoDataFrame(row, index=["a", "b", "c"], geometry=shapes)
    >>> join_small(areas, 5).groups
    (('a', 'b'),)
    """
    groups = _neighbourhood(areas.sort_index(), min_count, regso)
    small = {key for key, group in groups.items() if group.is_small(min_count)}
    left: list[str] = []
    while small:
        key = min(small, key=lambda one: (groups[one].counts[0], one))
        small.remove(key)
        partner = _partner(groups, key)
        if partner is None:
            left.append(key)
            continue
        kept = _join(groups, key, partner)
        small -= {key, partner}
        # One that found no neighbour before finds none now: joining makes no new neighbours.
        if groups[kept].is_small(min_count):
            small.add(kept)
    made = sorted(group.ids for group in groups.values() if len(group.ids) > 1)
    return Joined(groups=tuple(made), left=tuple(sorted(left)))


def _partner(groups: dict[str, _Group], key: str) -> str | None:
    mine = groups[key]

    def rank(other: str) -> tuple[bool, int, float, str]:
        apart = _NO_ONE in {mine.regso, groups[other].regso} or mine.regso != groups[other].regso
        return apart, -mine.borders[other], float(groups[other].counts[0]), other

    return min(mine.borders, key=rank, default=None)


def _join(groups: dict[str, _Group], one: str, two: str) -> str:
    """Make two groups one, under the lower code."""
    kept, gone = sorted((one, two))
    mine, other = groups[kept], groups.pop(gone)
    mine.ids = tuple(sorted((*mine.ids, *other.ids)))
    mine.counts = mine.counts + other.counts
    mine.regso = mine.regso if mine.regso == other.regso else _NO_ONE
    del mine.borders[gone], other.borders[kept]
    for third, border in other.borders.items():
        del groups[third].borders[gone]
        mine.borders[third] = mine.borders.get(third, 0) + border
        groups[third].borders[kept] = mine.borders[third]
    return kept


def _neighbourhood(
    areas: gpd.GeoDataFrame, min_count: int, regso: pd.Series | None
) -> dict[str, _Group]:
    """Every area that may be joined, with the neighbours that it may be joined with."""
    names = ["people", *(name for name in GROUPS if name in areas)]
    counts = areas[names].astype(float)
    small = np.any([is_small(counts[name], min_count) for name in names], axis=0)
    # Whose numbers are not known alike.
    known = counts.notna().apply(tuple, axis=1)
    of_one = zip(areas["unit_id"], areas["settlement"], known, strict=True)
    block = pd.Series(list(of_one), index=areas.index)
    someone = (counts.round() > 0).any(axis=1)
    lived = areas.loc[someone & block.isin(set(block[small]))]
    told = pd.Series(dtype=object) if regso is None else regso.dropna()
    groups = {
        str(code): _Group((str(code),), counts.loc[code].to_numpy(), str(told.get(code, _NO_ONE)))
        for code in lived.index
    }
    for one, two, border in _borders(lived, block[lived.index].tolist()):
        groups[one].borders[two] = groups[two].borders[one] = border
    return groups


def _borders(areas: gpd.GeoDataFrame, block: Sequence[object]) -> Iterator[tuple[str, str, int]]:
    """Pairs of neighbours of one block with their common border in millimetres.

    Whole millimetres add up to the same in any order.
    """
    shapes = areas.geometry.to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_GAP_M)
    pairs = [(i, j) for i, j in zip(first, second, strict=True) if i < j and block[i] == block[j]]
    for i, j in sorted(pairs):
        along = shapely.intersection(shapes[i].boundary, shapely.buffer(shapes[j], _GAP_M))
        border = round(float(shapely.length(along)) * _MM)
        if border > _LEAST_BORDER_MM:
            yield str(areas.index[i]), str(areas.index[j]), border
