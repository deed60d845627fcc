"""GA-P560–P569: what is drawn for the stability of flags."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-P560",
        "error",
        N_(
            "The catchment of {minutes} min, tried up to {tried} min for faster people, lies "
            "beyond the cutoff of {cutoff} min for travel {how}."
        ),
        N_("Raise modes.{mode}.cutoff_min, or narrow sensitivity.speed in the rule pack."),
    ),
)
