"""Where people settle who each look for their cheapest site: the rounds around the moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.moves import (
    Market,
    go_to_nearest,
    largest_gain,
    mark_near,
    move_rounds,
    swap_all,
)
from geoaccess.access.pairs import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["loads", "settle"]

_OPENING = 5
"""Rounds of everybody before the few who still have a choice to make go on among themselves."""
_SWAPS = 5
"""How often people change places before they move again."""
_SWAPPED = 1_000
"""Sites up to which they do: the work grows with their square."""
_AMONG_FEW = 10_000
"""Rounds that those few may take before everybody is asked again."""


def settle(
    market: Market, people: NDArray[np.float64], tolerance: float, max_cycles: int
) -> tuple[int, float]:
    """Move residents until nobody gains more than the tolerance; rounds taken and gap left."""
    go_to_nearest(market, people)
    cycles = 0
    gap = float(largest_gain(market))
    while gap > tolerance and cycles < max_cycles:
        cycles += _move(market, tolerance / 2, max_cycles - cycles)
        # Crowding was kept by adding and taking away: summed anew, no rounding builds up.
        market.crowding[:] = loads(market) * market.per_person
        gap = float(largest_gain(market))
    return cycles, gap


def loads(market: Market) -> NDArray[np.float64]:
    """People by site."""
    load = np.bincount(market.columns, weights=market.flow, minlength=len(market.per_person))
    return np.asarray(load, dtype=np.float64)


def _move(market: Market, target: float, rounds: int) -> int:
    """Let everybody move until the last round's largest gain is the target; rounds taken.

    After some rounds nearly all residents have one site that is best by far. The few others go on
    among themselves, at a fraction of the price, before everybody is asked again.
    """
    taken, wait = 0, _OPENING
    while taken < rounds:
        more, gap = move_rounds(market, target, min(wait, rounds - taken))
        taken += more
        if gap <= target:
            break
        wait = 1 if _move_few(market, gap, target) else 2 * wait
    return taken


def _move_few(market: Market, gap: float, target: float) -> bool:
    """Settle those with a pair in use or close to the best; False if that is no fewer."""
    near = np.zeros(len(market.flow), dtype=np.bool_)
    mark_near(market, 2 * gap, near)
    places = np.flatnonzero(near)
    if len(places) > len(near) / 2:
        return False
    few = Market(
        *Pairs.of(
            np.unique(np.searchsorted(places, market.indptr)),  # origins without any are left out
            market.columns[places],
            market.seconds[places],
        ),
        market.per_person,
        market.per_second,
        market.flow[places],
        market.crowding,
    )
    _swap(few)
    _move(few, max(gap / 10, target / 2), _AMONG_FEW)
    market.flow[places] = few.flow
    return True


def _swap(market: Market) -> None:
    """Let people change places while that saves travel, where there is room to look for it."""
    sites = len(market.per_person)
    if sites > _SWAPPED:
        return
    tables = [np.empty((sites, sites), dtype=np.int64) for _ in range(3)]
    for _ in range(_SWAPS):
        if not swap_all(market, *tables):
            break
