"""Signals and signs as drawings: 1 m is 1 s on foot, and whoever comes to a sign waits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS
from geoaccess.travel import Network, Places, street_notices, times_in_reach, travel_times
from geoaccess.travel.kernels import choice
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import snap

SIGNALS = {"highway": "traffic_signals"}
WAITS = {"traffic_signals": 30.0, "crossing_signals": 12.0, "stop": 7.0, "give_way": 3.0}


@pytest.fixture
def waiting(slowly):
    return lambda name="walk", **waits: slowly(name, junction_delays_s=waits or WAITS)


def told(town, mode):
    return {n.code: n.places for n in street_notices(town.network, mode)}.get("GA-S530")


def test_nobody_waits_unless_the_study_says_so(draw, slowly):
    town = draw("A-a--B--b-C", signs={"B": SIGNALS})

    assert town.time(slowly(), "a", "b") == 600
    assert told(town, slowly()) is None


def test_who_passes_signals_waits_once_each_way(draw, waiting):
    town = draw("A-a--B--b-C", signs={"B": SIGNALS})

    assert town.time(waiting(), "a", "b") == town.time(waiting(), "b", "a") == 600 + 30
    assert told(town, waiting()) == {"mode": told(town, waiting())["mode"], "n": 1, "unclear": 0}


def test_who_does_not_get_to_the_signals_does_not_wait(draw, waiting):
    town = draw("A-a--b--B--C", signs={"B": SIGNALS, "A": SIGNALS})

    assert town.time(waiting(), "a", "b") == 300


def test_who_goes_to_the_signals_waits_and_who_starts_there_does_not(draw, waiting):
    town = draw("A--a--B--C", signs={"B": SIGNALS})

    assert town.time(waiting(), "a", "B") == town.time(waiting(), "C", "B") == 300 + 30
    assert town.time(waiting(), "B", "a") == town.time(waiting(), "B", "C") == 300
    assert town.time(waiting(), "B", "B") == 0


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        (SIGNALS | {"traffic_signals:direction": "forward"}, 30, 0),
        (SIGNALS | {"traffic_signals:direction": "backward"}, 0, 30),
        (SIGNALS | {"direction": "both"}, 30, 30),
        ({"highway": "crossing", "crossing": "traffic_signals"}, 12, 12),
        ({"highway": "stop", "direction": "forward"}, 7, 0),
        ({"highway": "give_way", "direction": "backward"}, 0, 3),
    ],
)
def test_a_sign_is_for_those_it_says(draw, waiting, tags, there, back):
    town = draw("A-a--B--b-C", ways={"ABC": {}}, signs={"B": tags})

    assert town.time(waiting(), "a", "b") == 600 + there
    assert town.time(waiting(), "b", "a") == 600 + back


def test_a_stop_sign_that_does_not_say_for_whom_counts_on_a_one_way_street_only(draw, waiting):
    stop = {"highway": "stop"}
    two_way = draw("A-a--B--b-C", signs={"B": stop})
    one_way = draw("A>a>>B>>b>C", signs={"B": stop})
    bicycle = waiting("bicycle")

    assert two_way.time(bicycle, "a", "b") == two_way.time(bicycle, "b", "a") == 600
    assert (told(two_way, bicycle)["n"], told(two_way, bicycle)["unclear"]) == (0, 1)
    one_way_told = told(one_way, bicycle)
    assert (one_way_told["n"], one_way_told["unclear"]) == (1, 0)
    loop = draw("""
    A>a>>B>>b>C
    |         |
    D---------E
    """, signs={"B": stop})  # fmt: skip
    assert loop.time(bicycle, "a", "b") == 600 + 7


def test_a_way_round_is_taken_when_it_is_shorter_than_waiting(draw, waiting):
    town = draw("""
    A--B--C--D
    |        |
    E--------F
    """, signs={"B": SIGNALS, "C": SIGNALS})  # fmt: skip

    assert town.time(waiting(traffic_signals=150.0), "A", "D") == 900 + 2 * 150
    assert town.time(waiting(traffic_signals=250.0), "A", "D") == 200 + 900 + 200


def test_streets_drawn_on_each_other_wait_alike(waiting):
    """Two one-way lines on top of each other, each with its own direction."""
    one_way = {"highway": "residential", "oneway": "yes"}
    streets = Streets(
        node_x=np.array([0.0, 100.0, 200.0]),
        node_y=np.zeros(3),
        way_tags=(one_way,) * 4,
        segment_from=np.array([0, 1, 2, 1]),
        segment_to=np.array([1, 2, 1, 0]),
        segment_way=np.arange(4),
        node_sign={1: SIGNALS | {"direction": "forward"}},
    )
    ends = Places(("a", "c"), np.array([0.0, 200.0]), np.zeros(2))

    times = travel_times(Network.build(streets), waiting("bicycle"), ends, ends)

    assert times.seconds.tolist() == [[0, 230], [230, 0]]


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25)
def test_every_kernel_waits_alike_and_no_detour_saves_time(tmp_path_factory, seed):
    rng = np.random.default_rng(seed)
    nodes = int(rng.integers(3, 12))
    ends = np.array([rng.choice(nodes, 2, replace=False) for _ in range(2 * nodes)])
    kinds = [
        SIGNALS,
        {"highway": "stop", "direction": "forward"},
        {"highway": "give_way"},
    ]
    streets = Streets(
        node_x=rng.integers(0, 6, nodes) * 100.0,
        node_y=rng.integers(0, 6, nodes) * 100.0,
        way_tags=tuple(
            {"highway": "residential"} | ({"oneway": "yes"} if rng.integers(3) == 0 else {})
            for _ in ends
        ),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(len(ends)),
        node_sign={int(node): kinds[rng.integers(3)] for node in rng.choice(nodes, 3)},
    )
    network = Network.build(streets)
    mode = make_mode("car", ModeSettings(junction_delays_s=WAITS, terminal_min=0.0))
    x, y = rng.uniform(-20, 520, (2, 8))
    x[:3], y[:3] = streets.node_x[:3], streets.node_y[:3]
    on_street = Places(tuple("abcdefgh"), x, y)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEOACCESS_CACHE", str(tmp_path_factory.mktemp("orders")))
        found = []
        for by_hierarchy in (False, True):
            patch.setattr(choice, "is_for_a_hierarchy", lambda *_, way=by_hierarchy: way)
            found.append(travel_times(network, mode, on_street, on_street).seconds)
    found.append(times_in_reach(network, mode, on_street, on_street).to_dense().seconds)

    assert (found[0] == found[1]).all()
    assert (found[0] == found[2]).all()
    times = np.where(found[0] <= LONGEST_SECONDS, found[0], np.inf)
    # At a place with two streets one may arrive by the one and set out by the other.
    here = snap(on_street, network.streets, network.of_mode(mode), mode).place
    times_by = times[:, np.bincount(here, minlength=8) == 1]
    times_on = times[np.bincount(here, minlength=8) == 1]
    by_way_of = (times_by[:, :, None] + times_on[None, :, :]).min(axis=1, initial=np.inf)
    assert (times <= by_way_of + 1.5).all()  # each is rounded
