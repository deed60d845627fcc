"""Nodes get numbers by where they lie, and nothing else changes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.travel import Network, travel_times
from geoaccess.travel.numbering import by_place, renumbered

CELLS = 2**16 - 1


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_a_files_nodes_changes_no_time(town, seed):
    a_town, some_places, a_mode = town
    rng, network = a_town(seed)
    mode = a_mode(rng)
    asked = mode, some_places(rng, "o", 9), some_places(rng, "s", 5)
    streets = renumbered(network.streets, rng.permutation(len(network.streets.node_x)))

    as_built, again, as_given = (
        travel_times(each, *asked).seconds
        for each in (network, Network.build(streets), Network.of(streets))
    )

    assert as_built.tolist() == again.tolist() == as_given.tolist()


@given(
    st.lists(st.tuples(st.integers(0, CELLS), st.integers(0, CELLS)), min_size=1, max_size=40),
)
def test_the_order_is_that_of_the_bits_of_both_coordinates_in_turn(cells):
    # The corners, so that a cell is a metre wide.
    points = [(0, 0), (CELLS, CELLS), *cells]

    def along_the_curve(i):
        x, y = (f"{each:016b}" for each in points[i])
        return "".join(b + a for a, b in zip(x, y, strict=True)), i

    wanted = sorted(range(len(points)), key=along_the_curve)
    x, y = np.array(points, dtype=np.float64).T

    assert by_place(x, y).tolist() == wanted


@pytest.mark.parametrize("points", [[], [(7.0, 7.0)], [(7.0, 7.0), (7.0, 7.0)]])
def test_points_that_lie_nowhere_or_in_one_place_stay_as_they_are(points):
    x, y = np.array(points, dtype=np.float64).reshape(-1, 2).T

    assert by_place(x, y).tolist() == list(range(len(points)))
