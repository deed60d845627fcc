"""Notices about the border of the streets that were read."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-S550",
        "warning",
        N_(
            "The streets end so near that the time {mode} to the nearest vårdcentral may be too"
            " long, or missing, for {people} people ({percent} %): a faster way, or one to another"
            " vårdcentral, may lie outside. Where the nearest is within {minutes} minutes the time"
            " is certain."
        ),
        N_(
            "Take an extract that reaches {box} (west, south, east, north in degrees) and says so"
            " itself, such as with osmium extract --set-bounds."
        ),
    ),
)
