"""Which areas are next to which; an area that touches none has the nearest in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import csr_array

from geoaccess.errors import InputError, NoticeList
from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Neighbours", "neighbours"]

_TWICE = Phrase(N_("some ids are given twice"))
_NO_OUTLINE = Phrase(N_("some areas have no outline"))
_NO_METRES = Phrase(N_("the coordinates are not in metres"))
_ALONE = Phrase(N_("there are fewer than two areas"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Areas and their neighbours.

    Attributes
    ----------
    ids
        The areas.
    weights
        A row for each area; its neighbours share 1 equally, and it is none of its own.
    nearest_instead
        The areas that touch no other, with those that were taken in place of neighbours.
    tolerance_m
        Up to how many metres apart outlines were taken to touch.
    """

    ids: pd.Index
    weights: csr_array
    nearest_instead: Mapping[str, tuple[str, ...]]
    tolerance_m: float


def neighbours(areas: gpd.GeoSeries, *, tolerance_m: float = 0.0, nearest: int = 1) -> Neighbours:
    """Find the neighbours of each area: those it touches, in a point or along a line (queen).

    Outlines that were simplified one by one leave slivers and overlaps: with a tolerance, areas
    at most that far apart are neighbours too. Overlapping areas always are. An area without any
    neighbour, such as an island, gets the nearest ones; it does not become theirs in return.

    Parameters
    ----------
    areas
        Outlines by area, in a CRS in metres.
    tolerance_m
        Up to how many metres apart outlines touch; about twice the simplification, such as 100.
    nearest
        How many areas take the place of an island's neighbours, by distance between outlines.

    Raises
    ------
    InputError
        If ids are not unique, outlines are missing, there is but one area, or the CRS is not in
        metres.

    Examples
    --------
    Two squares side by side, and an island a kilometre off.

    >>> import geopandas as gpd
    >>> from shapely import box
    >>> squares = [box(0, 0, 100, 100), box(100, 0, 200, 100), box(1200, 0, 1300, 100)]
    >>> found = neighbours(gpd.GeoSeries(squares, index=["a", "b", "island"], crs=3006))
    >>> found.weights.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    >>> dict(found.nearest_instead)
    {'island': ('b',)}
    """
    if not tolerance_m >= 0 or nearest < 1:
        msg = f"a tolerance of {tolerance_m} m and {nearest} nearest: give 0 or more, 1 or more"
        raise ValueError(msg)
    _check(areas)
    outlines = areas.to_numpy()
    one, other = shapely.STRtree(outlines).query(
        outlines, predicate="dwithin", distance=tolerance_m
    )
    one, other = one[one != other], other[one != other]
    alone = np.setdiff1d(np.arange(len(outlines)), one)
    instead = {int(place): _nearest(outlines, int(place), nearest) for place in alone}
    for place, others in instead.items():
        one = np.concatenate([one, np.full(len(others), place)])
        other = np.concatenate([other, others])
    share = 1 / np.bincount(one, minlength=len(outlines))[one]
    return Neighbours(
        ids=areas.index,
        weights=csr_array((share, (one, other)), shape=(len(outlines),) * 2),
        nearest_instead={
            str(areas.index[place]): tuple(map(str, areas.index[others]))
            for place, others in instead.items()
        },
        tolerance_m=tolerance_m,
    )


def _nearest(outlines: NDArray[np.object_], place: int, n: int) -> NDArray[np.intp]:
    """Places of the nearest others; of equally near ones those that come first."""
    distance = shapely.distance(outlines[place], outlines)
    distance[place] = np.inf
    return np.argsort(distance, kind="stable")[: min(n, len(outlines) - 1)]


def _check(areas: gpd.GeoSeries) -> None:
    found = NoticeList()
    crs = areas.crs
    faults = (
        (areas.index.has_duplicates, _TWICE),
        (bool((areas.isna() | areas.is_empty).any()), _NO_OUTLINE),
        (crs is None or not crs.is_projected or crs.axis_info[0].unit_name != "metre", _NO_METRES),
        (len(areas) < 2, _ALONE),  # noqa: PLR2004 -- a neighbour takes two
    )
    for wrong, problem in faults:
        if wrong:
            found.add("GA-E013", problem=problem)
    InputError.refuse(found)
