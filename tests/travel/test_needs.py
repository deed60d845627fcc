"""What times take is told beforehand, and is not less than they then take."""

import tracemalloc

import numpy as np
import pytest

from geoaccess.errors import LimitError
from geoaccess.sources.streets import Streets
from geoaccess.travel import Network, Places, sharded_times, street_bytes, travel_times
from geoaccess.travel.modes import make_mode
from geoaccess.travel.needs import one_street_bytes
from geoaccess.travel.shards import ShardWork
from geoaccess.travel.snapping import snap
from geoaccess.travel.streams import OnStreets


def a_grid(side):
    """Streets of 100 m, `side` crossings each way."""
    number = np.arange(side * side).reshape(side, side)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    y, x = np.divmod(np.arange(side * side), side)
    return Streets(
        node_x=x * 100.0,
        node_y=y * 100.0,
        way_tags=({"highway": "residential"},),
        segment_from=start,
        segment_to=end,
        segment_way=np.zeros(len(start), dtype=np.int64),
    )


def some(rng, side, n, prefix):
    x, y = rng.uniform(0, side * 100, (2, n))
    return Places(tuple(f"{prefix}{i}" for i in range(n)), x, y)


@pytest.mark.parametrize("sites", [3, 40])
def test_searching_takes_no_more_than_told(sites):
    side, rng = 100, np.random.default_rng(0)
    streets, mode = a_grid(side), make_mode("walk")
    origins, asked = some(rng, side, 500, "o"), some(rng, side, sites, "s")
    travel_times(Network.build(a_grid(3)), mode, origins, asked)  # loads what is loaded once

    network = Network.build(streets)
    tracemalloc.start()
    travel_times(network, mode, origins, asked)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak <= street_bytes(streets, 1, sites) + 2 * len(origins) * sites


def test_more_modes_sites_or_streets_take_more():
    small, large = a_grid(50), a_grid(60)

    assert street_bytes(small, 1, 10) < street_bytes(small, 2, 10) < street_bytes(large, 2, 10)
    assert street_bytes(small, 1, 10) < street_bytes(small, 1, 40)
    # Enough to make a hierarchy of: its order, shortcuts and compiled loops count.
    many = a_grid(800)
    assert street_bytes(many, 1, 1000) > 640_000 * 650 + 250_000_000


LONG = Streets(
    node_x=np.array([0.0, 5000.0]),
    node_y=np.zeros(2),
    way_tags=({"highway": "residential"},),
    segment_from=np.array([0]),
    segment_to=np.array([1]),
    segment_way=np.array([0]),
)


def along(rng, n, prefix):
    return Places(tuple(f"{prefix}{i}" for i in range(n)), rng.uniform(0, 5000, n), np.zeros(n))


@pytest.mark.parametrize("kept", [False, True])
def test_all_places_on_one_street_take_no_more_than_told(kept, tmp_path):
    rng, mode, network = np.random.default_rng(0), make_mode("walk"), Network.build(LONG)
    places = along(rng, 600, "o"), along(rng, 50, "s")
    work = ShardWork(folder=tmp_path)
    told = one_street_bytes(
        *(snap(each, network.streets, network.of_mode(mode), mode) for each in places)
    )
    # At least what is held of each pair: which it is, and its time.
    assert told > 600 * 50 * 18

    tracemalloc.start()
    if kept:
        sharded_times(network, mode, *places, work)
    else:
        travel_times(network, mode, *places)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert street_bytes(LONG, 1, 50) < peak <= told + street_bytes(LONG, 1, 50) + 2 * 600 * 50


def test_pairs_on_one_street_are_counted_as_they_are_made():
    rng, mode, network = np.random.default_rng(0), make_mode("walk"), Network.build(a_grid(4))
    places = some(rng, 3, 40, "o"), some(rng, 3, 30, "s")
    origins, sites = (snap(each, network.streets, network.of_mode(mode), mode) for each in places)
    one = origins.of(np.array([0]))

    pairs = one_street_bytes(origins, sites) // one_street_bytes(one, one)

    assert pairs == len(OnStreets(network, mode, *places).trips.row)
    assert pairs == sum(o == s for o in origins.segment for s in sites.segment) > 40


def test_too_many_pairs_on_one_street_are_refused_before_they_are_made(monkeypatch):
    rng, mode = np.random.default_rng(0), make_mode("walk")
    places = along(rng, 600, "o"), along(rng, 50, "s")
    monkeypatch.setenv("GEOACCESS_MEMORY_GB", "0.005")

    with pytest.raises(LimitError, match="one and the same street") as refused:
        travel_times(Network.build(LONG), mode, *places)

    assert refused.value.exit_code == 6
    # As many places where streets have crossings.
    assert travel_times(Network.build(a_grid(51)), mode, *places).has_time.any()
