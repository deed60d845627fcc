"""kontroll.xlsx: the findings, the files, and every row of every table with what is said of it.

Cells are text as the file has them: nothing is a formula or a link, whatever it begins with.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import xlsxwriter

from geoaccess.messages import translator
from geoaccess.reporting.columns import BALANCE_COLUMNS
from geoaccess.reporting.rows import number, plain, records
from geoaccess.reporting.spreadsheet import TEXT_STAYS_TEXT, Looks, set_up_print, write_text
from geoaccess.reporting.words import Words
from geoaccess.validation.findings import severities
from geoaccess.validation.rows import marked_rows
from geoaccess.validation.words import SEVERITIES, STATES, stamps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pandas as pd
    from xlsxwriter.worksheet import (
        Worksheet,
    )

    from geoaccess.validation.findings import Check, CheckedInput

__all__ = ["sheet_name", "write_check_workbook"]

_MOST_ROWS = 100_000
_HEAD_ROW = 1
_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffd]+")
_ROW_HEADS_WIDTHS = (7, 10, 16, 60)
_COLUMN_WIDTH = 18


def sheet_name(path: str, taken: set[str]) -> str:
    """Name of a table's sheet: the file's, less what a sheet may not be called; added to `taken`.

    Examples
    --------
    >>> taken = {"filer"}
    >>> sheet_name("data/a[1]:b*c.csv", taken), sheet_name("Filer", taken)
    ('a 1 b c.csv', 'Filer (2)')
    """
    bare = _FORBIDDEN.sub(" ", plain(path).rpartition("/")[2]).strip(" '")
    bare = "".join(c for c in bare if c.isprintable()) or "tabell"
    name, n = bare[:_LONGEST_NAME].rstrip(" '"), 1
    while name.casefold() in taken or name.casefold() == "history":
        n += 1
        end = f" ({n})"
        name = bare[: _LONGEST_NAME - len(end)].rstrip(" '") + end
    taken.add(name.casefold())
    return name


def write_check_workbook(check: Check, path: Path) -> None:
    """Write the workbook in the study's language."""
    words = Words(translator(check.study.study.language))
    t, identity = words.t, check.study.study
    # Rows go straight to a file beside: a table may have a hundred thousand.
    options = {**TEXT_STAYS_TEXT, "constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties(
            {
                "title": f"{t('Check of the input files')}: {plain(identity.name)}",
                "comments": " ".join(stamps(check, t)),
                "created": dt.datetime.combine(identity.date, dt.time()),
            }
        )
        sheets = _Sheets(book, check, words)
        sheets.findings()
        sheets.files()
        if check.balance is not None:
            sheets.balance(check.balance)
        for one in check.inputs:
            if one.text is not None:
                sheets.rows(one)


class _Sheets:
    """The workbook's sheets, each with the same top: what it is, then headings that stay."""

    def __init__(self, book: xlsxwriter.Workbook, check: Check, words: Words) -> None:
        self._book = book
        self._check = check
        self._words = words
        self._looks = Looks(book)
        self._taken: set[str] = set()

    def findings(self) -> None:
        """Every finding, errors first."""
        t = self._words.t
        heads = [t("Code"), t("Severity"), t("File"), t("Row"), t("Column"), t("Cell")]
        heads += [t("Finding"), t("What to do")]
        order = list(SEVERITIES)
        found = sorted(self._check.notices, key=lambda n: order.index(n.severity))
        page = self._sheet(t("Findings"), heads, (9, 12, 28, 8, 22, 24, 70, 60), len(found))
        for place, n in enumerate(found[:_MOST_ROWS], start=_HEAD_ROW + 1):
            line = (n.code, t(SEVERITIES[n.severity]), n.file, n.row, n.column, n.value)
            self._write(page, place, (*line, n.text(t.lang), n.cure(t.lang)))

    def files(self) -> None:
        """Every input: what it is, how it was read and how it stands."""
        t, words = self._words.t, self._words
        heads = [t("File"), t("Used as"), t("State"), t("Errors"), t("Warnings"), t("Notes")]
        heads += [t("Rows"), t("Read as"), t("How the file was read"), t("Size (bytes)")]
        heads += [t("Publisher"), t("Licence"), t("Data date"), t("Retrieved"), t("Sensitivity")]
        heads += [t("Checksum (SHA-256)")]
        widths = (28, 24, 12, 8, 10, 12, 9, 20, 60, 12, 30, 16, 20, 16, 14, 68)
        page = self._sheet(t("Files"), heads, widths, len(self._check.inputs))
        for place, one in enumerate(self._check.inputs, start=_HEAD_ROW + 1):
            held, counts = one.provenance, severities(one.notices)
            line = (held.path, words.role(held.role), t(STATES[one.state]), *counts.values())
            read = " ".join(dict.fromkeys(n.text(t.lang) for n in one.assumptions))
            day = t.date(held.retrieved) if held.retrieved else ""
            said = (held.source, held.licence, held.vintage, day, words.code(held.sensitivity))
            line = (*line, one.rows, held.reader, read, held.size, *said, held.sha256)
            self._write(page, place, line)

    def balance(self, balance: pd.DataFrame) -> None:
        """Totals of people that must agree."""
        words = self._words
        heads = [words.label(column) for column in BALANCE_COLUMNS]
        page = self._sheet(words.t("Balance"), heads, (24,) * len(heads), len(balance))
        for place, row in enumerate(records(balance), start=_HEAD_ROW + 1):
            figures = (number(row, column.name) for column in BALANCE_COLUMNS[1:])
            self._write(page, place, (words.word(row, BALANCE_COLUMNS[0]), *figures))

    def rows(self, one: CheckedInput) -> None:
        """Every row of a table, those to mend first."""
        assert one.text is not None
        t, names = self._words.t, one.text.names
        heads = [t("Row"), t("State"), t("Codes"), t("Finding"), *names]
        widths = (*_ROW_HEADS_WIDTHS, *(_COLUMN_WIDTH for _ in names))
        page = self._sheet(one.provenance.path, heads, widths, len(one.text.lines))
        for place, row in enumerate(marked_rows(one), start=_HEAD_ROW + 1):
            if place > _MOST_ROWS + _HEAD_ROW:
                break
            good = row.severity == "info"
            state = STATES["good"] if good else SEVERITIES[row.severity]
            self._write(page, place, (row.line, t(state), row.codes, row.said(t.lang), *row.cells))

    def _sheet(
        self, title: str, heads: Sequence[str], widths: Iterable[float], rows: int
    ) -> Worksheet:
        t = self._words.t
        page = self._book.add_worksheet(sheet_name(title, self._taken))
        said = list(stamps(self._check, t))
        if rows > _MOST_ROWS:
            left = t.number(rows - _MOST_ROWS)
            said.insert(0, t("Rows left out, for want of room: {n}.", n=left))
        write_text(page, 0, 0, " ".join(said), self._looks.stamp)
        for place, head in enumerate(heads):
            write_text(page, _HEAD_ROW, place, plain(head), self._looks.head)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        page.freeze_panes(_HEAD_ROW + 1, 1)
        set_up_print(page)
        page.repeat_rows(_HEAD_ROW)
        last = _HEAD_ROW + max(min(rows, _MOST_ROWS), 1)
        page.autofilter(_HEAD_ROW, 0, last, max(len(heads) - 1, 0))
        return page

    def _write(self, page: Worksheet, place: int, line: Iterable[object]) -> None:
        for column, value in enumerate(line):
            if isinstance(value, int | float):
                page.write_number(place, column, value)
            elif value is not None:
                write_text(page, place, column, plain(str(value)), self._looks.text)
