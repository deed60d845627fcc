"""XLSX as text with row numbers, behind the archive gate."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.archive import checked_archive, read_member
from geoaccess.sources.text_table import (
    Record,
    TextTable,
    clean,
    find_header,
    nearest,
    table_of_records,
)

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from geoaccess.study import Input

__all__ = ["cell_text", "read_excel"]

_MOST_CELLS = 20_000_000
_LARGEST_PART = 200_000_000
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+\d+)"[^>]*?(?<!/)>((?:(?!</(?:\w+:)?c>).)*?'
    rb"<(?:\w+:)?f\b.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]+</|<(?:\w+:)?is>")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_SHOWN_CELLS = 20


def read_excel(path: Path, given: Input, *, file: str, wanted: Collection[str]) -> TextTable:
    """Read one sheet of a workbook: the one named as ``layer``, or the one with the columns.

    Raises
    ------
    InputError
        Unsafe or damaged archive, unclear sheet, formulas without a value, errors in cells.
        A hidden sheet is read only when it is named.
    """
    with checked_archive(path, file=file) as archive:
        _refuse_entities(archive, file)
        parts = _sheet_parts(archive, file)
        faults = {name: _faults(archive, part, file) for name, part in parts.items()}
    try:
        book = CalamineWorkbook.from_path(str(path))
        hidden = {s.name for s in book.sheets_metadata if s.visible != SheetVisibleEnum.Visible}
        sheets = {
            name: _records(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        }
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
    found.extend(faults.get(name, ()))
    for record in sheets[name]:
        for column, cell in enumerate(record.cells):
            if _ERROR.fullmatch(cell):
                address = f"{_letters(column)}{record.line}"
                found.add("GA-T016", file=file, row=record.line, value=cell, cell=address)
    InputError.refuse(found)
    table = table_of_records(
        sheets[name],
        file=file,
        wanted=wanted,
        header_row=given.header_row,
        reader=f"xlsx ({name})",
        native=True,
    )
    return replace(table, notices=(*found, *table.notices))


def _records(rows: list[list[Any]]) -> list[Record]:
    return [Record(i, [cell_text(cell) for cell in row]) for i, row in enumerate(rows, start=1)]


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


def _refuse_entities(archive: zipfile.ZipFile, file: str) -> None:
    """No part of a workbook declares a document type; one that does is up to something."""
    for name in archive.namelist():
        if not name.casefold().endswith((".xml", ".rels", ".vml")):
            continue
        # Without NUL bytes UTF-16 reads as ASCII does.
        xml = _part(archive, name, file).replace(b"\x00", b"")
        if _DECLARATION.search(xml):
            raise InputError.of("GA-T099", file=file, value=name)


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
    found = re.search(rf'[\s:]{name}="([^"]*)"'.encode(), tag)
    return html.unescape(found.group(1).decode()) if found else ""


def _faults(archive: zipfile.ZipFile, part: str, file: str) -> NoticeList:
    """Formulas that were never calculated, which a reader would show as blank."""
    found = NoticeList()
    xml = _part(archive, part, file)
    columns = rows = 0
    for letters, row in _CELL.findall(xml):
        columns, rows = max(columns, _number(letters)), max(rows, int(row))
    if columns * rows > _MOST_CELLS:
        raise InputError.of("GA-T034", file=file, reason=f"{rows} x {columns} cells")
    for address, inner in _FORMULA_CELL.findall(xml) if b"<f" in xml or b":f" in xml else ():
        if not _VALUE.search(inner) and len(found) < _SHOWN_CELLS:
            cell = address.decode()
            row = int(re.sub(r"\D", "", cell))
            found.add("GA-T017", file=file, row=row, cell=cell)
    return found


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
