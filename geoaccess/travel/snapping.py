"""From a place to the nearest point of a street that leads anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places

__all__ = ["Snapped", "snap"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapped:
    """Places on the network.

    Attributes
    ----------
    segment
        Where each place got to; -1 where no street is near enough.
    share
        How far along the segment as drawn, 0 to 1.
    metres
        Straight line between the place and that point; NaN where not snapped.
    """

    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    metres: NDArray[np.float64]

    @property
    def is_on(self) -> NDArray[np.bool_]:
        """Which places got onto the network."""
        return self.segment >= 0

    def of(self, which: NDArray[np.int64]) -> Snapped:
        """Some of the places."""
        return Snapped(
            segment=self.segment[which], share=self.share[which], metres=self.metres[which]
        )

    def leaving(self, network: ModeNetwork) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Seconds from each place's point to its segment's start and end vertex.

        What stands there is waited for by all but those who are there already.
        """
        waits, to_start, to_end = network.waits, self.share, 1 - self.share
        return (
            _part_of(network.backward, waits.backward, self.segment, to_start, to_start > 0),
            _part_of(network.forward, waits.forward, self.segment, to_end, to_end > 0),
        )

    def arriving(self, network: ModeNetwork) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Seconds from its segment's start and end vertex to each place's point.

        Who gets to a place at the far end waits for what stands there.
        """
        waits, from_start, from_end = network.waits, self.share, 1 - self.share
        return (
            _part_of(network.forward, waits.forward, self.segment, from_start, from_start == 1),
            _part_of(network.backward, waits.backward, self.segment, from_end, from_end == 1),
        )


def _part_of(
    seconds: NDArray[np.float64],
    waits: NDArray[np.float64],
    segment: NDArray[np.int64],
    share: NDArray[np.float64],
    waiting: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """A share of a segment's seconds; a point at its very end is there, one-way or not."""
    whole = seconds[segment]
    part = np.multiply(whole, share, out=np.zeros_like(whole), where=share > 0)
    return np.add(part, waits[segment], out=part, where=waiting)


def snap(places: Places, streets: Streets, network: ModeNetwork, mode: Mode) -> Snapped:
    """Bring places to the nearest snappable segment within the mode's `max_snap_m`.

    Of segments equally near the one first in the file is taken. A place on the end of a segment is
    at that node, whatever the segment's direction.
    """
    segment = np.full(len(places), -1, dtype=np.int64)
    share = np.zeros(len(places))
    metres = np.full(len(places), np.nan)
    candidates = np.flatnonzero(network.snappable)
    if len(candidates) and len(places):
        ends = _ends(streets, candidates)
        points = np.column_stack([places.x, places.y])
        lines = np.atleast_1d(np.asarray(shapely.linestrings(ends), dtype=np.object_))
        place, hit = shapely.STRtree(lines).query_nearest(
            shapely.points(points), max_distance=mode.max_snap_m, all_matches=True
        )
        order = np.lexsort((hit, place))
        place, hit = place[order], hit[order]
        first = np.ones(len(place), dtype=np.bool_)
        first[1:] = place[1:] != place[:-1]
        place, hit = place[first], hit[first]
        segment[place] = candidates[hit]
        share[place], metres[place] = _project(points[place], ends[hit])
    return Snapped(segment=segment, share=share, metres=metres)


def _ends(streets: Streets, segments: NDArray[np.int64]) -> NDArray[np.float64]:
    nodes = np.column_stack([streets.segment_from[segments], streets.segment_to[segments]])
    return np.stack([streets.node_x[nodes], streets.node_y[nodes]], axis=-1)


def _project(
    points: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share along each segment of the point on it that is nearest, and the distance to it."""
    start, along = ends[:, 0], ends[:, 1] - ends[:, 0]
    squared = (along**2).sum(axis=1)
    dot = ((points - start) * along).sum(axis=1)
    share = np.clip(np.divide(dot, squared, out=np.zeros_like(dot), where=squared > 0), 0, 1)
    foot = start + share[:, None] * along
    away = points - foot
    return share, np.hypot(away[:, 0], away[:, 1])
