"""People of a year to come: sums to the person, and nothing but people changed."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.layers.forecast import apply_forecast, grow
from geoaccess.layers.forecast_preset import growth_of_preset
from geoaccess.sources.mapping import SourceTable
from geoaccess.sources.provenance import Provenance
from geoaccess.study import Study

GROUPS = ["people", "age_65plus", "age_80plus"]
NOBODY = 5e-4


def places(cohorts, kommuner):
    """Areas of (0-64, 65-79, 80+) people, each on two points that share them unevenly."""
    ids = [f"a{i}" for i in range(len(cohorts))]
    young, older, oldest = (np.array(column, dtype=float) for column in zip(*cohorts, strict=True))
    areas = pd.DataFrame(
        {
            "people": young + older + oldest,
            "age_65plus": older + oldest,
            "age_80plus": oldest,
            "kommun_code": kommuner,
        },
        index=pd.Index(ids, name="area_id"),
    )
    parts = []
    for part, shares in enumerate(((0.25, 0.5, 0.75), (0.75, 0.5, 0.25))):
        here = [one * share for one, share in zip((young, older, oldest), shares, strict=True)]
        parts.append(
            pd.DataFrame(
                {
                    "area_id": ids,
                    "people": sum(here),
                    "age_65plus": here[1] + here[2],
                    "age_80plus": here[2],
                },
                index=[f"{one}-{part}" for one in ids],
            )
        )
    return areas, pd.concat(parts).sort_index()


def totals_of(rows):
    """Forecast totals by kommun from (0-64, 65-79, 80+)."""
    return pd.DataFrame(
        {
            code: {"people": sum(ages), "age_65plus": ages[1] + ages[2], "age_80plus": ages[2]}
            for code, ages in rows.items()
        }
    ).T.astype(float)


def grown(cohorts, kommuner, targets, found=None):
    areas, points = places(cohorts, kommuner)
    told = NoticeList() if found is None else found
    return (areas, points, *grow(areas, points, areas["kommun_code"], totals_of(targets), told))


def study(forecast, **more):
    """A study made for a year."""
    file = {"path": "x.csv", "source": "s", "licence": "l"}
    document = {
        "study": {"id": "a", "name": "A", "region": "R", "date": "2026-10-01"},
        "inputs": {
            "areas": file,
            "sites": [file],
            "statistics": [file | {"columns": {"people": "n"}, "vintage": "2024-12-31"}],
            "forecast": file | more.pop("input", {}),
        },
        "supply": {"expected_sites": {"number": 1, "source": "s", "date": "2026-10-01"}},
        "modes": {"car": {}},
        "forecast": forecast,
    }
    return Study.model_validate_json(json.dumps(document | more))


def table(rows, base):
    """A forecast table as its reader gives it."""
    then, now = totals_of(rows), totals_of(base).add_prefix("base_")
    frame = then.join(now).rename_axis("area_id").reset_index()
    words = ("role", "path", "sha256", "reader", "licence", "url", "vintage")
    provenance = Provenance(
        **dict.fromkeys(words, "f.csv"),
        size=0,
        rows=2,
        source="SCB",
        retrieved=None,
        sensitivity="open",
    )
    lines = pd.Series(range(2, len(frame) + 2))
    return SourceTable(frame=frame, lines=lines, provenance=provenance, notices=())


counts = st.integers(0, 4000)
cohorts_of_areas = st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=6)
totals_of_kommun = st.tuples(counts, counts, counts)


@settings(max_examples=12)
@given(cohorts_of_areas, totals_of_kommun, totals_of_kommun)
def test_every_kommun_has_the_forecasts_people_in_every_cohort(cohorts, one, other):
    kommuner = ["0180" if i % 2 == 0 else "0188" for i in range(len(cohorts))]
    _, _, areas, points = grown(cohorts, kommuner, {"0180": one, "0188": other})

    sums = areas.groupby("kommun_code")[GROUPS].sum()
    expected = totals_of({"0180": one, "0188": other}).loc[sums.index]
    assert (sums - expected).abs().to_numpy().max() < NOBODY
    by_area = points.groupby("area_id")[GROUPS].sum().loc[areas.index]
    assert (by_area - areas[GROUPS]).abs().to_numpy().max() < NOBODY
    assert (areas[GROUPS].to_numpy() >= 0).all()
    assert (points[GROUPS].to_numpy() >= 0).all()


@settings(max_examples=12)
@given(st.lists(st.tuples(*[st.integers(1, 4000)] * 3), min_size=1, max_size=5), totals_of_kommun)
def test_areas_grow_as_a_plain_loop_says(cohorts, target):
    _, _, areas, points = grown(cohorts, ["0180"] * len(cohorts), {"0180": target})

    for i, ages in enumerate(cohorts):
        by_age = [
            ages[k] * target[k] / sum(other[k] for other in cohorts) for k in range(len(target))
        ]
        row = areas.loc[f"a{i}"]
        assert row["people"] == pytest.approx(sum(by_age))
        assert row["age_65plus"] == pytest.approx(by_age[1] + by_age[2])
        assert row["age_80plus"] == pytest.approx(by_age[2])
        first = points.loc[f"a{i}-0"]
        shares = (0.25, 0.5, 0.75)
        assert first["people"] == pytest.approx(
            sum(n * s for n, s in zip(by_age, shares, strict=True))
        )


@settings(max_examples=12)
@given(cohorts_of_areas)
def test_a_forecast_of_todays_people_changes_nothing(cohorts):
    target = tuple(sum(column) for column in zip(*cohorts, strict=True))
    before, points_before, areas, points = grown(cohorts, ["0180"] * len(cohorts), {"0180": target})

    assert np.allclose(areas[GROUPS], before[GROUPS], atol=1e-9, rtol=1e-12)
    assert np.allclose(points[GROUPS], points_before[GROUPS], atol=1e-9, rtol=1e-12)


@settings(max_examples=12)
@given(cohorts_of_areas, totals_of_kommun, st.integers(0, 2), st.integers(1, 500))
def test_more_people_in_a_cohort_leave_no_area_with_fewer(cohorts, target, which, more):
    larger = tuple(n + more * (k == which) for k, n in enumerate(target))
    kommuner = ["0180"] * len(cohorts)
    fewer = grown(cohorts, kommuner, {"0180": target})[2]
    many = grown(cohorts, kommuner, {"0180": larger})[2]

    assert (many["people"] - fewer["people"] > -1e-9).all()


@settings(max_examples=12)
@given(cohorts_of_areas, totals_of_kommun, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_areas_matter(cohorts, target, random):
    areas, points = places(cohorts, ["0180"] * len(cohorts))
    order = list(areas.index)
    random.shuffle(order)
    called = {old: f"z{i}" for i, old in enumerate(order)}
    place, totals = areas["kommun_code"], totals_of({"0180": target})

    plain, _ = grow(areas, points, place, totals, NoticeList())
    moved = areas.loc[order].rename(index=called)
    others = points.assign(area_id=points["area_id"].map(called)).iloc[::-1]
    shuffled, _ = grow(moved, others, moved["kommun_code"], totals, NoticeList())

    expected = plain.loc[order, GROUPS].to_numpy()
    assert np.allclose(shuffled[GROUPS].to_numpy(), expected, atol=1e-6)


def test_an_area_with_nobody_in_a_cohort_stays_so():
    _, _, areas, _ = grown(
        [(100, 20, 0), (100, 20, 10)], ["0180"] * 2, {"0180": (220, 50, 30)}, found := NoticeList()
    )

    assert areas["age_80plus"].tolist() == [0, 30]
    assert [n.code for n in found] == []


def test_where_a_kommun_has_nobody_to_scale_from_they_come_where_people_live_and_it_is_told():
    found = NoticeList()
    _, _, areas, points = grown(
        [(300, 0, 0), (100, 0, 0)], ["0180"] * 2, {"0180": (400, 40, 0)}, found
    )

    assert areas["age_65plus"].tolist() == [30, 10]
    assert points.groupby("area_id")["age_65plus"].sum().tolist() == [30, 10]
    assert [n.code for n in found] == ["GA-P084"]
    assert "0180" in found.warnings[0].render("sv")


def test_withheld_age_groups_stay_withheld_and_their_people_grow_like_the_rest():
    areas, points = places([(100, 20, 10), (200, 40, 20)], ["0180"] * 2)
    areas.loc["a0", ["age_65plus", "age_80plus"]] = np.nan
    points.loc[points["area_id"] == "a0", ["age_65plus", "age_80plus"]] = np.nan
    found = NoticeList()

    then, there = grow(
        areas, points, areas["kommun_code"], totals_of({"0180": (330, 60, 60)}), found
    )

    assert then["people"].sum() == pytest.approx(450)
    assert then["people"]["a0"] == pytest.approx(150)
    assert then["age_80plus"].isna().tolist() == [True, False]
    assert there.loc[there["area_id"] == "a0", "people"].sum() == pytest.approx(150)
    assert there.loc[there["area_id"] == "a0", "age_80plus"].isna().all()
    assert [n.code for n in found] == ["GA-P085"]


def test_noise_that_makes_a_part_larger_than_its_whole_leaves_no_negative_people():
    areas, points = places([(-30, 33, 0), (500, 20, 10)], ["0180"] * 2)

    then, there = grow(
        areas, points, areas["kommun_code"], totals_of({"0180": (2000, 40, 12)}), NoticeList()
    )

    assert (then[GROUPS].to_numpy() >= 0).all()
    assert (there[GROUPS].to_numpy() >= 0).all()
    assert then["people"].sum() == pytest.approx(2052)
    assert np.allclose(there.groupby("area_id")["people"].sum(), then["people"])


def applied(asked, rows, base, cohorts=((100, 20, 10), (200, 40, 20)), **more):
    areas, points = places(cohorts, ["0180", "0188"])
    areas = areas.assign(unemployed=[13.0, 26.0], low_edu=[np.nan, 5.0], income=[300.0, 200.0])
    found = NoticeList()
    given_table = None if rows is None else table(rows, base)
    then, _, outlook = apply_forecast(
        study(asked, **more), gpd.GeoDataFrame(areas), points, given_table, found
    )
    return areas, then, outlook, found


NOW = {"0180": (100, 20, 10), "0188": (200, 40, 20)}


def test_shares_of_need_are_kept_and_everything_is_said():
    areas, then, outlook, found = applied(
        {"year": 2032}, {"0180": (110, 22, 30), "0188": (190, 40, 30)}, NOW
    )

    assert then["people"].tolist() == [162, 260]
    shares = areas["unemployed"] / areas["people"]
    assert (then["unemployed"] / then["people"]).tolist() == pytest.approx(shares.tolist())
    assert np.isnan(then["low_edu"].iloc[0])
    assert then["income"].tolist() == [300, 200]
    assert (outlook.year, outlook.base, outlook.source) == (2032, 2024, "SCB")
    assert outlook.as_parameters()["growth"]["0180"] == pytest.approx(162 / 130, abs=1e-6)
    assert {n.code for n in found} == {"GA-P086", "GA-P088"}
    said = " ".join(n.render("sv") for n in found)
    assert "2032" in said
    assert "24,6 % (0180)" in said


def test_what_is_withheld_in_whole_numbers_is_no_obstacle():
    areas, points = places([(100, 20, 10), (200, 40, 20)], ["0180"] * 2)
    areas = areas.assign(unemployed=[7.0, 8.0]).astype({"people": "Int64", "age_80plus": "Int64"})
    areas.loc["a0", "age_80plus"] = pd.NA
    points.loc[points["area_id"] == "a0", "age_80plus"] = np.nan
    need = {"recipe": "index", "components": [{"column": "unemployed", "per": "age_80plus"}]}

    then, there, _ = apply_forecast(
        study({"year": 2032}, need=need),
        gpd.GeoDataFrame(areas),
        points,
        table({"0180": (330, 60, 60)}, {"0180": (300, 60, 30)}),
        NoticeList(),
    )

    assert then["people"].sum() == pytest.approx(450)
    assert there["people"].sum() == pytest.approx(450)
    assert then["age_80plus"].isna().tolist() == [True, False]
    assert then["unemployed"].tolist() == pytest.approx([7.0, 8.0 * 2])


def test_a_count_of_ones_own_keeps_its_share_of_the_group_it_is_a_part_of():
    need = {
        "recipe": "index",
        "components": [{"column": "unemployed", "per": "age_65plus"}],
    }
    areas, then, _, _ = applied(
        {"year": 2032}, {"0180": (110, 22, 30), "0188": (190, 40, 30)}, NOW, need=need
    )

    shares = areas["unemployed"] / areas["age_65plus"]
    assert (then["unemployed"] / then["age_65plus"]).tolist() == pytest.approx(shares.tolist())


def test_statistics_unlike_the_forecasts_base_year_are_told():
    far = NOW | {"0188": (400, 40, 20)}
    found = applied({"year": 2032}, NOW, far)[-1]

    told = next(n for n in found if n.code == "GA-P082")
    assert "0188" in told.render("sv")
    assert "GA-P082" not in {n.code for n in applied({"year": 2032}, NOW, NOW)[-1]}


def test_a_forecast_by_area_has_each_areas_own_totals():
    _, then, _, _ = applied(
        {"year": 2032},
        {"a0": (50, 10, 40), "a1": (200, 40, 20)},
        {"a0": (100, 20, 10), "a1": (200, 40, 20)},
        input={"level": "area"},
    )

    assert then["people"].tolist() == [100, 260]
    assert then["age_80plus"].tolist() == [40, 20]


def test_stockholms_stated_growth_is_a_preset_with_its_source():
    areas, then, outlook, found = applied(
        {"year": 2032, "base": 2022, "preset": "stockholm-2032"}, None, None
    )

    assert then["age_80plus"].sum() == pytest.approx(1.51 * areas["age_80plus"].sum())
    assert then["people"].sum() == pytest.approx(1.077 * areas["people"].sum())
    assert "Region Stockholm" in outlook.source
    codes = [n.code for n in found]
    assert "GA-P087" in codes
    assert "GA-P089" not in codes


def test_fewer_years_than_a_presets_take_their_part_of_its_growth_and_it_is_told():
    found = NoticeList()
    _, growth = growth_of_preset("stockholm-2032", 2024, 2032, found)

    assert growth["age_80plus"] == pytest.approx(1.51**0.8)
    assert [n.code for n in found] == ["GA-P089"]


@pytest.mark.parametrize(
    ("name", "base", "year", "code"),
    [
        ("stockholm-2023", 2022, 2032, "GA-P075"),
        ("../modes", 2022, 2032, "GA-P075"),
        ("stockholm-2032", 2022, 2040, "GA-P083"),
        ("stockholm-2032", 2021, 2032, "GA-P083"),
    ],
)
def test_a_preset_that_is_not_there_or_speaks_of_other_years_is_refused(name, base, year, code):
    with pytest.raises(ConfigError) as caught:
        growth_of_preset(name, base, year, NoticeList())

    assert [n.code for n in caught.value.notices] == [code]
    assert "stockholm-2032" in caught.value.render("sv")


def test_a_run_without_a_year_is_as_it_was():
    areas, points = places([(1, 2, 3)], ["0180"])

    same, there, outlook = apply_forecast(
        study(None), gpd.GeoDataFrame(areas), points, None, NoticeList()
    )

    assert outlook is None
    assert there is points
    assert same.equals(areas)
    assert "forecast" not in json.loads(study(None).model_dump_json())
