"""What the map of a unit draws, layer by layer, from the ground up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import Point, Polygon

from geoaccess.reporting.figures.svg import path_data
from geoaccess.reporting.figures.view import WIDTH
from geoaccess.reporting.rows import number, records, text, truth
from geoaccess.result.time_classes import classify
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geoaccess.reporting.figures.svg import Drawing
    from geoaccess.reporting.figures.view import View
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject
    from geoaccess.result.published import Published

__all__ = ["MapLayers", "travel_mark"]

_ROOM_FOR_NUMBER = 16
_NUMBER_WIDTH, _NUMBER_HEIGHT = 17, 12
_SITE = 12
_LETTER = 7.2
_STEPS_KM = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
_SCALE_BOX = (190, 46)

Spot = tuple[float, float]


def travel_mark(area: Row) -> str:
    """Class of the style sheet for an area's travel time."""
    minutes = number(area, "minutes_median")
    return "none" if minutes is None else f"k{classify(minutes)}"


class MapLayers:
    """The layers of one picture."""

    def __init__(
        self, drawing: Drawing, view: View, published: Published, subject: Subject
    ) -> None:
        self._drawing = drawing
        self._view = view
        self._published = published
        self._subject = subject
        self._units = tuple(view.clip(published.units))

    def neighbours(self) -> None:
        """Draw all units in grey; what stays white lies beyond the region."""
        self._drawing.layer("ground")
        for _, path in self._units:
            self._drawing.add("path", "neighbour", d=path)

    def areas(self, shapes: Sequence[BaseGeometry]) -> None:
        """Fill the unit's areas by their travel time."""
        self._drawing.layer("areas")
        for area, shape in zip(self._subject.areas, shapes, strict=True):
            self._drawing.add("path", travel_mark(area), d=path_data(shape), fill_rule="evenodd")

    def background(self) -> None:
        """Draw water and roads for orientation."""
        for name in ("water", "roads"):
            if name in self._published.background:
                self._drawing.layer(name)
                for _, path in self._view.clip(self._published.background[name]):
                    self._drawing.add("path", d=path)

    def borders(self, own: int) -> None:
        """Draw the units' borders, the own one last and strongest, and the neighbours' names."""
        units = self._published.units
        self._drawing.layer("borders")
        for row, path in sorted(self._units, key=lambda found: found[0] == own):
            self._drawing.add("path", "own" if row == own else "", d=path)
        self._drawing.layer("names")
        names = [text(row, "name") for row in records(units, only=["name"])]
        shapes = units.geometry
        for row in sorted(units.sindex.query(shapely.box(*self._view.frame)).tolist()):
            if row != own:
                self._name(shapes.iloc[row], names[row])

    def _name(self, unit: BaseGeometry, name: str) -> None:
        """Name a neighbour where there is room for it."""
        seen = shapely.clip_by_rect(unit, *self._view.frame)
        parts = [part for part in shapely.get_parts(seen) if isinstance(part, Polygon)]
        if not parts:
            return
        largest = max(parts, key=lambda part: part.area)
        west, _, east, _ = largest.bounds
        inside = shapely.maximum_inscribed_circle(largest, tolerance=self._view.metres * 4)
        x, y = self._view.place(*inside.coords[0][:2])
        half = len(name) * _LETTER / 2
        has_room = (
            east - west
        ) / self._view.metres >= 2 * half and inside.length / self._view.metres >= _ROOM_FOR_NUMBER
        on_scale = x - half < _SCALE_BOX[0] and y > self._view.height - _SCALE_BOX[1]
        if has_room and not on_scale:
            spot = min(max(x, half), WIDTH - half)
            self._drawing.add("text", "", name, x=spot, y=y)

    def flags(self, shapes: Sequence[BaseGeometry]) -> None:
        """Outline flagged areas, a light line under the dark one so that it shows on any class."""
        paths = [
            path_data(shape)
            for area, shape in zip(self._subject.areas, shapes, strict=True)
            if text(area, "flag") == "flagged"
        ]
        for layer in ("flag-casing", "flags"):
            self._drawing.layer(layer)
            for path in paths:
                self._drawing.add("path", d=path)

    def sites(self) -> list[Spot]:
        """Draw the vårdcentraler in view, and say where they are in the picture."""
        self._drawing.layer("sites")
        west, south, east, north = self._view.frame
        placed: list[Spot] = []
        sites = self._published.sites
        told = records(sites, only=["care_type", "gsa", "context"])
        for site, point in zip(told, sites.geometry, strict=True):
            if not isinstance(point, Point) or text(site, "care_type") not in VARDCENTRAL_TYPES:
                continue
            if west < point.x < east and south < point.y < north:
                placed.append(self._view.place(point.x, point.y))
                self._site(site, *placed[-1])
        return placed

    def _site(self, site: Row, x: float, y: float) -> None:
        if truth(site, "gsa"):
            self._drawing.add("path", "gsa", d=f"M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8Z")
        else:
            mark = "out" if truth(site, "context") else "vc"
            self._drawing.add("circle", mark, cx=x, cy=y, r=5)

    def numbers(self, shapes: Sequence[BaseGeometry], sites: Sequence[Spot]) -> list[int]:
        """Number the areas, flagged ones first; give back those that had no room."""
        self._drawing.layer("numbers")
        flags = [text(area, "flag") != "flagged" for area in self._subject.areas]
        taken: list[Spot] = []
        crowded = []
        for place in sorted(range(len(shapes)), key=lambda p: (flags[p], p)):
            spot = _spot(shapes[place], sites, taken)
            if spot is None:
                crowded.append(place)
                continue
            taken.append(spot)
            self._drawing.add("text", "", str(place + 1), x=spot[0], y=spot[1] + 4)
        return crowded

    def scale(self) -> None:
        """Draw a scale bar of a round number of kilometres, at most a quarter of the width."""
        metres, height = self._view.metres, self._view.height
        fits = [km for km in _STEPS_KM if km * 1000 / metres <= WIDTH / 4]
        km = fits[-1] if fits else _STEPS_KM[0]
        long, low = km * 1000 / metres, height - 14
        self._drawing.layer("scale")
        self._drawing.add("rect", "plate", x=8, y=low - 22, width=long + 24, height=30)
        self._drawing.add("path", "", d=f"M20 {low - 5}v5h{long:.1f}v-5")
        said = f"{self._subject.words.plain(km, 'number')} km"
        self._drawing.add("text", "", said, x=20 + long / 2, y=low - 7, text_anchor="middle")


def _spot(shape: BaseGeometry, sites: Sequence[Spot], taken: Sequence[Spot]) -> Spot | None:
    """Where an area's number fits: inside it, or just below a site; None where it does not."""
    if shape.is_empty:
        return None
    west, north, east, south = shape.bounds
    if min(east - west, south - north) < _ROOM_FOR_NUMBER:
        return None
    point = shape.representative_point()
    for spot in ((point.x, point.y), (point.x, point.y + _SITE), (point.x, point.y - _SITE)):
        on_site = any(abs(x - spot[0]) < _SITE and abs(y - spot[1]) < _SITE for x, y in sites)
        on_other = any(
            abs(x - spot[0]) < _NUMBER_WIDTH and abs(y - spot[1]) < _NUMBER_HEIGHT for x, y in taken
        )
        in_sight = _SITE < spot[0] < WIDTH - _SITE and max(north, 0) < spot[1] < south
        if in_sight and not on_site and not on_other and shape.contains(Point(spot)):
            return spot
    return None
