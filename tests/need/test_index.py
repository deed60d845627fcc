from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import ConfigError, InputError
from geoaccess.need import index_need, measure_need, need_index
from geoaccess.study import IndexComponent, NeedSettings
from geoaccess.tables import CNI_COUNTS

AREAS = pd.DataFrame(
    {"poor": [10.0, 30.0, 20.0], "rich": [5.0, 1.0, 9.0], "homes": [50, 50, 100]},
    index=["a", "b", "c"],
)
PEOPLE = pd.Series({"a": 100, "b": 100, "c": 200})


def value(*components):
    return need_index(AREAS, components, PEOPLE)["value"]


def test_a_z_component_has_mean_zero_and_spread_one_among_all_people():
    found = value(IndexComponent(column="poor"))

    assert np.average(found, weights=PEOPLE) == pytest.approx(0)
    assert np.average(found**2, weights=PEOPLE) == pytest.approx(1)


@pytest.mark.parametrize(
    ("transform", "expected"),
    [
        ("none", [0.1, 0.3, 0.1]),
        ("log", [np.log(11), np.log(31), np.log(11)]),
        ("rank", [1.5, 3, 1.5]),
        ("percentile", [37.5, 87.5, 37.5]),
        ("minmax", [0, 1, 0]),
    ],
)
def test_transforms_by_hand(transform, expected):
    assert value(IndexComponent(column="poor", transform=transform)).tolist() == pytest.approx(
        expected
    )


@pytest.mark.parametrize("transform", ["none", "log", "z", "rank", "percentile", "minmax"])
def test_the_other_direction_turns_the_order(transform):
    up = value(IndexComponent(column="rich", transform=transform))
    down = value(IndexComponent(column="rich", transform=transform, direction=-1))

    assert up.rank().tolist() == (-down).rank().tolist()


def test_weights_share_out_the_index_and_contributions_add_up():
    parts = (
        IndexComponent(column="poor", transform="none", weight=3),
        IndexComponent(column="rich", per="homes", transform="none", weight=1),
    )

    found = need_index(AREAS, parts, PEOPLE)

    assert found.loc["a", "value"] == pytest.approx(0.75 * 0.1 + 0.25 * 0.1)
    assert found.filter(like="contribution_").sum(axis=1).tolist() == pytest.approx(
        found["value"].tolist()
    )


def test_a_column_without_a_denominator_counts_as_it_stands():
    assert value(IndexComponent(column="rich", per="none", transform="none")).tolist() == [5, 1, 9]


def test_trimming_pulls_the_outermost_in():
    found = value(IndexComponent(column="rich", per="none", transform="none", winsor=(0.0, 0.5)))

    assert found.tolist() == [5, 1, 5]


def test_a_missing_component_leaves_the_area_without_a_value_and_says_which():
    areas = AREAS.assign(poor=[np.nan, 30, 20])

    found = need_index(areas, (IndexComponent(column="poor"),), PEOPLE)

    assert found["missing"].tolist() == ["poor", "", ""]
    assert found["value"].isna().tolist() == [True, False, False]


def test_a_component_that_is_the_same_everywhere_is_zero_and_noticed():
    areas = pd.DataFrame({"same": [0.1, 0.2]}, index=["a", "b"])
    people = pd.Series({"a": 1, "b": 2})

    need = index_need(areas, (IndexComponent(column="same"),), people)

    assert need.frame["need_index"].tolist() == [0, 0]
    assert need.frame["need_relative"].tolist() == [1.0, 1.0]
    assert [notice.code for notice in need.notices] == ["GA-P032"]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 99)), min_size=2, max_size=7))
def test_relative_need_is_positive_rises_with_the_index_and_is_one_on_average(rows):
    index = [f"a{i}" for i in range(len(rows))]
    areas = pd.DataFrame({"poor": [r[0] for r in rows]}, index=index)
    people = pd.Series([r[1] for r in rows], index=index, dtype=float)

    found = index_need(areas, (IndexComponent(column="poor"),), people).frame

    assert (found["need_relative"] > 0).all()
    assert np.average(found["need_relative"], weights=people) == pytest.approx(1)
    ordered = found.sort_values("need_index")["need_relative"]
    assert ordered.is_monotonic_increasing


@pytest.mark.parametrize("label", ["CNI", "CNI (öppna data)", "Vårt Care Need Index"])
def test_an_index_of_one_s_own_is_never_called_cni(label):
    with pytest.raises(ConfigError, match="GA-P015"):
        index_need(AREAS, (IndexComponent(column="poor"),), PEOPLE, label={"sv": label})


def test_an_index_may_be_called_a_proxy():
    need = index_need(
        AREAS, (IndexComponent(column="poor"),), PEOPLE, label={"sv": "CNI-proxy (öppna data)"}
    )

    assert need.label["sv"] == "CNI-proxy (öppna data)"
    assert need.label["en"] == "Need index (own calculation)"


def test_all_columns_that_are_not_there_are_named_at_once_with_the_nearest():
    parts = (IndexComponent(column="pour"), IndexComponent(column="x", per="hommes"))

    with pytest.raises(InputError) as caught:
        index_need(AREAS, parts, PEOPLE)

    assert [notice.value for notice in caught.value.notices] == ["pour", "x", "hommes"]
    assert "poor?" in caught.value.render("sv")


def test_no_components_or_a_wrong_trim_is_refused():
    with pytest.raises(ConfigError, match="GA-P017"):
        index_need(AREAS, (), PEOPLE)
    with pytest.raises(ConfigError, match="GA-P018"):
        index_need(AREAS, (IndexComponent(column="poor", winsor=(5, 95)),), PEOPLE)


def test_the_study_s_recipe_decides_which_measure_it_is():
    areas = pd.DataFrame(1.0, index=["a"], columns=[*CNI_COUNTS, "people"])

    assert measure_need(NeedSettings(), areas).label["sv"].startswith("CNI")
    own = NeedSettings(recipe="index", components=(IndexComponent(column="low_edu"),))
    assert not measure_need(own, areas).label["sv"].startswith("CNI")
    with pytest.raises(InputError, match="under5"):
        measure_need(NeedSettings(), areas.drop(columns="under5"))


def test_inputs_stay_as_they_were():
    areas, people = AREAS.copy(), PEOPLE.copy()

    index_need(areas, (IndexComponent(column="poor", winsor=(0.1, 0.9)),), people)

    assert areas.equals(AREAS)
    assert people.equals(PEOPLE)
