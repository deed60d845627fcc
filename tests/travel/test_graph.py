"""A network as a graph, and back again."""

import dataclasses
import itertools

import networkx as nx
import numpy as np
import osmnx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets, Turn, from_osmnx, read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.travel import Network, Places, to_networkx, travel_times
from geoaccess.travel.modes import make_mode

CRS = "EPSG:3006"
WAYS = (
    {"highway": "residential"},
    {"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"},
    {"highway": "primary", "oneway": "-1", "maxspeed:forward": "30", "maxspeed:backward": "70"},
    {"highway": "secondary", "junction": "roundabout"},
    {"highway": "motorway"},
    {"highway": "service", "oneway": "-1", "oneway:bicycle": "yes", "name": "A\x01 & <b>"},
    {"highway": "tertiary", "motor_vehicle:forward": "no", "oneway": "reversible"},
    {"highway": "unclassified", "bicycle:backward": "yes", "oneway": "1", "motorcar": "no"},
    {"highway": "residential", "oneway:foot": "yes", "cycleway:left": "opposite"},
    {"route": "ferry", "duration": "00:10"},
    {"route": "ferry"},
)
BARRIERS = ({"barrier": "bollard"}, {"barrier": "gate", "locked": "yes"}, {"barrier": "wall"})


def random_town(rng):
    """Ways of one to three segments with all sorts of tags: some on each other, or barriers.

    Not both: of streets on each other that end at a closed barrier each is a dead end of its own,
    and which of them a place goes to hangs on the last bit of its distance.
    """
    nodes = int(rng.integers(3, 12))
    segments, ways = [], []
    for way in range(int(rng.integers(1, 12))):
        path = rng.permutation(nodes)[: int(rng.integers(2, 5))]
        segments += [(a, b, way) for a, b in itertools.pairwise(path)]
        ways.append(WAYS[rng.integers(len(WAYS))])
    ends = np.array(segments, dtype=np.int64)
    apart = len({frozenset(pair) for pair in ends[:, :2].tolist()}) == len(ends)
    return Streets(
        node_x=500_000 + rng.uniform(0, 900, nodes),
        node_y=6_600_000 + rng.uniform(0, 900, nodes),
        way_tags=tuple(ways),
        way_ids=np.arange(len(ways)) if rng.integers(2) else np.empty(0, dtype=np.int64),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=ends[:, 2].copy(),
        node_barrier={
            int(node): BARRIERS[rng.integers(3)]
            for node in rng.permutation(nodes)[: apart * int(rng.integers(3))]
        },
        node_sign=random_signs(rng, ends, ways),
    )


def random_signs(rng, ends, ways):
    """Signs at some nodes; for whom they are is said where all ways there are drawn alike."""
    signs = {}
    for node in rng.choice(ends[:, :2].ravel(), 3).tolist():
        here = ends[(ends[:, :2] == node).any(axis=1), 2]
        alike = len({ways[way].get("oneway") == "-1" for way in here}) == 1
        said = ("", "forward", "backward", "both")[rng.integers(4) * alike]
        kind = ("traffic_signals", "stop", "give_way")[rng.integers(3)]
        signs[node] = {"highway": kind} | ({"direction": said} if said else {})
    return signs


def waiting(name):
    """A mode that waits at all signs."""
    seconds = {"traffic_signals": 20.0, "stop": 7.0, "give_way": 3.5}
    return make_mode(name, ModeSettings(junction_delays_s=seconds))


def with_turns(rng, streets):
    """The same streets with some turns forbidden where two of them meet."""
    ends = np.column_stack([streets.segment_from, streets.segment_to])
    turns = []
    for via in rng.choice(ends.ravel(), 4).tolist():
        ways = streets.segment_way[(ends == via).any(axis=1)]
        one, other = map(int, rng.choice(ways, 2))
        turns.append(Turn(from_way=one, via=via, to_way=other, is_only=bool(rng.integers(2))))
    return dataclasses.replace(streets, turns=tuple(turns))


def places_at(x, y, prefix):
    return Places(tuple(f"{prefix}{i}" for i in range(len(x))), np.asarray(x), np.asarray(y))


def some_places(rng, streets, prefix):
    """Beside the streets, and some exactly at crossings."""
    at = rng.integers(0, len(streets.node_x), 3)
    x = np.concatenate([500_000 + rng.uniform(-50, 950, 4), streets.node_x[at]])
    y = np.concatenate([6_600_000 + rng.uniform(-50, 950, 4), streets.node_y[at]])
    return places_at(x, y, prefix)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["walk", "bicycle", "car"]))
@example(34, "walk")  # a sign at a node that a wall takes apart
def test_there_and_back_again_times_are_the_same(seed, name):
    rng = np.random.default_rng(seed)
    streets = random_town(rng)
    streets = with_turns(rng, streets) if rng.integers(2) else streets
    network, mode = Network.build(streets), waiting(name)
    origins, sites = (some_places(rng, network.streets, prefix) for prefix in "os")

    graph = to_networkx(network, mode, CRS)

    if not graph.number_of_edges():
        assert not network.of_mode(mode).is_open.any()
        return
    back = Network.build(from_osmnx(graph, CRS))
    want, got = (travel_times(each, mode, origins, sites) for each in (network, back))
    assert got.seconds.tolist() == want.seconds.tolist()


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["walk", "bicycle", "car"]))
def test_shortest_paths_of_networkx_are_the_times_between_crossings(seed, name):
    rng = np.random.default_rng(seed)
    network, mode = Network.build(random_town(rng)), waiting(name)

    graph = to_networkx(network, mode, CRS)

    usable = network.of_mode(mode)
    vertices = sorted(graph)
    assert vertices == sorted({*usable.start[usable.is_open], *usable.end[usable.is_open]})
    arcs = usable.backward_arcs.toarray().T
    plain = nx.DiGraph()
    plain.add_nodes_from(vertices)
    plain.add_weighted_edges_from((a, b, arcs[a, b]) for a, b in np.argwhere(arcs > 0))
    for origin in vertices:
        want = nx.single_source_dijkstra_path_length(plain, origin)
        got = nx.single_source_dijkstra_path_length(graph, origin, weight="travel_time")
        assert got == pytest.approx(want)


@pytest.mark.parametrize("name", ["walk", "bicycle", "car"])
def test_osmnx_saves_and_loads_it_and_times_are_the_same(tmp_path, name):
    rng = np.random.default_rng(7)
    while True:  # a town in which the mode gets about
        network, mode = Network.build(with_turns(rng, random_town(rng))), make_mode(name)
        if network.of_mode(mode).is_open.sum() > 8:
            break
    origins, sites = (some_places(rng, network.streets, prefix) for prefix in "os")
    graph = to_networkx(network, mode, CRS)

    osmnx.save_graphml(graph, tmp_path / "town.graphml")
    loaded = osmnx.load_graphml(tmp_path / "town.graphml")

    want = travel_times(network, mode, origins, sites).seconds.tolist()
    for streets in (read_streets(tmp_path / "town.graphml", CRS), from_osmnx(loaded, CRS)):
        assert travel_times(Network.build(streets), mode, origins, sites).seconds.tolist() == want
    assert {*loaded} == {*graph}
    assert sorted(d["travel_time"] for *_, d in loaded.edges(data=True)) == sorted(
        d["travel_time"] for *_, d in graph.edges(data=True)
    )
    lengths = osmnx.graph_to_gdfs(loaded, nodes=False)
    assert lengths.geometry.length.to_numpy() == pytest.approx(lengths["length"].to_numpy())


def test_bends_are_joined_by_osmnx_and_the_seconds_add_up(draw):
    town = draw("A--B--C>>>D", ways={"ABC": {"name": "Storgatan"}})
    graph = to_networkx(town.network, make_mode("car"), CRS)

    joined = osmnx.simplify_graph(
        graph, edge_attr_aggs={"length": sum, "travel_time": sum}, edge_attrs_differ=["oneway"]
    )

    assert sorted(joined) == [0, 2, 3]
    assert joined.edges[0, 2, 0]["travel_time"] == pytest.approx(
        graph.edges[0, 1, 0]["travel_time"] + graph.edges[1, 2, 0]["travel_time"]
    )
    assert joined.edges[2, 0, 0]["length"] == pytest.approx(600)


def test_a_street_driven_against_its_drawing_is_drawn_the_other_way(draw):
    tags = {"oneway": "-1", "maxspeed:backward": "70", "cycleway:left:oneway": "-1"}
    town = draw("A---B", ways={"AB": tags})

    graph = to_networkx(town.network, make_mode("car"), CRS)

    assert list(graph.edges()) == [(1, 0)]
    edge = graph.edges[1, 0, 0]
    assert edge["oneway"] is True
    assert edge["reversed"] is False
    assert edge["maxspeed:forward"] == "70"
    assert edge["cycleway:right:oneway"] == "yes"


def test_the_way_against_a_one_way_street_is_there_for_those_who_may(draw):
    town = draw("A>>>B")

    assert list(to_networkx(town.network, make_mode("car"), CRS).edges()) == [(0, 1)]
    on_foot = to_networkx(town.network, make_mode("walk"), CRS)
    assert {(u, v): d["reversed"] for u, v, d in on_foot.edges(data=True)} == {
        (0, 1): False,
        (1, 0): True,
    }


def test_a_barrier_the_mode_does_not_pass_is_an_end_on_each_side(draw):
    town = draw("A--B--C", nodes={"B": {"barrier": "bollard"}})

    assert nx.has_path(to_networkx(town.network, make_mode("walk"), CRS), 0, 2)
    by_car = to_networkx(town.network, make_mode("car"), CRS)
    assert not nx.has_path(by_car, 0, 2)
    assert 1 not in by_car


def test_a_ferry_that_osmnx_cut_into_edges_takes_as_long_as_it_says():
    graph = nx.MultiDiGraph(crs=CRS)
    for number, x in enumerate((0.0, 300.0, 600.0, 1200.0)):
        graph.add_node(number, x=500_000.0 + x, y=6_600_000.0)
    pier = {"osmid": 4, "highway": "residential", "oneway": False}
    line = {"osmid": 5, "route": "ferry", "duration": "00:15", "oneway": False}
    for start, end, tags in ((0, 1, pier), (1, 2, line), (2, 3, line)):
        graph.add_edge(start, end, **tags, reversed=False)
        graph.add_edge(end, start, **tags, reversed=True)

    usable = Network.build(from_osmnx(graph, CRS)).of_mode(make_mode("car"))

    assert usable.forward.tolist()[1:] == pytest.approx([300.0, 600.0])


def test_of_a_street_of_which_only_the_way_back_is_left_the_drawing_is_kept():
    graph = nx.MultiDiGraph(crs=CRS)
    graph.add_node(0, x=500_000.0, y=6_600_000.0)
    graph.add_node(1, x=500_100.0, y=6_600_000.0)
    bent = "LINESTRING (500100 6600000, 500080 6600030, 500000 6600000)"
    tags = {"osmid": 1, "highway": "residential", "maxspeed:forward": "30", "geometry": bent}
    graph.add_edge(1, 0, **tags, oneway=False, reversed=True)

    streets = from_osmnx(graph, CRS)

    assert streets.segment_from.tolist() == [0, 2]
    assert streets.segment_to.tolist() == [2, 1]
    assert streets.node_x[2] == 500_080
