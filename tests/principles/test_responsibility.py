"""GP-BORDER: every outcome of its three parts, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from geoaccess.principles import judge, load_pack

PACK = load_pack("stockholm")


def found(evidence, unit="u1"):
    verdicts = judge(PACK, evidence)
    return next(v for v in verdicts if v.rule.id == "GP-BORDER" and v.subject_id == unit)


def register(**columns):
    frame = pd.DataFrame(
        {
            "gsa_site_id": ["s1", "s2"],
            "ksa_function": ["KSA 1", "KSA 2"],
            "valid_from": [None, None],
            "valid_to": [None, None],
            "exception_note": [None, None],
        },
        index=pd.Index(["u1", "u2"], name="unit_id"),
    )
    return frame.assign(**columns)


def follows(inside, covers=1.0):
    index = pd.Index(["u1", "u2"], name="unit_id")
    return pd.DataFrame({"inside": [inside, 1.0], "covers": [covers, 1.0]}, index=index)


@pytest.mark.parametrize(
    ("inside", "answer"),
    [(1.0, "met"), (0.98, "met"), (0.9799, "at_risk"), (0.95, "at_risk"), (0.9499, "not_met")],
)
def test_an_area_of_responsibility_is_judged_by_how_much_of_it_lies_in_the_unit(
    world, inside, answer
):
    verdict = found(world(responsibility=follows(inside, 0.4)))

    assert verdict.answer == answer
    assert "it covers 40.0% of the unit" in verdict.sentence("en")
    assert "Av enhetens eget ansvarsområde ligger" in verdict.sentence("sv")


@pytest.mark.parametrize(
    ("changes", "inside", "answer"),
    [
        ({"gsa_site_id": ["s2", "s2"]}, 1.0, "at_risk"),  # outside, and no exception
        ({"gsa_site_id": ["s2", "s2"], "exception_note": ["KSON", None]}, 1.0, "met"),
        ({"gsa_site_id": ["s2", "s2"], "exception_note": ["KSON", None]}, 0.96, "at_risk"),
        ({"ksa_function": [None, "KSA 2"]}, 1.0, "not_met"),
        ({"ksa_function": [None, "KSA 2"]}, 0.96, "not_met"),
        ({}, 0.5, "not_met"),
    ],
)
def test_the_worst_part_decides(world, changes, inside, answer):
    evidence = world(register=register(**changes), responsibility=follows(inside))

    assert found(evidence).answer == answer


def test_a_joint_authority_may_be_the_ksa_of_several_units(world):
    evidence = world(register=register(ksa_function=["KSON", "KSON"]))
    verdicts = [found(evidence, unit) for unit in ("u1", "u2")]

    assert [v.answer for v in verdicts] == ["met", "met"]


def test_a_unit_without_an_area_among_those_given_cannot_be_assessed_unless_it_fails_already(world):
    only_two = follows(1.0).drop(index="u1")

    alone = found(world(responsibility=only_two))
    failed = found(world(responsibility=only_two, register=register(gsa_site_id=[None, "s2"])))

    assert alone.answer == "not_assessable"
    assert "none is given for the unit" in alone.sentence("en")
    assert failed.answer == "not_met"
    assert found(world(responsibility=only_two), "u2").answer == "met"


def test_without_areas_of_responsibility_it_is_said_that_nothing_was_tried(world):
    verdict = found(world())

    assert verdict.answer == "met"
    assert "not tried" in verdict.sentence("en")


def test_a_gsa_that_is_no_vardcentral_is_told(world):
    evidence = world()
    sites = evidence.sites.assign(care_type=["bvc", "vardcentral", "vardcentral"])

    verdict = found(world(sites=sites, sites_found=1, sites_expected=1))

    assert verdict.answer == "at_risk"
    assert "Norra vårdcentralen is not a vårdcentral in the list" in verdict.sentence("en")


def test_of_a_list_that_is_not_whole_no_leakage_is_told(world):
    whole, short = found(world()), found(world(sites_found=1))

    assert "For information" in whole.sentence("en")
    assert "For information" not in short.sentence("en")
