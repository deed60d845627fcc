"""Notices about what can be read in two ways, or is seen otherwise than it is read."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_DECIMAL = N_('Say which with decimal = "," or decimal = "." for this input in study.toml.')
_AS_TEXT = N_("Keep the column as text in the spreadsheet, and fetch the codes again.")


def _error(code: str, text: str, cure: str) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


def _warning(code: str, text: str, cure: str, *, assumption: bool = False) -> NoticeKind:
    return NoticeKind(code, "warning", text, cure, assumption=assumption)


KINDS: tuple[NoticeKind, ...] = (
    # Sheets.
    _warning(
        "GA-T140",
        N_("Hidden rows, by a filter or by hand, that were read like the others: {n}."),
        N_("Delete the rows that are not to count, or leave them out with exclude in study.toml."),
        assumption=True,
    ),
    _warning(
        "GA-T141",
        N_("Merged cells: {n} ({cells}). Only the first cell has the value; the others are empty."),
        N_("Split them in the spreadsheet and write the value in every cell it is for."),
        assumption=True,
    ),
    _error(
        "GA-T142",
        N_("{value} is an error of a spreadsheet, saved as text."),
        N_("Mend the formula, or empty the cell, and save the file again."),
    ),
    _warning(
        "GA-T143",
        N_("Numbers longer than the fifteen digits a spreadsheet keeps: {n}, such as {value}."),
        _AS_TEXT,
    ),
    # Keys.
    _error(
        "GA-T144",
        N_("{value} is a code that a spreadsheet turned into a power of ten; its digits are lost."),
        _AS_TEXT,
    ),
    _warning(
        "GA-T145",
        N_("Codes that had been given a decimal, which was taken off: {n}, such as {value}."),
        N_("Write the codes as text in the program the file comes from."),
        assumption=True,
    ),
    _error(
        "GA-T146",
        N_("The codes are of {found}, such as {value}; the areas have others, such as {example}."),
        N_("Use a table by area; a table by RegSO needs level."),
    ),
    # Numbers.
    _warning(
        "GA-T147",
        N_("All numbers with a decimal can also be thousands: {n}, such as {value}."),
        _DECIMAL,
        assumption=True,
    ),
    _error(
        "GA-T148",
        N_("{value} is the sum of the others it is added to, in areas: {n} of {total}."),
        N_("Add either the parts or the total in study.toml, not both."),
    ),
    _error(
        "GA-T149",
        N_("{value} is added to itself."),
        N_("Name it once in study.toml."),
    ),
    _warning(
        "GA-T150",
        N_("The numbers are of {value}, and the study says the vintage {vintage}."),
        N_("Correct value_column or vintage in study.toml."),
    ),
    _warning(
        "GA-T152",
        N_("{value} seems to be a total, and it is added to others."),
        N_("Add either the parts or the total in study.toml, not both."),
    ),
    _warning(
        "GA-T153",
        N_("No time is longer than {minutes} minutes: they look like hours."),
        N_("Give the times in minutes."),
    ),
    NoticeKind(
        "GA-T151",
        "info",
        N_("Sites whose last day is {value}: {n}. It was read as no last day."),
        "",
        assumption=True,
    ),
)
