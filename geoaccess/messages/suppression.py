"""What must be said wherever hidden numbers stand beside sums."""

from __future__ import annotations

from geoaccess.messages import N_

__all__ = ["SUMS"]

SUMS: str = N_(
    "Further numbers are hidden so that no small one can be worked out from sums and shares in "
    "this run. Other reports of the same people can still tell, if their numbers are set beside "
    "these."
)
"""Sums are protected within one run; between runs nothing is."""
