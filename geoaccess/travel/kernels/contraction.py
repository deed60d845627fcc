"""Strands of bends taken together, so that a hierarchy has crossings only.

On the way to anywhere one passes a bend, to one of the two crossings where its strand ends. So a
strand becomes one arc each way, and a place beside it is as far from both crossings as it is along
the strand. What that leaves out, trips that stay on one strand, is put in pair by pair. A way is
added up in the same whole units, so it takes the same to the unit.

What others call contraction, of vertex after vertex by an order (Geisberger et al. 2008,
https://doi.org/10.1007/978-3-540-68552-4_24), is `elimination` here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.doors import Doors
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.kernels.chains import Chains, Strands
    from geoaccess.travel.kernels.doors import Trips

__all__ = ["Contracted"]


class _Along(NamedTuple):
    """Units along strands.

    Attributes
    ----------
    ahead, back
        ``(vertex,)``: from the first end of a bend's strand, and to it. An arc that is closed
        counts as `NEVER`, so that differences tell how long it takes from one bend to another.
    whole
        ``(strand, 2)``: from its first end to its last, and back.
    leaving, arriving
        ``(vertex, 2)``: from a bend to both ends of its strand, and from those to the bend.
    """

    ahead: NDArray[np.int64]
    back: NDArray[np.int64]
    whole: NDArray[np.uint32]
    leaving: NDArray[np.uint32]
    arriving: NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contracted:
    """Arcs between the vertices that are left, and how far along their strand the bends are.

    Attributes
    ----------
    chains
        Which vertices those are.
    tail, head, units
        Arcs between them, by their new numbers.
    along
        Units along the strands.
    """

    chains: Chains
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    units: NDArray[np.uint32]
    along: _Along

    @classmethod
    def of(
        cls,
        chains: Chains,
        tail: NDArray[np.integer],
        head: NDArray[np.integer],
        units: NDArray[np.uint32],
    ) -> Self:
        """Add units up along the strands.

        Examples
        --------
        >>> from geoaccess.travel.kernels.chains import Chains
        >>> start, end = np.array([0, 1, 2, 3, 3]), np.array([1, 2, 3, 4, 5])
        >>> chains = Chains.of(start, end, 6)
        >>> units = np.array([1, 2, 3, 9, 9], dtype=np.uint32)
        >>> found = Contracted.of(chains, start, end, units)
        >>> list(zip(found.tail.tolist(), found.head.tolist(), found.units.tolist()))
        [(1, 2, 9), (1, 3, 9), (0, 1, 6), (1, 0, 2147483647)]
        """
        strands, number = chains.strands, chains.number
        along = _Along(*_add_up(strands, tail, head, units))
        stays = (number[tail] >= 0) & (number[head] >= 0)
        ends = number[strands.ends]
        return cls(
            chains=chains,
            tail=np.concatenate([number[tail[stays]], ends[:, 0], ends[:, 1]]),
            head=np.concatenate([number[head[stays]], ends[:, 1], ends[:, 0]]),
            units=np.concatenate([units[stays], along.whole[:, 0], along.whole[:, 1]]),
            along=along,
        )

    def trips(self, trips: Trips) -> Trips:
        """The same trips between the vertices that are left; those on one strand are put in."""
        strands, along, number = self.chains.strands, self.along, self.chains.number
        ends = number[strands.ends]
        origins, sites = (
            _to_crossings(strands, ends, number, places, units)
            for places, units in ((trips.origins, along.leaving), (trips.sites, along.arriving))
        )
        row, column, seconds = _on_one_strand(
            strands,
            along,
            (trips.origins.ends, trips.origins.legs),
            (trips.sites.ends, trips.sites.legs),
            trips.bits,
            trips.cutoff_s,
        )
        column = np.concatenate([trips.column, column])
        order = np.argsort(column, kind="stable")
        return replace(
            trips,
            origins=origins,
            sites=sites,
            row=np.concatenate([trips.row, row])[order],
            column=column[order],
            seconds=np.concatenate([trips.seconds, seconds])[order],
        )


@compiled
def _add_up(
    strands: Strands,
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    units: NDArray[np.uint32],
) -> tuple[
    NDArray[np.int64],
    NDArray[np.int64],
    NDArray[np.uint32],
    NDArray[np.uint32],
    NDArray[np.uint32],
]:
    """Units along each strand; see `_Along`."""
    steps = _steps(strands, tail, head, units)
    vertices, count = len(strands.of), len(strands.ends)
    ahead, back = np.zeros(vertices, np.int64), np.zeros(vertices, np.int64)
    whole = np.empty((count, 2), np.uint32)
    leaving, arriving = np.empty((vertices, 2), np.uint32), np.empty((vertices, 2), np.uint32)
    for strand in range(count):
        begin, end = strands.first[strand], strands.first[strand + 1]
        there, home = np.int64(0), np.int64(0)
        for place in range(begin, end):
            there += steps[place + strand, 0]
            home += steps[place + strand, 1]
            bend = strands.bend[place]
            ahead[bend], back[bend] = there, home
            arriving[bend, 0], leaving[bend, 0] = min(there, NEVER), min(home, NEVER)
        there += steps[end + strand, 0]
        home += steps[end + strand, 1]
        whole[strand, 0], whole[strand, 1] = min(there, NEVER), min(home, NEVER)
        for place in range(begin, end):
            bend = strands.bend[place]
            leaving[bend, 1] = min(there - ahead[bend], NEVER)
            arriving[bend, 1] = min(home - back[bend], NEVER)
    return ahead, back, whole, leaving, arriving


@compiled
def _steps(
    strands: Strands,
    tail: NDArray[np.integer],
    head: NDArray[np.integer],
    units: NDArray[np.uint32],
) -> NDArray[np.int64]:
    """Units of the steps along strands, one more than bends: there, and back; `NEVER` if closed."""
    steps = np.full((len(strands.bend) + len(strands.ends), 2), NEVER, np.int64)
    for arc in range(len(units)):
        here, there = tail[arc], head[arc]
        one, other = strands.of[here], strands.of[there]
        strand = max(one, other)
        if strand < 0 or here == there:
            continue
        begin, last = (
            strands.first[strand] + strand,
            strands.first[strand + 1] - strands.first[strand],
        )
        if one < 0:
            from_first = strands.place[there] == 0 and here == strands.ends[strand, 0]
            place, way = (0, 0) if from_first else (last, 1)
        elif other < 0:
            to_first = strands.place[here] == 0 and there == strands.ends[strand, 0]
            place, way = (0, 1) if to_first else (last, 0)
        else:
            place = max(strands.place[here], strands.place[there])
            way = 0 if strands.place[here] < strands.place[there] else 1
        steps[begin + place, way] = min(steps[begin + place, way], np.int64(units[arc]))
    return steps


def _to_crossings(
    strands: Strands,
    ends: NDArray[np.int32],
    number: NDArray[np.int32],
    places: Doors,
    units: NDArray[np.uint32],
) -> Doors:
    """Places by the crossings at the ends of their strand, and units between those and the door.

    A place's two vertices are neighbours: both are on one strand, or a crossing at its end.
    """
    out = np.empty(places.ends.shape, np.int32), np.empty(places.legs.shape, np.uint32)
    _lengthen(strands, ends, number, (places.ends, places.legs), units, out)
    return Doors(ends=out[0], legs=out[1])


@compiled
def _lengthen(
    strands: Strands,
    ends: NDArray[np.int32],
    number: NDArray[np.int32],
    places: tuple[NDArray[np.int32], NDArray[np.uint32]],
    units: NDArray[np.uint32],
    out: tuple[NDArray[np.int32], NDArray[np.uint32]],
) -> None:
    for place in range(len(places[0])):
        strand = max(strands.of[places[0][place, 0]], strands.of[places[0][place, 1]])
        if strand < 0:
            for k in range(2):
                out[0][place, k] = number[places[0][place, k]]
                out[1][place, k] = places[1][place, k]
            continue
        to_one = to_other = np.int64(NEVER)
        for k in range(2):
            at, leg = places[0][place, k], np.int64(places[1][place, k])
            if strands.of[at] == strand:
                to_one = min(to_one, leg + units[at, 0])
                to_other = min(to_other, leg + units[at, 1])
            elif at == strands.ends[strand, 0]:
                to_one = min(to_one, leg)
            elif at == strands.ends[strand, 1]:
                to_other = min(to_other, leg)
            else:
                raise ValueError("the two ends of a place's street are no neighbours")
        out[0][place, 0], out[0][place, 1] = ends[strand, 0], ends[strand, 1]
        out[1][place, 0], out[1][place, 1] = to_one, to_other


@compiled
def _on_one_strand(
    strands: Strands,
    along: _Along,
    origins: tuple[NDArray[np.int32], NDArray[np.uint32]],
    sites: tuple[NDArray[np.int32], NDArray[np.uint32]],
    bits: int,
    cutoff_s: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Pairs of one strand and the seconds between them along it, site after site."""
    # Origins of each strand that has a site, linked: the latest, and the one before each.
    latest = np.full(len(strands.ends), -2, np.int64)
    for site in range(len(sites[0])):
        for k in range(2):
            if strands.of[sites[0][site, k]] >= 0:
                latest[strands.of[sites[0][site, k]]] = -1
    before = np.empty(len(origins[0]), np.int64)
    for origin in range(len(origins[0])):
        strand = max(strands.of[origins[0][origin, 0]], strands.of[origins[0][origin, 1]])
        if strand >= 0 and latest[strand] > -2:  # noqa: PLR2004 -- no site
            before[origin], latest[strand] = latest[strand], origin
    row_of, column, seconds = [0], [0], [np.uint16(0)]
    for site in range(len(sites[0])):
        strand = max(strands.of[sites[0][site, 0]], strands.of[sites[0][site, 1]])
        following = latest[strand] if strand >= 0 else np.int64(-1)
        while following >= 0:
            one = origins[0][following], origins[1][following]
            whole = _between(strands, along, one, (sites[0][site], sites[1][site])) >> bits
            if whole <= cutoff_s:
                row_of.append(int(following))
                column.append(site)
                seconds.append(np.uint16(whole))
            following = before[following]
    return np.array(row_of)[1:], np.array(column)[1:], np.array(seconds)[1:]


@compiled
def _between(
    strands: Strands,
    along: _Along,
    origin: tuple[NDArray[np.int32], NDArray[np.uint32]],
    site: tuple[NDArray[np.int32], NDArray[np.uint32]],
) -> np.int64:
    """Units from an origin to a site from bend to bend of their strand."""
    least = np.int64(NEVER)
    for i in range(2):
        for j in range(2):
            here, there = origin[0][i], site[0][j]
            if strands.of[here] < 0 or strands.of[there] < 0:
                continue
            if strands.place[here] <= strands.place[there]:
                way = along.ahead[there] - along.ahead[here]
            else:
                way = along.back[here] - along.back[there]
            least = min(least, way + origin[1][i] + site[1][j])
    return least
