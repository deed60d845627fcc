"""Indices from elsewhere in a run: by hand, with what is lacking named; they judge nothing."""

from __future__ import annotations

import math

import pytest

from geoaccess.pipeline import judge
from geoaccess.result.view import published_view


def with_poverty(small, share=0.25, **given):
    prepared = small.make_prepared(**given)
    areas = prepared.layers.areas
    return small.with_layers(prepared, areas=areas.assign(low_standard=areas["people"] * share))


def supply(capacity, number):
    expected = {"number": number, "source": "avtalen", "date": "2026-10-01"}
    return {"capacity": capacity, "expected_sites": expected}


def of(frame, unit, index):
    return frame.set_index(["subject_id", "index"]).loc[(unit, index)]


@pytest.fixture(scope="module")
def told(small):
    return judge(with_poverty(small))


def test_the_shortage_score_of_a_unit_by_hand(told):
    # Norr: 360 people, 2,200 places; a quarter poor; to another unit's or land's vårdcentral
    # p41 700 s, p12 1,300, p11 1,500, p21 3,000: half of the 360 have 50 minutes or less.
    row = of(told.comparison, "9801-norr", "hpsa")

    assert row["value"] == pytest.approx((0 + 2 + 4) * 25 / 20)
    assert row["parts_en"] == "physicians 0; low economic standard 2; way to other care 4"
    assert row["lacks_en"] == ""


def test_the_index_of_underservice_of_a_unit_by_hand(told):
    # A quarter poor 10.9, a fifth old 11.1, infants 26, more than 1.25 physicians per 1,000 28.7.
    assert of(told.comparison, "9801-norr", "imu")["value"] == pytest.approx(76.7)
    # Tomma has no physician: no points for any, and 50 people are no population to score.
    assert of(told.comparison, "9803-tomma", "imu")["value"] == pytest.approx(48.0)
    assert of(told.comparison, "9803-tomma", "hpsa")["parts_sv"].startswith("läkare 0;")


def test_what_is_lacking_is_named_and_leaves_no_value(small):
    table = small.make_result().comparison
    less = judge(with_poverty(small, supply=supply("fte", 9))).comparison
    bare = judge(with_poverty(small, supply=supply("none", 2))).comparison

    assert table["value"].isna().all()
    assert of(table, "9801-norr", "imu")["lacks_en"].startswith("how many have low economic")
    assert "low_standard" in of(table, "9801-norr", "hpsa")["lacks_sv"]
    assert less["value"].isna().all()
    assert "complete list" in of(less, "9801-norr", "hpsa")["lacks_en"]
    assert of(bare, "9801-norr", "imu")["lacks_sv"] == "läkarna på alla dess vårdcentraler"


def test_they_judge_and_flag_nothing(small, told):
    before = small.make_result()

    assert told.verdicts["sentence_en"].tolist() == before.verdicts["sentence_en"].tolist()
    assert told.areas["flag"].tolist() == before.areas["flag"].tolist()


def test_a_unit_of_few_people_is_not_told_of(small):
    people = small.PLAIN | {"p51": 4}
    prepared = with_poverty(small, people=people, confidential=("statistics[0]",))
    shown = published_view(judge(prepared), "run").comparison

    row = of(shown, "9803-tomma", "imu")
    assert row["value_status"] == "suppressed"
    assert math.isnan(row["value"])
    assert row["parts_sv"] == ""
