"""Inequality within units and between them: Theil's T and L, which add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geoaccess.access.equity.observed import Measured, observe

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geoaccess.access.equity.observed import Observed

__all__ = ["Decomposed", "theil_l", "theil_t"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposed(Measured):
    """An index with its parts; ``within + between`` is ``value``.

    Attributes
    ----------
    within, between
        The part from differences inside units, and from those of the units' means.
    units
        Indexed by unit: ``people``, ``mean``, ``index`` (inside the unit), ``weight`` (what it
        counts with: the unit's share of the measure for T, of the people for L).
    """

    within: float
    between: float
    units: pd.DataFrame


def theil_t(value: pd.Series, people: pd.Series, *, unit: pd.Series | None = None) -> Decomposed:
    """Theil's T, which weighs by shares of the measure, within and between units.

    ``T = sum w (y/mu) ln(y/mu)``; a unit g counts with its share of the measure (Theil 1967;
    Shorrocks 1980, doi:10.2307/1913126). 0 where all have the same. Who has nothing adds nothing,
    for ``x ln x`` goes to 0 with x.

    Parameters
    ----------
    value
        The measure by area (any unit, not below 0); missing where not known.
    people
        People by area.
    unit
        Unit of each area; without it each area is its own, and all is between.

    Raises
    ------
    InputError
        As `observe`.

    Examples
    --------
    Two kommuner, each the same inside.

    >>> import pandas as pd
    >>> found = theil_t(pd.Series([1.0, 1, 3, 3]), pd.Series([10] * 4), unit=pd.Series([*"aabb"]))
    >>> round(found.between, 4), found.within
    (0.1308, 0.0)
    """
    found = observe(value, people, unit=unit)
    relative = _over(found.value, np.full_like(found.value, found.mean))
    return _decomposed(found, found.weight * relative, _log)


def theil_l(value: pd.Series, people: pd.Series, *, unit: pd.Series | None = None) -> Decomposed:
    """Theil's L, the mean log deviation, which weighs by people, within and between units.

    ``L = sum w ln(mu/y)``; a unit counts with its share of the people (Theil 1967; Shorrocks
    1980, doi:10.2307/1913126).

    Parameters
    ----------
    value
        The measure by area (any unit), above 0 everywhere; missing where not known.
    people, unit
        As in `theil_t`.

    Raises
    ------
    InputError
        As `observe`; if a value is not above 0, for a logarithm is taken.

    Examples
    --------
    >>> import pandas as pd
    >>> round(theil_l(pd.Series([1.0, 3.0]), pd.Series([10, 10])).value, 4)
    0.1438
    """
    found = observe(value, people, unit=unit, least="above_zero")
    return _decomposed(found, found.weight, lambda ratio: -_log(ratio))


def _log(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm; 0 for nothing, which weighs nothing where it may occur."""
    return np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)


def _over(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    """One over the other; 0 where there is nothing to have a part of."""
    quotient: NDArray[np.float64] = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    return quotient


def _decomposed(
    found: Observed,
    weight: NDArray[np.float64],
    distance: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> Decomposed:
    """Sum of weight times distance from the mean; the unit's own mean stands between the two."""
    people = np.bincount(found.unit, weights=found.people)
    means = np.bincount(found.unit, weights=found.people * found.value) / people
    shares = np.bincount(found.unit, weights=weight)
    inside = weight * distance(_over(found.value, means[found.unit]))
    index = _over(np.bincount(found.unit, weights=inside), shares)
    within = float(shares @ index)
    between = float(shares @ distance(_over(means, np.full_like(means, found.mean))))
    units = pd.DataFrame(
        {"people": people, "mean": means, "index": index, "weight": shares},
        index=pd.Index(found.unit_names, name="unit"),
    )
    return Decomposed(
        value=within + between, within=within, between=between, units=units, basis=found.basis
    )
