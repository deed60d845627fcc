"""Ground in squares of a lattice, each with the place that speaks for it: coarse, quick and light.

What `geoaccess.travel.ground` draws to the metre, for a few sites, is here a matter of counting
squares, for all sites of a region: whose square it is is worked out once, and an area is then a
choice of squares and the line around them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.travel.ground import RADIUS_M

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.places import Places

    Whole = NDArray[np.int64]

__all__ = ["SIDE_M", "Squares"]

# SCB's small squares; those of a kilometre are sixteen of them.
SIDE_M = 250.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Squares:
    """Squares near places.

    Attributes
    ----------
    at
        ``(square, 2)`` column and row: the square reaches from so many sides east and north of
        nought to one more.
    place
        ``(square,)``: which place speaks for it.
    side_m
        Side of a square.
    """

    at: Whole
    place: Whole
    side_m: float

    @classmethod
    def around(cls, places: Places, side_m: float = SIDE_M, radius_m: float = RADIUS_M) -> Self:
        """Squares that places lie in, and those whose middle is near one.

        The place in a square speaks for it, of several the one nearest its middle; for a square
        that none lies in, the nearest to its middle, if it is at most `radius_m` away.

        Examples
        --------
        >>> from geoaccess.travel.places import Places
        >>> villages = Places(("a", "b"), np.array([50.0, 450.0]), np.array([50.0, 50.0]))
        >>> ground = Squares.around(villages, side_m=100, radius_m=100)
        >>> ground.at[ground.at[:, 1] == 0].tolist()
        [[-1, 0], [0, 0], [1, 0], [3, 0], [4, 0], [5, 0]]
        """
        xy = np.column_stack([places.x, places.y])
        own = np.floor(xy / side_m).astype(np.int64)
        reach = math.ceil(radius_m / side_m)
        steps = np.arange(-reach, reach + 1)
        off = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
        at = (own[:, None] + off).reshape(-1, 2)
        who = np.repeat(np.arange(len(places)), len(off))
        middle = (at + 0.5) * side_m
        away = np.hypot(*(middle - xy[who]).T)
        inside = np.tile((off == 0).all(axis=1), len(places))
        near = inside | (away <= radius_m)
        at, who, away, inside = at[near], who[near], away[near], inside[near]
        order = np.lexsort((who, away, ~inside, at[:, 0], at[:, 1]))
        at, who = at[order], who[order]
        first = np.ones(len(at), dtype=bool)
        first[1:] = (np.diff(at, axis=0) != 0).any(axis=1)
        return cls(at=at[first], place=who[first], side_m=side_m)

    def holding(self, xy: NDArray[np.float64]) -> Whole:
        """The square, ``(point, 2)``, that each point, ``(point, 2)`` metres, lies in."""
        return np.floor(xy / self.side_m).astype(np.int64)

    def of(self, places: NDArray[np.bool_]) -> Whole:
        """The squares, ``(square, 2)``, that some of the places speak for."""
        found: Whole = self.at[places[self.place]]
        return found
