from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.need import cni, cni_need, cni_weights
from geoaccess.tables import CNI_COUNTS

ORDER = (
    "under5",
    "foreign_born",
    "elderly_alone",
    "single_parent",
    "moved_in",
    "unemployed",
    "low_edu",
)
SCB = pd.DataFrame(
    [[595, 1391, 484, 167, 385, 981, 632], [293, 330, 215, 80, 240, 300, 210]],
    columns=ORDER,
    index=["unit 1", "unit 2"],
)
SCB_PEOPLE = pd.Series({"unit 1": 5912, "unit 2": 2407})


def test_scb_s_worked_example_comes_out_exactly():
    """DOMAIN §11.1: SCB's page prints Index 22 709 and 7 869, CNI 1.5513 and 1.3204."""
    found = cni(SCB, SCB_PEOPLE, reference=2.47615)

    assert found["points"].round(2).tolist() == [22709.42, 7869.74]
    assert found["per_inhabitant"].round(5).tolist() == [3.84124, 3.26952]
    assert found["relative"].round(4).tolist() == [1.5513, 1.3204]
    assert found["missing"].tolist() == ["", ""]


def test_each_row_of_the_example_implies_the_same_reference():
    found = cni(SCB, SCB_PEOPLE, reference=1.0)["per_inhabitant"]

    assert round(found["unit 1"] / 1.5513, 4) == pytest.approx(2.4761, abs=1e-4)
    assert round(found["unit 2"] / 1.3204, 4) == pytest.approx(2.4762, abs=1e-4)


def test_the_weights_are_scb_s():
    assert cni_weights() == {
        "elderly_alone": 6.15,
        "foreign_born": 5.72,
        "unemployed": 5.13,
        "single_parent": 4.19,
        "moved_in": 4.19,
        "low_edu": 3.97,
        "under5": 3.23,
    }


@st.composite
def regions(draw):
    n = draw(st.integers(1, 6))
    rows = draw(
        st.lists(
            st.lists(st.one_of(st.integers(0, 90), st.none()), min_size=7, max_size=7),
            min_size=n,
            max_size=n,
        )
    )
    people = draw(st.lists(st.integers(0, 900), min_size=n, max_size=n))
    index = [f"a{i}" for i in range(n)]
    return (
        pd.DataFrame(rows, columns=list(CNI_COUNTS), index=index, dtype=float),
        pd.Series(people, index=index, dtype=float),
    )


@given(regions(), st.floats(0.5, 5))
def test_the_index_is_the_weighted_sum_by_hand_and_missing_is_never_zero(region, reference):
    counts, people = region
    weights = cni_weights()

    found = cni(counts, people, reference=reference)

    for area in counts.index:
        gaps = [name for name in CNI_COUNTS if np.isnan(counts.loc[area, name])]
        assert found.loc[area, "missing"] == ", ".join(gaps)
        if gaps or people[area] == 0:
            assert np.isnan(found.loc[area, "relative"])
            continue
        by_hand = sum(weights[name] * counts.loc[area, name] for name in CNI_COUNTS)
        by_hand /= people[area] * reference
        assert found.loc[area, "relative"] == pytest.approx(by_hand)
        parts = found.filter(like="contribution_").loc[area]
        assert parts.sum() == pytest.approx(by_hand)


@given(regions())
def test_relative_need_has_the_people_mean_one(region):
    counts, people = region

    need = cni_need(counts, people, reference=2.476)

    known = need.frame["need_relative"].notna()
    if known.any() and need.frame.loc[known, "need_index"].max() > 0:
        mean = np.average(need.frame.loc[known, "need_relative"], weights=people[known])
        assert mean == pytest.approx(1.0)


def test_without_a_national_reference_the_region_is_one_and_the_label_says_so():
    need = cni_need(SCB, SCB_PEOPLE)

    assert np.average(need.frame["need_index"], weights=SCB_PEOPLE) == pytest.approx(1.0)
    assert need.reference == pytest.approx((22709.42 + 7869.74) / (5912 + 2407))
    assert need.label["sv"] == "CNI (relativt regionen, inte riket)"
    assert [notice.code for notice in need.notices] == ["GA-P030"]


def test_with_a_national_reference_it_is_called_cni_relative():
    need = cni_need(SCB, SCB_PEOPLE, reference=2.476, reference_source="SCB 2024")

    assert need.label == {"sv": "CNI (relativt tal)", "en": "CNI (relative)"}
    assert need.notices == ()


def test_areas_without_a_count_are_named_with_what_they_lack():
    counts = SCB.astype(float).assign(low_edu=[np.nan, 210])

    need = cni_need(counts, SCB_PEOPLE, reference=2.476)

    assert need.frame["missing"].tolist() == ["low_edu", ""]
    assert "unit 1" in need.notices[0].render("en")
    assert "Uppgift saknas om: lågutbildade." in need.notices[0].render("sv")


def test_inputs_stay_as_they_were():
    counts, people = SCB.copy(), SCB_PEOPLE.copy()

    cni_need(counts, people)

    assert counts.equals(SCB)
    assert people.equals(SCB_PEOPLE)
