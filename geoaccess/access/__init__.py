"""Measures over travel times: how near, for how many, and how much care shared with others.

Pure functions: times and people in, numbers out. Where the times came from does not matter.
"""

from __future__ import annotations

from geoaccess.access.catchment import Catchment, e2sfca, spar
from geoaccess.access.clusters import (
    LocalClusters,
    Moran,
    NeedAccessClusters,
    local_moran,
    moran,
    need_access_clusters,
)
from geoaccess.access.decay import StepDecay, step
from geoaccess.access.equity import (
    Basis,
    Concentration,
    Decomposed,
    Gradient,
    Interval,
    LeftOut,
    Measured,
    Poverty,
    QuintileGap,
    Resampling,
    Robust,
    access_poverty,
    atkinson,
    bounded_concentration,
    concentration_index,
    gini,
    hoover,
    lorenz,
    need_gradient,
    palma,
    quintile_gap,
    theil_l,
    theil_t,
)
from geoaccess.access.nearest import k_nearest, nearest
from geoaccess.access.neighbours import Neighbours, neighbours
from geoaccess.access.quantiles import Quantile, quantiles_by, weighted_quantile
from geoaccess.access.shares import TIME_CLASSES_MIN, share_within, time_classes

__all__ = [
    "TIME_CLASSES_MIN",
    "Basis",
    "Catchment",
    "Concentration",
    "Decomposed",
    "Gradient",
    "Interval",
    "LeftOut",
    "LocalClusters",
    "Measured",
    "Moran",
    "NeedAccessClusters",
    "Neighbours",
    "Poverty",
    "Quantile",
    "QuintileGap",
    "Resampling",
    "Robust",
    "StepDecay",
    "access_poverty",
    "atkinson",
    "bounded_concentration",
    "concentration_index",
    "e2sfca",
    "gini",
    "hoover",
    "k_nearest",
    "local_moran",
    "lorenz",
    "moran",
    "nearest",
    "need_access_clusters",
    "need_gradient",
    "neighbours",
    "palma",
    "quantiles_by",
    "quintile_gap",
    "share_within",
    "spar",
    "step",
    "theil_l",
    "theil_t",
    "time_classes",
    "weighted_quantile",
]
