"""How much a measure differs from one end of the ladder of need to the other: SII and RII."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.equity.observed import Measured, observe
from geoaccess.access.equity.regression import Robust, line_on_rank
from geoaccess.access.equity.resampling import intervals
from geoaccess.access.equity.steps import Ladder

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access.equity.resampling import Interval, Resampling
    from geoaccess.access.equity.steps import Steps

__all__ = ["Gradient", "need_gradient"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradient(Measured):
    """Slope and relative indices of inequality over the rank of need.

    Attributes
    ----------
    value
        SII, in the measure's unit: the line's end at the highest need less that at the lowest.
    robust
        Its standard error and interval, clustered by unit.
    rii_mean
        SII as a share of the mean.
    rii_ratio
        The line at the highest need over the line at the lowest; NaN where the latter is not
        above 0.
    interval, rii_mean_interval, rii_ratio_interval
        From resampling, where asked for.
    """

    robust: Robust
    rii_mean: float
    rii_ratio: float
    interval: Interval | None
    rii_mean_interval: Interval | None
    rii_ratio_interval: Interval | None


def need_gradient(
    value: pd.Series,
    need: pd.Series,
    people: pd.Series,
    *,
    unit: pd.Series | None = None,
    level: float = 0.95,
    resampling: Resampling | None = None,
) -> Gradient:
    """Slope index (SII) and relative indices (RII) of inequality, by people.

    The line ``y = alpha + beta R`` is fitted by least squares weighed by people, R the mean ridit
    from lowest need 0 to highest need 1, areas of the same need sharing it: ``SII = beta``,
    ``RII_mean = beta / mu``, ``RII_ratio = (alpha + beta) / alpha`` (Mackenbach & Kunst 1997,
    doi:10.1016/S0277-9536(96)00073-1). Above 0 (1 for the ratio): more of it where need is
    greater, which is bad of minutes and good of supply.

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    need, people, unit, level, resampling
        As in `geoaccess.access.concentration_index`.

    Raises
    ------
    InputError
        As in `geoaccess.access.concentration_index`.

    Examples
    --------
    Ten minutes where need is low, twenty where it is high, half the people in each.

    >>> import pandas as pd
    >>> found = need_gradient(pd.Series([10.0, 20.0]), pd.Series([1, 2]), pd.Series([50, 50]))
    >>> found.value, round(found.rii_mean, 3), found.rii_ratio
    (20.0, 1.333, 5.0)
    """
    found = observe(value, people, need=need, unit=unit)
    ladder = Ladder.of(found)
    here = {name: float(each[0]) for name, each in _indices(ladder.steps()).items()}
    line = line_on_rank(ladder, ladder.value)
    drawn = {} if resampling is None else intervals(ladder, _indices, resampling)
    return Gradient(
        value=here["sii"],
        robust=Robust.around(here["sii"], line.se, line.clusters, level),
        rii_mean=here["rii_mean"],
        rii_ratio=here["rii_ratio"],
        interval=drawn.get("sii"),
        rii_mean_interval=drawn.get("rii_mean"),
        rii_ratio_interval=drawn.get("rii_ratio"),
        basis=found.basis,
    )


def _indices(steps: Steps) -> dict[str, NDArray[np.float64]]:
    start, slope = steps.line()
    mean = steps.mean
    unknown = np.full_like(mean, np.nan)
    return {
        "sii": slope,
        "rii_mean": np.divide(slope, mean, out=unknown.copy(), where=mean > 0),
        "rii_ratio": np.divide(start + slope, start, out=unknown, where=start > 0),
    }
