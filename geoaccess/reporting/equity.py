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

__all__ = ["equity_of_region", "findings_of_region"]

_SPREAD = ("mean", "gini", "hoover", "theil_between")
_BY_NEED = ("concentration", "gap")


def equity_of_region(published: Published, words: Words) -> Table | None:
    """A row per measure with its numbers; None where nothing of it is told."""
    lang = words.t.lang
    rows = tuple(
        (
            Cell(text(row, f"label_{lang}")),
            *(words.cell(row, EQUITY[name]) for name in _SPREAD),
            *(_with_interval(row, name, words) for name in _BY_NEED),
        )
        for row in _of_region(published)
    )
    labels = [words.label(EQUITY[name]) for name in (*_SPREAD, *_BY_NEED)]
    heads = (
        Cell(words.label(EQUITY[f"label_{lang}"])),
        *(Cell(label, number=True) for label in labels),
    )
    caption = words.t("How even access is in the region, and whether it follows need")
    return Table(caption, heads, rows, wide=True) if rows else None


def findings_of_region(published: Published, words: Words) -> tuple[tuple[str, str], ...]:
    """What each measure counts and says of the region, and how it is read."""
    lang = words.t.lang
    return tuple(
        (
            f"{text(row, f'label_{lang}')} ({text(row, f'unit_{lang}')})",
            f"{text(row, f'finding_{lang}')} {text(row, f'reading_{lang}')}".strip(),
        )
        for row in _of_region(published)
    )


def _of_region(published: Published) -> list[Row]:
    return [row for row in records(published.equity) if text(row, "scope") == "region"]


def _with_interval(row: Row, name: str, words: Words) -> Cell:
    """A number with its interval from one bound to the other; or why there is none."""
    value = words.cell(row, EQUITY[name])
    low, high = (words.cell(row, EQUITY[f"{name}_{end}"]) for end in ("low", "high"))
    if {value.state, low.state, high.state} != {"ok"}:
        return value
    said = words.t("{value} ({low} to {high})", value=value.text, low=low.text, high=high.text)
    return Cell(said, number=True)
