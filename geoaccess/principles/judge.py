"""Judge: every rule of a pack, for everything in its scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.principles.care_types import obstacle_of
from geoaccess.principles.forecast import NO_FORECAST, beside_today
from geoaccess.principles.operators import OPERATORS
from geoaccess.principles.operators.kinds import Case, subjects
from geoaccess.principles.reach import check_thresholds, obstacle
from geoaccess.principles.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.verdicts import Verdict
    from geoaccess.principles.wording import Said

__all__ = ["judge"]


def judge(pack: RulePack, evidence: Evidence) -> list[Verdict]:
    """All verdicts, in the order of the pack's rules, their scopes and the evidence.

    When the list of sites is not complete enough, or there are no times for the mode that
    decides, every verdict about access is ``not_assessable`` and says so. A rule about the
    forecast is judged by the people of its year, and told beside today's where that is known.

    Raises
    ------
    ConfigError
        If a threshold is missing or lies beyond the cutoff of its times.
    """
    check_thresholds(pack, evidence)
    found: list[Verdict] = []
    for case in _cases(pack, evidence):
        stopped = _stopped(case)
        if stopped is not None:
            found += [
                case.answer(subject, "not_assessable", said=(stopped,))
                for subject in subjects(evidence, case.scope)
            ]
        elif case.check.of_forecast:
            found += beside_today(case)
        else:
            found += case.operator.judge(case)
    return found


def _cases(pack: RulePack, evidence: Evidence) -> Iterator[Case]:
    for rule in pack.rules:
        for check in rule.checks:
            for scope in check.scopes:
                yield Case(
                    rule=rule,
                    check=check,
                    operator=OPERATORS[check.operator],
                    scope=scope,
                    pack=pack,
                    evidence=evidence,
                )


def _stopped(case: Case) -> Said | None:
    """What keeps the whole check from being judged, or None."""
    if case.check.of_forecast and case.evidence.forecast_year is None:
        return say(NO_FORECAST)
    if not case.operator.needs_all_sites:
        return None
    if case.care_type is not None:
        return obstacle_of(case.care_type, case.pack, case.evidence)
    return obstacle(case.pack, case.evidence)
