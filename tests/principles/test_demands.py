"""Halland's and Sörmland's demands: each has its indicator, and each indicator its demand."""

from __future__ import annotations

import pytest

from geoaccess.principles import load_pack

# What a document asks for, what measures it, and the rule or the reason that answers it: for a rule
# its operators and the scopes it judges, for what no rule judges the word that says why.
ROWS = [
    (
        "halland",
        "good and equal health",
        "gap of the fifth with the greatest need, concentration index",
        {"HAL-EQUITY": {"quintile_gap": {"unit", "region"}}},
        {},
    ),
    (
        "halland",
        "clear priority for competence and resources",
        "capacity against need per kommun; listed people against the guidance value",
        {
            "HAL-DIFF": {"care_against_region": {"unit"}},
            "HAL-CAP": {"pressure": {"site"}, "people_per_place": {"unit"}},
        },
        {},
    ),
    (
        "halland",
        "safe, coherent care",
        "continuity, if there are data",
        {},
        {"coherence": "visits"},
    ),
    (
        "halland",
        "follow-up over time with several indicators",
        "whether need is known, of one vintage",
        {"HAL-NEED": {"coverage_at_least": {"unit", "region"}}},
        {},
    ),
    (
        "halland",
        "residents take responsibility by ability",
        "digital routes: context only",
        {},
        {"digital": "proximity"},
    ),
    (
        "halland",
        "no demand on proximity",
        "said, so that none is read in",
        {},
        {"proximity": "rule"},
    ),
    (
        "sormland",
        "more equal health; outreach to those who seldom seek care",
        "access where need is high; visits, if there are data",
        {"SOR-EQUITY": {"quintile_gap": {"unit", "region"}}},
        {"visits": "visits"},
    ),
    (
        "sormland",
        "easier to seek care; hours adapted to patients; mobile teams",
        "share within the threshold; reach in evenings and on Saturdays; reach of team bases",
        {
            "SOR-NEAR": {"share_within": {"area", "unit", "region"}},
            "SOR-HOURS": {"share_within_open": {"unit", "region"}},
            "SOR-MOBILE": {"share_within": {"unit", "region"}},
        },
        {},
    ),
    (
        "sormland",
        "patients with complex needs",
        "share within the threshold of the forecast's older people",
        {"SOR-FUTURE": {"share_within": {"unit", "region"}}},
        {},
    ),
    ("sormland", "the digital county council", "context only", {}, {"digital": "proximity"}),
]


@pytest.mark.parametrize(
    ("pack", "demand", "indicator", "rules", "reasons"), ROWS, ids=[f"{r[0]}: {r[1]}" for r in ROWS]
)
def test_each_demand_is_measured_by_its_indicator_or_says_why_not(
    pack, demand, indicator, rules, reasons
):
    found = load_pack(pack)
    judged = {
        rule.id: {check.operator: set(check.scopes) for check in rule.checks}
        for rule in found.rules
    }
    said = {each.id: each.reason.en for each in found.context}

    assert rules or reasons, (demand, indicator)
    assert {rule: judged[rule] for rule in rules} == rules
    for context, word in reasons.items():
        assert word in said[context]


@pytest.mark.parametrize("pack", ["halland", "sormland"])
def test_no_rule_and_no_reason_answers_to_nothing(pack):
    found = load_pack(pack)
    asked = {name for row in ROWS if row[0] == pack for name in (*row[3], *row[4])}

    assert {rule.id for rule in found.rules} | {each.id for each in found.context} == asked


def test_mobile_teams_and_the_forecast_are_asked_about_as_such():
    checks = {rule.id: rule.checks[0] for rule in load_pack("sormland").rules}

    assert checks["SOR-MOBILE"].arguments == {"care_type": "mobile"}
    assert checks["SOR-FUTURE"].of_forecast
    assert not checks["SOR-NEAR"].of_forecast
