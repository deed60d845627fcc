"""A study of small files, one of them written anew, and the reader of that one."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import shapely
import xlsxwriter
from pairs import borrowed

from geoaccess import sources
from geoaccess.study.load import parse_study

__all__ = [
    "EAST",
    "NORTH",
    "A",
    "B",
    "collection",
    "entry",
    "in_workbook",
    "lists",
    "read",
    "square",
    "study_of",
    "workbook",
]

MINIMAL = borrowed("sources/conftest.py").MINIMAL
A, B = "0180C1010", "0180C1020"
EAST, NORTH = 600_000.0, 6_700_000.0


def study_of(folder, files, *, areas="", statistics="", sites="", more="", list_file="sites.csv"):
    """The study with files written; what no fixture writes is there and empty."""
    for name in ("areas.geojson", "people.csv", list_file):
        (folder / name).touch()
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    text = MINIMAL.format(
        areas=areas,
        statistics=statistics,
        sites=sites,
        more=more,
        people="people.csv",
        list=list_file,
    )
    return parse_study(text, base=folder)


READERS = {
    "areas.geojson": lambda study: sources.read_areas(study).notices,
    "people.csv": lambda study: (
        sources.read_statistics(study, study.inputs.statistics[0], expected={A, B}).notices
    ),
    "sites.csv": lambda study: [n for one in sources.read_sites(study) for n in one.notices],
    "grid.csv": lambda study: sources.read_grid(study).notices,
    "grid.gpkg": lambda study: sources.read_grid(study).notices,
    "times.csv": lambda study: sources.read_times(study, study.inputs.times[0]).notices,
    "kommuner.csv": lambda study: sources.read_kommuner(study).notices,
}
TABLES = {"areas.geojson": "areas", "people.csv": "statistics", "sites.csv": "sites"}
CARE = 'constants.care_type = "vardcentral"\n'


def entry(role, file, more=""):
    """An input of the study file."""
    return f'[{role}]\npath = "{file}"\nsource = "s"\nlicence = "l"\n{more}\n'


OTHERS = {
    "grid.csv": "inputs.grid",
    "grid.gpkg": "inputs.grid",
    "times.csv": "[inputs.times]",
    "kommuner.csv": "inputs.kommuner",
}


def read(file, content, settings=""):
    """A fixture: this file with this content, read with these settings of its input."""

    def reading(folder):
        if file in TABLES:
            said = {TABLES[file]: settings + (CARE if file == "sites.csv" else "")}
        else:
            said = {"more": entry(OTHERS[file], file, settings)}
        return READERS[file](study_of(folder, {file: content}, **said))

    return reading


def lists(*contents):
    """A fixture: several lists of sites, read together."""
    names = ["sites.csv", *(f"more{i}.csv" for i in range(1, len(contents)))]

    def reading(folder):
        more = "".join(entry("[inputs.sites]", name, CARE) for name in names[1:])
        files = dict(zip(names, contents, strict=True))
        return READERS["sites.csv"](study_of(folder, files, sites=CARE, more=more))

    return reading


def workbook(sheets, hidden=()):
    """An XLSX file of sheets of rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(i, j, dt.datetime.combine(cell, dt.time()), date)
                    else:
                        sheet.write(i, j, cell)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def in_workbook(raw, change):
    """The workbook with the text of its first sheet changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            text = old.read(item)
            new.writestr(item, change(text) if item.filename.endswith("sheet1.xml") else text)
    return out.getvalue()


def square(x=EAST, y=NORTH, size=1000.0):
    """A square by its south-western corner."""
    return json.loads(shapely.to_geojson(shapely.box(x, y, x + size, y + size)))


def collection(*shapes, crs="urn:ogc:def:crs:EPSG::3006", ids=None, **properties):
    """GeoJSON of areas, one for each shape."""
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": shape,
                "properties": {"area_id": f"0180C10{i + 1}0" if ids is None else ids[i]}
                | properties,
            }
            for i, shape in enumerate(shapes)
        ],
    }
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document)
