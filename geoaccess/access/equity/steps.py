"""Areas on the ladder of need: people and amounts by step, for one weighing of areas or many.

The rank of need runs from 0, lowest need, to 1, highest need; a step is all areas with the same
need, and they share the middle of the step's people (mean ridit).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.access.equity.observed import Observed

    Table = NDArray[np.float64]

__all__ = ["Ladder", "Steps"]

_FIFTHS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Areas sorted from the lowest to the highest need.

    Attributes
    ----------
    value, people, unit
        As in `Observed`, in the order of need; units are numbered in that order too.
    starts
        Place of the first area of each step.
    """

    value: NDArray[np.float64]
    people: NDArray[np.float64]
    unit: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, observed: Observed) -> Self:
        """Sort by need, people and measure, and number units as they come on the ladder.

        What is drawn with a seed then follows from the areas, and not from what they are called.
        """
        order = np.lexsort((observed.value, observed.people, observed.need))
        need = observed.need[order]
        named, first, unit = np.unique(observed.unit[order], return_index=True, return_inverse=True)
        number = np.empty(len(named), dtype=np.intp)
        number[np.argsort(first)] = np.arange(len(named))
        return cls(
            value=observed.value[order],
            people=observed.people[order],
            unit=number[unit],
            starts=np.flatnonzero(np.r_[True, need[1:] != need[:-1]]),
        )

    def steps(self, times: Table | None = None) -> Steps:
        """People and amounts by step.

        Parameters
        ----------
        times
            How many times each area counts, a row for each draw; once each where not given.
        """
        weights = self.people[None, :] if times is None else times * self.people
        return Steps(
            people=np.add.reduceat(weights, self.starts, axis=1),
            amount=np.add.reduceat(weights * self.value, self.starts, axis=1),
        )

    def rank(self) -> NDArray[np.float64]:
        """Mean ridit of each area, in the order of need."""
        lengths = np.diff(np.r_[self.starts, len(self.value)])
        return np.repeat(self.steps().rank[0], lengths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """People, and people times measure, of each step; a row for each draw.

    Rows are draws and columns steps of need, lowest first. What is computed from them has one
    value for each draw.
    """

    people: Table
    amount: Table

    @property
    def total(self) -> Table:
        """All people, as a column."""
        total: Table = self.people.sum(axis=1, keepdims=True)
        return total

    @property
    def mean(self) -> Table:
        """Mean of the measure."""
        mean: Table = self.amount.sum(axis=1) / self.people.sum(axis=1)
        return mean

    @property
    def rank(self) -> Table:
        """Mean ridit of each step, 0 lowest need to 1 highest."""
        before = np.cumsum(self.people, axis=1) - self.people
        return (before + self.people / 2) / self.total

    def concentration(self) -> Table:
        """Concentration index, ``2 sum(w y R) / mean - 1``; 0 where there is nothing to share."""
        amount = self.amount.sum(axis=1)
        ranked = 2 * (self.amount * self.rank).sum(axis=1)
        index: Table = np.divide(ranked, amount, out=np.ones_like(amount), where=amount != 0) - 1
        return index

    def line(self) -> tuple[Table, Table]:
        """Intercept and slope of the measure on the rank, weighed by people; NaN for one step."""
        rank, total = self.rank, self.total[:, 0]
        spread = (self.people * (rank - 0.5) ** 2).sum(axis=1) / total
        together = (self.amount * (rank - 0.5)).sum(axis=1) / total
        flat = (self.people > 0).sum(axis=1) == 1
        slope = np.divide(together, spread, out=np.full_like(total, np.nan), where=~flat)
        return self.mean - slope / 2, slope

    def fifths(self) -> tuple[Table, Table]:
        """Mean of the measure in the fifth with the least and with the greatest need.

        A step is whole: it belongs to the fifth in which the middle of its people falls. Where
        one large step fills the end of the ladder, the outermost fifth that has a step stands in.
        """
        lowest, highest = self._outermost()
        return self._mean_of(lowest), self._mean_of(highest)

    def people_of_fifths(self) -> tuple[Table, Table]:
        """People of the fifth with the least and with the greatest need, as `fifths` has them."""
        lowest, highest = self._outermost()
        return (self.people * lowest).sum(axis=1), (self.people * highest).sum(axis=1)

    def _outermost(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Which steps are of the fifth with the least, and of that with the greatest need."""
        lived_in = self.people > 0
        fifth = np.minimum(np.floor(self.rank * _FIFTHS), _FIFTHS - 1)
        lowest = np.where(lived_in, fifth, _FIFTHS).min(axis=1, keepdims=True)
        highest = np.where(lived_in, fifth, -1).max(axis=1, keepdims=True)
        return fifth == lowest, fifth == highest

    def _mean_of(self, chosen: NDArray[np.bool_]) -> Table:
        mean: Table = (self.amount * chosen).sum(axis=1) / (self.people * chosen).sum(axis=1)
        return mean
