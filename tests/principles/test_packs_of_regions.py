"""The packs of three regions: each demand of their documents has its rule, or a reason why not."""

from __future__ import annotations

import re

import pytest

from geoaccess.errors import ConfigError
from geoaccess.paths import packaged_data
from geoaccess.principles import describe, differences, judge, load_pack, shipped_packs

PACKS = {name: load_pack(name) for name in ("stockholm", "halland", "sormland")}

# What each document asks for, by section, and what answers it: rules, or entries of `context`.
DEMANDS = [
    ("stockholm", "Grundläggande principer: behovsanalys", ["GP-NEED"]),
    ("stockholm", "Grundläggande principer: rätt plats", ["GP-SPREAD", "GP-DIFF"]),
    ("stockholm", "Särskilt utsatta grupper", ["GP-EQUITY"]),
    ("stockholm", "Primärvården är utgångspunkten", ["GP-NEAR", "waiting"]),
    ("stockholm", "Vårdcentraler med hög tillgänglighet", ["GP-REACH", "HOURS", "GP-BORDER"]),
    ("stockholm", "Fast läkarkontakt", ["CAP"]),
    ("stockholm", "Vidareutveckla vården utifrån geografiska principer", ["GP-BORDER"]),
    ("stockholm", "Framtidsspaningar", ["FUTURE-NEAR", "FUTURE-DIFF", "FUTURE-CAP"]),
    ("stockholm", "Patient och närstående", ["GP-REACH"]),
    ("stockholm", "Vård i hemmet", ["SPEC-MOBILE"]),
    ("stockholm", "Förebygga ohälsa", ["GP-DIFF"]),
    ("stockholm", "Social hållbarhet", ["GP-REACH", "GP-EQUITY"]),
    ("stockholm", "Förmåga till omställning", ["ROBUST"]),
    ("stockholm", "Målbild 2040", ["GP-NEAR", "GP-EQUITY"]),
    ("stockholm", "Uppdraget i budget", ["GP-DIFF", "CAP"]),
    ("stockholm", "Verksamhetsplan HSN och PVN 2024", ["FUTURE-NEAR"]),
    ("stockholm", "Storstad, tätort, landsbygd, skärgård", ["GP-SETTLE"]),
    ("halland", "God och jämlik hälsa", ["HAL-EQUITY"]),
    ("halland", "Trygg och sammanhållen vård", ["coherence"]),
    ("halland", "Prioritering av kompetens och resurser", ["HAL-DIFF", "HAL-CAP"]),
    ("halland", "Uppföljning över tid", ["HAL-NEED"]),
    ("halland", "Eget ansvar efter förmåga", ["digital"]),
    ("sormland", "Förebyggande och hälsofrämjande arbete", ["SOR-EQUITY", "visits"]),
    ("sormland", "En utbyggd primärvård", ["SOR-NEAR", "SOR-HOURS", "SOR-MOBILE"]),
    ("sormland", "Patienter med komplexa behov", ["SOR-FUTURE"]),
    ("sormland", "Det digitala landstinget", ["digital"]),
]


@pytest.mark.parametrize(("pack", "demand", "answers"), DEMANDS)
def test_each_demand_of_a_document_has_its_rule_or_a_named_reason(pack, demand, answers):
    found = PACKS[pack]
    known = {rule.id: rule.wording for rule in found.rules}
    known |= {each.id: each.reason for each in found.context}

    for answer in answers:
        assert len(known[answer].sv) > 40, demand
        assert len(known[answer].en) > 40, demand


def test_every_pack_that_is_shipped_is_told_and_asked_about():
    assert shipped_packs() == sorted(PACKS)


@pytest.mark.parametrize(("pack", "prefix"), [("halland", "HAL-"), ("sormland", "SOR-")])
def test_other_regions_have_ids_of_their_own_and_no_principles_of_stockholm(pack, prefix):
    text = packaged_data("rules", f"{pack}.toml").read_text("utf-8").lower()

    assert all(rule.id.startswith(prefix) for rule in PACKS[pack].rules)
    assert not re.search(r"geografisk\w* princip|geographic principle|stockholm|gsa|gp-", text)
    assert {source.id for source in PACKS[pack].sources}.isdisjoint({"hsn-2024", "strategi-2040"})


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_judges_everything_or_says_why_not(world, pack):
    verdicts = judge(PACKS[pack], world())

    assert {v.rule.id for v in verdicts} == {rule.id for rule in PACKS[pack].rules}
    for verdict in verdicts:
        if verdict.answer == "not_assessable":
            assert "Kan inte bedömas" in verdict.sentence("sv"), verdict.rule.id
            assert "annot be assessed" in verdict.sentence("en"), verdict.rule.id


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_pack_in_words_has_every_rule_its_limits_and_its_sources(lang):
    text = "\n".join(describe(PACKS["stockholm"], lang))

    for rule in PACKS["stockholm"].rules:
        assert f"{rule.id}  {getattr(rule.title, lang)}" in text
        assert getattr(rule.wording, lang) in text
    percent = {"sv": "uppfyllt från 95\xa0%, i riskzonen från 90\xa0%", "en": "met from 95%"}[lang]
    assert percent in text
    assert {"sv": "-5 procentenheter", "en": "5 percentage points"}[lang].lstrip("-") in text
    assert "2025-12-09" in text
    assert {"sv": "inte regionens beslutade princip", "en": "not the region's"}[lang] in text


def test_two_packs_differ_in_exactly_what_was_changed(tmp_path):
    text = packaged_data("rules", "stockholm.toml").read_text("utf-8")
    path = tmp_path / "mine.toml"
    changed = text.replace("S = { car = 10, walk = 15", "S = { car = 12, walk = 15")
    changed = changed.replace('id = "HOURS"', 'id = "OPEN"')
    changed = changed.replace(
        "limits = { met = 0.95, at_risk = 0.85 }", "limits = { met = 0.9, at_risk = 0.85 }"
    )
    path.write_text(changed, "utf-8")

    found = {d.where: (d.before, d.after) for d in differences(PACKS["stockholm"], load_pack(path))}

    assert found == {
        "thresholds_min.S.car": (10.0, 12.0),
        "rules.GP-NEED.checks.coverage_at_least unit region.limits.met": (0.95, 0.9),
        "rules.HOURS": ("Öppet på kvällar och lördagar", None),
        "rules.OPEN": (None, "Öppet på kvällar och lördagar"),
    }
    back = differences(load_pack(path), PACKS["stockholm"])
    assert {d.where: (d.after, d.before) for d in back} == found


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('care_type = "bvc"', 'care_type = "bvcc"', "narakut, jour, bvc"),
        ('care_type = "bvc"', 'caretype = "bvc"', "care_type"),
        ('sources = ["strategi-2040"]\nreason', 'sources = ["nowhere"]\nreason', "nowhere"),
    ],
)
def test_words_that_an_operator_does_not_know_are_refused(tmp_path, before, after, told):
    text = packaged_data("rules", "stockholm.toml").read_text("utf-8")
    assert before in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(before, after, 1), "utf-8")

    with pytest.raises(ConfigError) as caught:
        load_pack(path)
    assert told in caught.value.render("en")


ACCESS = {"GP-NEAR", "GP-DIFF", "GP-EQUITY", "GP-SETTLE", "GP-SPREAD", "GP-REACH", "HOURS"}


def test_of_a_list_that_is_not_whole_every_rule_of_access_says_so(world):
    """As where OpenStreetMap is all there is: a part of the sites, and no capacity."""
    verdicts = judge(PACKS["stockholm"], world(sites_found=1, register=None))

    for verdict in verdicts:
        if verdict.rule.id in ACCESS:
            assert verdict.answer == "not_assessable"
            assert "1 of 2 vårdcentraler (50.0%)" in verdict.sentence("en")
    assert {v.answer for v in verdicts if v.rule.id == "GP-BORDER"} == {"not_assessable"}


def test_without_capacity_timetable_and_register_each_rule_names_what_it_lacks(world):
    """As where a region gives its sites and streets only."""
    verdicts = judge(PACKS["stockholm"], world(register=None, real_capacity=False))

    lacks = {
        "GP-DIFF": "no real capacity",
        "GP-SPREAD": "no real capacity",
        "GP-REACH": "public transport is not part of the travel times",
        "GP-BORDER": "no register",
        "SPEC-BVC": "does not state how many sites",
        "HOURS": "opening hours",
        "FUTURE-NEAR": "not for a forecast year",
    }
    for rule, reason in lacks.items():
        told = [v for v in verdicts if v.rule.id == rule]
        assert told
        assert all(v.answer == "not_assessable" and reason in v.sentence("en") for v in told), rule
    assert {v.answer for v in verdicts if v.rule.id == "GP-NEAR"} == {"met"}
    assert {v.answer for v in verdicts if v.rule.id == "GP-SETTLE"} == {"met"}
