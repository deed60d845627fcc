"""A key is written in one way; what differs only in writing is told, or put right if it is sure."""

import io
import unicodedata
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.sources import read_regso_key, read_sites, read_statistics
from geoaccess.sources.keys import folded

SITES = 'constants = { care_type = "vardcentral" }\n'
HEAD = "site_id;name;east;north\n"


def sites(make_study, first, second):
    rows = f"{first};A;600000;6700000\n{second};B;600500;6700000\n"
    return read_sites(make_study({"sites.csv": HEAD + rows}, sites=SITES))


@pytest.mark.parametrize(
    "other",
    ["se2321-a1", "SE 2321-A1", "SE2321-A\u00a01", "ＳＥ2321-A1", "SE2321-a1"],  # noqa: RUF001 -- wide letters, planted
)
def test_a_site_written_in_two_ways_is_refused_with_both(make_study, refused, other):
    (notice,) = refused(sites, make_study, "SE2321-A1", other)

    assert (notice.code, notice.row, notice.column) == ("GA-T100", 3, "site_id")
    assert notice.places["other"] == "SE2321-A1"


def test_a_site_written_in_two_ways_in_two_lists_is_refused(make_study, refused):
    more = '[[inputs.sites]]\npath = "b.csv"\nsource = "s"\nlicence = "l"\n' + SITES
    lists = {
        "sites.csv": HEAD + "SE1;A;600000;6700000\n",
        "b.csv": HEAD + "se1;A;600000;6700000\n",
    }

    (notice,) = refused(read_sites, make_study(lists, sites=SITES, more=more))

    assert (notice.code, notice.file, notice.value) == ("GA-T057", "b.csv", "se1")


def test_an_area_written_in_two_ways_is_refused(make_study, refused):
    study = make_study({"people.csv": "area_id,people\n0180C1010,1\n0180 c1010,2\n"})

    found = refused(read_statistics, study, study.inputs.statistics[0])

    assert [(n.code, n.row) for n in found] == [("GA-T100", 3)]


def test_codes_in_small_letters_become_the_boundaries_codes_and_it_is_told(make_study):
    study = make_study({"people.csv": "area_id,people\n0180c1010,1\n114c1010,2\n0180c9999,3\n"})

    read = read_statistics(study, study.inputs.statistics[0], expected={"0180C1010", "0114C1010"})

    assert read.frame["area_id"].tolist() == ["0180C1010", "0114C1010", "0180c9999"]
    assert [(n.code, n.places["n"]) for n in read.notices] == [("GA-T101", 2), ("GA-T075", 1)]


@given(st.text())
def test_folding_ignores_blanks_around_and_unicode_form(text):
    assert folded(f" {unicodedata.normalize('NFD', text)} ") == folded(text)


KEY = """
[inputs.regso_key]
path = "k.csv"
source = "SCB"
licence = "CC0"
columns = { area_id = "DeSO", regso_id = "RegSO", regso_name = "Namn" }
"""


def test_the_key_file_gives_the_regso_of_each_area(make_study):
    text = "\ufeffDeSO,RegSO,Namn\n0180c1010_DeSO2025,0180R001_RegSO2025,Kista\n"

    read = read_regso_key(make_study({"k.csv": text}, more=KEY), expected={"0180C1010"})

    assert read.frame.iloc[0].tolist() == ["0180C1010", "0180R001", "Kista"]
    assert [n.code for n in read.notices] == ["GA-T079", "GA-T079", "GA-T101"]
    assert read_regso_key(make_study()) is None


def test_an_area_that_stands_twice_in_the_key_file_is_refused(make_study, refused):
    text = "DeSO,RegSO,Namn\n0180C1010,0180R001,A\n0180C1010,0180R002,B\n"

    found = refused(read_regso_key, make_study({"k.csv": text}, more=KEY))

    assert [(n.code, n.row) for n in found] == [("GA-T004", 3)]


def workbook(sheets, hidden=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


ROWS = [["site_id", "name", "east", "north"], ["1", "A", 600123, 6700456]]
OLD = [ROWS[0], ["2", "B", 600123, 6700456]]


def excel(make_study, content, settings=SITES):
    study = make_study({"list.xlsx": content}, sites=settings, sites_file="list.xlsx")
    return read_sites(study)[0]


def test_a_hidden_sheet_is_read_only_when_it_is_named(make_study):
    content = workbook({"Lista": ROWS, "Gammal": OLD}, hidden=["Gammal"])

    read = excel(make_study, content)

    assert read.frame["site_id"].tolist() == ["1"]
    assert [(n.code, n.places["found"]) for n in read.notices] == [("GA-T092", "Gammal")]
    named = excel(make_study, content, SITES + 'layer = "Gammal"')
    assert named.frame["site_id"].tolist() == ["2"]


def test_a_hidden_sheet_is_not_taken_for_the_one_that_holds_the_columns(make_study, refused):
    content = workbook({"Om": [["text"], ["mer"]], "Lista": ROWS}, hidden=["Lista"])

    found = refused(excel, make_study, content, SITES + 'columns = { name = "name" }')

    assert "GA-T005" in [n.code for n in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused(make_study, refused, encoding):
    declared = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode(encoding)
    out = io.BytesIO(workbook({"Lista": ROWS}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/more.xml", declared)

    (notice,) = refused(excel, make_study, out.getvalue())

    assert (notice.code, notice.value) == ("GA-T099", "xl/more.xml")
