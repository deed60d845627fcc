"""A study's streets as arrays, built once and shared by all modes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.travel.mode_network import ModeNetwork
from geoaccess.travel.numbering import numbered_by_place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.modes import Mode

__all__ = ["Network"]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Segments between nodes, with their length and the way they belong to.

    Attributes
    ----------
    streets
        What it was built of, the nodes numbered by where they lie.
    length
        Metres of each segment.
    way_length
        Metres of each way.

    Examples
    --------
    >>> import numpy as np
    >>> from geoaccess.sources.streets import Streets
    >>> network = Network.build(
    ...     Streets(
    ...         node_x=np.array([0.0, 3.0]),
    ...         node_y=np.array([0.0, 4.0]),
    ...         way_tags=({"highway": "residential"},),
    ...         segment_from=np.array([0]),
    ...         segment_to=np.array([1]),
    ...         segment_way=np.array([0]),
    ...     )
    ... )
    >>> network.length.tolist()
    [5.0]
    """

    streets: Streets
    length: NDArray[np.float64]
    way_length: NDArray[np.float64]
    _of_mode: dict[Mode, ModeNetwork] = field(default_factory=dict, repr=False)

    @classmethod
    def build(cls, streets: Streets) -> Self:
        """Number the nodes by where they lie, and measure the segments."""
        return cls.of(numbered_by_place(streets))

    @classmethod
    def of(cls, streets: Streets) -> Self:
        """Measure the segments, and leave the nodes as they are."""
        start, end = streets.segment_from, streets.segment_to
        length = np.hypot(
            streets.node_x[end] - streets.node_x[start],
            streets.node_y[end] - streets.node_y[start],
        )
        way_length = np.bincount(
            streets.segment_way, weights=length, minlength=len(streets.way_tags)
        ).astype(np.float64)
        for array in (length, way_length):
            array.setflags(write=False)
        return cls(streets, length, way_length)

    def of_mode(self, mode: Mode) -> ModeNetwork:
        """What of it a mode may use, and how fast; worked out at the first asking."""
        if mode not in self._of_mode:
            self._of_mode[mode] = ModeNetwork.build(
                self.streets, self.length, self.way_length, mode
            )
        return self._of_mode[mode]
