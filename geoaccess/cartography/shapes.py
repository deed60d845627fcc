"""Shapes for the page: generalised in metres, then written as whole 1e-5 degrees, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Rings", "encode", "generalise", "outlines", "points"]

Rings = list[list[list[int]]]
"""Of one shape: its parts, each a list of rings (or one line), each x0, y0, dx, dy, dx, dy, ..."""

# Shapes that share borders, and shapes that stand alone: those may not open gaps one sees.
_SHARED_M = (10.0, 25.0, 50.0, 100.0, 200.0)
_ALONE_M = (5.0, 10.0, 20.0, 40.0, 80.0)
_STEPS_PER_DEGREE = 100_000
_SAME_SHARE = 0.02


def generalise(shapes: gpd.GeoSeries, *, most_vertices: int) -> gpd.GeoSeries:
    """Leave out vertices, shared borders staying shared, until the page can carry the shapes.

    Takes the finest of 10, 25, 50, 100 and 200 m that keeps at most `most_vertices` (the coarsest
    if none does). Shapes that do not form a clean coverage are simplified one by one, by 5 to
    80 m, so that gaps and overlaps stay small.

    Parameters
    ----------
    shapes
        Polygons or lines in a projected CRS, metres.
    most_vertices
        How many vertices may be left.
    """
    found = np.asarray(shapes.array, dtype=object)
    covers = _is_coverage(found)
    kept = found
    for tolerance in _SHARED_M if covers else _ALONE_M:
        if covers:
            kept = shapely.coverage_simplify(found, tolerance)
        else:
            kept = shapely.simplify(found, tolerance, preserve_topology=True)
        if shapely.get_num_coordinates(kept).sum() <= most_vertices:
            break
    return gpd.GeoSeries(kept, index=shapes.index, crs=shapes.crs)


def _is_coverage(shapes: NDArray[np.object_]) -> bool:
    polygons = np.isin(shapely.get_type_id(shapes), (3, 6))
    return bool(polygons.all()) and bool(shapely.coverage_is_valid(shapes))


def outlines(
    areas: gpd.GeoSeries, unit_ids: Sequence[object], units: gpd.GeoSeries
) -> gpd.GeoSeries:
    """Give the units' outlines along the generalised areas where the areas make up the unit.

    Where they do not (areas need not nest in units), the unit's own outline is kept.
    """
    parts = np.asarray(areas.array, dtype=object)
    of = np.asarray(unit_ids, dtype=object)
    found = []
    for unit_id, own in units.items():
        joined = shapely.union_all(parts[of == unit_id])
        apart = shapely.area(shapely.symmetric_difference(own, joined))
        found.append(joined if apart <= _SAME_SHARE * shapely.area(own) else own)
    return gpd.GeoSeries(found, index=units.index, crs=units.crs)


def encode(shapes: gpd.GeoSeries, *, steps_per_degree: int = _STEPS_PER_DEGREE) -> list[Rings]:
    """Write polygons and lines as rings of whole 1e-5 degrees, each vertex as a step.

    Shared borders stay shared: every coordinate is rounded on its own, before the steps.

    Examples
    --------
    >>> square = gpd.GeoSeries([shapely.box(15, 60, 15.001, 60.001)], crs=4326)
    >>> encode(square)
    [[[[1500100, 6000000, 0, 100, -100, 0, 0, -100, 100, 0]]]]
    """
    found = np.asarray(shapes.to_crs(4326).array, dtype=object)
    return [_parts(shape, steps_per_degree) for shape in found]


def _parts(shape: Any, per_degree: int) -> Rings:  # noqa: ANN401 -- any shape, or None
    if shape is None or shapely.is_empty(shape):
        return []
    rings: Rings = []
    for part in shapely.get_parts(shape):
        lines = shapely.get_rings(part) if isinstance(part, shapely.Polygon) else [part]
        steps = [_steps(shapely.get_coordinates(line), per_degree) for line in lines]
        if any(len(ring) > 2 for ring in steps):  # noqa: PLR2004 -- a point has two numbers
            rings.append(steps)
    return rings


def _steps(coordinates: NDArray[np.float64], per_degree: int) -> list[int]:
    whole = np.round(coordinates * per_degree).astype(np.int64)
    steps = np.diff(whole, axis=0)
    written: list[int] = np.vstack([whole[:1], steps[steps.any(axis=1)]]).ravel().tolist()
    return written


def points(shapes: gpd.GeoSeries) -> list[tuple[float, float] | None]:
    """Latitude and longitude of each point, 5 decimals; None for a site that is no place."""
    found = np.asarray(shapes.to_crs(4326).array, dtype=object)
    return [
        None
        if point is None or shapely.is_empty(point)
        else (round(float(shapely.get_y(point)), 5), round(float(shapely.get_x(point)), 5))
        for point in found
    ]
