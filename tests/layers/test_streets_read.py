"""How far out streets are read: as far as trips go, and no other streets for every other site."""

from types import SimpleNamespace

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.layers.read import _around
from geoaccess.sources.streets import extent_of_trips

REGION = (503_000.0, 6_504_000.0, 541_000.0, 6_577_000.0)
coordinates = st.tuples(st.integers(480_000, 560_000), st.integers(6_480_000, 6_600_000))


def around(points, longest_m):
    geometry = np.array([shapely.Point(*point) for point in points])
    sites = [SimpleNamespace(frame={"geometry": SimpleNamespace(to_numpy=lambda: geometry)})]
    return _around(REGION, sites if points else [], longest_m)


@given(st.lists(coordinates, max_size=5), st.integers(0, 120_000))
def test_all_trips_are_within_and_not_much_else(points, longest_m):
    x, y = np.array(points, dtype=float).reshape(-1, 2).T
    trips = extent_of_trips(REGION, x, y, longest_m)

    found = around(points, longest_m)

    for side, outward in enumerate((-1, -1, 1, 1)):
        needed = max(trips[side] * outward, REGION[side] * outward + 30_000)
        assert 0 <= found[side] * outward - needed < 10_000


def test_a_site_some_way_farther_out_than_the_others_changes_nothing():
    inner, outer = (520_000, 6_540_000), (541_500, 6_540_000)
    assert around([inner, outer], 90_000) == around([inner, (547_000, 6_540_000)], 90_000)
    assert around([inner, outer], 90_000) != around([inner, (569_000, 6_540_000)], 90_000)
