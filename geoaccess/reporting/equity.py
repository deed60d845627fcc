"""The table of equity on the reports' index: how even access is in the region, and by need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Cell, Table
from geoaccess.reporting.columns import EQUITY
from geoaccess.reporting.rows import records, text

if TYPE_CHECKING:
    from geoaccess.reporting.words import Words
    from geoaccess.result.published import Published

__all__ = ["equity_of_region"]

_NUMBERS = (
    *("mean", "gini", "hoover", "theil", "theil_within", "theil_between"),
    *("concentration", "concentration_low", "concentration_high"),
    *("gap", "gap_low", "gap_high", "share_left_out"),
)


def equity_of_region(published: Published, words: Words) -> Table | None:
    """A row per measure with its numbers and what they say; None where it is not told."""
    lang = words.t.lang
    said = (f"reading_{lang}", f"finding_{lang}")
    rows = tuple(
        (
            Cell(f"{text(row, f'label_{lang}')} ({text(row, f'unit_{lang}')})"),
            *(words.cell(row, EQUITY[name]) for name in _NUMBERS),
            *(Cell(text(row, name)) for name in said),
        )
        for row in records(published.equity)
        if text(row, "scope") == "region"
    )
    heads = (
        Cell(words.label(EQUITY[f"label_{lang}"])),
        *(Cell(words.label(EQUITY[name]), number=True) for name in _NUMBERS),
        *(Cell(words.label(EQUITY[name])) for name in said),
    )
    caption = words.t("How even access is in the region, and whether it follows need")
    return Table(caption, heads, rows, wide=True) if rows else None
