"""The table of equity on the reports' index: how even access is in the region, and by need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Cell, Table
from geoaccess.reporting.columns import EQUITY
from geoaccess.reporting.rows import records, text

if TYPE_CHECKING:
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.words import Words
    from geoaccess.result.published import Published

__all__ = ["equity_of_region"]

_SPREAD = ("mean", "gini", "hoover", "theil", "theil_within", "theil_between")
_BY_NEED = ("concentration", "gap")


def equity_of_region(published: Published, words: Words) -> Table | None:
    """A row per measure with its numbers and what they say; None where it is not told."""
    lang = words.t.lang
    said = (f"reading_{lang}", f"finding_{lang}")
    rows = tuple(
        (
            Cell(f"{text(row, f'label_{lang}')} ({text(row, f'unit_{lang}')})"),
            *(words.cell(row, EQUITY[name]) for name in _SPREAD),
            *(cell for name in _BY_NEED for cell in _with_interval(row, name, words)),
            words.cell(row, EQUITY["share_left_out"]),
            *(Cell(text(row, name)) for name in said),
        )
        for row in records(published.equity)
        if text(row, "scope") == "region"
    )
    between = words.t("Its interval")
    labels = [words.label(EQUITY[name]) for name in _SPREAD]
    labels += [label for name in _BY_NEED for label in (words.label(EQUITY[name]), between)]
    heads = (
        Cell(words.label(EQUITY[f"label_{lang}"])),
        *(Cell(label, number=True) for label in labels),
        Cell(words.label(EQUITY["share_left_out"]), number=True),
        *(Cell(words.label(EQUITY[name])) for name in said),
    )
    caption = words.t("How even access is in the region, and whether it follows need")
    return Table(caption, heads, rows, wide=True) if rows else None


def _with_interval(row: Row, name: str, words: Words) -> tuple[Cell, Cell]:
    """A number, and its interval from one bound to the other in a cell; or why there is none."""
    low, high = (words.cell(row, EQUITY[f"{name}_{end}"]) for end in ("low", "high"))
    interval = low
    if low.state == "ok":
        interval = Cell(words.t("{low} to {high}", low=low.text, high=high.text), number=True)
    return words.cell(row, EQUITY[name]), interval
