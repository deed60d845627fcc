"""``quintile_gap``: whether those with the greatest need are within reach as often as all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.messages import N_
from geoaccess.need import need_quintile, relative_rank
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
from geoaccess.principles.wording import Count, Following, Number, Share, say

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.principles.verdicts import Answer, Verdict

__all__ = ["QUINTILE_GAP", "concentration_index"]

_SLACK = 1e-9

_GAP = N_(
    "Where need is greatest (a fifth of the people, {top}) {share} are within the threshold, of "
    "all {all}: a difference of {gap} percentage points (met from {met}, not met below {at_risk})."
)
_INDEX = N_(
    "The concentration index of being within it is {index}, areas ranked from lowest to highest "
    "need: below 0 means less access where need is greater. Its confidence interval is not "
    "computed yet."
)
_FEW_AREAS = N_(
    "Cannot be assessed: need is known in too few areas ({n}; at least {least} are needed)."
)


def concentration_index(value: pd.Series, need: pd.Series, people: pd.Series) -> float:
    """How unevenly something is spread over people ranked by need, from -1 to 1.

    ``C = 2/mu * sum(w y R) - 1`` with people weights w, mean mu and mid-rank R from the lowest to
    the highest need (Kakwani, Wagstaff & van Doorslaer 1997, doi:10.1016/S0304-4076(96)01807-6).
    Areas of the same need share a rank. Without any `value` at all it is 0: all have the same.

    Examples
    --------
    All of it in the area with the greatest need, of four equal ones.

    >>> import pandas as pd
    >>> equal = pd.Series([1.0] * 4)
    >>> concentration_index(pd.Series([0, 0, 0, 1.0]), pd.Series([1, 2, 3, 4]), equal)
    0.75
    """
    rank = relative_rank(need, people)
    mean = float(np.average(value, weights=people))
    if mean <= 0:
        return 0.0
    return float(2 / mean * np.average(value * rank, weights=people) - 1)


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
    areas = areas[areas["people"] > 0]
    need = case.evidence.areas["need_index"].reindex(areas.index)
    told = (areas["coverage"] * areas["people"])[need.notna()].sum()
    coverage = float(told) / people
    least = int(case.argument("min_areas"))
    ranked = areas[need.notna()]
    if len(ranked) < least:
        few_areas = say(_FEW_AREAS, n=Number(len(ranked), 0), least=Number(least, 0))
        return case.answer(subject, "not_assessable", coverage=coverage, said=(few_areas,))
    need = need[ranked.index]
    fifth = need_quintile(need, ranked["people"])
    # Where one large area tops the ranking its middle may fall below the highest fifth.
    top = ranked[fifth == fifth.max()]
    all_within = _share_within(ranked)
    top_people = float(top["people"].sum())
    top_within = _share_within(top)
    gap = top_within - all_within
    index = concentration_index(ranked["share"], need, ranked["people"])
    known = coverage >= case.pack.flag.min_coverage
    top_share = Share(top_within, top_people)
    said = [
        say(
            _GAP,
            top=Count(top_people),
            share=top_share,
            all=Share(all_within, float(ranked["people"].sum())),
            gap=Following(Number(100 * gap, 1), top_share),
            met=Number(100 * case.limits.met, 1),
            at_risk=Number(100 * case.limits.at_risk, 1),
        ),
        say(_INDEX, index=Number(index, 3)),
    ]
    if case.evidence.estimate:
        said.append(say(ESTIMATED))
    need_known = float(ranked["people"].sum()) / people
    if need_known < case.pack.flag.min_coverage:
        said.insert(0, say(NEED_UNKNOWN, share=Share(need_known, people)))
    elif not known:
        said.insert(0, unknown_times(coverage, people))
    return case.answer(
        subject,
        _answer(gap, index, case) if known else "not_assessable",
        value=gap,
        coverage=coverage,
        people=top_people,
        vintage=case.evidence.vintage("people", "need", "sites", "streets"),
        said=tuple(said),
    )


def _share_within(areas: pd.DataFrame) -> float:
    """Share within the threshold, of the people whose way is known."""
    return float(areas["within"].sum() / (areas["people"] * areas["coverage"]).sum())


def _answer(gap: float, index: float, case: Case) -> Answer:
    """Without a confidence interval the index itself must lie on the side that is claimed."""
    less_for_need = index < -_SLACK
    by_gap = case.graded(gap)
    if by_gap == "met" and not less_for_need:
        return "met"
    return "not_met" if by_gap == "not_met" and less_for_need else "at_risk"


QUINTILE_GAP = Operator(
    name="quintile_gap",
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share_difference",
    arguments={"min_areas": (2, 10_000)},
    needs_all_sites=True,
)
