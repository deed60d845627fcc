"""Notices about tables read as text."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-T001",
        "error",
        N_("The table {table} needs this column. The file gives: {found}."),
        N_("Add the column, or map the file's name for it under columns in study.toml."),
    ),
    NoticeKind(
        "GA-T002",
        "error",
        N_("The cell is empty, and every row needs a value here."),
        N_("Fill the cell, or take the row out."),
    ),
    NoticeKind(
        "GA-T003",
        "error",
        N_("{value} is not allowed; allowed: {allowed}."),
        N_("Correct the value in the file."),
    ),
    NoticeKind(
        "GA-T004",
        "error",
        N_("{value} stands in more than one row, and it must be unique."),
        N_("Keep one row for it."),
    ),
    NoticeKind(
        "GA-T010",
        "error",
        N_("{value} is not a number."),
        N_("Write a number there, or leave the cell empty if it is not known."),
    ),
)
