"""Notices about the protection of numbers that rest on confidential inputs."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-C090",
        "error",
        N_(
            "The protection {value} is wider than the base {base} to which counts are rounded: no"
            " rounded count can be so uncertain."
        ),
        N_("Choose a base of {value} or more, or a protection of half the base."),
    ),
)
