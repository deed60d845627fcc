"""What must be said wherever hidden numbers stand beside sums."""

from __future__ import annotations

from geoaccess.messages import N_

__all__ = ["SUMS"]

SUMS: str = N_(
    "Sums may in a few cases let a hidden number be worked out: do not pass on files with hidden "
    "numbers before there is protection against that too (secondary suppression)."
)
"""Only the small numbers themselves are hidden yet, not what they could be worked out from."""
