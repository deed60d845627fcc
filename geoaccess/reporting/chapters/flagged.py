"""Chapter 7: flagged areas and why, and areas nobody can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Chapter, Entry, Heading, Items, Table, Text
from geoaccess.reporting.clusters import clusters_of_unit
from geoaccess.reporting.columns import AREA
from geoaccess.reporting.rows import SHOWN, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["flagged"]


def flagged(subject: Subject) -> Chapter:
    """Chapter 7: high need and low access, with reasons, people, priority and how clear."""
    t = subject.t
    found = sorted(subject.of_flag("flagged"), key=lambda area: -(number(area, "priority") or 0))
    unknown = subject.of_flag("not_assessable")
    converse = subject.of_flag("low_need_high_access")
    blocks: list[Block] = []
    if found:
        blocks += [_table(subject, found), Heading(t("Why they are flagged"))]
        blocks.append(_reasons(subject, found))
        blocks += [Heading(t("Where the flags tip")), _tipping(subject, found)]
    elif unknown and len(unknown) == len(subject.areas):
        blocks.append(Text(t("None of the unit's areas could be assessed.")))
    else:
        blocks.append(Text(t("No area in the unit is flagged.")))
    if unknown:
        blocks += [Heading(t("Areas that cannot be assessed")), _reasons(subject, unknown)]
    if converse:
        said = t("Areas with low need and high access: {n}.", n=t.number(len(converse)))
        blocks.append(Text(said, "quiet"))
    blocks += clusters_of_unit(subject)
    return Chapter("flaggade", t("High need and low access"), tuple(blocks))


def _table(subject: Subject, areas: Sequence[Row]) -> Table:
    t, words = subject.t, subject.words
    heads = (
        Cell(words.label(AREA["name"])),
        Cell(words.label(AREA["people"]), number=True),
        Cell(words.label(AREA["need_index"]), number=True),
        Cell(t("Travel time (min)"), number=True),
        Cell(words.label(AREA["threshold_min"]), number=True),
        Cell(words.label(AREA["people_beyond"]), number=True),
        Cell(t("SPAR"), number=True),
        Cell(words.label(AREA["priority"]), number=True),
        Cell(words.label(AREA["flag_class"])),
    )
    rows = tuple(
        (
            words.cell(area, AREA["name"]),
            words.cell(area, AREA["people"]),
            words.cell(area, AREA["need_index"]),
            words.cell(area, AREA["minutes_median"]),
            words.cell(area, AREA["threshold_min"]),
            words.cell(area, AREA["people_beyond"]),
            words.cell(area, AREA["spar"]),
            words.cell(area, AREA["priority"]),
            _clear(subject, area),
        )
        for area in areas
    )
    return Table(t("Flagged areas, highest priority first"), heads, rows, wide=True)


def _clear(subject: Subject, area: Row) -> Cell:
    cell = subject.words.cell(area, AREA["flag_class"])
    stability = number(area, "flag_stability")
    if stability is None or cell.state not in SHOWN:
        return cell
    share = subject.t.percent(stability, 0)
    return Cell(
        subject.t("{word} ({share} of the combinations tried)", word=cell.text, share=share),
        mark=text(area, "flag_class") if text(area, "flag_class") == "borderline" else "",
    )


def _reasons(subject: Subject, areas: Sequence[Row]) -> Items:
    t, words = subject.t, subject.words
    return Items(
        tuple(
            Entry(
                text(area, f"reasons_{t.lang}") or t("No reason is given."),
                t("{area} ({people} people):", area=_name(area), people=_people(subject, area))
                if words.cell(area, AREA["people"]).state in SHOWN
                else t("{area}:", area=_name(area)),
            )
            for area in areas
        )
    )


def _tipping(subject: Subject, areas: Sequence[Row]) -> Items:
    """At which limits each flag would fall, and what it hangs on most."""
    t = subject.t
    entries = []
    for area in areas:
        said = text(area, f"flag_tipping_{t.lang}")
        most = text(area, f"flag_matters_most_{t.lang}")
        if most:
            hangs = t("Over all draws it hangs most on {what}.", what=most)
        else:
            hangs = t("All draws agree.")
        entries.append(Entry(f"{said} {hangs}".strip(), t("{area}:", area=_name(area))))
    return Items(tuple(entries))


def _people(subject: Subject, area: Row) -> str:
    return subject.words.said(area, AREA["people"])


def _name(area: Row) -> str:
    return text(area, "name") or text(area, "area_id")
