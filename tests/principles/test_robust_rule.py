"""ROBUST: the loss of the one vårdcentral whose closure costs most, against taking it away."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import nearest, two_nearest
from geoaccess.principles import judge
from geoaccess.times import Status, Times

# Of each of the twelve points: seconds to s1, s2 and s3. The threshold of class C is 600 s.
NEAR_ALL = np.full((12, 3), 300, dtype=np.uint16)


def with_times(evidence, seconds, **changes):
    """The evidence where each point's two nearest sites follow from these times; and the times."""
    times = Times("car", tuple(evidence.points.index), ("s1", "s2", "s3"), seconds, 3600)
    two = two_nearest(times)
    points = evidence.points.assign(
        seconds_car=two["seconds"],
        site_car=two["site_id"].astype(object),
        second_car=two["next_seconds"],
        second_site_car=two["next_site_id"].astype(object),
    )
    return dataclasses.replace(evidence, points=points, **changes), times


@pytest.fixture(scope="session")
def judged(pack):
    """Verdicts of the rule alone, by subject."""
    rule = next(rule for rule in pack.rules if rule.id == "ROBUST")
    alone = pack.model_copy(update={"rules": [rule]})
    return lambda evidence: {v.subject_id: v for v in judge(alone, evidence)}


@pytest.fixture
def robust(judged, world):
    """Verdicts for these times of the twelve points."""
    return lambda seconds, **changes: judged(with_times(world(), seconds, **changes)[0])


def threshold_s(pack):
    return pack.thresholds_min["C"][pack.deciding_mode.mode["C"]] * 60


def test_nobody_loses_where_there_is_another_as_near(robust):
    found = robust(NEAR_ALL)

    assert {v.answer for v in found.values()} == {"met"}
    assert found["u1"].value == 0.0
    assert "Ingen enskild stängning" in found["u1"].sentence("sv")


def test_a_unit_that_hangs_on_one_site_is_told_which_and_how_many(robust):
    seconds = NEAR_ALL.copy()
    seconds[:2, 1:] = 3000  # a1's hundred people have s1 alone

    found = robust(seconds)

    unit, region = found["u1"], found["region"]
    assert unit.value == pytest.approx(1 / 3)
    assert (unit.answer, unit.people, unit.limit_met, unit.limit_at_risk) == (
        "not_met",
        100.0,
        0.02,
        0.10,
    )
    assert region.value == pytest.approx(1 / 6)
    assert found["u2"].answer == "met"
    assert "Om Norra vårdcentralen stänger" in unit.sentence("sv")
    assert "from 100.0% to 66.7%, by 33.33 percentage points" in unit.sentence("en")


def test_who_is_beyond_already_is_not_lost_by_a_closure(robust):
    seconds = NEAR_ALL.copy()
    seconds[:2] = [1500, 3000, 3000]

    found = robust(seconds)

    assert found["u1"].value == 0.0


def test_a_loss_between_the_limits_is_at_risk(robust):
    seconds = NEAR_ALL.copy()
    seconds[1, 1:] = int(Status.UNREACHABLE)  # thirty of six hundred

    found = robust(seconds)

    assert found["region"].answer == "at_risk"
    assert found["region"].value == pytest.approx(0.05)


def test_a_next_way_of_which_nothing_is_known_is_no_loss_and_no_safety(robust):
    seconds = NEAR_ALL.copy()
    seconds[:2, 1:] = int(Status.NO_DATA)

    found = robust(seconds)

    assert found["u1"].answer == "not_assessable"
    assert found["u1"].coverage == pytest.approx(2 / 3)
    assert "bara 66,7" in found["u1"].sentence("sv")
    assert found["u2"].answer == "met"


def test_an_incomplete_list_of_sites_cannot_tell_what_a_closure_costs(robust):
    found = robust(NEAR_ALL, sites_expected=10)

    assert {v.answer for v in found.values()} == {"not_assessable"}
    assert "2 av 10 vårdcentraler" in found["u1"].sentence("sv")


def test_a_small_loss_is_not_told_in_public(judged, world):
    seconds = NEAR_ALL.copy()
    seconds[0, 1:] = 3000
    evidence, _ = with_times(world(), seconds)
    evidence.points["people"] = [3.0, 97.0] * 6

    few = judged(evidence)["u1"]

    assert "får 3 invånare" in few.sentence("sv")
    assert few.sentence("sv", 5).count("(visas inte)") == 3  # people, the share after, the points


@settings(max_examples=40)
@given(st.data())
def test_the_loss_is_the_largest_of_all_closures_one_by_one(pack, judged, world, data):
    cell = st.sampled_from(
        [100, 600, 601, 1200, int(Status.UNREACHABLE), int(Status.BEYOND_CUTOFF)]
    )
    rows = data.draw(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=12, max_size=12))
    evidence, times = with_times(world(), np.array(rows, np.uint16))
    points = evidence.points

    found = judged(evidence)

    limit = threshold_s(pack)
    by = {"region": pd.Series(True, points.index)} | {
        unit: points["unit_id"] == unit for unit in ("u1", "u2")
    }
    for subject, mine in by.items():
        people = points["people"][mine]
        now = (nearest(times)["seconds"][mine] <= limit) @ people
        after = [
            (
                nearest(times.select_sites([s for s in times.sites if s != closed]))["seconds"][
                    mine
                ]
                <= limit
            )
            @ people
            for closed in times.sites
        ]
        assert found[subject].value == pytest.approx((now - min(after)) / people.sum())
        assert found[subject].people == pytest.approx(now - min(after))
