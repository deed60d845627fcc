"""The rational agent access model: what travel and crowding cost where nobody gains by moving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.left_over import named, reasons, tell_left_over, tell_unknown
from geoaccess.access.pairs import pairs_of
from geoaccess.access.sides import Sides
from geoaccess.errors import NoticeList

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.moves import Market
    from geoaccess.access.pairs import Pairs
    from geoaccess.access.result import Basis
    from geoaccess.times import AnyTimes

__all__ = ["Raam", "raam"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raam:
    """Where residents end up, and what it costs them.

    Attributes
    ----------
    origins
        By origin: ``people``; ``cost`` (mean, in units of `rho` people per supply or `tau_min`
        minutes), of which ``congestion``; ``minutes`` (mean travel); ``status`` (``ok``, or why
        there is no cost: see `geoaccess.access.left_over.reasons`); ``reaches_unknown`` (a site of
        `unknown` is in reach). Where nobody lives the cost is what a resident would have.
    sites
        By site: ``supply``, ``load`` (people who choose it; zero where it has no supply, missing
        where that is not known), ``congestion`` (missing where it takes nobody).
    rho
        People per supply that cost 1; missing where there are no people or no supply.
    tau_min
        Minutes of travel that cost 1.
    cycles
        How many times all origins were gone through.
    gap
        The most that any resident could still gain by changing site.
    tolerance
        The gap that was asked for.
    unreached
        Supply of the sites that nobody reaches: it is in nobody's cost.
    unknown
        Sites whose supply is missing: they take nobody, so costs are upper bounds at this `rho`.
    basis
        What ``people`` and ``load`` count: ``people``, or ``need`` for people weighted by need.
    """

    origins: pd.DataFrame
    sites: pd.DataFrame
    rho: float
    tau_min: float
    cycles: int
    gap: float
    tolerance: float
    unreached: pd.Series
    unknown: tuple[str, ...]
    basis: Basis

    @property
    def settled(self) -> bool:
        """Whether nobody can gain more than the tolerance."""
        return self.gap <= self.tolerance

    def notices(self) -> NoticeList:
        """What a reader of the numbers must know."""
        found = NoticeList()
        if not self.settled:
            # As text: a small gain must not be rounded to nothing.
            gap, asked = f"{self.gap:.1e}", f"{self.tolerance:.1e}"
            found.add("GA-K001", cycles=self.cycles, gap=gap, tolerance=asked)
        left = self.origins[self.origins["status"] != "ok"]
        tell_left_over(left["people"], left["status"], float(self.origins["people"].sum()), found)
        tell_unknown(self.unknown, found)
        if len(self.unreached):
            ids, amount = tuple(self.unreached.index), float(self.unreached.sum())
            found.add("GA-K004", n=len(ids), sites=named(ids), amount=amount)
        return found


def raam(
    times: AnyTimes,
    people: pd.Series,
    supply: pd.Series,
    *,
    tau_min: float = 60.0,
    rho: float | None = None,
    tolerance: float = 1e-6,
    max_cycles: int = 150,
    basis: Basis = "people",
) -> Raam:
    """Rational agent access model [1]_.

    A resident of origin `i` who uses site `j` pays ``(D_j / S_j) / rho + t_ij / tau``: `D_j`
    people share the supply `S_j`, and the way takes `t_ij`. Residents change site until nobody
    can lower the cost.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site.
    people
        Demand per origin, indexed by origin id (more ids than needed do no harm).
    supply
        Capacity per site, any unit, indexed by site id; missing means not known.
    tau_min
        Minutes of travel that cost 1.
    rho
        People per supply that cost 1; all people over all known supply if not given, so that a
        cost of 1 is the crowding of the whole study area.
    tolerance
        Largest gain by moving that is left, in units of cost (1e-6 is 4 ms of travel at 60 min).
    max_cycles
        How often all origins are gone through at most; `Raam.settled` says if it was enough.
    basis
        What `people` are: people, or people weighted by need; then loads are weighted too.

    Returns
    -------
    Raam
        Origins and sites in the order of `times`.

    Raises
    ------
    InputError
        If an origin has no people or a site no entry, an id stands twice, or a number is negative
        or infinite; all at once.
    ValueError
        If `tau_min`, `rho`, `tolerance` or `max_cycles` is not positive.

    Notes
    -----
    Loads, and with them costs, are the same wherever one starts and in whatever order people move:
    they minimise ``sum_j D_j^2 / (2 rho S_j) + sum_ij x_ij t_ij / tau``, strictly convex in the
    loads [2]_. Implementations that move everybody at once need a step that shrinks (0.2, halved
    every 50 cycles, at least 0.005 in PySAL's ``access``) and stop short of it; here, as in the
    authors' own [3]_, origins move one after the other, which needs none.

    References
    ----------
    .. [1] Saxon & Snow (2020), doi:10.1080/24694452.2019.1629870
    .. [2] Beckmann, McGuire & Winsten (1956), Studies in the Economics of Transportation
    .. [3] github.com/JamesSaxon/raam

    Examples
    --------
    A hundred people by one doctor, and another doctor half an hour away: a quarter move.

    >>> from geoaccess.times import Times
    >>> times = Times(
    ...     "car", ("a",), ("x", "y"), np.array([[0, 1800]], dtype=np.uint16), cutoff=3600
    ... )
    >>> found = raam(times, pd.Series({"a": 100}), pd.Series({"x": 1, "y": 1}))
    >>> found.sites["load"].round(3).to_dict(), found.origins["cost"].round(3).to_dict()
    ({'x': 62.5, 'y': 37.5}, {'a': 1.25})
    """
    from geoaccess.access.settling import settle  # noqa: PLC0415 -- numba takes its time

    _refuse_settings(tau_min=tau_min, rho=rho, tolerance=tolerance, max_cycles=max_cycles)
    sides = Sides.of(times, people, supply, basis=basis)
    count, offered = sides.people, np.where(sides.known, sides.supply, np.nan)
    pairs = pairs_of(times)
    total, held = count.sum(), np.nansum(offered)
    if rho is None:
        rho = total / held if total > 0 and held > 0 else np.nan
    market = _market(pairs.open_at(offered > 0), offered, rho, tau_min)
    cycles, gap = settle(market, count, tolerance, max_cycles) if total > 0 else (0, 0.0)
    return Raam(
        origins=_of_origins(market, count, reasons(times, pairs, offered)),
        sites=_of_sites(times, market, offered),
        rho=rho,
        tau_min=tau_min,
        cycles=cycles,
        gap=gap,
        tolerance=tolerance,
        unreached=_unreached(times, market, offered),
        unknown=tuple(np.array(times.sites, dtype=object)[~sides.known]),
        basis=basis,
    )


def _refuse_settings(**settings: float | None) -> None:
    for name, value in settings.items():
        if value is not None and not 0 < value < np.inf:
            msg = f"{name} is {value}; it must be positive and finite"
            raise ValueError(msg)


def _market(pairs: Pairs, offered: NDArray[np.float64], rho: float, tau_min: float) -> Market:
    """Everything at its price, and nobody anywhere yet."""
    from geoaccess.access.moves import Market  # noqa: PLC0415

    is_open = offered > 0
    per_person = np.zeros(len(offered))
    if np.isfinite(rho):
        np.divide(1.0, rho * offered, out=per_person, where=is_open)
    return Market(
        *pairs, per_person, 1 / (60 * tau_min), np.zeros(len(pairs.columns)), np.zeros(len(offered))
    )


def _of_origins(market: Market, people: NDArray[np.float64], reason: pd.Series) -> pd.DataFrame:
    from geoaccess.access.moves import mean_costs  # noqa: PLC0415

    congestion, seconds = (np.full(len(people), np.nan) for _ in range(2))
    mean_costs(market, congestion, seconds)
    return pd.DataFrame(
        {
            "people": people,
            "cost": congestion + seconds * market.per_second,
            "congestion": congestion,
            "minutes": seconds / 60,
            "status": reason.mask(~np.isnan(congestion), "ok"),
            "reaches_unknown": reason == "supply_unknown",
        },
        index=reason.index,
    )


def _of_sites(times: AnyTimes, market: Market, offered: NDArray[np.float64]) -> pd.DataFrame:
    from geoaccess.access.moves import loads  # noqa: PLC0415

    return pd.DataFrame(
        {
            "supply": offered,
            "load": np.where(np.isnan(offered), np.nan, loads(market)),
            "congestion": np.where(offered > 0, market.crowding, np.nan),
        },
        index=pd.Index(times.sites, dtype="str", name="site"),
    )


def _unreached(times: AnyTimes, market: Market, offered: NDArray[np.float64]) -> pd.Series:
    from geoaccess.access.moves import reached  # noqa: PLC0415

    index = pd.Index(times.sites, dtype="str", name="site")
    return pd.Series(offered, index=index, name="supply")[(offered > 0) & ~reached(market)]
