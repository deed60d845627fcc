"""``coverage_at_least``: a need measure for nearly everyone, of one date, not too old."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import Case, Operator, group_of, subjects
from geoaccess.principles.wording import Count, Day, Number, Share, Words, say

if TYPE_CHECKING:
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["COVERAGE_AT_LEAST"]

_NAMED = 5

_COVERED = N_(
    "{label} is known for {share} of {people} people; met from {met}, at risk from {at_risk}."
)
_LACKING = N_("It is missing for {people} people in: {areas}.")
_MANY_VINTAGES = N_("It mixes several vintages ({vintages}), so at best the rule is at risk.")
_TOO_OLD = N_(
    "It is of {need}, more than {months} months older than the supply data of {supply}, so at "
    "best the rule is at risk."
)
_NO_DATE = N_(
    "Cannot be assessed: the study does not say which day the need data speak of "
    "(date under need in study.toml)."
)
_STUDY_DAY = N_("The supply data have no date; the study's is used.")


def _judge(case: Case) -> list[Verdict]:
    evidence = case.evidence
    points = evidence.points
    known = points["area_id"].map(evidence.areas["need_index"].notna()).fillna(False).astype(bool)
    by = group_of(points, case.scope).to_numpy()
    total = points["people"].groupby(by).sum()
    covered = points["people"].where(known, 0.0).groupby(by).sum()
    lacking = points[~known & (points["people"] > 0)]
    lacking_by = lacking.groupby(group_of(lacking, case.scope).to_numpy())["area_id"].unique()
    worn, reservations = _reservations(case)
    found = []
    for subject in subjects(evidence, case.scope):
        people = float(total.get(subject[0], 0.0))
        if few := case.too_few(people):
            found.append(case.answer(subject, "not_assessable", said=(few,)))
            continue
        value = float(covered.get(subject[0], 0.0)) / people
        said = [
            say(
                _COVERED,
                label=Words(evidence.need.label),
                share=Share(value, people),
                people=Count(people),
                met=Share(case.limits.met, decimals=0),
                at_risk=Share(case.limits.at_risk, decimals=0),
            )
        ]
        if subject[0] in lacking_by.index:
            areas = sorted(map(str, lacking_by[subject[0]]))
            named = ", ".join(areas[:_NAMED]) + (" …" if len(areas) > _NAMED else "")
            said.append(say(_LACKING, people=Count(people * (1 - value), people), areas=named))
        answer = case.graded(value)
        if worn and answer == "met":
            answer = "at_risk"
        if evidence.need.date is None:
            answer = "not_assessable"
        found.append(
            case.answer(
                subject,
                answer,
                value=value,
                coverage=value,
                people=people * (1 - value),
                vintage=evidence.vintage("people", "need", "sites"),
                said=(*said, *reservations),
            )
        )
    return found


def _reservations(case: Case) -> tuple[bool, tuple[Said, ...]]:
    """Whether age or mixture keeps the rule from being met, and what to say of the dates."""
    evidence = case.evidence
    need = evidence.need
    if need.date is None:
        return False, (say(_NO_DATE),)
    said: list[Said] = []
    worn = False
    if len(set(need.vintages)) > 1:
        worn = True
        said.append(say(_MANY_VINTAGES, vintages=", ".join(sorted(set(need.vintages)))))
    months = int(case.argument("max_age_months"))
    supply = evidence.supply_date or evidence.study_date
    if _months_later(need.date, months) < supply:
        worn = True
        said.append(
            say(
                _TOO_OLD,
                need=Day(need.date),
                supply=Day(supply),
                months=Number(months, 0),
            )
        )
    if evidence.supply_date is None:
        said.append(say(_STUDY_DAY))
    return worn, tuple(said)


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


COVERAGE_AT_LEAST = Operator(
    name="coverage_at_least",
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share",
    arguments={"max_age_months": (0, 1200)},
    needs_all_sites=False,
)
