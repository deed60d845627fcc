"""Supply within reach, as if nobody else wanted it: cumulative opportunities and gravity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.decay import StepDecay
from geoaccess.access.sides import Sides
from geoaccess.access.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access.decay import Decay
    from geoaccess.access.result import Access
    from geoaccess.times import AnyTimes

__all__ = ["cumulative", "cumulative_interval", "gravity"]


def gravity(times: AnyTimes, supply: pd.Series, *, decay: Decay) -> Access:
    """Hansen's potential: all supply, each site's weighted by its time [1]_.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.
    supply
        Capacity per site, any unit, indexed by site id; missing means not known.
    decay
        Weight of a site by its seconds.

    Returns
    -------
    Access
        Weighted supply by origin; `Access.unreached` is what no origin reaches.

    Raises
    ------
    ConfigError
        If `decay` reaches beyond the cutoff of the times.
    InputError
        If a site has no entry in `supply`, or one that is negative or infinite.

    References
    ----------
    .. [1] Hansen (1959), doi:10.1080/01944365908978307

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.access.smooth_decay import Linear
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[0, 900]], np.uint16), 3600)
    >>> gravity(times, pd.Series({"x": 4, "y": 2}), decay=Linear(reach_s=1800)).per_origin.tolist()
    [5.0]
    """
    return _potential("gravity", times, supply, decay)


def cumulative(times: AnyTimes, supply: pd.Series, *, within_min: float) -> Access:
    """Supply within so many minutes (``<=``), each site counted whole.

    Parameters and errors are those of `gravity`.

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[900, 901]], np.uint16), 3600)
    >>> cumulative(times, pd.Series({"x": 4, "y": 2}), within_min=15).per_origin.tolist()
    [4.0]
    """
    return _potential("cumulative", times, supply, StepDecay((within_min * 60,), (1.0,)))


def cumulative_interval(
    times: AnyTimes,
    supply: pd.Series,
    *,
    limits_min: Sequence[float],
    summary: Callable[..., NDArray[np.float64]] = np.median,
) -> Access:
    """Supply within a limit, for many limits at once: a result that hangs on no single one [1]_.

    Parameters
    ----------
    times, supply
        As in `gravity`.
    limits_min
        The limits, in minutes, such as ``range(20, 31)``.
    summary
        What is made of the numbers under all limits, such as ``np.median`` or ``np.mean``; called
        with a ``(limit, origin)`` array and ``axis=0``.

    References
    ----------
    .. [1] Tomasiello, Herszenhut, Oliveira, Braga & Pereira (2023),
       doi:10.1016/j.apgeog.2023.103007

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[900, 1500]], np.uint16), 3600)
    >>> supply = pd.Series({"x": 4, "y": 2})
    >>> cumulative_interval(times, supply, limits_min=(20, 25, 30)).per_origin.tolist()
    [6.0]
    """
    if not len(limits_min):
        msg = "limits_min is empty; give at least one limit"
        raise ValueError(msg)
    sides = Sides.of(times, None, supply)
    every = [Weights(times, StepDecay((limit * 60,), (1.0,))) for limit in limits_min]
    values = summary(np.stack([weights.by_origin(sides.supply) for weights in every]), axis=0)
    widest = max(every, key=lambda weights: weights.decay.reach_s)
    demand = widest.by_site(sides.people)
    return sides.answer(
        "cumulative_interval", values, demand=demand, weights=[widest], unit="supply"
    )


def _potential(name: str, times: AnyTimes, supply: pd.Series, decay: Decay) -> Access:
    weights = Weights(times, decay)
    sides = Sides.of(times, None, supply)
    values = weights.by_origin(sides.supply)
    return sides.answer(
        name, values, demand=weights.by_site(sides.people), weights=[weights], unit="supply"
    )
