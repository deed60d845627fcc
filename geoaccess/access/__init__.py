"""Measures over travel times: how near, for how many, and how much care shared with others.

Pure functions: times and people in, numbers out. Where the times came from does not matter, nor
whether they are held as a full table or as pairs.
"""

from __future__ import annotations

from geoaccess.access.areas import mean_by, measure_by
from geoaccess.access.availability import spatial_availability
from geoaccess.access.catchment import (
    bfca,
    e2sfca,
    kd2sfca,
    m2sfca,
    spar,
    three_step_fca,
    two_step_fca,
)
from geoaccess.access.decay import Decay, StepDecay, step
from geoaccess.access.huff import huff, huff_choice, i2sfca, mh3sfca
from geoaccess.access.multimodal import ModeUse, mm2sfca
from geoaccess.access.nearest import k_nearest, nearest
from geoaccess.access.opportunities import cumulative, cumulative_interval, gravity
from geoaccess.access.quantiles import Quantile, quantiles_by, value_quantile, weighted_quantile
from geoaccess.access.ratio import provider_ratio
from geoaccess.access.result import Access
from geoaccess.access.shares import TIME_CLASSES_MIN, person_minutes, share_within, time_classes
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
    "TIME_CLASSES_MIN",
    "Access",
    "Butterworth",
    "DaiGaussian",
    "Decay",
    "Epanechnikov",
    "Exponential",
    "Gaussian",
    "InversePower",
    "Linear",
    "LogLogistic",
    "Logistic",
    "ModeUse",
    "Quantile",
    "StepDecay",
    "Weights",
    "bfca",
    "cumulative",
    "cumulative_interval",
    "e2sfca",
    "gravity",
    "huff",
    "huff_choice",
    "i2sfca",
    "k_nearest",
    "kd2sfca",
    "m2sfca",
    "mean_by",
    "measure_by",
    "mh3sfca",
    "mm2sfca",
    "nearest",
    "person_minutes",
    "provider_ratio",
    "quantiles_by",
    "share_within",
    "spar",
    "spatial_availability",
    "step",
    "three_step_fca",
    "time_classes",
    "two_step_fca",
    "v2sfca",
    "value_quantile",
    "weighted_quantile",
]
