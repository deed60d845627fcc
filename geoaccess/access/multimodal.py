"""Access when some go by car and others do not: one catchment shared by several modes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.access.sides import Sides
from geoaccess.access.weights import Weights
from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access.decay import Decay
    from geoaccess.access.result import Access, Basis
    from geoaccess.times import AnyTimes

__all__ = ["ModeUse", "mm2sfca"]

# Shares written with a few decimals do not add up to one to the last bit.
_SLACK = 1e-6


class ModeUse(NamedTuple):
    """How some of the people travel.

    Attributes
    ----------
    times
        Seconds of the mode; all modes have the same origins and sites, in the same order.
    share
        Share of each origin's people who travel so, 0-1, indexed by origin.
    decay
        Weight of a site by its seconds with this mode.
    """

    times: AnyTimes
    share: pd.Series
    decay: Decay


def mm2sfca(
    modes: Sequence[ModeUse], people: pd.Series, supply: pd.Series, *, basis: Basis = "people"
) -> Access:
    """Multi-modal two-step floating catchment area [1]_.

    A site's supply is shared by all who reach it, each with their mode; an origin's access is the
    mean over its modes by how many use them.

    Parameters
    ----------
    modes
        Each mode with the share of people who use it.
    people, supply, basis
        As in `geoaccess.access.catchment.e2sfca`.

    Returns
    -------
    Access
        Missing where nothing is known of the way with a mode that someone there uses.

    Raises
    ------
    ConfigError, InputError
        As in `geoaccess.access.catchment.e2sfca`; `InputError` also where an origin's shares are
        missing or do not add up to one.
    ValueError
        If there is no mode, or the modes have different origins or sites.

    Notes
    -----
    Supply is conserved as in `e2sfca`; with one mode that all use the two are equal.

    References
    ----------
    .. [1] Mao & Nekorchuk (2013), doi:10.1016/j.healthplace.2013.08.008

    Examples
    --------
    Half the village has no car, and the clinic is too far to walk.

    >>> import pandas as pd
    >>> from geoaccess.access import step
    >>> from geoaccess.times import Times
    >>> car = Times("car", ("a",), ("x",), np.array([[600]], np.uint16), 3600)
    >>> walk = Times("walk", ("a",), ("x",), np.array([[65531]], np.uint16), 3600)
    >>> half = pd.Series({"a": 0.5})
    >>> modes = [ModeUse(car, half, step({30: 1})), ModeUse(walk, half, step({30: 1}))]
    >>> mm2sfca(modes, pd.Series({"a": 100}), pd.Series({"x": 5})).per_origin.tolist()
    [0.05]
    """
    if not modes or len({(use.times.origins, use.times.sites) for use in modes}) > 1:
        msg = "give at least one mode, and all with the same origins and sites in the same order"
        raise ValueError(msg)
    sides = Sides.of(modes[0].times, people, supply, basis=basis)
    shares = _shares(modes)
    every = [Weights(use.times, use.decay) for use in modes]
    demand = np.zeros(len(sides.supply))
    for weights, share in zip(every, shares, strict=True):
        demand += weights.by_site(sides.people * share)
    ratio = sides.ratio(demand)
    values = np.zeros(len(sides.people))
    silent = np.zeros(len(sides.people), dtype=np.bool_)
    for weights, share in zip(every, shares, strict=True):
        values += share * weights.by_origin(ratio)
        silent |= (share > 0) & weights.times.silent_origins()
    return sides.answer("mm2sfca", values, demand=demand, weights=every, silent=silent)


def _shares(modes: Sequence[ModeUse]) -> NDArray[np.float64]:
    """Shares ``(mode, origin)``, refused where they are not all of an origin's people."""
    origins = list(modes[0].times.origins)
    shares = np.stack([use.share.reindex(origins).to_numpy(dtype=np.float64) for use in modes])
    total = shares.sum(axis=0)
    wrong = ~((np.abs(total - 1) <= _SLACK) & (shares >= 0).all(axis=0))
    if wrong.any():
        found = NoticeList()
        first = int(np.flatnonzero(wrong)[0])
        value = " + ".join(f"{share:g}" for share in shares[:, first])
        found.add("GA-A005", value=value, n=int(wrong.sum()), origin=origins[first])
        InputError.refuse(found)
    return shares
