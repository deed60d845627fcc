"""Cells of the report pages and the workbook's sheets, by subject and column."""

from __future__ import annotations

import html
import re

import openpyxl

from geoaccess.messages import translator
from geoaccess.result.area_columns import AREA_COLUMNS
from geoaccess.result.indicators import SITE_COLUMNS, UNIT_COLUMNS

TABLES = {"areas": AREA_COLUMNS, "units": UNIT_COLUMNS, "sites": SITE_COLUMNS}
SHEETS = {"Områden": "areas", "Enheter": "units", "Vårdenheter": "sites"}


def labels(table):
    """Which column stands under each heading, of those whose cells have a state."""
    t = translator("sv")
    return {t(column.label): column.name for column in TABLES[table] if column.counts}


def cells_of_pages(out, frames):
    """Table, id, column and text of every cell of the reports that a state is told of."""
    known = {
        table: {str(key): key for key in frame.index} | {row["name"]: key for key, row in rows}
        for table, frame in frames.items()
        for rows in [list(frame.iterrows())]
    }
    for path in sorted((out / "reports").glob("98*.html")):
        page = path.read_text("utf-8")
        for drawn in re.findall(r"(?s)<table.*?</table>", page):
            heads, *rows = [_texts(row) for row in re.findall(r"(?s)<tr>.*?</tr>", drawn)]
            for table in ("areas", "sites"):
                named = labels(table)
                for row in rows:
                    mine = next((known[table][c] for c in row[:2] if c in known[table]), None)
                    for head, text in zip(heads, row, strict=True) if mine else ():
                        if head in named:
                            yield table, mine, named[head], text
        for name, text in re.findall(r"(?s)<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page):
            if (said := html.unescape(name)) in labels("units") and len(_plain(text)) < 40:
                yield "units", path.stem, labels("units")[said], _plain(text)


def cells_of_sheets(out):
    """Table, id, column, value and number format of every cell that a state is told of."""
    book = openpyxl.load_workbook(out / "tables.xlsx")
    for title, table in SHEETS.items():
        _, heads, *rows = list(book[title].rows)
        for row in rows:
            for head, cell in zip(heads, row, strict=True):
                if head.value in labels(table):
                    column = labels(table)[head.value]
                    yield table, row[0].value, column, cell.value, cell.number_format


def _texts(row):
    return [_plain(cell) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]


def _plain(text):
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).strip()
