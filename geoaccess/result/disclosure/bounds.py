"""How closely a hidden count is given by what is shown: linear programming over the relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix, hstack
from scipy.sparse.csgraph import connected_components

from geoaccess.result.disclosure.relations import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geoaccess.result.disclosure.relations import Cell, Relation

__all__ = ["System"]

_HAIR = 1e-6
_NEAR = 2  # relations from the count to protect: the areas of its unit
_LITTLE = 1e-6


class System:
    """The relations as equations over counts that are not below zero.

    A reader is given the shown counts unrounded: more than any file holds, so that what is safe
    here is safe from the files.

    Parameters
    ----------
    relations
        As `geoaccess.result.disclosure.relations` declares them.
    counts
        The true count of every cell in them.
    """

    def __init__(self, relations: Sequence[Relation], counts: Mapping[Cell, float]) -> None:
        named = dict.fromkeys(c for r in relations for c in (r.whole, *r.parts))
        self.place = {cell: n for n, cell in enumerate(named)}
        held = [counts[cell] for cell in named]
        rows, columns, signs = [], [], []
        for row, relation in enumerate(relations):
            mine = [(self.place[relation.whole], -1.0)]
            mine += [(self.place[part], 1.0) for part in relation.parts]
            if relation.rest:
                rest = counts[relation.whole] - sum(counts[part] for part in relation.parts)
                mine.append((len(held), 1.0))
                held.append(max(0.0, rest))
            rows += [row] * len(mine)
            columns += [column for column, _ in mine]
            signs += [sign for _, sign in mine]
        self.true = np.array(held)
        self._totals = np.zeros(len(held), dtype=bool)
        self._totals[[n for cell, n in self.place.items() if cell[0] == REGION]] = True
        shape = (len(relations), len(held))
        self.rows: csr_matrix = coo_matrix(
            (np.array(signs), (np.array(rows), np.array(columns))), shape=shape
        ).tocsr()
        self._touches = abs(self.rows)
        self._touched = self._touches.T.tocsr()

    def too_close(
        self, hidden: Sequence[Cell], unshown: NDArray[np.bool_], width: float
    ) -> list[Cell]:
        """Which of the hidden counts are given within less than `width`.

        Parameters
        ----------
        hidden
            The counts to ask about.
        unshown
            Which variables a reader is not given.
        width
            The protection interval: greatest less least count that is consistent.
        """
        open_ones = self._undetermined(unshown)
        part = self._parts(open_ones)
        least, greatest = self.true.copy(), self.true.copy()
        found = []
        for cell in hidden:
            one = self.place[cell]
            if open_ones[one]:
                mine = open_ones & (part == part[one])
                for members in (mine & self._near(one), mine):
                    self._stretch(one, np.flatnonzero(members), width, least, greatest)
            if greatest[one] - least[one] < width - _HAIR:
                found.append(cell)
        return found

    def _undetermined(self, unshown: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """What is left when everything that follows by one subtraction is known."""
        left = unshown.copy()
        while True:
            alone = self._touches @ left.astype(float) == 1
            follows = left & self._in_any(alone)
            if not follows.any():
                return left
            left &= ~follows

    def _parts(self, left: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Which counts hang together by relations of what is left."""
        mine = self._touches[:, np.flatnonzero(left)]
        _, label = connected_components(mine.T @ mine, directed=False)
        result = np.full(left.size, -1, dtype=np.int32)
        result[left] = label
        return result

    def _stretch(
        self,
        one: int,
        members: NDArray[np.intp],
        width: float,
        least: NDArray[np.float64],
        greatest: NDArray[np.float64],
    ) -> None:
        """Find the count's bounds up to `width` away, keeping what else is met on the way."""
        block = self.rows[:, members]
        block = block[np.diff(block.indptr) > 0]
        right = block @ self.true[members]
        at = int(np.searchsorted(members, one))
        limits = np.tile([0.0, np.inf], (members.size, 1))
        limits[at] = max(0.0, self.true[one] - width), self.true[one] + width
        for sign in (-1.0, 1.0):
            if greatest[one] - least[one] >= width - _HAIR:
                return
            goal = np.zeros(members.size)
            goal[at] = sign
            found = _solve(goal, block, right, limits)
            if found is not None:
                least[members] = np.minimum(least[members], found)
                greatest[members] = np.maximum(greatest[members], found)

    def cheapest_change(
        self, cell: Cell, cost: NDArray[np.float64], width: float
    ) -> NDArray[np.intp]:
        """What has to be free to move for the count to differ by `width`, at the least cost.

        Parameters
        ----------
        cost
            Of each person by which a count differs; infinite where it may not.
        """
        one = self.place[cell]
        near = self._near(one)
        # Close by there is no cheap way but through the region's totals: they wait for the rest.
        without = np.where(self._totals & (cost > 0), np.inf, cost)
        everything = np.arange(self.true.size)
        for members, price in ((np.flatnonzero(near), without), (everything, cost)):
            ways = [
                way
                for by in (width, -width)
                if self.true[one] + by >= 0
                and (way := self._moved(one, members, price, by)) is not None
            ]
            if ways:
                return min(ways, key=lambda way: way[0])[1]
        return np.array([], dtype=np.intp)

    def _moved(
        self, one: int, members: NDArray[np.intp], cost: NDArray[np.float64], by: float
    ) -> tuple[float, NDArray[np.intp]] | None:
        """The least cost and what moves, or None where the count cannot differ by so much."""
        block = self.rows[:, members]
        block = block[np.diff(block.indptr) > 0]
        fixed = np.isinf(cost[members])
        price = np.where(fixed, 0.0, cost[members]) + _LITTLE
        up = np.where(fixed, 0.0, np.inf)
        down = np.where(fixed, 0.0, self.true[members])
        at = int(np.searchsorted(members, one))
        up[at], down[at] = max(0.0, by), max(0.0, -by)
        limits = np.column_stack([np.zeros(2 * members.size), np.concatenate([up, down])])
        limits[at, 0], limits[members.size + at, 0] = up[at], down[at]
        both = csr_matrix(hstack([block, -block]))
        price = np.concatenate([price, price])
        found = _solve(price, both, np.zeros(block.shape[0]), limits)
        if found is None:
            return None
        change = found[: members.size] - found[members.size :]
        return float(price @ found), members[np.abs(change) > _HAIR]

    def _near(self, one: int) -> NDArray[np.bool_]:
        """What is few relations away: enough for most, and quickly solved."""
        near = np.zeros(self.true.size, dtype=bool)
        near[one] = True
        for _ in range(_NEAR):
            near = self._in_any(self._touches @ near.astype(float) > 0)
        return near

    def _in_any(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which variables stand in any of the relations."""
        found: NDArray[np.bool_] = self._touched @ rows.astype(float) > 0
        return found


def _solve(
    goal: NDArray[np.float64],
    equations: Any,  # noqa: ANN401 -- scipy's stubs know no sparse ones, scipy does
    right: NDArray[np.float64],
    limits: NDArray[np.float64],
) -> NDArray[np.float64] | None:
    """The variables where the goal is least; None where nothing meets the equations."""
    solved = linprog(goal, A_eq=equations, b_eq=right, bounds=limits.tolist(), method="highs")
    return np.asarray(solved.x, dtype=float) if solved.status == 0 else None
