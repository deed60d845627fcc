"""Capacity against need, where it is and whom it reaches; and the years to come: by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.principles import judge, load_pack

PACK = load_pack("stockholm")


def one(evidence, rule, subject="u1", scope="unit"):
    pack = PACK.model_copy(update={"rules": [r for r in PACK.rules if r.id == rule]})
    return next(
        v
        for v in judge(pack, evidence)
        if (v.rule.id, v.scope, v.subject_id) == (rule, scope, subject)
    )


def staffed(world, first, second, need=None, **changes):
    """The two units with so many specialists; need is the same everywhere unless given."""
    evidence = world(real_capacity=True)
    sites = evidence.sites.assign(fte_spec=[first, second, None], fte_st=[0.0, 0.0, None])
    needs = [1.0] * 6 if need is None else need
    areas = evidence.areas.assign(need_relative=needs, need_index=needs)
    # Each unit's physicians serve its own three hundred people.
    care = np.repeat([first / 300, second / 300], 6)
    points = evidence.points.assign(care=care)
    return dataclasses.replace(evidence, sites=sites, areas=areas, points=points, **changes)


@pytest.mark.parametrize(
    ("first", "second", "answer"),
    [
        (1.0, 1.0, "met"),
        (0.9, 1.1, "met"),
        (0.89, 1.11, "at_risk"),
        (0.75, 1.25, "at_risk"),
        (0.74, 1.26, "not_met"),
    ],
)
def test_spread_and_reaching_care_of_a_unit_by_hand(world, first, second, answer):
    """Half of the people with a share of the physicians: the quotient is twice that share."""
    evidence = staffed(world, first, second)

    for rule in ("GP-SPREAD", "GP-DIFF"):
        verdict = one(evidence, rule)
        assert verdict.answer == answer, rule
        assert verdict.value == pytest.approx(2 * first / (first + second))
        assert verdict.margin == pytest.approx(verdict.value - 0.9)
        assert verdict.vintage.startswith("2024-12-31")


@pytest.mark.parametrize(
    ("first", "answer"), [(0.8, "met"), (0.79, "at_risk"), (0.6, "at_risk"), (0.59, "not_met")]
)
def test_hoover_is_the_part_that_would_have_to_move(world, first, answer):
    verdict = one(staffed(world, first, 2 - first), "GP-SPREAD", "region", "region")

    assert verdict.answer == answer
    assert verdict.value == pytest.approx((1 - first) / 2)
    assert verdict.unit == "share_of_supply"


def test_twice_the_need_takes_twice_the_physicians(world):
    need = [1.0] * 3 + [2.0] * 3

    assert one(staffed(world, 1.0, 2.0, need), "GP-SPREAD").value == pytest.approx(1.0)
    assert one(staffed(world, 1.0, 2.0, need), "GP-DIFF").value == pytest.approx(1.0)
    assert one(staffed(world, 1.0, 0.9, need), "GP-SPREAD", "u2").answer == "not_met"


def test_care_that_crosses_the_border_counts_where_it_arrives(world):
    """All physicians work in the second unit, and serve both alike."""
    evidence = staffed(world, 0.0, 2.0)
    shared = dataclasses.replace(evidence, points=evidence.points.assign(care=2 / 600))

    assert one(shared, "GP-SPREAD").value == 0.0
    assert one(shared, "GP-SPREAD").answer == "not_met"
    assert one(shared, "GP-DIFF").value == pytest.approx(1.0)


def test_what_is_not_known_of_capacity_or_need_is_named_and_judges_nobody(world):
    none = dataclasses.replace(staffed(world, 1.0, 1.0), real_capacity=False)
    ranked = dataclasses.replace(
        staffed(world, 1.0, 1.0), need=dataclasses.replace(world().need, is_ratio=False)
    )
    sites = staffed(world, 1.0, 1.0).sites.assign(fte_spec=[None, 1.0, None])
    one_unknown = dataclasses.replace(staffed(world, 1.0, 1.0), sites=sites)
    lost = staffed(world, 1.0, 1.0)
    lost = dataclasses.replace(lost, points=lost.points.assign(care=[np.nan] * 6 + [0.01] * 6))

    for rule in ("GP-SPREAD", "GP-DIFF"):
        assert one(none, rule).answer == "not_assessable"
        assert "no real capacity" in one(none, rule).sentence("en")
    assert "not how much more" in one(ranked, "GP-DIFF").sentence("en")
    assert "the number of people alone" in one(ranked, "GP-SPREAD").sentence("en")
    for subject, scope in (("u2", "unit"), ("region", "region")):
        verdict = one(one_unknown, "GP-SPREAD", subject, scope)
        assert verdict.answer == "not_assessable"
        assert "not known for Norra vårdcentralen" in verdict.sentence("en")
    assert "known for only 50.0%" in one(lost, "GP-DIFF").sentence("en")


def test_a_unit_without_a_site_has_no_physicians_and_that_is_known(world):
    evidence = staffed(world, 1.0, 1.0)
    moved = evidence.sites.assign(unit_id=["u2", "u2", None])

    assert one(dataclasses.replace(evidence, sites=moved), "GP-SPREAD").value == 0.0


@settings(max_examples=8)
@given(st.floats(0.1, 5), st.floats(0.1, 5), st.lists(st.floats(0.2, 3), min_size=6, max_size=6))
def test_quotients_weighed_by_need_come_to_one(world, first, second, need):
    """Sum over units of (N_A/N) LQ_A = sum of S_A/S = 1, and H is half their distance from 1."""
    evidence = staffed(world, first, second, need)
    parts = np.array([sum(need[:3]), sum(need[3:])]) / sum(need)
    for rule in ("GP-SPREAD", "GP-DIFF"):
        quotients = np.array([one(evidence, rule, unit).value for unit in ("u1", "u2")])
        assert (parts * quotients).sum() == pytest.approx(1.0)
    hoover = one(evidence, "GP-SPREAD", "region", "region").value
    assert hoover == pytest.approx((parts * np.abs(quotients - 1)).sum() / 2)


def forecast_of(world, people, **changes):
    today = world()
    points = today.points.assign(people=np.repeat(np.array(people, dtype=float) / 2, 2))
    seconds = np.repeat(np.array([300] * 5 + [1200], dtype=np.uint16), 2)
    return dataclasses.replace(
        today,
        points=points.assign(seconds_car=seconds),
        forecast_year=2032,
        today=dataclasses.replace(today, points=today.points.assign(seconds_car=seconds)),
        **changes,
    )


@pytest.mark.parametrize(
    ("people", "answer", "change"),
    [
        ([100] * 5 + [20], "met", "better than today"),
        ([100] * 6, "not_met", "the same as today"),
        ([100] * 5 + [300], "not_met", "worse than today"),
    ],
)
def test_a_forecast_is_judged_and_told_beside_today(world, people, answer, change):
    verdict = one(forecast_of(world, people), "FUTURE-NEAR", "region", "region")

    assert verdict.answer == answer
    assert verdict.value == pytest.approx(500 / sum(people))
    assert f"the forecast is {change}" in verdict.sentence("en")
    assert "forecast for 2032" in verdict.sentence("en")
    assert "Today the rule is not met" in verdict.sentence("en")


def test_without_today_or_without_a_forecast_that_is_said(world):
    alone = forecast_of(world, [100] * 6)
    alone = dataclasses.replace(alone, today=None)

    assert "Today's verdict is not known" in one(alone, "FUTURE-NEAR").sentence("en")
    for rule in ("FUTURE-NEAR", "FUTURE-DIFF", "FUTURE-CAP"):
        verdict = one(world(), rule)
        assert verdict.answer == "not_assessable"
        assert "not for a forecast year" in verdict.sentence("en")


def test_physicians_are_short_in_the_forecast_by_its_people(world):
    evidence = forecast_of(world, [400] * 3 + [100] * 3, real_capacity=True)
    flat = evidence.areas.assign(need_relative=1.0, need_index=1.0)
    evidence = dataclasses.replace(
        evidence, areas=flat, today=dataclasses.replace(evidence.today, areas=flat)
    )
    verdict = one(evidence, "FUTURE-CAP")

    assert verdict.value == pytest.approx(1200 / 1100)
    assert verdict.answer == "at_risk"
    assert "worse than today" in verdict.sentence("en")
