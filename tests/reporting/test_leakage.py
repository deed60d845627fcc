"""Where a unit's people have their nearest vårdcentral, and the way to its GSA, in the report."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from geoaccess.reporting.pages import write_reports
from geoaccess.reporting.workbook import write_tables
from geoaccess.result.leakage import LEAKAGE_COLUMNS

NAN = float("nan")


@pytest.fixture
def leaking(published):
    one, two = published.units["unit_id"]
    names = published.units["name"]
    rows = [
        (one, names[one], "same_unit", one, names[one], 8123.0, 0.658, 0.7),
        (one, names[one], "other_unit", two, names[two], 4222.0, 0.342, 0.25),
        (one, names[one], "beyond_border", None, None, 0.0, 0.0, 0.05),
        (two, names[two], "not_known", None, None, NAN, NAN, NAN),
    ]
    frame = pd.DataFrame(rows, columns=[c.name for c in LEAKAGE_COLUMNS])
    for column in (c.name for c in LEAKAGE_COLUMNS if c.counts):
        frame[f"{column}_status"] = frame[column].isna().map({True: "suppressed", False: "ok"})
    return replace(published, leakage=frame)


@pytest.fixture
def pages(leaking, tmp_path):
    return {page.name: page.read_text("utf-8") for page in write_reports(leaking, tmp_path)}


def test_a_units_report_says_where_its_people_have_their_nearest(pages):
    page = pages["9900-alby.html"]

    assert "34,2\N{NO-BREAK SPACE}% i" in page
    assert "4\N{NO-BREAK SPACE}222" in page
    assert "Andel enligt en modell av valet" in page
    assert "ingen observation" in page
    assert "<script>alert" not in page


def test_what_is_held_back_is_no_number_and_no_sentence(pages):
    other = next(html for name, html in pages.items() if "etc" in name)

    assert "inte känt var" in other
    assert "någon annanstans:" not in other


def test_the_way_to_the_gsa_stands_beside_the_way_to_the_nearest(pages):
    page = pages["9900-alby.html"]

    assert "Vägen till den närmaste och till den samordnande vårdcentralen" in page
    other = next(html for name, html in pages.items() if "etc" in name)
    assert "Vägen till den samordnande vårdcentralen kan inte anges" in other


def test_the_workbook_has_the_matrix_as_a_sheet(leaking, tmp_path):
    write_tables(leaking, tmp_path / "tables.xlsx")

    rows = list(openpyxl.load_workbook(tmp_path / "tables.xlsx")["Närmast per enhet"].values)
    heads = list(rows[1])
    assert rows[2][heads.index("Var den närmaste vårdcentralen ligger")] == "i enheten"
    assert rows[3][heads.index("Invånare")] == 4222
    assert rows[5][heads.index("Invånare")] == "–"
