"""Polygons that can be trusted: present, valid, of one kind; overlaps are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geoaccess.errors import InputError
from geoaccess.sources.crs import in_study_crs, tell_outside

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geoaccess.errors import NoticeList
    from geoaccess.sources.mapping import Loaded

__all__ = ["checked_polygons", "tell_overlaps"]

_MOST_CHANGE = 0.01
_POLYGONS = {shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON}
_KM2 = 1e6
_LEAST_OVERLAP_M2 = 1.0


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
    tell_outside(loaded, moved, ids.astype(str).tolist())
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
    if shapely.get_type_id(shape) not in _POLYGONS:
        loaded.found.add("GA-G021", file=file, row=row, value=name, found=shape.geom_type)
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
        reason=shapely.is_valid_reason(shape),
        before=f"{shape.area / _KM2:.4g}",
        after=f"{mended.area / _KM2:.4g}",
    )
    return mended


def _polygonal(shape: BaseGeometry) -> BaseGeometry:
    parts = shapely.get_parts(shape)
    kept = [part for part in parts if shapely.get_type_id(part) in _POLYGONS]
    return shapely.union_all(kept) if len(kept) != 1 else kept[0]


def tell_overlaps(
    shapes: NDArray[np.object_], ids: NDArray[np.object_], found: NoticeList, *, file: str
) -> None:
    """Warn of polygons that overlap, or whose borders do not meet point by point."""
    if shapely.coverage_is_valid(shapes):
        return
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = first < second
    first, second = first[pairs], second[pairs]
    area = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    over = area > _LEAST_OVERLAP_M2
    if over.any():
        most = int(np.argmax(area))
        found.add(
            "GA-G024",
            file=file,
            n=int(over.sum()),
            area=f"{area[over].sum() / _KM2:.4g}",
            first=ids[first[most]],
            second=ids[second[most]],
            most=f"{area[most] / _KM2:.4g}",
        )
        return
    loose = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    found.add("GA-G025", file=file, value=ids[int(np.argmax(loose))], n=int(loose.sum()))
