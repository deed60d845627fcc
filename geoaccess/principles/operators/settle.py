"""``worst_class_within``: each class of settlement on its own terms, and the worst decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoaccess.messages import N_, Phrase
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.principles.operators.kinds import ESTIMATED, Case, Operator, group_of, subjects
from geoaccess.principles.reach import reach, reach_by
from geoaccess.principles.wording import Beside, Count, Number, Share, Term, say

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from geoaccess.principles.verdicts import Answer, Verdict
    from geoaccess.principles.wording import Said

__all__ = ["CLASS_WORDS", "WORST_CLASS_WITHIN"]

CLASS_WORDS: Mapping[str, Phrase] = {
    "S": Phrase(N_("big city")),
    "C": Phrase(N_("main town")),
    "B": Phrase(N_("other town")),
    "A": Phrase(N_("outside towns")),
    "island": Phrase(N_("island without fixed link")),
}

_CLASS = N_(
    "Of {people} people in the class {settlement}, {share} reach a vårdcentral {mode} within "
    "{minutes} min."
)
_FEW = N_(
    "In the class {settlement} live {people} people, fewer than {least}, so it does not decide."
)
_NO_BOATS = N_(
    "The class {settlement} ({people} people) cannot be assessed: the travel times hold no boat's "
    "timetable nor the wait for it."
)
_CLASS_UNKNOWN = N_(
    "The class {settlement} ({people} people) cannot be assessed: travel times are known for only "
    "{share} of them."
)
_NONE_DECIDES = N_("Cannot be assessed: no class of settlement has {least} people here.")
_WORST = N_("The worst class decides: {settlement} (met from {met}, at risk from {at_risk}).")
_MAY_BE_WORSE = N_(
    "Cannot be assessed as a whole: a class that is not assessed may be worse than {settlement}, "
    "the worst of the others."
)
_ALL_UNKNOWN = N_("Cannot be assessed: none of the classes that would decide can be.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    """One class of settlement in one subject; `known` says whether its share can be judged."""

    settlement: str
    people: float
    share: float
    told_people: float
    known: bool
    boats: bool


def _judge(case: Case) -> list[Verdict]:
    reached = reach(case.pack, case.evidence)
    # A key of two parts, in one text that no id can hold.
    by = group_of(reached, case.scope).astype(str) + "\n" + reached["settlement"].astype(str)
    rows = reach_by(reached, by).to_dict("index")
    found: dict[str, list[_Class]] = {}
    for key, row in rows.items():
        subject, settlement = str(key).split("\n")
        found.setdefault(subject, []).append(_class(case, settlement, row))
    order = tuple(CLASS_WORDS)
    return [
        _judge_one(
            case,
            subject,
            sorted(found.get(subject[0], []), key=lambda one: order.index(one.settlement)),
        )
        for subject in subjects(case.evidence, case.scope)
    ]


def _class(case: Case, settlement: str, row: Mapping[Hashable, float]) -> _Class:
    mode = case.pack.deciding_mode.mode[settlement]  # type: ignore[index]
    boats = settlement != "island" or mode in case.evidence.boats
    return _Class(
        settlement=settlement,
        people=row["people"],
        share=row["share"],
        told_people=row["people"] * row["coverage"] if row["people"] > 0 else 0.0,
        known=boats and row["people"] > 0 and row["coverage"] >= case.pack.flag.min_coverage,
        boats=boats,
    )


def _judge_one(case: Case, subject: tuple[str, str], classes: Sequence[_Class]) -> Verdict:
    people = sum(one.people for one in classes)
    if few := case.too_few(people):
        return case.answer(subject, "not_assessable", said=(few,))
    least = case.argument("min_people")
    deciding = [one for one in classes if one.people >= least]
    judged = [one for one in deciding if one.known]
    said = [_said(case, one, classes, people, least) for one in classes if one.people > 0]
    if case.evidence.estimate:
        said.append(say(ESTIMATED))
    if not judged:
        why = say(_ALL_UNKNOWN) if deciding else say(_NONE_DECIDES, least=Number(least, 0))
        return case.answer(subject, "not_assessable", said=(why, *said))
    worst = min(judged, key=lambda one: one.share)
    answer: Answer = case.graded(worst.share)
    # What is not assessed cannot make an unmet rule better; it may make any other worse.
    whole = len(judged) == len(deciding) or answer == "not_met"
    return case.answer(
        subject,
        answer if whole else "not_assessable",
        value=worst.share,
        coverage=sum(one.told_people for one in judged) / people,
        people=worst.told_people * (1 - worst.share),
        vintage=case.evidence.vintage("people", "sites", "streets"),
        said=(_about(case, worst, whole=whole), *said),
    )


def _about(case: Case, worst: _Class, *, whole: bool) -> Said:
    settlement = Term(CLASS_WORDS[worst.settlement])
    if not whole:
        return say(_MAY_BE_WORSE, settlement=settlement)
    return say(
        _WORST,
        settlement=settlement,
        met=Share(case.limits.met, decimals=0),
        at_risk=Share(case.limits.at_risk, decimals=0),
    )


def _said(case: Case, one: _Class, classes: Sequence[_Class], people: float, least: float) -> Said:
    settlement, count = Term(CLASS_WORDS[one.settlement]), Count(one.people, people)
    if not one.boats:
        return say(_NO_BOATS, settlement=settlement, people=count)
    if one.people < least:
        return say(_FEW, settlement=settlement, people=count, least=Number(least, 0))
    if not one.known:
        told = Share(one.told_people / one.people, one.people)
        return say(_CLASS_UNKNOWN, settlement=settlement, people=count, share=told)
    mode = case.pack.deciding_mode.mode[one.settlement]  # type: ignore[index]
    shares = tuple(Share(each.share, each.told_people) for each in classes if each.told_people > 0)
    return say(
        _CLASS,
        people=count,
        settlement=settlement,
        share=Beside(Share(one.share, one.told_people), shares),
        mode=Term(MODE_WORDS[mode]),
        minutes=Number(case.pack.thresholds_min[one.settlement][mode], 1),  # type: ignore[index]
    )


WORST_CLASS_WITHIN = Operator(
    name="worst_class_within",
    judge=_judge,
    scopes=("unit", "region"),
    better="more",
    unit="share_of_class",
    arguments={"min_people": (1, 1_000_000)},
    needs_all_sites=True,
)
