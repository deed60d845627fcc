"""Chapter 8: where the unit's people have their nearest vårdcentral, when not in the unit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Chapter, Table, Text
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
_TOLD = 3
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
    """The unit's row of the matrix of units: in a sentence, and whole in a table."""
    t, words = subject.t, subject.words
    shown: tuple[str, ...] = ("people", "share", "share_model")
    if all(state(row, "share_model") == "missing" for row in subject.leakage):
        shown = shown[:2]
    heads = (
        Cell(t("Where the nearest vårdcentral lies")),
        *(Cell(words.label(_COLUMNS[name]), number=True) for name in shown),
    )
    rows = tuple(
        (Cell(_place(subject, row)), *(words.cell(row, _COLUMNS[name]) for name in shown))
        for row in subject.leakage
        if _says_something(row)
    )
    blocks: list[Block] = [Table(t("All people of the unit, by their nearest"), heads, rows)]
    if told := _sentence(subject):
        blocks.insert(0, Text(told))
    if "share_model" in shown:
        model = t(
            "The model of choice is no observation: it shares people out by each vårdcentral's "
            "supply and the time to it (Huff)."
        )
        blocks.append(Text(model, "quiet"))
    return blocks


def _sentence(subject: Subject) -> str:
    """To which other units most go, as far as that is shown."""
    others = [
        row
        for row in subject.leakage
        if text(row, "outcome") in {"other_unit", "beyond_border"} and number(row, "share")
    ]
    if not others:
        return ""
    t, words = subject.t, subject.words
    most = sorted(others, key=lambda row: -(number(row, "share") or 0))[:_TOLD]
    shares = [words.said(row, _COLUMNS["share"]) for row in most]
    parts = [
        t("{share} in {place}", share=share, place=_place(subject, row))
        if text(row, "outcome") == "other_unit"
        else t("{share} beyond the region's border", share=share)
        for row, share in zip(most, shares, strict=True)
    ]
    return t(
        "Of all people in {unit}, so many have their nearest vårdcentral elsewhere: {parts}.",
        unit=subject.title,
        parts=", ".join(parts),
    )


def _says_something(row: Row) -> bool:
    """Rows that only the model has, with less than it is written in, are left to the tables."""
    return number(row, "people") != 0 or (number(row, "share_model") or 0) >= _NOTHING


def _place(subject: Subject, row: Row) -> str:
    if text(row, "outcome") != "other_unit":
        return subject.words.code(text(row, "outcome"))
    names = {text(unit, "unit_id"): titled(unit, subject.words) for unit in subject.units}
    there = text(row, "to_unit_id")
    return names.get(there) or text(row, "to_name") or there


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
