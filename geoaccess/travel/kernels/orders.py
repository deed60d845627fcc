"""Orders of vertices that are kept on disk, and thrown away when they take too much room.

The order depends on how the streets hang together and where they lie. It is kept by a digest of
just that, so that other speeds, a closed street and the next run find it made.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.paths import cache_folder
from geoaccess.travel.kernels.dissection import dissect

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST_BYTES", "kept_order", "prune"]

logger = logging.getLogger(__name__)

# Counts up when `dissect` gives other orders: old ones stay right, but are not what it gives.
_VERSION = 1
# A hundred orders of a million vertices.
MOST_BYTES = 400_000_000
_LEFT_BEHIND_S = 24 * 3600


def kept_order(
    start: NDArray[np.integer],
    end: NDArray[np.integer],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    folder: Path | None = None,
    most_bytes: int = MOST_BYTES,
) -> NDArray[np.int32]:
    """Rank of each vertex: read where it was kept, else worked out and kept; see `dissect`."""
    digest = hashlib.blake2b(f"order {_VERSION} {len(x)} {len(start)}".encode(), digest_size=16)
    for array in (start, end, x, y):
        digest.update(np.ascontiguousarray(array).data)
    file = (folder or cache_folder() / "orders") / f"{digest.hexdigest()}.npy"
    rank = _read(file, len(x))
    if rank is None:
        rank = dissect(start, end, x, y)
        _keep(file, rank)
        prune(file.parent, most_bytes, spare=file)
    return rank


def prune(folder: Path, most_bytes: int, *, spare: Path | None = None) -> None:
    """Remove the orders not asked for longest, until the rest take no more than so many bytes.

    Parameters
    ----------
    folder
        Where orders are kept; what a killed process left half written there goes too.
    most_bytes
        How much the orders may take.
    spare
        The order that is kept however large it is: the one just made.
    """
    with contextlib.suppress(OSError):
        for rest in folder.glob("*.part"):
            if time.time() - rest.stat().st_mtime > _LEFT_BEHIND_S:
                rest.unlink(missing_ok=True)
    held = []
    for file in folder.glob("*.npy"):
        with contextlib.suppress(OSError):  # another process may remove them too
            told = file.stat()
            held.append((told.st_mtime, told.st_size, file))
    too_much = sum(size for _, size, _ in held) - most_bytes
    for _, size, file in sorted(held):
        if too_much <= 0:
            return
        if file != spare:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
                too_much -= size


def _read(file: Path, vertices: int) -> NDArray[np.int32] | None:
    """The order in a file, unless it is none: each rank once."""
    try:
        rank = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if rank.shape != (vertices,) or rank.dtype != np.int32:
        return None
    if vertices and not (rank.min() == 0 and (np.bincount(rank) == 1).all()):
        return None
    with contextlib.suppress(OSError):
        file.touch()  # asked for just now: the last to be removed
    order: NDArray[np.int32] = rank
    return order


def _keep(file: Path, rank: NDArray[np.int32]) -> None:
    """Write beside and move into place: another process never reads half an order."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                np.save(out, rank, allow_pickle=False)
            Path(beside).replace(file)
        except OSError:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as problem:
        logger.info("the order of the streets is not kept: %s", problem)
