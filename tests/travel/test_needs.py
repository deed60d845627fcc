"""What times take is told beforehand, and is not less than they then take."""

import tracemalloc

import numpy as np
import pytest

from geoaccess.sources.streets import Streets
from geoaccess.travel import Network, Places, street_bytes, travel_times
from geoaccess.travel.modes import make_mode


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
