"""Notices about waits at signals, and about times that are tried against known ones."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-S530",
        "info",
        N_(
            "Signals and signs at which time is added when travelling {mode}: {n}; stop and"
            " give-way signs on two-way streets that do not say for whom, not counted: {unclear}."
        ),
        "",
    ),
    NoticeKind(
        "GA-M530",
        "error",
        N_("The table of known times lacks this column."),
        N_("Give it the columns {needed}: degrees, and minutes from door to door."),
    ),
    NoticeKind(
        "GA-M531",
        "error",
        N_("Known times need degrees (WGS 84) and minutes above nought."),
        N_("Correct the value, or leave the row out."),
    ),
    NoticeKind(
        "GA-M532",
        "error",
        N_(
            "Only {n} of {all} known times have a way along the streets; {least} are needed"
            " before speeds are told from them."
        ),
        N_("Give more known times, spread over the region and its kinds of streets."),
    ),
)
