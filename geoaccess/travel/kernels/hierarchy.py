"""A network as a hierarchy that answers for many sites: its order, its shortcuts, their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from geoaccess.travel.kernels.customisation import Arcs, customise
from geoaccess.travel.kernels.elimination import Topology
from geoaccess.travel.kernels.orders import kept_order
from geoaccess.travel.kernels.units import to_units

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork

__all__ = ["Hierarchy"]


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
