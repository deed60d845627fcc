"""Who is within the cutoff of whom on short trips: the vertices reached, and those who leave there.

Only who leaves from a vertex that some site reaches is looked at: what is written is as much as is
reached, and no row of all vertices or origins is ever filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.bounded import reaches
from geoaccess.travel.kernels.units import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geoaccess.travel.kernels.bounded import Reach
    from geoaccess.travel.kernels.customisation import Arcs
    from geoaccess.travel.kernels.doors import Trips

__all__ = ["Pairs", "reached_pairs"]


class Pairs(NamedTuple):
    """Pairs that have a time, of some sites, one site after another.

    Attributes
    ----------
    begins
        Where the pairs of each site begin, and the last ones end.
    origin, seconds
        Of each pair.
    """

    begins: NDArray[np.int64]
    origin: NDArray[np.int32]
    seconds: NDArray[np.uint16]


def reached_pairs(arcs: Arcs, trips: Trips) -> Iterator[Pairs]:
    """Pairs that have a time by way of the ends of their streets, of some sites at a time.

    Parameters
    ----------
    arcs
        Turned round: of each vertex those that arrive there, with where they come from.
    trips
        From where to where.

    Yields
    ------
    Pairs
        Those of the next sites. Pairs on one street are among them with what the way round takes,
        if that is within the cutoff.
    """
    # Here, not in a loop: numpy asks for large pages, which take a fraction of the time to get.
    scratch = np.zeros(len(arcs.first) - 1, dtype=np.uint32)
    origins = trips.origins.ends, trips.origins.legs
    limit = (trips.cutoff_s + 1) << trips.bits
    for reach in reaches(arcs, trips.sites, limit, scratch):
        yield Pairs(*_pairs(reach, origins, scratch, trips.bits, trips.cutoff_s))


class _Leaving(NamedTuple):
    """Origins by the number of an end of their street, each linked to one before.

    Attributes
    ----------
    last
        ``(number, 2)``: the last entry of each number, zero for none; and how many there are.
    entries
        ``(entry, 2)``, from one: an origin, and the entry before it of the same number.
    """

    last: NDArray[np.int32]
    entries: NDArray[np.int32]


@compiled
def _pairs(
    reach: Reach,
    origins: tuple[NDArray[np.int32], NDArray[np.uint32]],
    number: NDArray[np.uint32],
    bits: int,
    cutoff_s: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
    """Where the pairs of each site begin, their origins, and seconds.

    What is reached is numbered anew, from one; zero is what nobody reaches, and stays ``NEVER``.
    """
    numbered = _number(reach.found[:, 0], number)
    leaving = _leaving(origins[0], number, numbered)
    units = np.full(numbered + 1, NEVER, np.uint32)
    begins = np.zeros(len(reach.begins), np.int64)
    # Room for all that may come: a list that may grow with each takes twice as long to write.
    most = 0
    for vertex in reach.found[:, 0]:
        most += leaving.last[number[vertex], 1]
    row, seconds = np.empty(most, np.int32), np.empty(most, np.uint16)
    for site in range(len(begins) - 1):
        found, end = reach.found[reach.begins[site] : reach.begins[site + 1]], begins[site]
        for vertex, its_units in found:
            units[number[vertex]] = its_units
        into = row[end:], seconds[end:]
        begins[site + 1] = end + _tell(found, origins, leaving, number, units, bits, cutoff_s, into)
        for vertex in found[:, 0]:
            units[number[vertex]] = NEVER
    for vertex in reach.found[:, 0]:
        number[vertex] = 0
    return begins, row[: begins[-1]], seconds[: begins[-1]]


@compiled
def _number(vertices: NDArray[np.uint32], number: NDArray[np.uint32]) -> int:
    """Number what is reached, in the order it comes in; how many that is."""
    numbered = 0
    for vertex in vertices:
        if number[vertex] == 0:
            numbered += 1
            number[vertex] = numbered
    return numbered


@compiled
def _leaving(ends: NDArray[np.int32], number: NDArray[np.uint32], numbered: int) -> _Leaving:
    """List origins at the ends of their street that are reached."""
    last = np.zeros((numbered + 1, 2), np.int32)
    # An origin is put in once by each end at most. Memory that is never written to is never taken.
    entries = np.empty((2 * len(ends) + 1, 2), np.int32)
    entry = 0
    for origin in range(len(ends)):
        one, other = number[ends[origin, 0]], number[ends[origin, 1]]
        if one != 0:
            entry += 1
            _link(last[one], entries[entry], entry, origin)
        if other != 0 and other != one:  # noqa: PLR1714 -- sets are slow here
            entry += 1
            _link(last[other], entries[entry], entry, origin)
    return _Leaving(last, entries[: entry + 1])


@compiled
def _link(last: NDArray[np.int32], written: NDArray[np.int32], entry: int, origin: int) -> None:
    """Put an entry after the last of a number."""
    written[0], written[1] = origin, last[0]
    last[0] = entry
    last[1] += 1


@compiled
def _tell(
    found: NDArray[np.uint32],
    origins: tuple[NDArray[np.int32], NDArray[np.uint32]],
    leaving: _Leaving,
    number: NDArray[np.uint32],
    units: NDArray[np.uint32],
    bits: int,
    cutoff_s: int,
    into: tuple[NDArray[np.int32], NDArray[np.uint16]],
) -> int:
    """Write who leaves from what a site reaches, and how long they take; how many those are."""
    ends, legs = origins
    row, seconds = into
    told = 0
    for vertex in found[:, 0]:
        here = number[vertex]
        entry = leaving.last[here, 0]
        while entry != 0:
            origin, entry = leaving.entries[entry]
            one, other = number[ends[origin, 0]], number[ends[origin, 1]]
            # By its first end, if that is reached: each origin once.
            if here != one and units[one] != NEVER:
                continue
            by_one = np.int64(units[one]) + legs[origin, 0]
            by_other = np.int64(units[other]) + legs[origin, 1]
            whole = min(by_one, by_other) >> bits
            if whole <= cutoff_s:
                row[told], seconds[told] = origin, whole
                told += 1
    return told
