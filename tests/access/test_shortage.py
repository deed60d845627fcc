"""Indices from elsewhere by hand, and against the structure that their publisher states."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import SHORTAGE_PARTS, hpsa_score, imu_score
from geoaccess.access.shortage import presets


def facts(**changes):
    given_facts = {
        "people": 10_000.0,
        "places": 11_000.0,
        "physicians": 10.0,
        "poverty": 0.1,
        "older": 0.2,
        "minutes": 15.0,
    }
    return pd.DataFrame([given_facts | changes], index=["u"])


def hpsa(**changes):
    return hpsa_score(facts(**changes)).loc["u"]


def imu(**changes):
    return imu_score(facts(**changes)).loc["u"]


@pytest.mark.parametrize(
    ("changes", "part", "points"),
    [
        ({}, "physicians", 0),  # 10,000 people for 11,000 places
        ({"places": 10_000.0}, "physicians", 2),
        ({"places": 8_000.0}, "physicians", 4),
        ({"places": 5_000.0}, "physicians", 8),
        ({"places": 3_000.0}, "physicians", 10),
        ({"places": 0.0}, "physicians", 10),  # nobody, and 2,500 people or more
        ({"places": 0.0, "people": 499.0}, "physicians", 0),
        ({"places": 0.0, "people": 1_000.0}, "physicians", 4),
        ({"poverty": 0.15}, "poverty", 1),
        ({"poverty": 0.5}, "poverty", 5),
        ({"minutes": 19.99}, "way", 0),
        ({"minutes": 60.0}, "way", 5),
    ],
)
def test_points_of_the_shortage_score_by_hand(changes, part, points):
    assert hpsa(**changes)[part] == points


def test_the_worst_that_can_be_is_25_and_the_best_nothing():
    assert hpsa(places=1.0, poverty=0.9, minutes=90.0)["value"] == 25
    assert hpsa()["value"] == 0
    assert hpsa(places=5_000.0, poverty=0.2, minutes=30.0)["value"] == (8 + 2 + 2) * 25 / 20


def test_the_index_of_underservice_has_maxima_that_sum_to_100():
    own = presets()["imu"]
    tables = ("poverty_percent", "percent_65plus", "physicians_per_1000")
    most = [max([p for _, p in own[t]["steps"]] + [own[t]["rest"]]) for t in tables]

    assert sum(most) + own["infant_points"] == pytest.approx(100.0)
    assert imu(poverty=0.0, older=0.05, physicians=13.0)["value"] == pytest.approx(100.0)
    assert imu(poverty=0.6, older=0.4, physicians=0.4)["value"] == pytest.approx(26.0)


def test_points_of_the_index_by_hand():
    told = imu()

    assert told[list(SHORTAGE_PARTS["imu"])].tolist() == [21.0, 11.1, 26.0, 26.6]
    assert imu(poverty=0.1000001)["poverty"] == 20.0
    assert imu(older=0.29)["older"] == 1.7


@pytest.mark.parametrize(
    ("name", "lost"),
    [("places", "hpsa"), ("minutes", "hpsa"), ("poverty", "both"), ("older", "imu")],
)
def test_what_is_not_known_leaves_no_value_and_is_never_zero(name, lost):
    changes = {name: float("nan")}

    assert pd.isna(hpsa(**changes)["value"]) == (lost in {"hpsa", "both"})
    assert pd.isna(imu(**changes)["value"]) == (lost in {"imu", "both"})


@given(st.floats(1, 1e5), st.floats(0, 1e5), st.floats(0, 1), st.floats(0, 1), st.floats(0, 200))
def test_more_need_or_fewer_physicians_never_score_as_less_of_a_shortage(
    people, places, poverty, older, minutes
):
    now = {"people": people, "places": places, "poverty": poverty, "minutes": minutes}
    now |= {"older": older, "physicians": places / 1100}
    worse = now | {"poverty": min(1.0, poverty + 0.1), "minutes": minutes + 10}
    worse |= {"older": min(1.0, older + 0.1)}
    fewer = worse | {"physicians": now["physicians"] / 2}
    if places / 2 > 0:
        fewer |= {"places": places / 2}

    scores = [hpsa(**one)["value"] for one in (now, worse, fewer)]
    indices = [imu(**one)["value"] for one in (now, worse, fewer)]

    assert scores == sorted(scores)
    assert all(0 <= score <= 25 for score in scores)
    assert indices == sorted(indices, reverse=True)
    assert all(0 <= index <= 100.0001 for index in indices)


def test_what_is_given_stays_as_it_was():
    before = facts()
    given_facts = before.copy()

    hpsa_score(given_facts)
    imu_score(given_facts)

    pd.testing.assert_frame_equal(given_facts, before)
