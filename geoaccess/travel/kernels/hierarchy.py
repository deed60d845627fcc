"""A network as a hierarchy that answers for many sites: its order, its shortcuts, their units.

The order depends on how the streets hang together and where they lie. It is kept on disk by a
digest of just that, so that other speeds, a closed street and the next run find it made.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.paths import cache_folder
from geoaccess.travel.kernels.customisation import Arcs, customise
from geoaccess.travel.kernels.dissection import dissect
from geoaccess.travel.kernels.elimination import Topology
from geoaccess.travel.kernels.units import to_units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["Hierarchy", "kept_order"]

logger = logging.getLogger(__name__)

# Counts up when `dissect` gives other orders: old ones stay right, but are not what it gives.
_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hierarchy:
    """Vertices in an order, and the arcs that fastest ways climb and descend.

    Attributes
    ----------
    topology
        The order and the shortcuts it may need: the same for all speeds.
    up, down
        Arcs from lower to higher rank, with the units that way and the other way.
    """

    topology: Topology
    up: Arcs
    down: Arcs

    @classmethod
    def of(cls, network: ModeNetwork, bits: int, *, folder: Path | None = None) -> Self:
        """Order a network's vertices, or find that done, and put its speeds on them.

        Parameters
        ----------
        network
            What a mode may use. Closed streets are in the order too: they may open again.
        bits
            Units of a second, as a power of two.
        folder
            Where orders are kept; the user's cache, if not said.
        """
        start, end = network.links
        tail, head, seconds = network.arcs
        rank = kept_order(start, end, network.x, network.y, folder=folder)
        return cls.build(
            Topology.build(start, end, rank),
            tail,
            head,
            to_units(seconds, bits),
        )

    @classmethod
    def build(
        cls,
        topology: Topology,
        tail: NDArray[np.int64],
        head: NDArray[np.int64],
        units: NDArray[np.uint32],
    ) -> Self:
        """Put speeds on a topology; see `customise`."""
        up, down = customise(topology, tail, head, units)
        return cls(topology=topology, up=up, down=down)


def kept_order(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    folder: Path | None = None,
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
    return rank


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
