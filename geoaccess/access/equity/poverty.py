"""Poverty of access: how many are beyond a line, how far, and how unequally far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.access.equity.observed import Measured, observe

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Poverty", "access_poverty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poverty(Measured):
    """A Foster-Greer-Thorbecke index; `line` and `poor` say what it is an index of."""

    line: float
    alpha: float
    poor: Literal["above", "below"]
    poor_people: float


def access_poverty(
    value: pd.Series,
    people: pd.Series,
    *,
    line: float,
    alpha: float,
    poor: Literal["above", "below"],
) -> Poverty:
    """Foster-Greer-Thorbecke index of access: sum over the poor of ``w gap^alpha``.

    The gap is the distance from the line as a share of it: ``(y - z) / z`` for what is bad to
    have much of, such as minutes (``poor="above"``; it may exceed 1), ``(z - y) / z`` for what is
    good, such as supply per person (``poor="below"``). On the line nobody is poor. Alpha 0 is the
    share of people who are poor, 1 the mean gap, 2 weighs the poorest most (Foster, Greer &
    Thorbecke 1984, doi:10.2307/1913475).

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    people
        People by area.
    line
        The poverty line, in the measure's unit, above 0.
    alpha
        0, 1, 2 or any other power not below 0.
    poor
        On which side of the line the poor are.

    Raises
    ------
    InputError
        As `observe`.
    ValueError
        If `line` is not above 0, or `alpha` below 0.

    Examples
    --------
    A quarter of the people have 30 minutes where 20 are acceptable.

    >>> import pandas as pd
    >>> minutes, people = pd.Series([10.0, 30.0]), pd.Series([300, 100])
    >>> [access_poverty(minutes, people, line=20, alpha=a, poor="above").value for a in (0, 1, 2)]
    [0.25, 0.125, 0.0625]
    """
    if not line > 0 or not alpha >= 0:
        msg = f"a line of {line} and an alpha of {alpha}: line must be above 0, alpha not below 0"
        raise ValueError(msg)
    found = observe(value, people)
    gap = (found.value - line) / line * (1 if poor == "above" else -1)
    are_poor = gap > 0
    index = found.weight @ np.where(are_poor, np.maximum(gap, 0) ** alpha, 0.0)
    return Poverty(
        value=float(index),
        line=line,
        alpha=alpha,
        poor=poor,
        poor_people=float(found.people[are_poor].sum()),
        basis=found.basis,
    )
