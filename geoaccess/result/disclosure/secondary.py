"""Hide further counts until every hidden one is protected: the fewest people first.

A hidden count is protected where the least and the greatest count that are consistent with all
that is shown lie at least the protection interval apart. Nobody is no secret: a hidden count that
is zero needs no interval, and a shown zero is never hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geoaccess.result.disclosure.bounds import System
    from geoaccess.result.disclosure.relations import Cell

__all__ = ["hide_further"]

# A total of many is worth more to a reader than one of its areas. What may be known from elsewhere
# is not ours to hide.
_WORTH: Mapping[str, float] = {
    "areas": 1,
    "units": 10,
    "sites": 10,
    "wholes": 30,
    "region": 1000,
    "lists": np.inf,
}
_TIE = 1e-7


def hide_further(
    system: System,
    shown: Iterable[Cell],
    hidden: Iterable[Cell],
    *,
    width: float,
    along: Callable[[Cell], Iterable[Cell]],
) -> set[Cell]:
    """All counts that are hidden in the end.

    Parameters
    ----------
    shown, hidden
        Published counts, by whether they are shown so far; all others are published nowhere.
    width
        The protection interval.
    along
        What is hidden with a count.
    """
    told = set(shown)
    secret = set(hidden)
    _move(set(secret), told, secret, along)
    spans = {cell for cell in told if cell in system.place and system.spanned[system.place[cell]]}
    cost = _cost(system, told)
    safe: set[Cell] = set()
    while True:
        cost[[n for n, cell in enumerate(system.cells) if cell not in told]] = 0.0
        asked = sorted(one for one in (secret | spans) - safe if _is_someone(system, one))
        close = system.too_close(asked, _unshown(system, told), width)
        if not close:
            return secret
        safe |= set(asked) - set(close)
        for cell in close:
            needed = system.cheapest_change(cell, cost, width)
            named = {system.cells[n] for n in needed.tolist() if n < len(system.cells)}
            # No other table would do: then nothing that is summed is shown.
            wanted = named & told if needed.size else {c for c in told if _is_someone(system, c)}
            _move(wanted, told, secret, along)
            cost[[system.place[one] for one in secret if one in system.place]] = 0.0
            safe.add(cell)


def _move(
    cells: set[Cell], told: set[Cell], secret: set[Cell], along: Callable[[Cell], Iterable[Cell]]
) -> None:
    """Hide these counts and what follows along, to the end."""
    waiting = list(cells)
    while waiting:
        cell = waiting.pop()
        told.discard(cell)
        secret.add(cell)
        waiting += [other for other in along(cell) if other in told]


def _is_someone(system: System, cell: Cell) -> bool:
    return cell in system.place and bool(round(system.true[system.place[cell]]) > 0)


def _unshown(system: System, told: set[Cell]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    unshown = np.ones(system.true.size, dtype=bool)
    unshown[[system.place[cell] for cell in told if cell in system.place]] = False
    return unshown


def _cost(system: System, told: set[Cell]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """What each person costs by which a shown count leaves what is told; nobody is never hidden."""
    cost = np.zeros(system.true.size)
    for rank, cell in enumerate(sorted(told & system.place.keys())):
        people = system.true[system.place[cell]]
        someone = round(people) > 0
        worth = people * _WORTH[cell[0]] * (1 + _TIE * rank) if someone else np.inf
        cost[system.place[cell]] = worth
    return cost
