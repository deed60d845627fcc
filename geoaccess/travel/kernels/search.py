"""Few sites: one search from each, over the streets turned round (scipy).

Dijkstra's algorithm (1959, https://doi.org/10.1007/BF01386390), stopped at the cutoff. Streets are
turned round because people drive to the sites, and there are fewer sites than people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Doors, Trips
    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["Search", "backward_units", "put_blocks", "with_doors"]

# A search holds a number per vertex and some per origin: sites are taken some at a time.
_HELD_BYTES = 128 * 2**20


class Search:
    """Trips made ready to be searched on a network.

    Attributes
    ----------
    order
        ``(origin,)``: which origin each row of a block is.
    """

    def __init__(self, network: ModeNetwork, trips: Trips) -> None:
        """Make the network's arcs ready."""
        self._vertices, self._trips = network.vertices, trips
        self._arcs = backward_units(network, trips.bits)
        self.order = np.arange(len(trips.origins), dtype=np.int32)

    def blocks(self) -> Iterator[tuple[int, NDArray[np.uint16]]]:
        """First site and seconds ``(origin, site)`` of one block of sites after another."""
        trips = self._trips
        at_once = max(1, _HELD_BYTES // (8 * max(self._vertices, 4 * len(trips.origins), 1)))
        for begin in range(0, len(trips.sites), at_once):
            some = slice(begin, begin + at_once)
            graph = with_doors(self._arcs, trips.sites.ends[some], trips.sites.legs[some])
            # Whole numbers, and far below 2**53: their sums in floating point are exact.
            units = dijkstra(
                graph,
                indices=np.arange(self._vertices, graph.shape[0]),
                limit=float((trips.cutoff_s + 1) << trips.bits),
            )
            yield begin, _seconds(units, trips, some)

    def fill(
        self, seconds: NDArray[np.uint16], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> Iterator[int]:
        """Do as `geoaccess.travel.kernels.blocks.Sweep.fill`."""
        return put_blocks(self.blocks(), seconds, rows, columns)


def put_blocks(
    blocks: Iterable[tuple[int, NDArray[np.uint16]]],
    seconds: NDArray[np.uint16],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> Iterator[int]:
    """Write blocks whose rows are the origins in their order into a table, and say of how many."""
    for begin, block in blocks:
        asked = columns[begin : begin + block.shape[1]]
        seconds[np.ix_(rows, asked)] = block
        yield len(asked)


def backward_units(network: ModeNetwork, bits: int) -> csr_array:
    """Units from vertex to vertex with every arc turned round."""
    arcs = network.backward_arcs
    units = np.minimum(np.rint(arcs.data * 2.0**bits), NEVER)
    return csr_array((units, arcs.indices, arcs.indptr), shape=arcs.shape)


def with_doors(arcs: csr_array, ends: NDArray[np.int32], legs: NDArray[np.uint32]) -> csr_array:
    """The same graph with a vertex per site after the others, from which both ends are reached."""
    is_open = legs < NEVER
    # A street that ends where it starts has one end, reached by the shorter leg.
    is_open[:, 1] &= ends[:, 0] != ends[:, 1]
    nearest = legs.astype(np.float64)
    nearest[:, 0] = np.where(ends[:, 0] == ends[:, 1], nearest.min(axis=1), nearest[:, 0])
    is_open[:, 0] |= nearest[:, 0] < NEVER
    vertices = arcs.shape[0] + len(ends)
    indptr = np.concatenate([arcs.indptr, arcs.indptr[-1] + np.cumsum(is_open.sum(axis=1))])
    return csr_array(
        (
            np.concatenate([arcs.data, nearest[is_open]]),
            np.concatenate([arcs.indices, ends[is_open]]),
            indptr.astype(arcs.indices.dtype),
        ),
        shape=(vertices, vertices),
    )


def _seconds(units: NDArray[np.float64], trips: Trips, some: slice) -> NDArray[np.uint16]:
    origins: Doors = trips.origins
    total = units[:, origins.ends[:, 0]] + origins.legs[:, 0]
    np.minimum(total, units[:, origins.ends[:, 1]] + origins.legs[:, 1], out=total)
    whole = np.floor(total.T / 2.0**trips.bits)
    reason = trips.reason[trips.group, some]
    block = np.where(whole <= trips.cutoff_s, whole, reason).astype(np.uint16)
    trips.shorten(block, some.start, np.arange(len(block)), np.arange(block.shape[1]))
    return block
