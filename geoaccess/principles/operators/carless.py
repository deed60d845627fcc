"""``share_without_car``: how many get there by public transport or on foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import Case, Operator, group_of, subjects
from geoaccess.principles.operators.near import unknown_times
from geoaccess.principles.reach import limits_by, reach_by
from geoaccess.principles.wording import Count, Number, Numbers, Share, say
from geoaccess.times import is_silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["SHARE_WITHOUT_CAR"]

_SHARE = N_(
    "{share} of {people} people reach a vårdcentral without a car, by public transport or on foot, "
    "within {minutes} min; met from {met}, at risk from {at_risk}. {beyond} people do not."
)
_NO_TRANSIT = N_("Cannot be assessed: public transport is not part of the travel times.")
_WALK_ONLY = N_(
    "For information: {share} of the people get there on foot alone within {minutes} min, the "
    "threshold for public transport."
)
_NO_THRESHOLD = N_(
    "Cannot be assessed: the rule pack has no threshold for public transport in the class "
    "{classes}."
)
_CUT_OFF = N_(
    "Cannot be assessed: times by public transport are counted up to {cutoff} min, and a threshold "
    "is {minutes} min."
)


def _judge(case: Case) -> list[Verdict]:
    evidence, points = case.evidence, case.evidence.points
    limits = {c: modes["transit"] for c, modes in _thresholds(case).items() if "transit" in modes}
    lacking = sorted(set(points["settlement"]) - set(limits))
    if lacking:
        return _stopped(case, say(_NO_THRESHOLD, classes=", ".join(lacking)))
    cutoff = evidence.cutoffs.get("transit")
    longest = max((limits[c] for c in set(points["settlement"])), default=0.0)
    if cutoff is not None and longest * 60 > cutoff:
        return _stopped(
            case, say(_CUT_OFF, cutoff=Number(cutoff / 60, 1), minutes=Number(longest, 1))
        )
    modes = [mode for mode in ("transit", "walk") if mode in evidence.modes]
    if not modes:
        return _stopped(case, say(_NO_TRANSIT))
    reached = _reached(points, modes, points["settlement"].map(limits))
    by = group_of(reached, case.scope)
    rows = reach_by(reached, by).to_dict("index")
    minutes = limits_by(reached, by)
    found = []
    for subject in subjects(evidence, case.scope):
        people = float(rows[subject[0]]["people"]) if subject[0] in rows else 0.0
        if few := case.too_few(people):
            found.append(case.answer(subject, "not_assessable", said=(few,)))
            continue
        told = Numbers(minutes[subject[0]])
        judge_one = _judge_one if "transit" in modes else _on_foot_alone
        found.append(judge_one(case, subject, pd.Series(rows[subject[0]]), told))
    return found


def _thresholds(case: Case) -> dict[str, dict[str, float]]:
    thresholds = case.pack.for_check(case.check).thresholds_min
    return {str(c): {str(m): v for m, v in modes.items()} for c, modes in thresholds.items()}


def _stopped(case: Case, why: Said) -> list[Verdict]:
    return [
        case.answer(subject, "not_assessable", said=(why,))
        for subject in subjects(case.evidence, case.scope)
    ]


def _reached(points: pd.DataFrame, modes: Sequence[str], minutes: pd.Series) -> pd.DataFrame:
    """Each point with the shortest of its ways; silent where nothing is known of any."""
    seconds = np.stack([points[f"seconds_{mode}"].to_numpy(dtype=np.uint16) for mode in modes])
    kept = points[["area_id", "unit_id", "settlement", "people"]]
    return kept.assign(
        seconds=seconds.min(axis=0),
        limit_s=minutes * 60,
        # One way that is not known may be the one within the threshold.
        silent=is_silent(seconds).any(axis=0) & ~(seconds.min(axis=0) <= minutes.to_numpy() * 60),
    )


def _judge_one(case: Case, subject: tuple[str, str], row: pd.Series, minutes: Numbers) -> Verdict:
    people, coverage = float(row["people"]), float(row["coverage"])
    said = [
        say(
            _SHARE,
            share=Share(row["share"], coverage * people),
            people=Count(people),
            minutes=minutes,
            met=Share(case.limits.met, decimals=0),
            at_risk=Share(case.limits.at_risk, decimals=0),
            beyond=Count(row["beyond"], people),
        )
    ]
    known = coverage >= case.pack.flag.min_coverage
    if not known:
        said.insert(0, unknown_times(coverage, people))
    return case.answer(
        subject,
        case.graded(row["share"]) if known else "not_assessable",
        value=row["share"],
        coverage=coverage,
        people=row["beyond"],
        vintage=case.evidence.vintage("people", "sites", "streets"),
        said=tuple(said),
    )


def _on_foot_alone(
    case: Case, subject: tuple[str, str], row: pd.Series, minutes: Numbers
) -> Verdict:
    """Without public transport nobody is judged; who walks is told for information."""
    told = Share(row["share"], row["coverage"] * row["people"])
    return case.answer(
        subject,
        "not_assessable",
        said=(say(_NO_TRANSIT), say(_WALK_ONLY, share=told, minutes=minutes)),
    )


SHARE_WITHOUT_CAR = Operator(
    name="share_without_car",
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share",
    needs_all_sites=True,
)
