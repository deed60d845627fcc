"""GA-L510–L519, GA-R510–R519: areas of responsibility, who has it, and the way from islands."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L510",
        "error",
        N_("An area of responsibility is given for {value}, and the study has no such unit."),
        N_("Use the unit's id, such as 0180-jarva, or the kommun's code."),
    ),
    NoticeKind(
        "GA-L511",
        "error",
        N_("The unit {value} has more than one area of responsibility."),
        N_("Give each unit one row; an area of several parts is one multipolygon."),
    ),
    NoticeKind(
        "GA-L512",
        "error",
        N_("The row is in force on no day: {value} is before its first day, {first}."),
        N_("Correct valid_from or valid_to."),
    ),
    NoticeKind(
        "GA-R510",
        "warning",
        N_(
            "{unit}: the register has {register} as GSA on the study's day, the list of sites "
            "marks {marked}."
        ),
        N_("The register is followed. Correct the one that is out of date."),
    ),
    NoticeKind(
        "GA-R511",
        "warning",
        N_(
            "Areas on islands without a fixed link: {n} ({areas}). The times hold a crossing at "
            "most, and no boat's timetable: the wait is not known."
        ),
        N_(
            "What is beyond the threshold without the wait is beyond it; what is within counts as "
            "not known. Nothing is judged by it."
        ),
    ),
)
