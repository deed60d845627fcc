"""Floating catchment areas: supply within reach, shared with everyone else in reach of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from geoaccess.errors import ConfigError
from geoaccess.times import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.decay import StepDecay
    from geoaccess.times import Times

__all__ = ["Catchment", "e2sfca", "spar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catchment:
    """What a floating catchment gives.

    Attributes
    ----------
    per_person
        Supply per person by origin. Zero where no site is in reach; missing where it is not known
        whether any is (not snapped, no data).
    sites
        By site: ``supply``, ``demand`` (weighted people in reach), ``ratio`` (supply per weighted
        person; missing where nobody reaches the site or its supply is not known).
    unreached
        Supply of the sites that nobody reaches: it is in nobody's access.
    unknown
        Sites whose supply is missing: left out, never counted as zero supply that is known.
    reaches_unknown
        By origin: a site of `unknown` is in reach, so `per_person` is a lower bound.
    """

    per_person: pd.Series
    sites: pd.DataFrame
    unreached: pd.Series
    unknown: tuple[str, ...]
    reaches_unknown: pd.Series


def e2sfca(times: Times, people: pd.Series, supply: pd.Series, *, decay: StepDecay) -> Catchment:
    """Enhanced two-step floating catchment area [1]_.

    Step one divides each site's supply by the people around it, weighted by `decay`; step two
    adds up, at each origin, the ratios of the sites around it with the same weights.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site.
    people
        Demand per origin, indexed by origin id (more ids than needed do no harm).
    supply
        Capacity per site, any unit, indexed by site id; missing means not known.
    decay
        Weight of a site by its seconds.

    Returns
    -------
    Catchment
        Origins and sites in the order of `times`.

    Raises
    ------
    ConfigError
        If `decay` reaches beyond the cutoff of the times: who lives there would be lost unseen.
    KeyError
        If an origin or a site has no entry in `people` or `supply`.

    Notes
    -----
    Supply is conserved: access times people, summed, is the supply of all sites that anyone
    reaches. With one zone that holds everybody, everyone has all supply over all people.

    References
    ----------
    .. [1] Luo & Qi (2009), doi:10.1016/j.healthplace.2009.06.002

    Examples
    --------
    Two villages share one doctor; only the first reaches the second doctor.

    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> seconds = np.array([[600, 300], [1200, 65532]], dtype=np.uint16)
    >>> times = Times("car", ("a", "b"), ("x", "y"), seconds, cutoff=3600)
    >>> found = e2sfca(
    ...     times, pd.Series({"a": 100, "b": 300}), pd.Series({"x": 4, "y": 1}), decay=step({30: 1})
    ... )
    >>> found.per_person.to_dict()
    {'a': 0.02, 'b': 0.01}
    """
    if decay.reach_s > times.cutoff:
        raise ConfigError.of("GA-P014", reach=decay.reach_s / 60, cutoff=times.cutoff / 60)
    origins = pd.Index(times.origins, dtype="str", name="origin")
    site_ids = pd.Index(times.sites, dtype="str", name="site")
    count = people.loc[list(times.origins)].to_numpy(dtype=float)
    offered = supply.loc[list(times.sites)].to_numpy(dtype=float)
    weights = _weights(times, decay)
    known = ~np.isnan(offered)

    demand = np.asarray(weights.T @ count)
    reached = known & (demand > 0)
    ratio = np.divide(offered, demand, out=np.zeros(len(offered)), where=reached)

    access = np.asarray(weights @ ratio, dtype=float)
    access[_not_known(times)] = np.nan
    unreached = pd.Series(offered, index=site_ids, name="supply")[known & (demand <= 0)]
    return Catchment(
        per_person=pd.Series(access, index=origins, name="per_person"),
        sites=pd.DataFrame(
            {"supply": offered, "demand": demand, "ratio": np.where(reached, ratio, np.nan)},
            index=site_ids,
        ),
        unreached=unreached[unreached > 0],
        unknown=tuple(site_ids[~known]),
        reaches_unknown=pd.Series(
            np.asarray(weights @ (~known).astype(float)) > 0, index=origins, name="reaches_unknown"
        ),
    )


def spar(per_person: pd.Series, people: pd.Series) -> pd.Series:
    """Spatial access ratio: access relative to its mean over all people, 1 is the mean.

    Less sensitive to the choice of decay than access itself (Wan, Zhan, Zou & Chow 2012,
    doi:10.1016/j.apgeog.2011.05.001).

    Parameters
    ----------
    per_person
        Supply per person by origin; missing origins stay missing and count in no mean.
    people
        People by origin.

    Returns
    -------
    Series
        Indexed as `per_person`; missing everywhere when nobody has any access.

    Examples
    --------
    >>> spar(pd.Series({"a": 3.0, "b": 1.0}), pd.Series({"a": 1, "b": 1})).tolist()
    [1.5, 0.5]
    """
    count = people.loc[per_person.index].astype(float)
    known = per_person.notna()
    total = count[known].sum()
    mean = (per_person[known] * count[known]).sum() / total if total > 0 else np.nan
    if not mean > 0:
        return pd.Series(np.nan, index=per_person.index, name="spar")
    return (per_person / mean).rename("spar")


def _weights(times: Times, decay: StepDecay) -> sparse.csr_array:
    """Weights of the pairs in reach; pairs out of reach take no room."""
    rows, columns = np.nonzero(times.within(decay.reach_s))
    values = decay(times.seconds[rows, columns])
    return sparse.csr_array((values, (rows, columns)), shape=times.seconds.shape)


def _not_known(times: Times) -> NDArray[np.bool_]:
    """Origins of which no pair tells whether a site is in reach."""
    silent: NDArray[np.bool_] = np.isin(times.seconds, (Status.NOT_SNAPPED, Status.NO_DATA))
    return np.asarray(silent.all(axis=1), dtype=np.bool_)
