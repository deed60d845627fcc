"""How far ranks depend on the weights, against plain loops."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.need import measure_need, need_percentile, need_quintile, rank_stability
from geoaccess.need.stability import STABILITY_COLUMNS, perturbed_weights
from geoaccess.study import IndexComponent, NeedSettings
from geoaccess.tables import CNI_COUNTS


@st.composite
def parts_and_people(draw):
    n, k = draw(st.integers(1, 6)), draw(st.integers(2, 4))
    index = [f"a{i}" for i in range(n)]
    row = st.lists(st.integers(-9, 9), min_size=k, max_size=k)
    parts = pd.DataFrame([draw(row) for _ in index], index=index, dtype=float)
    people = pd.Series([draw(st.integers(1, 99)) for _ in index], index=index, dtype=float)
    return parts, people


def by_loops(parts, people):
    k = parts.shape[1]
    leave_out = [[float(i != j) for i in range(k)] for j in range(k)]
    corners = [list(c) for c in itertools.product((0.8, 1.2), repeat=k)]
    spans = {area: [] for area in parts.index}
    top = dict.fromkeys(parts.index, 0)
    for number, weights in enumerate([[1.0] * k, *leave_out, *corners]):
        index = pd.Series(
            [
                round(sum(w * v for w, v in zip(weights, row, strict=True)), 9)
                for row in parts.to_numpy()
            ],
            index=parts.index,
        )
        percentile, quintile = need_percentile(index, people), need_quintile(index, people)
        for area in parts.index:
            spans[area].append((percentile[area], quintile[area]))
            top[area] += number > k and quintile[area] == 5
    return spans, {area: n / len(corners) for area, n in top.items()}


@settings(max_examples=25)
@given(parts_and_people())
def test_spans_and_shares_are_those_of_every_set_of_weights_by_hand(region):
    parts, people = region

    found = rank_stability(parts, people)

    spans, top = by_loops(parts, people)
    for area in parts.index:
        percentiles, quintiles = zip(*spans[area], strict=True)
        expected = [min(percentiles), max(percentiles), min(quintiles), max(quintiles), top[area]]
        assert found.loc[area].tolist() == pytest.approx(expected)


@settings(max_examples=25)
@given(parts_and_people())
def test_the_rank_itself_lies_in_its_span_and_order_does_not_matter(region):
    parts, people = region
    percentile = need_percentile(parts.sum(axis=1), people)

    found = rank_stability(parts, people)
    other = rank_stability(parts.iloc[::-1], people)

    assert (found["need_percentile_low"] <= percentile + 1e-9).all()
    assert (found["need_percentile_high"] >= percentile - 1e-9).all()
    pd.testing.assert_frame_equal(other.loc[parts.index], found)


def test_areas_without_a_value_and_a_single_component_have_no_span():
    parts = pd.DataFrame({"x": [1.0, np.nan, 3.0], "y": [1.0, 2.0, 3.0]})
    people = pd.Series([10, 10, 10])

    assert rank_stability(parts, people).isna().all(axis=1).tolist() == [False, True, False]
    assert rank_stability(parts[["y"]], people).isna().all(axis=None)
    assert list(rank_stability(parts.iloc[:0], people).columns) == list(STABILITY_COLUMNS)


def test_one_area_alone_cannot_change_its_rank():
    found = rank_stability(pd.DataFrame({"x": [1.0], "y": [2.0]}), pd.Series([10]))

    assert found[["need_percentile_low", "need_percentile_high"]].iloc[0].tolist() == [0, 0]


def test_many_components_are_drawn_the_same_way_each_time():
    rng = np.random.default_rng(3)
    parts = pd.DataFrame(rng.normal(size=(5, 12)))
    people = pd.Series([10] * 5)

    assert perturbed_weights(12, rng=rng).shape == (1024, 12)
    assert rank_stability(parts, people).equals(rank_stability(parts, people))


def test_every_measure_with_components_tells_its_span_and_a_combined_one_its_own():
    rng = np.random.default_rng(5)
    names = [*CNI_COUNTS, "age_65plus"]
    areas = pd.DataFrame({n: rng.integers(0, 50, 9) for n in names}).assign(people=500)
    parts = tuple(IndexComponent(column=n) for n in names)

    for chosen in (
        NeedSettings(),
        NeedSettings(recipe="index", components=parts),
    ):
        need = measure_need(chosen, areas)
        low, high = need.stability["need_percentile_low"], need.stability["need_percentile_high"]
        assert need.frame["need_percentile"].between(low - 1e-9, high + 1e-9).all()
        assert (low < high).any()


def test_inputs_stay_as_they_were():
    parts, people = pd.DataFrame({"x": [1.0, 2.0], "y": [2.0, 1.0]}), pd.Series([10, 20])
    before = parts.copy(), people.copy()

    rank_stability(parts, people)

    assert parts.equals(before[0])
    assert people.equals(before[1])
