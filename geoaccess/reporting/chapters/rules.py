"""Chapter 10: what each rule found, in the unit and in the region, with value, limit, sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.reporting.blocks import (
    Block,
    Cell,
    Chapter,
    Entry,
    Heading,
    Items,
    Table,
    Text,
)
from geoaccess.reporting.columns import VERDICT
from geoaccess.reporting.rows import number, text

if TYPE_CHECKING:
    from geoaccess.reporting.rows import Row
    from geoaccess.reporting.subject import Subject

__all__ = ["rules"]

_FORMS = {
    **{unit: unit for unit in ("share", "ratio", "count")},
    **dict.fromkeys(("share_of_class", "share_of_supply"), "share"),
}
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
    if subject.verdicts:
        blocks += [_table(subject), Heading(t("In words")), _sentences(subject)]
    else:
        blocks.append(Text(t("No rule speaks of this unit.")))
    return Chapter("regler", t("Outcome of the rules"), tuple(blocks))


def _table(subject: Subject) -> Table:
    """Verdicts of the unit and its sites; the region's beside the unit's."""
    t = subject.t
    region = {text(verdict, "rule_id"): verdict for verdict in subject.region_verdicts}
    heads = (
        Cell(t("Rule")),
        Cell(t("Verdict")),
        Cell(t("Value"), number=True),
        Cell(t("Limit"), number=True),
        Cell(t("Verdict in the region")),
        Cell(t("Value in the region"), number=True),
    )
    rows = []
    for verdict in subject.verdicts:
        beside = region.get(text(verdict, "rule_id"), {}) if _is_unit(verdict) else {}
        rows.append(
            (
                Cell(_title(subject, verdict)),
                _answer(subject, verdict),
                _with_interval(subject, verdict),
                measured(subject, verdict, "limit_met"),
                _answer(subject, beside) if beside else Cell(""),
                _with_interval(subject, beside) if beside else Cell(""),
            )
        )
    return Table(t("Outcome in the unit, the region beside"), heads, tuple(rows), wide=True)


def _is_unit(verdict: Row) -> bool:
    return text(verdict, "scope") == "unit"


def _title(subject: Subject, verdict: Row) -> str:
    title = f"{text(verdict, 'rule_id')} {text(verdict, f'title_{subject.t.lang}')}"
    return title if _is_unit(verdict) else f"{title}: {text(verdict, 'subject_name')}"


def _answer(subject: Subject, verdict: Row) -> Cell:
    found = text(verdict, "verdict")
    said = subject.words.word(verdict, VERDICT["verdict"])
    return Cell(said, mark=found if found in _MARKS else "")


def _sentences(subject: Subject) -> Items:
    """Sentences of the unit's verdicts, and of the sites that do not meet a rule."""
    entries = []
    for verdict in subject.verdicts:
        if not _is_unit(verdict) and text(verdict, "verdict") == "met":
            continue
        said = text(verdict, f"sentence_{subject.t.lang}")
        coverage = number(verdict, "coverage")
        if coverage is not None and coverage < 1:
            share = subject.words.plain(coverage, "share")
            said += " " + subject.t("Covers {share} of the people.", share=share)
        lead = text(verdict, "rule_id" if _is_unit(verdict) else "subject_name")
        entries.append(Entry(said, f"{lead}:"))
    return Items(tuple(entries))


def _with_interval(subject: Subject, verdict: Row) -> Cell:
    """Value, and its interval where the rule gives one."""
    value = measured(subject, verdict, "value")
    low, high = number(verdict, "value_low"), number(verdict, "value_high")
    if low is None or high is None:
        return value
    bounds = {"low": _figure(subject, verdict, low), "high": _figure(subject, verdict, high)}
    said = subject.t("{value} ({low} to {high})", value=value.text, **bounds)
    return Cell(said, number=True, mark="long")


def measured(subject: Subject, verdict: Row, name: str) -> Cell:
    """Value or limit: a share as a percentage, a difference of shares in percentage points."""
    value = number(verdict, name)
    if value is None:
        return subject.words.cell(verdict, VERDICT[name])
    said = _figure(subject, verdict, value)
    if text(verdict, "unit") == "share_difference":
        said = subject.t("{n} percentage points", n=said)
    return Cell(said, number=True)


def _figure(subject: Subject, verdict: Row, value: float) -> str:
    """A number in the verdict's unit; of percentage points without the word."""
    unit = text(verdict, "unit")
    if unit == "share_difference":
        return subject.words.plain(value * 100, "minutes")
    form = _FORMS.get(unit, "number")
    return subject.words.plain(value, form)
