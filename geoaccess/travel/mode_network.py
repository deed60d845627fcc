"""What one mode may use of the streets, how long it takes, and which parts hang together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from geoaccess.travel.access_rules import is_passable
from geoaccess.travel.overlaid import Overlaid
from geoaccess.travel.parts import part_of_segment
from geoaccess.travel.tag_values import duration_seconds
from geoaccess.travel.turns import Crossings, Drawn
from geoaccess.travel.waits import Waits
from geoaccess.travel.way_speed import WaySpeed, way_speed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Streets
    from geoaccess.travel.modes import Mode

__all__ = ["ModeNetwork", "fastest_arcs"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ModeNetwork:
    """Segments with seconds per direction, and the parts a trip can start and end in.

    A segment runs from vertex `start` to vertex `end`. Vertices are the streets' nodes, and after
    them one for each segment end at a barrier the mode does not get past: streets reach the
    barrier from both sides and are not joined there. Where a turn is forbidden, streets are
    entered from other vertices than they arrive at (`Crossings`).

    Attributes
    ----------
    start, end
        Vertices from which each segment is entered, as drawn and against it.
    crossings
        Where it arrives, and which turns are allowed.
    forward, backward
        Seconds along each segment as drawn and against it; infinite where closed. Segments
        between the same two vertices lie on each other and share the fastest.
    waits
        Seconds waited besides where a segment arrives at signals or a sign.
    x, y
        Where each vertex lies (metres).
    part_of_vertex
        Strongly connected part of each vertex: within a part one gets from everywhere to
        everywhere.
    part_of_segment
        The part in which a trip can start and end on each segment; -1 where there is none.
    part_km
        Length of the streets of each part that a trip can start or end on.
    snappable
        Segments a trip can start or end on: streets, not ferries, in a part that is large enough;
        of segments that lie on each other the first.
    ways
        Speeds of each way.
    no_duration
        Which ways are ferries that do not say how long they take.
    without_length
        How many open segments have no length.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    waits: Waits
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    crossings: Crossings
    part_of_vertex: NDArray[np.int64]
    part_of_segment: NDArray[np.int64]
    part_km: NDArray[np.float64]
    snappable: NDArray[np.bool_]
    ways: tuple[WaySpeed, ...]
    no_duration: NDArray[np.bool_]
    without_length: int

    @classmethod
    def build(
        cls,
        streets: Streets,
        length: NDArray[np.float64],
        way_length: NDArray[np.float64],
        mode: Mode,
    ) -> Self:
        """Apply a mode's rules to streets whose segments and ways have these lengths (metres)."""
        ways = _way_speeds(streets, mode)
        duration = _durations(streets, ways)
        start, end, node = _vertices(streets, mode)
        forward, backward = (
            _seconds(streets, length, way_length, speeds, duration, mode.network.shortest_s)
            for speeds in (
                np.array([way.forward for way in ways], dtype=np.float64),
                np.array([way.backward for way in ways], dtype=np.float64),
            )
        )
        is_open = np.isfinite(forward) | np.isfinite(backward)
        overlaid = Overlaid.of(start, end)
        waits = Waits.of(streets, mode, forward, backward, overlaid)
        forward, backward = overlaid.fastest(forward, backward)
        drawn = Drawn(
            start=start,
            end=end,
            forward=forward,
            backward=backward,
            street=overlaid.street,
            vertices=len(node),
        )
        crossings = Crossings.of(drawn, streets, mode)
        is_ferry = np.array([way.is_ferry for way in ways], dtype=np.bool_)[streets.segment_way]
        is_start = np.array([way.is_start for way in ways], dtype=np.bool_)[streets.segment_way]
        within = is_open & is_start & ~is_ferry
        part, of_segment = _parts(crossings, drawn, np.where(within, length / 1000, 0.0))
        within &= of_segment >= 0
        parts = int(max(part.max(), of_segment.max(initial=-1))) + 1
        part_km = np.bincount(
            of_segment[within], weights=length[within] / 1000, minlength=parts
        ).astype(np.float64)
        roomy = part_km >= mode.network.min_part_km
        roomy[np.argmax(part_km)] = True
        return cls(
            start=crossings.start,
            end=crossings.end,
            forward=forward,
            backward=backward,
            waits=waits,
            x=streets.node_x[node][crossings.vertex],
            y=streets.node_y[node][crossings.vertex],
            crossings=crossings,
            part_of_vertex=part.astype(np.int64),
            part_of_segment=of_segment,
            part_km=part_km,
            snappable=overlaid.first_of(within & roomy[of_segment]),
            ways=ways,
            no_duration=np.array([way.is_ferry and way.is_open for way in ways])
            & np.isnan(duration),
            without_length=int((is_open & (length == 0)).sum()),
        )

    @property
    def vertices(self) -> int:
        """How many there are."""
        return len(self.x)

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Which segments the mode may use in some direction."""
        return np.isfinite(self.forward) | np.isfinite(self.backward)

    @cached_property
    def is_alone(self) -> NDArray[np.bool_]:
        """Which segments are of a part, but of one without vertices; see `part_of_segment`."""
        is_alone: NDArray[np.bool_] = self.part_of_segment > self.part_of_vertex.max(initial=-1)
        return is_alone

    @property
    def _whole(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Seconds along and against each segment, and past what it arrives at."""
        return self.forward + self.waits.forward, self.backward + self.waits.backward

    @property
    def arcs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Tail, head and seconds of every arc: segments along and against, and turns."""
        return _arcs(self.crossings, *self._whole, closed=True)

    @property
    def links(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Ends of all arcs, those that only differ in their direction once."""
        at = self.crossings
        apart = (at.start_in != at.start) | (at.end_in != at.end)
        return (
            np.concatenate([at.start, at.end[apart], at.turn_tail]),
            np.concatenate([at.end_in, at.start_in[apart], at.turn_head]),
        )

    @cached_property
    def backward_arcs(self) -> csr_array:
        """Seconds from vertex to vertex with every arc turned round: from sites to origins."""
        tail, head, seconds = _arcs(self.crossings, *self._whole)
        return fastest_arcs(head, tail, seconds, self.vertices)

    @cached_property
    def _parts_graph(self) -> csr_array:
        arcs = self.backward_arcs.T.tocoo()
        here, there = self.part_of_vertex[arcs.coords[0]], self.part_of_vertex[arcs.coords[1]]
        leaves = here != there
        return fastest_arcs(
            here[leaves], there[leaves], np.ones(int(leaves.sum())), len(self.part_km)
        )

    def parts_beyond(self, part: int) -> frozenset[int]:
        """Parts that can be reached from a part, itself among them."""
        reached = breadth_first_order(self._parts_graph, part, return_predecessors=False)
        return frozenset(map(int, reached))


def fastest_arcs(
    start: NDArray[np.int64], end: NDArray[np.int64], seconds: NDArray[np.float64], vertices: int
) -> csr_array:
    """Square matrix of seconds; of several arcs between two vertices the fastest.

    Examples
    --------
    >>> import numpy as np
    >>> two = fastest_arcs(np.array([0, 0]), np.array([1, 1]), np.array([9.0, 4.0]), 2)
    >>> two.toarray().tolist()
    [[0.0, 4.0], [0.0, 0.0]]
    """
    pair = start * vertices + end
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    fastest = np.minimum.reduceat(seconds[order], first) if len(first) else seconds[:0]
    row, column = np.divmod(pair[first], max(vertices, 1))
    begins = np.searchsorted(row, np.arange(vertices + 1))
    return csr_array(
        (fastest, column.astype(np.int32), begins.astype(np.int32)), shape=(vertices, vertices)
    )


def _arcs(
    crossings: Crossings,
    forward: NDArray[np.float64],
    backward: NDArray[np.float64],
    *,
    closed: bool = False,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Tail, head and seconds of the arcs that are open, or of all."""
    turns = len(crossings.turn_tail)
    tail = np.concatenate([crossings.start, crossings.end, crossings.turn_tail])
    head = np.concatenate([crossings.end_in, crossings.start_in, crossings.turn_head])
    seconds = np.concatenate([forward, backward, np.zeros(turns)])
    usable = np.isfinite(seconds) | closed
    return tail[usable], head[usable], seconds[usable]


def _parts(
    crossings: Crossings, drawn: Drawn, km: NDArray[np.float64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The part of each vertex, within which one gets from any to any; and that of each segment."""
    tail, head, seconds = _arcs(crossings, drawn.forward, drawn.backward)
    arcs = fastest_arcs(tail, head, seconds, len(crossings.vertex))
    _, part = connected_components(arcs, directed=True, connection="strong")
    return part, part_of_segment(part, arcs, crossings, drawn, km)


def _way_speeds(streets: Streets, mode: Mode) -> tuple[WaySpeed, ...]:
    # Ways with the same tags share one mapping; it is looked at once.
    known: dict[int, WaySpeed] = {}
    for tags in streets.way_tags:
        if id(tags) not in known:
            known[id(tags)] = way_speed(tags, mode)
    return tuple(known[id(tags)] for tags in streets.way_tags)


def _durations(streets: Streets, ways: Iterable[WaySpeed]) -> NDArray[np.float64]:
    """Seconds a ferry says it takes, for the whole way; NaN where it does not."""
    said = [
        duration_seconds(tags.get("duration", "")) if way.is_ferry else None
        for tags, way in zip(streets.way_tags, ways, strict=True)
    ]
    return np.array([np.nan if each is None else each for each in said], dtype=np.float64)


def _vertices(
    streets: Streets, mode: Mode
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Ends of the segments, taken apart at barriers the mode does not get past; node of each."""
    closed = np.zeros(len(streets.node_x), dtype=np.bool_)
    for node, tags in streets.node_barrier.items():
        closed[node] = not is_passable(tags, mode)
    start, end = streets.segment_from.copy(), streets.segment_to.copy()
    node_of_vertex = [np.arange(len(streets.node_x))]
    vertices = len(streets.node_x)
    for ends in (start, end):
        apart = np.flatnonzero(closed[ends])
        node_of_vertex.append(ends[apart])
        ends[apart] = vertices + np.arange(len(apart))
        vertices += len(apart)
    return start, end, np.concatenate(node_of_vertex)


def _seconds(
    streets: Streets,
    length: NDArray[np.float64],
    way_length: NDArray[np.float64],
    speeds: NDArray[np.float64],
    duration: NDArray[np.float64],
    shortest: float,
) -> NDArray[np.float64]:
    """Seconds per segment; a ferry's stated crossing time is spread along its way."""
    way = streets.segment_way
    speed = speeds[way]
    segments = np.bincount(way, minlength=len(way_length))[way]
    whole = way_length[way]
    share = np.divide(length, whole, out=1 / segments, where=whole > 0)
    at_speed = np.divide(length, speed, out=np.full(len(length), np.inf), where=speed > 0)
    seconds = np.where(np.isnan(duration[way]) | (speed == 0), at_speed, duration[way] * share)
    return np.maximum(seconds, shortest)
