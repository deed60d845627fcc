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
# Places looked at together: each has some fifty squares.
_BLOCK = 50_000


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
        found = [
            _nearest(*_near(xy[n : n + _BLOCK], n, side_m, radius_m))
            for n in range(0, max(len(xy), 1), _BLOCK)
        ]
        at, who, _ = _nearest(*map(np.concatenate, zip(*found, strict=True)))
        return cls(at=at, place=who, side_m=side_m)

    def holding(self, xy: NDArray[np.float64]) -> Whole:
        """The square, ``(point, 2)``, that each point, ``(point, 2)`` metres, lies in."""
        return np.floor(xy / self.side_m).astype(np.int64)

    def of(self, places: NDArray[np.bool_]) -> Whole:
        """The squares, ``(square, 2)``, that some of the places speak for."""
        found: Whole = self.at[places[self.place]]
        return found


def _near(
    xy: NDArray[np.float64], first: int, side_m: float, radius_m: float
) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Squares of each place, the place, and how far from their middle: below nought in its own."""
    reach = math.ceil(radius_m / side_m)
    steps = np.arange(-reach, reach + 1)
    off = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    own = np.floor(xy / side_m).astype(np.int64)
    at = (own[:, None] + off).reshape(-1, 2)
    who = np.repeat(np.arange(len(xy)), len(off))
    away = np.hypot(*((at + 0.5) * side_m - xy[who]).T)
    away -= np.tile((off == 0).all(axis=1), len(xy)) * (radius_m + side_m)
    near = away <= radius_m
    return at[near], who[near] + first, away[near]


def _nearest(
    at: Whole, who: Whole, away: NDArray[np.float64]
) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Of each square the place that is nearest; of those as near the first."""
    order = np.lexsort((who, away, at[:, 0], at[:, 1]))
    at, who, away = at[order], who[order], away[order]
    first = np.ones(len(at), dtype=bool)
    first[1:] = (np.diff(at, axis=0) != 0).any(axis=1)
    return at[first], who[first], away[first]
