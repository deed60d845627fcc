"""Levels at which sites tied to each other would settle, as in vessels that are joined.

Who uses two sites holds their crowding at a fixed difference: that of the ways. Over all such ties
the differences of a whole group of sites are fixed, and its people then say how high it stands.
Moves one after the other get there slowly, a tie at a time; here it is one step, cut where the
people of a tie are used up. This is the active-set method for strictly convex quadratic programmes
(Nocedal & Wright 2006, ch. 16.5, doi:10.1007/978-0-387-40065-5) on a forest, where the equations
are solved by going up and down the trees.

Every function is compiled; ``function.py_func`` is the same in plain Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.moves import Market

__all__ = ["level"]

_NOBODY = 1e-9
"""Fewer people than this are what rounding leaves of none."""


class Ties(NamedTuple):
    """Sites tied by people who use both: tie `n` has the ends ``2 n`` and ``2 n + 1``.

    Attributes
    ----------
    pair
        By end: the pair of origin and site.
    first, following
        By site its first end, and by end the next of the same site; -1 for none.
    """

    pair: NDArray[np.int64]
    first: NDArray[np.int64]
    following: NDArray[np.int64]


class Tree(NamedTuple):
    """Sites in an order in which each comes after the one it hangs on.

    Attributes
    ----------
    order
        The sites; those of a group follow each other.
    end
        By site: its end of the tie it hangs on, -1 for the first of a group.
    height
        By site: how much more crowded than the first of its group it is to be.
    """

    order: NDArray[np.int64]
    end: NDArray[np.int64]
    height: NDArray[np.float64]


@compiled
def _ties(market: Market) -> Ties:
    """Tie the first site that an origin uses to each other one it uses."""
    pair = np.empty(2 * len(market.flow), dtype=np.int64)
    first, following = np.full(len(market.crowding), -1), np.empty(len(pair), dtype=np.int64)
    held = 0
    for origin in range(len(market.indptr) - 1):
        hub = -1
        for place in range(market.indptr[origin], market.indptr[origin + 1]):
            if market.flow[place] <= 0:
                continue
            if hub < 0:
                hub = place
                continue
            for used in (hub, place):
                site = market.columns[used]
                pair[held], following[held], first[site] = used, first[site], held
                held += 1
    return Ties(pair[:held], first, following[:held])


@compiled
def _tree(market: Market, ties: Ties) -> Tree:
    """Hang sites on each other; a tie that would close a ring is left out."""
    sites = len(market.crowding)
    order, end, height = np.empty(sites, dtype=np.int64), np.full(sites, -1), np.zeros(sites)
    seen = np.zeros(sites, dtype=np.bool_)
    count = place = 0
    for root in range(sites):
        if seen[root] or ties.first[root] < 0:
            continue
        seen[root], order[count], count = True, root, count + 1
        while place < count:
            site = order[place]
            place += 1
            mine = ties.first[site]
            while mine >= 0:
                theirs = mine ^ 1
                other = market.columns[ties.pair[theirs]]
                if not seen[other]:
                    seen[other], end[other], order[count], count = True, theirs, other, count + 1
                    longer = float(market.seconds[ties.pair[mine]])
                    longer -= float(market.seconds[ties.pair[theirs]])
                    height[other] = height[site] + longer * market.per_second
                mine = ties.following[mine]
    return Tree(order[:count], end, height)


@compiled
def _goals(market: Market, tree: Tree) -> NDArray[np.float64]:
    """Crowding of each site where its group has settled; as it is where nothing ties it."""
    goal, begin = market.crowding.copy(), 0
    while begin < len(tree.order):
        volume = breadth = 0.0
        stop = begin
        while stop == begin or (stop < len(tree.order) and tree.end[tree.order[stop]] >= 0):
            site = tree.order[stop]
            volume += (market.crowding[site] - tree.height[site]) / market.per_person[site]
            breadth += 1 / market.per_person[site]
            stop += 1
        for place in range(begin, stop):
            site = tree.order[place]
            goal[site] = volume / breadth + tree.height[site]
        begin = stop
    return goal


@compiled
def level(market: Market) -> float:
    """Go towards the levels as far as people allow; which part of the way that was."""
    ties = _ties(market)
    tree = _tree(market, ties)
    goal = _goals(market, tree)
    over = (market.crowding - goal) / market.per_person
    change = np.zeros(len(market.flow))
    for place in range(len(tree.order) - 1, -1, -1):
        site = tree.order[place]
        end = tree.end[site]
        if end >= 0:
            # Who is too many here goes to the site that this one hangs on.
            here, there = ties.pair[end], ties.pair[end ^ 1]
            change[here] -= over[site]
            change[there] += over[site]
            over[market.columns[there]] += over[site]
    part = 1.0
    for pair in range(len(change)):
        if market.flow[pair] < -change[pair] * part:
            part = market.flow[pair] / -change[pair]
    for pair in range(len(change)):
        if change[pair] != 0:
            left = market.flow[pair] + part * change[pair]
            market.flow[pair] = left if left > _NOBODY else 0.0
    market.crowding[:] += part * (goal - market.crowding)
    return part
