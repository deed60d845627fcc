"""What an operator is, and what all operators share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geoaccess.messages import N_
from geoaccess.principles.verdicts import NAN, Answer, Verdict, grade, margin
from geoaccess.principles.wording import Count, Number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import Check, Limits, Rule, RulePack, Scope
    from geoaccess.principles.wording import Said

__all__ = ["ESTIMATED", "NEED_UNKNOWN", "NO_NEED", "Case", "Operator", "group_of", "subjects"]

ESTIMATED = N_("Travel times are straight-line estimates.")
NEED_UNKNOWN = N_("Cannot be assessed: need is known for only {share} of the people.")
NO_NEED = N_("Cannot be assessed: nobody here has any need by {label}.")
TOO_FEW = N_("Cannot be assessed: {people} people, and at least {least} are needed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One check of one rule in one scope, with the facts it is judged by."""

    rule: Rule
    check: Check
    operator: Operator
    scope: Scope
    pack: RulePack
    evidence: Evidence

    @property
    def limits(self) -> Limits:
        """The check's limits; the pack's validation holds that they are there."""
        assert self.check.limits is not None
        return self.check.limits

    @property
    def care_type(self) -> str | None:
        """The kind of care the check asks about; None for vårdcentraler."""
        asked = self.check.arguments.get("care_type")
        return None if asked is None else str(asked)

    def argument(self, name: str) -> float:
        """A number among the check's arguments; validated when the pack is read."""
        return float(self.check.arguments[name])

    def answer(
        self,
        subject: tuple[str, str],
        answer: Answer,
        *,
        said: tuple[Said, ...],
        value: float = NAN,
        interval: tuple[float, float] = (NAN, NAN),
        coverage: float = NAN,
        people: float = NAN,
        vintage: str = "",
    ) -> Verdict:
        """A verdict of this case; limits and margin are filled in."""
        limits = self.check.limits
        return Verdict(
            rule=self.rule,
            scope=self.scope,
            subject_id=subject[0],
            subject_name=subject[1],
            answer=answer,
            value=float(value),
            value_low=float(interval[0]),
            value_high=float(interval[1]),
            unit=self.operator.unit,
            limit_met=NAN if limits is None else limits.met,
            limit_at_risk=NAN if limits is None else limits.at_risk,
            margin=NAN if limits is None else margin(value, limits),
            coverage=float(coverage),
            people=float(people),
            vintage=vintage,
            said=said,
            measure=" ".join(filter(None, (self.operator.name, self.care_type))),
        )

    def graded(self, value: float) -> Answer:
        """What the limits say of a value."""
        return grade(value, self.limits)

    def too_few(self, people: float) -> Said | None:
        """Why so few people cannot be judged, or None."""
        least = self.pack.flag.min_people
        return (
            None if people >= least else say(TOO_FEW, people=Count(people), least=Number(least, 0))
        )


Judge = Callable[[Case], list[Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word of the vocabulary.

    Attributes
    ----------
    scopes
        What it can judge.
    better
        ``more``, ``less``, or ``none`` where it has no limits.
    unit
        What its value counts: ``share`` (of all people), ``share_of_class`` (of those in one class
        of settlement), ``share_difference``, ``ratio``; empty where it measures nothing, only says
        yes or no.
    arguments
        The numbers it needs, by name, with the least and greatest allowed.
    choices
        Words it may be given, by name, and which words.
    needs_all_sites
        Whether it is not assessable when the list of sites is incomplete.
    """

    name: str
    judge: Judge
    scopes: tuple[Scope, ...]
    better: Literal["more", "less", "none"]
    unit: str
    arguments: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs_all_sites: bool


def subjects(evidence: Evidence, scope: Scope) -> Iterator[tuple[str, str]]:
    """Id and name of everything of a scope, in the order of the evidence."""
    match scope:
        case "region":
            yield "region", evidence.region
        case "unit":
            yield from _named(evidence.units)
        case "area":
            yield from _named(evidence.areas)
        case "site":
            yield from _named(evidence.sites)


def group_of(points: pd.DataFrame, scope: Scope) -> pd.Series:
    """Which subject of the scope each point belongs to."""
    match scope:
        case "area":
            return points["area_id"]
        case "unit":
            return points["unit_id"]
        case _:
            return pd.Series("region", index=points.index)


def _named(frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for key, name in frame["name"].items():
        yield str(key), str(key) if pd.isna(name) else str(name)
