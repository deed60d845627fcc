"""How many people of each area are in each zone around each site: what E2SFCA can be drawn from.

Under other weights of the zones and other supply, E2SFCA at every point is measured anew by sums
over all pairs. Its mean by area needs less: who is in which zone does not change, so the people
are counted once, by area, zone and site.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes

__all__ = ["ZoneCounts"]


@dataclass(frozen=True, slots=True)
class ZoneCounts:
    """People by zone.

    Attributes
    ----------
    around
        ``(site, zone)``: all people in the zone around the site.
    of_area
        For each zone ``(area, site)``: the people of the area who are in it, of those who are told
        of.
    told
        ``(area,)``: how many are told of.
    """

    around: NDArray[np.float64]
    of_area: tuple[csr_array, ...]
    told: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        times: AnyTimes,
        limits_s: Sequence[float],
        people: NDArray[np.float64],
        area: NDArray[np.integer],
        is_told: NDArray[np.bool_],
        *,
        areas: int,
    ) -> Self:
        """Count the people of all pairs within the last limit.

        Parameters
        ----------
        times
            Seconds of one mode, origin by site.
        limits_s
            Upper limits of the zones in seconds, rising; a time on the limit is inside.
        people, area, is_told
            ``(origin,)``: how many live there, in which area (from 0; negative where in none), and
            whether they are in the means of areas. Everybody is in demand.
        areas
            How many areas there are.

        Examples
        --------
        >>> from geoaccess.times import Times
        >>> times = Times("car", ("a", "b"), ("x",), np.array([[60], [900]], np.uint16), 3600)
        >>> everybody = np.array([100.0, 300.0]), np.array([0, 0]), np.array([True, True])
        >>> counts = ZoneCounts.of(times, (600, 1200), *everybody, areas=1)
        >>> counts.around.tolist(), counts.told.tolist()
        ([[100.0, 300.0]], [400.0])
        """
        indptr, columns, seconds = times.pairs()
        row = np.repeat(np.arange(len(people)), np.diff(indptr))
        zone = np.searchsorted(np.asarray(limits_s), seconds, side="left")
        in_mean = is_told & (area >= 0)
        around, of_area = [], []
        for each in range(len(limits_s)):
            here = zone == each
            where, who, whose = columns[here], people[row[here]], row[here]
            around.append(np.bincount(where, weights=who, minlength=len(times.sites)))
            kept = in_mean[whose]
            held = who[kept], (area[whose[kept]], where[kept])
            of_area.append(csr_array(held, shape=(areas, len(times.sites))))
        told = np.bincount(area[in_mean], weights=people[in_mean], minlength=areas)
        return cls(np.column_stack(around), tuple(of_area), told.astype(np.float64))

    def per_person(
        self, supply: NDArray[np.float64], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Mean supply per person of each area, ``(area, draw)``; NaN where nobody is told of.

        Parameters
        ----------
        supply
            ``(site, draw)``; zero where it is not known.
        weights
            ``(zone, draw)``.
        """
        demand = self.around @ weights
        ratio = np.divide(supply, demand, out=np.zeros_like(demand), where=demand > 0)
        total = np.zeros((len(self.told), weights.shape[1]))
        for people, weight in zip(self.of_area, weights, strict=True):
            total += people @ ratio * weight
        some = self.told[:, None]
        return np.divide(total, some, out=np.full_like(total, np.nan), where=some > 0)
