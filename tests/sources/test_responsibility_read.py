"""Areas of responsibility read from a file."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from shapely import box

from geoaccess.sources import read_responsibility

ENTRY = """
[inputs.responsibility]
path = "ansvar.geojson"
columns = { unit_id = "enhet" }
source = "s"
licence = "l"
"""


def file_of(*rows, name="enhet"):
    shapes = [box(674_000 + 1000 * n, 6_580_000, 675_000 + 1000 * n, 6_581_000) for n in range(9)]
    frame = gpd.GeoDataFrame({name: list(rows)}, geometry=shapes[: len(rows)], crs="EPSG:3006")
    return json.dumps(json.loads(frame.to_crs("EPSG:4326").to_json()))


def test_each_row_is_a_units_area_in_the_studys_coordinates(make_study):
    study = make_study({"ansvar.geojson": file_of("0180-jarva", "0188")}, more=ENTRY)

    read = read_responsibility(study)

    assert read.frame["unit_id"].tolist() == ["0180-jarva", "0188"]
    assert read.frame.crs == "EPSG:3006"
    assert read.frame.area.tolist() == pytest.approx([1e6, 1e6], rel=1e-3)


def test_a_study_without_such_areas_has_none(make_study):
    assert read_responsibility(make_study()) is None


def test_a_file_without_the_column_is_refused(make_study, refused):
    study = make_study({"ansvar.geojson": file_of("0188", name="namn")}, more=ENTRY)

    assert "GA-T005" in [notice.code for notice in refused(read_responsibility, study)]
