"""What kinds of geometry are called, and what is wrong with a polygon, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["invalid_reason", "shape_word"]

_LINE, _POINTS = Phrase(N_("line")), Phrase(N_("group of points"))
_KINDS: Mapping[str, Phrase] = {
    "Point": Phrase(N_("point")),
    "MultiPoint": _POINTS,
    "LineString": _LINE,
    "LinearRing": _LINE,
    "MultiLineString": Phrase(N_("group of lines")),
    "GeometryCollection": Phrase(N_("mixture of geometries")),
    "Polygon": Phrase(N_("polygon")),
    "MultiPolygon": Phrase(N_("group of polygons")),
}
_NESTED = Phrase(N_("its parts lie within each other"))
_REASONS: Mapping[str, Phrase] = {
    "Self-intersection": Phrase(N_("its border crosses itself")),
    "Ring Self-intersection": Phrase(N_("its border touches itself")),
    "Too few points in geometry component": Phrase(N_("its border has too few corners")),
    "Hole lies outside shell": Phrase(N_("a hole lies outside it")),
    "Holes are nested": _NESTED,
    "Nested shells": _NESTED,
    "Interior is disconnected": Phrase(N_("holes cut it in two")),
    "Duplicate Rings": Phrase(N_("a part stands twice")),
    "Valid Geometry": Phrase(N_("it has no area")),
}


def shape_word(kind: str) -> str:
    """Word for a kind of geometry, as the geometry library names it.

    Examples
    --------
    >>> shape_word("LineString"), shape_word("Tin")
    ('line', 'Tin')
    """
    return _KINDS.get(kind, kind)


def invalid_reason(said: str) -> tuple[str, ...]:
    """Say why a polygon is invalid, and at which place where that was told.

    Parameters
    ----------
    said
        What the geometry library says.

    Examples
    --------
    >>> invalid_reason("Self-intersection[600005 6700005]")
    ('its border crosses itself', '600005 6700005')
    """
    kind, _, place = said.partition("[")
    return tuple(part for part in (_REASONS.get(kind, kind), place.removesuffix("]")) if part)
