"""``pressure`` and ``people_per_place``: people against the guidance value for physicians."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from geoaccess.access import list_capacity
from geoaccess.messages import N_
from geoaccess.principles.capacity import judged_sites, unit_capacity
from geoaccess.principles.operators.kinds import NEED_UNKNOWN, Case, Operator, subjects
from geoaccess.principles.wording import Count, Following, Number, Ratio, Share, Term, Words, say

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geoaccess.principles.verdicts import Answer, Verdict
    from geoaccess.principles.wording import Said

__all__ = ["PEOPLE_PER_PLACE", "PRESSURE"]

_GUIDANCE = N_(
    "{per_specialist} per specialist and {per_st} per ST physician is a guidance value, neither "
    "floor nor ceiling."
)
_PRESSURE = N_(
    "{listed} listed for {places} places: {ratio} per place (met to {met}, at risk to {at_risk})."
)
_NO_PLACES = N_("{listed} listed and no physician stated: there is no place.")
_UNKNOWN_PHYSICIANS = N_("Cannot be assessed: the number of physicians is not known.")
_UNKNOWN_LISTED = N_("Cannot be assessed: the number of listed people is not known.")
_UNIT = N_(
    "{people} need-weighted people for {places} places: {ratio} per place (met to {met}, at risk "
    "to {at_risk}). Specialists missing at the guidance value: {gap} (below 0: to spare); need is "
    "measured by {label}."
)
_UNIT_NO_PLACES = N_(
    "{people} need-weighted people and no physician in the unit. Specialists missing at the "
    "guidance value: {gap}; need is measured by {label}."
)
_UNKNOWN_SITES = N_("Cannot be assessed: the number of physicians is not known for {sites}.")
_NO_PHYSICIANS = N_("Cannot be assessed: the study gives no physicians per vårdcentral.")
_PEOPLE_ALONE = N_("the number of people alone")


def _judge_sites(case: Case) -> list[Verdict]:
    judged = judged_sites(case.evidence.sites, case.evidence.study_date)
    held = list_capacity(judged, case.pack.capacity)
    listed = (
        pd.to_numeric(judged["listed"]).astype(float)
        if "listed" in judged
        else pd.Series(float("nan"), index=judged.index)
    )
    return [
        _judge_site(case, subject, float(listed[subject[0]]), float(held[subject[0]]))
        for subject in subjects(case.evidence, "site")
        if subject[0] in judged.index
    ]


def _judge_site(case: Case, subject: tuple[str, str], listed: float, held: float) -> Verdict:
    vintage = case.evidence.vintage("sites")
    if math.isnan(held) or math.isnan(listed):
        missing = _UNKNOWN_PHYSICIANS if math.isnan(held) else _UNKNOWN_LISTED
        return case.answer(
            subject,
            "not_assessable",
            people=listed,
            vintage=vintage,
            said=(say(missing),),
        )
    if held <= 0:
        said = (say(_NO_PLACES, listed=Count(listed)), _guidance(case))
        answer: Answer = "not_met" if listed > 0 else "met"
        return case.answer(subject, answer, people=listed, vintage=vintage, said=said)
    ratio = listed / held
    said = (
        say(
            _PRESSURE,
            listed=Count(listed),
            places=Number(held, 0),
            ratio=Ratio(Count(listed), held),
            met=Number(case.limits.met),
            at_risk=Number(case.limits.at_risk),
        ),
        _guidance(case),
    )
    return case.answer(
        subject,
        case.graded(ratio),
        value=ratio,
        coverage=1.0,
        people=listed,
        vintage=vintage,
        said=said,
    )


def _judge_units(case: Case) -> list[Verdict]:
    rows = unit_capacity(case.evidence, case.pack.capacity).to_dict("index")
    return [
        _judge_unit(case, subject, rows[subject[0]]) for subject in subjects(case.evidence, "unit")
    ]


def _judge_unit(case: Case, subject: tuple[str, str], row: Mapping[Hashable, Any]) -> Verdict:
    people = float(row["people"])
    if few := case.too_few(people):
        return case.answer(subject, "not_assessable", people=people, said=(few,))
    unknown = None
    if pd.isna(row["places"]):
        sites = row["unknown_sites"]
        unknown = say(_NO_PHYSICIANS) if pd.isna(sites) else say(_UNKNOWN_SITES, sites=str(sites))
    elif not row["need_coverage"] >= case.pack.flag.min_coverage:
        unknown = say(NEED_UNKNOWN, share=Share(float(row["need_coverage"])))
    if unknown:
        return case.answer(
            subject,
            "not_assessable",
            people=people,
            coverage=float(row["need_coverage"]),
            said=(unknown,),
        )
    need = case.evidence.need
    held, weighted = float(row["places"]), float(row["need_people"])
    ratio = weighted / held if held > 0 else float("nan")
    said = say(
        _UNIT if held > 0 else _UNIT_NO_PLACES,
        people=Count(weighted),
        places=Number(held, 0),
        ratio=Following(Number(ratio), (Count(weighted),)),
        met=Number(case.limits.met),
        at_risk=Number(case.limits.at_risk),
        gap=Following(Number(float(row["gp_gap"]), 1), (Count(weighted),)),
        label=Words(need.label) if need.is_ratio else Term(_PEOPLE_ALONE),
    )
    return case.answer(
        subject,
        case.graded(ratio) if held > 0 else "not_met",
        value=ratio,
        coverage=float(row["need_coverage"]),
        people=people,
        vintage=case.evidence.vintage("people", "need", "sites"),
        said=(said, _guidance(case)),
    )


def _guidance(case: Case) -> Said:
    capacity = case.pack.capacity
    return say(
        _GUIDANCE,
        per_specialist=Number(capacity.per_specialist, 0),
        per_st=Number(capacity.per_st, 0),
    )


PRESSURE = Operator(
    name="pressure",
    judge=_judge_sites,
    scopes=("site",),
    better="less",
    unit="ratio",
    needs_all_sites=False,
)
PEOPLE_PER_PLACE = Operator(
    name="people_per_place",
    judge=_judge_units,
    scopes=("unit",),
    better="less",
    unit="ratio",
    needs_all_sites=True,
)
