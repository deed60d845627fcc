"""Other care than vårdcentraler: each kind by its own sites and limits, digital sites never."""

import dataclasses

import numpy as np
import pytest

from geoaccess.errors import ConfigError
from geoaccess.paths import packaged_data
from geoaccess.principles import judge, load_pack
from geoaccess.tables import CARE_TYPES
from geoaccess.times import Times

FAR = 7000
# The limit in main towns, seconds by car, as the pack's text says it.
KINDS = {"bvc": 600, "narakut": 1800, "mvc": 900, "rehab": 900, "mobile": 1800}


def region(evidence, kind, pack="stockholm"):
    """The region's verdict by the pack's one rule on a kind of care."""
    found = load_pack(pack)
    mine = [r for r in found.rules if r.checks[0].arguments.get("care_type") == kind]
    assert len(mine) == 1
    verdicts = judge(found.model_copy(update={"rules": mine}), evidence)
    return next(v for v in verdicts if v.scope == "region")


def with_site(world, kind, seconds, **changes):
    """Six areas of 70 and 30 people; the third site is of a kind, so far from each point."""
    evidence = world()
    times = np.full((12, 3), 300, dtype=np.uint16)
    times[:, 2] = seconds
    table = Times("car", tuple(evidence.points.index), ("s1", "s2", "s3"), times, 7200)
    sites = evidence.sites.assign(
        care_type=["vardcentral", "vardcentral", kind], context=False, name=["A", "B", "Mitt"]
    )
    given = {"expected_of": {kind: 1}} | changes
    return dataclasses.replace(evidence, sites=sites, times={"car": table}, **given)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("far", "answer", "share"),
    [
        ((), "met", 1.0),
        ((1,), "met", 0.95),
        ((1, 3), "at_risk", 0.9),
        ((0, 1, 3), "not_met", 47 / 60),
    ],
)
def test_the_share_within_the_kinds_own_limit_by_hand(world, kind, far, answer, share):
    limit = KINDS[kind]
    seconds = [limit + 1 if n in far else limit for n in range(12)]
    verdict = region(with_site(world, kind, seconds), kind)

    assert (verdict.answer, verdict.value) == (answer, pytest.approx(share))


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_list_has_none_of_the_kind_nothing_is_judged_and_the_reason_is_told(world, kind):
    evidence = with_site(world, "other", 300, expected_of={kind: 1})
    unstated = with_site(world, kind, 300, expected_of={})
    short = with_site(world, kind, 300, expected_of={kind: 2})
    closed = with_site(world, kind, 300)
    closed = dataclasses.replace(
        closed, sites=closed.sites.assign(valid_to=[None, None, "2026-09-30"])
    )

    for case, reason in (
        (evidence, "the list of sites does not hold"),
        (closed, "the list of sites does not hold"),
        (unstated, "does not state how many sites"),
        (short, "1 of 2 sites (50.0%)"),
    ):
        verdict = region(case, kind)
        assert verdict.answer == "not_assessable"
        assert reason in verdict.sentence("en")


@pytest.mark.parametrize("kind", KINDS)
def test_a_digital_site_next_door_is_near_nobody(world, kind):
    """The only site of the kind is far away; everyone has a digital one at the door."""
    evidence = with_site(world, kind, FAR)
    sites = evidence.sites.assign(care_type=["vardcentral", "digital", kind])
    verdict = region(dataclasses.replace(evidence, sites=sites), kind)
    assert (verdict.answer, verdict.value) == ("not_met", 0.0)

    alone = evidence.sites.assign(care_type=["vardcentral", "digital", "digital"])
    verdict = region(dataclasses.replace(evidence, sites=alone), kind)
    assert verdict.answer == "not_assessable"


def test_no_rule_can_ask_for_digital_care(tmp_path):
    assert "digital" in CARE_TYPES
    text = packaged_data("rules", "stockholm.toml").read_text("utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('care_type = "rehab"', 'care_type = "digital"'), "utf-8")

    with pytest.raises(ConfigError) as caught:
        load_pack(path)
    assert "narakut, jour, bvc, mvc, rehab, specialist, mobile" in caught.value.render("en")


def test_sormlands_mobile_teams_are_judged_by_the_bases_of_the_list(world):
    def answer(seconds, **changes):
        return region(with_site(world, "mobile", seconds, **changes), "mobile", "sormland")

    assert answer(1800).answer == "met"
    assert answer(1801).answer == "not_met"
    assert "the base of a mobile team" in answer(1800, expected_of={}).sentence("en")
    assert answer(1800, expected_of={}).answer == "not_assessable"
