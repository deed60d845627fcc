"""GA-L601: ground that a run does not show."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-L601",
        "info",
        N_(
            "The ground within so many minutes, and whose nearest vårdcentral it is, are not "
            "shown: where people live is confidential, and the outlines would tell."
        ),
        N_(
            "Nothing needs to be done. If anyone may know where homes are, set sensitivity to open "
            "for the grid and the buildings; or leave them out, and streets place people instead."
        ),
    ),
)
