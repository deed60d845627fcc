"""In which part of a network a trip can start and end on a street: it gets away and back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.turns import Crossings

__all__ = ["part_of_segment"]


def part_of_segment(
    part: NDArray[np.int32],
    crossings: Crossings,
    forward: NDArray[np.float64],
    backward: NDArray[np.float64],
) -> NDArray[np.int64]:
    """The part that a trip gets to from a segment, and from which one gets onto it; -1 for none.

    Along or against a segment, or by one of its ends where it is open both ways: by the same
    vertex, or by turns.
    """
    start, end, start_in, end_in = (
        part[each]
        for each in (crossings.start, crossings.end, crossings.start_in, crossings.end_in)
    )
    along, against = np.isfinite(forward), np.isfinite(backward)
    found = np.full(len(start), -1, dtype=np.int64)
    for is_open, out, into in (
        (along & against, end_in, end),
        (along & against, start_in, start),
        (against, start_in, end),
        (along, end_in, start),
    ):
        found = np.where(is_open & (out == into), into, found)
    alone = np.flatnonzero(along & against & (found < 0))
    if len(alone) and len(crossings.turn_tail):
        found[alone] = _part_by_turns(part, crossings, alone)
    return found


def _part_by_turns(
    part: NDArray[np.int32], crossings: Crossings, segments: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The part that one turns into at an end of some segments, and from which one turns onto them.

    Of several the one with most vertices; -1 for none. So it is with a street that one cannot turn
    round on: whoever is on it can get away, but nobody comes through it.
    """
    onward, before = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    turns = crossings.turn_tail, crossings.turn_head
    for tail, head in zip(*(each.tolist() for each in turns), strict=True):
        onward[tail].add(int(part[head]))
        before[head].add(int(part[tail]))
    vertices = np.bincount(part)
    found = np.full(len(segments), -1, dtype=np.int64)
    for place, segment in enumerate(segments.tolist()):
        shared = (onward[int(crossings.end_in[segment])] & before[int(crossings.end[segment])]) | (
            onward[int(crossings.start_in[segment])] & before[int(crossings.start[segment])]
        )
        found[place] = max(shared, key=lambda each: int(vertices[each]), default=-1)
    return found
