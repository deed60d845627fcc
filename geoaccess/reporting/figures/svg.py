"""SVG elements built one by one, so that a name can never become markup."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markupsafe import Markup
from shapely import LineString, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

__all__ = ["Drawing", "path_data"]


class Drawing:
    """An SVG picture with a title and a description for those who do not see it.

    Examples
    --------
    >>> drawing = Drawing(100, 50, key="map", title="A <b>map</b>", description="Two areas.")
    >>> drawing.add("rect", "water", x=0, y=0, width=10, height=10)
    >>> "&lt;b&gt;" in drawing.markup() and "<b>" not in drawing.markup()
    True
    """

    def __init__(self, width: int, height: int, *, key: str, title: str, description: str) -> None:
        self._root = ET.Element(
            "svg",
            {
                "class": key,
                "viewBox": f"0 0 {width} {height}",
                "role": "img",
                "aria-labelledby": f"{key}-title {key}-desc",
                "xmlns": "http://www.w3.org/2000/svg",
            },
        )
        self._say("title", f"{key}-title", title)
        self._say("desc", f"{key}-desc", description)
        self._layer = self._root

    def _say(self, tag: str, key: str, said: str) -> None:
        ET.SubElement(self._root, tag, {"id": key}).text = said

    def layer(self, mark: str) -> None:
        """Put what is added next into a group of its own."""
        self._layer = ET.SubElement(self._root, "g", {"class": mark})

    def add(self, tag: str, mark: str = "", said: str = "", **attributes: float | str) -> None:
        """Add one element; `mark` is a class of the style sheet, `said` its text."""
        given = {"class": mark} if mark else {}
        given |= {name.replace("_", "-"): _written(value) for name, value in attributes.items()}
        ET.SubElement(self._layer, tag, given).text = said or None

    def hatching(self, key: str) -> None:
        """Define a diagonal hatching that shapes may be filled with."""
        held = ET.SubElement(ET.SubElement(self._root, "defs"), "pattern")
        held.attrib |= {
            "id": key,
            "width": "6",
            "height": "6",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        }
        ET.SubElement(held, "rect", {"width": "6", "height": "6", "class": "hatch-ground"})
        ET.SubElement(held, "path", {"d": "M0 0V6", "class": "hatch-line"})

    def markup(self) -> Markup:
        """The picture, safe to put on a page: every text in it was escaped on the way."""
        return Markup(ET.tostring(self._root, encoding="unicode"))  # noqa: S704 -- escaped by ET


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def path_data(geometry: BaseGeometry) -> str:
    """Path of a polygon, line or collection of them, a tenth of a unit fine.

    Examples
    --------
    >>> from shapely import box
    >>> path_data(box(0, 0, 10, 5.25))
    'M10 0L10 5.2L0 5.2L0 0Z'
    """
    return "".join(_ring(points, closed=closed) for points, closed in _rings(geometry))


def _rings(geometry: BaseGeometry) -> Iterable[tuple[list[tuple[float, ...]], bool]]:
    if geometry.is_empty:
        return
    if isinstance(geometry, Polygon):
        for ring in (geometry.exterior, *geometry.interiors):
            yield list(ring.coords), True
    elif isinstance(geometry, LineString):
        yield list(geometry.coords), False
    else:
        for part in getattr(geometry, "geoms", ()):
            yield from _rings(part)


def _ring(points: list[tuple[float, ...]], *, closed: bool) -> str:
    corners = list(dict.fromkeys(f"{_written(x)} {_written(y)}" for x, y, *_ in points))
    if len(corners) < (3 if closed else 2):
        return ""
    return "M" + "L".join(corners) + ("Z" if closed else "")
