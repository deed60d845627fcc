"""A table of a feed as text: only the columns that are read, each value once, with line numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.text_table import clean, nearest
from geoaccess.sources.timetables.records import find_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.sources.timetables.columns import Column
    from geoaccess.sources.timetables.records import Records

__all__ = ["FeedText", "Texts", "read_text", "tell"]

_BLANKS = " \t\r\n\u00a0\u202f\u2007\u2009\ufeff"
_BLOCK = 1 << 24
_ROWS = 5


@dataclass(frozen=True, slots=True)
class Texts:
    """A column: the values that stand in it, each once, and which of them each row has."""

    distinct: NDArray[np.object_]
    codes: NDArray[np.intp]

    def all(self) -> NDArray[np.object_]:
        """Value of each row."""
        rows: NDArray[np.object_] = self.distinct[self.codes]
        return rows

    def empty(self) -> NDArray[np.bool_]:
        """Whether each row's cell is empty."""
        rows: NDArray[np.bool_] = (self.distinct == "")[self.codes]
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedText:
    """A table's columns as text, by their GTFS names, and the file's row numbers."""

    file: str
    lines: NDArray[np.int64]
    columns: dict[str, Texts] = field(default_factory=dict)

    def first(self, column: str, rows: NDArray[np.bool_]) -> str:
        """What stands in a column on the first of some rows."""
        at = np.flatnonzero(rows)
        texts = self.columns[column]
        return str(texts.distinct[texts.codes[at[np.argmin(self.lines[at])]]])


def tell(
    found: NoticeList,
    code: str,
    table: FeedText,
    rows: NDArray[np.bool_],
    /,
    *,
    column: str = "",
    value: object = None,
    **places: object,
) -> None:
    """Say once what is wrong in some rows: where it first is, and how many there are."""
    if not rows.any():
        return
    lines = np.sort(table.lines[rows])
    shown = [str(line) for line in lines[:_ROWS]]
    found.add(
        code,
        file=table.file,
        row=int(lines[0]),
        column=column,
        value=value,
        n=len(lines),
        rows=(*shown, "…") if len(lines) > _ROWS else tuple(shown),
        **places,
    )


def read_text(raw: bytes, columns: Sequence[Column], *, file: str) -> FeedText:
    """Read a table's columns.

    Parameters
    ----------
    raw
        The table as it stands in the archive.
    columns
        What is wanted; those not needed may be missing.
    file
        What to call the table in messages.

    Raises
    ------
    InputError
        Not UTF-8, no CSV with commas, a needed column is missing, or rows of the wrong length.
    """
    text = _unix_lines(raw, file)
    records = find_records(text)
    if not len(records.starts):
        raise InputError.of("GA-F011", file=file)
    if records.torn is not None:
        raise InputError.of("GA-F017", file=file, row=records.torn)
    names = _header(text, records, file)
    found = NoticeList()
    _check_header(names, columns, found, file=file, line=int(records.lines[0]))
    table = FeedText(file=file, lines=records.lines[1:])
    ragged = records.fields[1:] != len(names)
    tell(found, "GA-F016", table, ragged, expected=len(names))
    InputError.refuse(found)
    table.columns.update(_columns(text, records, names, [c.name for c in columns]))
    return table


def _unix_lines(raw: bytes, file: str) -> bytes:
    text = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        row = text.count(b"\n", 0, error.start) + 1
        raise InputError.of("GA-F008", file=file, row=row) from error
    if b"\x00" in text:
        row = text.count(b"\n", 0, text.index(b"\x00")) + 1
        raise InputError.of("GA-F009", file=file, row=row)
    if text.lstrip().startswith(b"<"):
        raise InputError.of("GA-F010", file=file)
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _header(text: bytes, records: Records, file: str) -> list[str]:
    written = text[records.starts[0] : records.ends[0]].decode("utf-8")
    names = [clean(name) for name in next(csv.reader(io.StringIO(written, newline="")))]
    if len(names) == 1 and any(sign in written for sign in ";\t|"):
        raise InputError.of("GA-F013", file=file, row=int(records.lines[0]), value=written)
    return names


def _check_header(
    names: list[str], columns: Sequence[Column], found: NoticeList, *, file: str, line: int
) -> None:
    for column in columns:
        if column.needed and column.name not in names:
            found.add(
                "GA-F014",
                file=file,
                row=line,
                column=column.name,
                found=tuple(names),
                nearest=nearest(column.name, names),
            )
        if names.count(column.name) > 1:
            found.add("GA-F015", file=file, row=line, column=column.name)


def _columns(
    text: bytes, records: Records, names: list[str], wanted: Sequence[str]
) -> dict[str, Texts]:
    present = [name for name in wanted if name in names]
    if len(records.starts) == 1:
        none = np.zeros(0, dtype=np.intp)
        return {name: Texts(np.zeros(0, dtype=object), none) for name in present}
    body = pa.py_buffer(text)[int(records.starts[1]) :]
    positions = {name: str(names.index(name)) for name in present}
    longest = int((records.ends - records.starts).max())
    table = pc_csv.read_csv(
        pa.BufferReader(body),
        read_options=pc_csv.ReadOptions(
            column_names=[str(i) for i in range(len(names))], block_size=max(_BLOCK, 2 * longest)
        ),
        parse_options=pc_csv.ParseOptions(newlines_in_values=True),
        convert_options=pc_csv.ConvertOptions(
            column_types={at: pa.string() for at in positions.values()},
            include_columns=list(positions.values()),
            strings_can_be_null=False,
        ),
    )
    assert table.num_rows == len(records.starts) - 1
    return {name: _texts(table.column(at)) for name, at in positions.items()}


def _texts(column: pa.ChunkedArray) -> Texts:
    encoded = column.combine_chunks().dictionary_encode()
    cleaned = pc.utf8_trim(pc.utf8_normalize(encoded.dictionary, "NFC"), characters=_BLANKS)
    same, distinct = pd.factorize(np.array(cleaned.to_pylist(), dtype=object))
    return Texts(np.asarray(distinct, dtype=object), same[encoded.indices.to_numpy()])
