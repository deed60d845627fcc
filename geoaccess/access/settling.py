"""Where people settle who each look for their cheapest site: the rounds around the moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.levels import level
from geoaccess.access.moves import (
    Market,
    go_to_nearest,
    largest_gain,
    loads,
    move_rounds,
    swap_all,
    those_near,
)
from geoaccess.access.pairs import Pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["settle"]

_OPENING = 5
"""Rounds of everybody before the few who still have a choice to make go on among themselves."""
_SWAPS = 5
"""How often people change places before they move again."""
_SWAPPED = 1_000
"""Sites up to which they do: the work grows with their square."""
_LEVELS, _LEVELLED = 5, 100_000
"""How often they step towards their levels between rounds, and up to how many pairs they do."""
_DEEPER = 1e5
"""How much smaller their largest gain is to be before everybody is asked again."""
_AMONG_FEW = 10_000
"""Rounds that those few may take before everybody is asked again."""


def settle(
    market: Market, people: NDArray[np.float64], tolerance: float, max_cycles: int
) -> tuple[int, float]:
    """Move residents until nobody gains more than the tolerance; rounds taken and gap left."""
    go_to_nearest(market, people)
    cycles, gap = 0, np.inf
    while gap > tolerance and cycles < max_cycles:
        cycles += _move(market, tolerance / 2, max_cycles - cycles)
        # Crowding was kept by adding and taking away: summed anew, no rounding builds up.
        market.crowding[:] = loads(market) * market.per_person
        gap = float(largest_gain(market))
    return cycles, gap


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
        if _move_few(market, gap, target):
            wait = 1
        else:
            wait *= 2
            _level(market)
    return taken


def _move_few(market: Market, gap: float, target: float) -> bool:
    """Settle those with a pair in use or close to the best; False if that is no fewer."""
    begins, places = those_near(market, 2 * gap, 2 * len(market.flow) // 3)
    if not len(places):
        return False
    few = Market(
        *Pairs.of(begins, market.columns[places], market.seconds[places]),
        market.per_person,
        market.per_second,
        market.flow[places],
        market.crowding,
    )
    _swap(few)
    _move(few, max(gap / _DEEPER, target / 2), _AMONG_FEW)
    market.flow[places] = few.flow
    return True


def _level(market: Market) -> None:
    """Step after step towards the levels, where there is room to look for them."""
    if len(market.flow) > _LEVELLED:
        return
    for _ in range(_LEVELS):
        if level(market) == 1:
            break


def _swap(market: Market) -> None:
    """Let people change places while that saves travel, where there is room to look for it."""
    sites = len(market.per_person)
    if sites > _SWAPPED:
        return
    tables = [np.empty((sites, sites), dtype=np.int64) for _ in range(3)]
    for _ in range(_SWAPS):
        if not swap_all(market, *tables):
            break
