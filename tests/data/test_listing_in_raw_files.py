"""The planted commuters, counted in the raw file of where people are listed."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture(scope="module")
def listed(folder):
    path = folder / "listning.csv"
    return pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def count(listed):
    return pd.to_numeric(listed["Listade"], errors="coerce")


def test_one_in_eight_of_the_planted_kommun_is_listed_in_the_city(raw, listed, count):
    planted = raw.planted["listing"]
    mine = listed["DeSO"].str.startswith(planted["unit"])
    there = listed["HSA-id"] == planted["to_site"]

    assert count[mine & there].sum() == planted["listed_there"]
    assert count[mine].sum() == planted["listed"]
    assert count[mine].isna().sum() == planted["withheld_cells"]
    assert 0.11 < planted["listed_there"] / planted["listed"] < 0.13


def test_small_counts_are_withheld_and_no_pair_stands_twice(raw, listed, count):
    assert set(listed["Listade"][count.isna()]) == {"<5"}
    assert count.min() >= 5
    assert not listed.duplicated(["DeSO", "HSA-id"]).any()
    assert len(listed) == raw.planted["listing"]["rows"]
    assert count[listed["DeSO"] == ""].sum() == raw.planted["listing"]["without_area"]


def test_nearly_all_of_an_areas_people_are_listed_and_never_more(raw, listed, count):
    told = count.groupby(listed["DeSO"]).sum().drop("")

    assert set(told.index) <= set(raw.areas.index)
    share = told / raw.areas["people"].reindex(told.index)
    large = raw.areas["people"].reindex(told.index) > 200
    assert share[large].between(0.97, 1.0).all()


def test_every_site_is_in_a_list_but_the_one_that_is_stated_as_outside(raw, listed):
    known = {*raw.site_list["HSA-id"], *raw.sites["id"]}

    assert set(listed["HSA-id"]) - known == {raw.planted["listing"]["outside"]}
