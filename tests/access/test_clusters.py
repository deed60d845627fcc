"""Neighbours and clusters: plain loops, all permutations, and the peers libpysal and esda."""

from itertools import permutations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from shapely import box

from geoaccess.access import local_moran, moran, need_access_clusters, neighbours
from geoaccess.access.clusters import _benjamini_hochberg
from geoaccess.errors import InputError

SIDE = 8


def squares(side=SIDE, gap=0.0):
    """A board of squares of 100 m, named by row and column."""
    cells = [(r, c) for r in range(side) for c in range(side)]
    shapes = [box(100 * c, 100 * r, 100 * c + 100 - gap, 100 * r + 100 - gap) for r, c in cells]
    return gpd.GeoSeries(shapes, index=[f"{r}{c}" for r, c in cells], crs=3006)


BOARD = neighbours(squares())


def around(board):
    """The ids of each area's neighbours."""
    return {
        area: {board.ids[i] for i in board.weights[[place]].indices}
        for place, area in enumerate(board.ids)
    }


def test_neighbours_are_those_that_touch_in_a_point_as_libpysal_finds_them():
    from libpysal.graph import Graph  # noqa: PLC0415 -- slow to import

    peer = Graph.build_contiguity(gpd.GeoDataFrame(geometry=squares(4)), rook=False)
    mine = neighbours(squares(4))

    assert around(mine) == {area: set(peer[area].index) for area in mine.ids}
    assert around(BOARD)["00"] == {"01", "10", "11"}
    assert mine.weights.sum(axis=1) == pytest.approx(np.ones(16))
    assert mine.nearest_instead == {}


def test_slivers_between_simplified_outlines_are_bridged_by_a_stated_tolerance():
    apart = squares(4, gap=20)

    assert around(neighbours(apart, tolerance_m=30)) == around(neighbours(squares(4)))
    lone = neighbours(apart, nearest=2)
    assert set(lone.nearest_instead) == set(apart.index)
    assert lone.nearest_instead["00"] == ("01", "10")
    assert lone.tolerance_m == 0


def test_an_island_gets_the_nearest_and_is_nobody_s_neighbour_in_return():
    areas = squares(3)
    areas.loc["island"] = box(1000, 0, 1100, 100)

    found = neighbours(areas)

    assert dict(found.nearest_instead) == {"island": ("02",)}
    assert "island" not in around(found)["02"]
    assert around(found)["island"] == {"02"}


def test_overlapping_outlines_are_neighbours():
    areas = gpd.GeoSeries([box(0, 0, 10, 10), box(9, 0, 20, 10)], index=["a", "b"], crs=3006)

    assert around(neighbours(areas)) == {"a": {"b"}, "b": {"a"}}


def test_outlines_without_metres_or_ids_of_their_own_are_refused_together():
    areas = gpd.GeoSeries([box(0, 0, 1, 1), None], index=["a", "a"], crs=4326)

    with pytest.raises(InputError) as refused:
        neighbours(areas)

    assert [str(n.places["problem"]) for n in refused.value.notices] == [
        "some ids are given twice",
        "some areas have no outline",
        "the coordinates are not in metres",
    ]


@settings(max_examples=15)
@given(st.lists(st.integers(0, 9), min_size=9, max_size=9).filter(lambda v: len(set(v)) > 1))
def test_moran_s_index_and_the_local_ones_in_plain_loops(values):
    board = neighbours(squares(3))
    value = pd.Series(values, board.ids, dtype=float)
    mean = sum(values) / 9
    sd = (sum((v - mean) ** 2 for v in values) / 9) ** 0.5
    local = {}
    for area, others in around(board).items():
        near = sum((value[o] - mean) / sd for o in others) / len(others)
        local[area] = (value[area] - mean) / sd * near

    found = local_moran(value, board, seed=1, permutations=9)

    assert found.table["local"].to_dict() == pytest.approx(local)
    assert moran(value, board, seed=1, permutations=9).value == pytest.approx(
        sum(local.values()) / 9
    )


def test_indices_and_quadrants_are_those_of_esda():
    from esda.moran import Moran, Moran_Local_BV  # noqa: PLC0415 -- slow to import
    from libpysal.graph import Graph  # noqa: PLC0415

    rng = np.random.default_rng(4)
    x, y = (pd.Series(rng.normal(size=SIDE**2), BOARD.ids) for _ in range(2))
    graph = Graph.from_sparse(BOARD.weights.tocoo(), ids=BOARD.ids)
    peer = Moran_Local_BV(x, y, graph, permutations=0)

    found = need_access_clusters(x, y, BOARD, poor_access="low", seed=1, permutations=9)

    n = len(x)
    assert found.table["local"].to_numpy() * (n - 1) / n == pytest.approx(peer.Is)
    words = {1: "HH", 2: "LH", 3: "LL", 4: "HL"}
    assert found.table["quadrant"].tolist() == [words[q] for q in peer.q]
    whole = Moran(x, graph, permutations=0)
    mine = moran(x, BOARD, seed=1, permutations=9)
    assert (mine.value, mine.expected) == pytest.approx((whole.I, whole.EI))


def test_pseudo_p_is_about_the_share_of_all_permutations_as_far_out():
    road = neighbours(
        gpd.GeoSeries([box(x, 0, x + 1, 1) for x in range(6)], index=[*"abcdef"], crs=3006)
    )
    value = pd.Series([9.0, 7, 5, 3, 2, 0], road.ids)
    z = ((value - value.mean()) / value.std(ddof=0)).to_numpy()
    weights = road.weights.toarray()
    found = local_moran(value, road, seed=1, permutations=4999).table

    for place in range(6):
        rest = [j for j in range(6) if j != place]
        drawn = []
        for others in permutations(np.delete(z, place)):
            scattered = z.copy()
            scattered[rest] = others
            drawn.append(z[place] * (weights[place] @ scattered))
        here = found["local"].iloc[place]
        tails = (np.mean(np.array(drawn) >= here - 1e-9), np.mean(np.array(drawn) <= here + 1e-9))
        assert found["p"].iloc[place] == pytest.approx(min(1, 2 * min(tails)), abs=0.03)


def planted():
    """Need and minutes high in one corner, and need high with short ways in the opposite one."""
    rng = np.random.default_rng(9)
    need = pd.Series(rng.normal(size=SIDE**2), BOARD.ids)
    minutes = pd.Series(10 + rng.normal(size=SIDE**2), BOARD.ids)
    corner = [f"{r}{c}" for r in range(3) for c in range(3)]
    opposite = [f"{r}{c}" for r in range(5, 8) for c in range(5, 8)]
    need[corner] += 6
    minutes[corner] += 8
    need[opposite] += 6
    minutes[opposite] -= 8
    return need, minutes, corner, opposite


def test_a_planted_cluster_of_high_need_and_long_ways_is_found_where_it_is():
    need, minutes, corner, opposite = planted()

    found = need_access_clusters(need, minutes, BOARD, poor_access="high", seed=1)

    label = found.table["label"]
    inside = [f"{r}{c}" for r in range(2) for c in range(2)]
    assert (label[inside] == "HL").all()
    assert set(label.index[label == "HL"]) <= set(corner)
    assert (label[["77", "67", "76", "66"]] == "HH").all()
    assert set(label.index[label == "HH"]) <= set(opposite)
    assert moran(need, BOARD, seed=1).p < 0.01
    # In place, need and access hardly go together: the two corners cancel out.
    assert (found.poor_access, abs(found.correlation) < 0.2) == ("high", True)


def test_minutes_and_their_opposite_say_the_same_when_the_direction_is_stated():
    need, minutes, *_ = planted()

    long_is_bad = need_access_clusters(need, minutes, BOARD, poor_access="high", seed=1)
    little_is_bad = need_access_clusters(need, -minutes, BOARD, poor_access="low", seed=1)

    pd.testing.assert_frame_equal(long_is_bad.table, little_is_bad.table)
    assert long_is_bad.correlation == pytest.approx(little_is_bad.correlation)


def test_noise_is_labelled_hardly_ever():
    rng = np.random.default_rng(5)
    wrong = 0
    for seed in range(20):
        value = pd.Series(rng.normal(size=SIDE**2), BOARD.ids)
        found = local_moran(value, BOARD, seed=seed, permutations=999)
        wrong += (found.table["label"] != "not_significant").any()

    # At a false discovery rate of 5 % about one board of twenty has any label.
    assert wrong <= 4


def test_the_same_seed_gives_the_same_and_the_order_of_values_does_not_matter():
    need = planted()[0]
    one = local_moran(need, BOARD, seed=1, permutations=99)
    same = local_moran(need[::-1], BOARD, seed=1, permutations=99)
    other = local_moran(need, BOARD, seed=2, permutations=99)

    pd.testing.assert_frame_equal(one.table, same.table)
    assert (one.table["p"] != other.table["p"]).any()


@settings(max_examples=30)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=12))
def test_adjusted_p_are_scipy_s(values):
    p = np.array(values)

    assert _benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))


def test_missing_constant_or_too_few_values_are_refused():
    value = pd.Series(1.0, BOARD.ids)
    missing = value.where(value.index != "00")

    with pytest.raises(InputError) as refused:
        need_access_clusters(value, missing, BOARD, poor_access="low", seed=1)
    assert [(n.code, n.column) for n in refused.value.notices] == [
        ("GA-E012", "need"),
        ("GA-E011", "access"),
    ]
    few = neighbours(squares(1).reindex(["00"]).repeat(2).set_axis(["a", "b"]))
    with pytest.raises(InputError, match="at least 4 areas"):
        moran(pd.Series({"a": 1.0, "b": 2.0}), few, seed=1)
    with pytest.raises(ValueError, match="permutations"):
        moran(value, BOARD, seed=1, permutations=0)
