"""GA-S58x: places with several streets about as near."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.travel import several_notices

DRAWN = borrowed("travel/conftest.py")
TWO_STREETS = """
A--------B
    a

C--------D
"""


def beside(metres):
    """A fixture: a house 10 m from a street and 10 m more from another, which is as near or not."""

    def notices(_):
        town = DRAWN.draw_network(TWO_STREETS, step=10.0)
        mode = DRAWN.metre_a_second(snap_tolerance_m=metres, min_part_km=0.0)
        return several_notices(town.network, mode, town.places("a"), town.places("B"))

    return notices


PAIRS = [
    Pair("GA-S580", beside(10.0), beside(9.0)),
]
