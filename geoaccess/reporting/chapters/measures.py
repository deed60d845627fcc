"""Chapter 6, its end: the measures of access that the study asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Heading, Table, Text
from geoaccess.reporting.columns import MEASURE
from geoaccess.reporting.rows import text
from geoaccess.result.measures import MEASURES

if TYPE_CHECKING:
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["measures_of_access"]

_NOT_TOLD = "GA-A041"
_SHOWN = ("value", "relative", "p10", "p50", "p90", "share_without", "share_unknown")


def measures_of_access(subject: Subject) -> tuple[Block, ...]:
    """A table of the unit's measures with the region's mean beside, and how each is read."""
    if not subject.measures:
        return _why_none(subject)
    t, words = subject.t, subject.words
    region = {text(row, "measure"): row for row in subject.region_measures}
    heads = (
        Cell(t("Measure")),
        *(Cell(words.label(MEASURE[name]), number=True) for name in _SHOWN),
        Cell(t("Region"), number=True),
    )
    rows = tuple(
        (
            Cell(text(row, f"label_{t.lang}")),
            *(words.cell(row, MEASURE[name]) for name in _SHOWN),
            words.cell(region.get(text(row, "measure"), {}), MEASURE["value"]),
        )
        for row in subject.measures
    )
    table = Table(t("Measures of access, mean of the unit's people"), heads, rows, wide=True)
    reading = tuple(Text(_reading(subject, row), "quiet") for row in subject.measures)
    return (Heading(t("Measures of access")), table, *reading)


def _why_none(subject: Subject) -> tuple[Block, ...]:
    """Why measures that were asked for are not told; nothing where none were."""
    t = subject.t
    said = [n for n in subject.notices if text(n, "code") == _NOT_TOLD]
    reasons = tuple(Text(text(notice, f"said_{t.lang}")) for notice in said)
    return (Heading(t("Measures of access")), *reasons) if reasons else ()


def _reading(subject: Subject, row: Row) -> str:
    t = subject.t
    known = MEASURES[text(row, "measure")]
    said = t(
        "{label}, {unit}: {meaning}",
        label=text(row, f"label_{t.lang}"),
        unit=text(row, f"unit_{t.lang}"),
        meaning=t(known.meaning),
    )
    return said if known.good == "more" else f"{said} " + t("Less is better.")
