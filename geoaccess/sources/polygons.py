"""Polygons that can be trusted: present, valid, of one kind; overlaps are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geoaccess.errors import InputError
from geoaccess.messages.shapes import invalid_reason, shape_word
from geoaccess.sources.crs import in_study_crs, tell_outside

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geoaccess.errors import NoticeList
    from geoaccess.sources.mapping import Loaded

__all__ = ["checked_polygons", "tell_coverage"]

_MOST_CHANGE = 0.01
_POLYGONS = {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}
# A hundredth of a plot: finer than any border is known.
_LEAST_M2 = 1.0
# A gap no wider than a street with its houses is a slip of the drawing, not land of its own.
_NARROW_M = 20.0
_NAMED = 4


def checked_polygons(loaded: Loaded, ids: pd.Series) -> gpd.GeoSeries:
    """Polygon of each row in the study's coordinate system; faults go to ``loaded.found``.

    Parameters
    ----------
    loaded
        A file with geometry.
    ids
        What to call each row in messages.

    Raises
    ------
    InputError
        No geometry at all, or a coordinate system that is missing or wrong.
    """
    geometry = loaded.text.geometry
    if geometry is None or geometry.isna().all():
        raise InputError.of("GA-G027", file=loaded.file)
    moved = in_study_crs(loaded, geometry)
    # What is no place on Earth is told as that, and not as outside the region too.
    with np.errstate(over="ignore", invalid="ignore"):
        somewhere = moved.where(np.isfinite(moved.area))
    tell_outside(loaded, somewhere, ids.astype(str).tolist())
    shapes = shapely.force_2d(moved.to_numpy())
    for i, shape in enumerate(shapes):
        shapes[i] = _checked(shape, str(ids.iloc[i]), int(loaded.text.lines[i]), loaded)
    return gpd.GeoSeries(shapes, crs=moved.crs, name="geometry")


def _checked(
    shape: BaseGeometry | None, name: str, row: int, loaded: Loaded
) -> BaseGeometry | None:
    file = loaded.file
    if shape is None or shape.is_empty:
        loaded.found.add("GA-G020", file=file, row=row, value=name)
        return shape
    if not np.isfinite(shapely.get_coordinates(shape)).all() or not np.isfinite(shape.area):
        loaded.found.add("GA-G042", file=file, row=row, value=name)
        return shape
    if shapely.get_type_id(shape) not in _POLYGONS:
        loaded.found.add(
            "GA-G021", file=file, row=row, value=name, found=shape_word(shape.geom_type)
        )
        return shape
    if shape.is_valid and shape.area > 0:
        return shape
    mended = _polygonal(shapely.make_valid(shape))
    change = abs(mended.area - shape.area)
    mendable = mended.area > 0 and change <= _MOST_CHANGE * shape.area
    loaded.found.add(
        "GA-G023" if mendable else "GA-G022",
        file=file,
        row=row,
        value=name,
        reason=invalid_reason(shapely.is_valid_reason(shape)),
        before=round(float(shape.area)),
        after=round(float(mended.area)),
    )
    return mended


def _polygonal(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    kept = [part for part in parts if shapely.get_type_id(part) in _POLYGONS]
    return shapely.union_all(kept) if len(kept) != 1 else kept[0]


def tell_coverage(
    shapes: NDArray[np.object_], ids: NDArray[np.object_], found: NoticeList, *, file: str
) -> None:
    """Warn of polygons that overlap, leave gaps, or whose borders do not meet point by point."""
    _tell_gaps(shapes, ids, found, file=file)
    if shapely.coverage_is_valid(shapes, gap_width=_NARROW_M):
        return
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    area = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    over = area > _LEAST_M2
    if over.any():
        most = int(np.argmax(area))
        found.add(
            "GA-G024",
            file=file,
            n=int(over.sum()),
            area=round(float(area[over].sum())),
            first=ids[first[most]],
            second=ids[second[most]],
            most=round(float(area[most])),
        )
        return
    loose = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes, gap_width=_NARROW_M))
    found.add("GA-G025", file=file, value=ids[int(np.argmax(loose))], n=int(loose.sum()))


def _tell_gaps(
    shapes: NDArray[np.object_], ids: NDArray[np.object_], found: NoticeList, *, file: str
) -> None:
    """Holes that the polygons leave together and none of them has by itself: land of nobody."""
    parts = shapely.get_parts(shapely.union_all(shapes))
    holes = [shapely.Polygon(ring) for part in parts for ring in shapely.get_rings(part)[1:]]
    gaps = [hole for hole in holes if hole.area > _LEAST_M2]
    if gaps:
        area = np.array([gap.area for gap in gaps])
        most = int(np.argmax(area))
        around = shapely.STRtree(shapes).query(gaps[most], predicate="intersects")
        found.add(
            "GA-G028",
            file=file,
            value=ids[int(around.min())],
            n=len(gaps),
            area=round(float(area.sum())),
            around=", ".join(str(ids[i]) for i in sorted(around)[:_NAMED]),
            most=round(float(area[most])),
        )
