"""Who is within the cutoff of whom on short trips: the vertices reached, and those who leave there.

Only who leaves from a vertex that some site reaches is looked at: what is written is as much as is
reached, and no row of all vertices or origins is ever filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geoaccess.compiled import compiled
from geoaccess.travel.kernels.bounded import reaches
from geoaccess.travel.kernels.lists import longer
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
    first, leaving = _leaving(origins[0], number, numbered)
    units = np.full(numbered + 1, NEVER, np.uint32)
    begins = np.zeros(len(reach.begins), np.int64)
    row = np.empty(1024, np.int32)
    seconds = np.empty(1024, np.uint16)
    end = 0
    for site in range(len(begins) - 1):
        some = range(reach.begins[site], reach.begins[site + 1])
        for k in some:
            units[number[reach.found[k, 0]]] = reach.found[k, 1]
        for k in some:
            here = number[reach.found[k, 0]]
            for i in range(first[here], first[here + 1]):
                origin = leaving[i]
                one, other = number[origins[0][origin, 0]], number[origins[0][origin, 1]]
                # By its first end, if that is reached: each origin once.
                if here != one and units[one] != NEVER:
                    continue
                by_one = np.int64(units[one]) + origins[1][origin, 0]
                by_other = np.int64(units[other]) + origins[1][origin, 1]
                whole = min(by_one, by_other) >> bits
                if whole <= cutoff_s:
                    if end == len(row):
                        row, seconds = longer(row), longer(seconds)
                    row[end], seconds[end] = origin, whole
                    end += 1
        begins[site + 1] = end
        for k in some:
            units[number[reach.found[k, 0]]] = NEVER
    for vertex in reach.found[:, 0]:
        number[vertex] = 0
    return begins, row[:end], seconds[:end]


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
def _leaving(
    ends: NDArray[np.int32], number: NDArray[np.uint32], numbered: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Origins by the number of an end of their street: ``origin[first[n] : first[n + 1]]``."""
    first = np.zeros(numbered + 3, np.int64)
    for origin in range(len(ends)):
        one, other = number[ends[origin, 0]], number[ends[origin, 1]]
        if one != 0:
            first[one + 2] += 1
        if other != 0 and other != one:  # noqa: PLR1714 -- sets are slow here
            first[other + 2] += 1
    for n in range(numbered + 1):
        first[n + 2] += first[n + 1]
    found = np.empty(first[-1], np.int32)
    # Where the next origin of a vertex goes is where those of the next vertex begin, at last.
    for origin in range(len(ends)):
        one, other = number[ends[origin, 0]], number[ends[origin, 1]]
        if one != 0:
            found[first[one + 1]] = origin
            first[one + 1] += 1
        if other != 0 and other != one:  # noqa: PLR1714 -- sets are slow here
            found[first[other + 1]] = origin
            first[other + 1] += 1
    return first[:-1], found
