"""Notices about the study file and the command line."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_CORRECT = N_("Correct the value in study.toml.")


def _error(code: str, text: str, cure: str = _CORRECT) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


KINDS: tuple[NoticeKind, ...] = (
    _error(
        "GA-C001",
        N_("There is no study file here."),
        N_("Check the path, or write a study file with: geoaccess init"),
    ),
    _error(
        "GA-C002",
        N_("The study file is not text in UTF-8."),
        N_("Save it as UTF-8 in the editor."),
    ),
    _error(
        "GA-C003",
        N_("The study file breaks the rules of TOML: {reason}."),
        N_("Look at that line and the one before: quotation marks, brackets, equals signs."),
    ),
    _error(
        "GA-C010",
        N_("{key} is not a key geoaccess knows."),
        N_("The nearest one is {nearest}. Valid here: {valid}."),
    ),
    _error(
        "GA-C011",
        N_("{key} is missing."),
        N_("Add it; geoaccess init writes a study file with every key explained."),
    ),
    _error("GA-C012", N_("{key} is {value}, which is not a finite number.")),
    _error(
        "GA-C013",
        N_("{key} is {value}, which is not one of the choices."),
        N_("The nearest one is {nearest}. Choices: {valid}."),
    ),
    _error(
        "GA-C014",
        N_("{key} must be text; it is {value}."),
        N_("Put the value within quotation marks."),
    ),
    _error("GA-C015", N_("{key} must be a number; it is {value}.")),
    _error("GA-C016", N_("{key} must be a whole number; it is {value}.")),
    _error("GA-C017", N_("{key} must be true or false; it is {value}.")),
    _error(
        "GA-C018",
        N_("{key} must be a date; {value} is none."),
        N_("Write year-month-day, such as 2026-10-01."),
    ),
    _error(
        "GA-C019",
        N_("{key} must be a list; it is {value}."),
        N_("Write the values within square brackets, or the tables as [[{key}]]."),
    ),
    _error(
        "GA-C020",
        N_("{key} must be a table with keys of its own; it is {value}."),
        N_("Write its keys under [{key}]."),
    ),
    _error(
        "GA-C021",
        N_("{key} is {value}, and it must be {limit}."),
    ),
    _error(
        "GA-C022",
        N_("{key} is {value}, which is not written as it must be, such as {example}."),
    ),
    _error(
        "GA-C023",
        N_("{key} has too few or too many values; needed: {limit}."),
    ),
    _error("GA-C029", N_("{key} is {value}, which can't be used.")),
    _error(
        "GA-C030",
        N_("The file {value} of {key} does not exist in {folder}."),
        N_("Correct the path, or give the folder of the data with --data. Nearest: {nearest}."),
    ),
    _error(
        "GA-C031",
        N_("{value} of {key} is a folder, not a file."),
        N_("Give the file."),
    ),
    _error(
        "GA-C040",
        N_("{key}: geoaccess has no column {value} in this table."),
        N_("The nearest one is {nearest}. Columns here: {valid}."),
    ),
    _error(
        "GA-C041",
        N_("{key} gives a column both a constant and a column of the file."),
        N_("Keep one of the two."),
    ),
    _error(
        "GA-C042",
        N_('The need recipe is "index", and no component is given.'),
        N_('Add [[need.components]], or use recipe = "cni".'),
    ),
    _error(
        "GA-C043",
        N_("{key} names no kommun that the districts replace."),
        N_('Write the kommun codes, such as replaces = ["0180"].'),
    ),
    _error(
        "GA-C044",
        N_("The study has no mode of travel."),
        N_("Add one, such as [modes.car]."),
    ),
    _error(
        "GA-C045",
        N_("{key} gives times for the mode {value}, which the study does not use."),
        N_("Add the mode under [modes], or take the times out. Modes of the study: {valid}."),
    ),
    _error(
        "GA-C046",
        N_("{key} describes a long table, and {missing} is missing."),
        N_("A long table needs pivot, value_column and values."),
    ),
    _error(
        "GA-C047",
        N_("{key} is {value}, a column no input gives."),
        N_("The nearest one is {nearest}. Columns of the inputs: {valid}."),
    ),
)
