"""A bought CNI table says the same as the seven counts it was made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import ConfigError, InputError
from geoaccess.need import cni, cni_from_table, cni_need, cni_table_need, measure_need
from geoaccess.study import NeedSettings
from geoaccess.tables import CNI_COUNTS

PEOPLE = pd.Series({"unit 1": 5912, "unit 2": 2407})
# DOMAIN 11.1: as SCB prints them, the index cut to whole points.
PRINTED = pd.DataFrame(
    {
        "cni_index": [22709.0, 7869.0],
        "cni_per_inhabitant": [3.84124, 3.26952],
        "cni_relative": [1.5513, 1.3204],
    },
    index=PEOPLE.index,
)


@pytest.mark.parametrize(
    "columns",
    [
        ["cni_index"],
        ["cni_per_inhabitant"],
        ["cni_relative"],
        ["cni_index", "cni_relative"],
        ["cni_index", "cni_per_inhabitant", "cni_relative"],
    ],
)
def test_whichever_column_is_given_scb_s_example_comes_out(columns):
    found = cni_from_table(PRINTED[columns], PEOPLE, reference=2.47615)

    assert found["relative"].tolist() == pytest.approx([1.5513, 1.3204], abs=2e-4)
    assert found["per_inhabitant"].tolist() == pytest.approx([3.84124, 3.26952], abs=5e-4)
    assert found["points"].tolist() == pytest.approx([22709.42, 7869.74], abs=1.5)
    assert found["missing"].tolist() == ["", ""]


@st.composite
def regions(draw):
    n = draw(st.integers(1, 6))
    rows = st.lists(st.integers(0, 90), min_size=7, max_size=7)
    index = [f"a{i}" for i in range(n)]
    counts = [draw(rows) for _ in index]
    people = [draw(st.integers(0, 900)) for _ in index]
    return (
        pd.DataFrame(counts, columns=list(CNI_COUNTS), index=index, dtype=float),
        pd.Series(people, index=index, dtype=float),
    )


@settings(max_examples=25)
@given(regions(), st.booleans())
def test_a_table_made_of_the_counts_gives_what_the_counts_give(region, national):
    counts, people = region
    reference = 2.476 if national else None
    exact = cni(counts, people, reference=reference)
    table = pd.DataFrame({"cni_index": exact["points"]})

    found = cni_from_table(table, people, reference=reference)
    need = cni_table_need(table, people, reference=reference, reference_source="SCB")

    columns = ["points", "per_inhabitant", "relative"]
    lived = people > 0
    pd.testing.assert_frame_equal(found.loc[lived, columns], exact.loc[lived, columns])
    assert found.loc[~lived, "relative"].isna().all()
    expected = cni_need(counts, people, reference=reference).frame
    shared = ["need_index", "need_relative", "need_percentile", "need_quintile"]
    pd.testing.assert_frame_equal(need.frame[shared], expected[shared])


@settings(max_examples=25)
@given(regions(), st.integers(2, 5))
def test_rounding_alone_is_no_contradiction(region, decimals):
    counts, people = region
    exact = cni(counts, people, reference=2.4761)
    table = pd.DataFrame(
        {
            "cni_index": np.floor(exact["points"]),
            "cni_per_inhabitant": exact["per_inhabitant"].round(decimals),
            "cni_relative": exact["relative"].round(decimals),
        }
    )

    for reference in (2.4761, None):
        found = cni_from_table(table, people, reference=reference)

        assert found["relative"].notna().tolist() == (people > 0).tolist()


def test_columns_that_contradict_each_other_are_refused_by_area():
    table = PRINTED.assign(cni_per_inhabitant=[3.84124, 3.4], cni_relative=[1.65, 1.3204])

    with pytest.raises(InputError) as caught:
        cni_from_table(table, PEOPLE, reference=2.47615)

    told = [(n.code, n.places["area"], n.column) for n in caught.value.notices]
    assert ("GA-P056", "unit 2", "cni_per_inhabitant") in told
    assert ("GA-P056", "unit 1", "cni_relative") in told
    assert "unit 2" in caught.value.render("sv")


def test_relative_numbers_that_imply_different_references_are_refused():
    people = pd.Series(100, index=list("abc"))
    table = pd.DataFrame(
        {"cni_per_inhabitant": [2.48, 4.96, 2.48], "cni_relative": [1.0, 2.0, 1.5]},
        index=list("abc"),
    )

    with pytest.raises(InputError) as caught:
        cni_from_table(table, people)

    assert [n.places["area"] for n in caught.value.notices] == ["c"]


def test_the_table_s_own_people_are_those_its_index_is_of():
    table = PRINTED[["cni_index", "cni_per_inhabitant"]].assign(cni_people=PEOPLE)

    found = cni_from_table(table, PEOPLE * 2, reference=2.47615)

    assert found["per_inhabitant"].tolist() == pytest.approx([3.84124, 3.26952])
    with pytest.raises(InputError, match="GA-P056"):
        cni_from_table(table.drop(columns="cni_people"), PEOPLE * 2, reference=2.47615)


def test_numbers_below_nought_are_refused():
    with pytest.raises(InputError, match="GA-P057"):
        cni_from_table(pd.DataFrame({"cni_relative": [-1.0, 1.0]}, index=PEOPLE.index), PEOPLE)


def test_relative_numbers_need_to_say_what_their_one_is():
    table = PRINTED[["cni_relative"]]

    with pytest.raises(ConfigError, match="GA-P041"):
        cni_table_need(table, PEOPLE)
    need = cni_table_need(table, PEOPLE, reference_source="SCB, riket 2024")

    assert need.frame["need_index"].tolist() == [1.5513, 1.3204]
    assert need.label["sv"] == "CNI (relativt tal)"
    assert need.is_ratio


def test_an_area_without_a_number_has_no_value_and_says_so():
    table = PRINTED[["cni_index"]].assign(cni_index=[np.nan, 7869.0])

    need = cni_table_need(table, PEOPLE, reference=2.476, reference_source="SCB")

    assert need.frame["need_index"].isna().tolist() == [True, False]
    assert need.frame["missing"].tolist() == ["cni_index", ""]
    assert [n.code for n in need.notices] == ["GA-P031"]


def test_a_study_of_a_bought_table_needs_one_of_its_columns():
    areas = PRINTED.assign(people=PEOPLE)
    chosen = NeedSettings(recipe="cni_table", reference=2.47615, reference_source="SCB")

    assert measure_need(chosen, areas).frame["need_index"].tolist() == [1.5513, 1.3204]
    with pytest.raises(ConfigError, match="GA-P042"):
        measure_need(chosen, areas[["people"]])


def test_inputs_stay_as_they_were():
    table, people = PRINTED.copy(), PEOPLE.copy()

    cni_table_need(table, people, reference=2.47615, reference_source="SCB")

    assert table.equals(PRINTED)
    assert people.equals(PEOPLE)
