"""``location_quotient`` and ``hoover``: whether physicians are spread as need is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.messages import N_
from geoaccess.principles.capacity import unit_capacity
from geoaccess.principles.operators.kinds import NEED_UNKNOWN, NO_NEED, Case, Operator, subjects
from geoaccess.principles.reach import reach
from geoaccess.principles.wording import Count, Following, Number, Share, Term, Words, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["HOOVER", "LOCATION_QUOTIENT"]

_QUOTIENT = N_(
    "The unit has {supply} of the region's physicians and {need}% of its need-weighted people: a "
    "quotient of {quotient} (met from {met}, at risk from {at_risk}). Need is measured by {label}."
)
_HOOVER = N_(
    "{value} of the region's physicians would have to work in another unit for all units to have "
    "as many for their need (met to {met}, at risk to {at_risk}). Need is measured by {label}."
)
_WHERE_THEY_WORK = N_(
    "Physicians count where they work, also where people of other units come to them."
)
_CHOICE = N_("For information: {share} of the people have two vårdcentraler within the threshold.")
_NO_CAPACITY = N_(
    "Cannot be assessed: the study states no real capacity (capacity under supply in study.toml)."
)
_UNKNOWN_SITES = N_(
    "Cannot be assessed: the number of physicians is not known for {sites}, so the region's is not "
    "either."
)
_NOBODY = N_("Cannot be assessed: the region has no physicians stated, or no people.")
_PEOPLE_ALONE = N_("the number of people alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Each unit's part in the region's physicians and need, and what they are counted of."""

    supply: pd.Series
    need: pd.Series
    people: pd.Series
    weighted: pd.Series
    coverage: pd.Series

    @property
    def whole_coverage(self) -> float:
        """Share of the region's people whose need is known."""
        return float((self.coverage.fillna(0.0) * self.people).sum() / self.people.sum())


def _spread(case: Case) -> _Spread | Said:
    """The parts, or why they are not known."""
    if not case.evidence.real_capacity:
        return say(_NO_CAPACITY)
    table = unit_capacity(case.evidence, case.pack.capacity)
    unknown = table["unknown_sites"].dropna()
    if len(unknown):
        return say(_UNKNOWN_SITES, sites=", ".join(unknown.astype(str)))
    # A unit without sites has no physicians; that is known, since the list is whole.
    places = table["places"].astype(float).where(table["sites"] > 0, 0.0)
    people = table["people"].astype(float)
    weighted = table["need_people"].astype(float).where(people > 0, 0.0)
    if people.sum() <= 0 or places.sum() <= 0:
        return say(_NOBODY)
    if weighted.sum() == 0 and weighted.notna().all():
        return say(NO_NEED, label=_label(case))
    spread = _Spread(
        supply=places / places.sum(),
        need=weighted / weighted.sum(),
        people=people,
        weighted=weighted,
        coverage=table["need_coverage"].astype(float),
    )
    if weighted.isna().any() or spread.whole_coverage < case.pack.flag.min_coverage:
        return say(NEED_UNKNOWN, share=Share(spread.whole_coverage))
    return spread


def _judge_units(case: Case) -> list[Verdict]:
    spread = _spread(case)
    units = list(subjects(case.evidence, case.scope))
    if not isinstance(spread, _Spread):
        return [case.answer(unit, "not_assessable", said=(spread,)) for unit in units]
    choice = _choice(case)
    return [_judge_unit(case, unit, spread, choice) for unit in units]


def _judge_unit(
    case: Case, unit: tuple[str, str], spread: _Spread, choice: Mapping[str, Share]
) -> Verdict:
    key, people = unit[0], float(spread.people[unit[0]])
    if few := case.too_few(people):
        return case.answer(unit, "not_assessable", said=(few,))
    coverage = float(spread.coverage[key])
    if coverage < case.pack.flag.min_coverage:
        unknown = say(NEED_UNKNOWN, share=Share(coverage, people))
        return case.answer(unit, "not_assessable", coverage=coverage, said=(unknown,))
    if not spread.need[key] > 0:
        none = say(NO_NEED, label=_label(case))
        return case.answer(unit, "not_assessable", coverage=coverage, said=(none,))
    quotient = float(spread.supply[key] / spread.need[key])
    told = (Count(float(spread.weighted[key])),)
    said = [
        say(
            _QUOTIENT,
            supply=Share(float(spread.supply[key])),
            need=Following(Number(100 * float(spread.need[key]), 1), told),
            quotient=Following(Number(quotient), told),
            met=Number(case.limits.met),
            at_risk=Number(case.limits.at_risk),
            label=_label(case),
        ),
        say(_WHERE_THEY_WORK),
    ]
    if key in choice:
        said.append(say(_CHOICE, share=choice[key]))
    return case.answer(
        unit,
        case.graded(quotient),
        value=quotient,
        coverage=coverage,
        people=people,
        vintage=case.evidence.vintage("people", "need", "sites"),
        said=tuple(said),
    )


def _judge_region(case: Case) -> list[Verdict]:
    spread = _spread(case)
    (region,) = subjects(case.evidence, case.scope)
    if not isinstance(spread, _Spread):
        return [case.answer(region, "not_assessable", said=(spread,))]
    # Hoover (1936), doi:10.2307/2227865: half the sum of the parts' differences.
    value = float(np.abs(spread.supply - spread.need).sum() / 2)
    said = say(
        _HOOVER,
        value=Share(value),
        met=Share(case.limits.met, decimals=0),
        at_risk=Share(case.limits.at_risk, decimals=0),
        label=_label(case),
    )
    return [
        case.answer(
            region,
            case.graded(value),
            value=value,
            coverage=spread.whole_coverage,
            people=float(spread.people.sum()),
            vintage=case.evidence.vintage("people", "need", "sites"),
            said=(said, say(_WHERE_THEY_WORK)),
        )
    ]


def _label(case: Case) -> Words | Term:
    need = case.evidence.need
    return Words(need.label) if need.is_ratio else Term(_PEOPLE_ALONE)


def _choice(case: Case) -> dict[str, Share]:
    """Share of each unit's people with a second vårdcentral within their threshold, where known."""
    points, modes = case.evidence.points, case.pack.deciding_mode.mode
    if not all(f"second_{mode}" in points for mode in set(points["settlement"].map(modes))):
        return {}
    reached = reach(case.pack, case.evidence)
    second = pd.Series(0.0, index=points.index)
    for mode in reached["mode"].unique():
        here = reached["mode"] == mode
        second[here] = points.loc[here, f"second_{mode}"].astype(float)
    told = ~reached["silent"]
    twice = reached["people"].where(told & (second <= reached["limit_s"]), 0.0)
    known = reached["people"].where(told, 0.0).groupby(reached["unit_id"]).sum()
    sums = twice.groupby(reached["unit_id"]).sum()
    return {
        str(unit): Share(float(part / people), float(people))
        for unit, part, people in zip(known.index, sums, known, strict=True)
        if people > 0
    }


LOCATION_QUOTIENT = Operator(
    name="location_quotient",
    judge=_judge_units,
    scopes=("unit",),
    better="more",
    unit="ratio",
    needs_all_sites=True,
)
HOOVER = Operator(
    name="hoover",
    judge=_judge_region,
    scopes=("region",),
    better="less",
    unit="share_of_supply",
    needs_all_sites=True,
)
