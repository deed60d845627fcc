"""The way to the unit's coordinating vårdcentral (GSA), beside the way to the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Table, Text
from geoaccess.reporting.columns import UNIT
from geoaccess.reporting.rows import text

if TYPE_CHECKING:
    from geoaccess.reporting.subject import Subject

__all__ = ["way_to_gsa"]

_NEAREST = ("minutes_median", "minutes_p90", "share_within")
_GSA = ("gsa_minutes_median", "gsa_minutes_p90", "gsa_share_within")


def way_to_gsa(subject: Subject) -> list[Block]:
    """A table of two rows, or the reason why there is none; nothing where no GSA is asked about."""
    t, words, unit = subject.t, subject.words, subject.unit
    why = text(unit, "gsa_state")
    if not why:
        return []
    if not text(unit, "gsa_name") or why in {"several_gsa", "not_listed", "not_vardcentral"}:
        said = t("The way to the coordinating vårdcentral is not told: {why}.", why=words.code(why))
        return [Text(said, "quiet")]
    heads = (Cell(t("To")), *(Cell(words.label(UNIT[name]), number=True) for name in _NEAREST))
    rows = tuple(
        (Cell(name), *(words.cell(unit, UNIT[column]) for column in columns))
        for name, columns in (
            (t("the nearest vårdcentral"), _NEAREST),
            (t("{name} (GSA)", name=text(unit, "gsa_name")), _GSA),
        )
    )
    return [Table(t("The way to the nearest and to the coordinating vårdcentral"), heads, rows)]
