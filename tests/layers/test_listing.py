"""Where people are listed, matched to units and sites of a county that is drawn by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import Point, box

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.listing import build_listing
from geoaccess.sources import Provenance
from geoaccess.sources.mapping import SourceTable
from geoaccess.study import ListingInput

CRS = "EPSG:3006"
NAN = float("nan")
UNITS = gpd.GeoDataFrame(
    {
        "name": ["Väst", "Öst", "Danderyd"],
        "kind": ["stadsdelsomrade", "stadsdelsomrade", "kommun"],
        "kommun_code": ["0180", "0180", "0162"],
    },
    geometry=[box(0, 0, 150, 100), box(150, 0, 300, 100), box(300, 0, 400, 100)],
    index=pd.Index(["0180-vast", "0180-ost", "0162-danderyd"], name="unit_id"),
    crs=CRS,
)
# 0180C1020 lies in both districts, three quarters of its people in the west; nobody lives in the
# last of the city's areas.
AREAS = gpd.GeoDataFrame(
    {"people": [100.0, 200.0, 0.0, 50.0]},
    geometry=[box(100 * n, 0, 100 * n + 100, 100) for n in range(4)],
    index=pd.Index(["0180C1010", "0180C1020", "0180A0010", "0162B2010"], name="area_id"),
    crs=CRS,
)
POINTS = gpd.GeoDataFrame(
    {
        "area_id": ["0180C1010", "0180C1020", "0180C1020", "0162B2010"],
        "unit_id": ["0180-vast", "0180-vast", "0180-ost", "0162-danderyd"],
        "people": [100.0, 150.0, 50.0, 50.0],
    },
    geometry=[Point(x, 50) for x in (50, 120, 180, 350)],
    crs=CRS,
)
SITES = gpd.GeoDataFrame(
    {"unit_id": ["0180-vast", "0180-ost", "0162-danderyd"]},
    geometry=[Point(x, 50) for x in (50, 250, 350)],
    index=pd.Index(["s1", "s2", "s3"], name="site_id"),
    crs=CRS,
)
GOOD = [
    ("0180C1010", "s1", 90),
    ("0180C1020", "s1", 100),
    ("0180C1020", "s2", 80),
    ("0180A0010", "s2", 0),
    ("0162B2010", "s3", 40),
]


def origin(role, vintage=""):
    said = {"sha256": "", "size": 0, "rows": 1, "reader": "csv", "source": "", "licence": ""}
    more = {"url": "", "vintage": vintage, "retrieved": None, "sensitivity": "confidential"}
    return Provenance(role=role, path=f"{role}.csv", **said, **more)


def built(rows, *, vintage="DeSO 2025", found=None, **given):
    """The listing of these rows; a missing count is a withheld one."""
    frame = pd.DataFrame(rows, columns=["area_id", "site_id", "listed"])
    frame = frame.astype({"area_id": "str", "site_id": "str", "listed": "Int64"})
    table = SourceTable(
        frame=frame,
        lines=pd.Series(np.arange(2, len(frame) + 2), index=frame.index),
        provenance=origin("listing", vintage),
        notices=(),
    )
    said = ListingInput(path=Path("listing.csv"), source="s", licence="l", **given)
    return build_listing(
        SimpleNamespace(inputs=SimpleNamespace(listing=said)),
        table,
        AREAS,
        POINTS,
        units=UNITS,
        sites=SITES,
        boundaries=origin("areas", "DeSO 2025"),
        found=NoticeList() if found is None else found,
    )


def sums(listing):
    rows = listing.rows.fillna({"unit_id": "-", "site_id": "-"})
    return rows.groupby(["unit_id", "site_id"])["listed"].sum(min_count=1).to_dict()


def test_each_areas_listed_are_in_its_unit_and_those_of_a_divided_area_in_both():
    found = NoticeList()

    told = built(GOOD, found=found, date=dt.date(2026, 9, 30))

    assert sums(told) == {
        ("0180-vast", "s1"): 90 + 75,
        ("0180-ost", "s1"): 25,
        ("0180-vast", "s2"): 60,
        ("0180-ost", "s2"): 20,
        ("0162-danderyd", "s3"): 40,
    }
    assert told.date == "2026-09-30"
    codes = {notice.code: notice.places for notice in found}
    assert codes["GA-L549"]["areas"] == "0180C1020"
    assert (codes["GA-L546"]["listed"], codes["GA-L546"]["people"]) == (310, 350)


def test_a_listing_by_unit_takes_ids_of_units_and_codes_of_kommuner():
    rows = [("0180-vast", "s1", 165), ("0162", "s1", 3), ("0162", "s3", 40)]

    told = built(rows, level="unit", vintage="2026")

    assert sums(told) == {
        ("0180-vast", "s1"): 165,
        ("0162-danderyd", "s1"): 3,
        ("0162-danderyd", "s3"): 40,
    }
    assert told.date == "2026"


def test_withheld_is_missing_and_neither_strangers_nor_sites_outside_are_lost():
    rows = [*GOOD, ("0180C1010", "s3", None), (None, "s1", 12), ("0180C1010", "x", 7)]
    found = NoticeList()

    told = built(rows, found=found, outside=("x",))

    assert np.isnan(sums(told)["0180-vast", "s3"])
    assert sums(told)["-", "s1"] == 12
    assert sums(told)["0180-vast", "-"] == 7
    assert told.rows["listed"].sum() == sum(n for *_, n in rows if n)
    codes = {notice.code: notice.places for notice in found}
    assert (codes["GA-L547"]["n"], codes["GA-L547"]["all"]) == (1, len(rows))
    assert (codes["GA-L548"]["outside"], codes["GA-L548"]["strangers"]) == (7, 12)


def test_all_strangers_are_refused_together_each_once_with_its_first_row():
    rows = [*GOOD, ("9999C1010", "s1", 1), ("9999C1010", "s9", 1), ("0162B2010", "s9", 2)]

    with pytest.raises(InputError) as caught:
        built(rows, vintage="DeSO 2018", outside=("s1",))

    told = {(n.code, n.row, n.value) for n in caught.value.notices}
    assert told == {
        ("GA-L541", 7, "9999C1010"),
        ("GA-L543", None, "s1"),
        ("GA-L544", None, None),
        ("GA-L545", 8, "s9"),
    }


def test_a_table_of_quite_other_codes_is_refused_in_one_sentence():
    with pytest.raises(InputError) as caught:
        built([("Norrmalm", "s1", 5), ("Södermalm", "s1", 5)])

    assert [n.code for n in caught.value.notices] == ["GA-L003"]


def test_a_kommun_that_is_cut_is_no_unit_and_one_under_two_names_is_no_two():
    with pytest.raises(InputError) as caught:
        built([("0180", "s1", 5), ("0162", "s1", 5), ("0162-danderyd", "s1", 6)], level="unit")

    told = [(n.code, n.row, n.value) for n in caught.value.notices]
    assert told == [("GA-L542", 2, "0180"), ("GA-L540", 4, "s1")]


def test_the_order_of_rows_changes_nothing():
    rows = [*GOOD, ("0180C1010", "s3", None), (None, "s1", 12)]

    assert str(sums(built(rows))) == str(sums(built(rows[::-1])))


def test_far_more_listed_than_people_and_areas_left_out_are_told():
    found = NoticeList()

    built([("0162B2010", "s3", 61), ("0180C1010", "s1", 120)], found=found)

    codes = {notice.code: notice.places for notice in found}
    assert codes["GA-L550"]["units"] == "Danderyd"
    assert codes["GA-L551"]["areas"] == "0180C1020"
