"""How a town's streets run: a warped grid with arterials, closed streets, paths and a centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from data.build.geography import is_lake, is_land, town_reach

if TYPE_CHECKING:
    from data.build.network import Network, Tags
    from data.build.plan import Town

SPACING_KM = 0.185
ARTERIAL_EVERY = 5
NAME_STARTS = (
    "Björk", "Ek", "Lind", "Skol", "Kyrko", "Bruks", "Sjö", "Ängs", "Norr", "Söder", "Smedje",
    "Kvarn", "Backa", "Berg", "Rönn", "Hägg", "Lärk", "Trast", "Sval", "Ugg", "Kanal", "Torg",
    "Fabriks", "Stations", "Idrotts", "Slätt", "Gläntu", "Mossa", "Tegel", "Vadar",
)  # fmt: skip
NAME_ENDS = ("gatan", "vägen", "stigen", "gränd")

Place = tuple[int, int]


def lay_town_streets(network: Network, town: Town, rng: np.random.Generator) -> list[int]:
    """Add a town's streets to the network and give its crossings."""
    node_at = _crossings(network, town, rng)
    grid: nx.Graph[Place] = nx.Graph()
    for i, j in node_at:
        for other in ((i + 1, j), (i, j + 1)):
            if other in node_at:
                side_street = not _arterial((i, j), other)
                grid.add_edge((i, j), other, weight=rng.uniform() + 2 * side_street)
    keep = max(nx.connected_components(grid), key=len)
    grid = grid.subgraph(sorted(keep)).copy()
    # Streets of the tree are always open both ways, so nobody in town is cut off.
    tree = {frozenset(edge) for edge in nx.minimum_spanning_edges(grid, data=False)}
    kinds = {
        frozenset(edge): _kind(edge, town, network, node_at, frozenset(edge) in tree, rng)
        for edge in sorted((min(edge), max(edge)) for edge in grid.edges)
    }
    _add_streets(network, town, node_at, kinds, rng)
    _add_paths(network, {p: node_at[p] for p in sorted(keep)}, rng)
    _add_restrictions(network, town)
    return [node_at[p] for p in sorted(keep)]


def _crossings(network: Network, town: Town, rng: np.random.Generator) -> dict[Place, int]:
    reach = int(1.3 * town.radius_km / SPACING_KM) + 1
    turn = rng.uniform(0, np.pi / 2)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    node_at: dict[Place, int] = {}
    for i in range(-reach, reach + 1):
        for j in range(-reach, reach + 1):
            warp = 0.25 * np.array([np.sin(j / 4 + town.x_km), np.sin(i / 5 + town.y_km)])
            local = (np.array([i, j]) + warp + rng.normal(0, 0.09, 2)) * SPACING_KM
            point = rotation @ local + np.array([town.x_km, town.y_km])
            dry = is_land(point)[0] and not is_lake(point)[0]
            if dry and town_reach(point[None], town)[0] < 0.97:
                node_at[i, j] = network.add_node(*point)
    return node_at


def _arterial(one: Place, other: Place) -> bool:
    line = one[1] if one[1] == other[1] else one[0]
    return line % ARTERIAL_EVERY == 0


def _kind(
    edge: tuple[Place, Place],
    town: Town,
    network: Network,
    node_at: dict[Place, int],
    in_tree: bool,  # noqa: FBT001 - a property of the edge, not a switch
    rng: np.random.Generator,
) -> str:
    one, other = edge
    line = one[1] if one[1] == other[1] else one[0]
    if line == 0:
        return "secondary"
    if _arterial(one, other):
        return "tertiary"
    x, y = network.positions[node_at[one]]
    draw = rng.uniform()
    if in_tree:
        return "living_street" if draw < 0.03 else "residential"
    if np.hypot(x - town.x_km, y - town.y_km) < 0.45 and draw < 0.5:
        return "pedestrian"
    closed = {"gone": 0.24, "bollard": 0.28, "cycleway": 0.33, "oneway": 0.42}
    return next((kind for kind, limit in closed.items() if draw < limit), "residential")


def _add_streets(
    network: Network,
    town: Town,
    node_at: dict[Place, int],
    kinds: dict[frozenset[Place], str],
    rng: np.random.Generator,
) -> None:
    """Join edges of one kind along a line of the grid to ways, each line with its name."""
    lines: dict[tuple[str, int], list[tuple[Place, Place]]] = {}
    for edge in kinds:
        one, other = sorted(edge)
        key = ("row", one[1]) if one[1] == other[1] else ("column", one[0])
        lines.setdefault(key, []).append((one, other))
    for key in sorted(lines):
        name = f"{rng.choice(NAME_STARTS)}{rng.choice(NAME_ENDS)}"
        run: list[int] = []
        run_kind = ""
        for one, other in sorted(lines[key]):
            kind = kinds[frozenset((one, other))]
            follows = bool(run) and run[-1] == node_at[one] and kind == run_kind
            if not follows or kind == "bollard":
                _finish(network, run, run_kind, name, town)
                run, run_kind = [node_at[one]], kind
            run += _between(network, node_at[one], node_at[other], kind, rng)
            run.append(node_at[other])
        _finish(network, run, run_kind, name, town)


def _between(
    network: Network, one: int, other: int, kind: str, rng: np.random.Generator
) -> list[int]:
    if kind == "gone" or (kind != "bollard" and rng.uniform() > 0.2):
        return []
    middle = (np.array(network.positions[one]) + np.array(network.positions[other])) / 2
    middle += rng.normal(0, 0.008, 2)
    tags = {"barrier": "bollard", "bicycle": "yes"} if kind == "bollard" else {}
    return [network.add_node(float(middle[0]), float(middle[1]), tags)]


def _finish(network: Network, run: list[int], kind: str, name: str, town: Town) -> None:
    if len(run) < 2 or kind == "gone":
        return
    tags: Tags = {"highway": kind, "name": name}
    if kind in {"secondary", "tertiary"}:
        tags |= {"maxspeed": "50" if kind == "secondary" else "40", "surface": "asphalt"}
    elif kind == "residential" and len(run) % 2:
        tags["maxspeed"] = "30"
    elif kind == "oneway":
        tags |= {"highway": "residential", "oneway": "yes", "maxspeed": "30"}
        if town.letter == "C":
            tags["oneway:bicycle"] = "no"
    elif kind == "bollard":
        tags["highway"] = "residential"
    network.add_way(run, tags)


def _add_paths(network: Network, node_at: dict[Place, int], rng: np.random.Generator) -> None:
    """Cut some blocks diagonally by paths for walking and cycling."""
    kinds: tuple[Tags, ...] = (
        {"highway": "footway", "surface": "gravel"},
        {"highway": "cycleway", "foot": "yes", "surface": "asphalt"},
        {"highway": "path"},
        {"highway": "steps"},
    )
    for (i, j), node in node_at.items():
        if (i + 1, j + 1) not in node_at or rng.uniform() > 0.16:
            continue
        one, other = node, node_at[i + 1, j + 1]
        if (3 * i + j) % 4 < 2 and (i + 1, j) in node_at and (i, j + 1) in node_at:
            one, other = node_at[i + 1, j], node_at[i, j + 1]
        middle = (np.array(network.positions[one]) + np.array(network.positions[other])) / 2
        via = network.add_node(*(middle + rng.normal(0, 0.015, 2)))
        network.add_way([one, via, other], kinds[rng.choice(4, p=[0.45, 0.35, 0.14, 0.06])])


def _add_restrictions(network: Network, town: Town) -> None:
    """Forbid one turn between two streets of the towns with several areas."""
    if town.letter == "B" or town.areas < 9:
        return
    ending_at: dict[int, list[int]] = {}
    for number, (nodes, tags) in enumerate(network.ways):
        in_town = town_reach(np.array([network.positions[nodes[0]]]), town)[0] < 1.0
        if in_town and tags["highway"] == "residential" and "oneway" not in tags:
            for node in (nodes[0], nodes[-1]):
                ending_at.setdefault(node, []).append(number)
    via, (start, end, *_) = next((n, ways) for n, ways in ending_at.items() if len(ways) > 1)
    network.restrictions.append((_turn(network, start, via, end), start, via, end))


def _turn(network: Network, start: int, via: int, end: int) -> str:
    """Name the turn from one way to another by the bend between them."""
    middle = np.array(network.positions[via])
    before, after = (
        np.array(network.positions[nodes[1] if nodes[0] == via else nodes[-2]])
        for nodes, _ in (network.ways[start], network.ways[end])
    )
    arriving, leaving = middle - before, after - middle
    bend = np.arctan2(arriving[0] * leaving[1] - arriving[1] * leaving[0], arriving @ leaving)
    if abs(bend) < np.pi / 6:
        return "no_straight_on"
    return "no_left_turn" if bend > 0 else "no_right_turn"
