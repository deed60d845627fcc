"""Closures in a whole run of the small world, and what is held back of them."""

from __future__ import annotations

import math

import pytest

from geoaccess.result.closures import CLOSURE_COUNTS
from geoaccess.result.view import published_view

# By hand: class C has 10 minutes by car or on foot as the pack says; s1 is nearest for p11, p12,
# p21, p22 and p41, s2 for p31, s3 for p51; p42 has no way at all.


@pytest.fixture(scope="module")
def plain(small):
    return small.make_result()


def of_all(frame):
    return frame.loc[frame["group"] == "all"].set_index("site_id")


def test_every_vardcentral_has_its_people_and_no_other_care_has(plain):
    told = of_all(plain.closures)

    assert list(told.index) == ["s1", "s2", "s3"]  # b1 is a child health centre
    assert told["people"].to_dict() == {"s1": 360.0, "s2": 300.0, "s3": 50.0}
    assert told["people"].to_dict() == plain.sites["people_nearest"].dropna().to_dict()


def test_whom_a_closure_puts_beyond_and_leaves_without(plain):
    told = of_all(plain.closures)

    points = plain.points
    mine = points["site_id"] == "s1"
    pushed = mine & (points["seconds"] <= points["limit_s"])
    pushed &= points["next_seconds"] > points["limit_s"]
    assert told.loc["s1", "pushed"] == points["people"][pushed].sum() > 0
    # p22 reaches s1 alone; everyone else has another within the hour that is counted.
    assert told.loc["s1", ["without", "unknown"]].tolist() == [50.0, 0.0]
    # 60 people 1200 s longer, 40 by 400 s, 150 by 1800 s, 60 by 460 s, and 50 without any.
    assert told.loc["s1", "extra_p50"] == pytest.approx(1800 / 60)
    assert math.isnan(told.loc["s1", "extra_p90"])
    assert told.loc["s1", "extra_status"] == "beyond_cutoff"


def test_groups_by_need_add_up_to_all_people(plain):
    groups = plain.closures.loc[plain.closures["group"].str.startswith("need_")]

    sums = groups.groupby("site_id")[list(CLOSURE_COUNTS)].sum()

    assert sums.equals(of_all(plain.closures)[list(CLOSURE_COUNTS)].astype(float))


def test_who_takes_over_and_how_pressed_they_would_be(plain):
    told = plain.takers.set_index(["site_id", "to_site_id"])

    assert told["people"].to_dict() == {
        ("s1", "s2"): 310.0,
        ("s2", "s1"): 300.0,
        ("s3", "s2"): 50.0,
    }
    # s2 carries 1,100 + 550 and has 1,815 listed; s1's 2,200 spread as its 360 people do.
    into = told.loc["s1", "s2"]
    assert into["pressure"] == pytest.approx(1815 / 1650)
    assert into["pressure_after"] == pytest.approx((1815 + 2200 * 310 / 360) / 1650)


def test_a_list_that_is_too_short_tells_nothing_of_closures(small):
    supply = {
        "capacity": "fte",
        "expected_sites": {"number": 9, "source": "avtalen", "date": "2026-10-01"},
    }
    result = small.make_result(supply=supply)
    shown = published_view(result, "run")

    assert result.closures.empty
    assert result.takers.empty
    assert shown.closures.empty
    assert shown.takers.empty


def test_open_data_are_published_as_they_are(plain):
    shown = published_view(plain, "run")

    assert set(shown.closures["pushed_status"]) == {"ok"}
    assert "least" not in shown.closures
    assert shown.takers["people"].tolist() == plain.takers["people"].tolist()


def test_few_people_are_not_told_of_by_any_of_a_sites_counts(small):
    people = small.PLAIN | {"p51": 3}
    result = small.make_result(people=people, confidential=("statistics[0]",))
    shown = published_view(result, "run")

    told = of_all(shown.closures)
    assert (told.loc["s3", [f"{n}_status" for n in CLOSURE_COUNTS]] == "suppressed").all()
    assert told.loc["s3", list(CLOSURE_COUNTS)].isna().all()
    assert told.loc["s3", "extra_status"] == "suppressed"
    groups = shown.closures.loc[shown.closures["group"] != "all"]
    assert groups[list(CLOSURE_COUNTS)].isna().all(axis=None)
    assert shown.takers.set_index("site_id").loc["s3", "people_status"] == "suppressed"
    assert math.isnan(shown.takers.set_index("site_id").loc["s3", "pressure_after"])


def test_few_of_one_unit_are_not_told_of_as_the_rest_of_others(small):
    # Of those who would lose s1, three live in Söder: region less Norr would be they.
    people = small.PLAIN | {"p42": 3}
    seconds = small.SECONDS | {"p42": (small.NO, 240, 3000, small.FAR)}
    seconds |= {"p41": (small.NO, 240, 3000, small.FAR), "p31": (small.NO, 500, 450, small.FAR)}
    result = small.make_result(people=people, seconds=seconds, confidential=("statistics[0]",))
    shown = published_view(result, "run")

    exact = of_all(result.closures).loc["s1"]
    assert exact["least"] == 3
    assert exact["pushed"] >= 63
    assert of_all(shown.closures).loc["s1", "pushed_status"] == "suppressed"
    region = shown.verdicts.query("rule_id == 'ROBUST' and scope == 'region'").iloc[0]
    assert region["value_status"] == "suppressed"
    assert "(visas inte)" in region["sentence_sv"]
