"""Colours and patterns of the map, readable with any colour vision and in grey print.

Sequences run from light to dark, so lightness alone tells the order; what is not a value
(no way, not known, protected) has a pattern as well as a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geoaccess.result.measures import RELATIVE_COLOURS
from geoaccess.result.time_classes import TIME_COLOURS

__all__ = [
    "BIVARIATE",
    "CLUSTER",
    "FLAGS",
    "NEED",
    "NO_TIME",
    "NO_VALUE",
    "RELATIVE",
    "TIME",
    "Fill",
]

Pattern = Literal["none", "rising", "falling", "cross", "dots"]


@dataclass(frozen=True, slots=True)
class Fill:
    """A colour and, over it, a pattern drawn in `line`."""

    colour: str
    pattern: Pattern = "none"
    line: str = ""


RELATIVE = tuple(Fill(colour) for colour in RELATIVE_COLOURS)
TIME = tuple(Fill(colour) for colour in TIME_COLOURS)
NEED = (Fill("#f3eef7"), Fill("#d7c8e6"), Fill("#bca3d2"), Fill("#8761a8"), Fill("#522a78"))

NO_TIME = {
    "beyond_cutoff": Fill("#33466b", "rising", "#c9d1df"),
    "unreachable": Fill("#ffffff", "cross", "#3a3f47"),
    "no_service": Fill("#ffffff", "falling", "#3a3f47"),
    "wait_not_known": Fill("#dbe7f0", "rising", "#3a3f47"),
    "not_snapped": Fill("#e4e7ea", "rising", "#6b737d"),
    "no_data": Fill("#e4e7ea", "falling", "#6b737d"),
}
NO_VALUE = {
    "suppressed": Fill("#d3d7dc", "dots", "#4c535c"),
    "missing": Fill("#f1f3f4", "rising", "#a3abb4"),
    "not_assessable": Fill("#e4e7ea", "falling", "#6b737d"),
}

FLAGS = {
    "flagged": Fill("#b5323a"),
    "flagged_borderline": Fill("#e7a79b", "rising", "#a3202c"),
    "near_flagged": Fill("#f6e3d4", "rising", "#c98a63"),
    "not_flagged": Fill("#e9ece8"),
    "low_need_high_access": Fill("#9fc5dc"),
}

# Red for high need and blue for low; dark where times go with it, light where they go against it.
CLUSTER = {
    "high_need_long_ways": Fill("#a3202c"),
    "high_need_short_ways": Fill("#f2b8a8"),
    "low_need_long_ways": Fill("#b9d4e6", "rising", "#3d6f94"),
    "low_need_short_ways": Fill("#3d6f94"),
    "not_significant": Fill("#eceeec"),
}

# Rows: need low to high; columns: time short to long (the blue and pink of J. Stevens, 2015).
BIVARIATE = (
    (Fill("#e8e8e8"), Fill("#ace4e4"), Fill("#5ac8c8")),
    (Fill("#dfb0d6"), Fill("#a5add3"), Fill("#5698b9")),
    (Fill("#be64ac"), Fill("#8c62aa"), Fill("#3b4994")),
)
