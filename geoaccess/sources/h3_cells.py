"""Boundaries of H3 cells, made of their indices: neighbours share their corners exactly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

if TYPE_CHECKING:
    import pandas as pd
    from shapely import Polygon

    from geoaccess.sources.mapping import Loaded

__all__ = ["cell_boundaries"]

_WGS84 = "EPSG:4326"
# A hundred-millionth of a degree is a millimetre; cells are metres across at the least.
_GRAIN = 1e-8
_AROUND = tuple((i, j) for i in (0, -1, 1) for j in (0, -1, 1))


def cell_boundaries(loaded: Loaded, ids: pd.Series) -> gpd.GeoSeries:
    """Polygon of each cell in longitude and latitude; faults go to ``loaded.found``.

    The library works out each cell's corners on its own, so those of neighbours may differ in
    the last digit; they are made one here. Edges are not given more points: projected, the edge
    of two neighbours stays the same straight line.

    Parameters
    ----------
    loaded
        The file, for messages.
    ids
        An index per row.
    """
    import h3  # noqa: PLC0415 -- few studies have such areas

    cells = [i if isinstance(i, str) and h3.is_valid_cell(i) else None for i in ids]
    usual = Counter(h3.get_resolution(cell) for cell in cells if cell).most_common(1)
    corners: dict[tuple[int, int], tuple[float, float]] = {}
    shapes: list[Polygon | None] = []
    column = loaded.given.columns.get("area_id", "area_id")
    for row, value, cell in zip(loaded.text.lines.tolist(), ids, cells, strict=True):
        if cell is None:
            if isinstance(value, str):
                loaded.found.add("GA-T103", file=loaded.file, row=row, column=column, value=value)
            shapes.append(None)
            continue
        resolution = h3.get_resolution(cell)
        if resolution != usual[0][0]:
            loaded.found.add(
                "GA-T104",
                file=loaded.file,
                row=row,
                column=column,
                value=value,
                found=resolution,
                expected=usual[0][0],
            )
        boundary = h3.cell_to_boundary(cell)
        shapes.append(shapely.Polygon([_shared(lon, lat, corners) for lat, lon in boundary]))
    return gpd.GeoSeries(np.array([*shapes, None], dtype=object)[:-1], crs=_WGS84)


def _shared(
    lon: float, lat: float, corners: dict[tuple[int, int], tuple[float, float]]
) -> tuple[float, float]:
    """The first corner seen at this place."""
    at = (round(lon / _GRAIN), round(lat / _GRAIN))
    for i, j in _AROUND:
        corner = corners.get((at[0] + i, at[1] + j))
        if corner is not None:
            return corner
    return corners.setdefault(at, (lon, lat))
