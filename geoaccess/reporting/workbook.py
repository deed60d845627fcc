"""tables.xlsx: every published table as a sheet an analyst can filter, sort and print.

Text is written as text and numbers as numbers: a name that begins with ``=`` is never a formula.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import xlsxwriter

from geoaccess.messages import translator
from geoaccess.messages.suppression import ABOUT, ROUNDED, SUMS, rounding_said
from geoaccess.reporting.rows import number, state, text
from geoaccess.reporting.sheets import described, sheets_of
from geoaccess.reporting.spreadsheet import TEXT_STAYS_TEXT, Looks, set_up_print, write_text
from geoaccess.reporting.words import MISSING, SUPPRESSED, Words
from geoaccess.result.indicators import VERDICT_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.worksheet import (
        Worksheet,
    )

    from geoaccess.reporting.rows import Row
    from geoaccess.result.indicators import Indicator
    from geoaccess.result.published import Head, Published

__all__ = ["write_tables"]

_OWN = {
    **dict.fromkeys(("need_percentile", "need_percentile_low", "need_percentile_high"), "tenths"),
    "gp_gap": "tenths",
    "priority": "count",
}
_IN_ITS_UNIT = frozenset({*VERDICT_NUMBERS, "limit_met", "limit_at_risk"})
_OF_A_VERDICT = {
    "share": "share",
    "share_difference": "share",
    "share_of_class": "share",
    "share_of_supply": "share",
    "ratio": "ratio",
    "minutes": "minutes",
}
_WIDEST, _NARROWEST = 60, 9
_HEAD_ROW = 1
_LOOKED_AT = 200


def write_tables(published: Published, path: Path) -> None:
    """Write the published tables as one Excel workbook, the same bytes for the same numbers.

    Parameters
    ----------
    published
        What may leave the house; the sheets are in its language.
    path
        The file to write, ``tables.xlsx``.
    """
    head = published.head
    words = Words(translator(head.language))
    made = dt.datetime.combine(head.date, dt.time())
    with xlsxwriter.Workbook(str(path), {**TEXT_STAYS_TEXT, "in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"{head.name}, {head.region}",
                "comments": _stamp(published, words),
                "author": f"geoaccess {head.version}",
                "created": made,
            }
        )
        looks = Looks(book)
        _about(book.add_worksheet(words.t("Read me")), published, words, looks)
        for sheet in sheets_of(published):
            page = book.add_worksheet(words.t(sheet.title))
            columns = sheet.shown(published, head.language)
            _head(page, published, words, looks, [words.label(c) for c in columns])
            rows = sheet.rows(published, words)
            for place, row in enumerate(rows, start=_HEAD_ROW + 1):
                for column, indicator in enumerate(columns):
                    _cell(page, (place, column), row, indicator, words, looks)
            _widths(page, columns, rows, words)
            page.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(rows), 1), max(len(columns) - 1, 0))
        _dictionary(book.add_worksheet(words.t("Columns")), published, words, looks)


def _stamp(published: Published, words: Words) -> str:
    head = published.head
    said = [f"{head.name}, {words.t.date(head.date)}", *head.stamps[head.language]]
    return " · ".join(said)


def _head(
    page: Worksheet, published: Published, words: Words, looks: Looks, labels: Sequence[str]
) -> None:
    """Stamp on the first line, headings on the second, both in sight when scrolling."""
    write_text(page, 0, 0, _stamp(published, words), looks.stamp)
    for column, label in enumerate(labels):
        write_text(page, _HEAD_ROW, column, label, looks.head)
    page.freeze_panes(_HEAD_ROW + 1, 1)
    set_up_print(page)
    page.repeat_rows(_HEAD_ROW)


def _cell(
    page: Worksheet,
    at: tuple[int, int],
    row: Row,
    column: Indicator,
    words: Words,
    looks: Looks,
) -> None:
    if column.form in {"text", "status", "flag"}:
        write_text(page, *at, words.word(row, column), looks.text)
        return
    value = number(row, column.name)
    if value is None:
        write_text(page, *at, words.cell(row, column).text, looks.nothing)
        return
    looked = _OF_A_VERDICT.get(text(row, "unit")) if column.name in _IN_ITS_UNIT else None
    look = looked or _OWN.get(column.name, column.form)
    is_rounded = state(row, column.name) == "rounded"
    page.write_number(*at, value, (looks.rounded if is_rounded else looks.numbers)[look])


def _widths(
    page: Worksheet, columns: Sequence[Indicator], rows: Sequence[Row], words: Words
) -> None:
    for place, column in enumerate(columns):
        longest = max(
            (len(words.cell(row, column).text) for row in rows[:_LOOKED_AT]), default=_NARROWEST
        )
        heading = max(map(len, words.label(column).split()), default=0)
        page.set_column(place, place, min(max(longest, heading, _NARROWEST) + 2, _WIDEST))


def _about(page: Worksheet, published: Published, words: Words, looks: Looks) -> None:
    """First sheet: what the workbook is, how to read it, what must be known about it."""
    t, head = words.t, published.head
    write_text(page, 0, 0, _stamp(published, words), looks.stamp)
    write_text(page, 1, 0, f"{head.name}, {head.region}", looks.title)
    lines = [
        (t("Study date"), t.date(head.date)),
        *((t("Must be known"), stamp) for stamp in head.stamps[head.language]),
        (t("Need measure"), head.need_label[head.language]),
        (t("Rules"), head.rule_label[head.language]),
        (
            t("Verdicts"),
            t("Verdicts are geoaccess' working rules, not the region's adopted principles."),
        ),
        (SUPPRESSED, t("protected number")),
        *(((ABOUT.strip(), t(ROUNDED)),) if head.base is not None else ()),
        (MISSING, t("number is missing")),
        (t("empty cell"), t("nothing to say: such as the priority of an area that is not flagged")),
        ("0", t("zero is zero")),
        *((t("Small numbers"), said) for said in _protection(head, words)),
        (t("Small numbers"), t(SUMS)),
        (t("Version and run"), f"geoaccess {head.version}, {head.run_id}"),
        (t("Contact"), head.contact or t("not stated")),
        *((t("Sheet"), t(sheet.title)) for sheet in sheets_of(published)),
        (t("Sheet"), t("Columns")),
    ]
    for row, (name, said) in enumerate(lines, start=3):
        write_text(page, row, 0, name, looks.bold)
        write_text(page, row, 1, said, looks.wrap)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    set_up_print(page)


def _protection(head: Head, words: Words) -> tuple[str, ...]:
    """How counts that rest on confidential data are told."""
    if head.base is not None:
        return rounding_said(head.base, head.language)
    least = words.t.number(head.min_count)
    return (words.t("Counts below {n} from confidential data are not shown.", n=least),)


def _dictionary(page: Worksheet, published: Published, words: Words, looks: Looks) -> None:
    """Last sheet: what each column of each sheet means."""
    t = words.t
    labels = [t("Sheet"), t("Column"), t("Meaning"), t("Written as"), t("Name in the map files")]
    _head(page, published, words, looks, labels)
    lines = [
        (t(sheet.title), label, meaning, form, name)
        for sheet in sheets_of(published)
        for name, label, meaning, form in described(
            sheet.shown(published, published.head.language), words, twins=False
        )
    ]
    for row, line in enumerate(lines, start=_HEAD_ROW + 1):
        for column, said in enumerate(line):
            write_text(page, row, column, said, looks.wrap)
    for column, width in enumerate((22, 32, 70, 26, 24)):
        page.set_column(column, column, width)
    page.autofilter(_HEAD_ROW, 0, _HEAD_ROW + len(lines), len(labels) - 1)
