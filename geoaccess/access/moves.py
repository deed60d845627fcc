"""Moves of residents: origin after origin, residents go from their dearest site to the cheapest.

Every function is compiled; ``function.py_func`` is the same in plain Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled, compiled_without_nan

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "Market",
    "go_to_nearest",
    "largest_gain",
    "loads",
    "mean_costs",
    "move_all",
    "move_rounds",
    "reached",
    "swap_all",
    "those_near",
]


_FAR = 1e300
"""Dearer than any site."""
_MANY = 16
"""Pairs from which on it pays to look first whether anybody of an origin would move at all."""


class Market(NamedTuple):
    """Pairs, prices, and who is where; `flow` and `crowding` change as people move.

    Attributes
    ----------
    indptr, columns, seconds
        The pairs of `geoaccess.access.given.Pairs`.
    per_person
        Cost of one more person, by site.
    per_second
        Cost of a second of travel.
    flow
        People by pair.
    crowding
        Cost of the people by site: `per_person` times how many there are.
    """

    indptr: NDArray[np.int64]
    columns: NDArray[np.int32]
    seconds: NDArray[np.uint16]
    per_person: NDArray[np.float64]
    per_second: float
    flow: NDArray[np.float64]
    crowding: NDArray[np.float64]


@compiled
def _cost(market: Market, pair: int) -> float:
    cost: float = market.crowding[market.columns[pair]] + market.seconds[pair] * market.per_second
    return cost


@compiled
def go_to_nearest(market: Market, people: NDArray[np.float64]) -> None:
    """Send everybody to the nearest site: where the moves start."""
    for origin in range(len(people)):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        if first == end or people[origin] == 0:
            continue
        best = first
        for pair in range(first + 1, end):
            if market.seconds[pair] < market.seconds[best]:
                best = pair
        market.flow[best] = people[origin]
        site = market.columns[best]
        market.crowding[site] += people[origin] * market.per_person[site]


@compiled
def reached(market: Market) -> NDArray[np.bool_]:
    """Which sites are in anyone's reach."""
    found = np.zeros(len(market.crowding), dtype=np.bool_)
    for column in market.columns:
        found[column] = True
    return found


@compiled
def loads(market: Market) -> NDArray[np.float64]:
    """People by site."""
    load = np.zeros(len(market.crowding))
    for pair in range(len(market.flow)):
        if market.flow[pair] > 0:
            load[market.columns[pair]] += market.flow[pair]
    return load


@compiled_without_nan
def _extremes(
    crowding: NDArray[np.float64],
    columns: NDArray[np.int32],
    seconds: NDArray[np.uint16],
    flow: NDArray[np.float64],
    per_second: float,
) -> tuple[float, float]:
    """Cost of the cheapest of some pairs, and of the dearest in use.

    No cost is missing: told so, the compiler compares several at a time.
    """
    low, high = _FAR, -_FAR
    for pair in range(len(columns)):
        cost = crowding[columns[pair]] + seconds[pair] * per_second
        low = min(low, cost)
        high = max(high, cost if flow[pair] > 0 else -_FAR)
    return low, high


@compiled
def move_all(market: Market) -> float:
    """Let each origin in turn move people from its dearest site to its cheapest; the largest gain.

    As many move as make the two sites cost the same, or all who are there. The next origin sees
    the loads as they then are, so nobody overshoots and no step length is needed.
    """
    largest = 0.0
    for origin in range(len(market.indptr) - 1):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        if end - first > _MANY:
            low, high = _extremes(
                market.crowding,
                market.columns[first:end],
                market.seconds[first:end],
                market.flow[first:end],
                market.per_second,
            )
            if high <= low:
                continue
        low, high = np.inf, -np.inf
        best, dearest = first, first
        for pair in range(first, end):
            cost = _cost(market, pair)
            if cost < low:
                low, best = cost, pair
            if market.flow[pair] > 0 and cost > high:
                high, dearest = cost, pair
        if high <= low:
            continue
        largest = max(largest, high - low)
        here, there = market.columns[dearest], market.columns[best]
        even = (high - low) / (market.per_person[here] + market.per_person[there])
        moved = min(market.flow[dearest], even)
        market.flow[dearest] -= moved
        market.flow[best] += moved
        market.crowding[here] -= moved * market.per_person[here]
        market.crowding[there] += moved * market.per_person[there]
    return largest


@compiled
def move_rounds(market: Market, target: float, most: int) -> tuple[int, float]:
    """Go through all origins until the largest gain is the target; rounds and the last gain."""
    gain = np.inf
    for taken in range(most):
        if gain <= target:
            return taken, gain
        gain = move_all(market)
    return most, gain


@compiled
def swap_all(
    market: Market, saved: NDArray[np.int64], leaving: NDArray[np.int64], going: NDArray[np.int64]
) -> bool:
    """Let residents of two origins change places where that saves travel; whether any did.

    Moves one after the other do this too, but a few people at a time. The tables ``(site, site)``
    are room to work in: the most seconds saved by going from one site to another, and by whom.
    """
    saved[:] = -(1 << 20)
    for origin in range(len(market.indptr) - 1):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        for here in range(first, end):
            if market.flow[here] <= 0:
                continue
            for there in range(first, end):
                at, to = market.columns[here], market.columns[there]
                saving = np.int64(market.seconds[here]) - np.int64(market.seconds[there])
                if saving > saved[at, to]:
                    saved[at, to], leaving[at, to], going[at, to] = saving, here, there
    swapped = False
    for at in range(len(saved)):
        for to in range(at):
            if saved[at, to] + saved[to, at] <= 0:
                continue
            moved = min(market.flow[leaving[at, to]], market.flow[leaving[to, at]])
            for a, b in ((at, to), (to, at)):
                market.flow[leaving[a, b]] -= moved
                market.flow[going[a, b]] += moved
            swapped |= moved > 0
    return swapped


@compiled
def those_near(
    market: Market, slack: float, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs in use, and those within `slack` of the best, of origins with any choice.

    Returns where each such origin's begin, and the pairs; none at all where they are over `most`.
    """
    begins = np.zeros(len(market.indptr), dtype=np.int64)
    near = np.empty(most, dtype=np.int64)
    origins, held = 0, 0
    for origin in range(len(market.indptr) - 1):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        low = np.inf
        for pair in range(first, end):
            low = min(low, _cost(market, pair))
        count, people = 0, 0.0
        for pair in range(first, end):
            if market.flow[pair] > 0 or _cost(market, pair) <= low + slack:
                if held + count == most:
                    return begins[:1], near[:0]
                near[held + count] = pair
                count += 1
                people += market.flow[pair]
        if count > 1 and people > 0:
            origins, held = origins + 1, held + count
            begins[origins] = held
    return begins[: origins + 1], near[:held]


@compiled
def largest_gain(market: Market) -> float:
    """The most that anybody could gain by changing site, as things stand."""
    largest = 0.0
    for origin in range(len(market.indptr) - 1):
        low, high = np.inf, -np.inf
        for pair in range(market.indptr[origin], market.indptr[origin + 1]):
            cost = _cost(market, pair)
            low = min(low, cost)
            if market.flow[pair] > 0:
                high = max(high, cost)
        largest = max(largest, high - low)
    return largest


@compiled
def mean_costs(
    market: Market, congestion: NDArray[np.float64], seconds: NDArray[np.float64]
) -> None:
    """Mean congestion and seconds by origin; of the cheapest site where nobody lives."""
    for origin in range(len(market.indptr) - 1):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        people, crowd, time = 0.0, 0.0, 0.0
        for pair in range(first, end):
            if market.flow[pair] > 0:
                people += market.flow[pair]
                crowd += market.flow[pair] * market.crowding[market.columns[pair]]
                time += market.flow[pair] * market.seconds[pair]
        if people > 0:
            congestion[origin], seconds[origin] = crowd / people, time / people
            continue
        low = np.inf
        for pair in range(first, end):
            cost = _cost(market, pair)
            if cost < low:
                low, seconds[origin] = cost, market.seconds[pair]
                congestion[origin] = market.crowding[market.columns[pair]]
