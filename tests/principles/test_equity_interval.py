"""GP-EQUITY's intervals: planted worlds of 48 areas in twelve units, where the answer is known."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from geoaccess.principles import judge, load_pack
from geoaccess.principles.wording import EVERYTHING
from geoaccess.times import Status

PACK = load_pack("stockholm")
UNITS = [f"u{u:02d}" for u in range(12)]
AREAS = [f"{unit}-{i}" for unit in UNITS for i in range(4)]
NEAR, FAR = 300, 1500


def altered(**arguments):
    """The shipped pack with some of the rule's arguments changed."""
    rules = []
    for rule in PACK.rules:
        checks = rule.checks
        if rule.id == "GP-EQUITY":
            given = checks[0].arguments | arguments
            checks = [checks[0].model_copy(update={"arguments": given})]
        rules.append(rule.model_copy(update={"checks": checks}))
    return PACK.model_copy(update={"rules": rules})


@pytest.fixture
def of(world):
    """Evidence of the areas' need and how many of each hundred people are near."""

    def build(need, near, far_seconds=FAR):
        units = [area[:3] for area in AREAS]
        areas = pd.DataFrame(
            {
                "name": AREAS,
                "unit_id": units,
                "settlement": "C",
                "people": 100.0,
                "need_index": need,
                "need_relative": need,
            },
            index=pd.Index(AREAS, name="area_id"),
        )
        near = pd.Series(near, AREAS, dtype=float)
        points = pd.DataFrame(
            {
                "area_id": AREAS * 2,
                "unit_id": units * 2,
                "settlement": "C",
                "people": [*near, *(100 - near)],
                "seconds_car": np.array([NEAR] * 48 + [far_seconds] * 48, dtype=np.uint16),
            },
            index=[f"p{i:02d}" for i in range(96)],
        )
        named = pd.DataFrame({"name": UNITS, "kind": "kommun"}, index=UNITS)
        return dataclasses.replace(
            world(), areas=areas, points=points[points["people"] > 0], units=named, register=None
        )

    return build


def equity(evidence, pack=PACK, subject="region"):
    return next(
        v for v in judge(pack, evidence) if v.rule.id == "GP-EQUITY" and v.subject_id == subject
    )


# Need rises inside every unit, a little differently, so that no two areas have the same.
LADDER = [i % 4 + i / 1000 for i in range(48)]
IN_ONE_UNIT = [*([1.0] * 44), 9, 9, 9, 9]


def test_less_access_where_need_is_greater_in_every_unit_is_not_met(of):
    verdict = equity(of(LADDER, [100, 95, 90, 60] * 12))

    assert verdict.answer == "not_met"
    assert verdict.value == pytest.approx(0.60 - 0.8625)
    assert verdict.value_low <= verdict.value <= verdict.value_high < -0.05
    assert "999 random draws of whole units" in verdict.sentence("en")
    assert "999 slumpvisa dragningar av hela enheter" in verdict.sentence("sv")
    assert "(95\xa0% konfidensintervall −" in verdict.sentence("sv")


def test_what_one_unit_alone_shows_may_be_chance_and_is_at_risk(of):
    evidence = of(IN_ONE_UNIT, [100] * 44 + [0] * 4)
    by_area = altered(min_units=13)

    verdict, as_if_apart = equity(evidence), equity(evidence, by_area)

    assert verdict.value == as_if_apart.value < -0.05
    assert (verdict.answer, verdict.value_high) == ("at_risk", 0.0)
    assert "The interval of the index holds 0" in verdict.sentence("en")
    # Areas drawn within units never miss that unit: the rule that is stated decides the answer.
    assert as_if_apart.answer == "not_met"
    assert "draws of areas within their unit" in as_if_apart.sentence("en")


def test_the_greatest_need_in_reach_and_the_next_greatest_not_is_at_risk(of):
    need = [i % 5 + i / 1000 for i in range(48)]
    near = [{4: 95, 3: 40, 2: 90}.get(i % 5, 100) for i in range(48)]

    verdict = equity(of(need, near))

    assert verdict.value > 0
    assert verdict.answer == "at_risk"
    assert "although the greatest need is not behind" in verdict.sentence("en")


def test_more_access_for_more_need_and_the_same_for_all_are_met(of):
    more = equity(of(LADDER, [60, 90, 95, 100] * 12))
    same = equity(of(LADDER, [100] * 48))

    assert (more.answer, more.value_low > 0) == ("met", True)
    assert (same.answer, same.value, same.value_low, same.value_high) == ("met", 0, 0, 0)


def test_a_unit_is_judged_by_its_own_areas_drawn_one_by_one(of):
    verdict = equity(of(LADDER, [100, 95, 90, 60] * 12), altered(min_areas=2), "u03")

    assert verdict.value == pytest.approx(0.60 - 0.8625)
    assert verdict.value_low < verdict.value_high <= 0
    assert "draws of areas within their unit" in verdict.sentence("en")


def test_the_interval_is_the_same_whatever_the_order_and_follows_the_pack_s_seed(of):
    evidence = of(LADDER, [100, 97, 91, 60, 99, 100, 80, 70] * 6)
    turned = dataclasses.replace(evidence, areas=evidence.areas[::-1], points=evidence.points[::-1])

    def interval(facts, pack=PACK):
        verdict = equity(facts, pack)
        return verdict.value_low, verdict.value_high

    assert interval(evidence) == interval(turned)
    assert interval(evidence) != interval(evidence, altered(seed=1))


def test_people_whose_way_is_not_known_are_in_neither_gap_nor_index(of):
    near = [*([100] * 47), 0]

    verdict = equity(of(LADDER, near, far_seconds=int(Status.NO_DATA)))

    assert verdict.coverage == pytest.approx(47 / 48)
    assert (verdict.answer, verdict.value) == ("met", 0.0)
    assert "index of being within it is 0 (" in verdict.sentence("en")


def test_gap_index_and_their_intervals_are_held_back_with_the_shares_they_would_tell(of):
    verdict = equity(of(LADDER, [100, 95, 90, 60] * 12))

    said = verdict.sentence("en", EVERYTHING)

    assert said.count("(not shown)") == 9
    assert not any(c.isdigit() for c in said.split("met from")[0].replace("95%", ""))


def test_a_rule_without_an_interval_has_no_bounds(of):
    near = next(v for v in judge(PACK, of(LADDER, [100] * 48)) if v.rule.id == "GP-NEAR")

    assert math.isnan(near.value_low)
    assert math.isnan(near.value_high)
