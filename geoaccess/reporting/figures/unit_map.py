"""A small map of one unit: travel time classes, flagged outlines, sites, neighbours in grey."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point

from geoaccess.reporting.blocks import Swatch
from geoaccess.reporting.figures.classes import CLASS_LIMITS, class_name, class_of
from geoaccess.reporting.figures.svg import Drawing, path_data
from geoaccess.reporting.rows import number, text, truth
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from markupsafe import Markup
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject
    from geoaccess.result.published import Published

__all__ = ["UnitMap", "draw_unit"]

_WIDTH = 640
_TALLEST, _LOWEST = 660, 300
_MARGIN = 0.05
_FINE = 0.8
_ROOM_FOR_NUMBER = 17
_ROOM_FOR_NAME = 60
_STEPS_KM = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The drawing and what its signs mean."""

    svg: Markup
    legend: tuple[Swatch, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """From metres to the picture: where it starts, how many metres a unit of it is."""

    west: float
    north: float
    metres: float
    height: int

    @property
    def frame(self) -> tuple[float, float, float, float]:
        east = self.west + _WIDTH * self.metres
        return self.west, self.north - self.height * self.metres, east, self.north

    def draw(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        def place(points: NDArray[np.float64]) -> NDArray[np.float64]:
            moved = np.column_stack((points[:, 0] - self.west, self.north - points[:, 1]))
            return np.round(moved / self.metres, 1)

        return np.asarray(shapely.transform(geometries, place), dtype=object)

    def clip(self, frame: gpd.GeoDataFrame, *, fine: float = _FINE) -> Iterator[tuple[int, str]]:
        """Row number and path of each shape in view, simplified."""
        held = frame.geometry.to_numpy()
        rows = np.sort(frame.sindex.query(shapely.box(*self.frame)))
        thin = shapely.simplify(shapely.force_2d(held[rows]), fine * self.metres)
        clipped = self.draw(np.asarray(shapely.clip_by_rect(thin, *self.frame), dtype=object))
        for row, shape in zip(rows.tolist(), clipped, strict=True):
            path = path_data(shape)
            if path:
                yield row, path


def draw_unit(published: Published, subject: Subject) -> UnitMap:
    """Draw the map of one unit; the table beside it is its equivalent."""
    t = subject.t
    ids = [text(area, "area_id") for area in subject.areas]
    keys = _keys(published.areas, "area_id")
    areas = published.areas.iloc[[keys[i] for i in ids]]
    unit = published.units.iloc[[_keys(published.units, "unit_id")[subject.unit_id]]]
    view = _view(areas if len(areas) else unit)
    drawing = Drawing(
        _WIDTH,
        view.height,
        key="map",
        title=t("Map of {name}: travel time to the nearest vårdcentral", name=subject.name),
        description=t(
            "Areas: {areas}, of these flagged: {flagged}. The table after the map lists all of "
            "them with the same numbers.",
            areas=t.number(len(ids)),
            flagged=t.number(len(subject.of_flag("flagged"))),
        ),
    )
    drawing.hatching("hatch")
    _ground(drawing, view, published)
    _areas(drawing, view, areas, subject)
    _context(drawing, view, published, subject)
    _flags(drawing, view, areas, subject)
    _sites(drawing, view, published)
    _labels(drawing, view, areas)
    _scale(drawing, view, subject)
    return UnitMap(drawing.markup(), _legend(subject))


def _keys(frame: gpd.GeoDataFrame, key: str) -> dict[str, int]:
    held = frame[key] if key in frame.columns else frame.index
    return {str(name): row for row, name in enumerate(held)}


def _view(shown: gpd.GeoDataFrame) -> _View:
    west, south, east, north = (float(side) for side in shown.total_bounds)
    if not np.isfinite([west, south, east, north]).all():
        west, south, east, north = 0.0, 0.0, 1000.0, 1000.0
    wide, tall = max(east - west, 200.0), max(north - south, 200.0)
    metres = max(wide * (1 + 2 * _MARGIN) / _WIDTH, tall * (1 + 2 * _MARGIN) / _TALLEST)
    height = int(max(tall * (1 + 2 * _MARGIN) / metres, _LOWEST))
    return _View(
        (west + east) / 2 - _WIDTH * metres / 2,
        (north + south) / 2 + height * metres / 2,
        metres,
        height,
    )


def _ground(drawing: Drawing, view: _View, published: Published) -> None:
    """Draw the neighbouring units in grey; what is left white is beyond the region."""
    drawing.layer("ground")
    for _, path in view.clip(published.units):
        drawing.add("path", "neighbour", d=path)


def _areas(drawing: Drawing, view: _View, areas: gpd.GeoDataFrame, subject: Subject) -> None:
    drawing.layer("areas")
    rows = subject.areas
    for place, shape in _thin(view, areas):
        drawing.add("path", _mark(rows[place]), d=path_data(shape), fill_rule="evenodd")


def _thin(view: _View, areas: gpd.GeoDataFrame) -> Iterator[tuple[int, BaseGeometry]]:
    """Areas of the unit in the picture's units; shared borders stay shared."""
    held = shapely.force_2d(areas.geometry.to_numpy())
    thin = shapely.coverage_simplify(held, _FINE * view.metres) if len(held) else held
    yield from enumerate(view.draw(np.asarray(thin, dtype=object)))


def _mark(area: Row) -> str:
    minutes = number(area, "minutes_median")
    return "none" if minutes is None else f"k{class_of(minutes)}"


def _context(drawing: Drawing, view: _View, published: Published, subject: Subject) -> None:
    """Draw water and roads for orientation, and the units' borders."""
    for name in ("water", "roads"):
        if name in published.background:
            drawing.layer(name)
            for _, path in view.clip(published.background[name]):
                drawing.add("path", d=path)
    drawing.layer("borders")
    own = _keys(published.units, "unit_id")[subject.unit_id]
    for row, path in view.clip(published.units):
        drawing.add("path", "own" if row == own else "", d=path)


def _flags(drawing: Drawing, view: _View, areas: gpd.GeoDataFrame, subject: Subject) -> None:
    """Outline flagged areas, a light line under the dark one so that it shows on any class."""
    flagged = {place for place, row in enumerate(subject.areas) if text(row, "flag") == "flagged"}
    shapes = [(p, path_data(shape)) for p, shape in _thin(view, areas) if p in flagged]
    for layer in ("flag-casing", "flags"):
        drawing.layer(layer)
        for _, path in shapes:
            drawing.add("path", d=path)


def _sites(drawing: Drawing, view: _View, published: Published) -> None:
    drawing.layer("sites")
    sites = published.sites
    west, south, east, north = view.frame
    for row, point in zip(sites.to_dict("records"), sites.geometry, strict=True):
        held: Row = {str(k): v for k, v in row.items()}
        if not isinstance(point, Point) or text(held, "care_type") not in VARDCENTRAL_TYPES:
            continue
        if not (west < point.x < east and south < point.y < north):
            continue
        x, y = (point.x - view.west) / view.metres, (view.north - point.y) / view.metres
        if truth(held, "gsa"):
            drawing.add("path", "gsa", d=f"M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8Z")
        else:
            drawing.add("circle", "out" if truth(held, "context") else "vc", cx=x, cy=y, r=5)


def _labels(drawing: Drawing, view: _View, areas: gpd.GeoDataFrame) -> None:
    """Number the areas that have room for it."""
    drawing.layer("numbers")
    for place, shape in _thin(view, areas):
        west, north, east, south = shape.bounds if not shape.is_empty else (0, 0, 0, 0)
        if min(east - west, south - north) >= _ROOM_FOR_NUMBER:
            spot = shape.representative_point()
            drawing.add("text", "", str(place + 1), x=spot.x, y=spot.y + 4)


def _scale(drawing: Drawing, view: _View, subject: Subject) -> None:
    """Draw a scale bar of a round number of kilometres, about a fifth of the width."""
    fits = [km for km in _STEPS_KM if km * 1000 / view.metres <= _WIDTH / 4]
    km = fits[-1] if fits else _STEPS_KM[0]
    long, low = km * 1000 / view.metres, view.height - 14
    drawing.layer("scale")
    drawing.add("rect", "plate", x=8, y=low - 22, width=long + 24, height=30)
    drawing.add("path", "", d=f"M20 {low - 5}v5h{long:.1f}v-5")
    said = subject.words.plain(km, "number")
    drawing.add("text", "", f"{said} km", x=20 + long / 2, y=low - 7, text_anchor="middle")


def _legend(subject: Subject) -> tuple[Swatch, ...]:
    """Signs of the map, with how many areas each class holds."""
    t = subject.t
    marks = [_mark(area) for area in subject.areas]
    limits = (None, *CLASS_LIMITS, None)
    steps = [
        Swatch(
            f"k{place}",
            t(
                "{name}: {n}",
                name=class_name(t, lower, upper),
                n=t.number(marks.count(f"k{place}")),
            ),
        )
        for place, (lower, upper) in enumerate(pairwise(limits))
    ]
    none = t("{name}: {n}", name=t("no time"), n=t.number(marks.count("none")))
    return (
        *steps,
        Swatch("none", none),
        Swatch("flag", t("flagged"), "line"),
        Swatch("vc", t("vårdcentral"), "dot"),
        Swatch("gsa", t("vårdcentral with GSA"), "diamond"),
        Swatch("out", t("vårdcentral beyond the region"), "ring"),
        Swatch("neighbour", t("neighbouring units")),
    )
