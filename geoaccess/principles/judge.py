"""Judge: every rule of a pack, for everything in its scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.principles.operators import OPERATORS
from geoaccess.principles.operators.kinds import Case, subjects
from geoaccess.principles.reach import check_thresholds, obstacle

if TYPE_CHECKING:
    from geoaccess.principles.evidence import Evidence
    from geoaccess.principles.pack import RulePack
    from geoaccess.principles.verdicts import Verdict

__all__ = ["judge"]


def judge(pack: RulePack, evidence: Evidence) -> list[Verdict]:
    """All verdicts, in the order of the pack's rules, their scopes and the evidence.

    When the list of sites is not complete enough, or there are no times for the mode that
    decides, every verdict about access is ``not_assessable`` and says so.

    Raises
    ------
    ConfigError
        If a threshold is missing or lies beyond the cutoff of its times.
    """
    check_thresholds(pack, evidence)
    stopped = obstacle(pack, evidence)
    found: list[Verdict] = []
    for rule in pack.rules:
        for check in rule.checks:
            operator = OPERATORS[check.operator]
            for scope in check.scopes:
                case = Case(
                    rule=rule,
                    check=check,
                    operator=operator,
                    scope=scope,
                    pack=pack,
                    evidence=evidence,
                )
                if operator.needs_all_sites and stopped is not None:
                    found += [
                        case.answer(subject, "not_assessable", said=(stopped,))
                        for subject in subjects(evidence, scope)
                    ]
                else:
                    found += operator.judge(case)
    return found
