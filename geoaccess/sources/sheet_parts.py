"""What a workbook's own XML says of a sheet that the reader of its cells does not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

__all__ = ["Merged", "Sheet", "column_number", "scan_sheet"]

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SHOWN = 20
_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Cells drawn as one: only the first holds the value, the others are empty."""

    address: str
    rows: range
    columns: range


@dataclass(slots=True)
class Sheet:
    """What a sheet's XML says; rows and columns are counted from one.

    Attributes
    ----------
    rows, columns
        The last ones that hold a cell.
    uncalculated
        Row and address of cells whose formula has no value.
    errors
        Row, column and text of cells that hold an error of the spreadsheet.
    hidden
        Rows that are hidden, by a filter or by hand.
    merged
        Cells drawn as one.
    """

    rows: int = 0
    columns: int = 0
    uncalculated: list[tuple[int, str]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def scan_sheet(xml: bytes) -> Sheet:
    """Go through a sheet's XML once.

    A real parser is used: a cell that a search for text overlooks, as with other quotation marks,
    would still be given its place by the reader, and all the memory up to it.

    Raises
    ------
    expat.ExpatError
        The XML is broken.
    """
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.Parse(xml, True)
    return scan.sheet


def column_number(letters: str) -> int:
    """Number of a column by its letters.

    Examples
    --------
    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Scan:
    """The parser's place in the sheet: which row and cell it is in."""

    def __init__(self) -> None:
        self.sheet = Sheet()
        self._row = self._column = 0
        self._address = ""
        self._kind = ""
        self._formula = self._value = self._in_value = False
        self._texts: list[str] = []

    def start(self, name: str, said: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(said)
        elif name == "row":
            self._row = _whole(said.get("r"), self._row + 1)
            self._column = 0
            if said.get("hidden", "").casefold() in _TRUE:
                self.sheet.hidden.append(self._row)
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._in_value = True
            # A formula may well give an empty text; then the value is there, and empty.
            self._value = self._value or self._kind == "str"
        elif name == "is":
            self._value = True
        elif name == "mergeCell":
            self._merge(said.get("ref", ""))

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self._in_value = False
        elif name == "c":
            if self._formula and not self._value and len(self.sheet.uncalculated) < _SHOWN:
                self.sheet.uncalculated.append((self._row, self._address))
            if self._kind == "e":
                self.sheet.errors.append((self._row, self._column, "".join(self._texts)))

    def text(self, text: str) -> None:
        if self._in_value:
            self._value = True
            if self._kind == "e":
                self._texts.append(text)

    def _start_cell(self, said: dict[str, str]) -> None:
        self._address = said.get("r", "")
        place = _ADDRESS.fullmatch(self._address)
        if place:
            self._column = column_number(place.group(1))
            self._row = int(place.group(2))
        else:
            self._column += 1
        self._kind = said.get("t", "")
        self._formula = self._value = False
        self._texts = []
        self.sheet.rows = max(self.sheet.rows, self._row)
        self.sheet.columns = max(self.sheet.columns, self._column)

    def _merge(self, address: str) -> None:
        ends = [_ADDRESS.fullmatch(end) for end in address.partition(":")[::2]]
        if ends[0] is None or ends[1] is None:
            return
        first, last = ends[0], ends[1]
        rows = range(int(first.group(2)), int(last.group(2)) + 1)
        columns = range(column_number(first.group(1)), column_number(last.group(1)) + 1)
        self.sheet.merged.append(Merged(address=address, rows=rows, columns=columns))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise
