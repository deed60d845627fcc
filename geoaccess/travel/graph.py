"""A network as a graph for networkx and OSMnx, to be drawn, measured and saved by analysts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from geoaccess.sources.streets.turns import TURNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets, Tags
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network

__all__ = ["to_networkx"]


_AGAINST = frozenset({"-1", "reverse"})
_ALONG = frozenset({"yes", "true", "1"})
_OPEN = frozenset({"no", "false", "0", "reversible", "alternating"})
_IMPLIED = frozenset({"roundabout", "circular"})
_TURNED = {"forward": "backward", "backward": "forward", "left": "right", "right": "left"}
# What XML cannot hold, and GraphML is XML.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(network: Network, mode: Mode, crs: str) -> nx.MultiDiGraph[int]:
    """Streets that a mode may use, as OSMnx makes graphs: an edge per segment and open direction.

    Shortest paths by ``travel_time`` take what `travel_times` says between two crossings, but for
    forbidden turns, of which networkx knows nothing: over one they can be shorter. Those are
    written down in the graph's attribute ``geoaccess_turns``, so that
    `geoaccess.sources.streets.from_osmnx` makes a network of it with the same times for the mode.

    Parameters
    ----------
    network
        The study's streets.
    mode
        Who travels.
    crs
        The study's coordinate system, such as ``EPSG:3006``.

    Returns
    -------
    MultiDiGraph
        Nodes have ``x`` and ``y`` (metres) and the tags of their barrier or sign; a barrier the
        mode does not get past is a node for each street that ends there. Edges have ``osmid`` (the
        way's number, below zero where there is none of its own), the way's tags, ``oneway`` and
        ``reversed`` as OSMnx has them, ``length`` (metres), ``travel_time`` (seconds) and
        ``geoaccess_segment``. Every edge is straight: a bend is a node.

    Notes
    -----
    ``osmnx.save_graphml`` and ``osmnx.load_graphml`` take it as it is. ``osmnx.simplify_graph``
    with ``edge_attr_aggs={"length": sum, "travel_time": sum}`` joins the bends.

    An edge that is ``oneway`` and ``reversed`` is the way against a one-way street, for those who
    may; OSMnx makes no such edges, for its graphs are of one rule for all.

    Examples
    --------
    >>> from geoaccess.sources.streets import Streets
    >>> from geoaccess.travel import Network
    >>> from geoaccess.travel.modes import make_mode
    >>> street = Streets(
    ...     node_x=np.array([0.0, 100.0]),
    ...     node_y=np.array([0.0, 0.0]),
    ...     way_tags=({"highway": "residential", "oneway": "yes"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> graph = to_networkx(Network.build(street), make_mode("car"), "EPSG:3006")
    >>> [(u, v, round(data["travel_time"], 1)) for u, v, data in graph.edges(data=True)]
    [(0, 1, 13.3)]
    """
    import networkx as nx  # noqa: PLC0415 -- heavy, and only analysts ask for it

    usable, streets = network.of_mode(mode), network.streets
    start, end = (usable.crossings.vertex[ends] for ends in (usable.start, usable.end))
    numbers = _numbers(streets).tolist()
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(crs=crs, created_with="geoaccess")
    graph.graph[TURNS] = _written(streets, numbers)
    ways = list(map(_Drawn, streets.way_tags, numbers))
    signs = _signs(streets, ways)
    ends = np.concatenate([start[usable.is_open], end[usable.is_open]])
    nodes = np.concatenate([streets.segment_from, streets.segment_to])
    vertices, which = np.unique(ends, return_index=True)
    at = nodes[np.tile(usable.is_open, 2)][which]
    for vertex, node in zip(vertices.tolist(), at.tolist(), strict=True):
        graph.add_node(vertex, x=float(usable.x[vertex]), y=float(usable.y[vertex]))
        # What stands at a node holds for all streets that end at its barrier, but for the barrier.
        graph.nodes[vertex].update(_held(streets.node_barrier.get(vertex, {})))
        graph.nodes[vertex].update(_held(signs.get(node, {})))
    forward = usable.forward + usable.waits.forward
    backward = usable.backward + usable.waits.backward
    for segment in np.flatnonzero(usable.is_open).tolist():
        way = ways[streets.segment_way[segment]]
        ways_on = (
            (start, end, forward, way.is_turned),
            (end, start, backward, not way.is_turned),
        )
        for tail, head, seconds, is_reversed in ways_on:
            if np.isfinite(seconds[segment]):
                graph.add_edge(
                    int(tail[segment]),
                    int(head[segment]),
                    **way.attributes,
                    reversed=is_reversed,
                    length=float(network.length[segment]),
                    travel_time=float(seconds[segment]),
                    geoaccess_segment=segment,
                )
    return graph


def _signs(streets: Streets, ways: Sequence[_Drawn]) -> dict[int, Tags]:
    """Tags of signs; turned where they stand on ways that are drawn from their other end."""
    turned = np.array([way.is_turned for way in ways], dtype=np.bool_)[streets.segment_way]
    # Where one such way meets another that is not, no tag says it for both.
    ends, others = (
        {*streets.segment_from[which].tolist(), *streets.segment_to[which].tolist()}
        for which in (turned, ~turned)
    )
    return {
        node: {key: _TURNED.get(value, value) for key, value in tags.items()}
        if node in ends - others
        else tags
        for node, tags in streets.node_sign.items()
    }


def _written(streets: Streets, numbers: Sequence[int]) -> str:
    """Restrictions of turns as JSON, by the numbers that ways and nodes have in the graph."""
    return json.dumps(
        [
            [
                numbers[turn.from_way],
                turn.via,
                numbers[turn.to_way],
                turn.is_only,
                sorted(turn.excepted),
            ]
            for turn in streets.turns
        ]
    )


class _Drawn:
    """A way as OSMnx holds it: a one-way street is drawn the way it is driven."""

    def __init__(self, tags: Tags, number: int) -> None:
        said = tags.get("oneway", "")
        self.is_turned = said in _AGAINST
        implied = tags.get("junction") in _IMPLIED or tags.get("highway") == "motorway"
        is_one_way = self.is_turned or said in _ALONG or (implied and said not in _OPEN)
        kept = {key: value for key, value in tags.items() if key != "oneway"}
        held = _held(_turned(kept) if self.is_turned else kept)
        self.attributes: dict[str, Any] = {"osmid": number, "oneway": is_one_way, **held}


def _turned(tags: Tags) -> dict[str, str]:
    """Tags of a way when it is drawn from its other end."""
    turned = {}
    for key, value in tags.items():
        name = ":".join(_TURNED.get(part, part) for part in key.split(":"))
        ways_round = value in _ALONG | _AGAINST and "oneway" in key.split(":")
        turned[name] = value if not ways_round else "-1" if value in _ALONG else "yes"
    return turned


def _held(tags: Mapping[str, str]) -> dict[str, str]:
    return {key: _NO_XML.sub("\ufffd", value) for key, value in tags.items()}


def _numbers(streets: Streets) -> NDArray[np.int64]:
    """Each way's own number: the publisher's, unless there is none or several ways share it."""
    own = -1 - np.arange(len(streets.way_tags))
    if not len(streets.way_ids):
        return own
    _, way, count = np.unique(streets.way_ids, return_inverse=True, return_counts=True)
    return np.where((count[way] == 1) & (streets.way_ids > 0), streets.way_ids, own)
