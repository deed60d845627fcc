"""The times of `travel_times` in shards: a tile of the network and some sites at a time.

A shard is worked out on its own, anywhere, from two things: the tile's file in a folder, and what
there is to know of its sites. What comes out is written to the same folder, each site's column
under the digest of what it was made of. So a run that was stopped goes on where it was, another
run does only what is new (a site more is a column more), and nobody takes up times of other
streets, speeds or places.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import OutputError
from geoaccess.times import Status, Times
from geoaccess.travel.kept_columns import (
    column_keys,
    kept_columns,
    read_columns,
    tile_name,
)
from geoaccess.travel.one_shard import Shard, held_of, in_this_process, sites_of
from geoaccess.travel.shard_files import only_run, tile_file, write_arrays
from geoaccess.travel.streams import OnStreets
from geoaccess.travel.tiles import tiles_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.travel.kept_columns import Keys
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.network import Network
    from geoaccess.travel.places import Places
    from geoaccess.travel.tiles import Tile

    Run = Callable[[Path, Sequence[Shard]], Iterator[Shard]]

__all__ = ["ShardWork", "sharded_times"]


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
        How many sites a shard has at most.
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
    LimitError
        If pairs of places on one street do not fit in memory.

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
        # Two places at one door make tiles that differ in nothing but whose they are.
        whose: dict[str, list[_Wanted]] = defaultdict(list)
        for tile in tiles:
            held = held_of(tile)
            name = tile_name(held)
            wanted = _Wanted(tile, name)
            for kept in kept_columns(work.folder, name, wanted.origins, wanted.has_use_of):
                yield wanted.take(*kept)
            shards = [
                Shard.of(name, wanted.keys[some], sites_of(tile.trips, some))
                for some in wanted.missing(work.sites_at_once)
            ]
            for shard in shards:
                missing[shard.digest] = shard
                whose[shard.digest].append(wanted)
            if shards:
                write_arrays(tile_file(work.folder, name), name, held)
        for shard in work.run(work.folder, tuple(missing.values())):
            for wanted in whose.pop(shard.digest):
                made = read_columns(work.folder, shard.tile, shard.digest, wanted.origins)
                if made is None:
                    raise OutputError.of("GA-O532", file=str(work.folder), shard=shard.digest)
                yield wanted.take(*made)
        if whose:
            msg = f"{len(whose)} shards were not worked out"
            raise RuntimeError(msg)


class _Wanted:
    """The columns of a tile, each until it is taken from a file that has it."""

    def __init__(self, tile: Tile, name: str) -> None:
        self._rows, self._columns = tile.rows, tile.columns
        self.keys = column_keys(name, sites_of(tile.trips, np.arange(len(tile.columns))))
        self._is_open = np.ones(len(self.keys), dtype=np.bool_)

    @property
    def origins(self) -> int:
        """How many the tile has."""
        return len(self._rows)

    def has_use_of(self, keys: Keys) -> bool:
        """Whether any of these columns is still wanted."""
        return bool(np.isin(self.keys[self._is_open], keys).any())

    def take(self, keys: Keys, seconds: NDArray[np.uint16]) -> _WorkedOut:
        """Origins, sites and times of the columns that are among these and were still wanted."""
        place = {key: at for at, key in enumerate(keys.tolist())}
        at = np.array([place.get(key, -1) for key in self.keys.tolist()], dtype=np.int64)
        taken = np.flatnonzero(self._is_open & (at >= 0))
        self._is_open[taken] = False
        # A large table is not copied to have it again.
        is_all = np.array_equal(at[taken], np.arange(len(keys)))
        return self._rows, self._columns[taken], seconds if is_all else seconds[:, at[taken]]

    def missing(self, sites_at_once: int) -> Iterator[NDArray[np.int64]]:
        """Numbers of the sites still wanted, so many at a time; of those with one key the first."""
        numbers = np.flatnonzero(self._is_open)
        _, first = np.unique(self.keys[numbers], return_index=True)
        numbers = numbers[np.sort(first)]
        for begin in range(0, len(numbers), sites_at_once):
            yield numbers[begin : begin + sites_at_once]


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
