"""``share_within``: how many reach the nearest vårdcentral within their threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.access import quantiles_by
from geoaccess.messages import N_
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles.care_types import OTHER_CARE, SOME_CARE, for_care_type
from geoaccess.principles.operators.kinds import ESTIMATED, Case, Operator, group_of, subjects
from geoaccess.principles.reach import NO_WAIT, limits_by, reach, reach_by
from geoaccess.principles.wording import Count, Number, Numbers, Share, Term, Words, say

if TYPE_CHECKING:
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["SHARE_WITHIN", "unknown_times"]

_SHARE = N_(
    "{share} of {people} people reach {what} {mode} within the threshold, {minutes} min; "
    "met from {met}, at risk from {at_risk}."
)
_BEYOND = N_("{beyond} people are beyond it.")
_BEYOND_LOST = N_("{beyond} people are beyond it; for {lost} of them there is no time.")
_MEDIAN = N_("Median time {median} min, 90th percentile {p90} min.")
_UNKNOWN = N_("Cannot be assessed: travel times are known for only {share} of the people.")


def unknown_times(coverage: float, people: float) -> Said:
    """Why an answer is not given when times are missing for some of the people."""
    return say(_UNKNOWN, share=Share(coverage, people))


def _judge(case: Case) -> list[Verdict]:
    case = for_care_type(case)
    evidence = case.evidence
    reached = reach(case.pack, evidence)
    by = group_of(reached, case.scope)
    sums = reach_by(reached, by)
    quantiles = quantiles_by(reached["seconds"], reached["people"], by, {"median": 0.5, "p90": 0.9})
    thresholds = limits_by(reached, by)
    modes = reached[["mode"]].assign(by=by.to_numpy()).drop_duplicates().groupby("by")["mode"].min()
    waits = reached["settlement"].eq("island") & ~reached["mode"].isin(evidence.boats)
    islands = set(by[waits & (reached["people"] > 0)].astype(str))
    rows = sums.join(quantiles).to_dict("index")
    found = []
    for subject in subjects(evidence, case.scope):
        people = float(sums["people"].get(subject[0], 0.0))
        if few := case.too_few(people):
            found.append(case.answer(subject, "not_assessable", people=people, said=(few,)))
            continue
        row = rows[subject[0]]
        known = row["coverage"] >= case.pack.flag.min_coverage
        said = [
            say(
                _SHARE,
                share=Share(row["share"], row["coverage"] * people),
                people=Count(people),
                what=Term(SOME_CARE[case.care_type or "vardcentral"]),
                mode=Term(MODE_WORDS[modes[subject[0]]]),
                minutes=Numbers(thresholds[subject[0]]),
                met=Share(case.limits.met, decimals=0),
                at_risk=Share(case.limits.at_risk, decimals=0),
            ),
            _beyond(row["beyond"], row["without_time"], people),
            say(
                _MEDIAN,
                median=Number(row["median"], 1),
                p90=Number(row["p90"], 1),
            ),
            say("{reason}", reason=Words(case.pack.deciding_mode.reason.by_language())),
        ]
        if evidence.estimate:
            said.append(say(ESTIMATED))
        if not known:
            said.insert(0, unknown_times(row["coverage"], row["people"]))
        if subject[0] in islands:
            said.append(say(NO_WAIT))
        found.append(
            case.answer(
                subject,
                case.graded(row["share"]) if known else "not_assessable",
                value=row["share"],
                coverage=row["coverage"],
                people=row["beyond"],
                vintage=evidence.vintage("people", "sites", "streets"),
                said=tuple(said),
            )
        )
    return found


def _beyond(beyond: float, lost: float, people: float) -> Said:
    """How many are beyond the threshold, and for how many of them no way was found."""
    told = Count(beyond, people)
    if round(lost) == 0:
        return say(_BEYOND, beyond=told)
    return say(_BEYOND_LOST, beyond=told, lost=Count(lost, people))


SHARE_WITHIN = Operator(
    name="share_within",
    judge=_judge,
    scopes=("area", "unit", "region"),
    better="more",
    unit="share",
    choices={"care_type": OTHER_CARE},
    needs_all_sites=True,
)
