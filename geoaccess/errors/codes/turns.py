"""Notices about turns that are forbidden, and about tables of times for the same trips."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-C510",
        "error",
        N_("The study has more than one table of times for this mode."),
        N_("Put them together in one file: each pair once."),
    ),
)
