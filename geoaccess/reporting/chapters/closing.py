"""Chapter 12: questions for the meeting of GSA and KSA, limitations, sources, notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoaccess.messages.suppression import SUMS, rounding_said
from geoaccess.reporting.blocks import Block, Cell, Chapter, Entry, Heading, Items, Table, Text
from geoaccess.reporting.columns import SOURCE_COLUMNS, UNIT
from geoaccess.reporting.rows import number, state, text
from geoaccess.result.assumptions import HOW_READ
from geoaccess.result.indicators import by_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geoaccess.messages import Language
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["limitations", "questions", "sources"]

_NOTICES_SHOWN = 16
# Notes on areas and points, travel times, need, the run and the streets; other notes are for
# those who keep the study's files.
_ABOUT_DATA = re.compile("GA-(L01|L02|M00|P03|R|S)")
_ENCODING = frozenset({"GA-T070"})
_SOURCE = by_name(SOURCE_COLUMNS)
_SOURCE_SHOWN = tuple(_SOURCE[name] for name in ("source", "vintage", "licence", "retrieved"))
_MUCH_LEAKAGE = 0.1


def questions(subject: Subject) -> Chapter:
    """Questions that follow from the unit's own numbers, and two that always do."""
    asked = [
        *_about_areas(subject),
        *_about_supply(subject),
        subject.t(
            "What in this report do you recognise, and what does not agree with what you meet?"
        ),
        subject.t("Which groups or needs are not seen in these numbers?"),
    ]
    return Chapter(
        "fragor",
        subject.t("Questions for the meeting of GSA and KSA"),
        (Items(tuple(Entry(question) for question in asked), ordered=True),),
    )


def _about_areas(subject: Subject) -> list[str]:
    t, asked = subject.t, []
    flagged = subject.of_flag("flagged")
    if flagged:
        asked.append(
            t(
                "High need and low access meet in {names}. How do people there seek care today, "
                "and what would make it easier for them?",
                names=subject.names(flagged),
            )
        )
    if any(text(area, "flag_class") == "borderline" for area in subject.areas):
        asked.append(t("What would settle the borderline areas: local knowledge, or other data?"))
    unknown = subject.of_flag("not_assessable")
    if unknown:
        asked.append(
            t(
                "What is needed to assess {names}, and who can provide it?",
                names=subject.names(unknown),
            )
        )
    if (number(subject.unit, "age_80plus") or 0) > 0:
        asked.append(
            t(
                "The unit has {people} people aged 80 or older. Who among them cannot travel "
                "alone, and what reaches them at home?",
                people=subject.words.said(subject.unit, UNIT["age_80plus"]),
            )
        )
    return asked


def _about_supply(subject: Subject) -> list[str]:
    t, asked = subject.t, []
    if not text(subject.unit, "gsa_name"):
        asked.append(t("Who coordinates until the unit has a GSA?"))
    if not text(subject.unit, "ksa_function"):
        asked.append(t("Who in the kommun coordinates until a KSA is on record?"))
    if (number(subject.unit, "leakage_share") or 0) >= _MUCH_LEAKAGE:
        asked.append(
            t("With which neighbouring units should care be planned, as people live near theirs?")
        )
    if subject.full:
        asked.append(
            t(
                "More people are listed than the guidance value at {names}. What does it mean in "
                "daily work?",
                names=subject.names(subject.full),
            )
        )
    return asked


def limitations(subject: Subject) -> Chapter:
    """What the numbers cannot say."""
    t, head = subject.t, subject.head
    said = []
    if head.synthetic:
        said.append(t("The data are made up: they say nothing about any real place."))
    if head.estimate:
        said.append(
            t(
                "Travel times are estimated from straight lines, a detour factor and a speed; "
                "lakes, bridges and ferries are not seen. Check a result with a real route before "
                "acting."
            )
        )
    if not any(state(site, "fte_spec") == "ok" for site in subject.vardcentraler):
        said.append(
            t(
                "How many physicians work where is not given, so how far supply suffices is not "
                "judged by staff."
            )
        )
    said += [
        t(
            "Nearest is not the same as chosen: everybody may list with any vårdcentral, and the "
            "nearest may be full."
        ),
        t(
            "Times start at home; queues on the roads and waiting at the vårdcentral are not "
            "counted."
        ),
        t(
            "Numbers describe areas, not persons; in every area there are people with both short "
            "and long travel times."
        ),
        t(
            "Small numbers from confidential data are not shown ({sign}). A missing number "
            "({dots}) is one that nobody has given; zero is zero.",
            sign="–",
            dots="..",
        ),
        *rounding_said(head.base, t.lang),
        t(SUMS),
    ]
    entries = tuple(Entry(sentence) for sentence in said)
    return Chapter("begransningar", t("Limitations"), (Items(entries),))


def sources(subject: Subject) -> Chapter:
    """Sources and licences, then what the run wants its readers to know about the data."""
    t, words = subject.t, subject.words
    shown = [
        column
        for column in _SOURCE_SHOWN
        if any(words.word(source, column) for source in subject.sources)
    ]
    heads = (Cell(t("Data")), *(Cell(words.label(column)) for column in shown))
    rows = tuple(
        (
            Cell(words.role(text(source, "role")), link=_web(text(source, "url"))),
            *(Cell(words.word(source, column) or t("not stated")) for column in shown),
        )
        for source in subject.sources
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(t("Sources and licences"), heads, rows, wide=True))
    read = [source for source in subject.sources if text(source, f"reading_{t.lang}")]
    if read:
        blocks.append(Heading(t("How the files were read")))
        blocks.append(Items(tuple(_reading(source, t.lang) for source in read), tight=True))
    told_above = {text(source, "path") for source in read}
    told = _for_readers(subject.notices, told_above)
    if told:
        blocks.append(Heading(t("Notices about the data")))
        blocks.append(Items(tuple(_notice(subject, rows) for rows in told)))
    if subject.notices:
        said = t(
            "All {n} notices, those on how files were read too, are in tables.xlsx.",
            n=t.number(len(subject.notices)),
        )
        blocks.append(Text(said, "quiet"))
    return Chapter("kallor", t("Sources and notices"), tuple(blocks))


def _reading(source: Row, lang: Language) -> Entry:
    return Entry(text(source, f"reading_{lang}"), f"{text(source, 'path')}:")


def _for_readers(notices: Sequence[Row], told_above: Collection[str]) -> tuple[Sequence[Row], ...]:
    """What readers of numbers need to know, one group per code, warnings first.

    How a file was read is not said again where it stands among those in `told_above`.
    """
    kinds: dict[str, list[Row]] = {}
    for row in sorted(notices, key=lambda row: text(row, "severity") != "warning"):
        code = text(row, "code")
        said = code in _ENCODING or (code in HOW_READ and text(row, "file") in told_above)
        if not said and (text(row, "severity") == "warning" or _ABOUT_DATA.match(code)):
            kinds.setdefault(code, []).append(row)
    return tuple(kinds.values())[:_NOTICES_SHOWN]


def _notice(subject: Subject, rows: Sequence[Row]) -> Entry:
    """The first notice of its kind without advice on the study's files, and how many are alike."""
    t, row = subject.t, rows[0]
    code = text(row, "code")
    place = ", ".join(part for part in (text(row, "file"), text(row, "column")) if part)
    said = text(row, f"said_{t.lang}") or text(row, f"text_{t.lang}")
    mark = (
        t("({code}; {n} more of the kind)", code=code, n=t.number(len(rows) - 1))
        if len(rows) > 1
        else f"({code})"
    )
    return Entry(f"{said} {mark}", f"{place}:" if place else "")


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
