"""Head of a report and its three sentences: what stands out, each with the region beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages.completeness import gaps_sentence
from geoaccess.reporting.blocks import Block, Cell, Chapter, Entry, Facts, Items, Text
from geoaccess.reporting.chapters.reading import by_measure
from geoaccess.reporting.columns import UNIT
from geoaccess.reporting.rows import number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["CAR_MINUTES", "contact_sentence", "head_facts", "standing_out"]

CAR_MINUTES = 10


def head_facts(subject: Subject) -> Facts:
    """Who and what the report is about: place, GSA, KSA, data dates, version, day."""
    t, words, unit, head = subject.t, subject.words, subject.unit, subject.head
    gsa = text(unit, "gsa_name")
    ksa = text(unit, "ksa_function")
    return Facts(
        (
            (t("Geography"), Cell(f"{subject.name} ({words.word(unit, UNIT['kind'])})")),
            (t("Unit code"), Cell(subject.unit_id)),
            (t("GSA"), Cell(gsa or t("No coordinating vårdcentral (GSA) is on record."))),
            (t("KSA"), Cell(ksa or t("No coordinating function (KSA) is on record."))),
            (t("Region"), Cell(head.region)),
            (t("Study date"), Cell(t.date(head.date))),
            (t("Data dates"), Cell(_vintages(subject) or t("not stated"))),
            (t("Need measure"), Cell(head.need_label[t.lang])),
            (t("Rules"), Cell(head.rule_label[t.lang])),
            (t("Version and run"), Cell(f"geoaccess {head.version}, {head.run_id}")),
            (t("Contact"), Cell(head.contact or t("not stated"))),
        )
    )


def _vintages(subject: Subject) -> str:
    found = (part for source in subject.sources for part in text(source, "vintage").split(", "))
    return ", ".join(dict.fromkeys(vintage for vintage in found if vintage))


def contact_sentence(subject: Subject) -> str:
    """How a reader gets help, and what the page does for those who cannot see the drawings."""
    t = subject.t
    said = t(
        "The page is made to be read with any aid: the map and the chart are also given as tables."
    )
    if subject.head.contact:
        said += " " + t(
            "If something cannot be read, contact {contact}.", contact=subject.head.contact
        )
    return said


def standing_out(subject: Subject) -> Chapter:
    """Chapter 2: need, access and supply in a sentence each, and the few numbers to remember."""
    unit, words = subject.unit, subject.words
    shown = ("people", "flagged_areas", "flagged_people", "sites", "minutes_median", "share_within")
    facts = Facts(
        tuple((words.label(UNIT[name]), words.cell(unit, UNIT[name])) for name in shown), large=True
    )
    sentences = (_need(subject), _access(subject), _supply(subject))
    blocks: list[Block] = [facts, Items(tuple(Entry(said, lead) for lead, said in sentences))]
    if number(unit, "flagged_areas") == 0:
        blocks.append(Text(subject.t("No area in the unit is flagged."), "quiet"))
    return Chapter("oversikt", subject.t("What stands out"), tuple(blocks))


def _need(subject: Subject) -> tuple[str, str]:
    t, words, unit = subject.t, subject.words, subject.unit
    mine = number(unit, "need_index")
    if mine is None:
        return t("Need."), t("The need index cannot be given for this unit.")
    known = [v for v in (number(row, "need_index") for row in subject.units) if v is not None]
    return t("Need."), t(
        "The need index is {value} by {label}; {higher} of the {units} units of the region have a "
        "higher one.",
        label=by_measure(subject),
        value=words.said(unit, UNIT["need_index"]),
        higher=t.number(sum(v > mine for v in known)),
        units=t.number(len(known)),
    )


def _access(subject: Subject) -> tuple[str, str]:
    title, said = _reach(subject)
    gaps = subject.head.gaps
    return title, said if gaps is None else f"{said} {gaps_sentence(gaps, subject.t)}"


def _reach(subject: Subject) -> tuple[str, str]:
    t, words = subject.t, subject.words
    mine, region = (_within(rows) for rows in (subject.by_mode, subject.region_by_mode))
    if mine is None or region is None:
        share = number(subject.unit, "share_within")
        if share is None:
            return t("Access."), t("Travel times cannot be given for this unit.")
        return t("Access."), t(
            "{share} of the people reach a vårdcentral within their threshold.",
            share=words.plain(share, "share"),
        )
    return t("Access."), t(
        "{share} of the people reach a vårdcentral within {minutes} minutes by car; in the "
        "region {region} do.",
        share=words.plain(mine, "share"),
        minutes=t.number(CAR_MINUTES),
        region=words.plain(region, "share"),
    )


def _within(rows: Sequence[Row]) -> float | None:
    found = [
        row
        for row in rows
        if text(row, "mode") == "car"
        and text(row, "group") == "all"
        and number(row, "minutes") == CAR_MINUTES
    ]
    return number(found[0], "share") if found else None


def _supply(subject: Subject) -> tuple[str, str]:
    t, words, unit = subject.t, subject.words, subject.unit
    spar = number(unit, "spar")
    sites = words.said(unit, UNIT["sites"])
    if spar is None:
        said = t(
            "Vårdcentraler in the unit: {sites}. How far they suffice cannot be given.", sites=sites
        )
    else:
        said = t(
            "Supply within reach, shared with everybody else who reaches it, is {spar} times the "
            "mean of the region. Vårdcentraler in the unit: {sites}.",
            spar=words.plain(spar, "ratio"),
            sites=sites,
        )
    if subject.full:
        said += " " + t(
            "Listed above the guidance value: {names}.", names=subject.names(subject.full)
        )
    return t("Supply."), said
