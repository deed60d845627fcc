"""Demand and supply laid beside the times: checked once, in the order of the times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from geoaccess.access.result import Access
from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.access.result import Basis, Unit
    from geoaccess.access.weights import Weights
    from geoaccess.times import AnyTimes

__all__ = ["Sides", "quotient"]

_SHOWN = 3


def quotient(above: NDArray[np.float64] | float, below: NDArray[np.float64]) -> NDArray[np.float64]:
    """``above / below``, and zero where there is nothing below.

    Examples
    --------
    >>> quotient(np.array([1.0, 3.0]), np.array([2.0, 0.0])).tolist()
    [0.5, 0.0]
    """
    return np.divide(above, below, out=np.zeros(len(below)), where=below > 0)


@dataclass(frozen=True, slots=True)
class Sides:
    """People and supply of the origins and sites of some times.

    Attributes
    ----------
    times
        Whose origins and sites these are.
    origins, sites
        Their ids, in order.
    people
        ``(origin,)``: demand; ones for a measure without demand.
    supply
        ``(site,)``: capacity, zero where it is not known.
    known
        ``(site,)``: whether the supply is known.
    basis
        What `people` are, or nothing.
    """

    times: AnyTimes
    origins: pd.Index
    sites: pd.Index
    people: NDArray[np.float64]
    supply: NDArray[np.float64]
    known: NDArray[np.bool_]
    basis: Basis | None

    @classmethod
    def of(
        cls,
        times: AnyTimes,
        people: pd.Series | None,
        supply: pd.Series,
        *,
        basis: Basis | None = None,
    ) -> Self:
        """Lay people and supply beside the times; refuse what no measure can be made of.

        Raises
        ------
        InputError
            If an origin has no number of people or a site no entry, an id stands twice, or a
            number is negative or infinite; all at once.
        """
        found = NoticeList()
        origins = pd.Index(times.origins, dtype="str", name="origin")
        sites = pd.Index(times.sites, dtype="str", name="site")
        count = np.ones(len(origins))
        if people is not None:
            count = _laid(found, people, origins, "people", may_be_missing=False)
        offered = _laid(found, supply, sites, "supply", may_be_missing=True)
        InputError.refuse(found)
        known = ~np.isnan(offered)
        return cls(times, origins, sites, count, np.where(known, offered, 0.0), known, basis)

    def ratio(self, demand: NDArray[np.float64]) -> NDArray[np.float64]:
        """Supply by demand, zero where nobody reaches the site or its supply is not known."""
        return quotient(self.supply, demand)

    def answer(
        self,
        name: str,
        values: NDArray[np.float64],
        *,
        demand: NDArray[np.float64],
        weights: Sequence[Weights],
        unit: Unit = "supply_per_person",
        silent: NDArray[np.bool_] | None = None,
    ) -> Access:
        """The measure as `Access`.

        Parameters
        ----------
        name
            Of the measure.
        values
            ``(origin,)``, zero where nothing is in reach.
        demand
            ``(site,)``: who shares the site.
        weights
            What tells which sites of unknown supply are in reach.
        silent
            Origins of which nothing is known, where the times alone do not say.
        """
        origins, sites = self.origins, self.sites
        lost = self.times.silent_origins() if silent is None else silent
        offered = np.where(self.known, self.supply, np.nan)
        reached = self.known & (demand > 0)
        columns = {"supply": offered}
        if self.basis is not None:
            columns["demand"] = demand
            columns["ratio"] = np.where(reached, self.ratio(demand), np.nan)
        left = self.known & (demand <= 0) & (self.supply > 0)
        near = np.zeros(len(origins), dtype=np.bool_)
        if not self.known.all():
            for each in weights:
                near |= each.by_origin(~self.known) > 0
        return Access(
            per_origin=pd.Series(np.where(lost, np.nan, values), index=origins, name=name),
            unit=unit,
            basis=self.basis,
            sites=pd.DataFrame(columns, index=sites),
            unreached=pd.Series(self.supply[left], index=sites[left], name="supply"),
            unknown=tuple(sites[~self.known]),
            reaches_unknown=pd.Series(near, index=origins, name="reaches_unknown"),
        )


def _laid(
    found: NoticeList,
    values: pd.Series,
    asked: pd.Index,
    what: str,
    *,
    may_be_missing: bool,
) -> NDArray[np.float64]:
    """Values in the order asked; what cannot be used of them is told.

    A supply may be missing, which means not known; people may not.
    """
    if values.index.has_duplicates:
        again = values.index.duplicated()
        twice = asked[asked.isin(values.index[again])]
        if len(twice):
            found.add("GA-A001", column=what, n=len(twice), ids=_examples(twice))
        values = values[~again]
    place = values.index.get_indexer(asked)
    laid = np.full(len(asked), np.nan)
    laid[place >= 0] = values.to_numpy(dtype=np.float64)[place[place >= 0]]
    absent = place < 0 if may_be_missing else np.isnan(laid)
    if absent.any():
        code = "GA-A003" if may_be_missing else "GA-A002"
        found.add(code, column=what, n=int(absent.sum()), ids=_examples(asked[absent]))
    wrong = (laid < 0) | np.isinf(laid)
    if wrong.any():
        n, value = int(wrong.sum()), f"{laid[wrong][0]:g}"
        found.add("GA-A004", column=what, value=value, n=n, ids=_examples(asked[wrong]))
    return laid


def _examples(ids: pd.Index) -> str:
    return ", ".join(map(str, ids[:_SHOWN])) + (" …" if len(ids) > _SHOWN else "")
