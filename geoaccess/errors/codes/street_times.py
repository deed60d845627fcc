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
)
