"""Notices about tables read as text."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_CORRECT = N_("Correct the value in the file.")
_SAVE_AGAIN = N_("Fetch or save the file again.")
_NOTHING = N_("Nothing needs doing if that is right.")


def _error(code: str, text: str, cure: str = _CORRECT) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


KINDS: tuple[NoticeKind, ...] = (
    # The table's own check.
    _error(
        "GA-T001",
        N_("The table {table} needs this column. The file gives: {found}."),
        N_("Add the column, or map the file's name for it under columns in study.toml."),
    ),
    _error(
        "GA-T002",
        N_("The cell is empty, and every row needs a value here."),
        N_("Fill the cell, or take the row out."),
    ),
    _error("GA-T003", N_("{value} is not allowed; allowed: {allowed}.")),
    _error(
        "GA-T004",
        N_("{value} stands in more than one row, first in row {other}, and it must be unique."),
        N_("Keep one row for it."),
    ),
    _error(
        "GA-T005",
        N_("The file has no column {value}. Its columns: {found}."),
        N_("The nearest one is {nearest}: correct the name in study.toml."),
    ),
    # Cells.
    _error(
        "GA-T010",
        N_("{value} is not a number."),
        N_(
            "Write a number there, leave the cell empty if it is not known, or name the word under"
            " missing in study.toml."
        ),
    ),
    _error("GA-T011", N_("{value} is not a whole number.")),
    _error(
        "GA-T012",
        N_("{value} may be a thousand or a fraction: it can be read in two ways."),
        N_('Say which with decimal = "," or decimal = "." for this input in study.toml.'),
    ),
    _error(
        "GA-T013",
        N_("Both decimal comma ({value}) and decimal point ({other}) stand in this column."),
        N_('Say which with decimal = "," or decimal = "." for this input in study.toml.'),
    ),
    _error(
        "GA-T014", N_("{value} is not a date."), N_("Write year-month-day, such as 2026-10-01.")
    ),
    _error(
        "GA-T015",
        N_("{value} is not yes or no."),
        N_("Write ja or nej, yes or no, true or false, 1 or 0, or x and blank."),
    ),
    _error(
        "GA-T016",
        N_("Cell {cell} holds the error {value} of the spreadsheet."),
        N_("Mend the formula, or empty the cell, and save the file again."),
    ),
    _error(
        "GA-T017",
        N_("Cell {cell} holds a formula that was never calculated."),
        N_("Open the file in the spreadsheet program and save it again."),
    ),
    _error(
        "GA-T018",
        N_("{value} looks like a personal identity number."),
        N_("Take the column out: geoaccess needs counts, never persons."),
    ),
    _error(
        "GA-T410",
        N_("The column holds personal identity numbers, so the file is not read."),
        N_("Take the column out: geoaccess needs counts. Count a register with geoaccess listed."),
    ),
    _error(
        "GA-T019",
        N_("{value} is degrees, minutes and seconds; decimal degrees are needed."),
        N_("Write it as a decimal number: degrees + minutes / 60 + seconds / 3600."),
    ),
    # The file as a whole.
    _error("GA-T020", N_("The file is empty."), _SAVE_AGAIN),
    _error("GA-T021", N_("The file is not text: it holds binary data."), _SAVE_AGAIN),
    _error(
        "GA-T022",
        N_("The file is a web page, perhaps a login page, not a table."),
        N_("Open the address in a browser, log in, and save the data file itself."),
    ),
    _error(
        "GA-T023",
        N_("The file is not text in {encoding}."),
        N_("Save it as UTF-8, or give its encoding in study.toml."),
    ),
    _error(
        "GA-T024",
        N_("The header does not tell what separates the columns: {found}."),
        N_("Give delimiter for this input in study.toml."),
    ),
    _error(
        "GA-T025",
        N_("A quotation mark is opened and not closed, or stands inside a value."),
        N_("Mend the quotation marks of that row."),
    ),
    _error(
        "GA-T026",
        N_("Fields in the row: {n}; in the header: {expected}."),
        N_(
            "A delimiter is missing or too many: put quotation marks around values that hold one."
            " Take notes below the table out."
        ),
    ),
    _error(
        "GA-T027",
        N_("The column {value} stands more than once in the header."),
        N_("Give each column a name of its own."),
    ),
    _error("GA-T028", N_("The file has a header and no rows."), _SAVE_AGAIN),
    _error(
        "GA-T029",
        N_("The file has no row {value} to take the header from."),
        N_("Correct header_row in study.toml."),
    ),
    _error(
        "GA-T030",
        N_("The file is {found}, which geoaccess does not read here."),
        N_("Give CSV, XLSX, GeoJSON, GeoPackage or Parquet."),
    ),
    _error(
        "GA-T031",
        N_("The file has several sheets or layers, and it is not clear which: {found}."),
        N_("Give layer for this input in study.toml."),
    ),
    _error(
        "GA-T032",
        N_("The file has no sheet or layer {value}. It has: {found}."),
        N_("Correct layer in study.toml; the nearest one is {nearest}."),
    ),
    _error(
        "GA-T033",
        N_("The workbook is protected with a password, or is in the old .xls format."),
        N_("Save it as an .xlsx workbook without a password."),
    ),
    _error(
        "GA-T034",
        N_("The archive is not safe to open: {reason}."),
        N_("Save the file again in the program it comes from."),
    ),
    _error("GA-T035", N_("The file is damaged and can't be read."), _SAVE_AGAIN),
    _error(
        "GA-T036",
        N_("The file is not there."),
        N_("Correct the path, or give the folder of the data with --data."),
    ),
    # Statistics.
    _error(
        "GA-T050",
        N_("The codes say {value}, and the study says the vintage {vintage}."),
        N_(
            "Use the table and the boundaries of the same vintage, or convert the table with a key"
            " file made from SCB's {key}."
        ),
    ),
    _error(
        "GA-T051",
        N_("{value} is not among the values of this column: {found}."),
        N_("The nearest one is {nearest}: correct the value in study.toml."),
    ),
    _error(
        "GA-T052",
        N_("The area {area} has more than one row for {value}."),
        N_("Keep one row, or pick one with where in study.toml."),
    ),
    _error(
        "GA-T053",
        N_("The area {area} has no row for {value}."),
        N_("Fetch the table again with every value for every area."),
    ),
    _error("GA-T054", N_("No row is left after where and exclude."), N_("Correct study.toml.")),
    _error(
        "GA-T055",
        N_("{value} is not a grid cell's lower-left corner of cells of {size} m."),
        N_("Correct the code, or cell_size in study.toml."),
    ),
    _error(
        "GA-T056",
        N_("The pair {value} stands in more than one row."),
        N_("Keep one row for each pair."),
    ),
    _error(
        "GA-T057",
        N_("The key {value} stands in more than one of the files ({other})."),
        N_("Keep it in one file."),
    ),
    # What was assumed, and read.
    NoticeKind(
        "GA-T070",
        "warning",
        N_("The file is not UTF-8; it was read as cp1252 (Windows)."),
        N_('Write encoding = "cp1252" for this input in study.toml if that is right.'),
        assumption=True,
    ),
    NoticeKind(
        "GA-T071",
        "info",
        N_("Read as {encoding}, columns separated by {delimiter}."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-T072", "info", N_("The header was found in row {header}."), _NOTHING, assumption=True
    ),
    NoticeKind(
        "GA-T073",
        "info",
        N_("The sheet {value} was read; it has the columns."),
        _NOTHING,
        assumption=True,
    ),
    NoticeKind(
        "GA-T074",
        "warning",
        N_("Cells withheld or missing ({markers}): {n}. They count as not known, never as zero."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-T075",
        "warning",
        N_("Codes that had lost their leading zero and got it back: {n}, such as {value}."),
        N_("Keep the column as text in the spreadsheet."),
        assumption=True,
    ),
    NoticeKind(
        "GA-T076",
        "warning",
        N_("Codes that look as if they lost a leading zero: {n}, such as {value}."),
        N_("Keep the column as text in the spreadsheet."),
    ),
    NoticeKind(
        "GA-T077", "info", N_("Rows left out, with {value}: {n} ({reason})."), "", assumption=True
    ),
    NoticeKind(
        "GA-T078",
        "warning",
        N_("No row has any of the values {value} that were to be left out ({reason})."),
        N_("Check exclude in study.toml against the file."),
    ),
    NoticeKind("GA-T079", "info", N_("The codes are of the vintage {value}."), "", assumption=True),
    NoticeKind(
        "GA-T080",
        "info",
        N_("Sites left out, closed on the study's date: {n} ({names})."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-T081",
        "info",
        N_("Sites left out, not open yet on the study's date: {n} ({names})."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-T082",
        "info",
        N_("Dates given as the spreadsheet's day numbers: {n}."),
        "",
        assumption=True,
    ),
    NoticeKind(
        "GA-T083",
        "warning",
        N_("The file does not end with a line end: its last row may have been cut off."),
        N_("Compare the last row with the source, and save the file again."),
    ),
    # What can hardly be right.
    NoticeKind(
        "GA-T120",
        "warning",
        N_("{name} has no physicians: the site adds no supply, but counts as a place to go to."),
        N_("Write the staff, leave the cells empty if it is not known, or take the row out."),
    ),
    _error(
        "GA-T121",
        N_("The last day {value} comes before the first day {first}."),
        N_("Correct the dates."),
    ),
    _error("GA-T122", N_("{value} is no date a site can have."), N_("Correct the date.")),
    _error(
        "GA-T123",
        N_("No site of the list is in service on the study's date {value}."),
        N_("Check the dates in the list, and study.date."),
    ),
    NoticeKind(
        "GA-T124",
        "warning",
        N_("The letters of {value} were garbled: the file was saved or read in a wrong encoding."),
        N_("Save it anew as UTF-8 from the program it comes from, or correct encoding."),
    ),
    NoticeKind(
        "GA-T125",
        "warning",
        N_("All corners lie {step} m apart or more, and cell_size is {value}: likely {step} m."),
        N_("Correct cell_size in study.toml, or the cells stand in a corner of where people live."),
    ),
    NoticeKind(
        "GA-T126",
        "warning",
        N_("{value} is more than ten times the column's median, {median}."),
        N_("Check the value: a zero too many, or a lost decimal sign?"),
    ),
)
