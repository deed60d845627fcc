"""Where a unit's people have their nearest vårdcentral, and the way to its GSA, in the report."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from geoaccess.reporting.pages import write_reports
from geoaccess.reporting.workbook import write_tables
from geoaccess.result.leakage import LEAKAGE_COLUMNS, LISTED_COLUMNS

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
    columns = [c for c in LEAKAGE_COLUMNS if not c.optional]
    frame = with_states(pd.DataFrame(rows, columns=[c.name for c in columns]), columns)
    return replace(published, leakage=frame)


def with_states(frame, columns, told_as="suppressed"):
    for column in (c.name for c in columns if c.counts):
        frame[f"{column}_status"] = frame[column].isna().map({True: told_as, False: "ok"})
    return frame


def with_listing(published, day="2026-09-30"):
    """The same with a listing of the first unit; of the second nothing is told but what lacks."""
    listed = {
        "listed": [7000.0, 2500.0, 400.0, NAN],
        "share_listed": [7000 / 9900, 2500 / 9900, 400 / 9900, NAN],
        "cells_withheld": [0.0, 3.0, 0.0, 2.0],
        "listed_coverage": [0.8, 0.8, 0.8, NAN],
        "listed_date": [day] * 4,
    }
    frame = with_states(published.leakage.assign(**listed), LISTED_COLUMNS, "missing")
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


def test_where_they_are_listed_stands_beside_with_its_day_and_what_is_lacking(leaking, tmp_path):
    written = write_reports(with_listing(leaking), tmp_path)
    pages = {path.name: path.read_text("utf-8") for path in written}
    page, other = (next(pages[name] for name in pages if part in name) for part in ("alby", "etc"))

    assert "2026) säger inget om" in other.replace("\N{NO-BREAK SPACE}", " ")
    assert "inte lämnar ut: 2;" in other
    assert "efter var deras närmaste ligger och efter var de är listade" in page
    assert "Andel av de listade" in page
    assert "30 september 2026" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "25,3\N{NO-BREAK SPACE}% i" in page
    assert "4,0\N{NO-BREAK SPACE}% utanför regionen" in page
    assert "80,0\N{NO-BREAK SPACE}% av invånarna i" in page
    assert "inte lämnar ut: 3;" in page
    assert "aldrig ett omdöme" in page


def test_a_listing_without_a_day_says_so(leaking, tmp_path):
    written = write_reports(with_listing(leaking, day=""), tmp_path)

    assert "dag inte angiven" in next(p for p in written if "alby" in p.name).read_text("utf-8")


def test_a_listing_is_told_where_nothing_is_of_the_nearest(leaking, tmp_path):
    silent = leaking.leakage.assign(people=NAN, share=NAN, share_model=NAN)
    told = with_states(silent, LEAKAGE_COLUMNS[5:7] + LEAKAGE_COLUMNS[-1:], "missing")
    written = write_reports(with_listing(replace(leaking, leakage=told)), tmp_path)
    page = next(p for p in written if "alby" in p.name).read_text("utf-8")

    assert "Enhetens listade, efter var de är listade" in page
    assert "2\N{NO-BREAK SPACE}500" in page
    assert "ingen observation" not in page


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
