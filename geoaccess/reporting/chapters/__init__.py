"""The chapters of a unit's report, in the order a coordinator reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.chapters.closing import limitations, questions, sources
from geoaccess.reporting.chapters.closures import closures
from geoaccess.reporting.chapters.elsewhere import elsewhere
from geoaccess.reporting.chapters.flagged import flagged
from geoaccess.reporting.chapters.opening import standing_out
from geoaccess.reporting.chapters.people import need, population
from geoaccess.reporting.chapters.reading import reading
from geoaccess.reporting.chapters.rules import rules
from geoaccess.reporting.chapters.travel import access, supply, the_map

if TYPE_CHECKING:
    from geoaccess.reporting.blocks import Chapter
    from geoaccess.reporting.figures.unit_map import UnitMap
    from geoaccess.reporting.subject import Subject

__all__ = ["chapters"]


def chapters(subject: Subject, drawn: UnitMap) -> tuple[Chapter, ...]:
    """All chapters of one unit's report."""
    return (
        standing_out(subject),
        reading(subject),
        the_map(subject, drawn),
        flagged(subject),
        population(subject),
        need(subject),
        supply(subject),
        access(subject),
        closures(subject),
        elsewhere(subject),
        rules(subject),
        questions(subject),
        limitations(subject),
        sources(subject),
    )
