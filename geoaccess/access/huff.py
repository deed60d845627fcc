"""Choice among sites by their size and their time: loads, crowding, and access under choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.sides import Sides, quotient
from geoaccess.access.weights import Weights

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy import sparse

    from geoaccess.access.decay import Decay
    from geoaccess.access.result import Access, Basis
    from geoaccess.times import AnyTimes

__all__ = ["huff", "huff_choice", "i2sfca", "mh3sfca"]


def huff(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    size_power: float = 1.0,
    basis: Basis = "people",
) -> Access:
    """Expected load of each site when people choose by size and time [1]_.

    A site is chosen with probability ``p_ij = S_j^a W_ij / sum_k S_k^a W_ik``; its load is
    ``L_j = sum_i P_i p_ij``.

    Parameters
    ----------
    times, people, supply, decay, basis
        As in `geoaccess.access.catchment.e2sfca`; Huff's own decay is
        `geoaccess.access.smooth_decay.InversePower`.
    size_power
        ``a``: how much size draws, above 0.

    Returns
    -------
    Access
        ``sites["demand"]`` is the load, ``sites["ratio"]`` the supply for each person of it;
        `per_origin` are the attraction of all sites in reach, ``sum_j S_j^a W_ij``.

    Raises
    ------
    ConfigError, InputError
        As in `geoaccess.access.catchment.e2sfca`.

    Notes
    -----
    The loads sum to the people who have any site to choose: those of origins whose value is zero
    or missing are in no load. Nobody can choose a site of unknown supply, which makes the others'
    loads too large.

    References
    ----------
    .. [1] Huff (1963), doi:10.2307/3144521

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[60, 60]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100}), pd.Series({"x": 3, "y": 1})
    >>> huff(times, people, supply, decay=step({30: 1})).sites["demand"].tolist()
    [75.0, 25.0]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    size = _size(sides, size_power)
    attraction = weights.by_origin(size)
    load = size * weights.by_site(quotient(sides.people, attraction))
    return sides.answer("huff", attraction, demand=load, weights=[weights], unit="supply")


def huff_choice(
    times: AnyTimes, supply: pd.Series, *, decay: Decay, size_power: float = 1.0
) -> sparse.csr_array:
    """Probability of each site at each origin, ``(origin, site)``; see `huff`.

    Rows add up to one, or to zero where there is no site to choose.

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[60, 60]], np.uint16), 3600)
    >>> huff_choice(times, pd.Series({"x": 3, "y": 1}), decay=step({30: 1})).toarray().tolist()
    [[0.75, 0.25]]
    """
    from scipy import sparse  # noqa: PLC0415 -- only those who want every pair need it

    weights = Weights(times, decay)
    size = _size(Sides.of(times, None, supply), size_power)
    share = quotient(1.0, weights.by_origin(size))
    indptr, columns, seconds = times.pairs()
    rows = np.repeat(np.arange(len(times.origins)), np.diff(indptr))
    values = weights.table[seconds] * size[columns] * share[rows]
    found = sparse.csr_array(
        (values, columns, indptr), shape=(len(times.origins), len(times.sites)), copy=True
    )
    found.eliminate_zeros()
    return found


def mh3sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Modified Huff three-step floating catchment area [1]_ [2]_.

    People spread over sites as Huff says, ``p_ij``; each site's supply is divided by those who
    choose it, ``R_j = S_j / sum_i P_i p_ij``; and what an origin has of it counts for less over
    time: ``A_i = sum_j p_ij W_ij R_j``. Demand is not lessened by time.

    Parameters and errors are those of `geoaccess.access.catchment.e2sfca`; weights are at most
    one.

    Notes
    -----
    Like M2SFCA it loses supply over distance: access times people, summed, is at most the supply
    that anyone reaches, and equals it where all weights are one. Where some supply is not known
    the others' demand is too large, also for origins that do not reach the unknown site
    themselves.

    References
    ----------
    .. [1] Jörg, Lenz, Wetz & Widmer (2019), Obsan Bericht 01/2019, Swiss Health Observatory
    .. [2] Subal, Paal & Krisp (2021), doi:10.1186/s12942-021-00263-3

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[60, 900]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100}), pd.Series({"x": 3, "y": 2})
    >>> mh3sfca(times, people, supply, decay=step({10: 1, 30: 0.5})).per_origin.tolist()
    [0.04]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    choice = quotient(1.0, weights.by_origin(sides.supply))
    demand = sides.supply * weights.by_site(sides.people * choice)
    part = sides.supply * sides.ratio(demand)
    values = choice * weights.by_origin(part, power=2)
    return sides.answer("mh3sfca", values, demand=demand, weights=[weights])


def i2sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Inverted two-step floating catchment area: how crowded each site may be [1]_.

    Step one divides each origin's people by the supply around it, ``f_i = P_i / sum_l S_l W_il``;
    step two adds them up at each site: ``C_j = sum_i f_i W_ij``.

    Parameters and errors are those of `geoaccess.access.catchment.e2sfca`.

    Returns
    -------
    Access
        ``sites["crowdedness"]``: people per unit of supply, zero where nobody reaches the site;
        ``sites["demand"]`` is that times the supply. `per_origin` is the weighted supply
        around each origin.

    Notes
    -----
    People are conserved: ``demand`` sums to the people who reach any supply. Where some supply is
    not known the other sites look too crowded.

    References
    ----------
    .. [1] Wang (2018), The Professional Geographer 70(2), 251-260; derived in Wang (2021),
       doi:10.1080/13658816.2020.1811868

    Examples
    --------
    >>> import pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a", "b"), ("x", "y"), np.array([[1, 1], [1, 65532]], np.uint16), 900)
    >>> people, supply = pd.Series({"a": 100, "b": 60}), pd.Series({"x": 4, "y": 1})
    >>> i2sfca(times, people, supply, decay=step({15: 1})).sites["crowdedness"].tolist()
    [35.0, 20.0]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    around = weights.by_origin(sides.supply)
    crowdedness = weights.by_site(quotient(sides.people, around))
    found = sides.answer(
        "i2sfca", around, demand=sides.supply * crowdedness, weights=[weights], unit="supply"
    )
    found.sites["crowdedness"] = np.where(sides.known, crowdedness, np.nan)
    return found


def _size(sides: Sides, power: float) -> NDArray[np.float64]:
    if not power > 0:
        msg = f"size_power is {power}; it must be above 0, or sites without supply would draw"
        raise ValueError(msg)
    return sides.supply if power == 1 else sides.supply**power
