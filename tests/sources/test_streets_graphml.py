import networkx as nx
import numpy as np
import osmnx
import pytest
import shapely

from geoaccess.errors import InputError
from geoaccess.sources.streets import from_osmnx, read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.modes import make_mode


def a_graph(crs="EPSG:3006"):
    """Three crossings on a line of 200 m: one street both ways, bent; the next one way."""
    graph = nx.MultiDiGraph(crs=crs, created_with="OSMnx")
    for number, x in enumerate((500_000.0, 500_100.0, 500_200.0)):
        graph.add_node(number, x=x, y=6_600_000.0, street_count=2)
    bend = shapely.LineString([(500_000, 6_600_000), (500_050, 6_600_050), (500_100, 6_600_000)])
    street = {"osmid": [7, 8], "highway": ["residential", "tertiary"], "length": 141.4}
    graph.add_edge(0, 1, **street, oneway=False, reversed=False, geometry=bend)
    graph.add_edge(1, 0, **street, oneway=False, reversed=True, geometry=bend.reverse())
    graph.add_edge(
        1, 2, osmid=9, highway="primary", maxspeed="70", length=100.0, oneway=True, reversed=False
    )
    return graph


def check(streets):
    assert [dict(tags) for tags in streets.way_tags] == [
        {"highway": "residential;tertiary", "oneway": "no"},
        {"highway": "primary", "maxspeed": "70", "oneway": "yes"},
    ]
    assert streets.way_ids.tolist() == [7, 9]
    assert streets.segment_way.tolist() == [0, 0, 1]
    assert np.hypot(
        *(
            axis[streets.segment_to] - axis[streets.segment_from]
            for axis in (streets.node_x, streets.node_y)
        )
    ) == pytest.approx([70.7, 70.7, 100], abs=0.1)


def test_a_graph_in_memory_becomes_streets_and_stays_as_it_was():
    graph = a_graph()
    before = nx.MultiDiGraph(graph)

    check(from_osmnx(graph, "EPSG:3006"))

    assert nx.utils.graphs_equal(graph, before)


def test_a_graph_that_osmnx_saved_gives_the_same_streets(tmp_path):
    osmnx.save_graphml(a_graph(), tmp_path / "streets.xml")

    check(read_streets(tmp_path / "streets.xml", "EPSG:3006"))


def test_a_graph_in_degrees_is_brought_to_metres():
    graph = osmnx.project_graph(a_graph(), to_crs="EPSG:4326")

    check(from_osmnx(graph, "EPSG:3006"))


def test_a_graph_lets_a_car_drive_as_it_says(tmp_path):
    osmnx.save_graphml(a_graph(), tmp_path / "g.graphml")
    network = Network.build(read_streets(tmp_path / "g.graphml", "EPSG:3006"))
    ends = Places(("w", "e"), np.array([500_000.0, 500_200.0]), np.full(2, 6_600_000.0))

    walk = make_mode("walk", ModeSettings(speed_kmh=3.6))

    assert travel_times(network, walk, ends, ends).seconds.tolist() == [[0, 241], [241, 0]]


def test_barriers_on_a_graphs_nodes_are_kept():
    graph = a_graph()
    graph.nodes[1]["barrier"] = "bollard"

    assert from_osmnx(graph, "EPSG:3006").node_barrier == {1: {"barrier": "bollard"}}


@pytest.mark.parametrize(
    "harm",
    [
        lambda graph: graph.graph.clear(),
        lambda graph: graph.nodes[1].pop("x"),
        lambda graph: graph.nodes[1].update(x="east"),
        lambda graph: graph.nodes[1].update(x=float("inf")),
        lambda graph: graph.add_edge(0, 1, highway="path", geometry="LINESTRING (1"),
        lambda graph: graph.graph.update(crs="EPSG:nonsense"),
        lambda graph: graph.edges[1, 2, 0].update(geoaccess_segment="first"),
        lambda graph: graph.edges[1, 2, 0].update(geoaccess_segment=float("inf")),
        lambda graph: graph.graph.update(geoaccess_turns="to the left"),
        lambda graph: graph.graph.update(geoaccess_turns="[[7, 1, 9]]"),
        lambda graph: graph.graph.update(geoaccess_turns="[[7, 1, 9, true, 4]]"),
        lambda graph: graph.graph.update(geoaccess_turns="[[1e999, 1, 9, true, []]]"),
        lambda graph: graph.graph.update(geoaccess_turns="[" * 100_000),
        lambda graph: graph.add_edge(0, 99, highway="residential"),
    ],
)
def test_a_graph_that_osmnx_did_not_make_is_refused(harm):
    graph = a_graph()
    harm(graph)

    with pytest.raises(InputError, match="GA-S014"):
        from_osmnx(graph, "EPSG:3006")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("[1, 2", "[1, 2"), ("[1, 2]", "1;2"), ("[1, oops]", "[1, oops]"), (True, "yes"),
     (float("nan"), None), (None, None), ("['a', 'a']", "a"), ("[" * 5000 + "]" * 5000, ...)],
)  # fmt: skip
def test_odd_values_of_tags_stay_text(given, kept):
    graph = a_graph()
    graph.edges[1, 2, 0]["name"] = given

    tags = from_osmnx(graph, "EPSG:3006").way_tags[1]

    assert kept is ... or tags.get("name") == kept


def test_a_graph_without_streets_is_refused():
    graph = a_graph()
    for *_, data in graph.edges(data=True):
        del data["highway"]

    with pytest.raises(InputError, match="GA-S006"):
        from_osmnx(graph, "EPSG:3006")


def test_a_large_graph_without_one_way_streets_was_made_for_walking():
    graph = nx.MultiDiGraph(crs="EPSG:3006")
    for number in range(600):
        graph.add_node(number, x=500_000.0 + number, y=6_600_000.0)
        if number:
            graph.add_edge(number - 1, number, osmid=number, highway="footway", oneway=False)

    assert [n.code for n in from_osmnx(graph, "EPSG:3006").notices] == ["GA-S015"]


@pytest.mark.parametrize("filler", ["", "<!-- " + "x" * 20_000 + " -->"])
def test_a_graphml_bomb_is_refused_before_it_goes_off(tmp_path, filler):
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    (tmp_path / "g.graphml").write_text(
        f'<?xml version="1.0"?>{filler}<!DOCTYPE g [<!ENTITY e0 "ha">{bomb}]>'
        "<graphml><graph><data key='crs'>&e11;</data></graph></graphml>",
        encoding="utf-8",
    )

    with pytest.raises(InputError, match=r"GA-S00[38]"):
        read_streets(tmp_path / "g.graphml", "EPSG:3006")


def test_a_graphml_that_breaks_off_is_refused_wherever_it_does(tmp_path):
    osmnx.save_graphml(a_graph(), tmp_path / "g.graphml")
    whole = (tmp_path / "g.graphml").read_bytes()
    for size in range(100, len(whole) - 12, 37):
        (tmp_path / "cut.graphml").write_bytes(whole[:size])
        with pytest.raises(InputError, match="GA-S00"):
            read_streets(tmp_path / "cut.graphml", "EPSG:3006")


def test_a_simplified_street_is_closed_where_one_of_its_stretches_is():
    graph = a_graph()
    graph.edges[1, 2, 0]["access"] = ["yes", "private"]
    graph.edges[1, 2, 0]["name"] = ["Storgatan", "Lillgatan"]

    streets = from_osmnx(graph, "EPSG:3006")
    usable = Network.build(streets).of_mode(make_mode("car"))

    assert streets.way_tags[1]["access"] == "yes|private"
    assert streets.way_tags[1]["name"] == "Storgatan;Lillgatan"
    assert [way.is_open for way in usable.ways] == [True, False]


def test_a_graphs_streets_with_a_rule_on_a_condition_are_counted(tmp_path):
    graph = a_graph()
    for start, end in ((0, 1), (1, 0)):
        graph.edges[start, end, 0]["maxspeed:conditional"] = "30 @ (07:00-17:00)"
    osmnx.save_graphml(graph, tmp_path / "g.graphml")

    for streets in (
        from_osmnx(graph, "EPSG:3006"),
        read_streets(tmp_path / "g.graphml", "EPSG:3006"),
    ):
        (told,) = streets.notices
        assert (told.code, told.places["n"], told.places["example"]) == ("GA-S570", 1, "7")
