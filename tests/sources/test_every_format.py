"""One set of areas, written in every format that holds geometry, is one frame."""

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.sources import read_areas
from geoaccess.sources.gdal import pyogrio
from geoaccess.study.load import parse_study
from geoaccess.study.template import study_template

EAST, NORTH = 600_000, 6_700_000
LETTERS = "abcåäöÅÄÖé –-()/"
NAMES = st.text(LETTERS, max_size=12).map(str.strip)
AREAS = st.dictionaries(st.from_regex(r"\A0[0-9]{3}[ABC][0-9]{4}\Z"), NAMES, min_size=1, max_size=5)


def as_geojson(frame, path):
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
                "features": json.loads(frame.to_json())["features"],
            }
        ),
        encoding="utf-8",
    )


def as_shapefile(frame, path):
    shape = path.parent / "lager.shp"
    pyogrio.write_dataframe(frame, shape, encoding="UTF-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in path.parent.glob("lager.*"):
            archive.write(part, f"karta/{part.name}")
    path.write_bytes(out.getvalue())


WRITERS = {
    "areas.geojson": as_geojson,
    "areas.gpkg": lambda frame, path: frame.to_file(path, layer="deso"),
    "areas.zip": as_shapefile,
    "areas.parquet": lambda frame, path: frame.to_parquet(path),
}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("formats")
    for name in ("deso_2025.geojson", "folkmangd_deso_2024.csv", "vardenheter.xlsx"):
        (folder / name).touch()
    return parse_study(study_template("sv"), base=folder)


@settings(max_examples=10)
@given(areas=AREAS)
def test_areas_are_the_same_frame_in_every_format(study, areas):
    shapes = [
        shapely.box(EAST + i * 1000, NORTH, EAST + i * 1000 + 1000, NORTH + 1000)
        for i in range(len(areas))
    ]
    written = gpd.GeoDataFrame(
        {"area_id": list(areas), "name": list(areas.values())}, geometry=shapes, crs=3006
    )
    frames = []
    for name, write in WRITERS.items():
        write(written, study.base / name)
        given_ = study.inputs.areas.model_copy(update={"path": Path(name), "columns": {}})
        inputs = study.inputs.model_copy(update={"areas": given_})
        frames.append(read_areas(study.model_copy(update={"inputs": inputs})).frame)

    assert frames[0]["area_id"].tolist() == list(areas)
    assert frames[0]["name"].fillna("").tolist() == list(areas.values())
    for frame in frames:
        plain = pd.DataFrame(frame.drop(columns="geometry"))
        pd.testing.assert_frame_equal(plain, pd.DataFrame(frames[0].drop(columns="geometry")))
        assert frame.geometry.geom_equals(gpd.GeoSeries(shapes, crs=frame.crs)).all()
