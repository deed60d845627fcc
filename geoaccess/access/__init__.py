"""Measures over travel times: how near, for how many, and how much care shared with others.

Pure functions: times and people in, numbers out. Where the times came from does not matter.
"""

from __future__ import annotations

from geoaccess.access.assignment import Assignment, assign_least_time, assign_nearest
from geoaccess.access.capacity import (
    Norm,
    capacity_by,
    list_capacity,
    missing_physicians,
    pressure,
)
from geoaccess.access.catchment import Catchment, e2sfca, spar
from geoaccess.access.decay import StepDecay, step
from geoaccess.access.nearest import k_nearest, nearest
from geoaccess.access.quantiles import Quantile, quantiles_by, weighted_quantile
from geoaccess.access.raam import Raam, raam
from geoaccess.access.shares import TIME_CLASSES_MIN, share_within, time_classes

__all__ = [
    "TIME_CLASSES_MIN",
    "Assignment",
    "Catchment",
    "Norm",
    "Quantile",
    "Raam",
    "StepDecay",
    "assign_least_time",
    "assign_nearest",
    "capacity_by",
    "e2sfca",
    "k_nearest",
    "list_capacity",
    "missing_physicians",
    "nearest",
    "pressure",
    "quantiles_by",
    "raam",
    "share_within",
    "spar",
    "step",
    "time_classes",
    "weighted_quantile",
]
