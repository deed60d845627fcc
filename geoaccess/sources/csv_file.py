"""CSV as text with line numbers: encoding and delimiter are known for certain, or refused."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.text_table import Record, TextTable, find_header, table_of_records

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from geoaccess.study import Input

__all__ = ["decoded", "read_csv"]

_DELIMITERS = (",", ";", "\t")
_SHOWN = {",": ",", ";": ";", "\t": "tab"}
_TOP = 40


def read_csv(path: Path, given: Input, *, file: str, wanted: Collection[str]) -> TextTable:
    """Read a CSV file.

    Parameters
    ----------
    path
        The file.
    given
        The study's entry: encoding, delimiter and header row where they are given.
    file
        What to call it in messages.
    wanted
        Names the header must hold; they tell the header and the delimiter.

    Raises
    ------
    InputError
        Unknown encoding, ambiguous delimiter, broken quotation, wrong field counts, no rows.
    """
    found = NoticeList()
    text, encoding = decoded(path.read_bytes(), given.encoding, found, file=file)
    delimiter = given.delimiter or _delimiter(text, wanted, file, given.header_row)
    if not text.endswith(("\n", "\r")):
        found.add("GA-T083", file=file, row=text.count("\n") + 1)
    if encoding == "cp1252" or delimiter != ",":
        found.add("GA-T071", file=file, encoding=encoding, delimiter=_SHOWN[delimiter])
    table = table_of_records(
        _records(text, delimiter, file),
        file=file,
        wanted=wanted,
        header_row=given.header_row,
        reader=f"csv ({encoding}, {_SHOWN[delimiter]})",
        delimiter=delimiter,
    )
    return replace(table, notices=(*found, *table.notices))


def decoded(raw: bytes, encoding: str | None, found: NoticeList, *, file: str) -> tuple[str, str]:
    """Text of a file and its encoding: as given, by its mark, strict UTF-8, else cp1252."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = ["utf-16"]
    elif raw.startswith(b"\xef\xbb\xbf"):
        order = ["utf-8-sig"]
    else:
        order = [encoding] if encoding else ["utf-8", "cp1252"]
    row: int | None = None
    for name in order:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError as error:
            row = raw.count(b"\n", 0, error.start) + 1
            continue
        if "\x00" in text:
            raise InputError.of("GA-T021", file=file)
        if name == "cp1252" and not encoding:
            found.add("GA-T070", file=file)
        return text, name
    raise InputError.of("GA-T023", file=file, row=row, encoding=" / ".join(order))


def _records(text: str, delimiter: str, file: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append(Record(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError.of("GA-T025", file=file, row=line) from error
    return records


def _delimiter(text: str, wanted: Collection[str], file: str, header_row: int | None) -> str:
    """Give the delimiter under which the header holds every wanted name, or the only one in it."""
    tops = {delimiter: _top(text, delimiter) for delimiter in _DELIMITERS}
    fitting = [d for d, top in tops.items() if find_header(top, wanted) is not None]
    if len(fitting) == 1:
        return fitting[0]
    header = {
        d: next((r for r in top if header_row is None or r.line >= header_row), None)
        for d, top in tops.items()
    }
    several = [d for d, record in header.items() if record is not None and len(record.cells) > 1]
    candidates = [d for d in several if d in fitting] or several
    if len(candidates) > 1:
        shown = ", ".join(f"'{_SHOWN[d]}'" for d in candidates)
        raise InputError.of("GA-T024", file=file, found=shown)
    return candidates[0] if candidates else _DELIMITERS[0]


def _top(text: str, delimiter: str) -> list[Record]:
    records: list[Record] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if cells:
                records.append(Record(line, cells))
            line = reader.line_num + 1
            if len(records) >= _TOP:
                break
    except csv.Error:  # told by the strict reading that follows
        return records
    return records
