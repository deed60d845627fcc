"""GA-T560–T569: opening hours."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-T560",
        "warning",
        N_(
            "The opening hours of {name} cannot be read for certain: {value}. They count as not "
            "known, never as closed."
        ),
        N_("Write them as in OpenStreetMap, for example Mo-Fr 08:00-17:00; Sa 10:00-14:00."),
    ),
)
