"""Closures in a unit's report and in the workbook."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from geoaccess.reporting.pages import write_reports
from geoaccess.reporting.workbook import write_tables
from geoaccess.result.closures import CLOSURE_COLUMNS, TAKER_COLUMNS

NAN = float("nan")


def frame(columns, rows):
    made = pd.DataFrame(rows, columns=[c.name for c in columns])
    for column in (c.name for c in columns if c.counts):
        made[f"{column}_status"] = made[column].isna().map({True: "suppressed", False: "ok"})
    return made


@pytest.fixture
def with_closures(published):
    """The first site that is a vårdcentral closes; of another nothing may be told."""
    kinds = published.sites["care_type"]
    ours, other = kinds.index[kinds == "vardcentral"][0], kinds.index[0]
    words = {"all": ("Alla invånare", "All people"), "need_5": ("Behovsfemtedel 5", "Fifth")}
    rows = [
        (ours, "<b>Ettan</b>", "all", *words["all"], 4321.0, 765.0, 0.0, 12.0, 3.25, 9.5, "ok"),
        (ours, "<b>Ettan</b>", "need_5", *words["need_5"], NAN, NAN, NAN, NAN, NAN, NAN, "ok"),
    ]
    takers = [(ours, "<b>Ettan</b>", other, "=HYPERLINK(1)", 4309.0, 1.1, 1.74)]
    return replace(
        published,
        closures=frame(CLOSURE_COLUMNS, rows),
        takers=frame(TAKER_COLUMNS, takers),
    ), str(published.sites.loc[ours, "unit_id"])


def test_the_units_report_tells_of_its_own_sites_and_who_takes_over(with_closures, tmp_path):
    published, unit = with_closures

    pages = {page.name: page.read_text("utf-8") for page in write_reports(published, tmp_path)}

    told = [name for name, html in pages.items() if "4\N{NO-BREAK SPACE}321" in html]
    assert told == [f"{unit}.html"]
    html = pages[told[0]]
    assert "Om en vårdcentral stänger" in html
    assert "<b>Ettan</b>" not in html
    for said in ("765", "3,2", "9,5", "4\N{NO-BREAK SPACE}309", "1,74", "valet är fritt"):
        assert said in html, said


def test_a_report_without_closures_says_why(published, tmp_path):
    pages = [page.read_text("utf-8") for page in write_reports(published, tmp_path)[1:]]

    assert all(
        "Vad en stängning skulle betyda går inte att säga" in html
        or "Det finns ingen vårdcentral" in html
        for html in pages
    )


def test_the_workbook_has_a_sheet_for_closures_and_one_for_takers(with_closures, tmp_path):
    published, _ = with_closures
    write_tables(published, tmp_path / "tables.xlsx")

    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")

    rows = list(book["Om en vårdcentral stänger"].iter_rows(min_row=2, values_only=True))
    heads = list(rows[0])
    assert rows[1][heads.index("Av dem, hamnar bortom tröskeln")] == 765
    assert rows[2][heads.index("Av dem, hamnar bortom tröskeln")] == "–"
    assert rows[2][heads.index("Grupp av invånare")] == "Behovsfemtedel 5"
    taken = list(book["Vilka tar över"].iter_rows(min_row=3, values_only=True))
    assert "=HYPERLINK(1)" in taken[0]
