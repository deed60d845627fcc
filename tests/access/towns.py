"""Small towns for measures: times, people, supply, and weights as plain nested lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from geoaccess.access import (
    Butterworth,
    DaiGaussian,
    Epanechnikov,
    Exponential,
    Gaussian,
    InversePower,
    Linear,
    Logistic,
    LogLogistic,
    step,
)
from geoaccess.times import LONGEST_SECONDS, Status, Times

CUTOFF = 3600
DECAYS = [
    step({10: 1.0, 20: 0.68, 30: 0.22}),
    step({30: 1.0}),
    Linear(reach_s=1800),
    Epanechnikov(reach_s=1800),
    DaiGaussian(reach_s=1800),
    Gaussian(reach_s=1800, sigma_s=600),
    Exponential.of_half_value(500, reach_s=1800),
    InversePower.of_half_value(900, floor_s=300, reach_s=1800),
    Logistic(reach_s=1800, half_s=700, spread_s=150),
    LogLogistic(reach_s=1800, half_s=700, power=3),
    Butterworth.of_half_value(700, order=3, reach_s=1800),
]
CELL = st.one_of(
    st.integers(0, 2400),
    st.sampled_from([600, 601, 1800, 1801]),
    st.sampled_from([int(status) for status in Status]),
)


@dataclass
class Town:
    """A town in both the shapes that a test needs."""

    times: Times
    people: pd.Series
    supply: pd.Series
    decay: object

    @property
    def P(self):  # noqa: N802 -- the letters of the formulas
        return self.people.tolist()

    @property
    def S(self):  # noqa: N802
        return self.supply.tolist()

    def W(self, decay=None):  # noqa: N802
        """Weights one pair at a time, ``[origin][site]``."""
        decay = decay or self.decay
        return [
            [
                float(decay(np.array([s]))[0]) if s <= min(decay.reach_s, LONGEST_SECONDS) else 0.0
                for s in row
            ]
            for row in self.times.seconds.tolist()
        ]

    @property
    def silent(self):
        """Origins that nothing is known of."""
        quiet = {Status.NOT_SNAPPED, Status.NO_DATA}
        return [set(row) <= quiet for row in self.times.seconds.tolist()]


@st.composite
def towns(draw, *, decays=DECAYS, cells=CELL, least_people=0, least_supply=0):
    """Up to five origins and four sites; whole numbers of people and supply."""
    origins, sites = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(cells, min_size=sites, max_size=sites)
    table = draw(st.lists(row, min_size=origins, max_size=origins))
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(origins)),
        tuple(f"s{i}" for i in range(sites)),
        np.array(table, dtype=np.uint16),
        CUTOFF,
    )
    people = draw(st.lists(st.integers(least_people, 500), min_size=origins, max_size=origins))
    supply = draw(st.lists(st.integers(least_supply, 9), min_size=sites, max_size=sites))
    return Town(
        times,
        pd.Series(people, index=times.origins, dtype=float),
        pd.Series(supply, index=times.sites, dtype=float),
        draw(st.sampled_from(decays)),
    )
