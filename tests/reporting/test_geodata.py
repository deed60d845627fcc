"""Map files: what was published comes back, protected numbers do not."""

import csv
import sqlite3
from dataclasses import replace

import geopandas as gpd
import pyogrio
import pytest

from geoaccess.reporting import write_geodata
from geoaccess.reporting.sheets import GEODATA
from geoaccess.result.area_columns import AREA_COLUMNS

SECRET = 7_654_321


@pytest.fixture
def folder(published, tmp_path):
    write_geodata(published, tmp_path)
    return tmp_path


def test_it_writes_the_files_it_names_and_no_journal(published, tmp_path):
    written = write_geodata(published, tmp_path)

    assert {path.name for path in written} == {
        "result.gpkg",
        "areas.parquet",
        "units.parquet",
        "sites.parquet",
        "dictionary.csv",
    }
    assert {*tmp_path.iterdir()} == {*written}


def test_the_package_has_the_three_layers_in_the_studys_crs(folder):
    layers = pyogrio.list_layers(folder / "result.gpkg")

    assert [name for name, _ in layers] == ["areas", "units", "sites"]
    for name in GEODATA:
        assert gpd.read_file(folder / "result.gpkg", layer=name).crs == "EPSG:3006"


@pytest.mark.parametrize("suffix", ["gpkg", "parquet"])
def test_people_add_up_to_what_was_published(published, folder, suffix):
    if suffix == "gpkg":
        areas = gpd.read_file(folder / "result.gpkg", layer="areas")
    else:
        areas = gpd.read_parquet(folder / "areas.parquet")

    shown = published.areas.loc[published.areas["people_status"] == "ok", "people"]
    assert areas["people"].sum() == shown.sum()
    assert areas["people_status"].tolist() == published.areas["people_status"].tolist()
    assert areas["name"].tolist() == published.areas["name"].tolist()
    assert areas.geometry.area.sum() == pytest.approx(published.areas.geometry.area.sum())


def test_a_suppressed_number_is_empty_with_its_status_beside(folder):
    for areas in (
        gpd.read_file(folder / "result.gpkg", layer="areas"),
        gpd.read_parquet(folder / "areas.parquet"),
    ):
        hidden = areas.loc[areas["people_status"] == "suppressed"]
        assert len(hidden) == 1
        assert hidden["people"].isna().all()
        assert not (areas.select_dtypes("number") == SECRET).any().any()
        assert areas["age_65plus_status"].iloc[2] == "missing"
        assert areas["age_80plus"].iloc[2] == 0


def test_no_table_of_the_package_holds_the_hidden_number(folder):
    connection = sqlite3.connect(folder / "result.gpkg")
    dump = "\n".join(connection.iterdump())
    connection.close()

    assert str(SECRET) not in dump


def test_every_column_is_in_the_dictionary_with_a_meaning(folder):
    with (folder / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))

    assert (folder / "dictionary.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["Lager", "Kolumn", "Rubrik", "Betydelse", "Skrivs som"]
    assert "inget litet tal ska gå att räkna ut" in rows[-1][3]
    described = {(row[0], row[1]) for row in rows[1:]}
    assert all(all(row) for row in rows)
    for name in GEODATA:
        held = gpd.read_file(folder / "result.gpkg", layer=name).columns
        assert {(name, column) for column in held if column != "geometry"} <= described


def test_the_columns_are_those_of_the_indicators(folder):
    areas = gpd.read_parquet(folder / "areas.parquet")

    assert {column.name for column in AREA_COLUMNS} <= {*areas.columns}


def test_the_same_result_gives_the_same_bytes(published, tmp_path):
    for name in ("a", "b"):
        write_geodata(published, tmp_path / name)

    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_empty_layers_can_be_written_and_read(published, tmp_path):
    empty = replace(published, areas=published.areas.iloc[:0], sites=published.sites.iloc[:0])
    write_geodata(empty, tmp_path)

    assert len(gpd.read_file(tmp_path / "result.gpkg", layer="areas")) == 0
    assert "people" in gpd.read_parquet(tmp_path / "areas.parquet").columns


def test_a_site_without_a_place_keeps_its_row(published, tmp_path):
    sites = published.sites.copy()
    sites.loc["s3", "geometry"] = None
    write_geodata(replace(published, sites=sites), tmp_path)

    assert len(gpd.read_file(tmp_path / "result.gpkg", layer="sites")) == len(sites)


def test_the_result_is_left_as_it_was(published, tmp_path):
    before = published.sites.copy(deep=True)

    write_geodata(published, tmp_path)

    assert published.sites.equals(before)
