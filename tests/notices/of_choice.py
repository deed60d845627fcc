"""GA-K001–K004: who chooses or is given which site."""

from __future__ import annotations

import numpy as np
from pairs import Pair, borrowed

from geoaccess.access import raam
from geoaccess.times import Status

TOWN = borrowed("access/test_raam.py").town
FAR = int(Status.UNREACHABLE)


def settled(cells=((0, 60), (60, 0)), people=(100, 100), supply=(1, 1), **asked):
    """A fixture: two places, two sites, and where residents settle."""

    def notices(_):
        times, count, offered = TOWN(cells, people, supply)
        return raam(times, count, offered, **asked).notices()

    return notices


GOOD = settled()
CLOSE = [(0, 60, 120), (0, 120, 60), (60, 0, 90)], [100] * 3, [1] * 3
PAIRS = [
    Pair("GA-K001", settled(*CLOSE, max_cycles=1), GOOD),
    Pair("GA-K002", settled(((0, 60), (FAR, FAR))), GOOD),
    Pair("GA-K003", settled(supply=(1, np.nan)), GOOD),
    Pair("GA-K004", settled(((0, FAR), (60, FAR))), GOOD),
]
