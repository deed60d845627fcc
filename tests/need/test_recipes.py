"""Recipes that come with geoaccess, each against its formula in plain loops."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import ConfigError, InputError
from geoaccess.need import area_types, measure_need, need_index
from geoaccess.paths import packaged_data
from geoaccess.study import IndexComponent, NeedSettings, need_recipe, read_recipe

COLUMNS = ("unemployed", "overcrowded", "no_car", "not_owned", "low_standard", "low_edu")
MORE = ("long_term_support",)
WHOLES = {"labour_force": 50, "households": 60, "people_25_64": 40, "people_20_64": 45}
INDICES = ("townsend", "imd_like", "ses_index", "area_type")


@st.composite
def regions(draw):
    n = draw(st.integers(1, 6))
    index = [f"a{i}" for i in range(n)]
    count = st.integers(0, 40)
    frame = {name: [draw(count) for _ in index] for name in (*COLUMNS, *MORE)}
    frame |= {name: [size] * n for name, size in WHOLES.items()}
    frame["people"] = [draw(st.integers(40, 900)) for _ in index]
    frame["area_type"] = [draw(st.integers(1, 5)) for _ in index]
    return pd.DataFrame(frame, index=index, dtype=float)


def need_of(recipe, areas, **said):
    return measure_need(NeedSettings(recipe=recipe, **said), areas)


def z_by_hand(values, people):
    total = sum(people)
    mean = sum(v * p for v, p in zip(values, people, strict=True)) / total
    variance = sum((v - mean) ** 2 * p for v, p in zip(values, people, strict=True)) / total
    if math.sqrt(variance) <= 1e-12 * max(abs(mean), 1e-300):
        return [0.0 for _ in values]
    return [(v - mean) / math.sqrt(variance) for v in values]


@settings(max_examples=25)
@given(regions())
def test_townsend_is_the_sum_of_four_standardised_shares(areas):
    people = areas["people"].tolist()
    shares = {
        "unemployed": [math.log(1 + 100 * v / 50) for v in areas["unemployed"]],
        "overcrowded": [math.log(1 + 100 * v / 60) for v in areas["overcrowded"]],
        "no_car": [v / 60 for v in areas["no_car"]],
        "not_owned": [v / 60 for v in areas["not_owned"]],
    }
    by_hand = np.sum([z_by_hand(values, people) for values in shares.values()], axis=0)

    need = need_of("townsend", areas)

    assert need.frame["need_index"].tolist() == pytest.approx(by_hand.tolist(), abs=1e-6)
    assert need.label["sv"] == "Townsendindex (egen beräkning)"
    assert not need.is_ratio


def imd_by_hand(values):
    n = len(values)
    found = []
    for value in values:
        below = sum(other < value for other in values)
        same = sum(other == value for other in values)
        rank = (below + (same + 1) / 2) / n
        found.append(-23 * math.log(1 - rank * (1 - math.exp(-100 / 23))))
    return found


@settings(max_examples=25)
@given(regions())
def test_the_imd_like_index_weighs_exponential_ranks_of_the_domains(areas):
    domains = {
        22.5: [
            imd_by_hand(
                [s / p for s, p in zip(areas["low_standard"], areas["people"], strict=True)]
            ),
            imd_by_hand([v / 50 for v in areas["unemployed"]]),
        ],
        13.5: [imd_by_hand([v / 40 for v in areas["low_edu"]])],
        9.3: [imd_by_hand([v / 60 for v in areas["overcrowded"]])],
    }
    by_hand = [
        sum(w * ranks[i] for w, many in domains.items() for ranks in many) / 67.8
        for i in range(len(areas))
    ]

    found = need_of("imd_like", areas).frame["need_index"]

    assert found.tolist() == pytest.approx(by_hand)


def test_the_most_deprived_of_all_scores_100_in_each_domain():
    areas = pd.DataFrame({"poor": [1.0, 2.0, 3.0, 4.0]}, index=list("abcd"))
    part = IndexComponent(column="poor", per="none", transform="imd")

    found = need_index(areas, (part,), pd.Series(10, index=areas.index))["value"]

    assert found["d"] == pytest.approx(100)
    assert found.is_monotonic_increasing
    # The transform is steep at the deprived end: the lower half spans less than the top quarter.
    assert found["b"] - found["a"] < found["d"] - found["c"]


@settings(max_examples=25)
@given(regions())
def test_the_socio_economic_index_is_the_mean_of_three_shares_with_types_by_spread(areas):
    by_hand = [
        (row.low_standard / row.people + row.low_edu / 40 + row.long_term_support / 45) / 3
        for row in areas.itertuples()
    ]
    mean = sum(by_hand) / len(by_hand)
    spread = math.sqrt(sum((v - mean) ** 2 for v in by_hand) / len(by_hand))

    need = need_of("ses_index", areas)

    assert need.frame["need_index"].tolist() == pytest.approx(by_hand)
    assert "egen beräkning" in need.label["sv"]
    for value, kind in zip(by_hand, need.frame["area_type"], strict=True):
        limits = [mean + 2 * spread, mean + spread, mean, mean - spread]
        if spread > 1e-9 and min(abs(value - limit) for limit in limits) > 1e-9:
            assert kind == 5 - sum(value >= limit for limit in limits)


def test_types_follow_the_country_where_the_study_gives_its_mean_and_spread():
    index = pd.Series([0.20, 0.15, 0.10, 0.05, 0.04, np.nan])

    found = area_types(index, mean=0.10, spread=0.05)

    assert found.tolist()[:5] == [1, 2, 3, 4, 5]
    assert np.isnan(found.iloc[5])


def test_areas_that_are_all_the_same_are_all_in_the_middle():
    assert area_types(pd.Series([0.3, 0.3, 0.3])).tolist() == [3, 3, 3]
    assert area_types(pd.Series([0.3])).tolist() == [3]
    assert area_types(pd.Series([np.nan])).isna().all()


def test_need_falls_as_the_area_type_rises():
    areas = pd.DataFrame({"area_type": [1.0, 5.0, 3.0], "people": [10, 10, 10]}, index=list("abc"))

    found = need_of("area_type", areas).frame

    assert found["need_percentile"].idxmax() == "a"
    assert found["need_percentile"].idxmin() == "b"


@pytest.mark.parametrize("wrong", [0, 6, 2.5])
def test_a_type_that_is_none_is_refused_by_area(wrong):
    areas = pd.DataFrame({"area_type": [1.0, wrong], "people": [10, 10]}, index=["a", "b"])

    with pytest.raises(InputError) as caught:
        need_of("area_type", areas)

    assert [(n.code, n.places["area"]) for n in caught.value.notices] == [("GA-P057", "b")]


@pytest.mark.parametrize("recipe", INDICES)
def test_order_and_names_of_the_areas_do_not_matter(recipe):
    rng = np.random.default_rng(11)
    names = (*COLUMNS, *MORE, *WHOLES, "people")
    areas = pd.DataFrame({name: rng.integers(1, 9, 8) for name in names})
    areas = areas.assign(area_type=rng.integers(1, 6, 8))
    renamed = areas.iloc[::-1].set_axis([f"x{i}" for i in range(len(areas))])

    found = need_of(recipe, areas).frame["need_index"]
    other = need_of(recipe, renamed).frame["need_index"]

    assert other.tolist() == pytest.approx(found.tolist()[::-1], abs=1e-9)


@pytest.mark.parametrize("recipe", INDICES[:3])
def test_ten_times_as_many_of_everybody_have_the_same_index(recipe):
    rng = np.random.default_rng(7)
    names = (*COLUMNS, *MORE, *WHOLES, "people")
    least = dict.fromkeys((*WHOLES, "people"), 90)
    areas = pd.DataFrame({n: least.get(n, 0) + rng.integers(1, 90, 6) for n in names})

    found = need_of(recipe, areas).frame["need_index"]

    assert need_of(recipe, areas * 10).frame["need_index"].tolist() == pytest.approx(found.tolist())


@pytest.mark.parametrize("recipe", INDICES)
def test_inputs_stay_and_what_is_missing_is_named(recipe):
    areas = pd.DataFrame(
        {name: [1.0, 2.0, np.nan] for name in (*COLUMNS, *MORE, *WHOLES, "area_type")}
    ).assign(people=[10, 20, 30])
    before = areas.copy()

    need = need_of(recipe, areas)

    assert areas.equals(before)
    assert need.frame["need_index"].isna().tolist() == [False, False, True]
    assert need.frame["missing"].iloc[2]


@pytest.mark.parametrize("recipe", INDICES)
def test_a_column_that_is_not_there_is_named(recipe):
    with pytest.raises(ConfigError, match="GA-P043"):
        need_of(recipe, pd.DataFrame({"people": [1.0]}))


def test_more_unemployed_than_there_are_in_the_labour_force_are_refused_by_area():
    names = (*COLUMNS, *MORE, *WHOLES, "people")
    areas = pd.DataFrame({name: [50.0, 50.0] for name in names}, index=["a", "b"])

    with pytest.raises(InputError) as caught:
        need_of("townsend", areas.assign(unemployed=[50.0, 90.0], no_car=[-1.0, 5.0]))

    told = [(n.code, n.column, n.places["area"]) for n in caught.value.notices]
    assert told == [("GA-P058", "unemployed", "b"), ("GA-P057", "no_car", "a")]


def test_half_of_the_country_s_numbers_is_refused():
    areas = pd.DataFrame({name: [1.0] for name in (*COLUMNS, *MORE, *WHOLES, "people")})

    with pytest.raises(ConfigError, match="GA-P049"):
        need_of("ses_index", areas, area_type_mean=0.1)
    with pytest.raises(ConfigError, match="GA-P049"):
        need_of("ses_index", areas, area_type_mean=0.1, area_type_spread=0.02)
    whole = {"area_type_mean": 0.1, "area_type_spread": 0.02, "reference_source": "SCB 2024"}
    need_of("ses_index", areas, **whole)


@pytest.mark.parametrize("path", sorted(packaged_data("presets", "need").glob("*.toml")))
def test_each_recipe_s_file_is_named_by_its_id_and_names_its_source(path):
    if path.stem == "age":
        return

    recipe = need_recipe(path.stem)

    assert recipe.id == path.stem
    assert recipe.source.document
    assert set(recipe.label) == {"sv", "en"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('total = "sum"', 'total = "most"'),
        ("direction = -1", "direction = -2"),
        ('column = "area_type"', 'column = "type"'),
        ("[source]", "[sources]"),
        ('id = "area_type"', "id = "),
    ],
)
def test_a_faulty_recipe_is_refused_with_its_file(tmp_path, old, new):
    text = packaged_data("presets", "need", "area_type.toml").read_text("utf-8")
    assert old in text
    path = tmp_path / "eget.toml"
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(ConfigError, match=r"GA-P040.*eget\.toml"):
        read_recipe(path)
