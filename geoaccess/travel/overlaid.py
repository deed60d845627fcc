"""Segments drawn on each other, between the same two vertices: one street to those who use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Overlaid"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Overlaid:
    """Which segments lie on each other.

    A street drawn as two one-way lines on top of each other can be left both ways, and two places
    on it are on the same street.

    Attributes
    ----------
    street
        ``(segment,)``: the same for segments that lie on each other.
    first
        ``(street,)``: the first segment of each.
    turned
        ``(segment,)``: those that are drawn from the higher of their two vertices.
    """

    street: NDArray[np.int64]
    first: NDArray[np.int64]
    turned: NDArray[np.bool_]

    @classmethod
    def of(cls, start: NDArray[np.int64], end: NDArray[np.int64]) -> Self:
        """Find the segments that join the same vertices."""
        low, high = np.minimum(start, end), np.maximum(start, end)
        pairs = low * (int(high.max(initial=0)) + 1) + high
        _, first, street = np.unique(pairs, return_index=True, return_inverse=True)
        return cls(street=street.astype(np.int64), first=first, turned=start > end)

    def fastest(
        self, forward: NDArray[np.float64], backward: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give segments that lie on each other the same seconds, along and against each.

        Examples
        --------
        There in 4 s on one line, and back in 9 s on the other.

        >>> two = Overlaid.of(np.array([0, 1]), np.array([1, 0]))
        >>> closed = np.full(2, np.inf)
        >>> [seconds.tolist() for seconds in two.fastest(np.array([4.0, 9.0]), closed)]
        [[4.0, 9.0], [9.0, 4.0]]
        """
        up = np.where(self.turned, backward, forward)
        down = np.where(self.turned, forward, backward)
        fastest = np.full((2, len(self.first)), np.inf)
        np.minimum.at(fastest[0], self.street, up)
        np.minimum.at(fastest[1], self.street, down)
        up, down = fastest[0][self.street], fastest[1][self.street]
        return np.where(self.turned, down, up), np.where(self.turned, up, down)

    def first_of(self, some: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The first segment of each street of which some segment is among these."""
        streets = np.zeros(len(self.first), dtype=np.bool_)
        streets[self.street[some]] = True
        firsts = np.zeros(len(self.street), dtype=np.bool_)
        firsts[self.first] = streets
        return firsts
