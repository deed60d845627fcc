"""Cells by their codes, corners or geometry are the same cells; H3 cells are areas that meet."""

import itertools
import json
import tempfile
from pathlib import Path

import geopandas as gpd
import h3
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geoaccess.sources import read_areas, read_grid
from geoaccess.sources.cells import cell_code

EAST, NORTH = 600_000, 6_700_000
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "porto_alegre"
GRID = '[inputs.grid]\npath = "g.csv"\nsource = "s"\nlicence = "l"\n'
SQUARE = (EAST, NORTH, EAST + 1000, NORTH + 1000)


def grid(make_study, content, more="cell_size = 1000"):
    name = "g.gpkg" if isinstance(content, bytes) else "g.csv"
    return read_grid(make_study({name: content}, more=GRID.replace("g.csv", name) + more))


def gpkg(frame):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g.gpkg"
        frame.to_file(path, layer="rutor")
        return path.read_bytes()


def cells(shapes=None, crs=3006, **columns):
    shapes = shapes or [shapely.box(*SQUARE)]
    return gpd.GeoDataFrame({"people": [3] * len(shapes)} | columns, geometry=shapes, crs=crs)


def codes(notices):
    return [n.code for n in notices]


@pytest.mark.parametrize(
    ("content", "more"),
    [
        ("cell_id,people\n6000006700000,3\n", "cell_size = 1000"),
        ("cell_id,people\n06000006700000,3\n", "cell_size = 1000"),
        ("cell_id,people\nSE_CRS3006RES1000mN6700000E600000,3\n", ""),
        ("cell_id,people\nCRS3006RES1000mN6700000E600000,3\n", "cell_size = 1000"),
        ("cell_id,people\nCRS3006RES1kmN6700000E600000,3\n", ""),
        ("cell_id,people\n1kmN6700E600,3\n", ""),
        ("rutid_inspire,people\n1kmN6700E600,3\n", 'columns = { cell_id = "rutid_inspire" }'),
        ("cell_id,east,north,people\nruta 1,600000,6700000,3\n", "cell_size = 1000"),
        ("cell_id,east,north,people\n1kmN6700E600,9,9,3\n", ""),
        (gpkg(cells()), ""),
        (gpkg(cells(cell_id=["egen"])), "cell_size = 1000"),
        (
            gpkg(cells([shapely.Point(EAST + 500, NORTH + 500)])),
            'cell_size = 1000\nanchor = "centre"',
        ),
        (gpkg(cells([shapely.Point(EAST, NORTH)])), "cell_size = 1000"),
    ],
)
def test_a_cell_is_the_same_square_however_it_is_given(make_study, content, more):
    read = grid(make_study, content, more)

    assert read.frame["people"].tolist() == [3]
    assert read.frame.geometry.iloc[0].bounds == SQUARE
    assert read.frame["cell_id"].notna().all()


def test_cells_of_the_european_grid_lie_where_its_own_coordinates_say(make_study):
    read = grid(make_study, "cell_id,people\nCRS3035RES1000mN4100000E4700000,3\n", "")

    centre = read.frame.geometry.iloc[0].centroid
    x, y = Transformer.from_crs(3035, 3006, always_xy=True).transform(4_700_500, 4_100_500)
    assert (centre.x, centre.y) == pytest.approx((x, y), abs=1)


@given(
    east=st.integers(250, 900),
    north=st.integers(6100, 7600),
    size=st.sampled_from([100, 250, 1000]),
)
def test_every_way_of_writing_a_cell_names_the_same_corner(east, north, size):
    x, y = east * 1000, north * 1000
    cut = 10 ** (len(str(size)) - len(str(size).rstrip("0")))

    ways = [f"{x:07d}{y:07d}", f"CRS3006RES{size}mN{y}E{x}", f"{size}mN{y // cut}E{x // cut}"]

    assert {(cell_code(way).east, cell_code(way).north) for way in ways} == {(x, y)}


@pytest.mark.parametrize(
    ("content", "more", "expected"),
    [
        ("cell_id,people\n6000006700000,3\n", "", "GA-T102"),
        ("east,north,people\n600000,6700000,3\n", "", "GA-T102"),
        (gpkg(cells([shapely.Point(EAST, NORTH)])), "", "GA-T102"),
        ("cell_id,people\n1kmN6700E600,3\n", "cell_size = 250", "GA-G034"),
        (gpkg(cells()), "cell_size = 250", "GA-G034"),
        ("cell_id,people\n1kmN6700E600,3\n100mN67000E6010,1\n", "", "GA-G036"),
        ("cell_id,people\n1kmN6700E600,3\nCRS3006RES1000mN6700000E601000,1\n", "", "GA-G036"),
        (gpkg(cells([shapely.Point(EAST, NORTH), shapely.box(*SQUARE)])), "", "GA-G036"),
        (
            "cell_id,people\nCRS3006RES1000mN6700000E600000,3\n",
            'crs = "EPSG:3021"',
            "GA-G035",
        ),
        ("cell_id,people\nCRS9999RES1000mN6700000E600000,3\n", "", "GA-G004"),
        ("cell_id,people\nCRS3006RES1000mN6700500E600000,3\n", "", "GA-T055"),
        ("cell_id,people\nCRS3006RES0mN6700500E600000,3\n", "", "GA-T102"),
        ("cell_id,people\nx,3\n", "cell_size = 1000", "GA-T055"),
        ("cell_id,people\n1kmN600E6700,3\n", "", "GA-G010"),
        (gpkg(cells([shapely.box(*SQUARE), None])), "", "GA-G020"),
    ],
)
def test_cells_that_cannot_be_placed_are_refused(make_study, refused, content, more, expected):
    assert codes(refused(grid, make_study, content, more)) == [expected]


CENTRE = h3.latlng_to_cell(60.4, 16.8, 9)
H3 = 'shapes = "h3"\nconstants = { kommun_code = "0180" }\n'


def areas(make_study, ids, settings=H3):
    text = "area_id\n" + "".join(f"{i}\n" for i in ids)
    return read_areas(make_study({"areas.geojson": text}, areas=settings))


@pytest.mark.parametrize("resolution", [7, 8, 9])
def test_h3_cells_become_areas_whose_edges_meet_exactly(make_study, resolution):
    disk = sorted(h3.grid_disk(h3.latlng_to_cell(60.4, 16.8, resolution), 4))

    read = areas(make_study, disk)

    shapes = read.frame.geometry
    assert read.frame["area_id"].tolist() == disk
    assert shapely.coverage_is_valid(shapes.to_numpy())
    assert codes(read.notices) == ["GA-G006"]
    expected = sum(h3.cell_area(cell, unit="m^2") for cell in disk)
    assert shapes.area.sum() == pytest.approx(expected, rel=0.01)
    assert shapely.union_all(shapes.to_numpy()).geom_type == "Polygon"
    x, y = Transformer.from_crs(4326, 3006, always_xy=True).transform(
        *reversed(h3.cell_to_latlng(disk[0]))
    )
    assert shapes.iloc[0].contains(shapely.Point(x, y))


def test_the_studys_crs_for_other_columns_does_not_move_h3_cells(make_study):
    one = areas(make_study, [CENTRE])
    other = areas(make_study, [CENTRE], H3 + 'crs = "EPSG:3006"\n')

    assert other.frame.geometry.iloc[0].equals(one.frame.geometry.iloc[0])


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["0180C1010", CENTRE], [("GA-T103", 2)]),
        ([CENTRE, CENTRE[:-1], "8.9E+14"], [("GA-T144", 4), ("GA-T103", 3)]),
        (
            [*sorted(h3.grid_ring(CENTRE, 1)), h3.cell_to_parent(CENTRE, 8)],
            [("GA-T104", 8)],
        ),
        ([CENTRE, CENTRE], [("GA-T004", 3)]),
    ],
)
def test_what_is_no_cell_of_the_others_resolution_is_refused_with_its_row(
    make_study, refused, ids, expected
):
    found = refused(areas, make_study, ids)

    told = [(n.code, n.row) for n in found if n.code in dict(expected)]
    assert told == expected


def test_other_areas_do_not_need_the_library(make_study, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h3", None)
    shape = json.loads(shapely.to_geojson(shapely.box(*SQUARE)))
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:3006"}},
        "features": [{"properties": {"area_id": "0180C1010"}, "geometry": shape}],
    }

    read = read_areas(make_study({"areas.geojson": json.dumps(document)}))

    assert len(read.frame) == 1


@pytest.mark.skipif(not REAL.is_dir(), reason="the real data are not here")
def test_the_1227_hexagons_of_porto_alegre_meet(make_study):
    text = (REAL / "poa_hexgrid.csv").read_text()
    settings = 'shapes = "h3"\ncolumns = { area_id = "id" }\nconstants = { kommun_code = "4314" }'
    study = make_study({"areas.geojson": text}, areas=settings)
    identity = study.study.model_copy(update={"crs": "EPSG:32722"})

    read = read_areas(study.model_copy(update={"study": identity}))

    assert len(read.frame) == 1227
    assert shapely.coverage_is_valid(read.frame.geometry.to_numpy())
    lines = text.splitlines()[1:]
    for line, shape in itertools.islice(zip(lines, read.frame.geometry, strict=True), 20):
        lon, lat = map(float, line.split(",")[1:3])
        x, y = Transformer.from_crs(4326, 32722, always_xy=True).transform(lon, lat)
        assert shape.contains(shapely.Point(x, y))
