"""Which ground each of some places speaks for: all that is nearer to it than to any other.

Those are the cells of a Voronoi diagram (Okabe, Boots, Sugihara and Chiu 2000,
https://doi.org/10.1002/9780470317013), cut at a distance: where nobody lives for a mile around,
nobody's time is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.travel.places import Places

    Shapes = NDArray[np.object_]

__all__ = ["RADIUS_M", "Ground", "joined"]

# A square of a kilometre is covered from its middle: half its diagonal is 707 m.
RADIUS_M = 750.0
# Places nearer to each other than this are one spot (metres).
_ONE_SPOT = 0.1
# Neighbouring cells are cut by circles of their own and may part by a rounding (metres).
_CRACK = 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """Cells around places.

    Attributes
    ----------
    cells
        ``(spot,)`` polygons: they do not overlap, and each holds its spot.
    spot
        ``(place,)``: which cell each place has; places on one spot share it.
    xy
        ``(spot, 2)`` metres.
    radius_m
        How far a cell reaches at most.
    """

    cells: Shapes
    spot: NDArray[np.int64]
    xy: NDArray[np.float64]
    radius_m: float

    @classmethod
    def around(cls, places: Places, radius_m: float = RADIUS_M) -> Self:
        """Cells around places.

        Examples
        --------
        Two villages 400 m apart share the ground between them in the middle.

        >>> from geoaccess.travel.places import Places
        >>> villages = Places(("a", "b"), np.array([0.0, 400.0]), np.array([0.0, 0.0]))
        >>> [cell.bounds for cell in Ground.around(villages, radius_m=300).cells]
        [(-300.0, -300.0, 200.0, 300.0), (200.0, -300.0, 700.0, 300.0)]
        """
        rounded = np.rint(np.column_stack([places.x, places.y]) / _ONE_SPOT)
        spots, spot = np.unique(rounded, axis=0, return_inverse=True)
        xy = spots * _ONE_SPOT
        return cls(cells=_cells(xy, radius_m), spot=spot.ravel(), xy=xy, radius_m=radius_m)

    def least(self, places: NDArray[np.int64], seconds: NDArray[np.uint16]) -> NDArray[np.float64]:
        """Least seconds on each spot, of these places; infinite where none is there."""
        least = np.full(len(self.cells), np.inf)
        np.minimum.at(least, self.spot[places], seconds.astype(np.float64))
        return least

    def at(self, x: float, y: float) -> shapely.Geometry | None:
        """The cell that a place here would have beside the others; None on one of their spots."""
        away = np.hypot(self.xy[:, 0] - x, self.xy[:, 1] - y)
        if (away <= _ONE_SPOT).any():
            return None
        beside = self.xy[away <= 2 * self.radius_m]
        own: shapely.Geometry = _cells(np.concatenate([[[x, y]], beside]), self.radius_m)[0]
        return own


def _cells(xy: NDArray[np.float64], radius_m: float) -> Shapes:
    if not len(xy):
        return np.empty(0, dtype=np.object_)
    # Numbers near nought keep the places that matter: northings have seven before the point.
    middle = xy.mean(axis=0)
    points = shapely.points(xy - middle)
    frame = shapely.box(*shapely.total_bounds(points)).buffer(2 * radius_m)
    diagram = shapely.voronoi_polygons(shapely.multipoints(points), ordered=True, extend_to=frame)
    cut = shapely.intersection(shapely.get_parts(diagram), shapely.buffer(points, radius_m))
    moved: Shapes = shapely.transform(cut, lambda each: each + middle)
    return moved


def joined(cells: Sequence[shapely.Geometry | None] | Shapes) -> shapely.MultiPolygon:
    """Cells as one area, without the cracks that rounding leaves between them."""
    whole = shapely.union_all(list(cells))
    for crack in (_CRACK, -_CRACK):
        whole = shapely.buffer(whole, crack, join_style="mitre")
    parts = [each for each in shapely.get_parts(whole) if not each.is_empty]
    return shapely.MultiPolygon(parts)
