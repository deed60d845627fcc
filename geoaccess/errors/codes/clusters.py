"""Notices about the clusters of need and travel time that a run tells."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-E030",
        "info",
        N_(
            "The rule pack {pack} has no [clusters]: where high need lies among long ways is not "
            "told."
        ),
        N_(
            "Add [clusters] to the pack with permutations, seed, level, min_areas and touch_m, as "
            "the packs that come with geoaccess have it."
        ),
    ),
)
