"""Notices about places with several streets about as near."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-S580",
        "info",
        N_(
            "Places with several streets about as near, of which the fastest way is taken {mode}:"
            " {n} of {all} population points, {sites} of {all_sites} sites (at most {metres} m"
            " farther than the nearest street)."
        ),
        N_("Nothing to do; snap_tolerance_m of the mode says how many metres farther."),
    ),
)
