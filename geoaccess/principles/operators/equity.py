"""``quintile_gap``: whether those with the greatest need are within reach as often as all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.access import concentration_index, quintile_gap
from geoaccess.messages import N_
from geoaccess.principles.draws import OPERATOR, Draws
from geoaccess.principles.operators.kinds import (
    ESTIMATED,
    NEED_UNKNOWN,
    Case,
    Operator,
    group_of,
    subjects,
)
from geoaccess.principles.operators.near import unknown_times
from geoaccess.principles.reach import reach, reach_by
from geoaccess.principles.wording import Count, Following, Number, Share, Term, say

if TYPE_CHECKING:
    from geoaccess.access import Concentration, Interval, QuintileGap, Resampling
    from geoaccess.principles.verdicts import Answer, Verdict
    from geoaccess.principles.wording import Said

__all__ = ["QUINTILE_GAP"]

_SLACK = 1e-9

_GAP = N_(
    "Where need is greatest (a fifth of the people, {top}) {share} are within the threshold, of "
    "all {all}: a difference of {gap} percentage points ({level} interval {low} to {high}; met "
    "from {met}, not met below {at_risk})."
)
_INDEX = N_(
    "The concentration index of being within it is {index} ({level} interval {low} to {high}), "
    "areas ranked from lowest to highest need: below 0 means less access where need is greater."
)
_DRAWS = N_("The intervals are from {draws} random draws of {what}.")
_UNITS = N_("whole units")
_AREAS = N_("areas within their unit")
_MAY_BE_CHANCE = N_(
    "The interval of the index holds 0, so it is not certain that access is less where need is "
    "greater: at risk, not unmet."
)
_LESS_ALL_THE_SAME = N_(
    "The whole interval of the index is below 0, so access is less where need is greater although "
    "the greatest need is not behind: at risk."
)
_FEW_AREAS = N_(
    "Cannot be assessed: need is known in too few areas ({n}; at least {least} are needed)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Gap and index of being within the threshold, with their intervals from the same rule."""

    gap: QuintileGap
    index: Concentration
    resampling: Resampling

    @property
    def gap_interval(self) -> Interval:
        assert self.gap.interval is not None
        return self.gap.interval

    @property
    def index_interval(self) -> Interval:
        assert self.index.interval is not None
        return self.index.interval

    @property
    def less_for_need(self) -> bool:
        """Whether the index's interval lies wholly on the side of less access for more need."""
        return self.index_interval.high < -_SLACK


def _judge(case: Case) -> list[Verdict]:
    reached = reach(case.pack, case.evidence)
    by = group_of(reached, case.scope)
    parts = {str(key): points for key, points in reached.groupby(by.to_numpy())}
    return [
        _judge_one(case, subject, parts.get(subject[0], reached.iloc[:0]))
        for subject in subjects(case.evidence, case.scope)
    ]


def _judge_one(case: Case, subject: tuple[str, str], points: pd.DataFrame) -> Verdict:
    people = float(points["people"].sum())
    if few := case.too_few(people):
        return case.answer(subject, "not_assessable", said=(few,))
    areas = reach_by(points, points["area_id"])
    areas = areas.assign(
        known=(areas["people"] * areas["coverage"]).fillna(0.0),
        need=case.evidence.areas["need_index"].reindex(areas.index),
        unit=case.evidence.areas["unit_id"].reindex(areas.index),
    )
    with_need = areas[areas["need"].notna()]
    ranked = with_need[with_need["known"] > 0]
    coverage = float(ranked["known"].sum()) / people
    draws = Draws.of(case.check.arguments)
    if len(ranked) < draws.min_areas:
        few_areas = say(_FEW_AREAS, n=Number(len(ranked), 0), least=Number(draws.min_areas, 0))
        return case.answer(subject, "not_assessable", coverage=coverage, said=(few_areas,))
    found = _measured(case, draws, ranked)
    said = _said(case, found)
    need_known = float(with_need["people"].sum()) / people
    known = coverage >= case.pack.flag.min_coverage
    if need_known < case.pack.flag.min_coverage:
        said.insert(0, say(NEED_UNKNOWN, share=Share(need_known, people)))
    elif not known:
        said.insert(0, unknown_times(coverage, people))
    return case.answer(
        subject,
        _answer(found, case) if known else "not_assessable",
        value=found.gap.value,
        interval=(found.gap_interval.low, found.gap_interval.high),
        coverage=coverage,
        people=found.gap.greatest_people,
        vintage=case.evidence.vintage("people", "need", "sites", "streets"),
        said=tuple(said),
    )


def _measured(case: Case, draws: Draws, ranked: pd.DataFrame) -> _Found:
    """Of the people whose need and way are known, and who are all that count here."""
    within = (ranked["within"] / ranked["known"]).clip(0, 1)
    # A unit is judged by all its areas, also those that lie mostly in another one.
    unit = ranked["unit"] if case.scope == "region" else pd.Series("", index=ranked.index)
    how = draws.resampling(unit)
    given = (within, ranked["need"], ranked["known"])
    return _Found(
        gap=quintile_gap(*given, against="all", unit=unit, resampling=how),
        index=concentration_index(*given, unit=unit, resampling=how),
        resampling=how,
    )


def _said(case: Case, found: _Found) -> list[Said]:
    gap, how = found.gap, found.resampling
    top, every = (
        Share(gap.greatest, gap.greatest_people),
        Share(gap.other, gap.basis.people),
    )
    level = Share(how.level, decimals=0)

    def telling(value: float, decimals: int) -> Following:
        return Following(Number(value, decimals), (top, every))

    said = [
        say(
            _GAP,
            top=Count(gap.greatest_people),
            share=top,
            all=every,
            gap=telling(100 * gap.value, 1),
            level=level,
            low=telling(100 * found.gap_interval.low, 1),
            high=telling(100 * found.gap_interval.high, 1),
            met=Number(100 * case.limits.met, 1),
            at_risk=Number(100 * case.limits.at_risk, 1),
        ),
        say(
            _INDEX,
            index=telling(found.index.value, 3),
            level=level,
            low=telling(found.index_interval.low, 3),
            high=telling(found.index_interval.high, 3),
        ),
        say(
            _DRAWS,
            draws=Number(how.draws, 0),
            what=Term(_UNITS if how.draw == "units" else _AREAS),
        ),
    ]
    if why := _why_at_risk(found, case):
        said.append(say(why))
    if case.evidence.estimate:
        said.append(say(ESTIMATED))
    return said


def _why_at_risk(found: _Found, case: Case) -> str | None:
    """What the interval changed in the answer that the gap alone would give, if anything."""
    by_gap = case.graded(found.gap.value)
    if by_gap == "not_met" and not found.less_for_need:
        return _MAY_BE_CHANCE
    return _LESS_ALL_THE_SAME if by_gap == "met" and found.less_for_need else None


def _answer(found: _Found, case: Case) -> Answer:
    """The gap decides, unless the index's interval gainsays it."""
    return "at_risk" if _why_at_risk(found, case) else case.graded(found.gap.value)


QUINTILE_GAP = Operator(
    name=OPERATOR,
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share_difference",
    arguments={
        "min_areas": (2, 10_000),
        "min_units": (2, 10_000),
        "draws": (99, 100_000),
        "confidence": (0.5, 0.999),
        "seed": (0, 2**32 - 1),
    },
    needs_all_sites=True,
)
