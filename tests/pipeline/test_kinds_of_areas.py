"""Types of areas, and what became of them between vintages, stand on everything published."""

import base64
import gzip
import json
import re

import geopandas as gpd
import openpyxl
import pytest

from geoaccess.cartography import render_map
from geoaccess.errors import InputError
from geoaccess.pipeline import judge
from geoaccess.reporting import write_geodata, write_reports, write_tables
from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

SHARES = [0.50, 0.31, 0.25, 0.19, 0.10]
SES = {
    "low_edu": [50, 31, 25, 19, 10],
    "people_25_64": 100,
    "long_term_support": [50, 31, 25, 19, 10],
    "people_20_64": 100,
}
NEED = {
    "recipe": "ses_index",
    "area_type_mean": 0.2,
    "area_type_spread": 0.05,
    "reference_source": "SCB, riket 2024",
}
CHANGES = ["unchanged", "split", "merged", "redrawn", None]


@pytest.fixture(scope="module")
def published(small):
    prepared = small.make_prepared(need=NEED)
    areas = prepared.layers.areas
    low = areas["people"] * SHARES
    areas = areas.assign(low_standard=low, **SES, area_type=range(1, 6), vintage_change=CHANGES)
    return published_view(judge(small.with_layers(prepared, areas=areas)), "run")


def carried(page):
    packed = re.search(r'<script type="text/plain" id="ga-data">([^<]*)</script>', page)
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_a_given_type_and_one_reckoned_here_are_two_columns_and_never_mixed(published):
    assert published.areas["area_type"].tolist() == [1, 2, 3, 4, 5]
    assert published.areas["area_type_own"].tolist() == [1, 1, 2, 4, 5]


def test_the_map_says_types_and_changes_in_words(published):
    data = carried(render_map(published))

    labels = {column["key"]: column["label"] for column in data["area_columns"]}
    assert labels["area_type_own"] == "Områdestyp (egen beräkning)"
    assert labels["vintage_change"] == "Ändring mellan årgångar"
    assert data["areas"]["area_type"][0] == "1: stora socioekonomiska utmaningar"
    assert data["areas"]["vintage_change"] == [
        "oförändrat",
        "delat",
        "sammanslaget",
        "ändrade gränser",
        None,
    ]


def test_files_for_qgis_and_excel_have_them(published, tmp_path):
    write_geodata(published, tmp_path)
    write_tables(published, tmp_path / "tables.xlsx")

    areas = gpd.read_file(tmp_path / "result.gpkg", layer="areas")
    assert areas["area_type"].tolist() == [1, 2, 3, 4, 5]
    assert areas["vintage_change"].tolist()[:4] == CHANGES[:4]
    assert "Områdestyp (egen beräkning)" in (tmp_path / "dictionary.csv").read_text("utf-8-sig")
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Områden"]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Områdestyp", "Områdestyp (egen beräkning)", "sammanslaget"} <= cells


def test_the_report_counts_areas_and_people_by_type_and_change(published, tmp_path):
    pages = "".join(path.read_text("utf-8") for path in write_reports(published, tmp_path))

    assert "Områdestyp (egen beräkning): områden och invånare" in pages
    assert "Ändring mellan årgångar: områden och invånare" in pages
    assert "5: mycket goda socioekonomiska förutsättningar" in pages


def test_a_study_without_them_has_no_such_column(small):
    plain = published_view(small.make_result(), "run")

    assert not {"area_type", "area_type_own", "vintage_change"} & set(plain.areas.columns)
    assert "vintage_change" not in carried(render_map(plain))["areas"]


def test_a_given_type_that_is_none_is_refused_whatever_the_recipe(small):
    prepared = small.make_prepared()
    areas = prepared.layers.areas.assign(area_type=[1, 2, 3, 4, 7])

    with pytest.raises(InputError, match="GA-P057"):
        judge(small.with_layers(prepared, areas=areas))


def test_people_of_85_stand_wherever_the_older_do_and_nowhere_if_no_one_counts_them(
    small, tmp_path
):
    prepared = small.make_prepared()
    areas, points = prepared.layers.areas, prepared.layers.points
    counted = {
        "areas": areas.assign(age_85plus=areas["age_80plus"] / 2),
        "points": points.assign(age_85plus=points["age_80plus"] / 2),
    }

    told = published_view(judge(small.with_layers(prepared, **counted)), "run")
    without = published_view(small.make_result(), "run")

    for table in (told.areas, told.units):
        assert table["age_85plus"].sum() == pytest.approx(table["age_80plus"].sum() / 2, abs=3)
        assert (table["age_85plus_status"] != "missing").all()
    assert "age_85plus" in set(told.shares_by_mode["group"])
    pages = "".join(path.read_text("utf-8") for path in write_reports(told, tmp_path))
    assert "85 år eller äldre" in pages
    for table in (without.areas, without.units):
        assert not [name for name in table.columns if name.startswith("age_85plus")]
    assert "age_85plus" not in set(without.shares_by_mode["group"])
