"""A network as a hierarchy that answers for many sites: its order, its shortcuts, their units.

Bends are taken together first (`chains`): the hierarchy is one of crossings, a third as many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.travel.kernels.chains import Chains
from geoaccess.travel.kernels.contraction import Contracted
from geoaccess.travel.kernels.customisation import Arcs, customise
from geoaccess.travel.kernels.elimination import Topology
from geoaccess.travel.kernels.orders import kept_order
from geoaccess.travel.kernels.units import to_units

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
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
    contracted
        The network without its bends, of which this is the hierarchy; None if it has them all.
    """

    topology: Topology
    up: Arcs
    down: Arcs
    contracted: Contracted | None = None

    @classmethod
    def of(cls, network: ModeNetwork, bits: int, *, folder: Path | None = None) -> Self:
        """Order a network's crossings, or find that done, and put its speeds on them.

        Parameters
        ----------
        network
            What a mode may use. Closed streets are in the order too: they may open again.
        bits
            Units of a second, as a power of two.
        folder
            Where orders are kept; the user's cache, if not said.
        """
        at = network.crossings
        # Who is at a crossing that fell apart is at none of the ends its streets have there: such
        # streets' other ends stay too, so that both ends of a place are left as they are.
        ends = (at.start, at.end, at.start_in, at.end_in)
        fell = (at.start != at.start_in) | (at.end != at.end_in)
        apart = np.concatenate([at.turn_tail, at.turn_head, *(each[fell] for each in ends)])
        chains = Chains.of(*network.links, network.vertices, fixed=apart)
        tail, head, seconds = network.arcs
        left = Contracted.of(chains, tail, head, to_units(seconds, bits))
        x, y = network.x[chains.vertices], network.y[chains.vertices]
        rank = kept_order(chains.start, chains.end, x, y, folder=folder)
        topology = Topology.build(chains.start, chains.end, rank)
        up, down = customise(topology, left.tail, left.head, left.units)
        return cls(topology=topology, up=up, down=down, contracted=left)

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

    def trips(self, trips: Trips) -> Trips:
        """Trips on the network, between the vertices of this hierarchy."""
        return trips if self.contracted is None else self.contracted.trips(trips)
