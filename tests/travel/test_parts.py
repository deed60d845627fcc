"""On which streets people live when forbidden turns take streets apart; 10 m are a second."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets, Turn
from geoaccess.travel import (
    Network,
    street_notices,
    time_to_nearest,
    times_in_reach,
    travel_times,
)
from geoaccess.travel.modes import make_mode


def both_ways(town, car, one, other):
    return town.time(car, one, other), town.time(car, other, one)


def no_turning_round(*streets):
    """At either end of each."""
    return {ends: "no" for a, b in streets for ends in (a + b + a, b + a + b)}


@pytest.mark.parametrize(
    ("drawing", "turns"),
    [
        ("A-a--B--b-C--c-D", ("BCB", "CDC")),
        ("A-a--B--b-C----D----E-c--F", ("BCB", "CDC", "DED", "EFE")),
        # One comes to c by A, and turns off there; who comes from c goes on to D.
        ("A-a--B--b-C-c-E\n          |\n          D", ("BCB", "CEC", "BCD")),
    ],
)
def test_people_live_at_the_end_of_a_chain_of_streets_where_nobody_turns_round(
    draw, slowly, drawing, turns
):
    car = slowly("car", terminal_min=0.0)
    free, town = draw(drawing), draw(drawing, turns=dict.fromkeys(turns, "no"))

    for one, other in itertools.combinations("abc", 2):
        assert both_ways(town, car, one, other) == both_ways(free, car, one, other)


def test_the_way_out_of_a_street_may_be_another_than_the_way_in(draw, slowly):
    """From B one must go on to D, where nobody turns; who lives there sets out over E."""
    town = draw(
        """
        P-p-A--B
            ^  v
            E<<C-c-D
        """,
        turns={"BCE": "no", "CDC": "no"},
    )
    car = slowly("car", terminal_min=0.0)

    assert town.time(car, "p", "c") == 20 + 30 + 20 + 20
    assert town.time(car, "c", "p") == 20 + 30 + 20 + 20


def test_a_block_that_one_only_drives_round_either_way_is_one_part(draw, slowly):
    """Nobody gets from one way round to the other, but each street is on both."""
    drawing = """
    A---a---B
    c       b
    |       |
    D---d---C
    """
    around = ("AB", "BC", "CD", "DA")
    car = slowly("car", terminal_min=0.0)
    free, town = draw(drawing), draw(drawing, turns=no_turning_round(*around))

    for one, other in itertools.permutations("abcd", 2):
        assert town.time(car, one, other) == free.time(car, one, other)
    assert "GA-S026" not in {each.code for each in street_notices(town.network, car)}


@pytest.mark.parametrize(
    "drawing",
    [
        """
        A---a---B>>>>>E
        |       |     v
        c       b     e
        |       |     v
        D---d---C<<<<<F
        """,
        """
        E<<<<<B---a---A
        v     |       |
        e     b       c
        v     |       |
        F>>>>>C---d---D
        """,
    ],
)
def test_streets_on_two_rounds_are_of_the_longer_one(draw, slowly, drawing):
    """By E and F one gets only from one of the two ways round the block."""
    block = no_turning_round("AB", "BC", "CD", "DA")
    free, town = draw(drawing), draw(drawing, turns=block | {"FCB": "no", "CBE": "no"})
    car = slowly("car", terminal_min=0.0)

    for one, other in itertools.permutations("abcd", 2):
        assert town.time(car, one, other) == free.time(car, one, other)
    assert town.time(car, "e", "d") == free.time(car, "e", "d")
    assert "GA-S026" not in {each.code for each in street_notices(town.network, car)}


def test_people_on_a_street_that_nobody_comes_back_to_get_along_it(draw, slowly):
    town = draw("A-a--b-B", turns=no_turning_round("AB"))
    car = slowly("car", terminal_min=0.0)

    assert both_ways(town, car, "a", "b") == (30, 30)


def test_why_there_is_no_time_on_such_a_street_is_that_it_is_long(draw, slowly):
    town = draw("A-a--b-B C-c-D", turns=no_turning_round("AB", "CD"))
    hurried = slowly("car", terminal_min=0.0, cutoff_min=0.25, min_part_km=0.0)
    asked = town.network, hurried, town.places("ac"), town.places("bc")

    dense = travel_times(*asked)

    assert [town.time(hurried, *pair) for pair in ("ab", "ac", "cb", "cc")] == [
        "beyond_cutoff", "unreachable", "unreachable", 0,
    ]  # fmt: skip
    assert times_in_reach(*asked).to_dense().seconds.tolist() == dense.seconds.tolist()
    assert time_to_nearest(*asked).tolist() == dense.seconds.min(axis=1).tolist()


def test_such_a_street_is_counted_where_it_is_too_short_to_live_on(draw, slowly):
    drawing = "A--------B\n\nC-c--d-D"
    free, town = draw(drawing), draw(drawing, turns=no_turning_round("CD"))
    car = slowly("car", terminal_min=0.0, max_snap_m=500.0)

    told = [
        {each.code: each.places for each in street_notices(each_town.network, car)}["GA-S026"]
        for each_town in (free, town)
    ]

    assert told[0]["parts"] == told[1]["parts"] == 1
    assert told[0]["km"] == told[1]["km"] == 0.7
    assert both_ways(town, car, "c", "d") == both_ways(free, car, "c", "d")


def a_town(rng):
    """Streets with so many turns forbidden that nobody turns round at most of their ends."""
    nodes, edges = int(rng.integers(2, 12)), int(rng.integers(1, 20))
    ends = np.array([rng.choice(nodes, 2, replace=False) for _ in range(edges)])
    one_way = rng.uniform(size=edges) < rng.choice([0, 0.2])
    turned, other = rng.choice([0.2, 0.6, 1.0]), rng.choice([0, 0.2, 0.5])
    turns = [
        Turn(from_way=one, via=int(via), to_way=two, is_only=False, excepted=frozenset())
        for one, two in itertools.product(range(edges), repeat=2)
        for via in {*ends[one].tolist()} & {*ends[two].tolist()}
        if rng.uniform() < (turned if {*ends[one]} == {*ends[two]} else other)
    ]
    return Streets(
        node_x=rng.uniform(0, 500, nodes),
        node_y=rng.uniform(0, 500, nodes),
        way_tags=tuple(
            {"highway": "residential"} | ({"oneway": "yes"} if one else {}) for one in one_way
        ),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(edges),
        turns=tuple(turns),
    )


def drives(streets):
    """Which street and direction, as its two nodes, one gets from to which other at a crossing."""
    pairs = np.column_stack([streets.segment_from, streets.segment_to]).tolist()
    graph = nx.DiGraph()
    for (a, b), tags in zip(pairs, streets.way_tags, strict=True):
        graph.add_nodes_from([(a, b)] if "oneway" in tags else [(a, b), (b, a)])
    banned = {
        (frozenset(pairs[turn.from_way]), turn.via, frozenset(pairs[turn.to_way]))
        for turn in streets.turns
    }
    graph.add_edges_from(
        (one, two)
        for one, two in itertools.product(graph.nodes, repeat=2)
        if one[1] == two[0] and (frozenset(one), one[1], frozenset(two)) not in banned
    )
    return graph


def rounds(graph):
    """What one drives along again and again: a direction of a street, and all that belong to it."""
    for drives_of_it in nx.strongly_connected_components(graph):
        if len(drives_of_it) > 1 or any(graph.has_edge(each, each) for each in drives_of_it):
            yield drives_of_it


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_a_street_is_of_the_longest_part_that_it_leads_to_and_is_led_to_from(seed):
    network = Network.build(a_town(np.random.default_rng(seed)))
    streets, usable = network.streets, network.of_mode(make_mode("car"))
    graph = drives(streets)
    beyond = {each: {each} | nx.descendants(graph, each) for each in graph}
    segments = {}
    for segment, pair in enumerate(zip(streets.segment_from, streets.segment_to, strict=True)):
        segments.setdefault(frozenset(map(int, pair)), []).append(segment)
    km = {street: network.length[its].sum() for street, its in segments.items()}
    # What is driven twice over a street of two directions counts twice.
    parts = [(part, sum(km[frozenset(each)] for each in part)) for part in rounds(graph)]

    stops, alone = graph.copy(), {}
    for street, its in segments.items():
        own = [each for each in graph if frozenset(each) == street]
        mine = [
            (length, part)
            for part, length in parts
            if any(beyond[each] & part for each in own)
            and any(beyond[each] & {*own} for each in part)
        ]
        (label,) = {int(usable.part_of_segment[each]) for each in its}
        if mine:
            longest = max(length for length, _ in mine)
            assert label in {
                label_of(usable, segments, part) for length, part in mine if length > longest - 1e-6
            }
        elif len(own) == 1:
            assert label == -1
        else:
            alone[street] = label
            stops.add_edges_from((each, street) for each in own)
            stops.add_edges_from((street, onward) for each in own for onward in graph[each])
    together = [
        {alone[each] for each in some if isinstance(each, frozenset)}
        for some in nx.strongly_connected_components(stops)
    ]
    together = [labels for labels in together if labels]
    assert all(len(labels) == 1 for labels in together)
    assert len(set().union(*together)) == len(together)
    assert min(alone.values(), default=np.inf) > usable.part_of_vertex.max()


def label_of(usable, segments, part):
    """The number of the part that a round is."""
    one = next(iter(part))
    (segment, *_) = segments[frozenset(one)]
    at = usable.crossings
    is_along = int(at.vertex[at.start[segment]]) == one[0]
    return int(usable.part_of_vertex[(at.start if is_along else at.end)[segment]])
