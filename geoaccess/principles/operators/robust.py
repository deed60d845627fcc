"""``loss_of_one_site``: how many would be beyond their threshold if one vårdcentral closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.access import pushed_beyond
from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import ESTIMATED, Case, Operator, group_of, subjects
from geoaccess.principles.reach import reach, reach_by
from geoaccess.principles.wording import Count, Following, Number, Share, say
from geoaccess.times import is_silent

if TYPE_CHECKING:
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["LOSS_OF_ONE_SITE"]

_LOSS = N_(
    "If {site} closed, {people} people who are within the threshold would be beyond it: the share "
    "within falls from {before} to {after}, by {points} percentage points (met up to {met}, not "
    "met above {at_risk}). No other single closure costs more."
)
_NO_LOSS = N_(
    "No single closure would put anyone beyond the threshold who is within it now: the share "
    "within stays {before} (met up to {met} percentage points lost, not met above {at_risk})."
)
_UNKNOWN = N_(
    "Cannot be assessed: the way to the nearest and to the next nearest vårdcentral is known for "
    "only {share} of the people."
)
_POINTS = 100


def _judge(case: Case) -> list[Verdict]:
    evidence = case.evidence
    reached = reach(case.pack, evidence)
    by = group_of(reached, case.scope)
    rows = reach_by(reached, by).to_dict("index")
    lost = _lost(reached, by)
    known = _known(reached, by)
    found = []
    for subject in subjects(evidence, case.scope):
        row = rows.get(subject[0], {"people": 0.0})
        people = float(row["people"])
        if few := case.too_few(people):
            found.append(case.answer(subject, "not_assessable", people=people, said=(few,)))
            continue
        coverage = float(known[subject[0]]) / people
        if coverage < case.pack.flag.min_coverage:
            unknown = say(_UNKNOWN, share=Share(coverage, people))
            found.append(case.answer(subject, "not_assessable", coverage=coverage, said=(unknown,)))
            continue
        site, number = _worst(lost, subject[0])
        loss = number / (people * row["coverage"])
        found.append(
            case.answer(
                subject,
                case.graded(loss),
                value=loss,
                coverage=coverage,
                people=number,
                vintage=evidence.vintage("people", "sites", "streets"),
                said=_said(case, site, Share(float(row["share"]), people), loss, number, people),
            )
        )
    return found


def _said(
    case: Case, site: str, before: Share, loss: float, number: float, people: float
) -> tuple[Said, ...]:
    limits = {
        "met": Number(case.limits.met * _POINTS, 1),
        "at_risk": Number(case.limits.at_risk * _POINTS, 1),
    }
    if site:
        after = Share(before.value - loss, people)
        names = case.evidence.sites["name"]
        sentence = say(
            _LOSS,
            site=str(names.get(site, site)),
            people=Count(number, people),
            before=before,
            after=after,
            points=Following(Number(loss * _POINTS, 2), (before, after, Share(loss, people))),
            **limits,
        )
    else:
        sentence = say(_NO_LOSS, before=before, **limits)
    return (sentence, say(ESTIMATED)) if case.evidence.estimate else (sentence,)


def _lost(reached: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """People within their threshold who would be beyond it if their site closed, largest first."""
    mine = pushed_beyond(reached, reached["limit_s"]) & (reached["people"] > 0)
    rows = pd.DataFrame(
        {
            "subject": by[mine],
            "site_id": reached["site_id"][mine],
            "people": reached["people"][mine],
        }
    )
    sums = rows.groupby(["subject", "site_id"], as_index=False)["people"].sum()
    return pd.DataFrame(sums).sort_values(
        ["subject", "people", "site_id"], ascending=[True, False, True]
    )


def _worst(lost: pd.DataFrame, subject: str) -> tuple[str, float]:
    """The site whose closure costs most, the first by id among equals; none where none costs."""
    mine = lost.loc[lost["subject"] == subject]
    return (str(mine["site_id"].iloc[0]), float(mine["people"].iloc[0])) if len(mine) else ("", 0.0)


def _known(reached: pd.DataFrame, by: pd.Series) -> pd.Series:
    """People of whom it can be told whether a closure puts them beyond: by group.

    Who is beyond already has nothing to lose, so only who is within needs a next way.
    """
    within = reached["seconds"] <= reached["limit_s"]
    unknown = reached["silent"] | (within & is_silent(reached["next_seconds"].to_numpy()))
    return reached["people"].where(~unknown, 0.0).groupby(by.to_numpy()).sum()


LOSS_OF_ONE_SITE = Operator(
    name="loss_of_one_site",
    judge=_judge,
    scopes=("unit", "region"),
    better="less",
    unit="share_difference",
    needs_all_sites=True,
)
