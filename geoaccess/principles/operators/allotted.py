"""``care_against_region``: the care that reaches a unit's people, by need, against the region's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.access import theil_t
from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import (
    ESTIMATED,
    NO_NEED,
    Case,
    Operator,
    group_of,
    subjects,
)
from geoaccess.principles.wording import Count, Following, Number, Share, Term, Words, say

if TYPE_CHECKING:
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["CARE_AGAINST_REGION"]

_AGAINST = N_(
    "For each need-weighted person the care that reaches the unit's people, shared with all who "
    "reach it, is {value} of the region's (met from {met}, at risk from {at_risk}). Need is "
    "measured by {label}."
)
_NO_CAPACITY = N_(
    "Cannot be assessed: the study states no real capacity (capacity under supply in study.toml)."
)
_ONLY_RANKS = N_(
    "Cannot be assessed: {label} tells who has more need, not how much more, so people cannot be "
    "weighted with it."
)
_UNKNOWN = N_(
    "Cannot be assessed: care within reach and need are known for only {share} of people."
)
_NONE_AT_ALL = N_("Cannot be assessed: nobody in the region has care within reach.")
_BETWEEN = N_(
    "For information, in the region: {share} of the differences in need are between units, the "
    "rest within them (Theil)."
)
_RANKS = N_(
    "Areas with greater need have {more_or_less} care within reach (rank correlation {rho})."
)
_SLACK = 1e-9


def _judge(case: Case) -> list[Verdict]:
    evidence = case.evidence
    units = list(subjects(evidence, case.scope))
    if stopped := _obstacle(case):
        return [case.answer(unit, "not_assessable", said=(stopped,)) for unit in units]
    sums = _sums(case)
    whole = sums.sum()
    coverage = float(whole["known"] / whole["people"]) if whole["people"] > 0 else 0.0
    if coverage < case.pack.flag.min_coverage:
        unknown = say(_UNKNOWN, share=Share(coverage))
        return [
            case.answer(unit, "not_assessable", coverage=coverage, said=(unknown,))
            for unit in units
        ]
    # Only now: care that is not known is not care that nobody has.
    if not whole["care"] > 0:
        nobody = say(_NONE_AT_ALL)
        return [case.answer(unit, "not_assessable", said=(nobody,)) for unit in units]
    context = _context(case)
    return [
        _judge_unit(case, unit, sums.reindex([unit[0]], fill_value=0.0).iloc[0], whole, context)
        for unit in units
    ]


def _obstacle(case: Case) -> Said | None:
    need = case.evidence.need
    if not case.evidence.real_capacity or "care" not in case.evidence.points:
        return say(_NO_CAPACITY)
    return None if need.is_ratio else say(_ONLY_RANKS, label=Words(need.label))


def _sums(case: Case) -> pd.DataFrame:
    """People, those of whom all is known, their care (specialists) and their need, by unit.

    Care is what E2SFCA gives each person; over all people it adds up to all physicians in reach.
    """
    points = case.evidence.points
    need = points["area_id"].map(case.evidence.areas["need_relative"]).astype(float)
    known = need.notna() & points["care"].notna()
    people = points["people"].where(known, 0.0)
    columns = pd.DataFrame(
        {
            "people": points["people"],
            "known": people,
            "care": people * points["care"].fillna(0.0),
            "need": people * need.fillna(0.0),
        }
    )
    return columns.groupby(group_of(points, case.scope).to_numpy()).sum()


def _judge_unit(
    case: Case, unit: tuple[str, str], row: pd.Series, whole: pd.Series, context: tuple[Said, ...]
) -> Verdict:
    people = float(row["people"])
    if few := case.too_few(people):
        return case.answer(unit, "not_assessable", said=(few,))
    coverage = float(row["known"]) / people
    unknown = None
    if coverage < case.pack.flag.min_coverage:
        unknown = say(_UNKNOWN, share=Share(coverage, people))
    elif not row["need"] > 0:
        unknown = say(NO_NEED, label=Words(case.evidence.need.label))
    if unknown:
        return case.answer(unit, "not_assessable", coverage=coverage, said=(unknown,))
    value = float((row["care"] / row["need"]) / (whole["care"] / whole["need"]))
    said = [
        say(
            _AGAINST,
            value=Following(Number(value), (Count(float(row["need"])),)),
            met=Number(case.limits.met),
            at_risk=Number(case.limits.at_risk),
            label=Words(case.evidence.need.label),
        )
    ]
    if case.evidence.estimate:
        said.append(say(ESTIMATED))
    return case.answer(
        unit,
        case.graded(value),
        value=value,
        coverage=coverage,
        people=people,
        vintage=case.evidence.vintage("people", "need", "sites", "streets"),
        said=(*said, *context),
    )


def _context(case: Case) -> tuple[Said, ...]:
    """How need differs between units, and whether care follows it; said, never judged."""
    areas = case.evidence.areas
    known = areas[areas["need_relative"].notna() & (areas["people"] > 0)]
    said = []
    if len(known) and (known["need_relative"] > 0).all():
        found = theil_t(known["need_relative"], known["people"], unit=known["unit_id"])
        total = found.within + found.between
        if total > _SLACK:
            said.append(say(_BETWEEN, share=Share(found.between / total, decimals=0)))
    points = case.evidence.points
    people = points["people"].where(points["care"].notna())
    sums = pd.DataFrame({"care": people * points["care"], "people": people})
    by_area = sums.groupby(points["area_id"]).sum(min_count=1).reindex(known.index)
    by = by_area["care"] / by_area["people"].where(by_area["people"] > 0)
    # Spearman: the correlation of ranks.
    rho = known["need_relative"].rank().corr(by.rank())
    if not pd.isna(rho):
        more = _MORE if rho > _SLACK else _LESS if rho < -_SLACK else _AS_MUCH
        said.append(say(_RANKS, more_or_less=Term(more), rho=Number(float(rho))))
    return tuple(said)


_MORE, _LESS, _AS_MUCH = N_("more"), N_("less"), N_("neither more nor less")

CARE_AGAINST_REGION = Operator(
    name="care_against_region",
    judge=_judge,
    scopes=("unit",),
    better="more",
    unit="ratio",
    needs_all_sites=True,
)
