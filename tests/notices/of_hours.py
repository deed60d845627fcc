"""GA-T560–T569: opening hours."""

from __future__ import annotations

from of_doubts import LIST, listed
from pairs import Pair

__all__ = ["PAIRS"]

PAIRS = [
    Pair(
        "GA-T560",
        listed(opening_hours="vardagar 8-17"),
        listed(opening_hours="Mo-Fr 08:00-17:00"),
        LIST,
        2,
        "opening_hours",
        "vardagar 8-17",
    ),
]
