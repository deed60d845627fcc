"""Read a street file, whichever of the formats it is, and refuse what is not whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely

from geoaccess.errors import InputError, NoticeList
from geoaccess.memory import require_memory
from geoaccess.messages import N_, Phrase
from geoaccess.sources.opening import opened_or_refused
from geoaccess.sources.streets.extent import extent_of
from geoaccess.sources.streets.graphml import read_graphml
from geoaccess.sources.streets.model import Streets
from geoaccess.sources.streets.osm import RawStreets, read_osm
from geoaccess.sources.streets.osmnx_graph import from_plain_graph
from geoaccess.sources.streets.sniff import sniff_streets
from geoaccess.sources.streets.turns import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Bounds

__all__ = ["read_streets"]

# Measured: what reading takes at its peak, per byte of the file (compressed, or text).
_BYTES_PER_BYTE = {"pbf": 30, "xml": 6, "graphml": 10}
_READING = Phrase(N_("Reading the streets"))
_SMALLER_EXTRACT = Phrase(
    N_(
        "Cut the extract to the region and as far around it as half of the longest trip, such as"
        " with osmium extract --set-bounds."
    )
)
# Below this share of the study's extent the extract is likely of some other place.
_WORTH_SAYING = 0.5


def read_streets(
    path: Path,
    crs: str,
    *,
    keep: Bounds | None = None,
    around: Bounds | None = None,
    name: str | None = None,
) -> Streets:
    """Read streets from an OpenStreetMap extract or an OSMnx GraphML file.

    The content decides how the file is read, not its name. Barriers on nodes and restrictions of
    turns over a node are kept; other restrictions of turns are counted in a notice.

    Parameters
    ----------
    path
        ``.osm.pbf``, ``.osm`` or GraphML.
    crs
        The study's projected coordinate system.
    keep
        West, south, east, north of the study in metres: ways wholly outside are left out.
    around
        Holds `keep`: ways are kept as far as this, for trips may leave a region and come back.
    name
        What to call the file in messages.

    Raises
    ------
    InputError
        If the file is not what it should be, breaks off, has no streets, or none within `keep`.
    """
    called = path.name if name is None else name
    with opened_or_refused(called):
        return _read(path, crs, keep, around or keep, called)


def _read(path: Path, crs: str, keep: Bounds | None, around: Bounds | None, called: str) -> Streets:
    kind = sniff_streets(path, called)
    needed = _BYTES_PER_BYTE[kind] * path.stat().st_size
    require_memory(needed, _READING, _SMALLER_EXTRACT, file=called)
    if kind == "graphml":
        streets = from_plain_graph(read_graphml(path, called), crs, called)
        box = None
    else:
        raw = read_osm(path, kind, called)
        streets, box = _project(raw, crs, called), raw.box
    streets = replace(streets, covered=extent_of(streets.bounds, box, crs))
    if keep is None or around is None:
        return streets
    return _within(streets, keep, around, called)


def _project(raw: RawStreets, crs: str, name: str) -> Streets:
    """Number the nodes, drop what the file lacks, and go from degrees to metres."""
    found = NoticeList()
    lon, lat = raw.degrees()
    ids, first, node = np.unique(
        np.array(raw.ref, dtype=np.int64), return_index=True, return_inverse=True
    )
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    x, y = to_metres.transform(lon[first], lat[first])
    known = np.isfinite(x) & np.isfinite(y)

    way = np.repeat(np.arange(len(raw.way_ids)), raw.nodes_of_way)
    joined = (way[1:] == way[:-1]) & (node[1:] != node[:-1])
    whole = joined & known[node[1:]] & known[node[:-1]]
    if not known.all():
        lost = np.unique(way[1:][joined & ~whole]).size
        found.add("GA-S010", file=name, nodes=int((~known).sum()), ways=int(lost))
    if not whole.any():
        raise InputError.of("GA-S017", file=name)
    nodes = _places(chain(raw.barriers, raw.signs, (turn.via for turn in raw.turns)), ids)
    wanted = {way for turn in raw.turns for way in (turn.from_way, turn.to_way)}
    ways = {way: place for place, way in enumerate(raw.way_ids) if way in wanted}
    turns = numbered(raw.turns, ways, nodes)
    left_out = raw.other_restrictions + len(raw.turns) - len(turns)
    if left_out:
        found.add("GA-S011", file=name, n=left_out)
    if raw.conditional_ways:
        of_them = raw.conditional_ways
        found.add("GA-S570", file=name, n=len(of_them), example=str(of_them[0]))

    streets = Streets(
        node_x=np.asarray(x),
        node_y=np.asarray(y),
        way_tags=tuple(raw.way_tags),
        way_ids=np.array(raw.way_ids, dtype=np.int64),
        segment_from=node[:-1][whole],
        segment_to=node[1:][whole],
        segment_way=way[:-1][whole],
        node_barrier={nodes[i]: tags for i, tags in raw.barriers.items() if i in nodes},
        node_sign={nodes[i]: tags for i, tags in raw.signs.items() if i in nodes},
        turns=turns,
        notices=tuple(found),
    )
    return _only(streets, np.ones(len(streets.segment_way), dtype=np.bool_))


def _within(streets: Streets, keep: Bounds, around: Bounds, name: str) -> Streets:
    """Leave out the ways wholly outside `around`, and say when little or nothing is in `keep`."""
    west, south, east, north = keep
    x, y = streets.node_x, streets.node_y
    if not _overlap(streets, keep).any():
        raise InputError.of(
            "GA-S007", file=name, streets=_written(streets.bounds), study=_written(keep)
        )
    way_inside = np.zeros(len(streets.way_tags), dtype=np.bool_)
    way_inside[streets.segment_way[_overlap(streets, around)]] = True
    kept = _only(streets, way_inside[streets.segment_way])

    found = NoticeList(kept.notices)
    wide = min(east, float(x.max())) - max(west, float(x.min()))
    high = min(north, float(y.max())) - max(south, float(y.min()))
    extent = (east - west) * (north - south)
    share = wide * high / extent if extent > 0 else 1.0
    if share < _WORTH_SAYING:
        found.add("GA-S012", file=name, percent=round(100 * share))
    covered = None
    if kept.covered is not None:
        covered = shapely.intersection(kept.covered, shapely.box(*around))
    return replace(kept, covered=covered, notices=tuple(found))


def _overlap(streets: Streets, box: Bounds) -> NDArray[np.bool_]:
    west, south, east, north = box
    (x0, x1), (y0, y1) = (
        (values[streets.segment_from], values[streets.segment_to])
        for values in (streets.node_x, streets.node_y)
    )
    beside = (np.maximum(x0, x1) < west) | (np.minimum(x0, x1) > east)
    above = (np.maximum(y0, y1) < south) | (np.minimum(y0, y1) > north)
    return ~(beside | above)


def _only(streets: Streets, segments: NDArray[np.bool_]) -> Streets:
    """Some of the segments, with the nodes and ways they need, numbered anew."""
    start, end = streets.segment_from[segments], streets.segment_to[segments]
    nodes = np.unique(np.concatenate([start, end]))
    ways = np.unique(streets.segment_way[segments])
    turns = streets.turns
    of_turns = (turn.via for turn in turns)
    new_node = _places(chain(streets.node_barrier, streets.node_sign, of_turns), nodes)
    new_way = _places((way for turn in turns for way in (turn.from_way, turn.to_way)), ways)
    return Streets(
        node_x=streets.node_x[nodes],
        node_y=streets.node_y[nodes],
        way_tags=tuple(streets.way_tags[way] for way in ways),
        way_ids=streets.way_ids[ways],
        segment_from=np.searchsorted(nodes, start),
        segment_to=np.searchsorted(nodes, end),
        segment_way=np.searchsorted(ways, streets.segment_way[segments]),
        node_barrier={
            new_node[node]: tags for node, tags in streets.node_barrier.items() if node in new_node
        },
        node_sign={
            new_node[node]: tags for node, tags in streets.node_sign.items() if node in new_node
        },
        turns=numbered(turns, new_way, new_node),
        covered=streets.covered,
        notices=streets.notices,
    )


def _places(wanted: Iterable[int], kept: NDArray[np.int64]) -> dict[int, int]:
    """Where numbers stand among those kept (ascending); without those that are not kept.

    Only what is wanted is looked up: a country's nodes are too many for a dictionary.
    """
    numbers = np.array(sorted(set(wanted)), dtype=np.int64)
    place = np.minimum(np.searchsorted(kept, numbers), len(kept) - 1)
    stays = kept[place] == numbers
    return dict(zip(numbers[stays].tolist(), place[stays].tolist(), strict=True))


def _written(bounds: Bounds) -> str:
    west, south, east, north = (round(value) for value in bounds)
    return f"{west}-{east} E, {south}-{north} N"
