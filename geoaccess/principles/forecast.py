"""A rule judged by the people of a year to come, told beside today's verdict where it is known."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase
from geoaccess.principles.wording import Term, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.principles.operators.kinds import Case
    from geoaccess.principles.verdicts import Answer, Verdict
    from geoaccess.principles.wording import Said

__all__ = ["NO_FORECAST", "beside_today"]

NO_FORECAST = N_(
    "Cannot be assessed: this run is made for the people of today, not for a forecast year "
    "(geoaccess run study.toml --year)."
)
_YEAR = N_("The people are those forecast for {year}; sites and travel times are today's.")
_TODAY_UNKNOWN = N_("Today's verdict is not known, so nothing is said of the change.")
_TODAY = N_("Today the rule is {answer}; the forecast is {change}.")

_ANSWERS: Mapping[Answer, Phrase] = {
    "met": Phrase(N_("met")),
    "at_risk": Phrase(N_("at risk")),
    "not_met": Phrase(N_("not met")),
}
_WORSE, _SAME, _BETTER = (
    Phrase(N_("worse than today")),
    Phrase(N_("the same as today")),
    Phrase(N_("better than today")),
)
_NO_CHANGE = 1e-6


def beside_today(case: Case) -> list[Verdict]:
    """The verdicts of the forecast; each says its year and whether it is worse than today."""
    today = case.evidence.today
    then = case.operator.judge(case)
    now: dict[str, Verdict] = {}
    if today is not None:
        judged = case.operator.judge(replace(case, evidence=today))
        now = {verdict.subject_id: verdict for verdict in judged}
    year = say(_YEAR, year=str(case.evidence.forecast_year))
    return [
        replace(one, said=(*one.said, year, _compared(one, now.get(one.subject_id))))
        for one in then
    ]


def _compared(then: Verdict, now: Verdict | None) -> Said:
    """In words only: two numbers of nearly the same people would tell who is new."""
    if now is None or now.answer not in _ANSWERS or then.answer not in _ANSWERS:
        return say(_TODAY_UNKNOWN)
    change = then.margin - now.margin
    if math.isnan(change):
        # A rule that found nothing to divide by has an answer and no value.
        order = tuple(_ANSWERS)
        change = order.index(now.answer) - order.index(then.answer)
    word = _SAME if abs(change) < _NO_CHANGE else _BETTER if change > 0 else _WORSE
    return say(_TODAY, answer=Term(_ANSWERS[now.answer]), change=Term(word))
