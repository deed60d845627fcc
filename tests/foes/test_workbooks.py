"""A workbook is read as its cells are, and told where the eye sees something else."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from geoaccess.sources import read_sites
from geoaccess.sources.sheet_parts import scan_sheet
from geoaccess.study.load import parse_study

SHEET = "xl/worksheets/sheet1.xml"


def workbook(world, change=lambda *_: None):
    book = openpyxl.Workbook()
    sheet = book.active
    rows = world.tables["sites"].rows
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([number(value) for value in row.values()])
    change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    world.raw["sites.csv"] = out.getvalue()


def number(text):
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text or None


def with_part(world, name, change):
    with zipfile.ZipFile(io.BytesIO(world.raw["sites.csv"])) as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    parts[name] = change(parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in parts.items():
            archive.writestr(member, content)
    world.raw["sites.csv"] = out.getvalue()


def sites(world, folder):
    (read,) = read_sites(parse_study(world.write(folder), base=folder))
    return read.frame


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c s=\' r="A1"\' r="XFD1048576"><v>1</v></c>',
        b'<c r="&#88;FD1048576"><v>1</v></c>',
    ],
)
def test_a_cell_at_the_end_of_the_sheet_is_refused_however_it_is_written(world, said, cell):
    workbook(world)
    row = b'<row r="1048576">' + cell + b"</row></sheetData>"

    with_part(world, SHEET, lambda xml: xml.replace(b"</sheetData>", row))

    assert said(world, "sites") == [("GA-T034", None, "")]


def test_a_sheet_that_the_workbook_names_in_another_way_is_scanned_too(world, said):
    workbook(world)
    far = b"<row><c r='XFD1048576'><v>1</v></c></row></sheetData>"

    with_part(world, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    with_part(world, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'"', b"'"))

    assert said(world, "sites") == [("GA-T034", None, "")]


def test_a_formula_that_failed_is_told_and_never_read_as_blank(world, said):
    def fail(_book, sheet):
        sheet["H3"] = "#N/A"

    workbook(world, fail)

    assert said(world, "sites") == [("GA-T016", 3, "")]


def test_an_error_in_a_column_that_nobody_reads_is_let_be(world, said):
    def fail(_book, sheet):
        sheet["L1"], sheet["L3"] = "anm", "#REF!"

    workbook(world, fail)

    assert said(world, "sites") == []


def test_a_formula_that_gives_an_empty_text_has_been_calculated(world, said):
    workbook(world)
    empty = b'<c r="F2" t="str"><f>IF(TRUE,"","")</f><v></v></c>'

    with_part(world, SHEET, lambda xml: re.sub(rb'<c r="F2"[^>]*><v>[^<]*</v></c>', empty, xml))

    assert said(world, "sites") == []


def test_merged_cells_and_hidden_rows_are_told(world, said):
    def draw(_book, sheet):
        sheet.merge_cells("F2:F4")
        sheet.row_dimensions[7].hidden = True
        sheet.row_dimensions[9].hidden = True

    workbook(world, draw)

    assert said(world, "sites") == [("GA-T141", 2, ""), ("GA-T140", 7, "")]


def test_a_merged_title_above_the_table_is_no_matter(world, said):
    def title(_book, sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "Vårdenheter"
        sheet.merge_cells("A1:J1")

    workbook(world, title)

    assert said(world, "sites") == []


def test_ids_longer_than_a_spreadsheet_keeps_are_told(world, said):
    def long(_book, sheet):
        for row in range(2, 11):
            sheet.cell(row, 1).value = 1_234_567_890_123_456_000 + 1000 * row

    workbook(world, long)

    assert said(world, "sites") == [("GA-T143", 2, "id")]


def test_plain_day_numbers_count_from_where_the_workbook_says(world, tmp_path):
    def days(book, sheet):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        for row in range(2, 11):
            sheet.cell(row, 9).value = 40602

    workbook(world, days)

    assert set(sites(world, tmp_path)["valid_from"].dt.date) == {dt.date(2015, 3, 1)}


def test_the_scan_counts_cells_that_have_no_address():
    sheet = scan_sheet(b'<w><row r="3"><c/><c/></row><row><c/></row></w>')

    assert (sheet.rows, sheet.columns) == (4, 2)


@pytest.mark.parametrize(
    ("members", "said_to_be"),
    [
        (["mimetype", "content.xml"], ".ods"),
        (["xl/workbook.bin"], ".xlsb"),
        (["word/document.xml"], ".docx"),
    ],
)
def test_a_file_of_another_program_is_called_by_its_name(world, tmp_path, members, said_to_be):
    from reading import told  # noqa: PLC0415 -- found through the conftest

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    world.raw["sites.csv"] = out.getvalue()

    (notice,) = told(world, "sites", tmp_path)

    assert notice.code == "GA-T132"
    assert said_to_be in notice.render("sv")
