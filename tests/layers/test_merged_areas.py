"""Small areas merged with a neighbour: which, with whom, and that no number is lost."""

import importlib.util
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import NoticeList
from geoaccess.layers import build_layers
from geoaccess.layers.balance import balance_of
from geoaccess.layers.merged_areas import merge_areas
from geoaccess.layers.shares import COUNTS
from geoaccess.layers.small_areas import join_small
from geoaccess.need.cni_table import cni_from_table
from geoaccess.study.load import parse_study

SIDE, LIMIT = 1000, 5
GROUPS = ("people", "age_65plus", "age_80plus")


def square(column, row, width=SIDE):
    x, y = 500_000 + SIDE * column, 6_500_000 + SIDE * row
    return shapely.box(x, y, x + width, y + SIDE)


def world(people, *, shapes=None, **columns):
    """Areas in a row from west to east, called a, b, c and so on; each with two points."""
    ids = [chr(ord("a") + n) for n in range(len(people))]
    return gpd.GeoDataFrame(
        {
            "name": ids,
            "kommun_code": "2000",
            "unit_id": "2000-u",
            "settlement": "A",
            "people": np.array(people, dtype=float),
        }
        | columns,
        geometry=shapes or [square(n, 0) for n in range(len(ids))],
        index=pd.Index(ids, name="area_id"),
        crs="EPSG:3006",
    )


def points_of(areas):
    """Two points an area, the second in the unit that `second_unit` says, a third of its people."""
    halves = [
        areas.assign(
            unit_id=areas.get(unit, areas["unit_id"]),
            **{g: areas[g] * part for g in GROUPS if g in areas},
        )
        for unit, part in (("unit_id", 2 / 3), ("second_unit", 1 / 3))
    ]
    made = pd.concat(halves, keys=("1", "2")).reset_index()
    made["point_id"] = made["area_id"] + made["level_0"]
    return made.set_index("point_id").drop(columns="level_0")


def merged(areas, *, limit=LIMIT, regso=None, counts=COUNTS):
    return merge_areas(areas, points_of(areas), join_small(areas, limit, regso), counts)


def groups(areas, **regso):
    return join_small(areas, LIMIT, pd.Series(regso) if regso else None).groups


def test_an_area_with_few_people_joins_a_neighbour_and_an_empty_one_does_not():
    found = join_small(world([40, 3, 90, 0, 60]), LIMIT)

    assert found.groups == (("a", "b"),)
    assert found.left == ()


def test_few_of_an_age_group_are_few_too():
    areas = world([40, 300, 90], age_65plus=[9.0, 4.0, 30.0], age_80plus=[0.0, 0.0, 8.0])

    assert groups(areas) == (("a", "b"),)


@pytest.mark.parametrize(
    ("people", "is_joined"), [(0, False), (0.4, False), (1, True), (4.4, True), (5, False)]
)
def test_what_is_few_is_what_is_hidden_otherwise(people, is_joined):
    assert bool(groups(world([40, people]))) == is_joined


def test_joining_goes_on_until_there_are_enough():
    assert groups(world([2, 1, 1, 1, 60])) == (("a", "b", "c", "d"),)


def test_the_same_regso_goes_before_a_longer_border():
    shapes = [square(0, 0, 3 * SIDE), square(0, 1, 3 * SIDE), square(3, 0)]
    areas = world([3, 50, 50], shapes=shapes)

    assert groups(areas) == (("a", "b"),)
    assert groups(areas, a="R1", b="R2", c="R1") == (("a", "c"),)
    assert groups(areas, b="R2", c="R2") == (("a", "b"),)


def test_fewer_people_go_before_a_lower_code_where_borders_are_alike():
    assert groups(world([60, 3, 50])) == (("b", "c"),)
    assert groups(world([50, 3, 50])) == (("a", "b"),)


def test_a_corner_is_no_border_and_a_gap_of_half_a_metre_is_none():
    corner = world([3, 50], shapes=[square(0, 0), square(1, 1)])
    gap = world([3, 50])
    gap["geometry"] = [square(0, 0, SIDE - 0.5), square(1, 0)]

    assert join_small(corner, LIMIT).left == ("a",)
    assert groups(gap) == (("a", "b"),)


@pytest.mark.parametrize(
    "apart",
    [
        {"unit_id": ["2000-u", "2000-v"]},
        {"settlement": ["A", "B"]},
        {"age_65plus": [np.nan, 9.0]},
        {"geometry": [square(0, 0), square(2, 0)]},
    ],
    ids=lambda one: next(iter(one)),
)
def test_one_without_such_a_neighbour_is_left_and_told(apart):
    found = join_small(world([3, 50]).assign(**apart), LIMIT)

    assert (found.groups, found.left) == ((), ("a",))


def test_counts_are_summed_and_shares_are_their_peoples_mean():
    areas = world([40, 3, 90], income=[300.0, 515.0, 200.0], unemployed=[4.0, 1.0, 9.0])
    areas = areas.assign(under5=[1.0, np.nan, 3.0], own=[7.0, 8.0, 9.0])

    made, points = merged(areas, counts={*COUNTS, "own"})

    assert list(made.index) == ["a+1", "c"]
    assert made.loc["a+1", ["people", "unemployed", "own"]].tolist() == [43, 5, 15]
    assert made.loc["a+1", "income"] == pytest.approx((40 * 300 + 3 * 515) / 43)
    assert np.isnan(made.loc["a+1", "under5"])
    assert made.loc["c"].drop(["merged", "geometry"]).equals(areas.loc["c"].drop("geometry"))
    assert made.loc["a+1", ["name", "merged"]].tolist() == ["a + b", "a, b"]
    assert made["merged"].isna().tolist() == [False, True]
    assert made.loc["a+1", "geometry"].equals(shapely.union(square(0, 0), square(1, 0)))
    assert points["area_id"].tolist() == ["a+1", "a+1", "c"] * 2


def test_ratios_of_a_bought_table_are_weighed_by_its_own_inhabitants():
    areas = world([40, 3], cni_people=[50.0, 10.0], cni_per_inhabitant=[2.5, 4.25])

    made, _ = merged(areas, counts={*COUNTS, "cni_people"})

    assert made.loc["a+1", "cni_per_inhabitant"] == pytest.approx((2.5 * 50 + 4.25 * 10) / 60)


@pytest.mark.parametrize("told", [["cni_index"], ["cni_relative"], ["cni_index", "cni_relative"]])
def test_a_bought_table_that_agrees_with_itself_does_so_after_merging(told):
    per = np.array([3.8412, 2.5177, 4.0351, 1.9999])
    people = np.array([640.0, 3.0, 200.0, 801.0])
    columns = {"cni_index": (per * people).round(), "cni_relative": (per / 2.476).round(3)}
    areas = world(people, cni_per_inhabitant=per.round(2), **{name: columns[name] for name in told})

    made, _ = merged(areas, counts={*COUNTS, "cni_index"})
    found = cni_from_table(made, made["people"], reference=2.476)

    whole = made.index[made["merged"].notna()]
    joined = [int(one, 36) - 10 for one in made.loc[whole[0], "merged"].split(", ")]
    exact = (per * people)[joined].sum() / people[joined].sum()
    assert found["missing"].eq("").all()
    assert found.loc[whole, "relative"].tolist() == [pytest.approx(exact / 2.476, abs=2e-3)]


def test_a_merged_area_takes_no_code_that_is_another_areas():
    areas = world([40, 3, 90]).rename(index={"c": "a+1"})

    made, _ = merged(areas)

    assert sorted(made.index) == ["a++1", "a+1"]


def test_what_changed_most_between_vintages_is_what_the_merged_area_is_said_to_be():
    made, _ = merged(world([40, 3], vintage_change=["unchanged", "redrawn"]))

    assert made["vintage_change"].tolist() == ["redrawn"]


def layers_of(folder, mode):
    """Layers of a good small study whose smallest area has 39 people of 80 or more."""
    path = Path(__file__).parents[1] / "faults" / "world.py"
    spec = importlib.util.spec_from_file_location("merging_world", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    text = module.good_world().write(folder).replace('sensitivity = "open"\n', "")
    text += f'[disclosure]\nmode = "{mode}"\nmin_count = 45\n'
    return build_layers(parse_study(text, base=folder))


def test_a_study_that_merges_has_the_totals_of_one_that_does_not(tmp_path):
    apart, together = (layers_of(tmp_path, mode) for mode in ("suppress", "merge"))

    assert len(together.areas) == len(apart.areas) - 2
    assert together.areas["age_80plus"].min() >= 45
    pd.testing.assert_frame_equal(together.balance, apart.balance)
    assert set(together.points["area_id"]) == set(together.areas.index)
    columns = ["unit_id", "people", "age_65plus", "age_80plus"]
    assert together.points[columns].equals(apart.points[columns])
    assert together.areas["unemployed"].sum() == apart.areas["unemployed"].sum()


FEW = st.sampled_from([0, 1, 2, 4, 5, 7, 60])
UNIT = st.sampled_from(["2000-u", "2000-v"])


@st.composite
def counties(draw):
    """A square of nine areas: few people, groups within groups, some numbers not known."""
    n = 9
    people = np.array(draw(st.lists(FEW, min_size=n, max_size=n)), dtype=float)
    old = np.array(draw(st.lists(FEW, min_size=n, max_size=n)), dtype=float)
    unknown = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    columns = {
        "age_65plus": np.where(unknown, np.nan, np.minimum(old, people)),
        "settlement": draw(st.lists(st.sampled_from("AC"), min_size=n, max_size=n)),
        "unit_id": draw(st.lists(UNIT, min_size=n, max_size=n)),
        "second_unit": draw(st.lists(UNIT, min_size=n, max_size=n)),
    }
    shapes = [square(k % 3, k // 3) for k in range(n)]
    order = draw(st.permutations(range(n)))
    regso = draw(st.lists(st.sampled_from(["R1", "R2", None]), min_size=n, max_size=n))
    areas = world(people, shapes=shapes, **columns)
    return areas, pd.Series(regso, index=areas.index), list(order)


@settings(max_examples=25, deadline=None)
@given(counties())
def test_sums_hold_nothing_small_is_left_untold_and_no_order_matters(county):
    areas, regso, order = county
    joined = join_small(areas, LIMIT, regso)
    made, points = merged(areas, regso=regso)

    units = areas[["unit_id"]].drop_duplicates().set_index("unit_id")
    found = NoticeList()
    before, after = (
        balance_of(a, p, units, found).drop(columns="unknown")
        for a, p in ((areas, points_of(areas)), (made, points))
    )
    pd.testing.assert_frame_equal(before, after)
    by_unit = [
        p.groupby("unit_id")[["people", "age_65plus"]].sum() for p in (points_of(areas), points)
    ]
    pd.testing.assert_frame_equal(*by_unit)
    placed = points.groupby("area_id")[["people", "age_65plus"]].sum(min_count=2)
    assert np.allclose(placed, made[["people", "age_65plus"]], equal_nan=True)

    for one in made.index[made["merged"].notna()] if joined.groups else ():
        inside = made.loc[one, "merged"].split(", ")
        assert areas.loc[inside, ["unit_id", "settlement"]].drop_duplicates().shape[0] == 1
        assert areas.loc[inside, "age_65plus"].isna().mean() in {0, 1}
        assert (areas.loc[inside, "people"] > 0).all()
        assert made.loc[one, "geometry"].geom_type == "Polygon"
    small = made[["people", "age_65plus"]].apply(lambda s: (s > 0) & (s < LIMIT)).any(axis=1)
    assert sorted(one.partition("+")[0] for one in made.index[small]) == list(joined.left)

    shuffled = areas.iloc[order]
    again, _ = merged(shuffled, regso=regso.iloc[order])
    pd.testing.assert_frame_equal(made, again.sort_index())


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([0, 5, 8, 60]), min_size=2, max_size=6))
def test_nothing_is_joined_where_nothing_is_small(people):
    assert join_small(world(people), LIMIT) == join_small(world([9]), LIMIT)
