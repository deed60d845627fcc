"""Floating catchment areas: supply within reach, shared with everyone else in reach of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.decay import StepDecay
from geoaccess.access.sides import Sides, quotient
from geoaccess.access.weights import Weights

if TYPE_CHECKING:
    from geoaccess.access.decay import Decay
    from geoaccess.access.result import Access, Basis
    from geoaccess.access.smooth_decay import DaiGaussian, Epanechnikov
    from geoaccess.times import AnyTimes

__all__ = ["bfca", "e2sfca", "kd2sfca", "m2sfca", "spar", "three_step_fca", "two_step_fca"]


def two_step_fca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    within_min: float,
    basis: Basis = "people",
) -> Access:
    """Two-step floating catchment area: every site within the limit counts alike [1]_.

    Parameters and errors are those of `e2sfca`, with one zone of `within_min` minutes.

    References
    ----------
    .. [1] Luo & Wang (2003), doi:10.1068/b29120

    Examples
    --------
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a", "b"), ("x",), np.array([[600], [1800]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100, "b": 300}), pd.Series({"x": 4})
    >>> two_step_fca(times, people, supply, within_min=30).per_origin.tolist()
    [0.01, 0.01]
    """
    zone = StepDecay((within_min * 60,), (1.0,))
    return _two_step("two_step_fca", times, people, supply, zone, basis)


def e2sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Enhanced two-step floating catchment area [1]_.

    Step one divides each site's supply by the people around it, weighted by `decay`; step two
    adds up, at each origin, the ratios of the sites around it with the same weights.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.
    people
        Demand per origin, indexed by origin id (more ids than needed do no harm).
    supply
        Capacity per site, any unit, indexed by site id; missing means not known.
    decay
        Weight of a site by its seconds.
    basis
        Whether `people` are people, or people weighted by need.

    Returns
    -------
    Access
        Supply per person, origins and sites in the order of `times`.

    Raises
    ------
    ConfigError
        If `decay` reaches beyond the cutoff of the times: who lives there would be lost unseen.
    InputError
        If an origin has no number of people, a site no entry in `supply`, an id stands twice, or
        a number is negative or infinite; all at once.

    Notes
    -----
    Supply is conserved: access times people, summed, is the supply of all sites that anyone
    reaches. With one zone that holds everybody, everyone has all supply over all people. Where a
    site of unknown supply is in reach the value is a lower bound.

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
    >>> found.per_origin.to_dict()
    {'a': 0.02, 'b': 0.01}
    """
    return _two_step("e2sfca", times, people, supply, decay, basis)


def kd2sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    kernel: Epanechnikov | DaiGaussian,
    basis: Basis = "people",
) -> Access:
    """Two-step floating catchment area with a kernel that is zero at its reach [1]_ [2]_.

    Parameters and errors are those of `e2sfca`.

    References
    ----------
    .. [1] Dai & Wang (2011), doi:10.1068/b36149
    .. [2] Dai (2010), doi:10.1016/j.healthplace.2010.06.012

    Examples
    --------
    >>> from geoaccess.access import Epanechnikov
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a", "b"), ("x",), np.array([[0], [1800]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100, "b": 300}), pd.Series({"x": 4})
    >>> kd2sfca(times, people, supply, kernel=Epanechnikov(reach_s=1800)).per_origin.tolist()
    [0.04, 0.0]
    """
    return _two_step("kd2sfca", times, people, supply, kernel, basis)


def _two_step(
    name: str,
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    decay: Decay,
    basis: Basis,
) -> Access:
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    demand = weights.by_site(sides.people)
    values = weights.by_origin(sides.ratio(demand))
    return sides.answer(name, values, demand=demand, weights=[weights])


def m2sfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Modified two-step floating catchment area: the way counts for those who are alone too [1]_.

    The weight enters the second step once more: ``A_i = sum_j S_j W_ij^2 / sum_k P_k W_kj``. A
    lone village far from its doctor has less than one next door, which `e2sfca` does not show.

    Parameters and errors are those of `e2sfca`; weights are at most one.

    Notes
    -----
    Supply is not conserved but lost over distance: access times people, summed, is at most the
    supply that anyone reaches.

    References
    ----------
    .. [1] Delamater (2013), doi:10.1016/j.healthplace.2013.07.012

    Examples
    --------
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x",), np.array([[900]], np.uint16), 3600)
    >>> zones = step({10: 1.0, 20: 0.5})
    >>> people, supply = pd.Series({"a": 100}), pd.Series({"x": 4})
    >>> m2sfca(times, people, supply, decay=zones).per_origin.tolist()
    [0.02]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    demand = weights.by_site(sides.people)
    values = weights.by_origin(sides.ratio(demand), power=2)
    return sides.answer("m2sfca", values, demand=demand, weights=[weights])


def three_step_fca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Three-step floating catchment area: people spread themselves over their sites first [1]_.

    A site is chosen with the share its weight has among all the weights of the origin,
    ``G_ij = W_ij / sum_k W_ik``; demand and access then count ``G_ij W_ij``.

    Parameters and errors are those of `e2sfca`.

    Notes
    -----
    Supply is conserved as in `e2sfca`. A site told as two halves draws more people than one: the
    choice counts sites, not their size (`mh3sfca` weighs them).

    References
    ----------
    .. [1] Wan, Zou & Sternberg (2012), doi:10.1080/13658816.2011.624987

    Examples
    --------
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a",), ("x", "y"), np.array([[60, 60]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100}), pd.Series({"x": 4, "y": 1})
    >>> three_step_fca(times, people, supply, decay=step({30: 1})).per_origin.tolist()
    [0.05]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    choice = quotient(1.0, weights.by_origin(np.ones(len(times.sites))))
    demand = weights.by_site(sides.people * choice, power=2)
    values = choice * weights.by_origin(sides.ratio(demand), power=2)
    return sides.answer("three_step_fca", values, demand=demand, weights=[weights])


def bfca(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    decay: Decay,
    basis: Basis = "people",
) -> Access:
    """Balanced floating catchment area: nobody and no supply is counted more than once [1]_.

    Demand is spread with weights that add up to one at each origin, the level of service
    ``L_j = S_j / sum_i P_i w^d_ij`` with weights that add up to one at each site.

    Parameters and errors are those of `e2sfca`.

    Notes
    -----
    ``demand`` of the sites sums to the people who reach any, and `per_origin` to the sum of the
    sites' ratios. Access times people does *not* sum to the supply: a value is the origin's part
    of the levels of service, not care per person to be added up over people, and it depends on
    how finely origins are cut.

    References
    ----------
    .. [1] Páez, Higgins & Vivona (2019), doi:10.1371/journal.pone.0218773

    Examples
    --------
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> times = Times("car", ("a", "b"), ("x",), np.array([[60], [60]], np.uint16), 3600)
    >>> people, supply = pd.Series({"a": 100, "b": 300}), pd.Series({"x": 4})
    >>> bfca(times, people, supply, decay=step({30: 1})).per_origin.tolist()
    [0.005, 0.005]
    """
    weights = Weights(times, decay)
    sides = Sides.of(times, people, supply, basis=basis)
    over_sites = weights.by_origin(np.ones(len(times.sites)))
    over_origins = weights.by_site(np.ones(len(times.origins)))
    demand = weights.by_site(quotient(sides.people, over_sites))
    values = weights.by_origin(quotient(sides.ratio(demand), over_origins))
    return sides.answer("bfca", values, demand=demand, weights=[weights])


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
