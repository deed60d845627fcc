"""XLSX as text with row numbers, behind the archive gate."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.archive import checked_archive, read_member
from geoaccess.sources.sheet_parts import Sheet, scan_sheet
from geoaccess.sources.text_table import (
    DAY_ZERO,
    SPREADSHEET_ERROR,
    Record,
    TextTable,
    clean,
    find_header,
    header_index,
    nearest,
    table_of_records,
)
from geoaccess.study.files import FILES

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from geoaccess.study import Input

__all__ = ["cell_text", "read_excel"]

_MOST_CELLS = 20_000_000
_LARGEST_PART = 200_000_000
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true|on)[\"']")
_DAY_ZERO_1904 = dt.date(1904, 1, 1)
# A spreadsheet keeps fifteen digits of a number: an id that is longer is another one by then.
_DIGITS_KEPT = 1e15
_SHOWN = 5
_OUR_NAMES = frozenset(column.name for table in FILES.values() for column in table.columns)


def read_excel(path: Path, given: Input, *, file: str, wanted: Collection[str]) -> TextTable:
    """Read one sheet of a workbook: the one named as ``layer``, or the one with the columns.

    Raises
    ------
    InputError
        Unsafe or damaged archive, unclear sheet, formulas without a value, errors in cells.
        A hidden sheet is read only when it is named.
    """
    with checked_archive(path, file=file) as archive:
        sheets_of_parts = _checked_parts(archive, file)
        parts = _sheet_parts(archive, file)
        from_1904 = _FROM_1904.search(_part(archive, "xl/workbook.xml", file)) is not None
    try:
        book = CalamineWorkbook.from_path(str(path))
        unknown = [name for name in book.sheet_names if parts.get(name) not in sheets_of_parts]
        if unknown:
            raise InputError.of("GA-T035", file=file)
        hidden = {s.name for s in book.sheets_metadata if s.visible != SheetVisibleEnum.Visible}
        cells = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
        sheets = {name: _records(rows) for name, rows in cells.items()}
    except CalamineError as error:
        raise InputError.of("GA-T035", file=file) from error
    found = NoticeList()
    name = given.layer
    if name is None:
        shown = {sheet: rows for sheet, rows in sheets.items() if sheet not in hidden}
        if hidden:
            found.add("GA-T092", file=file, found=", ".join(s for s in sheets if s in hidden))
        name = _chosen(shown, wanted, found, file)
    elif name not in sheets:
        near = nearest(name, sheets)
        names = ", ".join(sheets)
        raise InputError.of("GA-T032", file=file, value=name, found=names, nearest=near)
    sheet = sheets_of_parts[parts[name]]
    for row, address in sheet.uncalculated:
        found.add("GA-T017", file=file, row=row, cell=address)
    at = header_index(sheets[name], wanted, given.header_row, file)
    used = _used_columns(sheets[name][at], wanted)
    _refuse_errors(sheets[name][at + 1 :], sheet, used, found, file)
    _tell_long_numbers(cells[name], used, found, file)
    _tell_drawing(sheets[name][at:], sheet, used, found, file)
    InputError.refuse(found)
    table = table_of_records(
        sheets[name],
        file=file,
        wanted=wanted,
        header_row=given.header_row,
        reader=f"xlsx ({name})",
        native=True,
    )
    day_zero = _DAY_ZERO_1904 if from_1904 else DAY_ZERO
    return replace(table, day_zero=day_zero, notices=(*found, *table.notices))


def _records(rows: list[list[Any]]) -> list[Record]:
    # A sheet may go on for a million empty rows below its table.
    return [
        Record(i, [cell_text(cell) for cell in row])
        for i, row in enumerate(rows, start=1)
        if any(cell not in ("", None) for cell in row)
    ]


def _used_columns(header: Record, wanted: Collection[str]) -> dict[int, str]:
    """Numbers, from one, of the columns that are read, with their names."""
    ours = {clean(name) for name in wanted} | _OUR_NAMES
    names = {i: clean(cell) for i, cell in enumerate(header.cells, start=1)}
    return {i: name for i, name in names.items() if name in ours}


def _refuse_errors(
    body: Sequence[Record], sheet: Sheet, used: Mapping[int, str], found: NoticeList, file: str
) -> None:
    """Errors of the spreadsheet in columns that are read, which else would look empty."""
    errors = {(row, column): text for row, column, text in sheet.errors}
    for record in body:
        for column, cell in enumerate(record.cells, start=1):
            text = errors.get((record.line, column)) or cell
            if column in used and SPREADSHEET_ERROR.fullmatch(text):
                address = f"{_letters(column - 1)}{record.line}"
                found.add("GA-T016", file=file, row=record.line, value=text, cell=address)


def _tell_long_numbers(
    rows: list[list[Any]], used: Mapping[int, str], found: NoticeList, file: str
) -> None:
    long = [
        (line, column, cell)
        for line, row in enumerate(rows, start=1)
        for column, cell in enumerate(row, start=1)
        if column in used
        and isinstance(cell, int | float)
        and _DIGITS_KEPT <= abs(cell) < float("inf")
    ]
    if long:
        line, column, cell = long[0]
        value = cell_text(cell)
        found.add("GA-T143", file=file, row=line, column=used[column], value=value, n=len(long))


def _tell_drawing(
    table: Sequence[Record], sheet: Sheet, used: Mapping[int, str], found: NoticeList, file: str
) -> None:
    """What the eye sees otherwise than it is read: merged cells, and rows that are hidden."""
    lines = {record.line for record in table[1:]}
    merged = [
        one
        for one in sheet.merged
        if table[0].line < one.rows.start and not used.keys().isdisjoint(one.columns)
    ]
    if merged:
        found.add(
            "GA-T141",
            file=file,
            row=merged[0].rows.start,
            n=len(merged),
            cells=tuple(one.address for one in merged[:_SHOWN]),
        )
    hidden = [row for row in sheet.hidden if row in lines]
    if hidden:
        found.add("GA-T140", file=file, row=hidden[0], n=len(hidden))


def cell_text(cell: object) -> str:
    """Text of a typed cell; a whole number has no decimals, a date is ISO.

    Examples
    --------
    >>> cell_text(400.0), cell_text(60.141209137599), cell_text(None)
    ('400', '60.141209137599', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)


def _chosen(
    sheets: Mapping[str, list[Record]],
    wanted: Collection[str],
    found: NoticeList,
    file: str,
) -> str:
    names = ", ".join(sheets)
    if len(sheets) == 1:
        return next(iter(sheets))
    fitting = [name for name, rows in sheets.items() if find_header(rows, wanted) is not None]
    filled = [name for name, rows in sheets.items() if any(clean(c) for r in rows for c in r.cells)]
    if len(fitting) != 1 and len(filled) != 1:
        raise InputError.of("GA-T031", file=file, found=names)
    name = fitting[0] if len(fitting) == 1 else filled[0]
    found.add("GA-T073", file=file, value=name)
    return name


def _checked_parts(archive: zipfile.ZipFile, file: str) -> dict[str, Sheet]:
    """See that no part is up to something, and scan every one that is a sheet.

    Not only those that the workbook seems to name: the reader may follow it another way than we.
    """
    sheets: dict[str, Sheet] = {}
    for name in archive.namelist():
        raw = _part(archive, name, file)
        # Without NUL bytes UTF-16 reads as ASCII does.
        xml = raw.replace(b"\x00", b"")
        # No part of a workbook declares a document type.
        is_xml = name.casefold().endswith((".xml", ".rels", ".vml"))
        if is_xml and _DECLARATION.search(xml):
            raise InputError.of("GA-T099", file=file, value=name)
        if b"sheetData" in xml or b"chartsheet" in xml:
            sheets[name] = _scanned(raw, file)
    return sheets


def _part(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    return read_member(archive, name, _LARGEST_PART, file=file)


def _sheet_parts(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Name of each sheet and the archive member that holds it."""
    relations: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for tag in _RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels", file)):
            target = _attribute(tag, "Target").removeprefix("/")
            relations[_attribute(tag, "Id")] = (
                target if target.startswith("xl/") else f"xl/{target}"
            )
    sheets = _SHEET.findall(_part(archive, "xl/workbook.xml", file))
    parts = {_attribute(tag, "name"): relations.get(_attribute(tag, "id"), "") for tag in sheets}
    return {name: part for name, part in parts.items() if part in archive.namelist()}


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf"""[\s:]{name}\s*=\s*(["'])(.*?)\1""".encode(), tag, re.DOTALL)
    return html.unescape(found.group(2).decode(errors="replace")) if found else ""


def _scanned(xml: bytes, file: str) -> Sheet:
    try:
        sheet = scan_sheet(xml)
    except expat.ExpatError as error:
        raise InputError.of("GA-T035", file=file) from error
    if sheet.rows * sheet.columns > _MOST_CELLS:
        raise InputError.of("GA-T034", file=file, reason=f"{sheet.rows} x {sheet.columns} cells")
    return sheet


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
