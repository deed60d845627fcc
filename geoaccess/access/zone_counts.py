"""How many people of each area are in each zone around each site: what E2SFCA can be drawn from.

Under other weights of the zones, other supply and other speeds, E2SFCA at every point is measured
anew by sums over all pairs. Its mean by area needs less: most pairs stay in their zone whatever
the speed, and people of an area in the same zone of a site count alike. Of the others the seconds
are kept, and so the means are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

    _Key = tuple[NDArray[np.integer], ...]

__all__ = ["Cells", "ZoneCounts"]


@dataclass(frozen=True, slots=True)
class Cells:
    """People of one area with the same way to one site, as far as any factor tells them apart.

    Attributes
    ----------
    area, site
        ``(cell,)``.
    way
        ``(cell,)``: place in the seconds of the ways there.
    unknown
        ``(cell,)``: place in the seconds to the nearest site of unknown supply.
    people
        ``(cell,)``.
    """

    area: NDArray[np.int64]
    site: NDArray[np.int64]
    way: NDArray[np.int64]
    unknown: NDArray[np.int64]
    people: NDArray[np.float64]

    @classmethod
    def of(cls, key: _Key, people: NDArray[np.float64], shape: tuple[int, ...]) -> Self:
        """Put the people of each key together; cells rise by area, then by site."""
        found, which = np.unique(np.ravel_multi_index(key, shape), return_inverse=True)
        area, site, way, unknown = np.unravel_index(found, shape)
        count = np.bincount(which, people, minlength=len(found)).astype(np.float64)
        return cls(area, site, way, unknown, count)


@dataclass(frozen=True, slots=True)
class ZoneCounts:
    """People by zone, for all factors of time from the least to the most.

    Attributes
    ----------
    limits_s
        ``(zone,)``: upper limits in seconds, rising; a time on the limit is inside.
    factors
        Least and most factor that times may be multiplied by.
    ways, unknown
        All seconds to sites, and to the nearest site of unknown supply, rising; where no factor
        tells seconds apart, the least of them stand for all.
    around
        ``(site, way)``: all the people, by their seconds.
    cells
        Those told of, by area and site.
    told
        ``(area, unknown)``: those told of, by their seconds to a site of unknown supply.
    people
        ``(area,)``: all that live there.
    """

    limits_s: NDArray[np.float64]
    factors: tuple[float, float]
    ways: NDArray[np.int64]
    unknown: NDArray[np.int64]
    around: NDArray[np.float64]
    cells: Cells
    told: NDArray[np.float64]
    people: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        times: AnyTimes,
        limits_s: Sequence[float],
        people: NDArray[np.float64],
        area: NDArray[np.integer],
        *,
        areas: int,
        silent: NDArray[np.bool_] | None = None,
        known: NDArray[np.bool_] | None = None,
        factors: tuple[float, float] = (1.0, 1.0),
    ) -> Self:
        """Count the people of all pairs that some factor brings within the last limit.

        Parameters
        ----------
        times
            Seconds of one mode, origin by site.
        limits_s
            Upper limits of the zones in seconds, rising; a time on the limit is inside.
        people, area
            ``(origin,)``: how many live there, and in which area (from 0; negative where in none).
        areas
            How many areas there are.
        silent
            ``(origin,)``: of whose way nothing is known: they are in no mean, and share all the
            same what they are seen to reach.
        known
            ``(site,)``: whose supply is known. Who has another in the last zone is in no mean.
        factors
            Least and most factor that times will be multiplied by.

        Raises
        ------
        ValueError
            If the least factor brings times within the last limit that are beyond the cutoff.

        Examples
        --------
        >>> from geoaccess.times import Times
        >>> times = Times("car", ("a", "b"), ("x",), np.array([[60], [900]], np.uint16), 3600)
        >>> people, area = np.array([100.0, 300.0]), np.array([0, 0])
        >>> counts = ZoneCounts.of(times, (600, 1200), people, area, areas=1)
        >>> counts.around.tolist(), counts.cells.people.tolist(), counts.told.tolist()
        ([[100.0, 300.0]], [100.0, 300.0], [[400.0]])
        """
        known = np.ones(len(times.sites), np.bool_) if known is None else known
        limits = np.asarray(limits_s, dtype=np.float64)
        ends = _seconds_within(limits, np.array(factors))
        if ends[-1, 0] > times.cutoff:
            msg = f"times are known to {times.cutoff} s, and {ends[-1, 0]} s are asked for"
            raise ValueError(msg)
        origin, site, held = _pairs_within(times, int(ends[-1, 0]))
        seconds = _alike(ends)[held]
        ways, way = np.unique(seconds, return_inverse=True)
        nearest = np.full(len(people), LONGEST_SECONDS + 1)
        np.minimum.at(nearest, origin[~known[site]], seconds[~known[site]])
        unknown, beyond = np.unique(nearest, return_inverse=True)
        in_mean = area >= 0 if silent is None else (area >= 0) & ~silent
        kept = in_mean[origin] & known[site] & (nearest[origin] > ends[-1, 1])
        shape = (areas, len(times.sites), len(ways), len(unknown))
        key = area[origin[kept]], site[kept], way[kept], beyond[origin[kept]]
        return cls(
            limits,
            factors,
            ways,
            unknown,
            _summed((site, way), people[origin], shape[1:3]),
            Cells.of(key, people[origin[kept]], shape),
            _summed((area[in_mean], beyond[in_mean]), people[in_mean], (areas, len(unknown))),
            _summed((area[area >= 0],), people[area >= 0], (areas,)),
        )

    def per_person(
        self,
        supply: NDArray[np.float64],
        weights: NDArray[np.float64],
        factor: NDArray[np.float64],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean supply per person of each area under each draw, and the people it is told of.

        Parameters
        ----------
        supply
            ``(site, draw)``; zero where it is not known.
        weights
            ``(zone, draw)``, never rising from zone to zone.
        factor
            ``(draw,)``: what times are multiplied by. The product is compared with the limits as
            it is, without rounding.

        Returns
        -------
        tuple
            Both ``(area, draw)``; the mean is NaN where nobody is told of.

        Raises
        ------
        ValueError
            If a factor is beyond those counted for.
        """
        if factor.min() < self.factors[0] or factor.max() > self.factors[1]:
            msg = f"people are counted for factors of {self.factors}"
            raise ValueError(msg)
        # From the slowest world to the fastest, ever more seconds are within a limit.
        order = np.argsort(-factor, kind="stable")
        within = _seconds_within(self.limits_s, factor[order])
        ratio = self._ratio(supply[:, order], weights[:, order], within)
        from geoaccess.access import kernels  # noqa: PLC0415 -- numba loads when first needed

        cells = self.cells
        total = kernels.by_area_and_draw(
            (cells.area, cells.site, cells.way, cells.unknown),
            cells.people,
            np.stack([np.searchsorted(each, self.ways) for each in within]),
            np.searchsorted(within[-1], self.unknown),
            weights[:, order][:, None, :] * ratio,
            len(self.people),
        )
        left = _with_none(self.told[:, ::-1])[:, ::-1]
        told = left[:, np.searchsorted(self.unknown, within[-1], side="right")]
        mean = np.divide(total, told, out=np.full_like(total, np.nan), where=told > 0)
        back = np.argsort(order)
        return mean[:, back], told[:, back]

    def _ratio(
        self,
        supply: NDArray[np.float64],
        weights: NDArray[np.float64],
        within: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Supply by demand, ``(site, draw)``; zero where nobody reaches the site."""
        # Within a limit is in its zone or a nearer one: that many have the difference in weight.
        steps = weights - np.vstack([weights[1:], np.zeros_like(weights[:1])])
        up_to = _with_none(self.around)
        places = [np.searchsorted(self.ways, each, side="right") for each in within]
        demand = np.zeros_like(supply)
        for place, step in zip(places, steps, strict=True):
            demand += up_to[:, place] * step
        return np.divide(supply, demand, out=np.zeros_like(supply), where=demand > 0)


def _pairs_within(
    times: AnyTimes, seconds: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Place of origin and site, and seconds, of the pairs up to so many seconds."""
    indptr, site, held = times.pairs()
    near = held <= seconds
    origin = np.repeat(np.arange(len(times.origins)), np.diff(indptr))
    return origin[near], site[near].astype(np.int64), held[near]


def _seconds_within(limits: NDArray[np.float64], factor: NDArray[np.float64]) -> NDArray[np.int64]:
    """The most whole seconds that, times a factor, are within a limit: ``(zone, factor)``.

    Examples
    --------
    >>> _seconds_within(np.array([600.0]), np.array([0.95, 1.0, 1.05])).tolist()
    [[631, 600, 571]]
    """
    found = np.floor(limits[:, None] / factor)
    # The quotient is rounded: the product itself decides.
    found += (found + 1) * factor <= limits[:, None]
    found -= found * factor > limits[:, None]
    return found.astype(np.int64)


def _alike(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """For all seconds the least ones that are in the same zones at every factor.

    Parameters
    ----------
    ends
        ``(zone, 2)``: most seconds within each limit at the least and the most factor.

    Examples
    --------
    >>> _alike(np.array([[4, 2], [8, 7]])).tolist()
    [0, 0, 0, 3, 4, 5, 5, 5, 8]
    """
    seconds = np.arange(ends[-1, 0] + 1)
    after = ends[:-1, 0] + 1
    starts = np.zeros_like(seconds)
    starts[after] = after
    found = np.maximum.accumulate(starts)
    for last, first in ends:
        found[first + 1 : last + 1] = seconds[first + 1 : last + 1]
    return found


def _summed(key: _Key, people: NDArray[np.float64], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """People by key, as a full table."""
    flat = np.bincount(np.ravel_multi_index(key, shape), people, minlength=int(np.prod(shape)))
    return flat.astype(np.float64).reshape(shape)


def _with_none(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums along the rows, from nobody on."""
    return np.pad(np.cumsum(table, axis=1), ((0, 0), (1, 0)))
