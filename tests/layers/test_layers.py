"""Layers of a small hand-made county: two kommuner, one of them a city in two districts."""

import dataclasses
import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.areas import build_areas, name_by_places, settlement_class
from geoaccess.layers.balance import balance_of
from geoaccess.layers.points import build_points
from geoaccess.layers.register import build_register
from geoaccess.layers.sites import build_sites
from geoaccess.layers.units import build_units, name_units_of_areas, unit_slug
from geoaccess.sources.mapping import SourceTable
from geoaccess.sources.provenance import Provenance
from geoaccess.study import (
    AreasInput,
    DistrictsInput,
    ExpectedSites,
    Identity,
    Inputs,
    ModeSettings,
    SitesInput,
    StatisticsInput,
    Study,
    Supply,
)
from geoaccess.study.model import Settlement

CRS = "EPSG:3006"
ORIGIN = (600_000, 6_500_000)


def square(x, y, size=1000):
    return shapely.box(ORIGIN[0] + x, ORIGIN[1] + y, ORIGIN[0] + x + size, ORIGIN[1] + y + size)


def source(frame, role="role", vintage=""):
    return SourceTable(
        frame=frame,
        lines=pd.Series(np.arange(2, len(frame) + 2), index=frame.index),
        provenance=Provenance(
            role=role,
            path=f"{role}.csv",
            sha256="",
            size=0,
            rows=len(frame),
            reader="csv",
            source="",
            licence="",
            url="",
            vintage=vintage,
            retrieved=None,
            sensitivity="open",
        ),
        notices=(),
    )


def study(*, districts=True, islands=()):
    return Study(
        study=Identity(id="tiny", name="Tiny", region="Tiny", date=dt.date(2026, 1, 1)),
        inputs=Inputs(
            areas=_input(AreasInput),
            districts=_input(DistrictsInput, replaces=("0180",)) if districts else None,
            statistics=(_input(StatisticsInput),),
            sites=(_input(SitesInput),),
        ),
        supply=Supply(
            expected_sites=ExpectedSites(number=1, source="us", date=dt.date(2026, 1, 1))
        ),
        settlement=Settlement(big_city_kommuner=("0180",), islands=islands),
        modes={"car": ModeSettings()},
    )


def _input(kind, **more):
    return kind(path=Path("file.csv"), source="made up", licence="CC0", **more)


def boundaries():
    return source(
        gpd.GeoDataFrame(
            {
                "area_id": ["0180C1010", "0180C1020", "0180A0010", "0188B2010"],
                "kommun_code": ["0180", "0180", "0180", "0188"],
            },
            geometry=[square(0, 0), square(1000, 0), square(2000, 0), square(3000, 0)],
            crs=CRS,
        ),
        "areas",
        "DeSO 2025",
    )


def people(counts=(100, 200, 0, 50), elders=(10, 20, 0, 5)):
    return source(
        pd.DataFrame(
            {
                "area_id": ["0180C1010", "0180C1020", "0180A0010", "0188B2010"],
                "people": np.array(counts, dtype=float),
                "age_80plus": np.array(elders, dtype=float),
            }
        ),
        "statistics",
        "DeSO 2025, 2024-12-31",
    )


def districts():
    # The border between the districts cuts 0180C1020 in two: areas need not nest.
    west = shapely.union_all([square(0, 0), square(1000, 0, 500), square(1000, 500, 500)])
    east = square(1000, 0).union(square(2000, 0)).difference(west)
    return source(
        gpd.GeoDataFrame(
            {"unit_id": ["0180-west", "0180-east"], "name": ["West", "East"]},
            geometry=[west, east],
            crs=CRS,
        ),
        "districts",
    )


def cells():
    """Four cells of 250 m: one in the first area, two in the second, one outside everything."""
    corners = [(100, 100), (1100, 100), (1600, 100), (9000, 9000)]
    return source(
        gpd.GeoDataFrame(
            {
                "cell_id": ["c1", "c2", "c3", "far"],
                "people": [90.0, 60.0, 30.0, 7.0],
                "age_80plus": [9.0, 0.0, 3.0, 1.0],
            },
            geometry=[square(x, y, 250) for x, y in corners],
            crs=CRS,
        ),
        "grid",
    )


def make(*, stats=None, grid=None, streets=None, with_districts=True):
    found = NoticeList()
    settings = study(districts=with_districts)
    areas = build_areas(settings, boundaries(), [stats or people()], found)
    units = build_units(settings, areas, None, districts() if with_districts else None, found)
    points = build_points(areas, units, grid, streets, found)
    return name_units_of_areas(areas, points, found), units, points, found


def codes(found):
    return [notice.code for notice in found]


def test_the_deso_letter_and_the_study_give_the_settlement_class():
    settings = study(islands=("0188A0010",))

    classes = [
        settlement_class(area, settings)
        for area in ("0180C1010", "0188C1010", "0188B2010", "0188A0020", "0188A0010", "x")
    ]

    assert classes == ["S", "C", "B", "A", "island", None]


def test_districts_stand_in_for_the_city_and_units_partition_the_region():
    areas, units, _, _ = make()

    assert list(units.index) == ["0180-east", "0180-west", "0188"]
    assert list(units["kind"]) == ["stadsdelsomrade", "stadsdelsomrade", "kommun"]
    assert units.area.sum() == pytest.approx(areas.area.sum())
    assert shapely.coverage_is_valid(units.geometry.to_numpy())


def test_habo_and_habo_with_a_ring_get_ids_of_their_own():
    assert unit_slug("0305", "Håbo") != unit_slug("0643", "Habo")


def test_points_carry_the_statistics_tables_people_and_the_grid_only_places_them():
    areas, _, points, found = make(grid=cells())

    by_area = points.groupby("area_id")["people"].sum()
    assert by_area.to_dict() == {
        "0180A0010": 0.0,
        "0180C1010": 100.0,
        "0180C1020": pytest.approx(200.0),
        "0188B2010": 50.0,
    }
    assert points.loc["c2", "people"] == pytest.approx(200 * 60 / 90)
    assert points.loc["c3", "age_80plus"] == pytest.approx(20.0)
    assert "GA-L030" in codes(found)
    assert areas["people"].sum() == 350


def test_a_populated_area_without_a_cell_still_gets_a_point_and_it_is_said():
    _, _, points, found = make(grid=cells())

    assert points.loc["0188B2010-inside", "placed_by"] == "inside_point"
    assert points.loc["0188B2010-inside", "people"] == 50
    assert "GA-L020" in codes(found)


def test_an_area_between_the_cells_centres_is_placed_by_the_cells_that_overlap_it():
    grid = cells()
    # This cell's centre lies in 0180C1020; its eastern tenth reaches into 0180A0010.
    grid.frame.loc[4] = ["edge", 50.0, 5.0, square(1775, 300, 250)]
    grid.lines.loc[4] = 6

    _, _, points, found = make(grid=grid, stats=people((100, 200, 10, 50), (10, 20, 2, 5)))

    assert points.loc["edge-0180A0010", "placed_by"] == "cell_overlap"
    assert points.loc["edge-0180A0010", "people"] == pytest.approx(10)
    assert points.loc["edge", "area_id"] == "0180C1020"
    assert "GA-L021" in codes(found)


def test_cells_outside_every_area_are_named_with_their_people():
    _, _, points, found = make(grid=cells())

    assert "far" not in points.index
    outside = next(n for n in found if n.code == "GA-L023")
    assert (outside.places["n"], outside.places["people"]) == (1, 7)


def test_points_of_one_area_may_lie_in_different_units():
    areas, _, points, found = make(grid=cells())

    assert points.loc[["c2", "c3"], "unit_id"].tolist() == ["0180-west", "0180-east"]
    assert areas.loc["0180C1020", "unit_id"] == "0180-west"
    assert "GA-L013" in codes(found)


@given(
    st.lists(st.integers(0, 3000), min_size=4, max_size=4),
    st.lists(st.integers(0, 500), min_size=4, max_size=4),
)
def test_totals_of_areas_points_and_units_agree(counts, in_cells):
    grid = cells()
    grid.frame["people"] = np.array(in_cells, dtype=float)

    elders = [count // 5 for count in counts]
    areas, units, points, found = make(grid=grid, stats=people(counts, elders))
    balance = balance_of(areas, points, units, found)

    assert (balance["difference"] == 0).all()
    assert balance.loc[0, "areas"] == sum(counts)
    assert not found.errors
    populated = set(areas.index[areas["people"] > 0])
    assert populated <= set(points.loc[points["people"] > 0, "area_id"])


def test_a_lost_person_is_an_error_with_both_totals():
    areas, units, points, found = make()

    balance_of(areas, points.assign(people=points["people"] * 0.9), units, found)

    assert [n.code for n in found.errors] == ["GA-L050"]


def test_the_order_of_areas_and_cells_does_not_matter():
    _, _, points, _ = make(grid=cells())
    turned = cells()
    turned = dataclasses.replace(turned, frame=turned.frame.sort_index(ascending=False))

    _, _, again, _ = make(grid=turned)

    pd.testing.assert_frame_equal(pd.DataFrame(points), pd.DataFrame(again))


def test_inputs_stay_as_they_were():
    grid, stats = cells(), people()
    before = grid.frame.copy(), stats.frame.copy()

    make(grid=grid, stats=stats)

    pd.testing.assert_frame_equal(pd.DataFrame(grid.frame), pd.DataFrame(before[0]))
    pd.testing.assert_frame_equal(stats.frame, before[1])


def test_a_table_on_boundaries_of_another_year_is_refused_with_the_key_file():
    old = source(people().frame, "statistics", "DeSO 2018")

    with pytest.raises(InputError, match=r"GA-L001.*key file"):
        build_areas(study(), boundaries(), [old], NoticeList())


def test_a_table_that_fits_no_area_is_refused():
    wrong = source(people().frame.assign(area_id=["a", "b", "c", "d"]), "statistics")

    with pytest.raises(InputError, match="GA-L003"):
        build_areas(study(), boundaries(), [wrong], NoticeList())


def test_an_area_without_a_row_is_refused_and_named():
    short = source(people().frame.iloc[:3], "statistics")

    with pytest.raises(InputError, match=r"GA-L007.*0188B2010"):
        build_areas(study(), boundaries(), [short], NoticeList())


def test_two_tables_may_not_give_the_same_column():
    with pytest.raises(InputError, match=r"GA-L002.*people"):
        build_areas(study(), boundaries(), [people(), people()], NoticeList())


def test_missing_need_counts_stay_missing():
    need = source(pd.DataFrame({"area_id": ["0180C1010"], "under5": [12.0]}), "need", "DeSO 2025")
    found = NoticeList()

    areas = build_areas(study(), boundaries(), [people(), need], found)

    assert areas["under5"].isna().sum() == 3
    assert "GA-L005" in codes(found)


def sites_list(x, *, context=False, role="sites", site_id="s1"):
    return source(
        gpd.GeoDataFrame(
            {
                "site_id": [site_id],
                "name": ["Clinic"],
                "care_type": ["vardcentral"],
                "context": [context],
            },
            geometry=[shapely.Point(ORIGIN[0] + x, ORIGIN[1] + 500)],
            crs=CRS,
        ),
        role,
    )


def test_a_site_gets_the_unit_it_lies_in_and_context_sites_none():
    _, units, _, found = make()

    sites = build_sites(
        [sites_list(100), sites_list(200, context=True, role="next", site_id="s2")], units, found
    )

    assert sites["unit_id"].tolist()[0] == "0180-west"
    assert pd.isna(sites.loc["s2", "unit_id"])
    assert sites["fte_spec"].isna().all()


def test_a_site_outside_the_region_is_counted_but_not_judged_and_it_is_said():
    _, units, _, found = make()

    lists = [pd.concat([sites_list(1).frame, sites_list(50_000).frame], ignore_index=True)]
    lists[0]["site_id"] = ["s0", "s1"]

    sites = build_sites([source(lists[0], "sites")], units, found)

    assert sites["context"].to_dict() == {"s0": False, "s1": True}
    assert "GA-L031" in codes(found)


def test_a_list_without_any_site_in_the_region_is_refused():
    _, units, _, found = make()

    with pytest.raises(InputError) as caught:
        build_sites([sites_list(50_000)], units, found)

    assert [n.code for n in caught.value.notices] == ["GA-L032"]


def register(units, sites=("s1", None)):
    return source(pd.DataFrame({"unit_id": list(units), "gsa_site_id": list(sites)}), "register")


def test_the_register_may_name_a_kommun_by_its_code():
    _, units, _, found = make()
    sites = build_sites([sites_list(1)], units, found)

    frame = build_register(register(["0180-west", "0188"]), units, sites, found)

    assert frame is not None
    assert frame.index.tolist() == ["0180-west", "0188"]


def test_an_unknown_unit_in_the_register_is_refused_with_its_row():
    _, units, _, found = make()
    sites = build_sites([sites_list(1)], units, found)

    with pytest.raises(InputError, match=r"GA-L040.*row 3.*'0999'"):
        build_register(register(["0180-west", "0999"]), units, sites, found)


def test_a_gsa_that_is_no_site_is_said():
    _, units, _, found = make()
    sites = build_sites([sites_list(1)], units, found)

    build_register(register(["0180-west", "0188"], ("s1", "ghost")), units, sites, found)

    assert "GA-L041" in codes(found)


def test_a_cell_that_withholds_a_group_has_the_areas_share_of_it():
    grid = cells()
    grid.frame.loc[2, "age_80plus"] = np.nan  # c3, with 30 of the area's 90 people

    _, _, points, _ = make(grid=grid, stats=people((100, 200, 0, 50), (10, 18, 0, 5)))

    # c2 tells nobody of its 60, so of c3 nothing can be guessed but where people live.
    assert points.loc[["c2", "c3"], "age_80plus"].sum() == pytest.approx(18)
    grid.frame.loc[1, "age_80plus"] = 6.0
    _, _, points, _ = make(grid=grid, stats=people((100, 200, 0, 50), (10, 18, 0, 5)))
    assert points.loc[["c2", "c3"], "age_80plus"].tolist() == pytest.approx([12, 6])


def test_the_oldest_live_where_the_old_live_when_the_grid_knows_only_the_old():
    grid = cells()
    grid.frame["age_65plus"] = [9.0, 5.0, 15.0, 0.0]
    del grid.frame["age_80plus"]
    stats = people()
    stats.frame["age_65plus"] = [20.0, 40.0, 0.0, 10.0]

    _, _, points, _ = make(grid=grid, stats=stats)

    assert points.loc[["c2", "c3"], "age_65plus"].tolist() == pytest.approx([10, 30])
    assert points.loc[["c2", "c3"], "age_80plus"].tolist() == pytest.approx([5, 15])


def test_without_a_grid_it_is_said_that_each_area_is_one_point():
    _, _, points, found = make()

    assert (points["placed_by"] == "inside_point").all()
    assert "GA-L025" in codes(found)


def test_a_group_larger_than_its_people_is_refused_beyond_what_noise_explains():
    with pytest.raises(InputError, match=r"GA-L014.*age_80plus.*0188B2010"):
        make(stats=people(elders=(10, 20, 0, 62)))
    make(stats=people(elders=(10, 20, 0, 61)))


def test_an_age_group_that_is_not_known_in_one_area_is_not_known_in_the_total():
    areas, units, points, found = make(stats=people(elders=(10, np.nan, 0, 5)))

    balance = balance_of(areas, points, units, found).set_index("what")

    assert balance.loc["age_80plus", "unknown"] == 1
    assert balance.loc["people", "unknown"] == 0


def test_an_area_outside_main_towns_is_named_after_the_place_in_it():
    areas, _, _, _ = make()
    places = gpd.GeoDataFrame(
        {"name": ["City", "Village", "Hamlet"]},
        geometry=[shapely.Point(ORIGIN[0] + x, ORIGIN[1] + 500) for x in (500, 3500, 3600)],
        crs=CRS,
    )

    named = name_by_places(areas, places)

    assert named["name"].to_dict() == {
        "0180A0010": "0180A0010",
        "0180C1010": "0180C1010",
        "0180C1020": "0180C1020",
        "0188B2010": "Village",
    }
    assert name_by_places(areas, None) is areas
