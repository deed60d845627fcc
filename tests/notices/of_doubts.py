"""GA-T: what can be read in two ways, or is seen otherwise than it is read."""

from __future__ import annotations

import io
import itertools
from functools import partial

import xlsxwriter
from of_times import table
from pairs import Pair
from small_files import A, B, read, workbook

LIST, FOLK, GRID, TIMES = "sites.csv", "people.csv", "grid.csv", "times.csv"
people, sites, grid = (partial(read, file) for file in (FOLK, LIST, GRID))
HEAD = ["site_id", "name", "east", "north"]


def drawn(change=lambda _: None):
    """A fixture: a sheet of two sites, drawn upon."""

    def reading(folder):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet("Lista")
            rows = ([1, "Norra", 600123, 6700456], [2, "Södra", 600123, 6690456])
            for i, row in enumerate((HEAD, *rows)):
                sheet.write_row(i, 0, row)
            change(sheet)
        return sites(out.getvalue())(folder)

    return reading


def site(site_id):
    return sites(workbook({"Lista": [HEAD, [site_id, "Norra", 600123, 6700456]]}))


def listed(**columns):
    values = {"site_id": "1", "name": "Norra", "east": "600123", "north": "6700456"} | columns
    return sites(";".join(values) + "\n" + ";".join(values.values()) + "\n")


def cell(cell_id):
    return grid(f"cell_id;people\n{cell_id};1\n", "cell_size = 250")


def codes(code):
    return people(f"area_id,people\n{code},1\n")


def income(*values):
    rows = "".join(f"0180C10{i + 1}0;{value}\n" for i, value in enumerate(values))
    return people(f"area_id;income\n{rows}", 'columns.income = "income"')


def added(value):
    """A fixture: men and women and one column more, added up."""
    rows = "".join(f"0180C10{i + 1}0,{100 + 9 * i},{200 + 7 * i},{value(i)}\n" for i in range(6))
    settings = 'columns.people = "män + kvinnor + fler"'
    return people(f"area_id,män,kvinnor,fler\n{rows}", settings)


def long(values, heading="n", settings=""):
    """A fixture: a long table whose values are added up to people."""
    rows = "".join(f"{area},{age},9\n" for area in (A, B) for age in ("0-64", "65-", "totalt"))
    said = f'pivot = "Alder"\nvalue_column = "{heading}"\nvalues.people = {values}\n{settings}'
    return people(f"area_id,Alder,{heading}\n{rows}", said)


def of_year(year):
    return long('["totalt"]', f"Antal {year}", 'vintage = "2025-12-31"')


def longest(minutes):
    """A fixture: a hundred times, of which this is the longest."""
    pairs = itertools.product("abcdefghij", "qrstuvwxyz")
    rows = ((a, b, minutes * (i + 1) / 100) for i, (a, b) in enumerate(pairs))
    return table(*rows, origins="abcdefghij", sites="qrstuvwxyz")


TOTAL, OTHERS = (lambda i: 300 + 16 * i), (lambda i: 50 + 3 * i)

PAIRS = [
    Pair(
        "GA-T140",
        drawn(lambda sheet: sheet.set_row(2, None, None, {"hidden": True})),
        drawn(),
        LIST,
        3,
    ),
    Pair(
        "GA-T141",
        drawn(lambda sheet: sheet.merge_range("B2:B3", "Norra")),
        drawn(lambda sheet: sheet.merge_range("F2:F3", "Norra")),
        LIST,
        2,
    ),
    Pair("GA-T142", listed(name="#SAKNAS!"), listed(name="Saknas!"), LIST, 2, "name", "#SAKNAS!"),
    Pair(
        "GA-T143",
        site(1_234_567_890_123_456_000),
        site("1234567890123456000"),
        LIST,
        2,
        "site_id",
        "1234567890123456000",
    ),
    Pair("GA-T144", cell("6,00000E+12"), cell("6000006700000"), GRID, 2, "cell_id", "6,00000E+12"),
    Pair(
        "GA-T145",
        cell("6000006700000.0"),
        cell("6000006700000"),
        GRID,
        column="cell_id",
        value="6000006700000.0",
    ),
    Pair("GA-T146", codes("0180"), codes(A), FOLK, column="area_id", value="0180"),
    Pair(
        "GA-T147",
        income("300.107", "301.114"),
        income("300.107", "301.5"),
        FOLK,
        column="income",
        value="300.107",
    ),
    Pair("GA-T148", added(TOTAL), added(OTHERS), FOLK, column="people", value="fler"),
    Pair(
        "GA-T149",
        people(f"area_id,män\n{A},1\n", 'columns.people = "män + män"'),
        people(f"area_id,män,kvinnor\n{A},1,1\n", 'columns.people = "män + kvinnor"'),
        FOLK,
        column="people",
        value="män",
    ),
    Pair("GA-T150", of_year(2019), of_year(2025), FOLK, column="Antal 2019", value="2019"),
    Pair(
        "GA-T151",
        listed(valid_to="9999-12-31"),
        listed(valid_to="2099-12-31"),
        LIST,
        column="valid_to",
        value="9999-12-31",
    ),
    Pair(
        "GA-T152",
        long('["65-", "totalt"]'),
        long('["0-64", "65-"]'),
        FOLK,
        column="people",
        value="totalt",
    ),
    Pair("GA-T153", longest(1.5), longest(90), TIMES, column="travel_time", value="1.5"),
]
