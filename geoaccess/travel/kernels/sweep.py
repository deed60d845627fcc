"""From the vertices of a hierarchy to 32 sites at once: one pass from the highest vertex down.

A fastest way to a site climbs the hierarchy and then descends to the site. So the sites' own
searches climb, against the way driven, and meet at high vertices what a single pass from the top
hands down: PHAST (Delling, Goldberg, Nowatzyk and Werneck 2011,
https://doi.org/10.1109/IPDPS.2011.89), here over the vertices above the origins only (RPHAST,
Delling, Goldberg and Werneck 2011, https://doi.org/10.4230/OASIcs.ATMOS.2011.52). Each vertex
holds the units to 32 sites side by side, so that an arc is read once for all of them; and a place
gets its seconds when the later of its two vertices has been passed, while that is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.starts import Starts

__all__ = ["LANES", "Above", "Answer", "climb", "sweep_plain"]

LANES = 32


class Answer(NamedTuple):
    """Where seconds are written, and what to write where there are none.

    Attributes
    ----------
    seconds
        ``(row, site)``, written.
    row
        Of each origin in the order of `Starts`, its row there.
    column
        Where the block's 32 columns begin.
    reason
        ``(group, lane)``: why there is no time.
    bits, cutoff_s
        As in `Trips`.
    """

    seconds: NDArray[np.uint16]
    row: NDArray[np.int32]
    column: int
    reason: NDArray[np.uint16]
    bits: int
    cutoff_s: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Above:
    """The vertices above the origins, from the highest down, with their arcs to earlier rows.

    Attributes
    ----------
    row
        Row of each rank; -1 where it is above no origin.
    arcs
        Of each row, heads as rows.
    """

    row: NDArray[np.int32]
    arcs: Arcs

    @classmethod
    def of(cls, up: Arcs, ranks: NDArray[np.int32]) -> Self:
        """Follow the arcs up from these ranks.

        Examples
        --------
        >>> first, head = np.array([0, 1, 2, 2]), np.array([2, 2], dtype=np.int32)
        >>> up = Arcs(first, head, np.array([5, 7], dtype=np.uint32))
        >>> Above.of(up, np.array([1], dtype=np.int32)).row.tolist()
        [-1, 1, 0]
        """
        marked = np.zeros(len(up.first) - 1, np.bool_)
        marked[ranks] = True
        row, arcs = _above(up, marked)
        return cls(row=row, arcs=arcs)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.arcs.first) - 1


@compiled
def _above(up: Arcs, marked: NDArray[np.bool_]) -> tuple[NDArray[np.int32], Arcs]:
    vertices = len(marked)
    rows, arcs = 0, 0
    for here in range(vertices):
        if marked[here]:
            rows += 1
            arcs += up.first[here + 1] - up.first[here]
            for arc in range(up.first[here], up.first[here + 1]):
                marked[up.head[arc]] = True
    row = np.full(vertices, -1, np.int32)
    first = np.zeros(rows + 1, np.int64)
    head = np.empty(arcs, np.int32)
    units = np.empty(arcs, np.uint32)
    rows, arcs = 0, 0
    for here in range(vertices - 1, -1, -1):
        if marked[here]:
            row[here] = rows
            for arc in range(up.first[here], up.first[here + 1]):
                head[arcs] = row[up.head[arc]]
                units[arcs] = up.units[arc]
                arcs += 1
            rows += 1
            first[rows] = arcs
    return row, Arcs(first, head, units)


@compiled
def climb(
    parent: NDArray[np.int32],
    down: Arcs,
    row: NDArray[np.int32],
    ends: NDArray[np.int32],
    legs: NDArray[np.uint32],
    reached: NDArray[np.uint32],
    table: NDArray[np.uint32],
    is_met: NDArray[np.bool_],
) -> None:
    """Search upwards from each site, and write what meets the origins' rows into the table.

    Parameters
    ----------
    parent
        Next vertex up the elimination tree.
    down
        Arcs driven down, to be climbed.
    row
        Of each rank, as `Above.row`.
    ends, legs
        ``(site, 2)``: ranks of the ends of each site's street, and units from there to its door.
    reached
        Of each rank `NEVER`, and so again afterwards.
    table, is_met
        Written: units by row and lane, and which rows hold any.
    """
    vertices = len(parent)
    for lane in range(len(ends)):
        one, other = ends[lane, 0], ends[lane, 1]
        reached[one] = min(reached[one], legs[lane, 0])
        reached[other] = min(reached[other], legs[lane, 1])
        while one < vertices or other < vertices:
            here = min(one, other)
            so_far = np.int64(reached[here])
            if so_far < NEVER:
                for arc in range(down.first[here], down.first[here + 1]):
                    above = down.head[arc]
                    reached[above] = min(np.int64(reached[above]), so_far + down.units[arc])
                place = row[here]
                if place >= 0:
                    if not is_met[place]:
                        is_met[place] = True
                        table[place, :] = NEVER
                    table[place, lane] = so_far
                reached[here] = NEVER
            if one == here:
                one = parent[one]
            if other == here:
                other = parent[other]


@compiled
def sweep_plain(
    arcs: Arcs,
    table: NDArray[np.uint32],
    is_met: NDArray[np.bool_],
    starts: Starts,
    answer: Answer,
) -> None:
    """Hand down from the top: each row takes what its arcs to earlier rows make shorter.

    Parameters
    ----------
    arcs
        As `Above.arcs`.
    table, is_met
        What the sites' searches wrote. All of the table is written; no row is met afterwards.
    starts
        The origins: the shorter way by both ends of their street, cut off to seconds.
    answer
        Where those go; beyond the cutoff the reason.
    """
    for here in range(len(arcs.first) - 1):
        if not is_met[here]:
            table[here, :] = NEVER
        is_met[here] = False
        for arc in range(arcs.first[here], arcs.first[here + 1]):
            above, along = arcs.head[arc], arcs.units[arc]
            for lane in range(LANES):
                table[here, lane] = min(table[here, lane], np.uint32(table[above, lane] + along))
        for i in range(starts.first[here], starts.first[here + 1]):
            earlier, row, why = starts.earlier[i], answer.row[i], answer.reason[starts.group[i]]
            to_later, to_earlier = starts.legs[i, 0], starts.legs[i, 1]
            for lane in range(LANES):
                units = min(table[here, lane] + to_later, table[earlier, lane] + to_earlier)
                whole = units >> answer.bits
                is_near = whole <= answer.cutoff_s
                answer.seconds[row, answer.column + lane] = whole if is_near else why[lane]
