"""GA-L601: ground that is not shown."""

from __future__ import annotations

from pairs import Pair, borrowed

SMALL = borrowed("pipeline/small_world.py")


def homes(*confidential):
    """A fixture: the small region, with a grid that anyone may see or not."""
    return lambda _: SMALL.make_result(confidential=confidential).notices


PAIRS = [Pair("GA-L601", homes("grid"), homes("statistics[0]"))]
