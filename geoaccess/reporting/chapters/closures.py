"""The chapter after access: what it would mean if one of the unit's vårdcentraler closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Chapter, Table, Text
from geoaccess.reporting.rows import number, text
from geoaccess.result.closures import CLOSURE_COLUMNS, EVERYONE, TAKER_COLUMNS
from geoaccess.result.indicators import by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["closures"]

_COLUMNS = by_name(CLOSURE_COLUMNS)
_TAKERS = by_name(TAKER_COLUMNS)
_SHOWN = ("people", "pushed", "without", "unknown", "extra_p50", "extra_p90")
_TAKEN = ("to_name", "people", "pressure", "pressure_after")
_NAMED = 3


def closures(subject: Subject) -> Chapter:
    """Each of the unit's vårdcentraler: who would be moved, how much farther, and where to."""
    t = subject.t
    title = t("If a vårdcentral closes")
    told = [row for row in subject.closures if text(row, "group") == EVERYONE]
    if not told:
        return Chapter("stangning", title, (Text(_nothing(subject)),))
    blocks: list[Block] = [
        Text(
            t(
                "One vårdcentral at a time. Those who have it as nearest are taken to go to the "
                "next nearest by the deciding mode; choice is free, so this is what distance "
                "alone would mean, and no forecast."
            )
        ),
        _moved(subject, told),
    ]
    groups = [row for row in subject.closures if text(row, "group") != EVERYONE]
    if any(number(row, "people") for row in groups):
        blocks.append(_by_group(subject, groups))
    if subject.takers:
        blocks.append(_taken(subject))
        spread = t(
            "Pressure afterwards: the closed site's listed people spread as those who have it as "
            "nearest do."
        )
        blocks.append(Text(spread, "quiet"))
    return Chapter("stangning", title, tuple(blocks))


def _nothing(subject: Subject) -> str:
    if not subject.vardcentraler:
        return subject.t("There is no vårdcentral in the unit.")
    return subject.t(
        "What a closure would mean cannot be told: the list of vårdcentraler is not complete "
        "enough, or there are no travel times by the way of travel that decides."
    )


def _moved(subject: Subject, rows: Sequence[Row]) -> Table:
    t, words = subject.t, subject.words
    heads = (
        Cell(t("If it closes")),
        *(Cell(words.label(_COLUMNS[name]), number=True) for name in _SHOWN),
    )
    return Table(
        t("What the closure of each vårdcentral would mean"),
        heads,
        tuple(
            (Cell(text(row, "name")), *(words.cell(row, _COLUMNS[name]) for name in _SHOWN))
            for row in rows
        ),
        wide=True,
    )


def _by_group(subject: Subject, rows: Sequence[Row]) -> Table:
    """Groups with anyone in them; what is protected stays in sight as such."""
    t, words = subject.t, subject.words
    shown = ("people", "pushed", "extra_p50")
    heads = (
        Cell(t("If it closes")),
        Cell(t("Group of people")),
        *(Cell(words.label(_COLUMNS[name]), number=True) for name in shown),
    )
    return Table(
        t("By need and age"),
        heads,
        tuple(
            (
                Cell(text(row, "name")),
                Cell(text(row, f"label_{t.lang}")),
                *(words.cell(row, _COLUMNS[name]) for name in shown),
            )
            for row in rows
            if number(row, "people") != 0
        ),
        wide=True,
    )


def _taken(subject: Subject) -> Table:
    t, words = subject.t, subject.words
    heads = (
        Cell(t("If it closes")),
        *(Cell(words.label(_TAKERS[n]), number=n != "to_name") for n in _TAKEN),
    )
    first: dict[str, int] = {}
    kept = []
    for row in subject.takers:
        site = text(row, "site_id")
        first[site] = first.get(site, 0) + 1
        if first[site] <= _NAMED:
            kept.append(row)
    return Table(
        t("Who would take over: the three that would take most"),
        heads,
        tuple(
            (Cell(text(row, "name")), *(words.cell(row, _TAKERS[name]) for name in _TAKEN))
            for row in kept
        ),
        wide=True,
    )
