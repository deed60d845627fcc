"""Indices from elsewhere beside the unit's own numbers: for comparison only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Heading, Table, Text
from geoaccess.reporting.rows import text
from geoaccess.result.comparison import COMPARISON_COLUMNS
from geoaccess.result.indicators import by_name

if TYPE_CHECKING:
    from geoaccess.reporting.subject import Subject

__all__ = ["compared"]

_VALUE = by_name(COMPARISON_COLUMNS)["value"]


def compared(subject: Subject) -> list[Block]:
    """A table of the indices; where the unit lacks something for one, that stands in its place."""
    if not subject.comparison:
        return []
    t, words = subject.t, subject.words
    heads = (
        Cell(t("Index")),
        Cell(t("Value"), number=True),
        Cell(t("Of which, or what is lacking")),
    )
    rows = []
    for row in subject.comparison:
        lacks = text(row, f"lacks_{t.lang}")
        why = t("Cannot be assessed for lack of: {lacks}.", lacks=lacks) if lacks else ""
        about = why or text(row, f"parts_{t.lang}")
        rows.append((Cell(text(row, f"label_{t.lang}")), words.cell(row, _VALUE), Cell(about)))
    told = t(
        "For comparison only: indices of another land, after its limits and partly ours. They flag "
        "and judge nothing."
    )
    return [
        Heading(t("Indices from elsewhere, for comparison only")),
        Text(told, "quiet"),
        Table(t("Indices from elsewhere"), heads, tuple(rows), wide=True),
    ]
