"""Age-need: apart from other need unless a study combines them, and then by name."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import ConfigError, InputError
from geoaccess.need import AgeWeights, age_need, combined, measure_need
from geoaccess.study import AgeNeed, IndexComponent, NeedSettings
from geoaccess.tables import CNI_COUNTS

WEIGHTS = {"age_65plus": 1.5, "age_80plus": 3.0, "age_85plus": 7.0}
GROUPS = ("people", *WEIGHTS)


@st.composite
def regions(draw):
    n = draw(st.integers(1, 6))
    rows = []
    for _ in range(n):
        ages = [draw(st.integers(0, 60)) for _ in range(4)]
        rows.append([sum(ages), sum(ages[1:]), sum(ages[2:]), ages[3]])
    index = [f"a{i}" for i in range(n)]
    return pd.DataFrame(rows, columns=list(GROUPS), index=index, dtype=float)


def by_hand(row):
    young = row["people"] - row["age_65plus"]
    middle = row["age_65plus"] - row["age_80plus"]
    old = row["age_80plus"] - row["age_85plus"]
    return young + 1.5 * middle + 3.0 * old + 7.0 * row["age_85plus"]


@settings(max_examples=25)
@given(regions())
def test_people_count_by_their_age_over_the_study_s_mean(areas):
    found = age_need(areas, AgeWeights(weights=WEIGHTS, source="besök")).frame["need_index"]

    total = sum(by_hand(row) for _, row in areas.iterrows())
    people = areas["people"].sum()
    for area, row in areas.iterrows():
        if row["people"] == 0:
            assert np.isnan(found[area])
        else:
            expected = by_hand(row) / row["people"] / (total / people)
            assert found[area] == pytest.approx(expected)


@settings(max_examples=25)
@given(regions())
def test_weights_of_one_tell_no_area_from_another(areas):
    by = AgeWeights(weights=dict.fromkeys(WEIGHTS, 1.0), source="")

    found = age_need(areas, by).frame["need_index"].dropna()

    assert found.tolist() == pytest.approx([1.0] * len(found))


@pytest.mark.parametrize(("how", "share"), [("product", 0.5), ("geometric", 0.3)])
@settings(max_examples=25)
@given(areas=regions(), cni=st.lists(st.floats(0.5, 3), min_size=6, max_size=6))
def test_combining_is_the_product_or_the_weighted_geometric_mean(how, share, areas, cni):
    people = areas["people"]
    age = age_need(areas, AgeWeights(weights=WEIGHTS, source="besök"))
    frame = age.frame.assign(need_relative=cni[: len(areas)])
    frame["need_relative"] = frame["need_relative"].where(people > 0)
    need = age.__class__(
        frame=frame, label={"sv": "X", "en": "X"}, reference=1, reference_source="", notices=()
    )

    found = combined(need, age, people, how=how, share=share).frame["need_relative"]

    raw = {}
    for area in areas.index:
        one, other = frame["need_relative"][area], age.frame["need_relative"][area]
        if how == "product":
            raw[area] = one * other
        else:
            raw[area] = math.exp((1 - share) * math.log(one) + share * math.log(other))
    lived = [area for area in areas.index if people[area] > 0]
    if lived:
        mean = sum(raw[a] * people[a] for a in lived) / people[lived].sum()
        expected = [raw[a] / mean for a in lived]
        assert found[lived].tolist() == pytest.approx(expected)


def areas_with(*extra):
    frame = pd.DataFrame(7.0, index=["a", "b"], columns=[*CNI_COUNTS])
    frame = frame.assign(people=[100.0, 300.0], age_65plus=[40.0, 30.0], age_80plus=[20.0, 6.0])
    return frame.assign(**dict(extra))


OLDEST = ("age_85plus", [10.0, 2.0])


def test_age_does_not_touch_the_cni_unless_a_study_says_so():
    plain = measure_need(NeedSettings(), areas_with(OLDEST))
    both = measure_need(NeedSettings(combine="product"), areas_with(OLDEST))

    assert "lder" not in plain.label["sv"]
    assert "gånger åldersbehov (85 år eller äldre räknas 7 gånger)" in both.label["sv"]
    assert both.label["en"].startswith("CNI (relative")
    assert both.is_ratio
    assert both.frame["need_index"]["a"] != plain.frame["need_index"]["a"]
    assert any("strategidokument" in said for said in both.remarks["sv"])


def test_the_geometric_mean_names_its_weight():
    age = AgeNeed(share=0.25)

    need = measure_need(NeedSettings(combine="geometric", age=age), areas_with(OLDEST))

    assert need.label["sv"].startswith("Geometriskt medelvärde av CNI")
    assert "vikt 0,25" in need.label["sv"]


def test_an_index_that_is_no_ratio_is_combined_by_its_rank_and_says_its_span():
    parts = (IndexComponent(column="age_65plus"), IndexComponent(column="age_80plus"))
    chosen = NeedSettings(recipe="index", components=parts, combine="product")

    need = measure_need(chosen, areas_with(OLDEST))

    assert not need.is_ratio
    low, high = need.stability["need_percentile_low"], need.stability["need_percentile_high"]
    assert need.frame["need_percentile"].between(low, high).all()


def test_a_table_that_stops_at_80_can_t_take_the_weight_of_85():
    with pytest.raises(ConfigError, match="GA-P050"):
        measure_need(NeedSettings(recipe="age"), areas_with())
    seven = AgeNeed(weights={"age_80plus": 7.0}, source="besök")
    with pytest.raises(ConfigError, match="GA-P052"):
        measure_need(NeedSettings(recipe="age", age=seven), areas_with())

    own = AgeNeed(weights={"age_80plus": 3.0}, source="besök av 80 år och äldre")
    need = measure_need(NeedSettings(recipe="age", age=own), areas_with())

    assert [n.code for n in need.notices] == ["GA-P051"]
    assert need.frame["need_index"].tolist() == pytest.approx([140 / 100 / 1.13, 312 / 300 / 1.13])


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"age": AgeNeed()}, "GA-P053"),
        ({"recipe": "age", "combine": "product"}, "GA-P054"),
        ({"recipe": "age", "age": AgeNeed(weights={"age_80plus": 2.0})}, "GA-P055"),
    ],
)
def test_age_settings_that_say_nothing_clear_are_refused(said, code):
    with pytest.raises(ConfigError, match=code):
        measure_need(NeedSettings(**said), areas_with(OLDEST))


def test_more_old_than_older_people_are_refused_by_area():
    areas = areas_with(("age_85plus", [60.0, 2.0]))

    with pytest.raises(InputError) as caught:
        measure_need(NeedSettings(recipe="age"), areas)

    assert [(n.code, n.places["area"]) for n in caught.value.notices] == [("GA-P058", "a")]


def test_an_area_whose_old_are_not_known_has_no_value():
    need = measure_need(NeedSettings(recipe="age"), areas_with(("age_85plus", [np.nan, 2.0])))

    assert need.frame["need_index"].isna().tolist() == [True, False]
    assert need.frame["missing"].tolist() == ["age_85plus", ""]


def test_inputs_stay_as_they_were():
    areas = areas_with(OLDEST)
    before = areas.copy()

    measure_need(NeedSettings(combine="geometric"), areas)

    assert areas.equals(before)
