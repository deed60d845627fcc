"""Chapter 8: where the unit's people have their nearest vårdcentral, when not in the unit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Chapter, Table, Text
from geoaccess.reporting.chapters.flows import listed_said, nearest_said, place
from geoaccess.reporting.columns import AREA, UNIT
from geoaccess.reporting.rows import number, state, text
from geoaccess.reporting.subject import titled
from geoaccess.result.indicators import by_name
from geoaccess.result.leakage import LEAKAGE_COLUMNS

if TYPE_CHECKING:
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["elsewhere"]

_COLUMNS = by_name(LEAKAGE_COLUMNS)
_NEAREST, _LISTED, _MODEL = ("people", "share"), ("listed", "share_listed"), ("share_model",)
_WITHHELD = "cells_withheld"
_NOTHING = 0.0005
"""A model's share that is written as nothing."""


def elsewhere(subject: Subject) -> Chapter:
    """People whose nearest vårdcentral is another unit's; information only."""
    t, words = subject.t, subject.words
    share = number(subject.unit, "leakage_share")
    blocks: list[Block] = []
    if share is None:
        blocks.append(Text(t("How many have their nearest vårdcentral elsewhere is not known.")))
    else:
        said = t(
            "{share} of those with a vårdcentral in reach have the nearest one in another unit or "
            "beyond the border. It is information, never a verdict: the choice of vårdcentral is "
            "free.",
            share=words.said(subject.unit, UNIT["leakage_share"]),
        )
        blocks.append(Text(said))
    if subject.leakage:
        blocks += _leakage(subject)
    if rows := _destinations(subject):
        heads = (
            Cell(words.label(AREA["nearest_unit_name"])),
            Cell(words.label(AREA["nearest_site_name"])),
            Cell(t("Number of areas"), number=True),
        )
        caption = t("Where the nearest vårdcentral of areas lies, when outside the unit")
        blocks.append(Table(caption, heads, rows))
    return Chapter("granser", t("Nearest vårdcentral in another unit"), tuple(blocks))


def _leakage(subject: Subject) -> list[Block]:
    """The unit's row of the matrix of units: in sentences, and whole in a table."""
    t, words = subject.t, subject.words
    kinds = (names for names in (_NEAREST, _LISTED, _MODEL) if _is_told(subject, names[-1]))
    shown = tuple(name for names in kinds for name in names)
    heads = (
        Cell(t("Where the nearest vårdcentral lies")),
        *(Cell(words.label(_COLUMNS[name]), number=True) for name in shown),
    )
    rows = tuple(
        (Cell(place(subject, row)), *(words.cell(row, _COLUMNS[name]) for name in shown))
        for row in subject.leakage
        if _says_something(row)
    )
    caption = t("All people of the unit, by their nearest")
    if "listed" in shown and "people" in shown:
        caption = t("All people of the unit, by their nearest and by where they are listed")
    elif "listed" in shown:
        caption = t("Listed people of the unit, by where they are listed")
    blocks: list[Block] = [
        Text(told) for told in (nearest_said(subject), *listed_said(subject)) if told
    ]
    blocks.append(Table(caption, heads, rows))
    if "share_model" in shown:
        model = t(
            "The model of choice is no observation: it shares people out by each vårdcentral's "
            "supply and the time to it (Huff)."
        )
        blocks.append(Text(model, "quiet"))
    return blocks


def _is_told(subject: Subject, name: str) -> bool:
    """Whether the run has this number of any row, be it held back."""
    return any(state(row, name) != "missing" for row in subject.leakage if name in row)


def _says_something(row: Row) -> bool:
    """Rows that only the model has, with less than it is written in, are left to the tables."""
    if number(row, "people") != 0 and state(row, "people") != "missing":
        return True
    listed = "listed" in row and (number(row, "listed") != 0 or (number(row, _WITHHELD) or 0) > 0)
    return listed or (number(row, "share_model") or 0) >= _NOTHING


def _destinations(subject: Subject) -> tuple[tuple[Cell, ...], ...]:
    t = subject.t
    beyond = t("beyond the region")
    named = {text(unit, "name"): titled(unit, subject.words) for unit in subject.units}
    counted = Counter(
        (text(area, "nearest_unit_name") or beyond, text(area, "nearest_site_name"))
        for area in subject.areas
        if text(area, "nearest_site_name")
        and text(area, "nearest_unit_name") != text(subject.unit, "name")
    )
    return tuple(
        (Cell(named.get(unit, unit)), Cell(site), Cell(t.number(n), number=True))
        for (unit, site), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    )
