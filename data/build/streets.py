"""The whole street network: towns, countryside, motorway, roundabouts and the ferry."""

from __future__ import annotations

import numpy as np

from data.build.country_roads import ISLAND_VILLAGES_KM, lay_country_roads
from data.build.geography import coast_x_km
from data.build.network import Floats, Network
from data.build.plan import FERRY_MAINLAND, TOWNS, generator
from data.build.town_streets import lay_town_streets

FERRY_MINUTES = 25
FERRY_TERMINAL = {"amenity": "ferry_terminal"}
LOOP_CENTRE_KM = (49.2, 36.2)


def build_streets() -> tuple[Network, dict[str, list[int]]]:
    """Lay all streets; give the network and the crossings of each town."""
    network = Network()
    rng = generator(10)
    crossings = {town.name: lay_town_streets(network, town, rng) for town in TOWNS}
    lay_country_roads(network, crossings)
    _add_motorway(network, crossings)
    _add_ferry(network, crossings[FERRY_MAINLAND])
    _add_lonely_loop(network)
    return network, crossings


def _ring(network: Network, centre: Floats) -> list[int]:
    angles = np.arange(8) * np.pi / 4
    offsets = 0.03 * np.column_stack([np.cos(angles), np.sin(angles)])
    nodes = [network.add_node(*(centre + offset)) for offset in offsets]
    network.add_way(
        [*nodes, nodes[0]],
        {"highway": "secondary", "junction": "roundabout", "maxspeed": "40"},
    )
    return nodes


def _add_motorway(network: Network, crossings: dict[str, list[int]]) -> None:
    """Join the two largest towns by two one-way carriageways between roundabouts."""
    east, west = np.array([26.3, 24.6]), np.array([18.3, 27.3])
    rings = {"Exempelstad": _ring(network, east), "Bruksby": _ring(network, west)}
    for name, ring in rings.items():
        gate = network.nearest(*network.positions[ring[0]], among=crossings[name])
        near = network.nearest(*network.positions[gate], among=ring)
        network.add_way(
            [near, gate], {"highway": "secondary", "maxspeed": "50", "name": "Infartsleden"}
        )
    along = (west - east) / np.hypot(*(west - east))
    aside = 0.012 * np.array([-along[1], along[0]])
    share = np.linspace(0.06, 0.94, 24)[:, None]
    line = east + share * (west - east)
    line += 0.35 * np.sin(np.pi * share) * np.array([along[1], -along[0]])
    for start, end, points in (
        ("Exempelstad", "Bruksby", line + aside),
        ("Bruksby", "Exempelstad", line[::-1] - aside),
    ):
        nodes = [network.add_node(*p) for p in points]
        leave = network.nearest(*network.positions[nodes[0]], among=rings[start])
        arrive = network.nearest(*network.positions[nodes[-1]], among=rings[end])
        link = {"highway": "motorway_link", "oneway": "yes", "maxspeed": "70"}
        road = {"highway": "motorway", "oneway": "yes", "maxspeed": "110", "ref": "E 99"}
        network.add_way([leave, nodes[0]], link)
        network.add_way(nodes[:9], road)
        network.add_way(nodes[8:14], road | {"bridge": "yes", "layer": "1"})
        network.add_way(nodes[13:], road)
        network.add_way([nodes[-1], arrive], link)


def _add_ferry(network: Network, port_crossings: list[int]) -> None:
    """Sail from the port to the island; the ferry takes cars."""
    start = max(port_crossings, key=lambda n: network.positions[n][0])
    x, y = network.positions[start]
    quay = network.add_node(float(coast_x_km(np.array([y]))[0]) - 0.05, y, FERRY_TERMINAL)
    network.add_way([start, quay], {"highway": "service", "name": "Färjevägen", "maxspeed": "30"})
    landing_x, landing_y = ISLAND_VILLAGES_KM[0]
    village = min(
        range(len(network.positions)),
        key=lambda n: np.hypot(
            network.positions[n][0] - landing_x, network.positions[n][1] - landing_y
        ),
    )
    landing = network.add_node(landing_x - 0.6, landing_y, FERRY_TERMINAL)
    network.add_way([landing, village], {"highway": "unclassified", "name": "Bryggvägen"})
    middle = network.add_node((x + landing_x) / 2 + 0.5, y + 0.4)
    network.add_way(
        [quay, middle, landing],
        {
            "route": "ferry",
            "name": "Storskärsfärjan",
            "duration": f"00:{FERRY_MINUTES}",
            "foot": "yes",
            "bicycle": "yes",
            "motor_vehicle": "yes",
        },
    )


def _add_lonely_loop(network: Network) -> None:
    """Leave a path on an islet that nothing connects to."""
    angles = np.arange(6) * np.pi / 3
    x, y = LOOP_CENTRE_KM
    nodes = [network.add_node(x + 0.3 * np.cos(a), y + 0.25 * np.sin(a)) for a in angles]
    network.add_way([*nodes, nodes[0]], {"highway": "path", "name": "Fyrstigen"})
