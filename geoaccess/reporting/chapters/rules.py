"""Chapter 10: what each rule found, in the unit and in the region, with value, limit, sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import Block, Cell, Chapter, Table, Text
from geoaccess.reporting.columns import VERDICT
from geoaccess.reporting.rows import number, text
from geoaccess.reporting.words import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["rules"]

_MARKS = frozenset({"met", "at_risk", "not_met", "not_assessable"})


def rules(subject: Subject) -> Chapter:
    """Chapter 10: the rule pack's outcome."""
    t = subject.t
    blocks: list[Block] = [
        Text(
            t(
                "Rules: {label}. Each is a working rule of geoaccess, not the region's adopted "
                "principle.",
                label=subject.head.rule_label[t.lang],
            )
        )
    ]
    for caption, verdicts in (
        (t("Outcome in the unit"), subject.verdicts),
        (t("Outcome in the region, for comparison"), subject.region_verdicts),
    ):
        if verdicts:
            blocks.append(_table(subject, caption, verdicts))
    if not subject.verdicts:
        blocks.append(Text(t("No rule speaks of this unit.")))
    return Chapter("regler", t("Outcome of the rules"), tuple(blocks))


def _table(subject: Subject, caption: str, verdicts: Sequence[Row]) -> Table:
    t = subject.t
    heads = (
        Cell(t("Rule")),
        Cell(t("Verdict")),
        Cell(t("Value"), number=True),
        Cell(t("Limit"), number=True),
        Cell(t("In words")),
    )
    return Table(caption, heads, tuple(_row(subject, verdict) for verdict in verdicts), wide=True)


def _row(subject: Subject, verdict: Row) -> tuple[Cell, ...]:
    words, lang = subject.words, subject.t.lang
    found = text(verdict, "verdict")
    title = f"{text(verdict, 'rule_id')} {text(verdict, f'title_{lang}')}"
    if text(verdict, "scope") == "site":
        title = f"{title}: {text(verdict, 'subject_name')}"
    said = text(verdict, f"sentence_{lang}")
    coverage = number(verdict, "coverage")
    if coverage is not None and coverage < 1:
        said += " " + subject.t(
            "Covers {share} of the people.", share=words.plain(coverage, "share")
        )
    return (
        Cell(title),
        Cell(words.word(verdict, VERDICT["verdict"]), mark=found if found in _MARKS else ""),
        measured(subject, verdict, "value"),
        measured(subject, verdict, "limit_met"),
        Cell(said),
    )


def measured(subject: Subject, verdict: Row, name: str) -> Cell:
    """Value or limit: a share as a percentage, a difference of shares in percentage points."""
    value = number(verdict, name)
    if value is None:
        return Cell(MISSING, number=True, state="missing")
    unit = text(verdict, "unit")
    if unit == "share_difference":
        points = subject.words.plain(value * 100, "minutes")
        return Cell(subject.t("{n} percentage points", n=points), number=True)
    form = unit if unit in {"share", "ratio", "count"} else "number"
    return Cell(subject.words.plain(value, form), number=True)
