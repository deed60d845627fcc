"""Whether a measure gathers where need is low or high: the concentration index and its kin.

The rank runs from the lowest need, 0, to the highest, 1, and areas of the same need share the
mean ridit. An index below 0 says that those with lower need have more of the measure: less care
where need is greater if it is supply, shorter ways where need is greater if it is minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.access.equity.observed import Measured, observe
from geoaccess.access.equity.regression import Robust, line_on_rank
from geoaccess.access.equity.resampling import Interval, Resampling, intervals
from geoaccess.access.equity.steps import Ladder, Steps
from geoaccess.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Concentration", "bounded_concentration", "concentration_index"]

_INDEX = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration(Measured):
    """A concentration index; its sign is read by the rank from lowest to highest need.

    Attributes
    ----------
    se, low, high
        Analytic standard error and normal interval, as if areas were independent of each other;
        None for a bounded index.
    robust
        From the convenient regression, clustered by unit.
    interval
        From resampling, where asked for.
    """

    se: float | None
    low: float | None
    high: float | None
    robust: Robust
    interval: Interval | None


def concentration_index(
    value: pd.Series,
    need: pd.Series,
    people: pd.Series,
    *,
    unit: pd.Series | None = None,
    level: float = 0.95,
    resampling: Resampling | None = None,
) -> Concentration:
    """How unevenly a measure is spread over people ranked by need, from -1 to 1.

    ``C = 2/mu * sum(w y R) - 1`` with R the mean ridit from lowest need 0 to highest need 1, and
    the analytic variance ``(sum w a^2 - (1 + C)^2) / n`` (Kakwani, Wagstaff & van Doorslaer 1997,
    doi:10.1016/S0304-4076(96)01807-6). 0, with no error, where nobody has anything.

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    need
        Need by area, more is greater need; missing where not known.
    people
        People by area.
    unit
        Unit of each area, for errors that let areas of a unit be alike; without it each area is
        its own.
    level
        Confidence level of the analytic and the robust interval.
    resampling
        How to draw areas for a bootstrap interval; none is made without it.

    Raises
    ------
    InputError
        As `observe`, and as `intervals` where resampling is asked for.

    Examples
    --------
    All of it in the area with the greatest need, of four equal ones.

    >>> import pandas as pd
    >>> equal = pd.Series([100] * 4)
    >>> concentration_index(pd.Series([0, 0, 0, 1.0]), pd.Series([1, 2, 3, 4]), equal).value
    0.75
    """
    found = observe(value, people, need=need, unit=unit)
    ladder = Ladder.of(found)
    steps = ladder.steps()
    index = float(steps.concentration()[0])
    se = _analytic_se(ladder, index) if found.mean > 0 else 0.0
    reach = NormalDist().inv_cdf((1 + level) / 2) * se
    return Concentration(
        value=index,
        se=se,
        low=index - reach,
        high=index + reach,
        robust=_robust(ladder, index, 1 / found.mean if found.mean > 0 else 0.0, level),
        interval=_interval(ladder, resampling, Steps.concentration),
        basis=found.basis,
    )


def bounded_concentration(
    value: pd.Series,
    need: pd.Series,
    people: pd.Series,
    *,
    kind: Literal["wagstaff", "erreygers"],
    bounds: tuple[float, float] = (0.0, 1.0),
    unit: pd.Series | None = None,
    level: float = 0.95,
    resampling: Resampling | None = None,
) -> Concentration:
    """Concentration of a measure that has a least and a greatest value, such as a share.

    With bounds a and b and the index C of `concentration_index`: Wagstaff's
    ``(b - a) mu C / ((b - mu)(mu - a))`` (2005, doi:10.1002/hec.953), Erreygers'
    ``4 mu C / (b - a)`` (2009, doi:10.1016/j.jhealeco.2008.02.003). The rank runs from lowest
    need 0 to highest need 1, areas of the same need sharing the mean ridit. The robust error is
    the convenient regression's with the mean taken as known.

    Parameters
    ----------
    value
        The measure by area, within `bounds`; missing where not known.
    need, people, unit, level, resampling
        As in `concentration_index`.
    kind
        Whose correction.
    bounds
        The least and greatest value the measure can have.

    Raises
    ------
    InputError
        As in `concentration_index`; if a value is out of bounds; for Wagstaff's, if everybody is
        at one of them.

    Examples
    --------
    >>> import pandas as pd
    >>> share, need, people = pd.Series([1.0, 0.5]), pd.Series([1, 2]), pd.Series([50, 50])
    >>> round(bounded_concentration(share, need, people, kind="erreygers").value, 3)
    -0.5
    """
    found = observe(value, people, need=need, unit=unit, bounds=bounds)
    low, high = bounds
    if kind == "wagstaff" and not low < found.mean < high:
        raise InputError.of("GA-E008", value=f"{found.mean:g}")
    ladder = Ladder.of(found)
    bounded = partial(_bounded, kind=kind, bounds=bounds)
    index = float(bounded(ladder.steps())[0])
    factor = float(_factor(np.array(found.mean), kind, bounds))
    return Concentration(
        value=index,
        se=None,
        low=None,
        high=None,
        robust=_robust(ladder, index, factor, level),
        interval=_interval(ladder, resampling, bounded),
        basis=found.basis,
    )


def _bounded(steps: Steps, kind: str, bounds: tuple[float, float]) -> NDArray[np.float64]:
    mean = steps.mean
    return _factor(mean, kind, bounds) * mean * steps.concentration()


def _factor(
    mean: NDArray[np.float64], kind: str, bounds: tuple[float, float]
) -> NDArray[np.float64]:
    """What ``mean * C`` is multiplied with; NaN where everybody is at a bound (Wagstaff)."""
    low, high = bounds
    if kind == "erreygers":
        return np.full_like(mean, 4 / (high - low))
    room = (high - mean) * (mean - low)
    return np.divide(high - low, room, out=np.full_like(mean, np.nan), where=room > 0)


def _robust(ladder: Ladder, index: float, factor: float, level: float) -> Robust:
    """The convenient regression ``2 var(R) factor y = alpha + C R``."""
    rank = ladder.rank()
    spread = float(np.average((rank - 0.5) ** 2, weights=ladder.people))
    line = line_on_rank(ladder, 2 * spread * factor * ladder.value)
    return Robust.around(index, line.se, line.clusters, level)


def _analytic_se(ladder: Ladder, index: float) -> float:
    """Step by step as Kakwani et al.; the curve's ordinates are those of steps of need."""
    steps = ladder.steps()
    curve = np.cumsum(steps.amount[0]) / steps.amount.sum()
    lengths = np.diff(np.r_[ladder.starts, len(ladder.value)])
    after = np.repeat(curve, lengths)
    before = np.repeat(np.r_[0.0, curve[:-1]], lengths)
    relative = ladder.value / float(steps.mean[0])
    spread = relative * (2 * ladder.rank() - 1 - index) + 2 - before - after
    weight = ladder.people / ladder.people.sum()
    variance = (weight @ spread**2 - (1 + index) ** 2) / len(ladder.value)
    return float(np.sqrt(max(variance, 0.0)))


def _interval(
    ladder: Ladder,
    resampling: Resampling | None,
    statistic: Callable[[Steps], NDArray[np.float64]],
) -> Interval | None:
    if resampling is None:
        return None
    return intervals(ladder, lambda steps: {_INDEX: statistic(steps)}, resampling)[_INDEX]
