"""Streets out of OpenStreetMap files (``.osm.pbf``, ``.osm``), through pyosmium."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import osmium

from geoaccess.errors import InputError
from geoaccess.sources.streets.model import CONDITIONAL_TAGS, NODE_TAGS, WAY_TAGS
from geoaccess.sources.streets.signs import SIGN_TAGS, sign_of
from geoaccess.sources.streets.turns import RESTRICTIONS, turn_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Bounds, Tags, Turn

__all__ = ["RawStreets", "read_osm"]

# libosmium's mark for a node that the file does not hold; places are whole 1e-7 degrees.
_NO_PLACE = 2**31 - 1
_DEGREES = 1e-7
_LOOKED_AT = WAY_TAGS | CONDITIONAL_TAGS
# What libosmium raises on bad bytes, numbers, coordinates and text.
_DAMAGE = (RuntimeError, ValueError, OverflowError, osmium.InvalidLocationError)


@dataclass(slots=True)
class RawStreets:
    """Ways that are streets or ferries, in degrees: a row per node of a way, way after way.

    Turns are by the file's own numbers of ways and nodes; `other_restrictions` are those that
    cannot be kept to, `conditional_ways` the numbers of ways with a rule that holds at times only.
    `box` is west, south, east, north of what the file says it holds whole.
    """

    ref: array[int] = field(default_factory=lambda: array("q"))
    lon: array[int] = field(default_factory=lambda: array("i"))
    lat: array[int] = field(default_factory=lambda: array("i"))
    nodes_of_way: array[int] = field(default_factory=lambda: array("i"))
    way_tags: list[Tags] = field(default_factory=list)
    way_ids: array[int] = field(default_factory=lambda: array("q"))
    conditional_ways: array[int] = field(default_factory=lambda: array("q"))
    barriers: dict[int, Tags] = field(default_factory=dict)
    signs: dict[int, Tags] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    other_restrictions: int = 0
    box: Bounds | None = None

    def degrees(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitude and latitude per row; NaN where the file lacks the node."""
        lon, lat = np.array(self.lon), np.array(self.lat)
        missing = (lon == _NO_PLACE) | (lat == _NO_PLACE)
        return np.where(missing, np.nan, lon * _DEGREES), np.where(missing, np.nan, lat * _DEGREES)


class _Said(NamedTuple):
    """What is kept of a way's tags, and whether others hold on a condition."""

    tags: Tags
    is_conditional: bool


def read_osm(path: Path, kind: Literal["pbf", "xml"], name: str) -> RawStreets:
    """Gather the streets and ferries of a file.

    Parameters
    ----------
    path
        The file.
    kind
        What its content says it is; the file's name does not matter.
    name
        What to call it in messages.

    Raises
    ------
    InputError
        If the file is damaged or breaks off, holds several versions of its objects, or has no
        ways or no streets.
    """
    given = osmium.io.File(str(path), "pbf" if kind == "pbf" else "osm")
    raw = RawStreets()
    try:
        file = osmium.FileProcessor(given).with_locations()
        if file.header.has_multiple_object_versions:
            raise InputError.of("GA-S013", file=name)
        raw.box = _box(file.header.box())
        wanted = osmium.filter.KeyFilter("highway", "route", "barrier", *RESTRICTIONS)
        _gather(file.with_filter(wanted), raw)
        if not raw.way_ids:
            has_ways = any(True for _ in osmium.FileProcessor(given, osmium.osm.WAY))
            raise InputError.of("GA-S006" if has_ways else "GA-S005", file=name)
    except InputError:
        raise
    except _DAMAGE as broken:
        raise InputError.of("GA-S004", file=name, reason=str(broken)) from broken
    return raw


def _box(said: osmium.osm.Box) -> Bounds | None:
    """What the head of a file says of its extent, if it says anything."""
    if not said.valid():
        return None
    low, high = said.bottom_left, said.top_right
    return (low.lon, low.lat, high.lon, high.lat)


def _gather(items: Iterable[Any], raw: RawStreets) -> None:
    # Most ways share their tags with many others: one mapping for all of them.
    shared: dict[tuple[tuple[str, str], ...], _Said] = {}
    for item in items:
        if item.deleted or not item.visible:
            continue
        if item.is_way():
            _gather_way(item, raw, shared)
        elif item.is_node():
            _gather_node(item, raw)
        elif item.is_relation() and any(key in item.tags for key in RESTRICTIONS):
            turn = turn_of(
                {tag.k: tag.v for tag in item.tags},
                [(member.role, member.type, member.ref) for member in item.members],
            )
            if turn is None:
                raw.other_restrictions += 1
            else:
                raw.turns.append(turn)


def _gather_node(node: Any, raw: RawStreets) -> None:  # noqa: ANN401 -- as a way, below
    tags = dict(node.tags)
    if "barrier" in tags:
        raw.barriers[node.id] = {key: tags[key] for key in tags if key in NODE_TAGS}
    if sign_of(tags) is not None:
        raw.signs[node.id] = {key: tags[key] for key in tags if key in SIGN_TAGS}


def _gather_way(
    way: Any,  # noqa: ANN401 -- osmium's objects live only while they are looked at
    raw: RawStreets,
    shared: dict[tuple[tuple[str, str], ...], _Said],
) -> None:
    tags = tuple([tag for tag in way.tags if tag[0] in _LOOKED_AT])
    if tags not in shared:
        shared[tags] = _said(dict(tags))
    held, is_conditional = shared[tags]
    if "highway" not in held and held.get("route") != "ferry":
        return
    nodes = list(way.nodes)
    places = [node.location for node in nodes]
    raw.ref.extend([node.ref for node in nodes])
    raw.lon.extend([place.x for place in places])
    raw.lat.extend([place.y for place in places])
    raw.nodes_of_way.append(len(nodes))
    raw.way_tags.append(held)
    raw.way_ids.append(way.id)
    if is_conditional:
        raw.conditional_ways.append(way.id)


def _said(tags: Tags) -> _Said:
    kept = {key: value for key, value in tags.items() if key in WAY_TAGS}
    return _Said(kept, is_conditional=len(kept) < len(tags))
