"""Places that may leave by any of several streets about as near."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, SparseTimes, Status
from geoaccess.travel import (
    Network,
    Places,
    nearest_sites,
    sharded_times,
    sites_within,
    stream_times,
    time_to_nearest,
    times_in_reach,
    travel_times,
    weighted_sums,
)
from geoaccess.travel.kernels import choice
from geoaccess.travel.kernels.search import Search
from geoaccess.travel.modes import make_mode
from geoaccess.travel.paths import Path, fastest_paths
from geoaccess.travel.shards import ShardWork
from geoaccess.travel.snapping import MOST_STREETS, snap

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=40)
# The lanes of a road with a reserve between them: east on one, west on the other.
LANES = """
A>>>>>>>>>>B
^          v
C<<<<<<<<<<D
"""


def a_town(seed, *, cutoff_min=90.0):
    """Streets many of which nearly touch, in parts that may not join, and a mode."""
    rng = np.random.default_rng(seed)
    nodes, edges = int(rng.integers(3, 10)), int(rng.integers(2, 14))
    ends = np.array([rng.choice(nodes, 2, replace=False) for _ in range(edges)])
    streets = Streets(
        node_x=rng.uniform(0, 300, nodes),
        node_y=rng.uniform(0, 300, nodes),
        way_tags=tuple(
            {"highway": "residential"} | ({"oneway": "yes"} if rng.uniform() < 0.4 else {})
            for _ in range(edges)
        ),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(edges),
    )
    name = ("walk", "bicycle", "car")[rng.integers(3)]
    said = ModeSettings(cutoff_min=cutoff_min, max_snap_m=90.0, terminal_min=0.0)
    mode = make_mode(name, said)
    part = mode.network.model_copy(update={"min_part_km": 0.0})
    return rng, Network.build(streets), replace(mode, network=part)


def some_places(rng, prefix, n):
    return Places(tuple(f"{prefix}{i}" for i in range(n)), *rng.uniform(-60, 360, (2, n)))


def within(mode, metres):
    return replace(mode, snap_tolerance_m=float(metres))


def one_street_each(monkeypatch, streets_of):
    """Let each place have the street that is said of it, and no other."""
    monkeypatch.setattr("geoaccess.travel.streams.snap", lambda places, *_: streets_of[places.ids])


def by_every_choice(network, mode, origins, sites):
    """The least over all choices of a street for each place, worked out choice by choice."""
    usable = network.of_mode(mode)
    near = [snap(places, network.streets, usable, mode) for places in (origins, sites)]
    least = np.full((len(origins), len(sites)), Status.NOT_SNAPPED, dtype=np.uint16)
    # One choice of each at a time: of origins the n-th nearest street, of sites the m-th.
    ranks = [np.arange(len(s.place)) - np.searchsorted(s.place, s.place) for s in near]
    for n in range(MOST_STREETS):
        for m in range(MOST_STREETS):
            chosen = [
                s.of(np.flatnonzero(rank == one))
                for s, rank, one in zip(near, ranks, (n, m), strict=True)
            ]
            with pytest.MonkeyPatch.context() as patch:
                one_street_each(patch, dict(zip((origins.ids, sites.ids), chosen, strict=True)))
                alone = travel_times(network, mode, origins, sites)
            np.minimum(least, alone.seconds, out=least)
    return least


@pytest.mark.parametrize("from_middle", [-0.1, 0.0, 0.1])
def test_ten_centimetres_beside_the_middle_of_a_road_do_not_decide(draw, slowly, from_middle):
    """Of 20 m between the lanes the house is 9.9 m from one and 10.1 m from the other."""
    road = draw(LANES, spots={"h": (5.5, 1 + from_middle / 10), "c": (8, 0)}, step=10.0)
    car = slowly("car", max_snap_m=50.0)

    found = road.time(within(car, 0.5), "h", "c")

    # To the eastbound lane and 25 m along it at 10 m/s, whichever lane is nearer.
    assert found == int(10 + from_middle + 2.5 + 0.5)
    if from_middle > 0:
        assert road.time(car, "h", "c") > found + 10
    else:
        assert road.time(car, "h", "c") == found


def test_both_streets_are_tried_at_the_site_as_well(draw, slowly):
    road = draw(LANES, spots={"h": (8, 2), "c": (5.5, 0.99)}, step=10.0)
    car = slowly("car", max_snap_m=50.0)

    assert road.time(within(car, 0.5), "h", "c") == round(2.5 + 10.1)
    assert road.time(car, "h", "c") > 20


@some
@given(seed=seeds, metres=st.sampled_from([0.0, 10.0, 60.0]), cutoff_min=st.sampled_from([1, 90]))
def test_a_time_is_the_least_of_every_choice_of_streets(seed, metres, cutoff_min):
    rng, network, mode = a_town(seed, cutoff_min=cutoff_min)
    origins, sites = some_places(rng, "o", 6), some_places(rng, "s", 6)
    mode = within(mode, metres)

    times = travel_times(network, mode, origins, sites)

    assert np.array_equal(times.seconds, by_every_choice(network, mode, origins, sites))


@some
@given(seed=seeds)
def test_trying_more_streets_never_lengthens_a_time(seed):
    rng, network, mode = a_town(seed)
    origins, sites = some_places(rng, "o", 8), some_places(rng, "s", 8)

    seconds = [
        travel_times(network, within(mode, metres), origins, sites).seconds
        for metres in (0, 1, 5, 20, 80)
    ]

    # Reasons for having no time are the highest numbers.
    assert all((more <= fewer).all() for fewer, more in itertools.pairwise(seconds))


@some
@given(seed=seeds, metres=st.sampled_from([0.0, 40.0]), at_once=st.integers(1, 3))
def test_every_form_of_the_times_tries_the_same_streets(tmp_path_factory, seed, metres, at_once):
    rng, network, mode = a_town(seed, cutoff_min=float(np.random.default_rng(seed).choice([1, 90])))
    mode = within(mode, metres)
    origins, sites = some_places(rng, "o", 9), some_places(rng, "s", 7)
    asked = network, mode, origins, sites
    whole = travel_times(*asked)
    seconds = whole.seconds

    sparse = times_in_reach(*asked)
    work = ShardWork(folder=tmp_path_factory.mktemp("shards"), sites_at_once=at_once)
    tiles = rng.integers(0, 3, len(origins)).tolist()
    told = []
    shards = sharded_times(*asked, work, tiles=tiles, told=told.append)
    streamed = np.zeros_like(seconds)
    for columns, block in stream_times(*asked):
        streamed[:, columns] += block
    nearest, site = nearest_sites(*asked)
    limits = [30, 60, 300]
    table = np.where(np.arange(2**16) <= LONGEST_SECONDS, np.exp(-np.arange(2**16) / 99), 0.0)

    assert isinstance(sparse, SparseTimes)
    assert np.array_equal(sparse.to_dense().seconds, seconds)
    assert np.array_equal(shards.seconds, seconds)
    assert sum(told) == len(sites)
    assert np.array_equal(streamed, seconds)
    assert np.array_equal(time_to_nearest(*asked), seconds.min(axis=1))
    assert np.array_equal(nearest, seconds.min(axis=1))
    has_site = nearest <= LONGEST_SECONDS
    assert np.array_equal(site[has_site], seconds.argmin(axis=1)[has_site])
    assert np.array_equal(
        sites_within(*asked, limits),
        np.column_stack([(seconds <= limit).sum(axis=1) for limit in limits]),
    )
    values = rng.uniform(1, 9, len(sites))
    assert np.allclose(weighted_sums(*asked, table, values), (table[seconds] * values).sum(axis=1))


@settings(max_examples=15)
@given(seed=seeds)
def test_a_hierarchy_and_searches_one_site_at_a_time_agree(seed):
    rng, network, mode = a_town(seed)
    mode = within(mode, 40)
    asked = network, mode, some_places(rng, "o", 12), some_places(rng, "s", 40)
    searched = travel_times(*asked).seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geoaccess.travel.kernels.search._HELD_BYTES", 1)
        one_by_one = travel_times(*asked).seconds
        patch.setattr(choice, "_FEWEST_SITES", 0)
        patch.setattr(choice, "_FEWEST_SETTLED", 0)
        swept = travel_times(*asked).seconds

    assert np.array_equal(searched, one_by_one)
    assert np.array_equal(searched, swept)


@settings(max_examples=20)
@given(seed=seeds)
def test_a_path_leaves_and_arrives_by_the_streets_of_the_least_time(seed):
    rng, network, mode = a_town(seed)
    mode = within(mode, 40)
    pairs = some_places(rng, "o", 10), some_places(rng, "s", 10)

    paths = fastest_paths(network.of_mode(mode), network.streets, mode, *pairs)

    for path, seconds in zip(
        paths, np.diag(travel_times(network, mode, *pairs).seconds), strict=True
    ):
        if isinstance(path, Path):
            assert abs(path.total_s - seconds) <= 0.51
        else:
            assert path == seconds


def test_a_time_comes_before_too_far_and_too_far_before_no_way(draw, slowly):
    """b is between a street that a gets to and one that it does not."""
    town = draw(
        """
    A-a------B

    C--------D
    """,
        spots={"b": (8, 1.01)},
    )
    near, far = slowly(min_part_km=0.0), slowly(min_part_km=0.0, cutoff_min=5)

    assert town.time(near, "a", "b") == "unreachable"
    assert town.time(within(near, 5), "a", "b") == 600 + 101
    assert town.time(far, "a", "b") == "unreachable"
    assert town.time(within(far, 5), "a", "b") == "beyond_cutoff"
    assert town.time(within(far, 5), "b", "a") == "beyond_cutoff"


def test_the_corner_of_a_street_is_no_other_street(draw, slowly):
    """The house is by AB, near its end: from BC it is hardly farther, at the corner itself."""
    town = draw("A-----B-----C", spots={"h": (5.9, 0.5)})
    one_way = draw("A>>>>>B-----C\n|           |\nD-----------E", spots={"h": (6.1, 0.5)})

    def tried(drawn, mode):
        return snap(drawn.places("h"), drawn.streets, drawn.network.of_mode(mode), mode)

    assert len(tried(town, within(slowly(), 20)).place) == 1
    # Nobody drives against a one-way street, but one may walk back to the corner.
    car = within(slowly("car"), 20)
    assert len(tried(one_way, car).place) == 1
    west = replace(one_way, spots={"h": (590.0, -50.0)})
    assert len(tried(west, car).place) == 2


def test_no_more_streets_are_tried_than_the_nearest_few_within_reach(draw, slowly):
    rows = "\n".join(f"{a}---{b}" for a, b in zip("ACEGIK", "BDFHJL", strict=True))
    town = draw(rows, spots={"h": (2, -0.1)}, step=10.0)

    def tried(mode):
        usable = town.network.of_mode(mode)
        return snap(town.places("h"), town.streets, usable, mode).metres.tolist()

    nothing_small = slowly(min_part_km=0.0, max_snap_m=500.0)
    assert tried(nothing_small) == [1]
    assert tried(within(nothing_small, 100)) == [1, 11, 21, 31]
    assert tried(within(slowly(min_part_km=0.0, max_snap_m=12.0), 100)) == [1, 11]
    # Pieces too small to set out on are passed over, however near.
    assert len(tried(within(slowly(min_part_km=1.0, max_snap_m=500.0), 100))) == 1


def test_without_a_tolerance_only_streets_exactly_as_near_are_tried(draw, slowly):
    road = draw(LANES, spots={"h": (5.5, 1)}, step=10.0)
    car = slowly("car", max_snap_m=50.0)

    at = snap(road.places("h"), road.streets, road.network.of_mode(car), car)

    assert at.metres.tolist() == [10, 10]
    assert make_mode("car").snap_tolerance_m == 0


def test_a_study_says_how_much_farther_and_not_too_much():
    assert make_mode("car", ModeSettings(snap_tolerance_m=5.0)).snap_tolerance_m == 5
    for wrong in (-1.0, 51.0):
        with pytest.raises(ValidationError):
            ModeSettings(snap_tolerance_m=wrong)


def test_a_search_without_several_streets_writes_straight_into_the_table(draw, slowly, monkeypatch):
    """Who has no such places pays nothing: blocks are not made only to be put together."""
    monkeypatch.setattr(Search, "blocks", pytest.fail, raising=True)
    filled = []
    monkeypatch.setattr(Search, "fill", lambda *_: filled.append(1) or iter(()))
    town = draw("A-a------B")

    town.times(slowly(), "a", "B")

    assert filled
