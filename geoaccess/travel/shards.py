"""The times of `travel_times` in shards: a tile of the network and a block of sites at a time.

A shard is worked out on its own, anywhere, from two things: the tile's file in a folder, and what
there is to know of its sites. What comes out is written to the same folder under the digest of
what went in. So a run that was stopped goes on where it was, another run does only what is new,
and nobody takes up a shard of other streets, speeds or places.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geoaccess import __version__
from geoaccess.errors import OutputError
from geoaccess.times import Status, Times
from geoaccess.travel.kernels.choice import kernel_for
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.shard_files import (
    digest_of,
    only_run,
    read_arrays,
    shard_file,
    tile_file,
    write_arrays,
)
from geoaccess.travel.streams import OnStreets
from geoaccess.travel.tiles import for_kernels, tiles_of
from geoaccess.travel.turns import Crossings
from geoaccess.travel.waits import Waits

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places
    from geoaccess.travel.shard_files import Arrays
    from geoaccess.travel.tiles import Tile

    Run = Callable[[Path, Sequence["Shard"]], Iterator["Shard"]]

__all__ = ["Shard", "ShardWork", "compute_shard", "in_this_process", "sharded_times"]

# Counts up when the same input gives another file.
_VERSION = 1
_SEGMENTS = ("forward", "backward", "x", "y")
_ENDS = ("start", "end", "start_in", "end_in", "turn_tail", "turn_head")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shard:
    """Times to be worked out: from all origins of a tile to some of its sites.

    Attributes
    ----------
    digest
        Of all that the times depend on; also the name of the file they end up in.
    tile
        Digest of the tile: of its network and origins.
    sites
        What `Trips` says of the sites, and of pairs on one street.
    """

    digest: str
    tile: str
    sites: Arrays


def in_this_process(folder: Path, shards: Sequence[Shard]) -> Iterator[Shard]:
    """Work shards out here, one after another."""
    try:
        for shard in shards:
            compute_shard(folder, shard)
            yield shard
    finally:
        _loaded.cache_clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardWork:
    """How times are worked out in shards.

    Attributes
    ----------
    folder
        Where shards are kept, and read from if they are there. Made where it is missing, for its
        owner alone: while times are worked out, tiles tell where people live.
    run
        Who works shards out: this process one after another, or `geoaccess.travel.cluster`.
    sites_at_once
        How many sites a shard has at most. Counts from the first: sites added at the end leave
        the blocks before them as they were.
    """

    folder: Path
    run: Run = in_this_process
    sites_at_once: int = 512


def sharded_times(
    network: Network,
    mode: Mode,
    origins: Places,
    sites: Places,
    work: ShardWork,
    *,
    tiles: Sequence[Hashable] | None = None,
    told: Callable[[int], object] | None = None,
) -> Times:
    """Whole seconds from each origin to each site: to the bit those of `travel_times`.

    Parameters
    ----------
    network, mode, origins, sites
        As in `travel_times`.
    work
        Where shards are kept, and who works them out.
    tiles
        ``(origin,)``: origins with the same label share a tile, such as their county; the times
        are the same whatever they say. All are one tile, if not said.
    told
        Called with how many sites more are done, now and then.

    Raises
    ------
    OutputError
        If the folder cannot be written, another run works in it, or workers leave no shards
        there.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from geoaccess.sources.streets import Streets
    >>> from geoaccess.travel import Network, Places
    >>> from geoaccess.travel.modes import make_mode
    >>> street = Streets(
    ...     node_x=np.array([0.0, 6000.0]),
    ...     node_y=np.array([0.0, 0.0]),
    ...     way_tags=({"highway": "residential"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> home = Places(("home",), np.array([1000.0]), np.array([0.0]))
    >>> clinic = Places(("clinic",), np.array([2340.0]), np.array([0.0]))
    >>> asked = Network.build(street), make_mode("walk"), home, clinic
    >>> with TemporaryDirectory() as folder:
    ...     times = sharded_times(*asked, ShardWork(folder=Path(folder)))
    >>> int(times.seconds[0, 0])
    1000
    """
    on = OnStreets(network, mode, origins, sites)
    seconds = np.full((len(origins), len(sites)), Status.NOT_SNAPPED, dtype=np.uint16)
    told_sites = _Told(told, len(origins) * len(sites), len(sites))
    if on.trips is not None:
        # Whoever is not in a site's tile is out of its reach.
        near, near_sites, group, reason = on.reasons()
        seconds[np.ix_(near, near_sites)] = reason[group]
        labels = tiles if tiles is not None else [None] * len(origins)
        for rows, columns, times in _worked_out(tiles_of(on, mode, origins, labels), work):
            on.put(seconds, rows, columns, times)
            told_sites(times.size)
    told_sites.finish()
    return Times(mode.name, origins.ids, sites.ids, seconds, mode.cutoff_s)


_WorkedOut = tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.uint16]"]


def _worked_out(tiles: Iterable[Tile], work: ShardWork) -> Iterator[_WorkedOut]:
    """Origins, sites and times of shards: of those that are there, then of those worked out now.

    All tiles are written before the first is worked on: workers never wait for the next.
    """
    with only_run(work.folder):
        missing: dict[str, Shard] = {}
        # Two places at one door make shards that differ in nothing but whose they are.
        whose: dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = defaultdict(list)
        for tile in tiles:
            held = _held_of(tile)
            name = digest_of(held, _VERSION, __version__)
            before = len(missing)
            for shard, columns in _shards(tile, name, work.sites_at_once):
                times = _read(work.folder, shard, len(tile.rows))
                if times is None:
                    missing[shard.digest] = shard
                    whose[shard.digest].append((tile.rows, columns))
                else:
                    yield tile.rows, columns, times
            if len(missing) > before:
                write_arrays(tile_file(work.folder, name), name, held)
        for shard in work.run(work.folder, tuple(missing.values())):
            for rows, columns in whose.pop(shard.digest):
                times = _read(work.folder, shard, len(rows))
                if times is None:
                    raise OutputError.of("GA-O532", file=str(work.folder), shard=shard.digest)
                yield rows, columns, times
        if whose:
            msg = f"{len(whose)} shards were not worked out"
            raise RuntimeError(msg)


def compute_shard(folder: Path, shard: Shard) -> str:
    """Work one shard out and write its file; gives the digest of what it was made of, here.

    What a worker does: all it needs is the folder. The file stands under the digest as this
    process works it out, so that a worker with another version of geoaccess is found out.

    Raises
    ------
    OutputError
        If the folder does not hold the tile, or cannot be written.
    """
    digest = digest_of(shard.sites, shard.tile, _VERSION, __version__)
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
    write_arrays(shard_file(folder, digest), digest, {"seconds": seconds})
    return digest


def _shards(tile: Tile, name: str, sites_at_once: int) -> Iterator[tuple[Shard, NDArray[np.int64]]]:
    """Shards and their sites, block by block: of all sites so many, those that are the tile's."""
    trips = tile.trips
    block = tile.columns // sites_at_once
    for number in np.unique(block):
        begin, end = np.searchsorted(block, [number, number + 1])
        pairs = slice(*np.searchsorted(trips.column, [begin, end]))
        sites: Arrays = {
            "ends": trips.sites.ends[begin:end],
            "legs": trips.sites.legs[begin:end],
            "reason": np.ascontiguousarray(trips.reason[:, begin:end]),
            "row": trips.row[pairs],
            "column": trips.column[pairs] - begin,
            "seconds": trips.seconds[pairs],
        }
        digest = digest_of(sites, name, _VERSION, __version__)
        yield Shard(digest=digest, tile=name, sites=sites), tile.columns[begin:end]


def _held_of(tile: Tile) -> Arrays:
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


def _read(folder: Path, shard: Shard, rows: int) -> NDArray[np.uint16] | None:
    held = read_arrays(shard_file(folder, shard.digest), shard.digest)
    seconds = None if held is None else held.get("seconds")
    if seconds is None or seconds.shape != (rows, len(shard.sites["ends"])):
        return None
    return seconds if seconds.dtype == np.uint16 else None


class _Told:
    """Tells of pairs as so many sites, so that all tiles together make all sites."""

    def __init__(self, told: Callable[[int], object] | None, pairs: int, sites: int) -> None:
        self.told, self.pairs, self.sites = told, max(1, pairs), sites
        self.done = self.said = 0

    def __call__(self, pairs: int) -> None:
        self.done += pairs
        # Places with several streets are more pairs than those of places.
        self._say(min(self.sites, self.done * self.sites // self.pairs))

    def finish(self) -> None:
        self._say(self.sites)

    def _say(self, sites: int) -> None:
        if self.told is not None and sites > self.said:
            self.told(sites - self.said)
            self.said = sites
