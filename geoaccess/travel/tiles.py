"""Tiles of a network: what of it the trips of some origins can touch, and nothing else.

Trips within the cutoff stay within cutoff times top speed of where they start. So a network cut
that far around some origins gives them the times that the whole network gives, to the bit: a tile
is a part of the whole, where nothing is faster, and it holds every trip that counts. Which streets
a trip may start on, and why a pair has no time, is told of the whole network before it is cut.

A tile is the same whatever the network has elsewhere, number for number: what was worked out in it
is of use as long as it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.travel.kernels.doors import Doors
from geoaccess.travel.kernels.units import NEVER
from geoaccess.travel.mode_network import ModeNetwork
from geoaccess.travel.numbering import by_place
from geoaccess.travel.top_speed import SLACK_S, known_top_speed_ms
from geoaccess.travel.turns import Crossings

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.doors import Trips
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places
    from geoaccess.travel.streams import OnStreets
    from geoaccess.travel.waits import Waits

__all__ = ["Tile", "for_kernels", "reach_m", "tiles_of"]

_STEP_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tile:
    """Some origins, the sites they may reach, and the network between them.

    Attributes
    ----------
    network
        Numbered anew, for kernels alone: what brings places to streets is left out.
    trips
        Between these origins and sites.
    rows, columns
        Place of each of these origins and sites among those on the streets.
    """

    network: ModeNetwork
    trips: Trips
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


def reach_m(network: ModeNetwork, mode: Mode, bits: int) -> float:
    """Metres that no trip within the cutoff gets away from its origin, in a straight line.

    The fastest that anything goes on this network (streets, ferries, the way to the door), as
    the kernels count it, for as long as the cutoff.

    Parameters
    ----------
    network
        What the mode may use.
    mode
        How people travel.
    bits
        Units of a second, as a power of two, in which the kernels count.

    Examples
    --------
    A street of 1 km in a minute and a half, for a quarter of an hour (and 2 s for rounding).

    >>> from geoaccess.sources.streets import Streets
    >>> from geoaccess.study.model import ModeSettings
    >>> from geoaccess.travel import Network
    >>> from geoaccess.travel.modes import make_mode
    >>> street = Streets(
    ...     node_x=np.array([0.0, 1000.0]),
    ...     node_y=np.array([0.0, 0.0]),
    ...     way_tags=({"highway": "primary", "maxspeed": "40"},),
    ...     segment_from=np.array([0]),
    ...     segment_to=np.array([1]),
    ...     segment_way=np.array([0]),
    ... )
    >>> car = make_mode("car", ModeSettings(cutoff_min=15, speed_factor=1.0))
    >>> round(reach_m(Network.build(street).of_mode(car), car, bits=18))
    10022
    """
    return known_top_speed_ms(network, mode, bits) * (mode.cutoff_s + SLACK_S)


def tiles_of(
    on: OnStreets, mode: Mode, origins: Places, labels: Sequence[Hashable]
) -> Iterator[Tile]:
    """Tiles of origins with the same label, in the order in which labels come.

    Parameters
    ----------
    on
        All origins and sites on the whole network.
    mode, origins
        Who travels, and from where.
    labels
        ``(origin,)``: such as the county; any give the right times, compact ones small tiles.
    """
    trips = on.trips
    assert trips is not None
    # Somewhere else a street may be faster by a hair.
    reach = math.ceil(reach_m(on.usable, mode, trips.bits) / _STEP_M) * _STEP_M
    numbers: dict[Hashable, int] = {}
    label = np.array([numbers.setdefault(labels[row], len(numbers)) for row in on.rows.tolist()])
    across = _across(on.usable)
    for number in numbers.values():
        rows = np.flatnonzero(label == number)
        x, y = (axis[on.rows[rows]] for axis in (origins.x, origins.y))
        kept = (
            (on.usable.x >= x.min() - reach)
            & (on.usable.x <= x.max() + reach)
            & (on.usable.y >= y.min() - reach)
            & (on.usable.y <= y.max() + reach)
        )
        yield _tile(on.usable, trips, rows, kept, across)


def _tile(
    network: ModeNetwork,
    trips: Trips,
    rows: NDArray[np.int64],
    kept: NDArray[np.bool_],
    across: NDArray[np.int64],
) -> Tile:
    """Cut a network to the vertices that are kept, and its trips to some origins."""
    order = across[kept[across]]
    order = order[by_place(network.x[order], network.y[order])]
    place = np.full(len(kept), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    row_of = np.full(len(trips.origins), -1, dtype=np.int64)
    row_of[rows] = np.arange(len(rows))
    ours = (row_of[trips.row] >= 0) & (trips.seconds <= trips.cutoff_s)
    is_near: NDArray[np.bool_] = np.asarray(kept[trips.sites.ends].any(axis=1))
    is_near[trips.column[ours]] = True
    columns = np.flatnonzero(is_near)
    column_of = np.cumsum(is_near) - 1
    groups, group = _by_first(trips.group[rows])
    return Tile(
        network=_only(network, order, place),
        trips=replace(
            trips,
            origins=_moved(trips.origins, rows, place),
            sites=_moved(trips.sites, columns, place),
            group=group,
            reason=trips.reason[np.ix_(groups, columns)],
            row=row_of[trips.row[ours]],
            column=column_of[trips.column[ours]],
            seconds=trips.seconds[ours],
        ),
        rows=rows,
        columns=columns,
    )


def _across(network: ModeNetwork) -> NDArray[np.int64]:
    """All vertices from west to east, whatever their numbers.

    Where a turn is forbidden several lie in one place: they come by their streets, as in the file.
    """
    street = np.full(network.vertices, len(network.start), dtype=np.int64)
    at = network.crossings
    for ends in (network.start, network.end, at.start_in, at.end_in):
        np.minimum.at(street, ends, np.arange(len(ends)))
    return np.lexsort((street, network.y, network.x))


def _by_first(group: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Groups in the order in which they come first, and which of them each row is of."""
    groups, first, which = np.unique(group, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order))
    return groups[order], rank[which]


def _moved(doors: Doors, which: NDArray[np.int64], place: NDArray[np.int64]) -> Doors:
    """Some doors by the tile's vertices; an end outside it is never come by.

    Who has one end of the street outside has both at the other: kernels take the shorter leg.
    """
    ends, legs = place[doors.ends[which]], doors.legs[which].copy()
    legs[ends < 0] = NEVER
    ends = np.where(ends < 0, ends[:, ::-1], ends)
    return Doors(ends=np.maximum(ends, 0).astype(np.int32), legs=legs)


def _only(network: ModeNetwork, order: NDArray[np.int64], place: NDArray[np.int64]) -> ModeNetwork:
    """Segments and turns between some vertices in their order, and no more than kernels need."""
    at, kept = network.crossings, place >= 0
    ends = (network.start, network.end, at.start_in, at.end_in)
    segments = np.logical_and.reduce([kept[each] for each in ends])
    turns = kept[at.turn_tail] & kept[at.turn_head]
    start, end, start_in, end_in = (place[each[segments]] for each in ends)
    tail, head = place[at.turn_tail[turns]], place[at.turn_head[turns]]
    by_tail = np.lexsort((head, tail))
    nowhere = np.zeros(0, dtype=np.int64)
    return for_kernels(
        Crossings(
            start=start,
            end=end,
            start_in=start_in,
            end_in=end_in,
            turn_tail=tail[by_tail],
            turn_head=head[by_tail],
            vertex=nowhere,
            goal=nowhere,
        ),
        forward=network.forward[segments],
        backward=network.backward[segments],
        waits=network.waits.of_segments(segments),
        x=network.x[order],
        y=network.y[order],
    )


def for_kernels(
    crossings: Crossings,
    *,
    forward: NDArray[np.float64],
    backward: NDArray[np.float64],
    waits: Waits,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
) -> ModeNetwork:
    """A network that has all that kernels search, and nothing of parts and ways.

    Parameters
    ----------
    crossings, forward, backward, waits, x, y
        As in `ModeNetwork`.
    """
    nowhere = np.zeros(0, dtype=np.int64)
    return ModeNetwork(
        start=crossings.start,
        end=crossings.end,
        forward=forward,
        backward=backward,
        waits=waits,
        x=x,
        y=y,
        crossings=crossings,
        part_of_vertex=nowhere,
        part_of_segment=nowhere,
        part_km=np.zeros(0),
        snappable=np.zeros(0, dtype=np.bool_),
        ways=(),
        no_duration=np.zeros(0, dtype=np.bool_),
        without_length=0,
    )
