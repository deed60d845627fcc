"""Forbidden turns: a car keeps to them, nobody else does; 10 m of street are a second."""

import importlib.util
import itertools
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, street_notices, time_to_nearest, times_in_reach, travel_times
from geoaccess.travel.kernels import choice
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import snap

# From w to X, and from there to n, e and s, it is 300 m.
CROSS = """
      N
      |
      |
      n
      |
      |
W--w--X--e--E
|     |     |
|     |     |
|     s     |
|     |     |
|     |     |
K-----L-----M
"""


def told(town, mode):
    return {n.code: n.places for n in street_notices(town.network, mode)}


def test_a_forbidden_turn_is_driven_round(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    free, town = draw(CROSS), draw(CROSS, turns={"WXL": "no"})

    assert free.time(car, "w", "s") == 30 + 30
    # Straight on is a longer way to turn round at E, and round a block longer still.
    turning_at_the_end_of_n = 30 + 60 + 60 + 30
    assert town.time(car, "w", "s") == turning_at_the_end_of_n
    # The other turns and the way back are free.
    for origin, site in ("sw", "we", "wn", "ns", "es", "ne"):
        assert town.time(car, origin, site) == free.time(car, origin, site)


@pytest.mark.parametrize("mode", ["walk", "walk_slow", "bicycle"])
def test_only_cars_keep_to_turns(draw, slowly, mode):
    free, town = draw(CROSS), draw(CROSS, turns={"WXL": "no", "WXN": "no"})

    assert town.time(slowly(mode), "w", "s") == free.time(slowly(mode), "w", "s")
    assert "GA-S510" not in told(town, slowly(mode))


def test_the_only_turn_allowed_forbids_the_others(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    free, town = draw(CROSS), draw(CROSS, turns={"WXE": "only"})

    assert town.time(car, "w", "e") == free.time(car, "w", "e")
    for site in "ns":
        assert town.time(car, "w", site) > free.time(car, "w", site)
        assert town.time(car, "e", site) == free.time(car, "e", site)


def test_of_several_only_turns_each_is_allowed(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    free, town = draw(CROSS), draw(CROSS, turns={"WXE": "only", "WXL": "only"})

    assert town.time(car, "w", "e") == free.time(car, "w", "e")
    assert town.time(car, "w", "s") == free.time(car, "w", "s")
    assert town.time(car, "w", "n") > free.time(car, "w", "n")
    assert told(town, car)["GA-S510"]["n"] == 2


@pytest.mark.parametrize("excepted", ["motorcar", "motor_vehicle", "bicycle;motorcar", "psv"])
def test_a_restriction_that_excepts_cars_is_none_for_them(draw, slowly, excepted):
    car = slowly("car", terminal_min=0.0)
    kinds = excepted.replace(";", " ")
    free, town = draw(CROSS), draw(CROSS, turns={"WXL": f"no except {kinds}"})

    is_free = town.time(car, "w", "s") == free.time(car, "w", "s")
    assert is_free == (excepted != "psv")


def test_who_stands_where_a_turn_is_forbidden_gets_further_than_who_comes_along_the_street(
    draw, slowly
):
    town = draw("A--a--B>>>>C--D", turns={"ABC": "no"})
    car, hurried = (slowly("car", min_part_km=0.0, cutoff_min=cutoff) for cutoff in (90, 0.5))

    assert town.time(car, "B", "D") == 80
    assert town.time(car, "a", "D") == "unreachable"
    assert town.time(hurried, "B", "D") == "beyond_cutoff"
    for mode in (car, hurried):
        asked = town.network, mode, town.places("Ba"), town.places("D")
        in_reach = times_in_reach(*asked).to_dense()
        assert in_reach.seconds.tolist() == travel_times(*asked).seconds.tolist()


@pytest.mark.parametrize(("east", "north"), [(4, 0), (-4, 0), (0, 4), (0, -4)])
def test_who_is_where_they_are_going_drives_nowhere(draw, slowly, east, north):
    """Some millimetres along any street of a crossing one is at the crossing, and so is the site.

    Which of its streets each of them is told to be on is not the same.
    """
    car = slowly("car", terminal_min=0.0)
    spots = {"h": (6 + east / 1e5, 6 - north / 1e5)}
    town = draw(CROSS, turns={"WXL": "no"}, spots=spots)

    assert town.time(car, "h", "X") == 0
    assert town.time(car, "X", "h") == 0


def test_who_walks_to_the_crossing_is_at_a_site_there_whatever_street_it_is_told_to_be_on(
    draw, slowly
):
    """The home is by a street that leads away from B, and by A--B it is at B, as the site is."""
    town = draw("C<<<<<B-----A\n|     |     |\nD-----E-----F", turns={"EBA": "no"},
                spots={"h": (5.9, 0)})  # fmt: skip
    car = slowly("car", terminal_min=0.0, snap_tolerance_m=20.0)

    assert town.time(car, "h", "B") == 10


def test_a_dead_end_where_turning_round_is_forbidden_is_left_by_its_other_side_only(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    free, town = draw("A-a--B--b-C"), draw("A-a--B--b-C", turns={"BCB": "no"})

    # From b one gets to a, for one sets out that way; nobody has to turn at C.
    assert town.time(car, "b", "a") == free.time(car, "b", "a")
    assert town.time(car, "a", "b") == free.time(car, "a", "b")


def test_people_live_on_a_dead_end_though_turns_are_forbidden_at_both_its_ends(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    drawing = "A-a--B--b-C\n     |\n     D"
    free, town = draw(drawing), draw(drawing, turns={"BCB": "no", "ABD": "no"})

    for origin, site in ("ab", "ba"):
        assert town.time(car, origin, site) == free.time(car, origin, site)


def test_a_one_way_street_tells_which_end_of_a_way_is_meant(draw, slowly):
    """The way A-B-C passes through B, but only C lies ahead on a one-way street."""
    ways = {"ABC": {"oneway": "yes"}}
    drawing = """
    A>>B>c>C
    |  |   |
    |  d   |
    |  |   |
    F--D---E
    """
    car = slowly("car", terminal_min=0.0)
    free = draw(drawing, ways=ways)
    town = draw(drawing, ways=ways, turns={"DBC": "no"})

    assert free.time(car, "d", "c") == 20 + 20
    assert town.time(car, "d", "c") == 20 + 30 + 40 + 30 + 20
    assert told(town, car)["GA-S510"]["n"] == 1


def test_a_way_that_goes_on_both_ways_leaves_it_open_which_is_meant(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    drawing = """
    A-a-B-c-C
        |
        d
        |
        D
    """
    free = draw(drawing, ways={"ABC": {}})
    town = draw(drawing, ways={"ABC": {}}, turns={"DBC": "no"})

    assert told(town, car)["GA-S511"]["n"] == 1
    assert town.time(car, "d", "c") == free.time(car, "d", "c")


def test_a_restriction_of_a_street_that_is_closed_to_cars_changes_nothing(draw, slowly):
    car = slowly("car", terminal_min=0.0)
    closed = {"WX": {"motor_vehicle": "no"}}
    free, town = draw(CROSS, ways=closed), draw(CROSS, ways=closed, turns={"WXL": "only"})

    assert told(town, car)["GA-S510"]["idle"] == 1
    assert town.times(car, "nse", "nse").seconds.tolist() == (
        free.times(car, "nse", "nse").seconds.tolist()
    )


def seconds_by_arcs(network, mode, origins, sites):
    """The same by searching from arc to arc in networkx, every forbidden turn left out by hand."""
    usable, streets = network.of_mode(mode), network.streets
    at = usable.crossings
    node = at.vertex
    ends = {0: (node[usable.start], node[usable.end]), 1: (node[usable.end], node[usable.start])}
    street = [frozenset(pair) for pair in zip(*(e.tolist() for e in ends[0]), strict=True)]
    seconds = {0: usable.forward, 1: usable.backward}
    arcs = [(s, d) for s in range(len(usable.start)) for d in (0, 1) if np.isfinite(seconds[d][s])]
    banned = forbidden(streets, ends, street, arcs, mode)
    graph = nx.DiGraph()
    graph.add_nodes_from(arcs)
    out = {}
    for s, d in arcs:
        out.setdefault(int(ends[d][0][s]), []).append((s, d))
    for s, d in arcs:
        via = int(ends[d][1][s])
        for t, f in out.get(via, []):
            if (via, street[s], street[t]) not in banned:
                graph.add_edge((s, d), (t, f), weight=seconds[f][t])
    rules = ends, street, seconds, banned
    leaving, arriving = (snap(p, streets, usable, mode) for p in (origins, sites))
    feet = (leaving.metres[:, None] + arriving.metres) / mode.access_speed_ms + mode.terminal_s
    along = [
        [trip(graph, out, rules, (leaving, o), (arriving, s)) for s in range(feet.shape[1])]
        for o in range(feet.shape[0])
    ]
    least = np.full((len(origins), len(sites)), np.inf)
    np.minimum.at(least, np.ix_(leaving.place, arriving.place), np.array(along) + feet)
    return least


def forbidden(streets, ends, street, arcs, mode):
    banned, only = set(), {}
    for turn in streets.turns:
        if turn.excepted & set(mode.preset.access_keys) or mode.name != "car":
            continue
        here, there = (
            {street[s] for s, d in arcs if ends[d][e][s] == turn.via
             and streets.segment_way[s] == way}
            for way, e in ((turn.from_way, 1), (turn.to_way, 0))
        )  # fmt: skip
        if len(here) == len(there) == 1:
            (one,), (other,) = here, there
            if turn.is_only:
                only.setdefault((turn.via, one), set()).add(other)
            else:
                banned.add((turn.via, one, other))
    for (via, one), kept in only.items():
        banned |= {(via, one, other) for other in {*street} - kept}
    return banned


def trip(graph, out, rules, origin, site):
    ends, street, seconds, banned = rules
    here, there = (int(snapped.segment[i]) for snapped, i in (origin, site))
    share, goal = (snapped.share[i] for snapped, i in (origin, site))
    best = np.inf
    if here == there:
        d = 0 if goal >= share else 1
        best = 0.0 if goal == share else seconds[d][here] * abs(goal - share)
    # Crossing, street it is reached by (none where one is there) and seconds from the door.
    starts = [door(seconds[d][here], rest, ends[d][1][here], street[here])
              for d, rest in ((0, 1 - share), (1, share))]  # fmt: skip
    goals = [door(seconds[d][there], rest, ends[d][0][there], street[there])
             for d, rest in ((0, goal), (1, 1 - goal))]  # fmt: skip
    for via, one, first in starts:
        reached = [(via, one, first)]
        for arc in out.get(via, []):
            if np.isfinite(first) and (via, one, street[arc[0]]) not in banned:
                found = nx.single_source_dijkstra_path_length(graph, arc)
                so_far = first + seconds[arc[1]][arc[0]]
                reached += [(int(ends[f][1][t]), street[t], so_far + m)
                            for (t, f), m in found.items()]  # fmt: skip
        for (at, last_street, so_far), (end, into, last) in itertools.product(reached, goals):
            if at == end and (at, last_street, into) not in banned:
                best = min(best, so_far + last)
    return best


def door(whole, part, via, street):
    return (int(via), street, whole * part) if part > 0 else (int(via), None, 0.0)


def kernels():
    spec = importlib.util.spec_from_file_location(
        "kernels_conftest", Path(__file__).parent / "kernels" / "conftest.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOWNS = kernels()


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_every_kernel_finds_what_a_search_from_arc_to_arc_finds(tmp_path_factory, seed):
    rng, network = TOWNS.a_town(seed)
    origins, sites = TOWNS.some_places(rng, "o", 5), TOWNS.some_places(rng, "s", 5)
    mode = make_mode("car")
    want = seconds_by_arcs(network, mode, origins, sites)

    searched = travel_times(network, mode, origins, sites).seconds
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOACCESS_CACHE", str(tmp_path_factory.getbasetemp() / "orders"))
        patch.setattr(choice, "_FEWEST_SITES", 0)
        patch.setattr(choice, "_FEWEST_SETTLED", 0)
        swept = travel_times(network, mode, origins, sites).seconds

    has_time = searched <= LONGEST_SECONDS
    assert (np.isfinite(want) == has_time).all()
    soon = travel_times(network, make_mode("car", ModeSettings(cutoff_min=0.5)), origins, sites)
    assert np.array_equal(
        np.where(has_time & (searched > 30), Status.BEYOND_CUTOFF, searched), soon.seconds
    )
    assert np.abs(searched[has_time] - want[has_time]).max(initial=0) <= 0.51
    assert np.array_equal(swept, searched)
    in_reach = times_in_reach(network, mode, origins, sites).to_dense()
    assert np.array_equal(in_reach.seconds, searched)
    assert np.array_equal(time_to_nearest(network, mode, origins, sites), searched.min(axis=1))


OSM = importlib.util.spec_from_file_location(
    "streets_osm", Path(__file__).parents[1] / "sources" / "test_streets_osm.py"
)
LENT = importlib.util.module_from_spec(OSM)
OSM.loader.exec_module(LENT)
NODES = {
    1: (15.0, 60.0), 2: (15.01, 60.0), 3: (15.02, 60.0), 4: (15.01, 60.01), 5: (15.02, 60.01),
}  # fmt: skip
WAYS = {
    10: ([1, 2], {"highway": "residential"}),
    11: ([2, 3], {"highway": "residential"}),
    12: ([2, 4], {"highway": "residential"}),
    13: ([4, 5, 3], {"highway": "residential"}),
}


def relation(members, number=1, **tags):
    kinds = {"n": "node", "w": "way"}
    lines = [
        f'<member type="{kinds[kind]}" ref="{ref}" role="{role}"/>' for role, kind, ref in members
    ]
    lines += [f'<tag k="{k.replace("__", ":")}" v="{v}"/>' for k, v in tags.items()]
    lines += ['<tag k="type" v="restriction"/>']
    return f'<relation id="{number}">{"".join(lines)}</relation>'


LEFT = [("from", "w", 10), ("via", "n", 2), ("to", "w", 12)]


def read(folder, *relations):
    extra = "".join(relation(members, n, **tags) for n, (members, tags) in enumerate(relations, 1))
    xml = LENT.osm_xml(nodes=NODES, ways=WAYS, barriers={}, extra=extra)
    return read_streets(LENT.as_pbf(folder / "a.osm.pbf", xml), "EPSG:3006")


@pytest.mark.parametrize(
    "tags",
    [
        {"restriction": "no_left_turn"},
        {"restriction__motorcar": "no_left_turn"},
        {"restriction__motor_vehicle": "no_left_turn", "except": "psv"},
    ],
)
def test_a_restriction_in_a_file_is_kept_to_door_to_door(tmp_path, tags):
    ends = slice(0, 5)
    times = []
    for relations in ([], [(LEFT, tags)]):
        streets = read(tmp_path, *relations)
        places = TOWNS.Places(tuple("12345"), streets.node_x[ends], streets.node_y[ends])
        times.append(travel_times(Network.build(streets), make_mode("car"), places, places))
        assert streets.notices == ()

    free, kept = (each.seconds.astype(int) for each in times)
    longer = [(one, other) for one, other in np.argwhere(kept > free).tolist()]
    assert longer == [(0, 3)]


@pytest.mark.parametrize(
    ("members", "tags"),
    [
        ([("from", "w", 10), ("via", "w", 11), ("to", "w", 13)], {"restriction": "no_u_turn"}),
        ([("from", "w", 10), ("via", "n", 2)], {"restriction": "no_left_turn"}),
        ([("from", "w", 10), ("via", "n", 2), ("to", "w", 99)], {"restriction": "no_left_turn"}),
        ([*LEFT, ("to", "w", 11)], {"restriction": "no_exit"}),
        (LEFT, {"restriction__conditional": "no_left_turn @ (07:00-09:00)"}),
        (LEFT, {"restriction": "no_left_turn", "hour_on": "07:00"}),
        (LEFT, {"restriction": "give_way"}),
    ],
)
def test_what_cannot_be_kept_to_is_counted(tmp_path, members, tags):
    streets = read(tmp_path, (LEFT, {"restriction": "no_left_turn"}), (members, tags))

    assert len(streets.turns) == 1
    assert [(n.code, n.places["n"]) for n in streets.notices] == [("GA-S011", 1)]


def test_streets_outside_take_their_restrictions_with_them(tmp_path):
    read(tmp_path, (LEFT, {"restriction": "no_left_turn"}))
    x, y = 500_000.0, 6_651_411.0

    kept = read_streets(tmp_path / "a.osm.pbf", "EPSG:3006", keep=(x - 50, y - 50, x + 50, y + 50))

    assert len(kept.way_tags) < 4
    assert kept.turns == ()
