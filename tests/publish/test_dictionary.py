"""Every column of every table that a run publishes is described where its readers look for it."""

import csv

import openpyxl
import pandas as pd
import pyogrio

from geoaccess.messages import translator
from geoaccess.reporting.sheets import SHEETS, TABLES
from geoaccess.result.published import Published

_NO_TABLES = {"head", "background"}


def dictionary(out):
    with (out / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file, delimiter=";")
    return {(table, column): rest for table, column, *rest in rows}


def test_every_published_table_has_a_sheet_and_so_its_columns_described():
    assert set(TABLES) == set(Published.__dataclass_fields__) - _NO_TABLES


def test_every_column_of_the_map_files_is_in_the_dictionary_with_label_meaning_and_form(
    exempellan_run,
):
    described = dictionary(exempellan_run)
    package = exempellan_run / "result.gpkg"
    layers = [str(name) for name, _ in pyogrio.list_layers(package)]
    parquets = sorted(exempellan_run.glob("*.parquet"))

    assert {path.stem for path in parquets} == set(layers)
    assert {"measures", "equity", "clusters"} <= set(layers)
    held = {(n, c) for n in layers for c in pyogrio.read_info(package, layer=n)["fields"]}
    held |= {(p.stem, c) for p in parquets for c in pd.read_parquet(p).columns if c != "geometry"}
    assert held <= described.keys()
    for column in held:
        assert all(described[column]), column


def test_every_column_of_the_workbook_is_in_the_dictionary_by_its_heading(exempellan_run):
    described = dictionary(exempellan_run)
    labels = {}
    for (table, _), (label, *_) in described.items():
        labels.setdefault(table, set()).add(label)
    book = openpyxl.load_workbook(exempellan_run / "tables.xlsx")
    t = translator("sv")
    tables = {t(sheet.title): sheet.table for sheet in SHEETS}

    seen = set()
    for title in book.sheetnames:
        if title in tables:
            headings = {cell.value for cell in next(book[title].iter_rows(min_row=2, max_row=2))}
            assert headings <= labels[tables[title]], title
            seen.add(tables[title])
    assert {"measures", "equity", "closures", "takers", "clusters", "verdicts"} <= seen
