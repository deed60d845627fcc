"""How the countryside is connected: roads between villages that bend, side roads, main roads."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import numpy as np
from scipy.spatial import Delaunay

from data.build.geography import (
    COUNTY_HEIGHT_KM,
    Floats,
    coast_x_km,
    is_lake,
    is_land,
    town_reach,
)
from data.build.network import Network, Tags, bend
from data.build.plan import TOWNS, generator

VILLAGE_SPACING_KM = 2.05
SHAPE_STEP_KM = 0.33
WEST_KM = -10.0
GATES = {"C": 7, "B": 4}
MAIN_ROADS = (
    ("Exempelstad", "Kustvik", "trunk"),
    ("Exempelstad", "Ängslunda", "trunk"),
    ("Exempelstad", "Bruksby", "primary"),
    ("Exempelstad", "Norrfors", "primary"),
    ("Norrfors", "Skogsmo", "primary"),
    ("Exempelstad", "Sjönäs", "primary"),
    ("Bruksby", "Öbacka", "secondary"),
    ("Bruksby", "Gruvtorp", "secondary"),
    ("Gruvtorp", "Skogsmo", "secondary"),
    ("Öbacka", "Stenbro", "secondary"),
    ("Stenbro", "Ängslunda", "secondary"),
    ("Ängslunda", "Lövhult", "secondary"),
    ("Lövhult", "Sjönäs", "secondary"),
    ("Kustvik", "Fiskehamn", "secondary"),
    ("Kustvik", "Strandby", "secondary"),
    ("Norrfors", "Granliden", "secondary"),
    ("Bruksby", "Hyttmo", "tertiary"),
    ("Ängslunda", "Åkerby", "tertiary"),
    ("Sjönäs", "Gränsberg", "tertiary"),
    ("Ekvalla", "Gränsberg", "tertiary"),
    ("Exempelstad", "Ekvalla", "secondary"),
)
NEIGHBOUR_VILLAGES_KM = ((-2.0, 3.4), (-7.0, 12.0), (-6.0, 20.0))
ISLAND_VILLAGES_KM = ((52.3, 29.6), (53.4, 30.6), (54.3, 29.4), (55.3, 30.5), (55.8, 29.7))
SPEEDS = {"trunk": "90", "primary": "80", "secondary": "70", "tertiary": ""}
# North-west of this line the roads are gravel and slow: that is what makes the corner remote.
SLOW_CORNER_KM = (12.5, 42.0)


def lay_country_roads(network: Network, crossings: dict[str, list[int]]) -> list[int]:
    """Connect villages and towns by roads, add side roads, and give the shape nodes."""
    rng = generator(20)
    places, gate_node = _places(network, crossings, rng)
    graph = _road_graph(places, gate_node)
    rank = _main_roads(graph, gate_node)
    nodes = [gate_node[i][1] if i in gate_node else -1 for i in range(len(places))]
    shape: list[int] = []
    for one, other in sorted(tuple(sorted(edge)) for edge in graph.edges):
        if graph.edges[one, other].get("inside_town"):
            continue
        for end in (one, other):
            if nodes[end] < 0:
                nodes[end] = network.add_node(*places[end])
        points = bend(places[one], places[other], step_km=SHAPE_STEP_KM, rng=rng)
        between = [network.add_node(*p) for p in points]
        middle = (places[one] + places[other]) / 2
        tags = _road_tags(rank.get((one, other), "unclassified"), middle, rng)
        network.add_way([nodes[one], *between, nodes[other]], tags)
        shape += between
    _add_side_roads(network, shape, rng)
    return shape


def _places(
    network: Network, crossings: dict[str, list[int]], rng: np.random.Generator
) -> tuple[Floats, dict[int, tuple[str, int]]]:
    x, y = np.meshgrid(
        np.arange(WEST_KM, 48, VILLAGE_SPACING_KM), np.arange(0.7, 50, VILLAGE_SPACING_KM)
    )
    villages = np.column_stack([x.ravel(), y.ravel()])
    villages += rng.uniform(-0.36, 0.36, villages.shape) * VILLAGE_SPACING_KM
    free = np.min([town_reach(villages, t) - 0.5 / t.radius_km for t in TOWNS], axis=0) > 1.0
    free &= villages[:, 0] < coast_x_km(villages[:, 1]) - 0.4
    free &= ~is_lake(villages) & (villages[:, 1] > 0.3) & (villages[:, 1] < COUNTY_HEIGHT_KM - 0.3)
    places = [*villages[free], *np.array(NEIGHBOUR_VILLAGES_KM), *np.array(ISLAND_VILLAGES_KM)]
    gate_node: dict[int, tuple[str, int]] = {}
    for town in TOWNS:
        for node in _gates(network, crossings[town.name], GATES[town.letter]):
            gate_node[len(places)] = (town.name, node)
            places.append(np.array(network.positions[node]))
    return np.array(places), gate_node


def _gates(network: Network, crossings: list[int], count: int) -> list[int]:
    points = network.points()[crossings]
    from_centre = points - points.mean(axis=0)
    angles = np.arange(count) * 2 * np.pi / count
    outward = from_centre @ np.array([np.cos(angles), np.sin(angles)])
    return sorted({crossings[int(k)] for k in np.argmax(outward, axis=0)})


def _road_graph(places: Floats, gate_node: dict[int, tuple[str, int]]) -> nx.Graph[int]:
    """Keep short links that shortcut nothing, and whatever is needed to connect all."""
    candidates: nx.Graph[int] = nx.Graph()
    for triangle in Delaunay(places).simplices:
        for one, other in pairwise([*sorted(int(i) for i in triangle), min(map(int, triangle))]):
            candidates.add_edge(*sorted((one, other)))
    graph: nx.Graph[int] = nx.Graph()
    for one, other in sorted(tuple(sorted(edge)) for edge in candidates.edges):
        length = float(np.hypot(*(places[one] - places[other])))
        same_town = one in gate_node and other in gate_node
        same_town = same_town and gate_node[one][0] == gate_node[other][0]
        if same_town or not _passable(places[one], places[other]):
            continue
        detour = np.maximum(
            np.hypot(*(places - places[one]).T), np.hypot(*(places - places[other]).T)
        )
        graph.add_edge(one, other, weight=length, lean=bool((detour < 0.97 * length).any()))
    for one in sorted(gate_node):
        for other in sorted(gate_node):
            if one < other and gate_node[one][0] == gate_node[other][0]:
                length = 1.6 * float(np.hypot(*(places[one] - places[other])))
                graph.add_edge(one, other, weight=length, lean=False, inside_town=True)
    needed = {frozenset(edge) for edge in nx.minimum_spanning_edges(graph, data=False)}
    graph.remove_edges_from(
        [e for e in graph.edges if graph.edges[e]["lean"] and frozenset(e) not in needed]
    )
    return graph


def _passable(start: Floats, end: Floats) -> bool:
    along = np.linspace(start, end, 12)
    if np.hypot(*(end - start)) > 6.0 or is_lake(along).any():
        return False
    inner = along[2:-2]
    through_town = any((town_reach(inner, town) < 0.9).any() for town in TOWNS)
    return bool(is_land(along).all()) and not through_town


def _main_roads(
    graph: nx.Graph[int], gate_node: dict[int, tuple[str, int]]
) -> dict[tuple[int, int], str]:
    rank: dict[tuple[int, int], str] = {}
    for start, end, highway in MAIN_ROADS:
        sources = [i for i, (name, _) in gate_node.items() if name == start]
        targets = {i for i, (name, _) in gate_node.items() if name == end}
        paths = nx.multi_source_dijkstra_path(graph, set(sources))
        best = min(
            targets, key=lambda target: (nx.path_weight(graph, paths[target], "weight"), target)
        )
        for one, other in pairwise(paths[best]):
            rank.setdefault((min(one, other), max(one, other)), highway)
    return rank


def _road_tags(highway: str, middle: Floats, rng: np.random.Generator) -> Tags:
    in_slow_corner = middle[0] < SLOW_CORNER_KM[0] and middle[1] > SLOW_CORNER_KM[1]
    if highway != "unclassified":
        tags = {"highway": highway, "maxspeed": SPEEDS[highway], "surface": "asphalt"}
        return tags | {"ref": f"{int(rng.integers(200, 900))}"} if highway != "tertiary" else tags
    if in_slow_corner:
        return {"highway": "unclassified", "maxspeed": "40", "surface": "gravel"}
    draw = rng.uniform()
    if draw < 0.3:
        return {"highway": "tertiary", "maxspeed": "70", "surface": "asphalt"}
    speed = "70" if draw < 0.45 else "60" if draw < 0.6 else ""
    return {"highway": "unclassified", "maxspeed": speed, "surface": "gravel"}


def _add_side_roads(network: Network, shape: list[int], rng: np.random.Generator) -> None:
    for node in shape:
        if rng.uniform() > 0.36:
            continue
        start = np.array(network.positions[node])
        length, angle = rng.uniform(0.2, 0.75), rng.uniform(0, 2 * np.pi)
        end = start + length * np.array([np.cos(angle), np.sin(angle)])
        if not is_land(end)[0] or is_lake(end)[0] or town_reach(end[None], TOWNS[0])[0] < 1.0:
            continue
        points = [*bend(start, end, step_km=0.28, rng=rng, swing=0.12), end]
        nodes = [node, *[network.add_node(*p) for p in points]]
        draw = rng.uniform()
        if draw < 0.7:
            tags: Tags = {"highway": "unclassified", "surface": "gravel"}
        elif draw < 0.82:
            tags = {"highway": "track", "tracktype": "grade2"}
            network.node_tags[nodes[1]] = {"barrier": "gate"}
        elif draw < 0.92:
            tags = {"highway": "service", "service": "driveway", "access": "private"}
        else:
            tags = {"highway": "path", "motor_vehicle": "no"}
        network.add_way(nodes, tags)
