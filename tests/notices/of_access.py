"""GA-A: people and supply that measures of access are made of."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pairs import Pair

from geoaccess.access import ModeUse, e2sfca, mm2sfca, step
from geoaccess.times import Times

TIMES = Times("car", ("a", "b"), ("x", "y"), np.array([[60, 90], [90, 60]], np.uint16), 3600)
PEOPLE, SUPPLY = pd.Series({"a": 1.0, "b": 2.0}), pd.Series({"x": 1.0, "y": 2.0})
NEAR = step({30: 1.0})


def shared(people=PEOPLE, supply=SUPPLY):
    """A fixture: two sites shared by two places."""

    def notices(_):
        e2sfca(TIMES, people, supply, decay=NEAR)
        return ()

    return notices


def by_modes(a, b=0.5):
    """A fixture: a share of the first place's people, and of the second's, who go by car."""

    def notices(_):
        shares = pd.Series({"a": a, "b": b}), pd.Series({"a": 0.5, "b": 0.5})
        mm2sfca([ModeUse(TIMES, share, NEAR) for share in shares], PEOPLE, SUPPLY)
        return ()

    return notices


PAIRS = [
    Pair("GA-A001", shared(pd.concat([PEOPLE, PEOPLE[:1]])), shared(), column="people"),
    Pair("GA-A002", shared(PEOPLE.replace(2.0, np.nan)), shared(), column="people"),
    Pair(
        "GA-A003",
        shared(supply=SUPPLY[:1]),
        shared(supply=SUPPLY.replace(2, np.nan)),
        column="supply",
    ),
    Pair("GA-A004", shared(supply=-SUPPLY), shared(), column="supply", value="-1"),
    Pair("GA-A005", by_modes(0.4), by_modes(0.5), value="0.4 + 0.5"),
]
