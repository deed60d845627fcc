"""A table as the file has it: every cell as text, every row with its number in the file."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from geoaccess.errors import InputError, Notice, NoticeList

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

__all__ = [
    "DAY_ZERO",
    "SPREADSHEET_ERROR",
    "Record",
    "TextTable",
    "clean",
    "find_header",
    "header_index",
    "nearest",
    "table_of_records",
]

# The day from which a spreadsheet counts its days; a few workbooks count from 1904.
DAY_ZERO = dt.date(1899, 12, 30)
# As spreadsheets write them in English and in Swedish.
SPREADSHEET_ERROR = re.compile(
    r"#(?:N/A|SAKNAS!|REF!|REFERENS!|VALUE!|VÄRDEFEL!|DIV/0!|DIVISION/0!|NAME\?|NAMN\?"
    r"|NULL!|SKÄRNING!|NUM!|OGILTIGT!|SPILL!|CALC!)"
)

_SEARCHED = 30
_BLANKS = " \t\r\n\u00a0\u202f\u2007\u2009\ufeff"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file before it is known what is the header."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of text under a header.

    `cells` has a row per data row and a column per name. `lines` are the file's row numbers
    (features and database rows are counted too). `native` says that numbers were numbers in the
    file, so their decimal sign is known. `geometry` has the coordinate system the file states.
    `day_zero` is the day that plain numbers for dates are counted from.
    """

    file: str
    names: tuple[str, ...]
    cells: NDArray[np.object_]
    lines: NDArray[np.int64]
    reader: str
    native: bool = False
    delimiter: str = ""
    day_zero: dt.date = DAY_ZERO
    geometry: gpd.GeoSeries | None = None
    notices: tuple[Notice, ...] = ()

    def column(self, name: str) -> NDArray[np.object_]:
        """Text of each row under a name of the header."""
        column: NDArray[np.object_] = self.cells[:, self.names.index(name)]
        return column

    def keep(self, rows: NDArray[np.bool_]) -> TextTable:
        """Only some rows, with their line numbers."""
        geometry = self.geometry
        if geometry is not None:
            geometry = gpd.GeoSeries(geometry.to_numpy()[rows], crs=geometry.crs)
        return replace(self, cells=self.cells[rows], lines=self.lines[rows], geometry=geometry)


def clean(text: str) -> str:
    r"""Without blanks around it, in one Unicode form.

    Examples
    --------
    >>> clean("\u00a0Mora ")
    'Mora'
    """
    return unicodedata.normalize("NFC", text).strip(_BLANKS)


def nearest(word: str, words: Iterable[str]) -> str:
    """Give the word most like `word`."""
    return max(words, key=lambda known: SequenceMatcher(None, word, known).ratio(), default="-")


def find_header(records: Sequence[Record], wanted: Collection[str]) -> int | None:
    """Index of the first of the top rows that holds every wanted name, else most of them.

    A header that lacks one is still the header: the fault is the name, not the row.
    """
    names = {clean(name) for name in wanted}
    held = [len(names & {clean(cell) for cell in record.cells}) for record in records[:_SEARCHED]]
    most = max(held, default=0)
    return held.index(most) if most and 2 * most >= len(names) else None


def table_of_records(
    records: Sequence[Record],
    *,
    file: str,
    wanted: Collection[str],
    header_row: int | None,
    reader: str,
    native: bool = False,
    delimiter: str = "",
) -> TextTable:
    """Make a table of a file's rows: find the header, drop blank rows, check the field counts.

    Raises
    ------
    InputError
        With a notice per duplicate name in the header and per row of the wrong length, or
        because there are no rows.
    """
    found = NoticeList()
    at = header_index(records, wanted, header_row, file)
    header = records[at]
    if header_row is None and any(clean(cell) for r in records[:at] for cell in r.cells):
        found.add("GA-T072", file=file, header=header.line)
    names = [clean(cell) for cell in header.cells]
    body = [record for record in records[at + 1 :] if any(clean(c) for c in record.cells)]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        found.add("GA-T027", file=file, row=header.line, value=name)
    for record in body:
        if len(record.cells) != len(names):
            found.add(
                "GA-T026", file=file, row=record.line, n=len(record.cells), expected=len(names)
            )
    if not body:
        found.add("GA-T028", file=file)
    InputError.refuse(found)
    cells = np.array([[clean(c) for c in record.cells] for record in body], dtype=object)
    named = [i for i, name in enumerate(names) if name]
    return TextTable(
        file=file,
        names=tuple(names[i] for i in named),
        cells=cells[:, named],
        lines=np.array([record.line for record in body], dtype=np.int64),
        reader=reader,
        native=native,
        delimiter=delimiter,
        notices=tuple(found),
    )


def header_index(
    records: Sequence[Record], wanted: Collection[str], header_row: int | None, file: str
) -> int:
    """Index of the header: as given, the row with every wanted name, else the first row.

    Raises
    ------
    InputError
        There is no such row, or the file is empty.
    """
    if header_row is not None:
        at = next((i for i, record in enumerate(records) if record.line == header_row), None)
        if at is None:
            raise InputError.of("GA-T029", file=file, value=header_row)
        return at
    if not any(clean(cell) for record in records for cell in record.cells):
        raise InputError.of("GA-T020", file=file)
    first = next(i for i, r in enumerate(records) if any(clean(cell) for cell in r.cells))
    at = find_header(records, wanted)
    return first if at is None else at
