"""Measures over travel times: how near, for how many, and how much care shared with others.

Pure functions: times and people in, numbers out. Where the times came from does not matter, nor
whether they are held as a full table or as pairs.
"""

from __future__ import annotations

from geoaccess.access.areas import mean_by, measure_by
from geoaccess.access.assignment import Assignment, assign_least_time, assign_nearest
from geoaccess.access.availability import spatial_availability
from geoaccess.access.by_group import sums_by
from geoaccess.access.capacity import Norm, capacity_by, list_capacity, missing_physicians, pressure
from geoaccess.access.catchment import (
    bfca,
    e2sfca,
    kd2sfca,
    m2sfca,
    spar,
    three_step_fca,
    two_step_fca,
)
from geoaccess.access.closures import (
    CLOSURE_COUNTS,
    closure_counts,
    closures,
    displaced_to,
    pushed_beyond,
    two_nearest,
)
from geoaccess.access.clusters import (
    LocalClusters,
    Moran,
    NeedAccessClusters,
    local_moran,
    moran,
    need_access_clusters,
)
from geoaccess.access.decay import Decay, StepDecay, step
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
from geoaccess.access.flows import (
    BEYOND_BORDER,
    NO_SITE,
    NOT_KNOWN,
    choice_flows,
    nearest_flows,
)
from geoaccess.access.huff import huff, huff_choice, i2sfca, mh3sfca
from geoaccess.access.listed import OUTSIDE_LISTS, listed_flows
from geoaccess.access.multimodal import ModeUse, mm2sfca
from geoaccess.access.nearest import k_nearest, nearest, ranked
from geoaccess.access.neighbours import Neighbours, neighbours
from geoaccess.access.opportunities import cumulative, cumulative_interval, gravity
from geoaccess.access.quantiles import Quantile, quantiles_by, value_quantile, weighted_quantile
from geoaccess.access.raam import Raam, raam
from geoaccess.access.ratio import provider_ratio
from geoaccess.access.result import Access
from geoaccess.access.shares import TIME_CLASSES_MIN, person_minutes, share_within, time_classes
from geoaccess.access.shortage import SHORTAGE_PARTS, hpsa_score, imu_score
from geoaccess.access.smooth_decay import (
    Butterworth,
    DaiGaussian,
    Epanechnikov,
    Exponential,
    Gaussian,
    InversePower,
    Linear,
    Logistic,
    LogLogistic,
)
from geoaccess.access.variable import v2sfca
from geoaccess.access.weights import Weights

__all__ = [
    "BEYOND_BORDER",
    "CLOSURE_COUNTS",
    "NOT_KNOWN",
    "NO_SITE",
    "OUTSIDE_LISTS",
    "SHORTAGE_PARTS",
    "TIME_CLASSES_MIN",
    "Access",
    "Assignment",
    "Basis",
    "Butterworth",
    "Concentration",
    "DaiGaussian",
    "Decay",
    "Decomposed",
    "Epanechnikov",
    "Exponential",
    "Gaussian",
    "Gradient",
    "Interval",
    "InversePower",
    "LeftOut",
    "Linear",
    "LocalClusters",
    "LogLogistic",
    "Logistic",
    "Measured",
    "ModeUse",
    "Moran",
    "NeedAccessClusters",
    "Neighbours",
    "Norm",
    "Poverty",
    "Quantile",
    "QuintileGap",
    "Raam",
    "Resampling",
    "Robust",
    "StepDecay",
    "Weights",
    "access_poverty",
    "assign_least_time",
    "assign_nearest",
    "atkinson",
    "bfca",
    "bounded_concentration",
    "capacity_by",
    "choice_flows",
    "closure_counts",
    "closures",
    "concentration_index",
    "cumulative",
    "cumulative_interval",
    "displaced_to",
    "e2sfca",
    "gini",
    "gravity",
    "hoover",
    "hpsa_score",
    "huff",
    "huff_choice",
    "i2sfca",
    "imu_score",
    "k_nearest",
    "kd2sfca",
    "list_capacity",
    "listed_flows",
    "local_moran",
    "lorenz",
    "m2sfca",
    "mean_by",
    "measure_by",
    "mh3sfca",
    "missing_physicians",
    "mm2sfca",
    "moran",
    "nearest",
    "nearest_flows",
    "need_access_clusters",
    "need_gradient",
    "neighbours",
    "palma",
    "person_minutes",
    "pressure",
    "provider_ratio",
    "pushed_beyond",
    "quantiles_by",
    "quintile_gap",
    "raam",
    "ranked",
    "share_within",
    "spar",
    "spatial_availability",
    "step",
    "sums_by",
    "theil_l",
    "theil_t",
    "three_step_fca",
    "time_classes",
    "two_nearest",
    "two_step_fca",
    "v2sfca",
    "value_quantile",
    "weighted_quantile",
]
