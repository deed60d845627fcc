from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import quantiles_by, share_within, time_classes, weighted_quantile
from geoaccess.times import LONGEST_SECONDS, Status

TIME = st.one_of(st.integers(0, 4000), st.sampled_from([int(s) for s in Status]))
PLACES = st.lists(st.tuples(TIME, st.integers(0, 50), st.sampled_from("ab")), max_size=8)


def columns(places):
    seconds = np.array([p[0] for p in places], dtype=np.uint16)
    people = np.array([p[1] for p in places], dtype=float)
    return seconds, people, [p[2] for p in places]


@given(PLACES, st.integers(0, 70_000))
def test_share_within_counts_people_as_a_plain_loop_does(places, limit):
    seconds, people, groups = columns(places)

    found = share_within(seconds, people, limit, by=groups)

    assert set(found.index) == set(groups)
    for group in set(groups):
        mine = [p for p in places if p[2] == group]
        total = sum(p[1] for p in mine)
        within = sum(p[1] for p in mine if p[0] <= limit and p[0] <= LONGEST_SECONDS)
        lost = sum(p[1] for p in mine if p[0] > LONGEST_SECONDS)
        row = found.loc[group]
        assert (row["people"], row["within"], row["without_time"]) == (total, within, lost)
        assert row["beyond"] == total - within
        assert math.isnan(row["share"]) if total == 0 else row["share"] == within / total


@given(PLACES, st.integers(0, 5000), st.integers(0, 5000))
def test_a_longer_limit_never_leaves_more_people_beyond(places, a, b):
    seconds, people, _ = columns(places)

    low = share_within(seconds, people, min(a, b))["beyond"].sum()
    high = share_within(seconds, people, max(a, b))["beyond"].sum()

    assert high <= low


def test_a_time_on_the_limit_is_within_and_a_second_more_is_not():
    assert share_within([600, 601], [1, 1], 600)["within"].tolist() == [1.0]


def test_each_origin_can_have_a_limit_of_its_own():
    assert share_within([600, 600], [1, 2], [600, 599])["within"].tolist() == [1.0]


def test_missing_people_are_refused_rather_than_counted_as_none():
    with pytest.raises(ValueError, match="missing or negative"):
        share_within([600], [np.nan], 600)


@given(PLACES)
def test_the_time_classes_hold_everybody_once(places):
    seconds, people, _ = columns(places)

    found = time_classes(seconds, people, cutoff=3600)

    assert found["people"].sum() == people.sum()
    for lower, upper, row in [(0, 300, 0), (300, 600, 1), (600, 1800, 2)]:
        inside = sum(p[1] for p in places if (lower < p[0] or lower == 0) and p[0] <= upper)
        assert found.loc[row, "people"] == inside
    none = sum(p[1] for p in places if p[0] > LONGEST_SECONDS and p[0] != Status.BEYOND_CUTOFF)
    assert found.loc[4, "people"] == none


def test_people_beyond_a_short_cutoff_have_no_class_of_time():
    far = [Status.BEYOND_CUTOFF]

    assert time_classes(far, [7], cutoff=1800)["people"].tolist() == [0, 0, 0, 7, 0]
    assert time_classes(far, [7], cutoff=1799)["people"].tolist() == [0, 0, 0, 0, 7]


@given(PLACES, st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_the_quantile_is_the_least_time_that_enough_people_have(places, q):
    seconds, people, _ = columns(places)

    found = weighted_quantile(seconds, people, q)

    one_by_one = sorted(p[0] for p in places for _ in range(p[1]))
    if not one_by_one:
        assert found.status is Status.NO_DATA
        return
    expected = one_by_one[math.ceil(round(q * len(one_by_one), 9)) - 1]
    if expected > LONGEST_SECONDS:
        assert found.status == expected
        assert math.isnan(found.minutes)
    else:
        assert found == (expected / 60, None)


def test_quantiles_of_groups_come_with_their_reasons():
    found = quantiles_by([60, 120, 65532], [1, 1, 1], ["x", "x", "y"], {"median": 0.5, "all": 1.0})

    assert found.loc["x"].tolist() == [1.0, "", 2.0, ""]
    assert found.loc["y", "median_status"] == "unreachable"
    assert quantiles_by([], [], [], {"median": 0.5}).empty


def test_a_quantile_of_nobody_or_of_everything_but_a_share_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        weighted_quantile([60], [1], 0)


def test_inputs_stay_as_they_were():
    seconds = np.array([60, 65532], dtype=np.uint16)
    people = pd.Series([1.0, 2.0])
    before = (seconds.copy(), people.copy())

    share_within(seconds, people, 60)
    time_classes(seconds, people, cutoff=3600)
    weighted_quantile(seconds, people, 0.5)

    assert (seconds == before[0]).all()
    assert people.equals(before[1])
