"""GeoParquet reads as GeoJSON does; its geometry is WKB that can be trusted, or it is refused."""

import io
import json

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from geoaccess.errors import InputError
from geoaccess.sources import read_areas
from geoaccess.sources.parquet_file import read_parquet

EAST, NORTH = 600_000.0, 6_700_000.0
IDS = ["0180C1010", "0180C1020"]


def frame():
    shapes = [
        shapely.box(EAST + i * 1000, NORTH, EAST + (i + 1) * 1000, NORTH + 1000) for i in (0, 1)
    ]
    return gpd.GeoDataFrame({"area_id": IDS, "name": ["Å", "Ö"]}, geometry=shapes, crs=3006)


def written(shapes, **more):
    out = io.BytesIO()
    shapes.to_parquet(out, **more)
    return out.getvalue()


def with_geo(raw, change):
    """The file with its geo metadata changed; None takes them away."""
    table = pq.read_table(io.BytesIO(raw))
    geo = json.loads(table.schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    said = change(geo, column)
    metadata = {b"geo": said if isinstance(said, bytes) else json.dumps(geo).encode()}
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out)
    return out.getvalue()


@pytest.fixture
def areas(make_study):
    def read(content, settings=""):
        return read_areas(make_study({"areas.geojson": content}, areas=settings))

    return read


def codes(notices):
    return [n.code for n in notices]


@pytest.mark.parametrize(
    "raw",
    [
        written(frame()),
        written(frame().rename_geometry("form")),
        written(frame(), index=True),
        written(frame().assign(centre=frame().centroid)),
        written(frame(), write_covering_bbox=True, schema_version="1.1.0"),
        written(frame().assign(more=[[1], [2]])),
    ],
)
def test_areas_are_read_the_same_however_the_file_is_laid_out(areas, raw):
    read = areas(raw)

    assert read.frame["area_id"].tolist() == IDS
    assert read.frame["name"].tolist() == ["Å", "Ö"]
    assert read.frame.geometry.geom_equals(frame().geometry).all()
    assert read.provenance.reader == "geoparquet"
    assert read.notices == ()


def test_without_a_crs_it_is_longitude_and_latitude(areas):
    degrees = written(frame().to_crs(4326))

    for raw in (degrees, with_geo(degrees, lambda _, column: column.pop("crs") and None)):
        read = areas(raw)

        assert codes(read.notices) == ["GA-G006"]
        assert read.frame.area.tolist() == pytest.approx([1e6, 1e6], rel=1e-4)


def test_a_crs_of_null_is_not_known_and_the_study_may_say_it(areas, refused):
    raw = with_geo(written(frame()), lambda _, column: column.update(crs=None))

    (notice,) = refused(areas, raw)

    assert (notice.code, notice.places["likely"]) == ("GA-G002", "EPSG:3006")
    assert areas(raw, 'crs = "EPSG:3006"').frame.area.tolist() == [1e6, 1e6]


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda *_: b"{", "GA-G030", "JSONDecodeError"),
        (lambda *_: b"[]", "GA-G030", "TypeError"),
        (lambda *_: b'{"columns": {}}', "GA-G030", "primary_column"),
        (lambda geo, _: geo.update(primary_column="form"), "GA-G030", "form"),
        (
            lambda geo, c: geo.update(primary_column="form", columns={"form": c}),
            "GA-G031",
            "area_id, name, geometry",
        ),
        (lambda _, column: column.update(encoding="polygon"), "GA-G032", "polygon"),
        (lambda _, column: column.pop("encoding") and None, "GA-G032", "None"),
        (lambda _, column: column.update(crs={"type": "x"}), "GA-G030", "crs"),
        (lambda _, column: column.update(crs=3), "GA-G030", "crs"),
        (
            lambda geo, c: geo.update(primary_column="name", columns={"name": c}),
            "GA-G032",
            "string",
        ),
    ],
)
def test_geo_metadata_that_cannot_be_trusted_are_refused(areas, refused, change, code, said):
    (notice,) = refused(areas, with_geo(written(frame()), change))

    assert notice.code == code
    assert said in notice.render("en")


def damaged(at):
    table = pq.read_table(io.BytesIO(written(frame())))
    shapes = table.column("geometry").to_pylist()
    shapes[at] = shapes[at][:20]
    column = table.schema.get_field_index("geometry")
    out = io.BytesIO()
    pq.write_table(table.set_column(column, "geometry", pa.array(shapes)), out)
    raw = out.getvalue()
    geo = table.schema.metadata
    out = io.BytesIO()
    pq.write_table(pq.read_table(io.BytesIO(raw)).replace_schema_metadata(geo), out)
    return out.getvalue()


def test_a_damaged_geometry_is_refused_with_its_row(areas, refused):
    (notice,) = refused(areas, damaged(1))

    assert (notice.code, notice.row, notice.column) == ("GA-G033", 2, "geometry")


def test_geoarrow_is_refused_by_its_name(areas, refused):
    raw = written(frame(), geometry_encoding="geoarrow", schema_version="1.1.0")

    assert codes(refused(areas, raw)) == ["GA-G032"]


def test_plain_parquet_stays_a_table_without_geometry(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"a": [1, None], "b": [b"x", b"y"], "c": [[1], [2]]}).to_parquet(path)

    read = read_parquet(path, file="a.parquet")

    assert (read.names, read.reader, read.geometry) == (("a", "b"), "parquet", None)
    assert read.cells.tolist() == [["1", "x"], ["", "y"]]


@given(
    raw=st.binary(max_size=60)
    | st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(
                st.sampled_from(
                    ["primary_column", "columns", "geometry", "crs", "encoding", "area_id"]
                ),
                x,
            )
        ),
    ).map(lambda x: json.dumps(x).encode())
)
def test_whatever_stands_in_the_geo_metadata_is_read_or_refused(tmp_path_factory, raw):
    path = tmp_path_factory.getbasetemp() / "fuzz.parquet"
    path.write_bytes(with_geo(written(frame()), lambda *_: raw))

    try:
        read = read_parquet(path, file="a")
    except InputError:
        return
    assert read.geometry is None or len(read.geometry) == 2


def test_a_projjson_crs_of_another_zone_is_converted(areas):
    read = areas(written(frame().to_crs(CRS.from_epsg(3011))))

    assert codes(read.notices) == ["GA-G006"]
    assert read.frame.area.tolist() == pytest.approx([1e6, 1e6], rel=1e-3)
