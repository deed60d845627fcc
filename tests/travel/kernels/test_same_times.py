"""Door to door the kernels give the same seconds: swept in blocks, or searched, to the cutoff."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.times import Status
from geoaccess.travel import Places, streams, travel_times
from geoaccess.travel.kernels import choice, short
from geoaccess.travel.kernels.blocks import Sweep
from geoaccess.travel.kernels.doors import Trips
from geoaccess.travel.kernels.hierarchy import Hierarchy
from geoaccess.travel.kernels.short import Short
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import snap

seeds = st.integers(0, 2**32 - 1)
plain = settings(max_examples=40)


@pytest.fixture
def always_a_hierarchy(monkeypatch):
    """However small the network."""
    monkeypatch.setattr(choice, "_FEWEST_SITES", 0)
    monkeypatch.setattr(choice, "_FEWEST_SETTLED", 0)


@plain
@given(seed=seeds)
def test_all_kernels_agree_to_the_second_and_on_every_reason(town, seed):
    a_town, some_places, a_mode = town
    rng, network = a_town(seed)
    origins, sites = some_places(rng, "o", 15), some_places(rng, "s", 40)
    mode = a_mode(rng)
    searched = travel_times(network, mode, origins, sites)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "_FEWEST_SITES", 0)
        patch.setattr(choice, "_FEWEST_SETTLED", 0)
        swept = travel_times(network, mode, origins, sites)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "kernel_for", Short)
        # Less than what is found at once, more than a site.
        patch.setattr(short, "_BLOCK_BYTES", 2 * 15 * 3)
        stopped = travel_times(network, mode, origins, sites)

    assert np.array_equal(searched.seconds, swept.seconds)
    assert np.array_equal(searched.seconds, stopped.seconds)


@settings(max_examples=10)
@given(seed=seeds)
def test_blocks_are_the_same_whatever_the_cores_and_the_order_of_places(town, seed):
    a_town, some_places, a_mode = town
    rng, network = a_town(seed)
    mode = a_mode(rng)
    usable = network.of_mode(mode)
    on = [snap(some_places(rng, "p", n), network.streets, usable, mode) for n in (20, 150)]
    row, column = (rng.permutation(len(snapped.segment)) for snapped in on)

    def blocks(origins, sites, cores):
        if not (len(origins.segment) and len(sites.segment)):
            return np.zeros((len(origins.segment), len(sites.segment)))
        trips = Trips.between(origins, sites, usable, mode)
        sweep = Sweep(Hierarchy.of(usable, trips.bits), trips, cores=cores)
        found = np.empty((len(trips.origins), len(trips.sites)), dtype=np.uint16)
        for begin, block in sweep.blocks():
            found[sweep.order, begin : begin + block.shape[1]] = block
        return found

    one, four = blocks(*on, 1), blocks(*on, 4)
    mixed = blocks(on[0].of(row), on[1].of(column), 2)

    assert np.array_equal(one, four)
    assert np.array_equal(one[np.ix_(row, column)], mixed)


@pytest.mark.usefixtures("always_a_hierarchy")
def test_two_on_one_one_way_street_go_on_along_it_or_round_the_block(draw, slowly):
    town = draw("""
    A>a>>b>B
    |      |
    C------D
    """)

    assert town.time(slowly("car"), "a", "b") == 30
    assert town.time(slowly("car"), "b", "a") == 20 + 20 + 70 + 20 + 20
    assert town.time(slowly("car"), "a", "a") == 0


@pytest.mark.usefixtures("always_a_hierarchy")
def test_many_on_one_street_each_leave_it_by_the_better_end(draw, slowly):
    town = draw("""
    A-a-b-c-B---s
    |       |
    C-t-----D---E
    """)

    assert town.times(slowly(), "abc", "t").seconds.ravel().tolist() == [600, 800, 1000]
    assert town.times(slowly(), "abc", "abc").seconds.tolist() == [
        [0, 200, 400],
        [200, 0, 200],
        [400, 200, 0],
    ]


@pytest.mark.usefixtures("always_a_hierarchy")
def test_a_part_that_no_way_joins_is_unreachable_and_a_far_one_beyond_the_cutoff(draw, slowly):
    town = draw("""
    A-a--B------b-C

    D-d--E
    """)
    mode = slowly(min_part_km=0.0, cutoff_min=10.0, max_snap_m=50.0)

    assert town.time(mode, "a", "b") == "beyond_cutoff"
    assert town.time(mode, "a", "d") == "unreachable"


@pytest.mark.usefixtures("always_a_hierarchy")
def test_a_place_off_the_streets_is_not_snapped(draw, slowly):
    town = draw("A-a--B", spots={"far": (2, 90)})

    seconds = town.times(slowly(max_snap_m=50.0), ["a", "far"], ["a", "far"]).seconds

    assert seconds.tolist() == [[0, Status.NOT_SNAPPED], [Status.NOT_SNAPPED] * 2]


@pytest.mark.parametrize("name", ["walk", "car"])
def test_a_real_city_has_the_same_times_either_way(porto_alegre, name, monkeypatch):
    network, places = porto_alegre
    some = slice(None, None, 40)
    sites = Places(places.ids[some], places.x[some], places.y[some])
    mode = make_mode(name)
    searched = travel_times(network, mode, places, sites).seconds

    monkeypatch.setattr(choice, "_FEWEST_SITES", 0)
    monkeypatch.setattr(choice, "_FEWEST_SETTLED", 0)

    assert np.array_equal(travel_times(network, mode, places, sites).seconds, searched)


def test_a_small_study_loads_nothing_compiled():
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = (
        "import sys; from geoaccess.travel import travel_times; "
        "import geoaccess.travel.kernels.choice; print('numba' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)

    assert said.stdout.strip() == "False"
