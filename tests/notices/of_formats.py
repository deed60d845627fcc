"""GA-T and GA-G: archives, shapefiles, workbooks, JSON, H3 cells, GeoParquet, cells of any form."""

from __future__ import annotations

import functools
import io
import json
import zipfile

import geopandas as gpd
import h3
import shapely
from pairs import Pair, borrowed
from small_files import EAST, NORTH, A, B, read, workbook

SHAPEFILES = borrowed("sources/test_shapefile.py")
PARQUET = borrowed("sources/test_geoparquet.py")
AREAS, FOLK, GRID = "areas.geojson", "people.csv", "grid.csv"
GOOD = f"area_id,people\n{A},1\n"


# --- Archives, shapefiles, workbooks ------------------------------------------------------------
def shapefile(change=dict, settings="", **columns):
    """A fixture: areas as a zipped shapefile whose parts are changed before they are packed."""

    def reading(folder):
        members = change(SHAPEFILES.parts(folder, **columns))
        return read(AREAS, SHAPEFILES.zipped(members), settings)(folder)

    return reading


def one_part(folder):
    return read(AREAS, SHAPEFILES.parts(folder)[".shp"])(folder)


def packed(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, GOOD)
    return read(FOLK, out.getvalue())


def without(suffix):
    return lambda members: {s: raw for s, raw in members.items() if s != suffix}


def cpg(name):
    return lambda members: members | {".cpg": name}


def cut(members):
    return members | {".dbf": members[".dbf"][:-90]}


def declaring(text):
    raw = io.BytesIO(
        workbook({"Lista": [["site_id", "name", "east", "north"], ["1", "A", 600123, 6700456]]})
    )
    with zipfile.ZipFile(raw, "a") as archive:
        archive.writestr("xl/more.xml", f'<?xml version="1.0"?>{text}<x/>')
    return read("sites.csv", raw.getvalue())


def parts_of(*ids):
    shapes = SHAPEFILES.boxes(len(ids))
    return shapefile(area_id=list(ids), shapes=shapes)


# --- JSON ---------------------------------------------------------------------------------------
def pxweb(*keys, columns=("Region", "people")):
    return {
        "columns": [
            {"code": columns[0], "text": "område", "type": "d"},
            {"code": columns[1], "text": columns[1], "type": "c"},
        ],
        "comments": [],
        "data": [{"key": [key], "values": ["7"]} for key in keys],
    }


def as_json(document):
    return read(FOLK, json.dumps(document), 'columns = { area_id = "Region" }')


# --- Cells --------------------------------------------------------------------------------------
CENTRE = h3.latlng_to_cell(60.4, 16.8, 9)
RING = sorted(h3.grid_ring(CENTRE, 1))
H3 = 'shapes = "h3"\nconstants = { kommun_code = "0180" }\n'


def hexagons(*ids):
    return read(AREAS, "area_id\n" + "".join(f"{i}\n" for i in ids), H3)


def cells(*ids, size=""):
    rows = "".join(f"{i},3\n" for i in ids)
    return read(GRID, f"cell_id,people\n{rows}", f"cell_size = {size}" if size else "")


def grid_of(*shapes, settings=""):
    """A fixture: a grid with geometry, as GeoPackage."""

    def reading(folder):
        frame = gpd.GeoDataFrame({"people": [3] * len(shapes)}, geometry=list(shapes), crs=3006)
        frame.to_file(folder / "grid.gpkg", layer="rutor")
        return read("grid.gpkg", (folder / "grid.gpkg").read_bytes(), settings)(folder)

    return reading


BOX, POINT = shapely.box(EAST, NORTH, EAST + 1000, NORTH + 1000), shapely.Point(EAST, NORTH)
KM = "1kmN6700E600"


# --- GeoParquet ---------------------------------------------------------------------------------
@functools.cache
def geoparquet():
    return PARQUET.written(PARQUET.frame())


def parquet(change=None):
    """A fixture: areas as GeoParquet whose geo metadata are changed."""

    def reading(folder):
        raw = geoparquet() if change is None else PARQUET.with_geo(geoparquet(), change)
        return read(AREAS, raw)(folder)

    return reading


def damaged(folder):
    return read(AREAS, PARQUET.damaged(1))(folder)


def elsewhere(geo, column):
    geo.update(primary_column="form", columns={"form": column})


KOMMUNER = "kommun_code,name\n0180,Stad\n0114,By\n"

PAIRS = [
    Pair("GA-T090", packed("a.csv"), read(FOLK, GOOD), FOLK),
    Pair("GA-T091", shapefile(without(".shx")), shapefile(), AREAS, value="lager"),
    Pair("GA-T093", shapefile(cpg(b"KOI8")), shapefile(cpg(b"UTF-8")), AREAS, value="KOI8"),
    Pair("GA-T094", one_part, shapefile(), AREAS),
    Pair("GA-T095", shapefile(cut), shapefile(), AREAS, value="lager"),
    Pair("GA-T096", as_json({"columns": 3, "data": []}), as_json(pxweb(A)), FOLK),
    Pair(
        "GA-T097",
        read("kommuner.csv", KOMMUNER + "0180,Stad\n"),
        read("kommuner.csv", KOMMUNER),
        "kommuner.csv",
    ),
    Pair("GA-T098", as_json(pxweb(A, A)), as_json(pxweb(A, B)), FOLK, 2, value=A),
    Pair(
        "GA-T099",
        declaring('<!DOCTYPE x [<!ENTITY a "b">]>'),
        declaring("<!-- DOCTYPE -->"),
        "sites.csv",
        value="xl/more.xml",
    ),
    Pair("GA-T102", cells("6000006700000"), cells("6000006700000", size=1000), GRID),
    Pair("GA-T103", hexagons(CENTRE, A), hexagons(CENTRE, RING[0]), AREAS, 3, "area_id", A),
    Pair(
        "GA-T104",
        hexagons(*RING, h3.cell_to_parent(CENTRE, 8)),
        hexagons(*RING, CENTRE),
        AREAS,
        8,
        "area_id",
        h3.cell_to_parent(CENTRE, 8),
    ),
    Pair("GA-G030", parquet(lambda *_: b"{"), parquet(), AREAS),
    Pair("GA-G031", parquet(elsewhere), parquet(), AREAS, value="form"),
    Pair(
        "GA-G032",
        parquet(lambda _, c: c.update(encoding="polygon")),
        parquet(),
        AREAS,
        column="geometry",
    ),
    Pair("GA-G033", damaged, parquet(), AREAS, 2, "geometry"),
    Pair("GA-G034", cells(KM, size=250), cells(KM, size=1000), GRID),
    Pair(
        "GA-G035",
        read(GRID, "cell_id,people\nCRS3006RES1000mN6700000E600000,3\n", 'crs = "EPSG:3021"'),
        read(GRID, "cell_id,people\nCRS3006RES1000mN6700000E600000,3\n", 'crs = "EPSG:3006"'),
        GRID,
        value="EPSG:3006",
    ),
    Pair("GA-G036", grid_of(BOX, POINT), grid_of(BOX), "grid.gpkg"),
    Pair("GA-G037", parts_of(A, B, A), parts_of(A, B), AREAS, 3, "area_id", A),
]
