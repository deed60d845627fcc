"""What a report says of where a unit's people go: to their nearest, and where they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.rows import number, state, text
from geoaccess.reporting.subject import titled
from geoaccess.result.indicators import by_name
from geoaccess.result.leakage import LEAKAGE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["listed_said", "nearest_said", "place"]

_COLUMNS = by_name(LEAKAGE_COLUMNS)
_TOLD = 3
_ELSEWHERE = frozenset({"other_unit", "beyond_border", "digital", "outside_lists"})


def place(subject: Subject, row: Row) -> str:
    """What the place is called that a row of the matrix of units leads to."""
    if text(row, "outcome") != "other_unit":
        return subject.words.code(text(row, "outcome"))
    names = {text(unit, "unit_id"): titled(unit, subject.words) for unit in subject.units}
    there = text(row, "to_unit_id")
    return names.get(there) or text(row, "to_name") or there


def nearest_said(subject: Subject) -> str:
    """To which other units most have their nearest, as far as that is shown."""
    parts = _most_elsewhere(subject, "share")
    if not parts:
        return ""
    return subject.t(
        "Of all people in {unit}, so many have their nearest vårdcentral elsewhere: {parts}.",
        unit=subject.title,
        parts=parts,
    )


def listed_said(subject: Subject) -> Iterator[str]:
    """Where the unit's people are listed, of which day, and how much of them is told."""
    rows = [row for row in subject.leakage if "listed" in row]
    if not rows:
        return
    t, words = subject.t, subject.words
    day = words.day(rows[0], "listed_date") or text(rows[0], "listed_date") or t("day not stated")
    if parts := _most_elsewhere(subject, "share_listed"):
        yield t(
            "Of the people of {unit} who are listed ({day}), so many are listed elsewhere: "
            "{parts}. It is information, never a verdict.",
            unit=subject.title,
            day=day,
            parts=parts,
        )
    said = t("The listing is of {day}.", day=day)
    if all(state(row, "listed") == "missing" for row in rows):
        said = t("The listing ({day}) tells nothing of {unit}.", day=day, unit=subject.title)
    elif number(rows[0], "listed_coverage") is not None:
        said = t(
            "The listing ({day}) tells of so many as {share} of those who live in {unit}.",
            day=day,
            share=words.said(rows[0], _COLUMNS["listed_coverage"]),
            unit=subject.title,
        )
    withheld = sum(number(row, "cells_withheld") or 0 for row in rows)
    if withheld:
        lack = t(
            "Cells that it withholds: {n}; their people are in no number here.",
            n=t.number(withheld),
        )
        said = f"{said} {lack}"
    yield said


def _most_elsewhere(subject: Subject, name: str) -> str:
    rows = [
        row
        for row in subject.leakage
        if text(row, "outcome") in _ELSEWHERE and name in row and number(row, name)
    ]
    most = sorted(rows, key=lambda row: -(number(row, name) or 0))[:_TOLD]
    return ", ".join(_part(subject, row, name) for row in most)


def _part(subject: Subject, row: Row, name: str) -> str:
    t, share = subject.t, subject.words.said(row, _COLUMNS[name])
    match text(row, "outcome"):
        case "other_unit":
            return t("{share} in {place}", share=share, place=place(subject, row))
        case "beyond_border":
            return t("{share} beyond the region's border", share=share)
        case "digital":
            return t("{share} at digital care", share=share)
    return t("{share} at sites in no list of the study", share=share)
