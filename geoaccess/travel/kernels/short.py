"""Many sites, and few of them in reach of anybody: short searches, as a table of all pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.travel.kernels.bounded import backward_arcs
from geoaccess.travel.kernels.reached import reached_pairs
from geoaccess.travel.kernels.search import put_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["Short"]

_BLOCK_BYTES = 32 * 2**20


class Short:
    """Trips made ready to be searched on a network, each search up to the cutoff only.

    Attributes
    ----------
    order
        ``(origin,)``: which origin each row of a block is.
    """

    def __init__(self, network: ModeNetwork, trips: Trips) -> None:
        """Make the network's arcs ready."""
        self._arcs, self._trips = backward_arcs(network, trips.bits), trips
        self.order = np.arange(len(trips.origins), dtype=np.int32)

    def blocks(self) -> Iterator[tuple[int, NDArray[np.uint16]]]:
        """First site and seconds ``(origin, site)`` of one block of sites after another."""
        at_once = max(1, _BLOCK_BYTES // (2 * max(len(self.order), 1)))
        before = 0
        for begins, origin, seconds in reached_pairs(self._arcs, self._trips):
            sites = len(begins) - 1
            for begin in range(0, sites, at_once):
                end = min(begin + at_once, sites)
                block = self._without_times(before + begin, before + end)
                some = slice(begins[begin], begins[end])
                column = np.repeat(np.arange(end - begin), np.diff(begins[begin : end + 1]))
                block[origin[some], column] = seconds[some]
                self._trips.shorten(block, before + begin, self.order, np.arange(end - begin))
                yield before + begin, block
            before += sites

    def _without_times(self, begin: int, end: int) -> NDArray[np.uint16]:
        """Why each origin has no time to some sites, if it has none."""
        return self._trips.reason[self._trips.group, begin:end]

    def fill(
        self, seconds: NDArray[np.uint16], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> Iterator[int]:
        """Do as `geoaccess.travel.kernels.blocks.Sweep.fill`."""
        return put_blocks(self.blocks(), seconds, rows, columns)
