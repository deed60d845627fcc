"""Counts by RegSO or kommun on smaller areas: shared out only when asked, and said to be so."""

import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.areas import build_areas
from geoaccess.sources.mapping import SourceTable
from geoaccess.sources.provenance import Provenance
from geoaccess.study import (
    AreasInput,
    ExpectedSites,
    Identity,
    Inputs,
    ModeSettings,
    SitesInput,
    StatisticsInput,
    Study,
    Supply,
)
from geoaccess.study.model import IndexComponent, NeedSettings, Settlement

IDS = ["0180C1010", "0180C1020", "0180C1030", "0188C1010"]
REGSO = ["0180R001", "0180R001", "0180R002", "0188R001"]
PEOPLE = [100.0, 300.0, 50.0, 80.0]


def source(frame, role):
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
            vintage="",
            retrieved=None,
            sensitivity="open",
        ),
        notices=(),
    )


def entry(kind, **more):
    return kind(path=Path("f.csv"), source="s", licence="l", **more)


def study(components=(), **larger):
    return Study(
        study=Identity(id="a", name="A", region="A", date=dt.date(2026, 1, 1)),
        inputs=Inputs(
            areas=entry(AreasInput),
            # The larger areas' table stands first: the order of the study file does not matter.
            statistics=(entry(StatisticsInput, **larger), entry(StatisticsInput)),
            sites=(entry(SitesInput),),
        ),
        supply=Supply(expected_sites=ExpectedSites(number=1, source="s", date=dt.date(2026, 1, 1))),
        modes={"car": ModeSettings()},
        settlement=Settlement(default="B"),
        need=NeedSettings(recipe="index" if components else "cni", components=tuple(components)),
    )


def build(rows, *, column="low_edu", people=PEOPLE, grid=None, components=(), **larger):
    shapes = [shapely.box(i, 0, i + 1, 1) for i in range(len(IDS))]
    areas = gpd.GeoDataFrame({"area_id": IDS, "regso_id": REGSO}, geometry=shapes, crs=3006)
    table = pd.DataFrame({"area_id": list(rows), column: list(rows.values())})
    tables = [source(table, "statistics[0]")]
    if people is not None:
        by_area = pd.DataFrame({"area_id": IDS, "people": people})
        tables.append(source(by_area, "statistics[1]"))
    found = NoticeList()
    made = build_areas(
        study(components, **larger), source(areas, "areas"), tables, found, grid=grid
    )
    return made, list(found)


def refused(*arguments, **named):
    with pytest.raises(InputError) as caught:
        build(*arguments, **named)
    (notice,) = caught.value.notices
    assert notice.render("sv")
    return notice


BY_REGSO = {"0180R001": 40.0, "0180R002": 7.0, "0188R001": 8.0}
BY_KOMMUN = {"0180 Stockholm": 90.0, "0188": 8.0, "0114 Upplands Väsby": 5.0}


def test_a_count_by_regso_is_shared_out_by_people_and_its_sum_is_kept():
    made, found = build(BY_REGSO, level="regso", spread="people")

    assert made["low_edu"].tolist() == [10, 30, 7, 8]
    (told,) = (one for one in found if one.code == "GA-L077")
    assert (told.places["columns"], told.places["by"], told.places["larger"]) == (
        "low_edu",
        "people",
        3,
    )
    assert told.kind.assumption
    assert told.render("sv")


def test_a_count_by_kommun_is_shared_out_by_people_and_rows_beyond_the_region_are_left():
    made, found = build(BY_KOMMUN, level="kommun", spread="people")

    assert made["low_edu"].tolist() == [20, 60, 10, 8]
    assert [one.code for one in found] == ["GA-L077"]


def test_people_themselves_are_shared_out_by_where_the_grid_has_them():
    cells = gpd.GeoDataFrame(
        {"people": [1.0, 3.0, 2.0, 5.0]},
        geometry=[shapely.box(i, 0, i + 1, 1) for i in range(4)],
        crs=3006,
    )

    made, _ = build(
        BY_REGSO,
        column="people",
        people=None,
        grid=source(cells, "grid"),
        level="regso",
        spread="grid",
    )

    assert made["people"].tolist() == [10, 30, 7, 8]


def test_shares_and_means_of_a_kommun_are_each_areas():
    made, found = build(BY_KOMMUN, column="income", level="kommun")

    assert made["income"].tolist() == [90, 90, 90, 8]
    assert [one.code for one in found] == ["GA-L078"]


def test_a_column_of_our_own_that_is_a_count_is_shared_out_too():
    made, _ = build(BY_KOMMUN, column="cars", level="kommun", spread="people", counts=("cars",))

    assert made["cars"].tolist() == [20, 60, 10, 8]


@pytest.mark.parametrize(
    ("rows", "column", "people", "settings", "code", "value"),
    [
        (BY_REGSO, "low_edu", PEOPLE, {"level": "regso"}, "GA-T105", "0180R001"),
        (BY_KOMMUN, "low_edu", PEOPLE, {"level": "kommun"}, "GA-L079", "0180"),
        (BY_KOMMUN, "cars", PEOPLE, {"level": "kommun", "counts": ("cars",)}, "GA-L079", "0180"),
        (BY_REGSO, "low_edu", PEOPLE, {"level": "regso", "spread": "homes"}, "GA-L068", "homes"),
        (BY_REGSO, "low_edu", PEOPLE, {"level": "regso", "spread": "grid"}, "GA-L068", "grid"),
        (BY_REGSO, "people", None, {"level": "regso", "spread": "people"}, "GA-L068", "people"),
        (
            BY_KOMMUN,
            "low_edu",
            [1.0, 1.0, 1.0, 0.0],
            {"level": "kommun", "spread": "people"},
            "GA-L074",
            "0188",
        ),
        ({"0114": 1.0}, "income", PEOPLE, {"level": "kommun"}, "GA-L003", None),
        ({"0188": 1.0, "0188 N": 2.0}, "income", PEOPLE, {"level": "kommun"}, "GA-T004", "0188"),
    ],
)
def test_what_can_not_be_shared_out_is_refused(rows, column, people, settings, code, value):
    notice = refused(rows, column=column, people=people, **settings)

    assert notice.code == code
    assert value is None or notice.value == value


def test_a_kommun_without_a_row_leaves_its_areas_without_a_value():
    made, found = build({"0180": 90.0}, level="kommun", spread="people")

    assert made["low_edu"].isna().tolist() == [False, False, False, True]
    assert {one.code: one.places["n"] for one in found}["GA-L005"] == 1


def test_an_index_may_divide_a_shared_out_count_and_not_a_kommuns_mean():
    count = (IndexComponent(column="low_edu"),)
    mean = (IndexComponent(column="income"),)

    made, _ = build(BY_KOMMUN, components=count, level="kommun", spread="people")

    assert len(made) == len(IDS)
    assert refused(BY_KOMMUN, column="income", components=mean, level="kommun").code == "GA-T113"


def test_a_part_above_its_whole_by_no_more_than_noise_is_told_and_kept():
    made, found = build(
        dict(zip(IDS, [101.0, 10, 10, 10], strict=True)), column="age_65plus", level="area"
    )

    (told,) = (one for one in found if one.code == "GA-L076")
    assert (told.column, told.places["n"]) == ("age_65plus", 1)
    assert made["age_65plus"].iloc[0] == 101
