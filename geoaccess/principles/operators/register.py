"""``exactly_one_valid``: one GSA and one KSA for each unit, the GSA inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import N_
from geoaccess.principles.operators.kinds import Case, Operator, group_of, subjects
from geoaccess.principles.pack import Limits
from geoaccess.principles.reach import obstacle, reach
from geoaccess.principles.validity import valid_on
from geoaccess.principles.verdicts import grade
from geoaccess.principles.wording import Day, Number, Share, say
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoaccess.principles.verdicts import Answer, Verdict
    from geoaccess.principles.wording import Said

__all__ = ["EXACTLY_ONE_VALID"]

_NO_REGISTER = N_("Cannot be assessed: no register of GSA and KSA is given.")
_ON_RECORD = N_(
    "On {day} the register has {gsa} GSA and {ksa} KSA for the unit; one of each is required."
)
_IS = N_("The GSA is {site}.")
_OUTSIDE = N_("The GSA {site} lies outside the unit and no exception is noted.")
_EXCEPTION = N_("The GSA {site} lies outside the unit, with a noted exception: {note}.")
_NOT_LISTED = N_("The GSA {site} is not in the list of sites, so where it lies is not known.")
_OTHER_CARE = N_("The GSA {site} is not a vårdcentral in the list of sites.")
_FOLLOWS = N_(
    "Of the unit's own area of responsibility {inside} lies in the unit (met from {met}, at risk "
    "from {at_risk}), and it covers {covers} of the unit, by land area."
)
_NO_AREA = N_(
    "Cannot be assessed whether the area of responsibility follows the boundary: none is given for "
    "the unit."
)
_NO_CUSTOM = N_(
    "No responsibility areas of the study's own are given, so whether they follow the boundaries "
    "is not tried."
)
_LEAKAGE = N_(
    "For information, no verdict: {share} of those with a vårdcentral in reach have the nearest "
    "one in another unit or beyond the border; the choice is free."
)


_WORST: tuple[Answer, ...] = ("not_met", "not_assessable", "at_risk", "met")


def _judge(case: Case) -> list[Verdict]:
    register = case.evidence.register
    people = case.evidence.points.groupby("unit_id")["people"].sum()
    if register is None:
        return [
            case.answer(subject, "not_assessable", said=(say(_NO_REGISTER),))
            for subject in subjects(case.evidence, case.scope)
        ]
    valid = register[valid_on(register, case.evidence.study_date)]
    leaks = _leakage(case)
    found = []
    for subject in subjects(case.evidence, case.scope):
        rows = valid[valid.index == subject[0]]
        answer, said = _judge_unit(case, subject[0], rows)
        if subject[0] in leaks.index:
            share = Share(float(leaks[subject[0]]), float(people[subject[0]]))
            said.append(say(_LEAKAGE, share=share))
        found.append(
            case.answer(
                subject,
                answer,
                coverage=1.0,
                people=float(people.get(subject[0], 0.0)),
                vintage=case.evidence.vintage("register", "sites"),
                said=tuple(said),
            )
        )
    return found


def _judge_unit(case: Case, unit_id: str, rows: pd.DataFrame) -> tuple[Answer, list[Said]]:
    gsa, ksa = _filled(rows, "gsa_site_id"), _filled(rows, "ksa_function")
    said = [
        say(
            _ON_RECORD,
            day=Day(case.evidence.study_date),
            gsa=Number(len(gsa), 0),
            ksa=Number(len(ksa), 0),
        )
    ]
    answers: list[Answer] = ["met" if len(gsa) == len(ksa) == 1 else "not_met"]
    if len(gsa) == 1:
        inside, about = _where(case, unit_id, gsa[0], _filled(rows, "exception_note"))
        answers.append("met" if inside else "at_risk")
        said.append(about)
    follows, about = _follows(case, unit_id)
    answers.append(follows)
    said.append(about)
    return min(answers, key=_WORST.index), said


def _follows(case: Case, unit_id: str) -> tuple[Answer, Said]:
    """Whether the unit's own area of responsibility follows its boundary, where one is given."""
    given = case.evidence.responsibility
    if given is None:
        return "met", say(_NO_CUSTOM)
    if unit_id not in given.index:
        return "not_assessable", say(_NO_AREA)
    inside, met, at_risk = (
        float(given["inside"][unit_id]),
        case.argument("inside_met"),
        case.argument("inside_at_risk"),
    )
    about = say(
        _FOLLOWS,
        inside=Share(inside),
        covers=Share(float(given["covers"][unit_id])),
        met=Share(met, decimals=0),
        at_risk=Share(at_risk, decimals=0),
    )
    return grade(inside, Limits(met=met, at_risk=at_risk)), about


def _where(case: Case, unit_id: str, site_id: str, notes: Sequence[str]) -> tuple[bool, Said]:
    sites = case.evidence.sites
    if site_id not in sites.index:
        return False, say(_NOT_LISTED, site=site_id)
    name = str(sites["name"][site_id])
    if sites["care_type"][site_id] not in VARDCENTRAL_TYPES:
        return False, say(_OTHER_CARE, site=name)
    if sites["unit_id"][site_id] == unit_id:
        return True, say(_IS, site=name)
    if notes:
        return True, say(_EXCEPTION, site=name, note="; ".join(notes))
    return False, say(_OUTSIDE, site=name)


def _filled(rows: pd.DataFrame, column: str) -> list[str]:
    """The different texts of a column, sorted; empty cells are none."""
    if column not in rows:
        return []
    texts = rows[column].dropna().astype(str).str.strip()
    return sorted(set(texts[texts != ""]))


def _leakage(case: Case) -> pd.Series:
    """Share of each unit's people whose nearest vårdcentral lies in another unit or beyond."""
    evidence = case.evidence
    if obstacle(case.pack, evidence) is not None:
        return pd.Series(dtype=float)
    if not any(f"site_{mode}" in evidence.points for mode in evidence.modes):
        return pd.Series(dtype=float)
    reached = reach(case.pack, evidence)
    with_site = reached[reached["site_id"].notna() & (reached["people"] > 0)]
    elsewhere = with_site["site_id"].map(evidence.sites["unit_id"]) != with_site["unit_id"]
    by = group_of(with_site, "unit").to_numpy()
    away = with_site["people"].where(elsewhere, 0.0).groupby(by).sum()
    return away / with_site["people"].groupby(by).sum()


EXACTLY_ONE_VALID = Operator(
    name="exactly_one_valid",
    judge=_judge,
    scopes=("unit",),
    better="none",
    unit="",
    arguments={"inside_met": (0, 1), "inside_at_risk": (0, 1)},
    needs_all_sites=False,
)
