"""Times that are not kept: handed on block by block, or boiled down to the nearest site."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel.kernels.choice import kernel_for
from geoaccess.travel.kernels.doors import Trips
from geoaccess.travel.kernels.nearest import nearest_seconds
from geoaccess.travel.needs import require_one_street
from geoaccess.travel.several import (
    Sharing,
    begins_place,
    least_reasons,
    one_column_each,
    write_least,
)
from geoaccess.travel.snapping import snap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.blocks import Sweep
    from geoaccess.travel.kernels.search import Search
    from geoaccess.travel.kernels.short import Short
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places

__all__ = [
    "OnStreets",
    "nearest_sites",
    "sites_within",
    "stream_times",
    "time_to_nearest",
    "weighted_sums",
]


# How many numbers a cell of times can hold.
_NUMBERS = 2**16


class OnStreets:
    """Origins and sites brought to the streets of a mode.

    Attributes
    ----------
    usable
        What of the network the mode may use.
    rows, columns
        Which origins and which sites got onto it, rising: each as many times as there are streets
        about as near to it.
    trips
        Between those streets; None where there are no origins or no sites.
    """

    def __init__(self, network: Network, mode: Mode, origins: Places, sites: Places) -> None:
        """Snap both; see `snap`.

        Raises
        ------
        LimitError
            If pairs on one street would not fit in memory.
        """
        self.usable: ModeNetwork = network.of_mode(mode)
        leaving = snap(origins, network.streets, self.usable, mode)
        arriving = snap(sites, network.streets, self.usable, mode)
        self.rows, self.columns = leaving.place, arriving.place
        self.trips: Trips | None = None
        if len(self.rows) and len(self.columns):
            require_one_street(leaving, arriving)
            self.trips = Trips.between(leaving, arriving, self.usable, mode)

    @cached_property
    def has_several(self) -> bool:
        """Whether any origin or site has more than one street."""
        return not (begins_place(self.rows).all() and begins_place(self.columns).all())

    @cached_property
    def _kernel(self) -> Search | Short | Sweep | None:
        return None if self.trips is None else kernel_for(self.usable, self.trips)

    @property
    def order(self) -> NDArray[np.int64]:
        """Which origin each row of a block is; rows of the same origin are the same."""
        return self.rows if self._kernel is None else self.rows[self._kernel.order]

    def blocks(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint16]]]:
        """Places of some sites among all, and seconds to them by `order`, until all had a turn."""
        if self._kernel is None:
            return
        if not self.has_several:
            for begin, block in self._kernel.blocks():
                yield self.columns[begin : begin + block.shape[1]], block
            return
        share = Sharing(self.order)
        for columns, block in one_column_each(self._kernel.blocks(), self.columns):
            share(block)
            yield columns, block

    def fill(self, seconds: NDArray[np.uint16]) -> Iterator[int]:
        """Write the times between what is on the streets, and say of how many sites now."""
        if self.has_several:
            for columns, block in self.blocks():
                seconds[np.ix_(self.order, columns)] = block
                yield len(columns)
        elif self._kernel is not None:
            yield from self._kernel.fill(seconds, self.rows, self.columns)

    def put(
        self,
        seconds: NDArray[np.uint16],
        rows: NDArray[np.int64],
        columns: NDArray[np.int64],
        times: NDArray[np.uint16],
    ) -> None:
        """Write times between some of `rows` and `columns`, told by their numbers, if less."""
        where = self.rows[rows], self.columns[columns]
        if self.has_several:
            write_least(seconds, *where, times)
        else:
            seconds[np.ix_(*where)] = times

    def reasons(
        self,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
        """Origins, sites, and why there is no time between them; see `least_reasons`."""
        assert self.trips is not None
        return least_reasons(self.trips, self.rows, self.columns)

    def columns_off(self, sites: int) -> NDArray[np.int64]:
        """Which of so many sites did not get onto the streets, or have nobody to come from."""
        return np.setdiff1d(np.arange(sites), self.columns if self.trips is not None else [])


def stream_times(
    network: Network, mode: Mode, origins: Places, sites: Places
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint16]]]:
    """Hand on the times of `travel_times` some sites at a time.

    Yields
    ------
    tuple
        Places of the sites among `sites`, and seconds ``(origin, site)`` with the reasons of
        `Status`. Each site comes once: those on the streets in their order, then those that are
        not. The seconds are written over when the next are asked for.
    """
    on = OnStreets(network, mode, origins, sites)
    whole = np.full((len(origins), 0), Status.NOT_SNAPPED, dtype=np.uint16)
    for columns, block in on.blocks():
        if whole.shape[1] < block.shape[1]:
            whole = np.full((len(origins), block.shape[1]), Status.NOT_SNAPPED, np.uint16)
        whole[on.order, : block.shape[1]] = block
        yield columns, whole[:, : block.shape[1]]
    off = on.columns_off(len(sites))
    if len(off):
        yield off, np.full((len(origins), len(off)), Status.NOT_SNAPPED, dtype=np.uint16)


def time_to_nearest(
    network: Network, mode: Mode, origins: Places, sites: Places
) -> NDArray[np.uint16]:
    """Seconds to the nearest site, ``(origin,)``: the least of each row of `travel_times`.

    `Status.NO_DATA` where there are no sites at all.
    """
    nothing = Status.NOT_SNAPPED if len(sites) else Status.NO_DATA
    seconds = np.full(len(origins), nothing, dtype=np.uint16)
    on = OnStreets(network, mode, origins, sites)
    if on.trips is not None:
        np.minimum.at(seconds, on.rows, nearest_seconds(on.usable, on.trips))
    return seconds


def nearest_sites(
    network: Network, mode: Mode, origins: Places, sites: Places
) -> tuple[NDArray[np.uint16], NDArray[np.int64]]:
    """Seconds to the nearest site as `time_to_nearest`, and its place among `sites`.

    Of equally near sites the first; -1 where no site has a time.
    """
    from geoaccess.travel.kernels.consumers import keep_nearest  # noqa: PLC0415 -- loads numba

    on = OnStreets(network, mode, origins, sites)
    nothing = Status.NOT_SNAPPED if len(sites) else Status.NO_DATA
    seconds = np.full(len(origins), nothing, dtype=np.uint16)
    site = np.full(len(origins), -1, dtype=np.int64)
    near, which = seconds[on.order], site[on.order]
    for columns, block in on.blocks():
        keep_nearest(block, columns, near, which)
    seconds[on.order], site[on.order] = near, which
    site[seconds > LONGEST_SECONDS] = -1
    return seconds, site


def sites_within(
    network: Network, mode: Mode, origins: Places, sites: Places, limits_s: Sequence[int]
) -> NDArray[np.int64]:
    """How many sites are within each of these seconds (``<=``), ``(origin, limit)``."""
    from geoaccess.travel.kernels.consumers import count_within  # noqa: PLC0415 -- loads numba

    limits = np.minimum(np.asarray(limits_s, dtype=np.int64), LONGEST_SECONDS)
    on = OnStreets(network, mode, origins, sites)
    counts = np.zeros((len(origins), len(limits)), dtype=np.int64)
    near = counts[on.order]
    for _, block in on.blocks():
        count_within(block, limits, near)
    counts[on.order] = near
    return counts


def weighted_sums(
    network: Network,
    mode: Mode,
    origins: Places,
    sites: Places,
    table: NDArray[np.float64],
    values: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Sum of weight times value over the sites in reach, ``(origin,)``.

    Parameters
    ----------
    network, mode, origins, sites
        As in `travel_times`.
    table
        ``(65536,)``: the weight of each number of seconds; those of `Status` must be zero.
    values
        ``(site,)``: of each site, its supply for instance.
    """
    from geoaccess.travel.kernels.consumers import add_weights  # noqa: PLC0415 -- loads numba

    if len(table) != _NUMBERS or table[LONGEST_SECONDS + 1 :].any():
        raise ValueError("a weight for each of 65,536 numbers of seconds, and none for a reason")
    on = OnStreets(network, mode, origins, sites)
    sums = np.zeros(len(origins))
    reached = sums[on.order]
    for columns, block in on.blocks():
        add_weights(block, table, values[columns], reached)
    sums[on.order] = reached
    return sums
