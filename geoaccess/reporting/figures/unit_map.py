"""The map of one unit, and a second one closer up where its small areas lie too dense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd

from geoaccess.reporting.blocks import Swatch
from geoaccess.reporting.figures.map_layers import MapLayers, travel_mark
from geoaccess.reporting.figures.svg import Drawing
from geoaccess.reporting.figures.view import WIDTH, view_of
from geoaccess.reporting.rows import text
from geoaccess.result.time_classes import TIME_LABELS

if TYPE_CHECKING:
    from markupsafe import Markup

    from geoaccess.reporting.figures.view import View
    from geoaccess.reporting.subject import Subject
    from geoaccess.result.published import Published

__all__ = ["UnitMap", "draw_unit"]

_DENSE = 4
_MUCH_CLOSER = 0.6


@dataclass(frozen=True, slots=True)
class UnitMap:
    """The drawing, one closer up where it is needed, and what their signs mean."""

    svg: Markup
    legend: tuple[Swatch, ...]
    closer: Markup | None = None


def draw_unit(published: Published, subject: Subject) -> UnitMap:
    """Draw the map of one unit; the table beside it is its equivalent."""
    ids = [text(area, "area_id") for area in subject.areas]
    rows = _rows(published.areas, "area_id")
    areas = gpd.GeoSeries(published.areas.geometry.iloc[[rows[area] for area in ids]])
    own = _rows(published.units, "unit_id")[subject.unit_id]
    shown = areas if len(areas) else gpd.GeoSeries(published.units.geometry.iloc[[own]])
    view = view_of(_bounds(shown))
    title = subject.t("Map of {name}: travel time to the nearest vårdcentral", name=subject.name)
    drawing, crowded = _draw(published, subject, areas, own, view, "map", title)
    legend = _legend(subject)
    if len(crowded) < _DENSE:
        return UnitMap(drawing.markup(), legend)
    near = view_of(_bounds(gpd.GeoSeries(areas.iloc[crowded])))
    if near.metres > _MUCH_CLOSER * view.metres:
        return UnitMap(drawing.markup(), legend)
    title = subject.t("Closer map of the small areas of {name}", name=subject.name)
    closer, _ = _draw(published, subject, areas, own, near, "closer", title)
    return UnitMap(drawing.markup(), legend, closer.markup())


def _draw(
    published: Published,
    subject: Subject,
    areas: gpd.GeoSeries,
    own: int,
    view: View,
    key: str,
    title: str,
) -> tuple[Drawing, list[int]]:
    """One picture, and the areas that had no room for their number."""
    t = subject.t
    said = t(
        "Areas: {areas}, of these flagged: {flagged}. The table after the map lists all of them "
        "with the same numbers.",
        areas=t.number(len(subject.areas)),
        flagged=t.number(len(subject.of_flag("flagged"))),
    )
    drawing = Drawing(WIDTH, view.height, key=key, title=title, description=said)
    drawing.hatching(f"{key}-hatch")
    layers = MapLayers(drawing, view, published, subject)
    shapes = view.coverage(areas)
    layers.neighbours()
    layers.areas(shapes)
    layers.background()
    layers.borders(own)
    layers.flags(shapes)
    sites = layers.sites()
    crowded = layers.numbers(shapes, sites)
    layers.scale()
    return drawing, crowded


def _rows(frame: gpd.GeoDataFrame, key: str) -> dict[str, int]:
    held = frame[key] if key in frame.columns else frame.index
    return {str(name): row for row, name in enumerate(held)}


def _bounds(shapes: gpd.GeoSeries) -> tuple[float, float, float, float]:
    west, south, east, north = (float(side) for side in shapes.total_bounds)
    return west, south, east, north


def _legend(subject: Subject) -> tuple[Swatch, ...]:
    """Signs of the map, with how many areas each class holds."""
    t = subject.t
    marks = [travel_mark(area) for area in subject.areas]
    steps = [(f"k{place}", t(label)) for place, label in enumerate(TIME_LABELS)]
    return (
        *(
            Swatch(mark, t("{name}: {n}", name=name, n=t.number(marks.count(mark))))
            for mark, name in (*steps, ("none", t("no time")))
        ),
        Swatch("flag", t("flagged"), "line"),
        Swatch("vc", t("vårdcentral"), "dot"),
        Swatch("gsa", t("vårdcentral with GSA"), "diamond"),
        Swatch("out", t("vårdcentral beyond the region"), "ring"),
        Swatch("neighbour", t("neighbouring units")),
    )
