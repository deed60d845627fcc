"""Ground in squares: whose each is, and the line around some of them."""

from unittest import mock

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.travel import Places, squares
from geoaccess.travel.outline import outline
from geoaccess.travel.squares import Squares

SIDE, RADIUS = 10.0, 25.0


def some_places(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(0, 12))
    xy = rng.uniform(-80, 80, (n, 2))
    if rng.integers(2):
        xy = np.rint(xy / 5) * 5  # on the lattice, and on one spot
    return Places(tuple(f"p{i}" for i in range(n)), *xy.T)


def by_hand(places):
    """Of each square the place that speaks for it, square by square and place by place."""
    found = {}
    for column in range(-14, 15):
        for row in range(-14, 15):
            x, y = (column + 0.5) * SIDE, (row + 0.5) * SIDE
            away = np.hypot(places.x - x, places.y - y)
            inside = [
                (np.floor(px / SIDE), np.floor(py / SIDE)) == (column, row)
                for px, py in zip(places.x, places.y, strict=True)
            ]
            ranked = sorted(
                (not inside[i], away[i], i)
                for i in range(len(places))
                if inside[i] or away[i] <= RADIUS
            )
            if ranked:
                found[column, row] = ranked[0][2]
    return found


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_each_square_has_the_place_in_it_or_the_nearest_to_its_middle(seed):
    places = some_places(seed)

    with mock.patch.object(squares, "_BLOCK", 5):
        ground = Squares.around(places, SIDE, RADIUS)

    told = {(int(c), int(r)): int(p) for (c, r), p in zip(ground.at, ground.place, strict=True)}
    assert told == by_hand(places)
    assert len(told) == len(ground.at)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_the_line_around_squares_is_that_of_their_union(seed):
    rng = np.random.default_rng(seed)
    among = np.argwhere(rng.random((7, 9)) < rng.choice([0.2, 0.5, 0.8])) - 4
    boxes = [shapely.box(c * SIDE, r * SIDE, (c + 1) * SIDE, (r + 1) * SIDE) for c, r in among]

    area = outline(among, SIDE)

    assert area.geom_type == "MultiPolygon"
    assert area.is_valid
    assert area.area == pytest.approx(len(among) * SIDE**2)
    assert area.symmetric_difference(shapely.union_all(boxes)).area == pytest.approx(0)
    # No more corners than it takes: nothing lies on a straight line between two others.
    assert shapely.get_num_coordinates(shapely.simplify(area, 0)) == (
        shapely.get_num_coordinates(area)
    )
