"""Nodes numbered by where they lie, so that a search finds near ones near each other in memory.

A search goes from neighbour to neighbour. Where their numbers have nothing to do with their
places, as in most files, each step waits for memory. So nodes are numbered along a curve that
fills the plane: the bits of both coordinates in turn (Morton 1966, "A computer oriented geodetic
data base and a new technique in file sequencing", IBM).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets

__all__ = ["by_place", "numbered_by_place", "renumbered"]

_BITS = 16
# Each step leaves twice the room between halves of the bits.
_SPREAD = (
    (8, 0x00FF00FF),
    (4, 0x0F0F0F0F),
    (2, 0x33333333),
    (1, 0x55555555),
)


def by_place(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
    """Points in the order of the curve; those in one cell of it as given.

    Examples
    --------
    >>> by_place(np.array([0.0, 9.0, 0.0, 9.0]), np.array([0.0, 9.0, 9.0, 0.0])).tolist()
    [0, 3, 2, 1]
    """
    return np.argsort(_spread(_cell(x)) | _spread(_cell(y)) << np.uint32(1), kind="stable")


def numbered_by_place(streets: Streets) -> Streets:
    """The same streets, their nodes in the order of the curve.

    Examples
    --------
    >>> from geoaccess.sources.streets import Streets
    >>> streets = Streets(
    ...     node_x=np.array([900.0, 0.0]),
    ...     node_y=np.array([0.0, 0.0]),
    ...     way_tags=({"highway": "residential"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> numbered = numbered_by_place(streets)
    >>> numbered.node_x.tolist(), numbered.segment_from.tolist(), numbered.segment_to.tolist()
    ([0.0, 900.0], [1], [0])
    """
    return renumbered(streets, by_place(streets.node_x, streets.node_y))


def renumbered(streets: Streets, order: NDArray[np.int64]) -> Streets:
    """The same streets, of whose nodes ``order[0]`` is number 0, ``order[1]`` is 1, and so on."""
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return replace(
        streets,
        node_x=streets.node_x[order],
        node_y=streets.node_y[order],
        segment_from=number[streets.segment_from],
        segment_to=number[streets.segment_to],
        node_barrier={int(number[node]): tags for node, tags in streets.node_barrier.items()},
        node_sign={int(number[node]): tags for node, tags in streets.node_sign.items()},
        turns=tuple(replace(turn, via=int(number[turn.via])) for turn in streets.turns),
    )


def _cell(metres: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Which of the curve's cells along one axis."""
    if not len(metres):
        return np.empty(0, dtype=np.uint32)
    least = metres.min()
    wide = max(float(metres.max() - least), 1.0)
    cells: NDArray[np.uint32] = ((metres - least) * ((2**_BITS - 1) / wide)).astype(np.uint32)
    return cells


def _spread(cells: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The bits of each number with one free bit after each."""
    for shift, mask in _SPREAD:
        cells = (cells | cells << np.uint32(shift)) & np.uint32(mask)
    return cells
