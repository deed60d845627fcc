"""How closely a hidden count is given by what is shown: linear programming over the relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix, hstack
from scipy.sparse.csgraph import connected_components

from geoaccess.result.disclosure.relations import REGION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoaccess.result.disclosure.relations import Cell, Relation

__all__ = ["System"]

_HAIR = 1e-6
_CLOSE, _AROUND = 2, 4  # relations from the count to protect
_LITTLE = 1e-6
_BESIDE = 1e-4

Numbers = NDArray[np.float64]
Choice = NDArray[np.bool_]


class System:
    """The relations as equations over counts that are not below zero.

    A reader is given the shown counts unrounded, or the spans they lie in: at least as much as
    any file holds, so that what is safe here is safe from the files.

    Parameters
    ----------
    relations
        As `geoaccess.result.disclosure.relations` declares them.
    counts
        The true count of every cell in them.
    spans
        Least and greatest that a shown count can be, where it is not told as it is.
    """

    def __init__(
        self,
        relations: Sequence[Relation],
        counts: Mapping[Cell, float],
        spans: Mapping[Cell, tuple[float, float]] | None = None,
    ) -> None:
        named = dict.fromkeys(c for r in relations for c in (r.whole, *r.parts))
        self.place = {cell: n for n, cell in enumerate(named)}
        self.cells = list(named)
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
        self._low, self._high = self.true.copy(), self.true.copy()
        for cell, (least, greatest) in (spans or {}).items():
            self._low[self.place[cell]] = min(least, counts[cell])
            self._high[self.place[cell]] = max(greatest, counts[cell])
        self.spanned = self._high > self._low
        self._totals = np.zeros(len(held), dtype=bool)
        self._totals[[n for cell, n in self.place.items() if cell[0] == REGION]] = True
        shape = (len(relations), len(held))
        self.rows: csr_matrix = coo_matrix(
            (np.array(signs), (np.array(rows), np.array(columns))), shape=shape
        ).tocsr()
        self._columns = self.rows.tocsc()
        self._touches = abs(self.rows)
        self._touched = self._touches.T.tocsr()
        self._home = self._homes()

    def too_close(self, asked: Sequence[Cell], unshown: Choice, width: float) -> list[Cell]:
        """Which of the counts are given within less than `width`.

        Parameters
        ----------
        asked
            The counts to ask about.
        unshown
            Which variables a reader is not given.
        width
            The protection interval: greatest less least count that is consistent.
        """
        low = np.where(unshown, 0.0, self._low)
        high = np.where(unshown, np.inf, self._high)
        open_ones = self._undetermined(high > low)
        part = self._parts(open_ones)
        reach = _Reach(self.true, low, high, width)
        reach.asked[[self.place[cell] for cell in asked]] = True
        found = []
        for cell in asked:
            one = self.place[cell]
            if open_ones[one]:
                mine = open_ones & (part == part[one])
                at_home = self._home == self._home[one]
                for members in (mine & self._near(one, _CLOSE), mine & at_home, mine):
                    self._stretch(one, np.flatnonzero(members), reach)
            if not reach.is_wide(one):
                found.append(cell)
        return found

    def _homes(self) -> NDArray[np.int32]:
        """Which counts hang together without kommuner and the region: those of one unit."""
        above = [n for cell, n in self.place.items() if cell[0] in {REGION, "wholes"}]
        total = np.zeros(self.true.size)
        total[above] = 1.0
        inside = self._touches[self._touches @ total == 0]
        return np.asarray(connected_components(inside.T @ inside, directed=False)[1])

    def _undetermined(self, unshown: Choice) -> Choice:
        """What is left when everything that follows by one subtraction is known."""
        left = unshown.copy()
        while True:
            alone = self._touches @ left.astype(float) == 1
            follows = left & self._in_any(alone)
            if not follows.any():
                return left
            left &= ~follows

    def _parts(self, left: Choice) -> NDArray[np.int32]:
        """Which counts hang together by relations of what is left."""
        mine = self._touches[:, np.flatnonzero(left)]
        _, label = connected_components(mine.T @ mine, directed=False)
        result = np.full(left.size, -1, dtype=np.int32)
        result[left] = label
        return result

    def _stretch(self, one: int, members: NDArray[np.intp], reach: _Reach) -> None:
        """Find the count's bounds up to `width` away, keeping what else is met on the way."""
        if reach.is_wide(one):
            return
        block = self._block(members)
        right = block @ self.true[members]
        at = int(np.searchsorted(members, one))
        # First what is asked beside it is pushed along: one programme then answers for many.
        for beside in (_BESIDE, 0.0):
            for sign in (-1.0, 1.0):
                goal = beside * reach.lacking(members)
                goal[at] = sign
                limits = reach.limits(members, reach.asked[members] if beside else members == one)
                found = _solve(goal, block, right, limits)
                if found is not None:
                    reach.keep(members, found)
                if reach.is_wide(one):
                    return
            if not reach.asked[members].sum() > 1:
                return

    def _block(self, members: NDArray[np.intp]) -> csr_matrix:
        """The equations between some of the variables, the others standing still."""
        block = self._columns[:, members].tocsr()
        return block[np.diff(block.indptr) > 0]

    def cheapest_change(self, cell: Cell, cost: Numbers, width: float) -> NDArray[np.intp]:
        """What has to be free to move for the count to differ by `width`, at the least cost.

        Parameters
        ----------
        cost
            Of each person by which a count leaves what is shown of it; infinite where it may not.
        """
        one = self.place[cell]
        # Close by there is no cheap way but through the region's totals: they wait for the rest.
        without = np.where(self._totals & (cost > 0), np.inf, cost)
        everything = np.ones(self.true.size, dtype=bool)
        for change in (self._changed, self._changed_both_ways):
            for near, price in (
                (self._near(one, _CLOSE), without),
                (self._home == self._home[one], without),
                (self._near(one, _AROUND), without),
                (everything, cost),
            ):
                found = change(one, near & ~np.isinf(price) | self._is_at(one), price, width)
                if found is not None:
                    return found
        return np.array([], dtype=np.intp)

    def _is_at(self, one: int) -> Choice:
        at: Choice = np.arange(self.true.size) == one
        return at

    def _changed(
        self, one: int, near: Choice, price: Numbers, width: float
    ) -> NDArray[np.intp] | None:
        """What leaves its span in the cheapest change; None where there is no such change."""
        members = np.flatnonzero(near)
        up, down = self._high[one] - self.true[one], self.true[one] - self._low[one]
        if self.spanned[one] and price[one] > 0:
            # Shown as a span: both of its ends are to be possible.
            span = (up + down) / width
            rise = self._moved(one, members, price, up / span)
            fall = self._moved(one, members, price, -down / span)
            if rise is None or fall is None:
                return None
            return np.unique(np.concatenate([rise[1], fall[1]]))
        ways = [
            way
            for by in (width, -width)
            if self.true[one] + by >= 0
            and (way := self._moved(one, members, price, by)) is not None
        ]
        return min(ways, key=lambda way: way[0])[1] if ways else None

    def _changed_both_ways(
        self, one: int, near: Choice, price: Numbers, width: float
    ) -> NDArray[np.intp] | None:
        """Down as far as it goes and up by the rest, where neither way alone is wide enough."""
        members = np.flatnonzero(near)
        down = min(self.true[one], width)
        fall = self._moved(one, members, price, -down)
        rise = self._moved(one, members, price, width - down)
        return None if rise is None or fall is None else np.union1d(rise[1], fall[1])

    def _moved(
        self, one: int, members: NDArray[np.intp], cost: Numbers, by: float
    ) -> tuple[float, NDArray[np.intp]] | None:
        """The least cost and what moves, or None where the count cannot differ by so much."""
        block = self._block(members)
        # Inside its span a count moves for nothing: up and down, each inside and beyond.
        rise = np.maximum(0.0, self._high[members] - self.true[members])
        fall = np.maximum(0.0, self.true[members] - self._low[members])
        free = np.where(self.spanned[members], _LITTLE, 0.0)
        beyond = cost[members] + _LITTLE
        many = members.size
        parts = [np.full(many, np.inf), self.true[members]]
        prices = [beyond, beyond]
        blocks = [block, -block]
        inside = np.flatnonzero(self.spanned[members])
        if inside.size:
            parts[1] = self.true[members] - fall
            parts += [rise[inside], fall[inside]]
            prices += [free[inside], free[inside]]
            blocks += [block[:, inside], -block[:, inside]]
        greatest = np.concatenate(parts)
        least = np.zeros(greatest.size)
        at = int(np.searchsorted(members, one))
        mine = [at, many + at, *(2 * many + np.flatnonzero(inside == at))]
        mine += [2 * many + inside.size + n for n in np.flatnonzero(inside == at)]
        greatest[mine] = 0.0
        least[at], least[many + at] = max(0.0, by), max(0.0, -by)
        greatest[at], greatest[many + at] = least[at], least[many + at]
        price = np.concatenate(prices)
        limits = np.column_stack([least, greatest])
        found = _solve(price, csr_matrix(hstack(blocks)), np.zeros(block.shape[0]), limits)
        if found is None:
            return None
        change = found[:many] - found[many : 2 * many]
        leaves = np.abs(change) > _HAIR
        leaves[at] = not self.spanned[one] or cost[one] == 0
        return float(price @ found), members[leaves]

    def _near(self, one: int, steps: int) -> Choice:
        """What is few relations away: enough for most, and quickly solved."""
        near = np.zeros(self.true.size, dtype=bool)
        near[one] = True
        for _ in range(steps):
            near = self._in_any(self._touches @ near.astype(float) > 0)
        return near

    def _in_any(self, rows: Choice) -> Choice:
        """Which variables stand in any of the relations."""
        found: Choice = self._touched @ rows.astype(float) > 0
        return found


class _Reach:
    """The least and greatest that was found possible for each count so far."""

    def __init__(self, true: Numbers, low: Numbers, high: Numbers, width: float) -> None:
        self.true, self.low, self.high, self.width = true, low, high, width
        self.least, self.greatest = true.copy(), true.copy()
        self.asked = np.zeros(true.size, dtype=bool)

    def is_wide(self, one: int) -> bool:
        """Whether the count is known to be protected."""
        return bool(self.greatest[one] - self.least[one] >= self.width - _HAIR)

    def limits(self, members: NDArray[np.intp], near: Choice) -> Numbers:
        """What each may be; no more than `width` away for those in `near`."""
        true = self.true[members]
        away = np.where(near, self.width, np.inf)
        low = np.maximum(self.low[members], true - away)
        return np.column_stack([low, np.minimum(self.high[members], true + away)])

    def lacking(self, members: NDArray[np.intp]) -> Numbers:
        """Which way each count that is asked about has most left to go; nothing for the others."""
        least, greatest = self.least[members], self.greatest[members]
        wanted = self.asked[members] & (greatest - least < self.width - _HAIR)
        true = self.true[members]
        up = np.minimum(self.high[members], true + self.width) - greatest
        down = least - np.maximum(self.low[members], true - self.width)
        return np.where(wanted, np.where(up >= down, -1.0, 1.0), 0.0)

    def keep(self, members: NDArray[np.intp], found: Numbers) -> None:
        """Another table that would look the same."""
        self.least[members] = np.minimum(self.least[members], found)
        self.greatest[members] = np.maximum(self.greatest[members], found)


def _solve(
    goal: Numbers,
    equations: Any,  # noqa: ANN401 -- scipy's stubs know no sparse ones, scipy does
    right: Numbers,
    limits: Numbers,
) -> Numbers | None:
    """The variables where the goal is least; None where nothing meets the equations."""
    solved = linprog(goal, A_eq=equations, b_eq=right, bounds=limits.tolist(), method="highs")
    return np.asarray(solved.x, dtype=float) if solved.status == 0 else None
