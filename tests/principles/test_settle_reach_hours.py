"""Classes of settlement, ways without a car, opening hours, other care: each verdict by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.principles import judge, load_pack
from geoaccess.times import Status, Times

PACK = load_pack("stockholm")
FAR = 3000


def only(rule, pack=PACK):
    """The pack with one rule, so that a test takes no longer than that."""
    return pack.model_copy(update={"rules": [r for r in pack.rules if r.id == rule]})


def one(evidence, rule, subject="region", scope="region", pack=PACK):
    return next(
        v
        for v in judge(only(rule, pack), evidence)
        if (v.rule.id, v.scope, v.subject_id) == (rule, scope, subject)
    )


def settled(world, classes, seconds, people=None, **changes):
    """The world with a class and a time for each of its six areas."""
    points = world().points
    column = np.repeat(np.array(seconds, dtype=np.uint16), 2)
    points = points.assign(settlement=np.repeat(classes, 2), seconds_car=column)
    if people is not None:
        points = points.assign(people=np.repeat(np.array(people, dtype=float) / 2, 2))
    return world(points=points, **changes)


@pytest.mark.parametrize(
    ("far", "answer", "value"),
    [
        ([300] * 6, "met", 1.0),
        ([300, 300, 1201, 300, 300, 300], "not_met", 2 / 3),
    ],
)
def test_the_worst_class_decides_by_its_own_threshold(world, far, answer, value):
    verdict = one(settled(world, [*"AAACCC"], far), "GP-SETTLE")

    assert (verdict.answer, verdict.unit) == (answer, "share_of_class")
    assert verdict.value == pytest.approx(value)
    assert verdict.coverage == 1.0


def test_between_the_limits_a_class_is_at_risk_with_its_people_and_margin(world):
    people = [1000, 1000, 930, 70, 500, 500]
    verdict = one(settled(world, [*"AACCBB"], [300, 300, 300, 700, 300, 300], people), "GP-SETTLE")

    assert (verdict.answer, verdict.value, verdict.people) == ("at_risk", 0.93, pytest.approx(70))
    assert verdict.margin == pytest.approx(-0.02)
    assert "The worst class decides: main town" in verdict.sentence("en")
    assert "centralort" in verdict.sentence("sv")


def test_a_class_of_fewer_than_two_hundred_is_told_and_does_not_decide(world):
    verdict = one(settled(world, [*"CCCCCA"], [300] * 5 + [FAR]), "GP-SETTLE")

    assert verdict.answer == "met"
    assert "100 people, fewer than 200, so it does not decide" in verdict.sentence("en")
    every = one(settled(world, [*"SSCCBA"], [300] * 6), "GP-SETTLE", "u2", "unit")
    assert every.answer == "not_assessable"
    assert "no class of settlement has 200 people" in every.sentence("en")


def test_islands_are_never_scored_without_the_boats_timetable(world):
    classes = ["C", "C", "C", "island", "island", "island"]
    near = settled(world, classes, [300] * 6)
    bad = settled(world, classes, [FAR, 300, 300, 300, 300, 300])

    unsure = one(near, "GP-SETTLE")
    assert (unsure.answer, unsure.coverage) == ("not_assessable", 0.5)
    assert "no boat's timetable" in unsure.sentence("en")
    assert "may be worse than main town" in unsure.sentence("en")
    assert one(near, "GP-SETTLE", "u2", "unit").answer == "not_assessable"
    assert one(near, "GP-SETTLE", "u1", "unit").answer == "met"
    # What is not known cannot make an unmet rule better.
    assert one(bad, "GP-SETTLE").answer == "not_met"
    assert one(dataclasses.replace(near, boats=("car",)), "GP-SETTLE").answer == "met"


def carless(world, transit, walk, **changes):
    points = world().points.assign(
        seconds_transit=np.repeat(np.array(transit, dtype=np.uint16), 2),
        seconds_walk=np.repeat(np.array(walk, dtype=np.uint16), 2),
    )
    modes = changes.pop("modes", ("car", "transit", "walk"))
    cutoffs = dict.fromkeys(modes, 3600)
    return world(points=points, modes=modes, cutoffs=cutoffs, **changes)


# The threshold by public transport in main towns is 25 minutes: 1,500 seconds.
@pytest.mark.parametrize(
    ("transit", "walk", "answer", "value"),
    [
        ([1500] * 6, [FAR] * 6, "met", 1.0),
        ([FAR] * 6, [1500] * 6, "met", 1.0),
        ([1501] + [1500] * 5, [FAR] * 6, "at_risk", 5 / 6),
        ([1501] * 2 + [1500] * 4, [FAR] * 6, "not_met", 2 / 3),
        ([FAR] * 3 + [900] * 3, [900] * 3 + [FAR] * 3, "met", 1.0),
    ],
)
def test_without_a_car_the_shorter_of_bus_and_walk_counts(world, transit, walk, answer, value):
    verdict = one(carless(world, transit, walk), "GP-REACH")

    assert verdict.answer == answer
    assert verdict.value == pytest.approx(value)
    assert verdict.people == pytest.approx(600 * (1 - value))


def test_without_public_transport_walking_is_told_and_nothing_judged(world):
    verdict = one(carless(world, [0] * 6, [900] * 3 + [FAR] * 3, modes=("car", "walk")), "GP-REACH")

    assert verdict.answer == "not_assessable"
    assert np.isnan(verdict.value)
    assert "public transport is not part of the travel times" in verdict.sentence("en")
    assert "50.0% of the people get there on foot alone within 25 min" in verdict.sentence("en")


def test_a_bus_that_is_not_known_is_not_known_unless_the_walk_is_short(world):
    lost = int(Status.NOT_SNAPPED)
    verdict = one(carless(world, [lost] * 6, [900] * 3 + [FAR] * 3), "GP-REACH")

    assert (verdict.answer, verdict.coverage) == ("not_assessable", 0.5)


def test_times_cut_off_before_the_threshold_judge_nobody(world):
    evidence = dataclasses.replace(
        carless(world, [900] * 6, [900] * 6), cutoffs={"car": 3600, "transit": 1499, "walk": 3600}
    )
    assert "counted up to 25 min" in one(evidence, "GP-REACH").sentence("en")


def open_world(world, near, hours, kinds=("vardcentral", "narakut", "bvc"), **changes):
    """The three sites with hours and kinds; `near` says, by area, the seconds to each."""
    evidence = world()
    seconds = np.repeat(np.array(near, dtype=np.uint16), 2, axis=0)
    times = Times("car", tuple(evidence.points.index), ("s1", "s2", "s3"), seconds, 7200)
    sites = evidence.sites.assign(opening_hours=hours, care_type=list(kinds), context=False)
    best = seconds.min(axis=1)
    points = evidence.points.assign(seconds_car=best)
    return world(points=points, sites=sites, times={"car": times}, **changes)


LONG, SHORT = "Mo-Fr 08:00-20:00; Sa 10:00-14:00", "Mo-Fr 08:00-17:00"


@pytest.mark.parametrize(
    ("areas", "answer"),
    [(6, "met"), (5, "met"), (4, "at_risk"), (3, "not_met"), (0, "not_met")],
)
def test_evenings_and_saturdays_within_reach_by_hand(world, areas, answer):
    near = [[300, FAR, FAR]] * areas + [[FAR, 300, FAR]] * (6 - areas)
    verdict = one(open_world(world, near, [LONG, SHORT, None]), "HOURS")

    assert verdict.answer == answer
    assert verdict.value == pytest.approx(areas / 6)
    assert verdict.people == pytest.approx(600 - 100 * areas)


def test_one_site_may_be_open_in_evenings_and_another_on_saturdays(world):
    both = [[300, 300, FAR]] * 6
    hours = ["Mo-Fr 08:00-20:00", "Sa 10:00-14:00", None]

    assert one(open_world(world, both, hours), "HOURS").value == 1.0
    alone = [[300, FAR, FAR]] * 6
    assert one(open_world(world, alone, hours), "HOURS").value == 0.0


def test_four_evenings_are_not_five_and_a_child_health_centre_does_not_count(world):
    near = [[300, 300, 300]] * 6
    hours = ["Mo-Th 08:00-20:00; Sa 10:00-14:00", SHORT, LONG]

    assert one(open_world(world, near, hours), "HOURS").value == 0.0


def test_missing_hours_are_missing_not_closed(world):
    near = [[300, FAR, FAR]] * 5 + [[FAR, 300, FAR]]
    told = one(open_world(world, near, [LONG, None, None]), "HOURS")
    turned = one(open_world(world, near, [None, LONG, None]), "HOURS")
    nothing = one(open_world(world, near, [None, "ring oss", None]), "HOURS")

    assert (told.answer, told.value_low, told.value_high) == ("met", 5 / 6, 1.0)
    assert turned.answer == "not_assessable"
    assert "what is not known of the opening hours decides" in turned.sentence("en")
    assert nothing.answer == "not_assessable"
    assert "no site's opening hours are given" in nothing.sentence("en")


def test_other_care_has_its_own_thresholds_and_its_own_complete_list(world):
    near = [[300, FAR, 600]] * 5 + [[300, FAR, 601]]
    evidence = open_world(world, near, [None] * 3)

    untold = one(evidence, "SPEC-BVC")
    assert "does not state how many sites" in untold.sentence("en")
    told = dataclasses.replace(evidence, expected_of={"bvc": 1, "narakut": 2})
    assert (one(told, "SPEC-BVC").answer, one(told, "SPEC-BVC").value) == ("not_met", 5 / 6)
    assert "a child health centre (BVC) by car" in one(told, "SPEC-BVC").sentence("en")
    assert "1 of 2 sites (50.0%)" in one(told, "SPEC-NARAKUT").sentence("en")
    none = dataclasses.replace(told, sites=told.sites.assign(care_type="vardcentral"))
    assert "does not hold a child health centre" in one(none, "SPEC-BVC").sentence("en")
    # The way to a vårdcentral is not touched by it.
    assert one(told, "GP-NEAR").value == 1.0


def test_what_a_comment_leaves_open_is_neither_open_nor_closed(world):
    """Saturdays by appointment: nobody is served for certain, five of six areas possibly."""
    near = [[300, FAR, FAR]] * 5 + [[FAR, 300, FAR]]
    asked = 'Mo-Fr 08:00-20:00; Sa 10:00-14:00 "efter överenskommelse"'
    verdict = one(open_world(world, near, [asked, SHORT, None]), "HOURS")
    closed = one(
        open_world(world, near, [asked.replace(" 10:00", " off; Su 10:00"), SHORT, None]), "HOURS"
    )

    assert verdict.answer == "not_assessable"
    assert (verdict.value_low, verdict.value_high) == (0.0, 5 / 6)
    assert "not known (1 sites)" in verdict.sentence("en")
    assert (closed.answer, closed.value) == ("not_met", 0.0)
    assert "not known" not in closed.sentence("en")


def test_what_is_not_known_of_the_mornings_changes_no_evening(world):
    asked = 'Mo-Fr 08:00-12:00 "drop in", Mo-Fr 12:00-20:00; Sa 10:00-14:00'
    verdict = one(open_world(world, [[300, FAR, FAR]] * 6, [asked, SHORT, None]), "HOURS")

    assert (verdict.answer, verdict.value) == ("met", 1.0)
    assert "not known" not in verdict.sentence("en")


def test_who_is_open_on_public_holidays_is_told_of_the_region(world):
    near = [[300, 300, 300]] * 6
    told = open_world(world, near, [LONG, "Mo-Su 08:00-22:00; PH 10:00-16:00", None])

    said = (
        "Of the 2 sites whose opening hours are given, 1 say that they are open on public holidays"
    )
    assert said in one(told, "HOURS").sentence("en")
    assert said not in one(told, "HOURS", "u1", "unit").sentence("en")
    none = open_world(world, near, [LONG, "Mo-Su 08:00-22:00; PH off", None])
    assert "public holidays" not in one(none, "HOURS").sentence("en")


@settings(max_examples=8)
@given(st.lists(st.integers(60, 1800), min_size=6, max_size=6), st.integers(60, 1800))
def test_one_more_site_never_worsens_what_is_near(world, seconds, new):
    """GP-NEAR, GP-SETTLE and HOURS: a site more is a choice more."""
    old = [[s, FAR, FAR] for s in seconds]
    more = [[s, new, FAR] for s in seconds]
    for rule in ("GP-NEAR", "GP-SETTLE", "HOURS"):
        values = [
            one(open_world(world, near, [LONG, SHORT, None]), rule).value for near in (old, more)
        ]
        assert values[1] >= values[0] - 1e-12


@settings(max_examples=8)
@given(st.lists(st.integers(60, 2400), min_size=6, max_size=6), st.floats(5, 20))
def test_a_longer_threshold_never_clears_fewer(world, seconds, minutes):
    evidence = settled(world, ["C"] * 6, seconds)
    values = []
    for tried in (minutes, minutes + 5):
        thresholds = {**PACK.thresholds_min, "C": {"car": tried, "transit": 25}}
        pack = PACK.model_copy(update={"thresholds_min": thresholds})
        values.append([one(evidence, rule, pack=pack).value for rule in ("GP-NEAR", "GP-SETTLE")])
    assert all(b >= a for a, b in zip(*values, strict=True))


@settings(max_examples=8)
@given(st.permutations(range(12)), st.lists(st.integers(60, 2400), min_size=6, max_size=6))
def test_the_order_of_points_changes_nothing(world, order, seconds):
    evidence = settled(world, [*"AAACCC"], seconds)
    shuffled = dataclasses.replace(evidence, points=evidence.points.iloc[list(order)])
    for rule in ("GP-NEAR", "GP-SETTLE", "GP-SPREAD", "GP-DIFF", "GP-REACH"):
        before, after = (
            [(v.subject_id, v.answer) for v in judge(only(rule), e)] for e in (evidence, shuffled)
        )
        assert before == after


def test_every_rule_ends_with_whose_it_is_in_both_languages(world):
    for verdict in judge(PACK, world()):
        assert "inte regionens beslutade princip" in verdict.sentence("sv")
        assert "not the region's adopted principle" in verdict.sentence("en")
        assert isinstance(verdict.vintage, str)
        assert verdict.answer != "not_assessable" or len(verdict.said) > 0
    assert pd.Series([v.measure for v in judge(PACK, world())]).ne("").all()
