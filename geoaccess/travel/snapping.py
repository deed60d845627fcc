"""From a place to the nearest point of a street that leads anywhere, or of several as near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.travel.several import begins_place, rank_in_place

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places

__all__ = ["MOST_STREETS", "Snapped", "snap"]

MOST_STREETS = 4
"""So many streets are tried for a place at most: those nearest to it."""

# As near as coordinates of OpenStreetMap are to each other.
_HAIR_M = 0.01


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Snapped:
    """Places on the network: a row for each street that a place may set out on.

    Attributes
    ----------
    place
        Which place each row is of, rising, the nearest street first; places without a street near
        enough have no row.
    segment
        The street.
    share
        How far along the segment as drawn, 0 to 1.
    metres
        Straight line between the place and that point.
    """

    place: NDArray[np.int64]
    segment: NDArray[np.int64]
    share: NDArray[np.float64]
    metres: NDArray[np.float64]

    def of(self, which: NDArray[np.int64]) -> Snapped:
        """Some of the rows."""
        return Snapped(
            place=self.place[which],
            segment=self.segment[which],
            share=self.share[which],
            metres=self.metres[which],
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
    """Bring places to the nearest snappable segment, and to those about as near.

    About as near is at most `Mode.snap_tolerance_m` farther than the nearest, and within
    `Mode.max_snap_m`; of those the `MOST_STREETS` nearest, of segments equally near those first in
    the file. A place on the end of a segment is at that node, whatever the segment's direction.

    A segment of which the nearest point is the corner where it meets a nearer one is no other
    street: the place gets to the corner along the nearer one, unless that is one-way.
    """
    candidates = np.flatnonzero(network.snappable)
    if not (len(candidates) and len(places)):
        none = np.zeros(0, dtype=np.int64)
        return Snapped(place=none, segment=none, share=np.zeros(0), metres=np.zeros(0))
    ends = _ends(streets, candidates)
    points = np.column_stack([places.x, places.y])
    place, hit = _near(points, ends, mode)
    share, metres = _project(points[place], ends[hit])
    near = Snapped(place=place, segment=candidates[hit], share=share, metres=metres)
    if not begins_place(place).all():
        near = near.of(np.flatnonzero(~_at_a_corner(near, network)))
        near = near.of(np.flatnonzero(rank_in_place(near.place) < MOST_STREETS))
    return near


def _near(
    points: NDArray[np.float64], ends: NDArray[np.float64], mode: Mode
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of a place and a segment near enough to it, the nearest of each place first."""
    lines = np.atleast_1d(np.asarray(shapely.linestrings(ends), dtype=np.object_))
    spots = np.atleast_1d(np.asarray(shapely.points(points), dtype=np.object_))
    tree = shapely.STRtree(lines)
    (place, hit), metres = tree.query_nearest(
        spots, max_distance=mode.max_snap_m, return_distance=True, all_matches=True
    )
    if mode.snap_tolerance_m > 0 and len(place):
        found, first = np.unique(place, return_index=True)
        limit = np.minimum(metres[first] + mode.snap_tolerance_m, mode.max_snap_m)
        of_found, more = tree.query(spots[found], predicate="dwithin", distance=limit)
        both = np.concatenate([place, found[of_found]]) * len(lines) + np.concatenate([hit, more])
        place, hit = np.divmod(np.unique(both), len(lines))
        metres = shapely.distance(spots[place], lines[hit])
    order = np.lexsort((hit, metres, place))
    return place[order].astype(np.int64), hit[order].astype(np.int64)


def _at_a_corner(near: Snapped, network: ModeNetwork) -> NDArray[np.bool_]:
    """Rows whose point is a node that a nearer street of the place leads to as well."""
    vertex, segment = network.crossings.vertex, near.segment
    ends = vertex[network.start[segment]], vertex[network.end[segment]]
    here = np.where(near.share == 0, ends[0], np.where(near.share == 1, ends[1], -1))
    both_ways = np.isfinite(network.forward[segment]) & np.isfinite(network.backward[segment])
    rank = rank_in_place(near.place)
    is_corner = np.zeros(len(here), dtype=np.bool_)
    for lag in range(1, int(rank.max(initial=0)) + 1):
        row = np.flatnonzero((rank >= lag) & (here >= 0))
        other = row - lag
        leads_here = (ends[0][other] == here[row]) | (ends[1][other] == here[row])
        is_corner[row] |= (here[other] == here[row]) | (both_ways[other] & leads_here)
    return is_corner


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
    # Who is at a crossing sets out on all its streets; a hair's breadth along one is no different.
    hair = _HAIR_M / np.maximum(np.sqrt(squared), 2 * _HAIR_M)
    share = np.where(share < hair, 0.0, np.where(share > 1 - hair, 1.0, share))
    foot = start + share[:, None] * along
    away = points - foot
    return share, np.hypot(away[:, 0], away[:, 1])
