"""Tables by RegSO on smaller areas: shares are inherited, counts are never copied."""

import datetime as dt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geoaccess.errors import InputError, Notice, NoticeList
from geoaccess.layers.areas import build_areas
from geoaccess.layers.regso import plain
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

IDS = ["0180C1010", "0180C1020", "0180C1030"]
REGSO = ["0180R001", "0180R001", "0180R002"]


def source(frame, role, vintage="", notices=()):
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
        notices=tuple(notices),
    )


def entry(kind, **more):
    return kind(path=Path("f.csv"), source="s", licence="l", **more)


def study(components=()):
    return Study(
        study=Identity(id="a", name="A", region="A", date=dt.date(2026, 1, 1)),
        inputs=Inputs(
            areas=entry(AreasInput),
            statistics=(entry(StatisticsInput), entry(StatisticsInput, level="regso")),
            sites=(entry(SitesInput),),
        ),
        supply=Supply(expected_sites=ExpectedSites(number=1, source="s", date=dt.date(2026, 1, 1))),
        modes={"car": ModeSettings()},
        settlement=Settlement(default="B"),
        need=NeedSettings(recipe="index" if components else "cni", components=tuple(components)),
    )


def boundaries(ids=IDS, vintage="DeSO 2025", **columns):
    shapes = [shapely.box(i, 0, i + 1, 1) for i in range(len(ids))]
    return source(
        gpd.GeoDataFrame({"area_id": ids} | columns, geometry=shapes, crs=3006), "areas", vintage
    )


def people(ids=IDS):
    return source(pd.DataFrame({"area_id": ids, "people": [100.0] * len(ids)}), "statistics[0]")


def by_regso(rows, vintage="RegSO 2025", column="income", notices=()):
    frame = pd.DataFrame({"area_id": list(rows), column: list(rows.values())})
    return source(frame, "statistics[1]", vintage, notices)


def key_file(ids=IDS, **more):
    columns = {
        "regso_id": REGSO,
        "kommun_name": ["Stockholm"] * 3,
        "regso_name": ["Kista", "Kista", "Husby"],
    }
    frame = pd.DataFrame({"area_id": IDS} | columns | more)
    return source(frame[frame["area_id"].isin(ids)].reset_index(drop=True), "regso_key")


INCOME = {"0180R001": 300.5, "0180R002": 410.0}
TEXTS = {"Stockholm (Kista)": 300.5, "Stockholm (Husby )": 410.0}


def build(areas, table, *, key=None, components=()):
    found = NoticeList()
    made = build_areas(
        study(components), areas, [people(list(areas.frame["area_id"])), table], found, key_file=key
    )
    return made, found


def refused(*arguments, **named):
    with pytest.raises(InputError) as caught:
        build(*arguments, **named)
    (notice,) = caught.value.notices
    assert notice.render("sv")
    return notice


@pytest.mark.parametrize(
    ("areas", "key", "rows"),
    [
        (boundaries(regso_id=REGSO), None, INCOME),
        (boundaries(), key_file(), INCOME),
        (boundaries(), key_file(), TEXTS),
        (boundaries(regso_id=REGSO), key_file(), TEXTS),
        (
            boundaries(kommun_name=["Stockholm"] * 3, regso_name=["Kista", "Kista ", "Husby"]),
            None,
            TEXTS,
        ),
    ],
)
def test_each_area_takes_the_value_of_its_regso_however_the_two_are_told(areas, key, rows):
    made, found = build(areas, by_regso(rows), key=key)

    assert made["income"].tolist() == [300.5, 300.5, 410.0]
    assert made["people"].tolist() == [100] * 3
    assert not {"regso_id", "kommun_name", "regso_name"} & set(made)
    (notice,) = found
    assert (notice.code, notice.places["n"], notice.places["regso"]) == ("GA-T110", 3, 2)


def test_where_the_areas_are_regso_their_own_codes_and_names_are_meant():
    areas = boundaries(
        ["0180R001", "0180R002"],
        "RegSO 2025",
        kommun_name=["Stockholm"] * 2,
        name=["Kista", "Husby"],
    )

    for rows in (INCOME, TEXTS):
        made, _ = build(areas, by_regso(rows))

        assert made["income"].tolist() == [300.5, 410.0]


def test_rows_and_areas_that_do_not_meet_are_told_with_their_numbers():
    rows = {"0180R001": 300.5, "0180R009": 1.0, "0114R001": 2.0}

    made, found = build(boundaries(regso_id=REGSO), by_regso(rows))

    assert made["income"].fillna(-1).tolist() == [300.5, 300.5, -1]
    told = {n.code: n.places["n"] for n in found}
    assert told == {"GA-T108": 2, "GA-T109": 1, "GA-T110": 2}


def test_an_area_that_the_key_file_lacks_is_told_and_its_value_is_not_known():
    made, found = build(boundaries(), by_regso(INCOME), key=key_file(IDS[:2]))

    assert made["income"].isna().tolist() == [False, False, True]
    assert [n.code for n in found] == ["GA-T111", "GA-T108", "GA-T109", "GA-T110"]
    assert next(iter(found)).places["areas"] == IDS[2]


@pytest.mark.parametrize("column", ["people", "age_80plus", "foreign_born"])
def test_a_count_is_never_copied_to_several_areas(column):
    notice = refused(boundaries(regso_id=REGSO), by_regso(INCOME, column=column))

    assert (notice.code, notice.column, notice.value) == ("GA-T105", column, "0180R001")
    assert notice.places["n"] == 2


def test_a_count_is_the_areas_own_where_each_regso_is_one_area():
    areas = boundaries(regso_id=["0180R001", "0180R002", "0180R003"])
    rows = {"0180R001": 1.0, "0180R002": 2.0, "0180R003": 3.0}

    made, _ = build(areas, by_regso(rows, column="age_80plus"))

    assert made["age_80plus"].tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("areas", "table", "key", "code"),
    [
        (boundaries(), by_regso(INCOME), None, "GA-T106"),
        (boundaries(regso_id=REGSO), by_regso({"1980R001": 1.0}), None, "GA-T112"),
        # Not the nearest name: "Kist" is nobody's.
        (boundaries(), by_regso({"Stockholm (Kist)": 1.0}), key_file(), "GA-T112"),
        (
            boundaries(),
            by_regso(TEXTS),
            key_file(regso_name=["Kista", "Husby", "Husby"]),
            "GA-T107",
        ),
        (
            boundaries(),
            by_regso(TEXTS),
            key_file(regso_name=["Kista", "Husby", "Kista"], regso_id=["a", "b", "c"]),
            "GA-T107",
        ),
        (boundaries(), by_regso(INCOME | {"Stockholm (Kista)": 1.0}), key_file(), "GA-T115"),
        (boundaries(vintage="DeSO 2018", regso_id=REGSO), by_regso(INCOME), None, "GA-T114"),
        (
            boundaries(vintage="2018", regso_id=REGSO),
            by_regso(INCOME, "", notices=[Notice(code="GA-T079", value="2025")]),
            None,
            "GA-T114",
        ),
    ],
)
def test_what_is_not_sure_is_refused(areas, table, key, code):
    assert refused(areas, table, key=key).code == code


def test_regso_2020_belong_to_deso_2018():
    areas = boundaries(vintage="DeSO 2018", regso_id=REGSO)

    made, _ = build(areas, by_regso(INCOME, "2024-12-31, RegSO 2020"))

    assert made["income"].tolist() == [300.5, 300.5, 410.0]


@pytest.mark.parametrize(
    ("component", "mixed"),
    [
        ({"column": "income", "per": "people"}, True),
        ({"column": "people", "per": "income"}, True),
        ({"column": "income", "per": "none"}, False),
        ({"column": "income", "per": "income"}, False),
    ],
)
def test_an_index_divides_no_value_of_a_regso_by_an_areas_count(component, mixed):
    arguments = (boundaries(regso_id=REGSO), by_regso(INCOME))
    components = (IndexComponent(**component),)

    if mixed:
        assert refused(*arguments, components=components).code == "GA-T113"
    else:
        assert len(build(*arguments, components=components)[0]) == 3


def test_a_column_that_another_table_gives_is_refused():
    areas = boundaries(regso_id=["0180R001", "0180R002", "0180R003"])

    notice = refused(areas, by_regso({"0180R001": 1.0}, column="people"))

    assert notice.code == "GA-L002"


def test_blanks_inside_a_name_are_not_taken_away():
    assert plain("Tjörn  (Tjörn sydväst )") == "Tjörn (Tjörn sydväst)"
