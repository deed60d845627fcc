"""The map, chapter 5 and chapter 6: what there is, and how long it takes to reach it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.reporting.applicable import applies
from geoaccess.reporting.blocks import Block, Cell, Chapter, Facts, Figure, Heading, Table, Text
from geoaccess.reporting.chapters.comparison import compared
from geoaccess.reporting.chapters.coordination import way_to_gsa
from geoaccess.reporting.chapters.measures import measures_of_access
from geoaccess.reporting.columns import AREA, MODE_SHARE_COLUMNS, SITE, UNIT
from geoaccess.reporting.figures.bars import share_bars
from geoaccess.reporting.figures.classes import car_classes
from geoaccess.reporting.rows import SHOWN, number, state, text, truth
from geoaccess.reporting.words import MISSING
from geoaccess.result.indicators import by_name as by_column
from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.messages import Translator
    from geoaccess.reporting.figures.unit_map import UnitMap
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["access", "supply", "the_map"]

_GROUPS = ("all", *GROUPS)
_MODES = ("car", "transit", "bicycle", "walk", "walk_slow")
_ALWAYS = frozenset({"care_type", "opening_hours", "listed"})
_SITE_SHOWN = (
    *("care_type", "operator_form", "opening_hours"),
    *("listed", "fte_spec", "fte_st", "pressure", "people_nearest"),
)
_SHARE = by_column(MODE_SHARE_COLUMNS)["share"]


def the_map(subject: Subject, drawn: UnitMap) -> Chapter:
    """The map, and the table that says the same."""
    t, words = subject.t, subject.words
    caption = t(
        "Travel time to the nearest vårdcentral by each area's deciding mode, median of its "
        "people. The numbers are those of the table below."
    )
    shown = ("name", "settlement", "people", "need_index", "minutes", "share_within", "flag")
    heads = tuple(
        Cell(t("Travel time (min)"), number=True)
        if name == "minutes"
        else Cell(words.label(AREA[name]), number=_is_number(name))
        for name in shown
    )
    rows = tuple(
        (
            Cell(t.number(place), number=True),
            *(_on_map(subject, area, name) for name in shown),
        )
        for place, area in enumerate(subject.areas, start=1)
    )
    table = Table(
        t("All areas of the unit, as on the map"),
        (Cell(t("No."), number=True), *heads),
        rows,
        wide=True,
    )
    blocks: list[Block] = [Figure(drawn.svg, caption, drawn.legend)]
    if drawn.closer is not None:
        blocks.append(Figure(drawn.closer, t("The same map closer up, where areas are small.")))
    blocks.append(table if rows else Text(t("No area has most of its people in the unit.")))
    return Chapter("karta", t("Map of the unit"), tuple(blocks))


def _on_map(subject: Subject, area: Row, name: str) -> Cell:
    if name == "minutes":
        return subject.words.cell(area, AREA["minutes_median"])
    cell = subject.words.cell(area, AREA[name])
    if name == "flag" and text(area, "flag") == "flagged":
        return replace(cell, mark="flagged")
    return cell


def _is_number(name: str) -> bool:
    return AREA[name].form not in {"text", "status", "flag"}


def supply(subject: Subject) -> Chapter:
    """Chapter 5: vårdcentraler in the unit, and the other care given to us."""
    t = subject.t
    units = subject.vardcentraler
    blocks: list[Block] = []
    if not text(subject.unit, "gsa_name"):
        blocks.append(Text(t("No coordinating vårdcentral (GSA) is on record.")))
    if units:
        blocks.append(_sites(subject, t("Vårdcentraler in the unit"), units))
        if not any(_known(site, "fte_spec") or _known(site, "fte_st") for site in units):
            blocks.append(Text(t("The number of physicians is not given."), "quiet"))
        if any(_known(site, "pressure") for site in units):
            blocks.append(Text(_guidance(subject), "quiet"))
    else:
        blocks.append(Text(t("There is no vårdcentral in the unit.")))
    blocks += _getting_in(subject, units)
    others = [site for site in subject.sites if site not in units]
    if others:
        blocks.append(_sites(subject, t("Other care in the unit"), others))
    gap = number(subject.unit, "gp_gap")
    if gap is not None:
        blocks.append(Text(_physicians(subject, gap)))
    return Chapter("utbud", t("Care supply"), tuple(blocks))


def _guidance(subject: Subject) -> str:
    return subject.t(
        "Pressure is listed people per place at 1,100 per specialist and 550 per ST physician: a "
        "guidance value, neither floor nor ceiling."
    )


def _physicians(subject: Subject, gap: float) -> str:
    """Physicians missing, or room to spare; never a minus sign for the reader to undo."""
    t = subject.t
    said = subject.words.figure(abs(gap), UNIT["gp_gap"])
    told = (
        t("Physicians missing to the guidance value: {fte} full-time equivalents.", fte=said)
        if gap > 0
        else t("Room beyond the guidance value: {fte} full-time equivalents.", fte=said)
    )
    return f"{told} " + t(
        "It is 1,100 people per specialist, adjusted for need: a guidance value, neither floor nor "
        "ceiling."
    )


def _known(site: Row, name: str) -> bool:
    return state(site, name) in SHOWN


def _sites(subject: Subject, caption: str, sites: Sequence[Row]) -> Table:
    """Sites with the columns that say something about at least one of them."""
    t, words = subject.t, subject.words
    shown = [
        n
        for n in _SITE_SHOWN
        if any(not _is_silent(s, n) or (n in _ALWAYS and applies(s, n)) for s in sites)
    ]
    if {text(site, "care_type") for site in sites} == {"vardcentral"}:
        shown.remove("care_type")
    heads = tuple(Cell(words.label(SITE[n]), number=_is_figure(n)) for n in shown)

    def name(site: Row) -> Cell:
        written = words.word(site, SITE["name"]) or text(site, "site_id")
        if truth(site, "gsa"):
            return Cell(t("{name} (GSA)", name=written), mark="gsa")
        return Cell(written)

    rows = tuple((name(s), *(words.cell(s, SITE[n]) for n in shown)) for s in sites)
    return Table(caption, (Cell(t("Site")), *heads), rows, wide=True)


def _getting_in(subject: Subject, sites: Sequence[Row]) -> list[Block]:
    """How soon one is seen and whether one gets in with a wheelchair: shown, never judged."""
    t, words = subject.t, subject.words
    shown = [n for n in ("within_3_days", "wheelchair") if any(not _is_silent(s, n) for s in sites)]
    if not shown:
        return []
    heads = tuple(Cell(words.label(SITE[n]), number=_is_figure(n)) for n in shown)
    rows = tuple(
        (
            Cell(words.word(site, SITE["name"]) or text(site, "site_id")),
            *(words.cell(site, SITE[n]) for n in shown),
        )
        for site in sites
    )
    found: list[Block] = [
        Table(t("How soon one is seen, and who gets in"), (Cell(t("Site")), *heads), rows)
    ]
    said = [text(site, "wheelchair") for site in sites]
    if any(said):
        found.append(Text(_wheelchair(said, t), "quiet"))
    return found


def _wheelchair(said: Sequence[str], t: Translator) -> str:
    """Shares of those that say how one gets in; those that don't say are a share of all."""
    told = [word for word in said if word]

    def counted(number: int, total: int) -> str:
        return f"{t.number(number)} ({t.percent(number / total, 0)})"

    return t(
        "Of the {told} vårdcentraler that say so, one gets in with a wheelchair at {yes}, partly "
        "at {limited} and not at {no}. Of all {all} in the unit, {silent} do not say. Shown, never "
        "judged.",
        told=t.number(len(told)),
        **{word: counted(told.count(word), len(told)) for word in ("yes", "limited", "no")},
        all=t.number(len(said)),
        silent=counted(len(said) - len(told), len(said)),
    )


def _is_silent(site: Row, name: str) -> bool:
    return not text(site, name) if not _is_figure(name) else state(site, name) == "missing"


def _is_figure(name: str) -> bool:
    return SITE[name].form not in {"text", "status", "flag"}


def access(subject: Subject) -> Chapter:
    """Chapter 6: travel times, shares by mode and group, by class of car minutes, SPAR."""
    t = subject.t
    blocks: list[Block] = [
        _facts(
            subject,
            "minutes_median",
            "minutes_p90",
            "minutes_second",
            "minutes_third",
            "share_within",
            "spar",
        ),
    ]
    blocks += way_to_gsa(subject)
    if subject.by_mode:
        blocks.append(_by_mode(subject))
    else:
        blocks.append(_facts(subject, "share_car_5", "share_car_10", "share_car_30"))
    classes = car_classes(subject)
    if classes:
        blocks.append(Heading(t("Travel time by car, unit and region")))
        blocks.append(share_bars(subject, classes))
        heads = (
            Cell(t("Travel time by car")),
            Cell(t("Share of people"), number=True),
            Cell(t("People"), number=True),
            Cell(t("Share in the region"), number=True),
        )
        rows = tuple((Cell(c.label), c.share, c.people, c.region_share) for c in classes)
        blocks.append(Table(t("People by travel time by car"), heads, rows))
    blocks += measures_of_access(subject)
    blocks += compared(subject)
    return Chapter("tillganglighet", t("Travel time and access"), tuple(blocks))


def _facts(subject: Subject, *names: str) -> Facts:
    words, unit = subject.words, subject.unit
    return Facts(tuple((words.label(UNIT[n]), words.cell(unit, UNIT[n])) for n in names))


def _by_mode(subject: Subject) -> Table:
    t, words = subject.t, subject.words
    mine = _shares(subject.by_mode)
    region = _shares(subject.region_by_mode)
    groups = [g for g in _GROUPS if any(key[2] == g for key in mine)]
    rungs = sorted({key[:2] for key in mine}, key=lambda r: (_mode_order(r[0]), r[1]))
    heads = (
        Cell(t("Way of travel")),
        Cell(t("Within (min)"), number=True),
        *(Cell(words.code(group), number=True) for group in groups),
        Cell(t("Region, all ages"), number=True),
    )

    def share(row: Row | None) -> Cell:
        return (
            Cell(MISSING, number=True, state="missing") if row is None else words.cell(row, _SHARE)
        )

    rows = tuple(
        (
            Cell(words.code(mode)),
            Cell(words.plain(minutes, "number"), number=True),
            *(share(mine.get((mode, minutes, group))) for group in groups),
            share(region.get((mode, minutes, "all"))),
        )
        for mode, minutes in rungs
    )
    return Table(t("Share of people who reach a vårdcentral, by way of travel"), heads, rows)


def _shares(rows: Sequence[Row]) -> dict[tuple[str, float, str], Row]:
    return {
        (text(row, "mode"), number(row, "minutes") or 0.0, text(row, "group")): row for row in rows
    }


def _mode_order(mode: str) -> tuple[int, str]:
    return (_MODES.index(mode) if mode in _MODES else len(_MODES), mode)
