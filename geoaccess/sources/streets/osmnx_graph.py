"""Streets out of a graph that OSMnx made, in memory or read from its GraphML."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.streets.model import (
    ACCESS_TAGS,
    CONDITIONAL_TAGS,
    NODE_TAGS,
    WAY_TAGS,
    Streets,
)
from geoaccess.sources.streets.signs import SIGN_TAGS, sign_of
from geoaccess.sources.streets.turns import TURNS, numbered, turns_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    from numpy.typing import NDArray

    from geoaccess.sources.streets.graphml import PlainGraph
    from geoaccess.sources.streets.model import Tags, Turn

__all__ = ["from_osmnx", "from_plain_graph"]

_TRUE = frozenset({"true", "yes", "1"})
# A graph this large without a single one-way street was made for walking.
_LARGE_GRAPH = 500
_LACKING = (
    KeyError, TypeError, ValueError, OverflowError, CRSError, shapely.errors.GEOSException,
)  # fmt: skip
_Edge = tuple[Hashable, Hashable, Mapping[str, Any]]


def from_osmnx(graph: nx.MultiDiGraph[Any], crs: str) -> Streets:
    """Streets of an OSMnx graph; the graph is not changed.

    A street that may be used both ways stands twice in such a graph and becomes one way here. Of
    several values on one simplified edge (``["residential", "tertiary"]``) all are kept, separated
    by ``;`` as OpenStreetMap does: who reads them decides. Those of access are separated by ``|``:
    there a ``;`` would let in whom any of them lets in.

    Parameters
    ----------
    graph
        As ``osmnx.graph_from_place`` and its like return it, projected or not.
    crs
        The study's coordinate system.

    Raises
    ------
    InputError
        If nodes lack ``x`` and ``y``, or the graph does not say its coordinate system.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph(crs="EPSG:3006")
    >>> graph.add_node(1, x=500000.0, y=6500000.0)
    >>> graph.add_node(2, x=500100.0, y=6500000.0)
    >>> both = {"osmid": 7, "highway": "residential", "oneway": False}
    >>> _ = graph.add_edge(1, 2, **both, reversed=False)
    >>> _ = graph.add_edge(2, 1, **both, reversed=True)
    >>> from_osmnx(graph, "EPSG:3006").way_tags
    ({'highway': 'residential', 'oneway': 'no'},)
    """
    edges = ((u, v, data) for u, v, data in graph.edges(data=True))
    nodes = {node: dict(data) for node, data in graph.nodes(data=True)}
    return _streets(nodes, edges, graph.graph, crs, "")


def from_plain_graph(graph: PlainGraph, crs: str, name: str) -> Streets:
    """Streets of a graph read from GraphML; see `from_osmnx`."""
    return _streets(dict(graph.nodes), graph.edges, graph.attributes, crs, name)


def _streets(
    nodes: Mapping[Any, Mapping[str, Any]],
    edges: Iterable[_Edge],
    said: Mapping[str, Any],
    crs: str,
    name: str,
) -> Streets:
    index = {node: number for number, node in enumerate(nodes)}
    try:
        to_study = pyproj.Transformer.from_crs(said.get("crs"), crs, always_xy=True)
        x = np.array([float(data["x"]) for data in nodes.values()], dtype=np.float64)
        y = np.array([float(data["y"]) for data in nodes.values()], dtype=np.float64)
        turns = turns_in(str(said.get(TURNS, "[]")))
        drawn = _once(edges, index)
        shapes = [_shape(street, x, y) for street in drawn]
    except _LACKING as lacking:
        raise InputError.of("GA-S014", file=name, reason=str(lacking)) from lacking
    if not all(np.isfinite(shape).all() for shape in shapes):
        raise InputError.of("GA-S014", file=name, reason="x, y")
    if not drawn:
        raise InputError.of("GA-S006", file=name)

    between = [shape[1:-1] for shape in shapes]
    extra = np.concatenate([np.empty((0, 2)), *between])
    node_x, node_y = to_study.transform(
        np.concatenate([x, extra[:, 0]]), np.concatenate([y, extra[:, 1]])
    )
    segment_from, segment_to, segment_way = _chain(drawn, between, first=len(x))
    of_way = {street.way: street for street in drawn}
    return Streets(
        node_x=np.asarray(node_x),
        node_y=np.asarray(node_y),
        way_tags=tuple(street.tags for street in of_way.values()),
        way_ids=np.array([_way_id(street.osmid) for street in of_way.values()], dtype=np.int64),
        segment_from=segment_from,
        segment_to=segment_to,
        segment_way=segment_way,
        node_barrier={
            index[node]: {key: str(data[key]) for key in NODE_TAGS & data.keys()}
            for node, data in nodes.items()
            if "barrier" in data
        },
        node_sign={
            index[node]: {key: str(data[key]) for key in SIGN_TAGS & data.keys()}
            for node, data in nodes.items()
            if sign_of({key: str(data[key]) for key in SIGN_TAGS & data.keys()}) is not None
        },
        turns=_turns(turns, index, list(of_way.values())),
        notices=tuple(_told(drawn, name)),
    )


def _turns(
    turns: list[Turn], index: Mapping[Hashable, int], of_way: list[_Street]
) -> tuple[Turn, ...]:
    """A graph's turns by places of nodes and ways; labels are text in GraphML."""
    if not turns:
        return ()
    nodes = {int(str(label)): place for label, place in index.items() if str(label).isdigit()}
    ways = {_way_id(street.osmid): place for place, street in enumerate(of_way)}
    return numbered(turns, ways, nodes)


class _Street(NamedTuple):
    """An edge in the direction it is drawn, and which of the ways it is a part of."""

    start: int
    end: int
    osmid: object
    line: shapely.Geometry | None
    tags: Tags
    way: int
    is_conditional: bool


def _once(edges: Iterable[_Edge], index: Mapping[Hashable, int]) -> list[_Street]:
    """Each street once, as drawn; those of one way follow each other.

    A ferry says how long its whole way takes: the edges it was cut into must stay one way.
    """
    kept: dict[Hashable, _Street] = {}
    shared: dict[Hashable, Tags] = {}
    ways: dict[Hashable, int] = {}
    for number, (u, v, data) in enumerate(sorted(edges, key=_place)):
        if "highway" not in data and data.get("route") != "ferry":
            continue
        is_reversed = _is_true(data.get("reversed"))
        start, end = (index[v], index[u]) if is_reversed else (index[u], index[v])
        tags = _tags(data)
        said = tuple(tags.items())
        called, length = str(data.get("osmid")), round(float(data.get("length", 0)), 3)
        # Both directions of a street are one; so is the way against a one-way and the way along.
        key: Hashable = (start, end, called, length, said)
        if not _is_true(data.get("oneway")):
            key = (min(start, end), max(start, end), called, length)
        if key in kept and is_reversed:
            continue
        way = ways.setdefault((called, said) if "osmid" in data else number, len(ways))
        tags = shared.setdefault(said, tags)
        line = _line(data.get("geometry"))
        line = shapely.reverse(line) if line is not None and is_reversed else line
        is_conditional = any(_text(data[tag]) for tag in CONDITIONAL_TAGS & data.keys())
        kept[key] = _Street(start, end, data.get("osmid"), line, tags, way, is_conditional)
    return sorted(kept.values(), key=lambda street: street.way)


def _place(edge: _Edge) -> int:
    """Where the edge was among the segments it was made of, if this is a graph of ours."""
    return int(edge[2].get("geoaccess_segment", 0))


def _line(drawn: Any) -> shapely.Geometry | None:  # noqa: ANN401 -- what a graph's user put there
    return shapely.from_wkt(drawn) if isinstance(drawn, str) else drawn


def _shape(street: _Street, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    ends = [street.start, street.end]
    straight = np.column_stack([x[ends], y[ends]])
    if street.line is None:
        return straight
    points = shapely.get_coordinates(street.line)
    return np.concatenate([straight[:1], points[1:-1], straight[1:]])


def _chain(
    drawn: list[_Street], between: list[NDArray[np.float64]], *, first: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    starts: list[int] = []
    ends: list[int] = []
    ways: list[int] = []
    number: dict[int, int] = {}
    for street, middle in zip(drawn, between, strict=True):
        chain = [street.start, *range(first, first + len(middle)), street.end]
        first += len(middle)
        starts += chain[:-1]
        ends += chain[1:]
        ways += [number.setdefault(street.way, len(number))] * (len(chain) - 1)
    return (
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(ways, dtype=np.int64),
    )


def _tags(data: Mapping[str, Any]) -> Tags:
    tags = {
        key: _text(data[key], "|" if key in ACCESS_TAGS else ";")
        for key in sorted(WAY_TAGS & data.keys())
    }
    tags = {key: value for key, value in tags.items() if value}
    return tags | {"oneway": "yes" if _is_true(data.get("oneway")) else "no"}


def _text(value: object, between: str = ";") -> str:
    """A value as OpenStreetMap writes it; OSMnx holds lists, and their text in GraphML."""
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        try:
            value = ast.literal_eval(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return str(value)
    if isinstance(value, (list, tuple, set)):
        return between.join(dict.fromkeys(map(str, value)))
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    return "yes" if value is True else "no" if value is False else str(value)


def _way_id(osmid: object) -> int:
    first = _text(osmid).split(";")[0].strip()
    return int(first) if first.lstrip("-").isdigit() else 0


def _is_true(value: object) -> bool:
    return str(value).strip().lower() in _TRUE


def _told(drawn: list[_Street], name: str) -> Iterable[Any]:
    found = NoticeList()
    conditional = {street.way: street.osmid for street in drawn if street.is_conditional}
    if conditional:
        example = str(_way_id(next(iter(conditional.values()))))
        found.add("GA-S570", file=name, n=len(conditional), example=example)
    is_one_way = any(street.tags["oneway"] == "yes" for street in drawn)
    if len(drawn) >= _LARGE_GRAPH and not is_one_way:
        found.add("GA-S015", file=name, n=len(drawn))
    return found
