"""GA-T and GA-G: files that can't be opened, or are something else than they seem."""

from __future__ import annotations

import json
import os
import sqlite3
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pairs import Pair
from small_files import EAST, NORTH, A, B, collection, entry, read, square, study_of

from geoaccess.sources import read_statistics

AREAS, FOLK, STUDY = "areas.geojson", "people.csv", "study.toml"
areas, people = partial(read, AREAS), partial(read, FOLK)
GOOD = f"area_id,people\n{A},1\n"
ONE = collection(square())
THREE = collection(square(), square(EAST + 1000), square(EAST + 2000))


# --- What the system does with a file -----------------------------------------------------------
def locked(folder):
    """A table that another program holds."""
    opens = Path.open

    def refuse(self, *arguments, **named):
        if self.name == FOLK:
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *arguments, **named)

    study = study_of(folder, {FOLK: GOOD})
    with patch.object(Path, "open", refuse):
        return read_statistics(study, study.inputs.statistics[0]).notices


def written(row):
    """A fixture: a table to which a row is written once it has been read."""
    reads = Path.read_bytes

    def reading(folder):
        def read_and_write(self):
            raw = reads(self)
            if row and self.name == FOLK:
                self.write_bytes(raw + row)
            return raw

        study = study_of(folder, {FOLK: GOOD})
        with patch.object(Path, "read_bytes", read_and_write):
            return read_statistics(study, study.inputs.statistics[0]).notices

    return reading


def kommuner_from(make):
    """A fixture: a study that names what this makes."""

    def reading(folder):
        make(folder / "made")
        study_of(folder, {FOLK: GOOD}, more=entry("inputs.kommuner", "made"))
        return ()

    return reading


# --- Text and JSON ------------------------------------------------------------------------------
def changed(old, new):
    assert old in ONE
    return areas(ONE.replace(old, new, 1))


# --- GeoPackage and Parquet ---------------------------------------------------------------------
def frame():
    shape = shapely.box(EAST, NORTH, EAST + 1000, NORTH + 1000)
    return gpd.GeoDataFrame({"area_id": [A]}, geometry=[shape], crs=3006)


@cache
def geopackage():
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        frame().assign(namn="Ö").to_file(path, layer="deso")
        return path.read_bytes()


def named(as_bytes):
    """A fixture: a GeoPackage in which the area's name is these bytes."""

    def reading(folder):
        path = folder / "made.gpkg"
        path.write_bytes(geopackage())
        database = sqlite3.connect(path)
        # The triggers of its index want functions that only GDAL has.
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE deso SET namn = CAST(? AS TEXT)", (as_bytes,))
        database.commit()
        database.close()
        return areas(path.read_bytes())(folder)

    return reading


def lasting(seconds):
    """A fixture: a Parquet file with a column of durations."""

    def reading(folder):
        path = folder / "made.parquet"
        frame().to_parquet(path)
        times = pa.array([seconds], pa.duration("s"))
        pq.write_table(pq.read_table(path).append_column("tid", times), path)
        return areas(path.read_bytes())(folder)

    return reading


ROW = f"{B},2\n".encode()
FIRST, OPPOSITE = (json.dumps([EAST + 1000, NORTH + y]) for y in (0, 1000))

PAIRS = [
    Pair("GA-T130", locked, people(GOOD), FOLK),
    Pair("GA-T131", written(ROW), written(b""), FOLK),
    Pair(
        "GA-T410",
        people(b"area_id,people,pnr\n0180C1010,3,19121212-1212\n"),
        people(GOOD),
        FOLK,
        column="pnr",
    ),
    Pair("GA-T132", people(b"%PDF-1.7\n"), people(GOOD), FOLK),
    Pair("GA-T133", named(b"A\xffB"), named("Å".encode()), AREAS),
    Pair("GA-T134", lasting(2**62), lasting(60), AREAS, column="tid"),
    Pair("GA-T135", areas(f"{ONE}\n{ONE}"), areas(f"{ONE}\n"), AREAS, 2),
    Pair(
        "GA-T136",
        changed('"0180C1010"', '"0180C1010", "namn": "\\ud83d"'),
        changed('"0180C1010"', '"0180C1010", "namn": "\\ud83d\\ude80"'),
        AREAS,
        1,
        value="\\ud83d",
    ),
    Pair(
        "GA-T137",
        kommuner_from(os.mkfifo),
        kommuner_from(lambda path: path.write_text("kommun_code,name\n")),
        STUDY,
        28,
        value="made",
    ),
    # The ring does not end where it begins.
    Pair("GA-G040", changed(FIRST, "[0, 0]"), areas(ONE), AREAS, 1),
    Pair(
        "GA-G041",
        changed('"0180C1010"', '"0180C1010", "area_id": "0180C1020"'),
        changed('"0180C1010"', '"0180C1010", "area": "0180C1020"'),
        AREAS,
        value="area_id",
    ),
    Pair(
        "GA-G042",
        areas(THREE.replace(OPPOSITE, "[1e308, 6701000]", 1)),
        areas(THREE),
        AREAS,
        1,
        value=A,
    ),
]
