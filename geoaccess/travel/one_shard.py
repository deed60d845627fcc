"""A shard on its own: worked out from a tile's file and what there is to know of some sites.

All that it takes is the folder, so it is worked out anywhere that has it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.errors import OutputError
from geoaccess.travel.kept_columns import column_keys, shard_digest, write_columns
from geoaccess.travel.kernels.choice import kernel_for
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.shard_files import read_arrays, tile_file
from geoaccess.travel.tiles import for_kernels
from geoaccess.travel.turns import Crossings
from geoaccess.travel.waits import Waits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.travel.kept_columns import Keys
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.shard_files import Arrays
    from geoaccess.travel.tiles import Tile

__all__ = ["Shard", "compute_shard", "held_of", "in_this_process", "sites_of"]

_SEGMENTS = ("forward", "backward", "x", "y")
_ENDS = ("start", "end", "start_in", "end_in", "turn_tail", "turn_head")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shard:
    """Times to be worked out: from all origins of a tile to some of its sites.

    Attributes
    ----------
    digest
        Of the columns that come out; the name of the file they end up in has it.
    tile
        Name of the tile.
    sites
        What `Trips` says of the sites, and of pairs on one street; see `column_keys`.
    """

    digest: str
    tile: str
    sites: Arrays

    @classmethod
    def of(cls, tile: str, keys: Keys, sites: Arrays) -> Self:
        """The shard of some sites of a tile, whose columns have these keys."""
        return cls(digest=shard_digest(tile, keys), tile=tile, sites=sites)


def in_this_process(folder: Path, shards: Sequence[Shard]) -> Iterator[Shard]:
    """Work shards out here, one after another."""
    try:
        for shard in shards:
            compute_shard(folder, shard)
            yield shard
    finally:
        _loaded.cache_clear()


def compute_shard(folder: Path, shard: Shard) -> str:
    """Work one shard out and write its file; gives the digest of what it was made of, here.

    What a worker does: all it needs is the folder. The file stands under the digest as this
    process works it out, so that a worker with another version of geoaccess is found out.

    Raises
    ------
    OutputError
        If the folder does not hold the tile, or cannot be written.
    """
    network, trips = _loaded(folder, shard.tile)
    trips = replace(
        trips,
        sites=Doors(ends=shard.sites["ends"], legs=shard.sites["legs"]),
        reason=shard.sites["reason"],
        row=shard.sites["row"],
        column=shard.sites["column"],
        seconds=shard.sites["seconds"],
    )
    shape = len(trips.origins), len(trips.sites)
    seconds = np.empty(shape, dtype=np.uint16)
    deque(kernel_for(network, trips).fill(seconds, *map(np.arange, shape)), maxlen=0)
    return write_columns(folder, shard.tile, column_keys(shard.tile, shard.sites), seconds)


def sites_of(trips: Trips, which: NDArray[np.int64]) -> Arrays:
    """What there is to know of some sites, whose numbers rise."""
    place = np.full(len(trips.sites), -1, dtype=np.int64)
    place[which] = np.arange(len(which))
    theirs = place[trips.column] >= 0
    return {
        "ends": trips.sites.ends[which],
        "legs": trips.sites.legs[which],
        "reason": trips.reason[:, which],
        "row": trips.row[theirs],
        "column": place[trips.column[theirs]],
        "seconds": trips.seconds[theirs],
    }


def held_of(tile: Tile) -> Arrays:
    """A tile as arrays: its network, its origins, and what of the mode the times depend on."""
    network, trips = tile.network, tile.trips
    return {
        **{each: getattr(network, each) for each in _SEGMENTS},
        **{each: getattr(network.crossings, each) for each in _ENDS},
        "waits_forward": network.waits.forward,
        "waits_backward": network.waits.backward,
        "origin_ends": trips.origins.ends,
        "origin_legs": trips.origins.legs,
        "group": trips.group,
        "counted": np.array([trips.bits, trips.cutoff_s]),
    }


@lru_cache(maxsize=1)
def _loaded(folder: Path, name: str) -> tuple[ModeNetwork, Trips]:
    """A tile as it was written, with trips to no sites; kept for the next shard, hierarchy and all.

    The next shard most often has the same.
    """
    held = read_arrays(tile_file(folder, name), name)
    if held is None:
        raise OutputError.of("GA-O533", file=str(folder), tile=name)
    bits, cutoff_s = held["counted"].tolist()
    none = np.zeros(0, dtype=np.int64)
    network = for_kernels(
        Crossings(
            start=held["start"],
            end=held["end"],
            start_in=held["start_in"],
            end_in=held["end_in"],
            turn_tail=held["turn_tail"],
            turn_head=held["turn_head"],
            vertex=none,
            goal=none,
        ),
        waits=Waits(forward=held["waits_forward"], backward=held["waits_backward"]),
        **{each: held[each] for each in _SEGMENTS},
    )
    trips = Trips(
        origins=Doors(ends=held["origin_ends"], legs=held["origin_legs"]),
        sites=Doors(ends=np.zeros((0, 2), np.int32), legs=np.zeros((0, 2), np.uint32)),
        bits=bits,
        cutoff_s=cutoff_s,
        group=held["group"],
        reason=np.zeros((0, 0), dtype=np.uint16),
        row=none,
        column=none,
        seconds=none.astype(np.uint16),
    )
    return network, trips
