"""Supply handed out to origins in proportion: each unit of it goes to one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.access.sides import Sides
from geoaccess.access.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.access.decay import Decay
    from geoaccess.access.result import Access, Basis
    from geoaccess.times import AnyTimes

__all__ = ["spatial_availability"]


def spatial_availability(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    people_power: float = 1.0,
    basis: Basis = "people",
) -> Access:
    """Spatial availability: each site's supply split by people and weight [1]_.

    ``V_i = sum_j S_j P_i^a W_ij / sum_k P_k^a W_kj``.

    Parameters
    ----------
    times, people, supply, decay, basis
        As in `geoaccess.access.catchment.e2sfca`.
    people_power
        ``a``: below one hands more to small places, above one more to large ones.

    Returns
    -------
    Access
        Supply by origin, for all its people together.

    Raises
    ------
    ConfigError, InputError
        As in `geoaccess.access.catchment.e2sfca`.

    Notes
    -----
    The values sum to the supply that anyone reaches. Divided by the people, and with
    ``people_power`` one, they are what `geoaccess.access.catchment.e2sfca` gives.

    References
    ----------
    .. [1] Soukhov, Páez, Higgins & Mohamed (2023), doi:10.1371/journal.pone.0278468

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a", "b"), ("x",), np.array([[60], [60]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100, "b": 300}), pd.Series({"x": 4})
    >>> spatial_availability(times, people, supply, decay=step({30: 1})).per_origin.tolist()
    [1.0, 3.0]
    """
    if not people_power > 0:
        msg = f"people_power is {people_power}; it must be above 0, or empty places would be served"
        raise ValueError(msg)
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    pull = sides.people if people_power == 1 else sides.people**people_power
    demand = weights.by_site(pull)
    values = pull * weights.by_origin(sides.ratio(demand))
    return sides.answer(
        "spatial_availability", values, demand=demand, weights=[weights], unit="supply"
    )
