"""Catchments that grow until they hold enough: wide in the country, narrow in town."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.decay import StepDecay
from geoaccess.access.sides import Sides
from geoaccess.access.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access.result import Access, Basis
    from geoaccess.times import AnyTimes

__all__ = ["v2sfca"]


def v2sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    sizes_min: Sequence[float],
    base_people: float,
    base_ratio: float,
    basis: Basis = "people",
) -> Access:
    """Variable two-step floating catchment area, with weight one inside each catchment [1]_.

    A site's catchment is the first of `sizes_min` that holds `base_people`, else the last; its
    ratio is supply by people there. An origin's is the first in which the ratios add up to
    `base_ratio`, else the last; its access is that sum.

    Parameters
    ----------
    times, people, supply, basis
        As in `geoaccess.access.catchment.e2sfca`.
    sizes_min
        Sizes a catchment may have, in minutes, rising.
    base_people
        People a site's catchment is to hold.
    base_ratio
        Supply per person that an origin's catchment is to reach.

    Returns
    -------
    Access
        ``sites["catchment_min"]`` is the size of each site's catchment.

    Raises
    ------
    ConfigError, InputError
        As in `geoaccess.access.catchment.e2sfca`.
    ValueError
        If there are no sizes, or they do not rise.

    Notes
    -----
    An origin may count a site whose own catchment leaves the origin out, and the other way
    round: supply is not conserved, and a sum over people says nothing.

    References
    ----------
    .. [1] Luo & Whippo (2012), Health & Place 18(4), 789-795

    Examples
    --------
    The town is enough for its doctor; the village has to look as far as 30 minutes.

    >>> import pandas as pd
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("town", "far"), ("x",), np.array([[60], [1700]], np.uint16), 3600)
    >>> people, supply = pd.Series({"town": 100, "far": 10}), pd.Series({"x": 4})
    >>> found = v2sfca(
    ...     times, people, supply, sizes_min=(10, 20, 30), base_people=50, base_ratio=0.01
    ... )
    >>> found.per_origin.tolist(), found.sites["catchment_min"].tolist()
    ([0.04, 0.04], [10.0])
    """
    sizes = tuple(float(size) for size in sizes_min)
    if not sizes or any(a >= b for a, b in itertools.pairwise(sizes)):
        msg = f"sizes_min must be minutes that rise; got {sizes}"
        raise ValueError(msg)
    grown = [Weights(times, StepDecay((size * 60,), (1.0,))) for size in sizes]
    sides = Sides.of(times, people, supply, basis=basis)
    demand, size = _first_enough([w.by_site(sides.people) for w in grown], base_people)
    ratio = sides.ratio(demand)
    values, _ = _first_enough([w.by_origin(ratio) for w in grown], base_ratio)
    found = sides.answer("v2sfca", values, demand=demand, weights=grown[-1:])
    found.sites["catchment_min"] = np.array(sizes)[size]
    return found


def _first_enough(
    sums: list[NDArray[np.float64]], enough: float
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The first sum of each place that is enough, else the last; and which it is."""
    table = np.stack(sums)
    is_enough = table >= enough
    is_enough[-1] = True
    first = is_enough.argmax(axis=0)
    return np.take_along_axis(table, first[None, :], axis=0)[0], first
