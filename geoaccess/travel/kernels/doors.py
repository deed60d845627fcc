"""Places as the two ends of their street, and how long it takes between there and the door.

A trip leaves its street by one of the street's two ends and arrives by one of the other's; all
kernels get no more than that. Trips that stay on one street, and pairs that no way joins, are the
same for every kernel and are put in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel.kernels.units import NEVER, to_units, unit_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.snapping import Snapped

__all__ = ["Doors", "Trips"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Places by the ends of their street.

    Attributes
    ----------
    ends
        ``(place, 2)`` int32: vertices at the start and the end of the street.
    legs
        ``(place, 2)`` uint32: units between each end and the door; `NEVER` against a one-way.
    """

    ends: NDArray[np.int32]
    legs: NDArray[np.uint32]

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.ends)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trips:
    """Everything about the trips from origins to sites but the way between their streets.

    Attributes
    ----------
    origins, sites
        Legs of origins hold the terminal time, and half a second: units cut off to seconds are
        then rounded, halves up.
    bits, cutoff_s
        Units of a second, as a power of two; whole seconds beyond which a trip has no time.
    group, reason
        ``(origin,)`` and ``(group, site)`` uint16: why a pair has no time if it has none.
    row, column, seconds
        Pairs on one street, rising by column, and what they take without leaving it.
    """

    origins: Doors
    sites: Doors
    bits: int
    cutoff_s: int
    group: NDArray[np.int32]
    reason: NDArray[np.uint16]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    seconds: NDArray[np.uint16]

    @classmethod
    def between(cls, origins: Snapped, sites: Snapped, network: ModeNetwork, mode: Mode) -> Self:
        """Trips of a mode between places that are all on its network."""
        bits = unit_bits(mode.cutoff_s)
        cutoff_s = min(mode.cutoff_s, LONGEST_SECONDS)
        feet = origins.metres / mode.access_speed_ms + mode.terminal_s
        site_feet = sites.metres / mode.access_speed_ms
        leaving = _doors(_ways_out(network, origins), origins.leaving(network), feet, bits)
        np.minimum(leaving.legs + np.uint32(_half(bits)), NEVER, out=leaving.legs)
        group, reason = _reasons(network, origins, sites)
        row, column, along = _on_one_street(network, origins, sites)
        units = to_units(along, bits).astype(np.int64) + _half(bits)
        units += to_units(feet[row], bits) + to_units(site_feet[column], bits).astype(np.int64)
        seconds = np.minimum(units >> bits, Status.BEYOND_CUTOFF)
        seconds[seconds > cutoff_s] = Status.BEYOND_CUTOFF
        return cls(
            origins=leaving,
            sites=_doors(_ways_in(network, sites), sites.arriving(network), site_feet, bits),
            bits=bits,
            cutoff_s=cutoff_s,
            group=group,
            reason=reason,
            row=row,
            column=column,
            seconds=seconds.astype(np.uint16),
        )

    def shorten(
        self,
        seconds: NDArray[np.uint16],
        begin: int,
        rows: NDArray[np.integer],
        columns: NDArray[np.integer],
    ) -> None:
        """Let pairs on one street stay on it, in the times of some sites from `begin` on.

        Parameters
        ----------
        seconds
            Shortened in place.
        begin
            The first of the sites.
        rows, columns
            Where in `seconds` each origin stands, and each of the sites.
        """
        some = slice(*np.searchsorted(self.column, [begin, begin + len(columns)]))
        place = rows[self.row[some]], columns[self.column[some] - begin]
        # Reasons for having no time are the highest numbers.
        np.minimum.at(seconds, place, self.seconds[some])


def _half(bits: int) -> int:
    return 1 << bits >> 1


def _doors(
    ends: NDArray[np.int64],
    along: tuple[NDArray[np.float64], NDArray[np.float64]],
    feet: NDArray[np.float64],
    bits: int,
) -> Doors:
    legs = np.column_stack(along) + feet[:, None]
    return Doors(ends=ends.astype(np.int32), legs=to_units(legs, bits))


def _ways_out(network: ModeNetwork, places: Snapped) -> NDArray[np.int64]:
    """Vertices at which one arrives from a place: the ends of its street, or where it is."""
    at, segment = network.crossings, places.segment
    here = at.vertex[network.start[segment]], at.vertex[network.end[segment]]
    return _ends(places, here, (at.start_in[segment], at.end_in[segment]))


def _ways_in(network: ModeNetwork, places: Snapped) -> NDArray[np.int64]:
    """Vertices from which one gets to a place: the ends of its street, or where it is."""
    at, segment = network.crossings, places.segment
    ends = network.start[segment], network.end[segment]
    return _ends(places, (at.goal[ends[0]], at.goal[ends[1]]), ends)


def _ends(
    places: Snapped,
    here: tuple[NDArray[np.int64], NDArray[np.int64]],
    there: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> NDArray[np.int64]:
    at_end = places.share == 0, places.share == 1
    return np.column_stack([np.where(*each) for each in zip(at_end, here, there, strict=True)])


def _reasons(
    network: ModeNetwork, origins: Snapped, sites: Snapped
) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """Why one does not get to a site, too far or no way at all; the same for origins in a group.

    Asked of the ways out of each origin and into each site, not of their streets: who stands at a
    crossing can get further than who comes along the street, where a turn is forbidden.
    """
    out, into = (
        np.where(np.isfinite(np.column_stack(along)), network.part_of_vertex[ends], -1)
        for ends, along in (
            (_ways_out(network, origins), origins.leaving(network)),
            (_ways_in(network, sites), sites.arriving(network)),
        )
    )
    # Who is on a street that nobody comes back to gets along it all the same.
    along = np.where(network.is_alone[origins.segment], origins.segment, -1)
    kinds, group = np.unique(np.column_stack([out, along]), axis=0, return_inverse=True)
    reason = np.full((len(kinds), len(into)), Status.UNREACHABLE, dtype=np.uint16)
    for row, (*parts, street) in zip(reason, kinds.tolist(), strict=True):
        beyond = frozenset[int]().union(
            *(network.parts_beyond(each) for each in parts if each >= 0)
        )
        is_reached = np.isin(into, list(beyond)).any(axis=1) | (sites.segment == street)
        row[is_reached] = Status.BEYOND_CUTOFF
    return group.ravel().astype(np.int32), reason


def _on_one_street(
    network: ModeNetwork, origins: Snapped, sites: Snapped
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Origin and site of each pair on one street, and the seconds between them along it."""
    order = np.argsort(origins.segment, kind="stable")
    begin, end = (
        np.searchsorted(origins.segment[order], sites.segment, side=side)
        for side in ("left", "right")
    )
    column = np.repeat(np.arange(len(sites.segment)), end - begin)
    before = np.cumsum(end - begin) - (end - begin)
    row = order[np.arange(len(column)) - np.repeat(before - begin, end - begin)]
    segment = sites.segment[column]
    ahead = sites.share[column] - origins.share[row]
    whole = np.where(ahead >= 0, network.forward[segment], network.backward[segment])
    along = np.multiply(whole, np.abs(ahead), out=np.zeros(len(row)), where=ahead != 0)
    # Who gets to a site at the end of the street waits for what stands there.
    at_end = (ahead > 0) & (sites.share[column] == 1)
    at_start = (ahead < 0) & (sites.share[column] == 0)
    along[at_end] += network.waits.forward[segment[at_end]]
    along[at_start] += network.waits.backward[segment[at_start]]
    return row, column, along
