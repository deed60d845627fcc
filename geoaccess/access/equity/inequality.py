"""How unequal a measure is between people, whoever they are: Gini, Lorenz, Hoover, Atkinson."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.equity.observed import observe

if TYPE_CHECKING:
    from geoaccess.access.equity.observed import Measured, Observed

__all__ = ["atkinson", "gini", "hoover", "lorenz"]


def gini(value: pd.Series, people: pd.Series) -> Measured:
    """Gini coefficient over people: 0 where all have the same.

    ``G = sum_i sum_k w_i w_k |y_i - y_k| / (2 mu)`` with shares of people w and mean mu
    (Sen 1973). Everybody in an area counts as having its value, so differences inside areas are
    not seen. 0 where nobody has anything.

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    people
        People by area.

    Raises
    ------
    InputError
        As `observe`.

    Examples
    --------
    Four equal villages, of which one has the only doctor.

    >>> import pandas as pd
    >>> gini(pd.Series([0, 0, 0, 1]), pd.Series([100] * 4)).value
    0.75
    """
    found = observe(value, people)
    if found.mean == 0:
        return found.measured(0.0)
    share, amount = _curve(found)
    # Twice the area between the diagonal and the curve, by trapezoids.
    under = float(np.sum(np.diff(share) * (amount[1:] + amount[:-1])))
    return found.measured(1 - under)


def lorenz(value: pd.Series, people: pd.Series) -> pd.DataFrame:
    """The Lorenz curve: how much of the measure the people with the least of it have.

    Parameters
    ----------
    value, people
        As in `gini`.

    Returns
    -------
    DataFrame
        ``people`` and ``amount``, cumulated shares from 0 to 1, a row for each area and one for
        nobody; the diagonal where nobody has anything.

    Raises
    ------
    InputError
        As `observe`.

    Examples
    --------
    >>> import pandas as pd
    >>> lorenz(pd.Series([3.0, 1.0]), pd.Series([50, 50]))["amount"].tolist()
    [0.0, 0.25, 1.0]
    """
    share, amount = _curve(observe(value, people))
    return pd.DataFrame({"people": share, "amount": amount})


def hoover(value: pd.Series, people: pd.Series) -> Measured:
    """Share of the measure that would have to move for all to have the same (Hoover 1936).

    ``H = sum |s_i - w_i| / 2``, doi:10.2307/2227865, with shares s of the measure and w of people.

    Parameters
    ----------
    value, people
        As in `gini`.

    Raises
    ------
    InputError
        As `observe`.

    Examples
    --------
    >>> import pandas as pd
    >>> hoover(pd.Series([2.0, 0.0]), pd.Series([50, 50])).value
    0.5
    """
    found = observe(value, people)
    if found.mean == 0:
        return found.measured(0.0)
    share = found.weight * found.value / found.mean
    return found.measured(np.abs(share - found.weight).sum() / 2)


def atkinson(value: pd.Series, people: pd.Series, *, aversion: float = 0.5) -> Measured:
    """Share of the measure that could be lost without loss of welfare, were it equally shared.

    ``A = 1 - (sum w y^(1-e))^(1/(1-e)) / mu``, for e = 1 ``1 - exp(sum w ln y) / mu``
    (Atkinson 1970, doi:10.1016/0022-0531(70)90039-6). It speaks of things one wants more of:
    not of minutes.

    Parameters
    ----------
    value, people
        As in `gini`; from an aversion of 1 up, every value must be above 0.
    aversion
        How much more the worst off count, above 0.

    Raises
    ------
    InputError
        As `observe`; from an aversion of 1 up, if a value is not above 0.
    ValueError
        If `aversion` is not above 0.

    Examples
    --------
    >>> import pandas as pd
    >>> round(atkinson(pd.Series([1.0, 4.0]), pd.Series([50, 50]), aversion=1).value, 3)
    0.2
    """
    if not aversion > 0:
        msg = f"an aversion of {aversion} is not above 0"
        raise ValueError(msg)
    found = observe(value, people, least="zero" if aversion < 1 else "above_zero")
    if found.mean == 0:
        return found.measured(0.0)
    relative = found.value / found.mean
    if aversion == 1:
        return found.measured(1 - math.exp(found.weight @ np.log(relative)))
    power = 1 - aversion
    return found.measured(1 - float(found.weight @ relative**power) ** (1 / power))


def _curve(found: Observed) -> tuple[np.ndarray, np.ndarray]:
    """Cumulated shares of people and of the measure, from those with the least of it."""
    order = np.argsort(found.value, kind="stable")
    share = np.concatenate([[0.0], np.cumsum(found.weight[order])])
    amount = np.concatenate([[0.0], np.cumsum((found.people * found.value)[order])])
    return share / share[-1], amount / amount[-1] if amount[-1] > 0 else share
