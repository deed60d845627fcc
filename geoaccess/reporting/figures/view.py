"""From metres on the ground to a small picture: what is in view, moved, thinned and clipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.reporting.figures.svg import path_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["WIDTH", "View", "view_of"]

WIDTH = 640
_TALLEST, _LOWEST = 660, 260
_MARGIN = 0.05
_SMALLEST_M = 200.0
_FINE = 0.8
_EDGE = 12


@dataclass(frozen=True, slots=True)
class View:
    """Where the picture starts, and how many metres one unit of it is."""

    west: float
    north: float
    metres: float
    height: int

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """West, south, east and north edge in metres."""
        east = self.west + WIDTH * self.metres
        return self.west, self.north - self.height * self.metres, east, self.north

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Give a point of the ground its place in the picture."""
        return (x - self.west) / self.metres, (self.north - y) / self.metres

    def draw(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Shapes in the picture's units, a tenth fine."""

        def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
            moved = np.column_stack((points[:, 0] - self.west, self.north - points[:, 1]))
            return np.round(moved / self.metres, 1)

        return np.asarray(shapely.transform(geometries, place), dtype=object)

    def clip(self, frame: gpd.GeoDataFrame) -> Iterator[tuple[int, str]]:
        """Row number and path of each shape in view, thinned to what can be seen."""
        rows = np.sort(frame.sindex.query(shapely.box(*self.frame)))
        held = shapely.force_2d(frame.geometry.to_numpy()[rows])
        thin = shapely.simplify(held, _FINE * self.metres)
        clipped = np.asarray(shapely.clip_by_rect(thin, *self.frame), dtype=object)
        for row, shape in zip(rows.tolist(), self.draw(clipped), strict=True):
            path = path_data(shape)
            if path:
                yield row, path

    def coverage(self, shapes: gpd.GeoSeries) -> list[BaseGeometry]:
        """Shapes in the picture's units, thinned so that shared borders stay shared."""
        held = shapely.force_2d(shapes.to_numpy())
        thin = shapely.coverage_simplify(held, _FINE * self.metres) if len(held) else held
        west, south, east, north = self.frame
        edge = _EDGE * self.metres
        seen = shapely.clip_by_rect(thin, west - edge, south - edge, east + edge, north + edge)
        return list(self.draw(np.asarray(seen, dtype=object)))


def view_of(bounds: tuple[float, float, float, float]) -> View:
    """Give the view that shows these bounds with a margin around them.

    Examples
    --------
    >>> view = view_of((0.0, 0.0, 6400.0, 3200.0))
    >>> round(view.metres), view.height, [round(edge) for edge in view.frame]
    (11, 320, [-320, -160, 6720, 3360])
    """
    west, south, east, north = bounds
    if not np.isfinite(bounds).all():
        west, south, east, north = 0.0, 0.0, 1000.0, 1000.0
    wide, tall = max(east - west, _SMALLEST_M), max(north - south, _SMALLEST_M)
    around = 1 + 2 * _MARGIN
    metres = max(wide * around / WIDTH, tall * around / _TALLEST)
    height = int(max(tall * around / metres, _LOWEST))
    return View(
        (west + east) / 2 - WIDTH * metres / 2,
        (north + south) / 2 + height * metres / 2,
        metres,
        height,
    )
