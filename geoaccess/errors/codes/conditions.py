"""Notices about rules of the road that hold at certain hours, or on other conditions."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-S570",
        "info",
        N_(
            "Ways with access, direction or speed limit at certain hours or on other conditions,"
            " which are not taken into account: {n} (such as way {example})."
        ),
        "",
    ),
)
