"""A measure's line on the rank of need, with standard errors that hold inside units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy.special import stdtrit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.equity.steps import Ladder

__all__ = ["Line", "Robust", "line_on_rank"]

_LEAST_CLUSTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Robust:
    """A cluster-robust standard error with its interval.

    Attributes
    ----------
    se
        Standard error; NaN where there are fewer than two clusters or only one step of need.
    low, high
        Interval from Student's t with one degree of freedom less than there are clusters.
    clusters
        Units, or areas where no units were given.
    level
        Confidence level.
    """

    se: float
    low: float
    high: float
    clusters: int
    level: float

    @classmethod
    def around(cls, value: float, se: float, clusters: int, level: float) -> Self:
        """The interval around an estimate."""
        reach = float("nan")
        if clusters >= _LEAST_CLUSTERS:
            reach = float(stdtrit(clusters - 1, (1 + level) / 2)) * se
        return cls(se=se, low=value - reach, high=value + reach, clusters=clusters, level=level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Intercept and slope, and the slope's robust standard error."""

    intercept: float
    slope: float
    se: float
    clusters: int


def line_on_rank(ladder: Ladder, outcome: NDArray[np.float64]) -> Line:
    """Weighted least squares of an outcome on the rank of need.

    Weights are people. The slope's variance is the sandwich over units with the factor
    ``g / (g - 1)`` for g units (Liang & Zeger 1986, doi:10.1093/biomet/73.1.13), so an area split
    in two of the same need and unit changes nothing.

    Parameters
    ----------
    ladder
        Areas in the order of need.
    outcome
        What is explained, of each area in that order.
    """
    rank = ladder.rank() - 0.5
    weight = ladder.people / ladder.people.sum()
    mean, spread = float(weight @ outcome), float(weight @ rank**2)
    clusters = int(ladder.unit.max()) + 1
    if len(ladder.starts) == 1:
        nan = float("nan")
        return Line(intercept=nan, slope=nan, se=nan, clusters=clusters)
    slope = float(weight @ (rank * outcome)) / spread
    residual = outcome - mean - slope * rank
    scores = np.bincount(ladder.unit, weights=weight * rank * residual)
    se = float("nan")
    if clusters >= _LEAST_CLUSTERS:
        se = float(np.sqrt(clusters / (clusters - 1) * (scores @ scores))) / spread
    return Line(intercept=mean - slope / 2, slope=slope, se=se, clusters=clusters)
