"""Equity: how evenly access is spread over people, and whether it follows need."""

from __future__ import annotations

from geoaccess.access.equity.concentration import (
    Concentration,
    bounded_concentration,
    concentration_index,
)
from geoaccess.access.equity.gaps import QuintileGap, palma, quintile_gap
from geoaccess.access.equity.gradient import Gradient, need_gradient
from geoaccess.access.equity.inequality import atkinson, gini, hoover, lorenz
from geoaccess.access.equity.observed import Basis, LeftOut, Measured
from geoaccess.access.equity.poverty import Poverty, access_poverty
from geoaccess.access.equity.regression import Robust
from geoaccess.access.equity.resampling import Interval, Resampling
from geoaccess.access.equity.theil import Decomposed, theil_l, theil_t

__all__ = [
    "Basis",
    "Concentration",
    "Decomposed",
    "Gradient",
    "Interval",
    "LeftOut",
    "Measured",
    "Poverty",
    "QuintileGap",
    "Resampling",
    "Robust",
    "access_poverty",
    "atkinson",
    "bounded_concentration",
    "concentration_index",
    "gini",
    "hoover",
    "lorenz",
    "need_gradient",
    "palma",
    "quintile_gap",
    "theil_l",
    "theil_t",
]
