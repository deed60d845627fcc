"""Seconds a mode waits at signals and signs, where a segment arrives at one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.sources.streets.signs import directions_of_sign, sign_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.overlaid import Overlaid

__all__ = ["Waits"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waits:
    """What is waited at the end of each segment, once whoever comes along it gets there.

    Attributes
    ----------
    forward, backward
        ``(segment,)`` seconds at its end, for those who go as it is drawn, and at its start.
    counted, unclear
        At how many nodes one waits, and at how many one would if the sign said for whom it is.
    """

    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    counted: int = 0
    unclear: int = 0

    @classmethod
    def none(cls, segments: int) -> Self:
        """Nobody waits anywhere; takes no memory."""
        nothing = np.broadcast_to(np.float64(0), segments)
        return cls(forward=nothing, backward=nothing)

    def of_segments(self, which: NDArray[np.bool_]) -> Self:
        """The same of some of the segments."""
        return replace(self, forward=self.forward[which], backward=self.backward[which])

    @classmethod
    def of(
        cls,
        streets: Streets,
        mode: Mode,
        forward: NDArray[np.float64],
        backward: NDArray[np.float64],
        overlaid: Overlaid,
    ) -> Self:
        """Where a mode waits on streets that it drives in so many seconds (infinite: closed).

        A stop or give-way sign that does not say for whom it is counts on a one-way street; on
        others nobody waits, and it is counted as unclear.
        """
        along, against = np.zeros((2, len(streets.node_x)))
        to, start = streets.segment_to, streets.segment_from
        waits_here = {
            node: seconds
            for node, tags in streets.node_sign.items()
            if (seconds := mode.junction_delays_s.get(sign_of(tags) or "", 0.0)) > 0
        }
        if not waits_here:
            return cls.none(len(to))
        unclear = [n for n in waits_here if directions_of_sign(streets.node_sign[n]) is None]
        both = np.logical_and(*map(np.isfinite, overlaid.fastest(forward, backward)))
        ends = np.concatenate([start[both], to[both]])
        is_two_way = {*ends[np.isin(ends, unclear)].tolist()}
        for node, seconds in waits_here.items():
            counts = node not in is_two_way
            one, other = directions_of_sign(streets.node_sign[node]) or (counts, counts)
            along[node], against[node] = seconds * one, seconds * other
        # Segments on each other are one street: whoever comes along it waits, whichever is drawn.
        waits = overlaid.fastest(
            np.where(np.isfinite(forward), -along[to], 0.0),
            np.where(np.isfinite(backward), -against[start], 0.0),
        )
        return cls(
            forward=-waits[0],
            backward=-waits[1],
            counted=len(waits_here) - len(is_two_way),
            unclear=len(is_two_way),
        )
