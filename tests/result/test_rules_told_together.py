"""Rules whose counts stand nowhere else are told for all units or for none."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

# Three of the main town's people are beyond the threshold: the class's share would tell them.
FEW_BEYOND = {"p11": 997.0, "p12": 3.0}


def seen(small, sensitivity, **changes):
    result = small.make_result(people=small.PLAIN | FEW_BEYOND, confidential=sensitivity)
    result = dataclasses.replace(result, **changes)
    return published_view(result, "run").verdicts, result.verdicts


def test_one_hidden_share_of_a_class_hides_the_rule_for_every_unit_and_the_region(small):
    told, exact = seen(small, ("statistics[0]",))
    mine = told[told["rule_id"] == "GP-SETTLE"]
    before = exact[exact["rule_id"] == "GP-SETTLE"]

    assert before["value"].notna().sum() >= 2
    assert mine["value"].isna().all()
    assert mine["people"].isna().all()
    assert set(mine.loc[before["value"].notna(), "value_status"]) == {"suppressed"}
    assert not mine["sentence_sv"].str.contains(r"\d,\d\xa0%").any()
    # The answer itself stays, as it does for every rule.
    assert mine["verdict"].tolist() == before["verdict"].tolist()


def test_open_inputs_are_told_as_they_are(small):
    told, exact = seen(small, ())
    ours = ["GP-SETTLE", "GP-SPREAD", "GP-DIFF", "HOURS"]

    mine = told[told["rule_id"].isin(ours)]
    before = exact[exact["rule_id"].isin(ours)]
    assert mine["value"].notna().tolist() == before["value"].notna().tolist()
    assert mine["sentence_en"].tolist() == before["sentence_en"].tolist()


@pytest.mark.parametrize("rule", ["GP-NEAR", "CAP"])
def test_what_is_hidden_follows_what_is_measured_and_not_what_a_pack_calls_it(small, rule):
    told, exact = seen(small, ("statistics[0]",))
    renamed, _ = seen(
        small,
        ("statistics[0]",),
        verdicts=exact.assign(rule_id=exact["rule_id"].replace({rule: "HAL-OTHER"})),
    )

    pd.testing.assert_frame_equal(
        told.drop(columns="rule_id"), renamed.drop(columns="rule_id"), check_names=False
    )
