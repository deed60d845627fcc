"""Chapters 3 and 4: who lives in the unit, and how much care they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages.area_words import AREA_TYPES, CHANGES
from geoaccess.messages.suppression import ABOUT
from geoaccess.reporting.blocks import Block, Cell, Chapter, Facts, Table, Text
from geoaccess.reporting.chapters.reading import by_measure
from geoaccess.reporting.columns import AREA, UNIT
from geoaccess.reporting.rows import number, state, text
from geoaccess.reporting.words import MISSING, SUPPRESSED
from geoaccess.tables import GROUPS, SETTLEMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["need", "population"]

_ENDS = 3
_NEED_SHOWN = ("name", "need_index", "need_percentile", "need_quintile", "people")


def population(subject: Subject) -> Chapter:
    """Chapter 3: people, elderly people, areas by settlement class."""
    t, words, unit = subject.t, subject.words, subject.unit
    shown = ("people", *(name for name in GROUPS if name in unit), "areas")
    facts = Facts(tuple((words.label(UNIT[n]), words.cell(unit, UNIT[n])) for n in shown))
    blocks: list[Block] = [facts]
    caption = t("Areas and people by settlement class")
    blocks += _by_class(subject, "settlement", SETTLEMENTS, caption)
    blocks += _by_class(subject, "vintage_change", tuple(CHANGES))
    merged = [area for area in subject.areas if text(area, "merged")]
    if merged:
        shown = ("name", "merged", "people")
        blocks.append(_table(subject, t("Areas that are merged"), merged, shown))
    return Chapter("befolkning", t("Population"), tuple(blocks))


def _by_class(
    subject: Subject, name: str, classes: Sequence[str | int], caption: str = ""
) -> tuple[Table, ...]:
    """Number of areas and people in each class of a column; nothing where no area has one."""
    t, words = subject.t, subject.words
    label = words.label(AREA[name])
    said = {words.said({name: one}, AREA[name]): one for one in classes}
    rows = tuple(
        (Cell(word), Cell(t.number(len(found)), number=True), _sum(subject, found))
        for word in said
        if (found := [a for a in subject.areas if words.said(a, AREA[name]) == word])
    )
    heads = (
        Cell(label),
        Cell(t("Number of areas"), number=True),
        Cell(t("People"), number=True),
    )
    caption = caption or t("{label}: areas and people", label=label)
    return (Table(caption, heads, rows),) if rows else ()


def _sum(subject: Subject, areas: Sequence[Row]) -> Cell:
    """Sum of the areas' people; hidden as soon as one of them is."""
    states = {state(area, "people") for area in areas}
    if "suppressed" in states:
        return Cell(SUPPRESSED, number=True, state="suppressed")
    if "missing" in states:
        return Cell(MISSING, number=True, state="missing")
    total = subject.words.plain(sum(number(area, "people") or 0 for area in areas), "count")
    if "rounded" in states:
        return Cell(f"{ABOUT}{total}", number=True, state="rounded")
    return Cell(total, number=True)


def need(subject: Subject) -> Chapter:
    """Chapter 4: the index, its range inside the unit, the areas at both ends."""
    t, words = subject.t, subject.words
    title = t("Care need")
    known = [area for area in subject.areas if number(area, "need_index") is not None]
    known.sort(key=lambda area: -(number(area, "need_index") or 0))
    if not known:
        none = Text(t("The need index cannot be given for any area of the unit."))
        return Chapter("behov", title, (none,))
    said = t(
        "Measure: {label}. The unit's index is {value}. Between its areas it ranges from {low} "
        "to {high}.",
        label=by_measure(subject),
        value=words.said(subject.unit, UNIT["need_index"]),
        low=words.said(known[-1], AREA["need_index"]),
        high=words.said(known[0], AREA["need_index"]),
    )
    blocks: list[Block] = [Text(said)]
    if len(known) <= 2 * _ENDS:
        blocks.append(_table(subject, t("Areas by need index, highest first"), known))
    else:
        ends = [*known[:_ENDS], *known[-_ENDS:]]
        caption = t("The three areas with the highest and the three with the lowest need index")
        blocks.append(_table(subject, caption, ends))
    for name in ("area_type", "area_type_own"):
        blocks += _by_class(subject, name, tuple(AREA_TYPES))
    coverage = number(subject.unit, "need_coverage")
    if coverage is not None and coverage < 1:
        share = words.plain(coverage, "share")
        blocks.append(Text(t("The need is known for {share} of the people.", share=share), "quiet"))
    missing = len(subject.areas) - len(known)
    if missing:
        blocks.append(Text(t("Areas without a need index: {n}.", n=t.number(missing)), "quiet"))
    return Chapter("behov", title, tuple(blocks))


def _table(
    subject: Subject, caption: str, areas: Sequence[Row], shown: Sequence[str] = _NEED_SHOWN
) -> Table:
    words = subject.words
    return Table(
        caption,
        tuple(Cell(words.label(AREA[n]), number=AREA[n].form != "text") for n in shown),
        tuple(tuple(words.cell(area, AREA[n]) for n in shown) for area in areas),
    )
