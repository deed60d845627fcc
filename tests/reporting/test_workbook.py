"""tables.xlsx: text is text, numbers are numbers, every sheet is stamped."""

import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from geoaccess.reporting import write_tables
from geoaccess.reporting.sheets import sheets_of

TITLES = [
    "Läs mig",
    "Områden",
    "Enheter",
    "Delade kommuner",
    "Vårdenheter",
    "Regler",
    "Andelar",
    "Andelar per färdsätt",
    "Avstämning",
    "Källor",
    "Noteringar",
    "Kolumner",
]


@pytest.fixture
def path(published, tmp_path):
    write_tables(published, tmp_path / "tables.xlsx")
    return tmp_path / "tables.xlsx"


@pytest.fixture
def book(path):
    return openpyxl.load_workbook(path)


def column(sheet, label):
    heads = [cell.value for cell in sheet[2]]
    return [row[heads.index(label)].value for row in sheet.iter_rows(min_row=3)]


def parts(path):
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


def test_the_sheets_are_in_the_studys_language(book, in_english, tmp_path):
    write_tables(in_english, tmp_path / "english.xlsx")
    english = openpyxl.load_workbook(tmp_path / "english.xlsx")

    assert book.sheetnames == TITLES
    assert english.sheetnames[:3] == ["Read me", "Areas", "Units"]


def test_every_sheet_carries_the_stamps_on_its_first_line(book):
    for sheet in book:
        assert "Påhittade uppgifter." in sheet["A1"].value


def test_there_is_no_formula_and_no_live_link(path):
    for name, xml in parts(path).items():
        assert not re.search(r"<f[ >/]", xml), name
        assert "<hyperlink " not in xml, name


def test_hostile_names_are_text_cells(book, published):
    sheet = book["Områden"]

    assert column(sheet, "Område") == list(published.areas["name"])
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        assert row[heads.index("Område")].data_type == "s"


def test_counts_are_numbers_and_nothing_has_two_signs(book):
    sheet = book["Områden"]

    assert column(sheet, "Invånare") == [1234, 101, "–", 103, 104]
    assert column(sheet, "65 år eller äldre")[2] == ".."
    assert column(sheet, "80 år eller äldre")[2] == 0


def test_a_cell_with_nothing_to_say_is_empty_and_a_missing_number_is_dots(published, tmp_path):
    areas = published.areas.assign(priority=[7.4, *[float("nan")] * 4])
    missing = areas["flag"].eq("flagged") & areas["priority"].isna()
    notices = published.notices.assign(row=None)
    verdicts = published.verdicts.assign(limit_at_risk=float("nan"))
    write_tables(
        replace(published, areas=areas, notices=notices, verdicts=verdicts), tmp_path / "t.xlsx"
    )
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    wanted = [".." if gone else None for gone in missing]
    assert column(book["Områden"], "Prioritet") == [7.4, *wanted[1:]]
    assert column(book["Noteringar"], "Rad") == [None]
    assert set(column(book["Regler"], "Gräns: i riskzonen")) == {None}
    assert column(book["Regler"], "Värde")[3] == ".."
    listed = column(book["Vårdenheter"], "Specialister (heltider)")
    assert listed[1] == ".."
    assert listed[3] is None


def test_classes_of_time_are_named_and_the_one_without_a_time_too(book):
    sheet = book["Andelar"]

    named = column(sheet, "Restidsklass")[:5]
    assert named == ["0–5 min", "5–10 min", "10–30 min", "över 30 min", "ingen restid"]
    assert column(sheet, "Längre än (min)")[3:5] == [30, None]
    assert column(sheet, "Högst (min)")[3:5] == [None, None]


def test_no_cell_holds_a_code_word_of_ours(book):
    assert column(book["Avstämning"], "Vad som summeras") == ["Invånare"]
    status = column(book["Områden"], "Restid, status")
    assert status == ["restid finns"] * 4 + ["ingen väg hittades"]
    assert column(book["Områden"], "Restid, median (min)")[4] == "ingen väg hittades"


def test_the_first_sheet_says_how_far_numbers_are_protected(book):
    said = {row[0].value: row[1].value for row in book["Läs mig"].iter_rows(min_row=4)}
    text = " ".join(str(row[1].value) for row in book["Läs mig"].iter_rows(min_row=4))

    assert "Antal under 5 från skyddade uppgifter visas inte." in text
    assert "Fler tal är dolda för att inget litet tal ska gå att räkna ut" in text
    assert "inte heller det som skulle röja" not in text
    assert said["tom cell"].startswith("inget att ange")


def test_a_suppressed_number_is_in_no_part_of_the_file(path):
    assert not any("7654321" in xml for xml in parts(path).values())


def test_no_cell_holds_nan_or_infinity(published, tmp_path):
    areas = published.areas.assign(spar=float("inf"), need_index=float("nan"))
    write_tables(replace(published, areas=areas), tmp_path / "t.xlsx")

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert set(column(book["Områden"], "Relativ tillgång (SPAR)")) == {".."}
    for xml in parts(tmp_path / "t.xlsx").values():
        assert not re.search(r"<v>(nan|inf|-inf|#NUM!|#DIV/0!)</v>", xml, re.IGNORECASE)


def test_code_words_are_in_plain_language(book):
    assert column(book["Områden"], "Flagga")[:2] == ["flaggat", "inte flaggat"]
    assert column(book["Andelar per färdsätt"], "Färdsätt")[0] == "bil"
    assert column(book["Regler"], "Utfall")[0] == "uppfylls inte"
    assert column(book["Källor"], "Hämtad")[0] == "2 januari 2026"


def test_the_other_language_is_left_out(book):
    heads = [cell.value for cell in book["Områden"][2]]

    assert "Skäl (svenska)" in heads
    assert "Skäl (engelska)" not in heads


def test_sheets_can_be_filtered_scrolled_and_printed(book):
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$2:$2"


def test_the_dictionary_covers_every_column_of_every_sheet(book):
    described = {(row[0].value, row[1].value) for row in book["Kolumner"].iter_rows(min_row=3)}

    for sheet in book.worksheets[1:-1]:
        for cell in sheet[2]:
            assert (sheet.title, cell.value) in described


def test_every_published_row_is_in_the_workbook(book, published):
    for sheet, title in zip(sheets_of(published), TITLES[1:], strict=False):
        assert book[title].max_row - 2 == len(getattr(published, sheet.table))


def test_the_same_numbers_give_the_same_bytes(published, path, tmp_path):
    write_tables(published, tmp_path / "again.xlsx")

    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_empty_tables_give_sheets_with_heads_only(published, tmp_path):
    empty = replace(published, areas=published.areas.iloc[:0], notices=published.notices.iloc[:0])
    write_tables(empty, tmp_path / "t.xlsx")

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book["Områden"].max_row == 2
    assert book["Noteringar"]["A2"].value == "Kod"


def test_a_region_without_cut_kommuner_has_no_sheet_of_them(published, tmp_path):
    write_tables(replace(published, wholes=published.wholes.iloc[:0]), tmp_path / "t.xlsx")

    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert "Delade kommuner" not in book.sheetnames
    assert "Enheter" in book.sheetnames
