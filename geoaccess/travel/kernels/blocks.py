"""Many sites: times in blocks of 32 sites, worked out on several cores, handed on one by one.

A block goes to whoever wants it and is then written over: first touching new memory takes longer
than working the times out. Blocks come in the order of the sites, whatever the number of cores.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.travel.kernels import lanes
from geoaccess.travel.kernels.sweep import LANES, Above, climb, sweep_plain
from geoaccess.travel.kernels.to_seconds import by_row, seconds_plain
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.kernels.hierarchy import Hierarchy

__all__ = ["swept_blocks"]

# Each core holds the units of all vertices to 32 sites.
_HELD_BYTES = 2**30

# Vector instructions are there for compiled code only, and numba can be told not to compile.
_IN_LANES = hasattr(lanes.sweep_in_lanes, "py_func")
_sweep = lanes.sweep_in_lanes if _IN_LANES else sweep_plain
_to_seconds = lanes.seconds_in_lanes if _IN_LANES else seconds_plain


def swept_blocks(
    hierarchy: Hierarchy, trips: Trips, *, cores: int | None = None
) -> Iterator[tuple[int, NDArray[np.uint16]]]:
    """First site and seconds ``(origin, site)`` of one block of sites after another.

    Parameters
    ----------
    hierarchy
        Of the network the trips are made on, in the same units.
    trips
        From where to where.
    cores
        How many blocks to work on at once; all cores the process may use, if not said.

    Yields
    ------
    tuple
        The block is written over when the next is asked for: copy what is to be kept.
    """
    work = _Work(hierarchy, trips)
    begins = range(0, len(trips.sites), LANES)
    benches = [work.bench() for _ in range(_hands(work, len(begins), cores))]
    with ThreadPoolExecutor(len(benches)) as pool:
        running = deque(
            pool.submit(work.block, begin, bench)
            for begin, bench in zip(begins, benches, strict=False)
        )
        for number, begin in enumerate(begins):
            yield begin, running.popleft().result()
            following = number + len(benches)
            if following < len(begins):
                bench = benches[following % len(benches)]
                running.append(pool.submit(work.block, begins[following], bench))


def _hands(work: _Work, blocks: int, cores: int | None) -> int:
    if cores is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    room = _HELD_BYTES // (4 * LANES * max(1, len(work.above)))
    return max(1, min(cores or 1, blocks, room))


class _Bench:
    """What one core writes on, block after block."""

    def __init__(self, vertices: int, rows: int, origins: int) -> None:
        self.reached = np.full(vertices, NEVER, dtype=np.uint32)
        self.table = np.empty((rows, LANES), dtype=np.uint32)
        self.is_met = np.zeros(rows, dtype=np.bool_)
        self.seconds = np.empty((origins, LANES), dtype=np.uint16)


class _Work:
    """Trips made ready for a hierarchy: origins in the order of their rows, sites by rank."""

    def __init__(self, hierarchy: Hierarchy, trips: Trips) -> None:
        self.hierarchy, self.trips = hierarchy, trips
        rank = hierarchy.topology.rank
        self.above = Above.of(hierarchy.up, rank[trips.origins.ends.ravel()])
        rows = self.above.row[rank[trips.origins.ends]]
        self.starts = by_row(rows, trips.origins.legs, trips.group, len(self.above))
        self.site_ends = rank[trips.sites.ends]

    def bench(self) -> _Bench:
        vertices = len(self.hierarchy.topology.rank)
        return _Bench(vertices, len(self.above), len(self.starts.place))

    def block(self, begin: int, bench: _Bench) -> NDArray[np.uint16]:
        trips, down, above = self.trips, self.hierarchy.down, self.above
        some = slice(begin, min(begin + LANES, len(trips.sites)))
        climb(
            self.hierarchy.topology.parent,
            down,
            above.row,
            self.site_ends[some],
            trips.sites.legs[some],
            bench.reached,
            bench.table,
            bench.is_met,
        )
        _sweep(above.arcs, bench.table, bench.is_met)
        reason = np.zeros((len(trips.reason), LANES), dtype=np.uint16)
        reason[:, : some.stop - begin] = trips.reason[:, some]
        _to_seconds(
            bench.table,
            self.starts,
            reason,
            trips.bits,
            trips.cutoff_s,
            bench.seconds,
        )
        block = bench.seconds[:, : some.stop - begin]
        trips.shorten(block, begin)
        return block
