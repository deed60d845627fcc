"""What is certain of times where nobody knows the streets beyond a border."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources.streets import Streets, extent_of_trips
from geoaccess.sources.streets.read import _only
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.border import border_m, by_outside, may_be_too_long
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import snap
from geoaccess.travel.top_speed import longest_trip_m, top_speed_ms

SIZE = 20_000.0
REGION = shapely.box(4000.0, 3000.0, 17_000.0, 16_000.0)
COORDINATE = st.floats(-50_000, 50_000)


def a_town(seed, ferries=0.05):
    """Random streets of all speeds, and places at their nodes: these stay where they are."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(40, 90))
    x, y = rng.uniform(0, SIZE, (2, n))
    near = [np.argsort(np.hypot(x - x[i], y - y[i]))[1:5] for i in range(n)]
    ends = np.array([(i, int(j)) for i in range(n) for j in near[i]])
    kinds = [
        {"highway": "residential"},
        {"highway": "trunk", "maxspeed": "120"},
        {"highway": "secondary", "oneway": "yes"},
        {"route": "ferry", "duration": "20"},
    ]
    shares = [0.5, 0.3, 0.2 - ferries, ferries]
    streets = Streets(
        node_x=x,
        node_y=y,
        way_tags=tuple(kinds[i] for i in rng.choice(4, len(ends), p=shares)),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(len(ends)),
        way_ids=np.arange(len(ends)),
    )
    return streets, rng


def within(streets):
    """The streets with an end in the region, as an extract has them that keeps ways whole."""
    inside = shapely.contains_xy(REGION, streets.node_x, streets.node_y)
    kept = inside[streets.segment_from] | inside[streets.segment_to]
    return _only(streets, kept) if kept.any() else None


def places_on(streets, network, mode, rng, count, prefix):
    """Places in the region that get onto the same street of the whole and of the part."""
    at = rng.uniform(3000, 17_000, (2, count))
    all_of_them = Places(tuple(f"{prefix}{i}" for i in range(count)), *at)
    part = within(streets)
    on = [
        snap(all_of_them, each.streets, each.of_mode(mode), mode)
        for each in (network, Network.build(part))
    ]
    metres = np.full((2, count), np.inf)
    for row, each in zip(metres, on, strict=True):
        row[each.place[::-1]] = each.metres[::-1]  # the nearest street of each comes first
    same = np.isfinite(metres).all(axis=0) & np.isclose(*metres)
    which = np.flatnonzero(same & shapely.contains_xy(REGION, *at))
    return Places(tuple(all_of_them.ids[i] for i in which), at[0][which], at[1][which])


def both(seed, name, count=12):
    """Times in the whole and in the part, and what is said of those by outside."""
    streets, rng = a_town(seed)
    if within(streets) is None:
        return None
    mode = make_mode(name, ModeSettings(cutoff_min=200, max_snap_m=900))
    mode = replace(mode, network=mode.network.model_copy(update={"min_part_km": 0.0}))
    whole, part = Network.build(streets), Network.build(within(streets))
    origins = places_on(streets, whole, mode, rng, 40, "o")
    sites = places_on(streets, whole, mode, rng, count, "s")
    if not (len(origins) and len(sites)):
        return None
    exact, found = (travel_times(each, mode, origins, sites).seconds for each in (whole, part))
    outside = by_outside(part.of_mode(mode), mode, REGION, origins, sites)
    return mode, exact, found, outside


@given(seed=st.integers(0, 10_000), name=st.sampled_from(["car", "bicycle", "walk"]))
@settings(max_examples=40)
def test_a_time_not_above_what_any_way_by_outside_takes_is_that_of_the_whole_network(seed, name):
    made = both(seed, name, count=seed % 80)
    if made is None:
        return
    mode, exact, found, outside = made
    least = outside.pairs(np.arange(len(outside.origins)))

    certain = np.where(found <= LONGEST_SECONDS, found, mode.cutoff_s) + 2 <= least
    assert (found[certain] == exact[certain]).all()
    assert (found >= exact).all()

    doubtful = may_be_too_long(found.min(axis=1), outside.nearest(), mode.cutoff_s)
    assert (outside.nearest() == least.min(axis=1)).all()
    assert (found.min(axis=1) == exact.min(axis=1))[~doubtful].all()


def test_some_times_are_certain_and_some_that_are_not_are_wrong():
    """Else the test above would hold of anything."""
    counted = np.zeros(3, dtype=int)
    for seed in range(12):
        mode, exact, found, outside = both(seed, "bicycle")
        doubtful = may_be_too_long(found.min(axis=1), outside.nearest(), mode.cutoff_s)
        wrong = found.min(axis=1) != exact.min(axis=1)
        counted += [(~doubtful).sum(), (doubtful & wrong).sum(), len(wrong)]

    assert counted[0] > 0.1 * counted[2]
    assert counted[1] > 0


def test_places_outside_the_border_are_at_it():
    places = np.array([0.0, 5000.0]), np.array([9000.0, 9000.0])

    assert border_m(REGION, *places).tolist() == [0.0, 1000.0]


def test_slow_streets_count_until_a_fast_one_is_near():
    """A home on a street of 36 km/h, 3 km from a ferry of 360 and 5 km from the border."""
    streets = Streets(
        node_x=np.array([7000.0, 12_000.0, 16_000.0]),
        node_y=np.array([8000.0, 8000.0, 8000.0]),
        way_tags=({"highway": "residential"}, {"route": "ferry", "duration": "00:00:40"}),
        segment_from=np.array([0, 1]),
        segment_to=np.array([1, 2]),
        segment_way=np.array([0, 1]),
    )
    car = make_mode("car", ModeSettings(speed_factor=1, class_speeds_kmh={"residential": 36.0}))
    network = Network.build(streets).of_mode(car)
    home = Places(("home",), np.array([9000.0]), np.array([8000.0]))

    by_top_speed, closely = (
        by_outside(network, car, REGION, home, home, closely=closely).origin_s[0]
        for closely in (False, True)
    )

    assert by_top_speed == pytest.approx(5000 / 100)
    assert closely == pytest.approx(3000 / 10, rel=1e-5)


def test_without_sites_no_way_by_outside_gets_anywhere():
    mode = make_mode("walk")
    streets, _ = a_town(2)
    home = Places(("a",), np.array([9000.0]), np.array([9000.0]))
    nowhere = Places((), np.zeros(0), np.zeros(0))

    outside = by_outside(Network.build(streets).of_mode(mode), mode, REGION, home, nowhere)

    assert outside.nearest().tolist() == [np.inf]


@given(
    points=st.lists(st.tuples(COORDINATE, COORDINATE), min_size=3, max_size=3),
    longest=st.floats(0, 100_000),
)
@settings(max_examples=60)
def test_no_trip_leaves_its_extent(points, longest):
    (home, site, by) = map(np.array, points)
    length = np.hypot(*(home - by)) + np.hypot(*(by - site))

    west, south, east, north = extent_of_trips((*home, *home), site[:1], site[1:], longest)

    if length <= longest:
        assert west - 1e-6 <= by[0] <= east + 1e-6
        assert south - 1e-6 <= by[1] <= north + 1e-6


def test_a_site_farther_than_any_trip_asks_for_no_streets():
    far = extent_of_trips((0, 0, 0, 0), np.array([0.0, 90_000.0]), np.array([0.0, 0.0]), 50_000)

    assert far == (-25_000, -25_000, 25_000, 25_000)


@pytest.mark.parametrize(
    ("name", "settings_", "kmh"),
    [
        ("car", {}, 108),
        ("car", {"speed_factor": 1.0, "class_factors": {"track": 1.5}}, 180),
        ("car", {"class_speeds_kmh": {"motorway": 200.0}}, 180),
        ("bicycle", {"speed_kmh": 25.0}, 25),
        ("walk", {"access_speed_kmh": 20.0}, 20),
        ("walk", {}, 15),
    ],
)
def test_the_top_speed_is_that_of_the_settings(name, settings_, kmh):
    assert top_speed_ms(make_mode(name, ModeSettings(**settings_))) * 3.6 == pytest.approx(kmh)


def test_the_longest_trip_is_that_of_the_farthest_mode_less_the_time_to_park():
    car, walk = make_mode("car"), make_mode("walk")

    assert longest_trip_m([walk, car]) == pytest.approx(30 * (118 * 60 + 2))
    assert longest_trip_m([]) == 0
