"""Who is given which site when no site takes more people than it can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from geoaccess.access.least_time import least_time, problem_of
from geoaccess.access.left_over import reasons, tell_left_over, tell_unknown
from geoaccess.access.pairs import Pairs, pairs_of
from geoaccess.access.sides import Sides
from geoaccess.errors import NoticeList

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["Assignment", "assign_least_time", "assign_nearest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """People by origin and site, and those left over.

    Attributes
    ----------
    flow
        ``(origin, site)`` sparse: people given each site, parts of people allowed.
    origins
        By origin: ``people``, ``served``, ``unserved`` (the two add up to people),
        ``person_minutes``, ``minutes`` (mean of those served; missing where nobody is) and
        ``reason`` (``ok``, or why some are unserved: see `geoaccess.access.left_over.reasons`).
    sites
        By site: ``capacity``, ``load``, ``spare`` (missing where the capacity is not known: such
        a site takes nobody).
    person_minutes
        Travel of all who are served, one way.
    gap
        Person-minutes by which a plan that serves as many could be better at most, shown without
        trusting the solver; missing for a plan that does not claim to be the best.
    """

    flow: sparse.csr_array
    origins: pd.DataFrame
    sites: pd.DataFrame
    person_minutes: float
    gap: float

    def notices(self) -> NoticeList:
        """What a reader of the numbers must know."""
        found = NoticeList()
        people = float(self.origins["people"].sum())
        tell_left_over(self.origins["unserved"], self.origins["reason"], people, found)
        tell_unknown(tuple(self.sites.index[self.sites["capacity"].isna()]), found)
        return found


def assign_nearest(times: AnyTimes, people: pd.Series, capacity: pd.Series) -> Assignment:
    """Give people their nearest site, and the next one when it is full.

    Pairs of origin and site are gone through from the shortest time to the longest; equally long
    ones by the id of the site. People equally near to the same site share what is left of it in
    proportion to how many they are. So neither the ids nor the order of the origins decide
    anything, nor does cutting one in two; the ids of sites do where two are equally near.

    Parameters
    ----------
    times
        Seconds of one mode, origin by site, in either form.
    people
        People per origin, indexed by origin id (more ids than needed do no harm).
    capacity
        People each site can carry, indexed by site id; missing means not known.

    Returns
    -------
    Assignment
        Origins and sites in the order of `times`.

    Raises
    ------
    InputError
        If an origin has no people or a site no entry, an id stands twice, or a number is negative
        or infinite; all at once (the notices call what sites have their supply).

    Examples
    --------
    The clinic takes 100: the 60 in town, and 40 of the 80 in the village.

    >>> from geoaccess.times import Times
    >>> seconds = np.array([[300, 1800], [600, 1200]], dtype=np.uint16)
    >>> times = Times("car", ("town", "village"), ("a", "b"), seconds, cutoff=3600)
    >>> people = pd.Series({"town": 60, "village": 80})
    >>> found = assign_nearest(times, people, pd.Series({"a": 100, "b": 30}))
    >>> found.flow.toarray().tolist(), found.origins["unserved"].tolist()
    ([[60.0, 0.0], [40.0, 30.0]], [0.0, 10.0])
    """
    count, room = _beside(times, people, capacity)
    pairs = pairs_of(times).open_at(room > 0)
    flow = _overflow(times, pairs, count, room)
    return _assignment(times, pairs, flow, count, room, gap=np.nan)


def assign_least_time(times: AnyTimes, people: pd.Series, capacity: pd.Series) -> Assignment:
    """Give people sites so that as many as can be are served, in the least total travel time.

    A transportation problem, solved by HiGHS. That nothing better exists is shown from its prices
    alone: with ``v_j >= 0`` for a place at site `j`, no plan takes less than
    ``sum_i P_i min_j(t_ij + v_j) - sum_j C_j v_j`` [1]_.

    Parameters
    ----------
    times, people, capacity
        As in `assign_nearest`.

    Returns
    -------
    Assignment
        Origins and sites in the order of `times`. Several plans can be equally good; the totals
        of people served and of time are those of all of them.

    Raises
    ------
    InputError
        As in `assign_nearest`.
    RuntimeError
        If the solver fails, or what it gives is not shown to be the best.

    Notes
    -----
    The best for all is not the best for each: somebody may be sent past a nearer site to leave it
    to others who have a longer way to the next one.

    References
    ----------
    .. [1] Hitchcock (1941), doi:10.1002/sapm1941201224

    Examples
    --------
    The clinic by the village is left to those who have no other.

    >>> from geoaccess.times import Times
    >>> seconds = np.array([[300, 600], [300, 3600]], dtype=np.uint16)
    >>> times = Times("car", ("town", "village"), ("a", "b"), seconds, cutoff=3600)
    >>> people = pd.Series({"town": 50, "village": 50})
    >>> found = assign_least_time(times, people, pd.Series({"a": 50, "b": 50}))
    >>> found.flow.toarray().tolist(), found.person_minutes
    ([[0.0, 50.0], [50.0, 0.0]], 750.0)
    """
    count, room = _beside(times, people, capacity)
    pairs = pairs_of(times).open_at(room > 0)
    first = _overflow(times, pairs, count, room)
    flow, gap = least_time(problem_of(pairs, count, np.nan_to_num(room)), first)
    return _assignment(times, pairs, flow, count, room, gap=gap)


def _beside(
    times: AnyTimes, people: pd.Series, capacity: pd.Series
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """People and capacity in the order of the times; missing capacity is not known."""
    sides = Sides.of(times, people, capacity)
    return sides.people, np.where(sides.known, sides.supply, np.nan)


def _overflow(
    times: AnyTimes, pairs: Pairs, people: NDArray[np.float64], room: NDArray[np.float64]
) -> NDArray[np.float64]:
    """People by pair, the nearest first."""
    from geoaccess.access.overflow import fill_by_time  # noqa: PLC0415 -- numba takes its time

    rank = np.empty(len(times.sites), dtype=np.int64)
    rank[np.argsort(np.array(times.sites, dtype=np.str_), kind="stable")] = np.arange(len(rank))
    key = pairs.seconds.astype(np.int64) * len(rank) + rank[pairs.columns]
    order = np.argsort(key, kind="stable")
    rows = np.repeat(np.arange(len(people)), np.diff(pairs.indptr))
    flow = np.zeros(len(order))
    fill_by_time(order, key, rows, pairs.columns, people.copy(), np.nan_to_num(room), flow)
    return flow


def _assignment(
    times: AnyTimes,
    pairs: Pairs,
    flow: NDArray[np.float64],
    people: NDArray[np.float64],
    room: NDArray[np.float64],
    *,
    gap: float,
) -> Assignment:
    rows = np.repeat(np.arange(len(people)), np.diff(pairs.indptr))
    used = flow > 0
    moved = sparse.csr_array(
        (flow[used], (rows[used], pairs.columns[used])), shape=(len(people), len(room))
    )
    spent = _summed(rows, flow * pairs.seconds / 60, len(people))
    return Assignment(
        flow=moved,
        origins=_of_origins(
            people, _summed(rows, flow, len(people)), spent, reasons(times, pairs_of(times), room)
        ),
        sites=_of_sites(times.sites, room, _summed(pairs.columns, flow, len(room))),
        person_minutes=float(spent.sum()),
        gap=gap,
    )


def _of_origins(
    people: NDArray[np.float64],
    served: NDArray[np.float64],
    spent: NDArray[np.float64],
    reason: pd.Series,
) -> pd.DataFrame:
    unserved = _rest(people, served)
    return pd.DataFrame(
        {
            "people": people,
            "served": people - unserved,
            "unserved": unserved,
            "person_minutes": spent,
            "minutes": np.divide(spent, served, out=np.full(len(people), np.nan), where=served > 0),
            "reason": reason.mask(unserved == 0, "ok"),
        },
        index=reason.index,
    )


def _of_sites(
    ids: tuple[str, ...], room: NDArray[np.float64], load: NDArray[np.float64]
) -> pd.DataFrame:
    unknown = np.isnan(room)
    spare = _rest(np.nan_to_num(room), load)
    return pd.DataFrame(
        {
            "capacity": room,
            "load": np.where(unknown, np.nan, load),
            "spare": np.where(unknown, np.nan, spare),
        },
        index=pd.Index(ids, dtype="str", name="site"),
    )


def _summed(
    places: NDArray[np.integer], values: NDArray[np.float64], length: int
) -> NDArray[np.float64]:
    return np.asarray(np.bincount(places, weights=values, minlength=length), dtype=np.float64)


def _rest(whole: NDArray[np.float64], part: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left, with the rounding of a sum taken for nothing."""
    rest = whole - part
    rest[rest <= whole * 1e-9] = 0.0
    return rest
