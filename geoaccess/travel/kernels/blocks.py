"""Many sites: times in blocks of 32 sites, worked out on several cores.

A block goes to whoever wants it and is then written over: first touching new memory takes longer
than working the times out. Blocks come in the order of the sites, whatever the number of cores.
Their rows come in the order in which a sweep passes the origins, so that they are written one
after the other; a table of all of them is written in the order of the origins.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from geoaccess.travel.kernels.lanes import IN_LANES, sweep_in_lanes
from geoaccess.travel.kernels.starts import by_row
from geoaccess.travel.kernels.sweep import LANES, Above, Answer, climb, sweep_plain
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.kernels.hierarchy import Hierarchy

__all__ = ["Sweep"]

# Each core holds the units of all vertices to 32 sites.
_HELD_BYTES = 2**30

_T = TypeVar("_T")

_sweep = sweep_in_lanes if IN_LANES else sweep_plain


class Sweep:
    """Trips made ready for a hierarchy.

    Parameters
    ----------
    hierarchy
        Of the network the trips are made on, in the same units.
    trips
        From where to where.
    cores
        How many blocks to work on at once; all cores the process may use, if not said.

    Attributes
    ----------
    order
        ``(origin,)``: which origin each row of a block is.
    """

    def __init__(self, hierarchy: Hierarchy, trips: Trips, *, cores: int | None = None) -> None:
        """Find the vertices above the origins."""
        self._hierarchy, self._trips = hierarchy, hierarchy.trips(trips)
        rank, origins = hierarchy.topology.rank, self._trips.origins
        ends = rank[origins.ends]
        self._above = Above.of(hierarchy.up, ends.ravel())
        rows = self._above.row[ends]
        self._starts = by_row(rows, origins.legs, trips.group, len(self._above))
        self.order: NDArray[np.int32] = self._starts.origin
        self._begins = range(0, len(trips.sites), LANES)
        self._cores = cores

    def blocks(self) -> Iterator[tuple[int, NDArray[np.uint16]]]:
        """First site and seconds of one block of sites after another, rows in `order`.

        A block is written over when the next is asked for: copy what is to be kept.
        """
        rows = np.arange(len(self.order), dtype=np.int32)
        place = np.empty_like(rows)
        place[self.order] = rows

        def work(begin: int, bench: _Bench) -> NDArray[np.uint16]:
            if bench.seconds is None:
                bench.seconds = np.empty((len(rows), LANES), dtype=np.uint16)
            self._block(begin, bench, bench.seconds, rows, 0)
            block = bench.seconds[:, : len(self._trips.sites) - begin]
            self._trips.shorten(block, begin, place, np.arange(block.shape[1]))
            return block

        yield from self._worked(work)

    def fill(
        self, seconds: NDArray[np.uint16], rows: NDArray[np.int64], columns: NDArray[np.int64]
    ) -> Iterator[int]:
        """Write all times into a table, and say of how many sites, block by block.

        Parameters
        ----------
        seconds
            ``(row, column)``, written.
        rows, columns
            Which row each origin has there, and which column each site.
        """
        here = rows[self.order].astype(np.int32)

        def work(begin: int, bench: _Bench) -> int:
            asked = columns[begin : begin + LANES]
            is_whole = len(asked) == LANES and asked[-1] - asked[0] == LANES - 1
            if is_whole and seconds.flags.c_contiguous:
                self._block(begin, bench, seconds, here, int(asked[0]))
            else:
                found = np.empty((len(here), LANES), dtype=np.uint16)
                self._block(begin, bench, found, np.arange(len(here), dtype=np.int32), 0)
                seconds[np.ix_(here, asked)] = found[:, : len(asked)]
            self._trips.shorten(seconds, begin, rows, asked)
            return len(asked)

        for _, done in self._worked(work):
            yield done

    def _worked(self, work: Callable[[int, _Bench], _T]) -> Iterator[tuple[int, _T]]:
        """What comes of each block, in their order, several worked on at once."""
        begins = self._begins
        vertices = len(self._hierarchy.topology.rank)
        benches = [_Bench(vertices, len(self._above)) for _ in range(self._hands())]
        with ThreadPoolExecutor(len(benches)) as pool:
            running = deque(
                pool.submit(work, begin, bench)
                for begin, bench in zip(begins, benches, strict=False)
            )
            for number, begin in enumerate(begins):
                yield begin, running.popleft().result()
                following = number + len(benches)
                if following < len(begins):
                    bench = benches[following % len(benches)]
                    running.append(pool.submit(work, begins[following], bench))

    def _hands(self) -> int:
        cores = self._cores
        if cores is None:
            has_said = hasattr(os, "sched_getaffinity")
            cores = len(os.sched_getaffinity(0)) if has_said else os.cpu_count()
        room = _HELD_BYTES // (4 * LANES * max(1, len(self._above)))
        return max(1, min(cores or 1, len(self._begins), room))

    def _block(
        self,
        begin: int,
        bench: _Bench,
        seconds: NDArray[np.uint16],
        rows: NDArray[np.int32],
        column: int,
    ) -> None:
        """Write the seconds to 32 sites, or to those that are left."""
        trips, hierarchy = self._trips, self._hierarchy
        some = slice(begin, min(begin + LANES, len(trips.sites)))
        climb(
            hierarchy.topology.parent,
            hierarchy.down,
            self._above.row,
            hierarchy.topology.rank[trips.sites.ends[some]],
            trips.sites.legs[some],
            bench.reached,
            bench.table,
            bench.is_met,
        )
        reason = np.zeros((len(trips.reason), LANES), dtype=np.uint16)
        reason[:, : some.stop - begin] = trips.reason[:, some]
        answer = Answer(seconds, rows, column, reason, trips.bits, trips.cutoff_s)
        _sweep(self._above.arcs, bench.table, bench.is_met, self._starts, answer)


class _Bench:
    """What one core writes on, block after block."""

    def __init__(self, vertices: int, rows: int) -> None:
        self.reached = np.full(vertices, NEVER, dtype=np.uint32)
        self.table = np.empty((rows, LANES), dtype=np.uint32)
        self.is_met = np.zeros(rows, dtype=np.bool_)
        self.seconds: NDArray[np.uint16] | None = None
