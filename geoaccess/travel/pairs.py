"""The same times pair by pair, for modes that reach few of many sites: walking in a county."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.times import SparseTimes, Status
from geoaccess.travel.streams import OnStreets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places

__all__ = ["times_in_reach"]


def times_in_reach(network: Network, mode: Mode, origins: Places, sites: Places) -> SparseTimes:
    """Whole seconds from each origin to the sites it reaches within the cutoff.

    Memory and work go with the pairs that have a time, not with origins times sites. Parameters
    and reasons are those of `travel_times`, and so is every cell of `SparseTimes.to_dense`.
    """
    on = OnStreets(network, mode, origins, sites)
    if on.trips is None:
        none = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return _sparse(mode, origins, sites, *none, np.zeros(0, np.uint16), Status.NOT_SNAPPED)
    row, column, seconds = _timed(on)
    # Snapped origins are beyond the cutoff of what they do not reach; other reasons are told.
    told_row, told_column, told = _other_reasons(on, len(sites))
    rest = np.full(len(origins), Status.NOT_SNAPPED, dtype=np.uint16)
    rest[on.rows] = Status.BEYOND_CUTOFF
    return _sparse(
        mode,
        origins,
        sites,
        np.concatenate([row, told_row]),
        np.concatenate([column, told_column]),
        np.concatenate([seconds, told]),
        rest,
    )


def _timed(on: OnStreets) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Origin, site and seconds of the pairs that have a time; some several times."""
    from geoaccess.travel.kernels.bounded import backward_arcs  # noqa: PLC0415 -- loads numba
    from geoaccess.travel.kernels.reached import reached_pairs  # noqa: PLC0415 -- loads numba

    assert on.trips is not None
    trips = on.trips
    some = list(reached_pairs(backward_arcs(on.usable, trips.bits), trips))
    counts = np.concatenate([np.diff(pairs.begins) for pairs in some])
    column = np.repeat(np.arange(len(trips.sites)), counts)
    staying = np.flatnonzero(trips.seconds <= trips.cutoff_s)
    return (
        on.rows[np.concatenate([*(pairs.origin for pairs in some), trips.row[staying]])],
        on.columns[np.concatenate([column, trips.column[staying]])],
        np.concatenate([*(pairs.seconds for pairs in some), trips.seconds[staying]]),
    )


def _other_reasons(
    on: OnStreets, sites: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Pairs of snapped origins that no way joins, or whose site is not snapped."""
    near, near_sites, group, its = on.reasons()
    reason = np.full((len(its), sites), Status.NOT_SNAPPED, dtype=np.uint16)
    reason[:, near_sites] = its
    rows, columns, told = [], [], []
    for number, its_reasons in enumerate(reason):
        members = near[group == number]
        others = np.flatnonzero(its_reasons != Status.BEYOND_CUTOFF)
        rows.append(np.repeat(members, len(others)))
        columns.append(np.tile(others, len(members)))
        told.append(np.tile(its_reasons[others], len(members)))
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(told)


def _sparse(
    mode: Mode,
    origins: Places,
    sites: Places,
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    seconds: NDArray[np.uint16],
    rest: NDArray[np.uint16] | Status,
) -> SparseTimes:
    # Of a pair that comes several times the least: along one street or round, by one of several
    # streets, and a time before a reason for none. Seconds are the last sixteen bits.
    width = max(1, len(sites))
    told = np.sort((row * width + column) << 16 | seconds)
    told = told[np.diff(told >> 16, prepend=-1) > 0]
    row, column = np.divmod(told >> 16, width)
    return SparseTimes(
        mode.name,
        origins.ids,
        sites.ids,
        indptr=np.searchsorted(row, np.arange(len(origins) + 1)).astype(np.int64),
        columns=column.astype(np.int32),
        seconds=(told & 0xFFFF).astype(np.uint16),
        rest=np.broadcast_to(np.asarray(rest, dtype=np.uint16), len(origins)).copy(),
        cutoff=mode.cutoff_s,
    )
