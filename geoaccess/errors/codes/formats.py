"""Notices about the formats that tables and boundaries come in."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_SAVE_AGAIN = N_("Fetch or save the file again.")
_FROM_PROGRAM = N_("Save the file again in the program it comes from.")
_ALL_PARTS = N_("Put .shp, .shx, .dbf, .prj and .cpg together in one zip file and give that.")
_SAME_VINTAGE = N_("Use a table, a key file and boundaries of the same vintage.")
_MORE_THAN_REGION = N_("Nothing to do if the table covers more than the region.")
_MISSING = N_("Their values are missing, not zero; complete the table if they are known.")


def _error(code: str, text: str, cure: str) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


KINDS: tuple[NoticeKind, ...] = (
    # Archives, shapefiles and workbooks.
    _error(
        "GA-T090",
        N_("The zip file holds {found}, which geoaccess does not read here."),
        N_("Unpack it and give the file inside; only a shapefile and a timetable stay zipped."),
    ),
    _error("GA-T091", N_("The shapefile {value} lacks its part {found}."), _ALL_PARTS),
    NoticeKind(
        "GA-T092",
        "info",
        N_("Hidden sheets were left aside: {found}."),
        N_("To read one of them, name it as layer in study.toml."),
        assumption=True,
    ),
    _error(
        "GA-T093",
        N_("The shapefile's .cpg names the encoding {value}, which is not known."),
        N_('Write encoding = "utf-8" or "cp1252" for this input in study.toml.'),
    ),
    _error("GA-T094", N_("The file is one part of a shapefile, without the others."), _ALL_PARTS),
    _error("GA-T095", N_("The shapefile {value} is cut short or damaged: {reason}."), _SAVE_AGAIN),
    _error(
        "GA-T099",
        N_("The part {value} of the workbook declares entities, which is not safe to read."),
        _FROM_PROGRAM,
    ),
    # Statistics as JSON.
    _error(
        "GA-T096",
        N_("The table in JSON is not as it should be: {reason}."),
        N_("Fetch the table again as CSV, JSON or JSON-stat 2 from PxWeb."),
    ),
    _error(
        "GA-T098",
        N_("The entry {value} stands more than once."),
        N_("Fetch the table again as CSV, JSON or JSON-stat 2 from PxWeb."),
    ),
    # Keys.
    NoticeKind(
        "GA-T097",
        "info",
        N_("Rows that only repeat an earlier one: {n}. Each kommun was read once."),
        "",
        assumption=True,
    ),
    _error(
        "GA-T100",
        N_("{value} and '{other}' are the same key written in two ways."),
        N_("Write it in one way, or take one of the rows out."),
    ),
    NoticeKind(
        "GA-T101",
        "warning",
        N_("Codes written in small letters and put right: {n}, such as {value}."),
        N_("Write the codes as the boundaries do."),
        assumption=True,
    ),
    # Cells.
    _error(
        "GA-T102",
        N_("The size of the cells is not known."),
        N_("Give cell_size for this input in study.toml."),
    ),
    _error(
        "GA-T103",
        N_("{value} is not an H3 cell."),
        N_("Write the index as fifteen characters, such as 89a901291abffff."),
    ),
    _error(
        "GA-T104",
        N_("{value} is an H3 cell of resolution {found}; most are of {expected}."),
        N_("Use cells of one resolution."),
    ),
    # RegSO.
    _error(
        "GA-T105",
        N_("This is a count for a whole RegSO, and {value} has several areas: {n}."),
        N_(
            'Use a table by area, or write spread = "people" to share the count out by the'
            " areas' people: an estimate, and marked so."
        ),
    ),
    _error(
        "GA-T106",
        N_("No input says which RegSO the areas lie in."),
        N_("Map regso_id, or kommun_name and regso_name, for the areas, or give a regso_key."),
    ),
    _error(
        "GA-T107",
        N_("{value} is the name of more than one RegSO: {found}."),
        N_("Use a table with the codes of the RegSO."),
    ),
    NoticeKind(
        "GA-T108", "warning", N_("RegSO in which no area lies: {n} ({found})."), _MORE_THAN_REGION
    ),
    NoticeKind("GA-T109", "warning", N_("Areas whose RegSO has no row: {n} ({areas})."), _MISSING),
    NoticeKind(
        "GA-T110",
        "info",
        N_("Areas that took the value of their RegSO: {n}, from so many RegSO: {regso} ({found})."),
        N_("Differences within a RegSO do not show in these values."),
        assumption=True,
    ),
    NoticeKind(
        "GA-T111",
        "warning",
        N_("Areas that the key file does not name: {n} ({areas})."),
        _SAME_VINTAGE,
    ),
    _error(
        "GA-T112",
        N_("None of its RegSO ({n}) is among the areas'; it has {value}, they have {example}."),
        _SAME_VINTAGE,
    ),
    _error(
        "GA-T113",
        N_("The need index divides {value} by {per}, and only one of the two is by RegSO."),
        N_('Divide it by a column of the same table, or write per = "none" for shares and means.'),
    ),
    _error(
        "GA-T114",
        N_("The table's RegSO are of {theirs}, which do not belong to the areas of {ours}."),
        N_(
            "Use a table and boundaries of the same vintage; SCB's files between the two are {key}."
        ),
    ),
    _error(
        "GA-T115",
        N_("{value} stands both as a code and as a name in more than one row."),
        N_("Keep one row for each RegSO."),
    ),
    # GeoParquet.
    _error("GA-G030", N_("The file's geo metadata can't be read: {reason}."), _SAVE_AGAIN),
    _error(
        "GA-G031",
        N_("The geometry column {value} is not in the file. Its columns: {found}."),
        _SAVE_AGAIN,
    ),
    _error(
        "GA-G032",
        N_("The geometry is written as {found}, and geoaccess reads WKB."),
        N_("Write the file again with its geometry as WKB."),
    ),
    _error("GA-G033", N_("The geometry of the row is damaged."), _SAVE_AGAIN),
    # Cells with geometry or codes.
    _error(
        "GA-G034",
        N_("The cells measure {found} m, and cell_size says {size}."),
        N_("Correct cell_size in study.toml, or leave it out."),
    ),
    _error(
        "GA-G035",
        N_("The codes name cells of {value}, and crs says {crs}."),
        N_("Correct crs for this input in study.toml, or leave it out."),
    ),
    _error(
        "GA-G036",
        N_("The cells are of more than one kind: {found}."),
        N_("Give cells of one size and one coordinate system in a file."),
    ),
    NoticeKind(
        "GA-G037",
        "warning",
        N_("Rows that are further parts of an area, such as {value}: {n}. The parts were joined."),
        N_("Check that none of them is another area whose code was mistaken."),
        assumption=True,
    ),
)
