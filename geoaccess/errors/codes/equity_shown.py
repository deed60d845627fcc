"""Notices about the equity of access that a run shows."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-E020",
        "info",
        N_("The rule pack {pack} has no check on need: how even access is, is not told."),
        N_(
            "Add a rule with the operator quintile_gap to the pack, which states how areas are "
            "drawn for the intervals; or set equity = false under [access]."
        ),
    ),
)
