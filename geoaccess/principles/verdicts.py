"""Verdicts: a rule's answer for one area, unit, site or the region, with its evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geoaccess.messages import LANGUAGES, N_, translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.messages import Language
    from geoaccess.principles.pack import Limits, Rule, Scope
    from geoaccess.principles.wording import Said

__all__ = ["NAN", "Answer", "Verdict", "disclaimer", "grade", "verdict_frame"]

NAN = float("nan")
_SLACK = 1e-9

Answer = Literal["met", "at_risk", "not_met", "not_assessable"]

_WORKING_RULE = N_("a working rule of geoaccess, not the region's adopted principle")
_JUDGED_BY = N_("Judged by {what}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One answer.

    Attributes
    ----------
    value, unit
        The measured value (NaN where there is none) and what it counts: ``share``,
        ``share_difference``, ``ratio``; empty for a rule that measures nothing.
    value_low, value_high
        Bounds of the value's interval; NaN for a rule that gives none.
    limit_met, limit_at_risk
        The rule's limits, NaN where it has none.
    margin
        Distance from the limit of met: positive where the rule is met with that to spare.
    coverage
        Share of the subject's people that the value covers.
    people
        People concerned; which ones the sentence says.
    vintage
        Vintages of the data.
    said
        The sentences.
    measure
        The operator that measured, and of what care where it was not vårdcentraler.
    """

    rule: Rule
    scope: Scope
    subject_id: str
    subject_name: str
    answer: Answer
    value: float = NAN
    value_low: float = NAN
    value_high: float = NAN
    unit: str
    limit_met: float = NAN
    limit_at_risk: float = NAN
    margin: float = NAN
    coverage: float = NAN
    people: float = NAN
    vintage: str = ""
    said: tuple[Said, ...] = ()
    measure: str = ""

    def sentence(self, lang: Language, min_count: int | None = None) -> str:
        """In words; small counts are kept back when `min_count` is given."""
        parts = [said.render(lang, min_count) for said in self.said]
        if self.rule.wording_is_ours:
            parts.append(translator(lang)(_JUDGED_BY, what=disclaimer(lang)))
        return " ".join(parts)

    def to_base(self, base: int) -> Verdict:
        """The verdict with the counts in its sentences rounded; its numbers stay exact."""
        return replace(self, said=tuple(said.to_base(base) for said in self.said))

    def as_row(self, min_count: int | None = None) -> dict[str, object]:
        """The columns of ``geoaccess.result.indicators.VERDICT_COLUMNS``."""
        words = {f"title_{lang}": getattr(self.rule.title, lang) for lang in LANGUAGES}
        return {
            "rule_id": self.rule.id,
            **words,
            "scope": self.scope,
            "subject_id": self.subject_id,
            "subject_name": self.subject_name,
            "verdict": self.answer,
            "value": self.value,
            "value_low": self.value_low,
            "value_high": self.value_high,
            "unit": self.unit,
            "limit_met": self.limit_met,
            "limit_at_risk": self.limit_at_risk,
            "margin": self.margin,
            "coverage": self.coverage,
            "people": self.people,
            "vintage": self.vintage,
            **{f"sentence_{lang}": self.sentence(lang, min_count) for lang in LANGUAGES},
        }


_COLUMNS = (
    "rule_id",
    "title_sv",
    "title_en",
    "scope",
    "subject_id",
    "subject_name",
    "verdict",
    "value",
    "value_low",
    "value_high",
    "unit",
    "limit_met",
    "limit_at_risk",
    "margin",
    "coverage",
    "people",
    "vintage",
    "sentence_sv",
    "sentence_en",
)


def verdict_frame(verdicts: Iterable[Verdict], min_count: int | None = None) -> pd.DataFrame:
    """The verdicts as a table, a row each, in their order."""
    return pd.DataFrame([v.as_row(min_count) for v in verdicts], columns=list(_COLUMNS))


def disclaimer(lang: Language) -> str:
    """What stands wherever a verdict of our own wording is shown.

    Examples
    --------
    >>> disclaimer("en")
    "a working rule of geoaccess, not the region's adopted principle"
    """
    return translator(lang)(_WORKING_RULE)


def grade(value: float, limits: Limits) -> Answer:
    """Met, at risk or not met; a value on a limit is on its better side.

    Whether more or less is better follows from the limits' order. What is not known (NaN) is on no
    side of a limit: it cannot be assessed.

    Examples
    --------
    >>> from geoaccess.principles.pack import Limits
    >>> grade(0.95, Limits(met=0.95, at_risk=0.90)), grade(1.3, Limits(met=1.0, at_risk=1.2))
    ('met', 'not_met')
    """
    if math.isnan(value):
        return "not_assessable"
    sign = 1 if limits.met >= limits.at_risk else -1
    if sign * (value - limits.met) >= -_SLACK:
        return "met"
    return "at_risk" if sign * (value - limits.at_risk) >= -_SLACK else "not_met"


def margin(value: float, limits: Limits) -> float:
    """Distance from the limit of met, positive on the good side."""
    sign = 1 if limits.met >= limits.at_risk else -1
    return sign * (value - limits.met)
