"""Which columns of times a folder keeps: each under the digest of all that its times depend on.

A column is the times from all origins of a tile to one of its sites. What else was asked for with
it, and in which order, is no matter: a file holds some columns of a tile and says which, and
whoever needs one finds it in any file of that tile. So a site more is a column more.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geoaccess import __version__
from geoaccess.travel.shard_files import digest_of, read_arrays, write_arrays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.travel.shard_files import Arrays

    Keys = NDArray[np.bytes_]
    Columns = tuple[Keys, NDArray[np.uint16]]

__all__ = [
    "column_keys",
    "kept_columns",
    "read_columns",
    "shard_digest",
    "tile_name",
    "write_columns",
]

# Counts up when the same input gives another file.
_VERSION = 2
_KEY = np.dtype("S32")


def tile_name(held: Arrays) -> str:
    """What tells a tile from all others: its network, its origins, the units they are counted in.

    Parameters
    ----------
    held
        The tile as arrays.
    """
    return digest_of(held, _VERSION, __version__)


def column_keys(tile: str, sites: Arrays) -> Keys:
    """What tells the times to each site from all others; the same for two sites by one door.

    Parameters
    ----------
    tile
        Name of the tile.
    sites
        What of `Trips` is about sites: ``ends``, ``legs`` and ``reason``, and of pairs on one
        street ``row``, ``column``, rising, and ``seconds``.

    Examples
    --------
    Two sites by one door, and one that is a second farther from the street.

    >>> none = np.zeros(0, dtype=np.int64)
    >>> sites = {
    ...     "ends": np.array([[0, 1]] * 3),
    ...     "legs": np.array([[5, 6], [5, 6], [6, 7]]),
    ...     "reason": np.zeros((1, 3), dtype=np.uint16),
    ...     **dict.fromkeys(("row", "column", "seconds"), none),
    ... }
    >>> keys = column_keys("a tile", sites)
    >>> bool(keys[0] == keys[1]), bool(keys[0] == keys[2])
    (True, False)
    """
    begins = np.searchsorted(sites["column"], np.arange(len(sites["ends"]) + 1)).tolist()
    keys = [
        digest_of(
            {
                "ends": sites["ends"][site],
                "legs": sites["legs"][site],
                "reason": sites["reason"][:, site],
                "row": sites["row"][begin:end],
                "seconds": sites["seconds"][begin:end],
            },
            tile,
            _VERSION,
            __version__,
        )
        for site, (begin, end) in enumerate(pairwise(begins))
    ]
    return np.array(keys, dtype=_KEY)


def shard_digest(tile: str, keys: Keys) -> str:
    """What tells some columns of a tile, in this order, from all others."""
    return digest_of({"keys": keys}, tile)


def write_columns(folder: Path, tile: str, keys: Keys, seconds: NDArray[np.uint16]) -> str:
    """Write columns of a tile, and which they are; gives the digest that tells them.

    Parameters
    ----------
    folder, tile
        Where, and of which tile.
    keys, seconds
        ``(column,)`` and ``(origin, column)``.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    digest = shard_digest(tile, keys)
    write_arrays(_path(folder, tile, digest), digest, {"keys": keys, "seconds": seconds})
    return digest


def read_columns(folder: Path, tile: str, digest: str, rows: int) -> Columns | None:
    """The columns that were written together, from so many origins; None if they are not there."""
    path = _path(folder, tile, digest)
    keys = _keys(path, tile, digest)
    seconds = None if keys is None else _seconds(path, digest, (rows, len(keys)))
    return None if keys is None or seconds is None else (keys, seconds)


def kept_columns(
    folder: Path, tile: str, rows: int, is_asked: Callable[[Keys], bool]
) -> Iterator[Columns]:
    """Columns of a tile that a folder keeps, file by file, where any of a file's is asked for.

    Files that were of use are given the day as theirs: the oldest are those longest not asked for.

    Parameters
    ----------
    folder, tile
        Where, and of which tile.
    rows
        How many origins the tile has.
    is_asked
        Whether any of some columns is still asked for; told of each file when it is its turn.
    """
    for path in sorted(folder.glob(f"shard-{tile}-*.npz")):
        digest = path.stem.rpartition("-")[2]
        keys = _keys(path, tile, digest)
        if keys is None or not is_asked(keys):
            continue
        seconds = _seconds(path, digest, (rows, len(keys)))
        if seconds is not None:
            with suppress(OSError):
                path.touch()
            yield keys, seconds


def _path(folder: Path, tile: str, digest: str) -> Path:
    return folder / f"shard-{tile}-{digest}.npz"


def _keys(path: Path, tile: str, digest: str) -> Keys | None:
    """Which columns a file holds, if they are those that its name tells."""
    held = read_arrays(path, digest, ("keys",))
    if held is None or held["keys"].dtype != _KEY or shard_digest(tile, held["keys"]) != digest:
        return None
    return held["keys"]


def _seconds(path: Path, digest: str, shape: tuple[int, int]) -> NDArray[np.uint16] | None:
    held = read_arrays(path, digest, ("seconds",))
    if held is None or held["seconds"].dtype != np.uint16 or held["seconds"].shape != shape:
        return None
    return held["seconds"]
