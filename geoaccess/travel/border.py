"""Which times are certain although nobody knows the streets beyond the border of those read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.times import LONGEST_SECONDS
from geoaccess.travel.top_speed import SLACK_S, speeds_ms, top_speed_ms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.travel.mode_network import ModeNetwork
    from geoaccess.travel.modes import Mode
    from geoaccess.travel.places import Places

__all__ = ["ByOutside", "border_m", "by_outside", "legs_s", "may_be_too_long"]

_PAIRS_AT_ONCE = 2_000_000
# Of all length of street, how much is not faster than the speeds that are tried.
_SHARES = (0.5, 0.8, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ByOutside:
    """What trips take at least that go by streets beyond the border.

    Who goes from o to s that way gets from o to the border, and from it to s, along streets that
    are known; in between anything may be. So it takes at least as long as these two legs, each by
    `legs_s`; and at least ``|os| / w``, with ``w`` the fastest that the mode goes anywhere; and
    once the time to park. A time that was found is that of the fastest of the other trips: if it
    is not above the greater of these two bounds it is the fastest of all. Nobody is taken to
    change the street they start on.

    Attributes
    ----------
    origins, sites
        Between which trips go.
    origin_s, site_s
        Seconds to the border, or from it, at least; 0 outside it.
    any_ms
        ``w``: metres per second.
    terminal_s
        Seconds once per trip.
    """

    origins: Places
    sites: Places
    origin_s: NDArray[np.float64]
    site_s: NDArray[np.float64]
    any_ms: float
    terminal_s: float

    def pairs(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Seconds from some of the origins to each site, ``(row, site)``: at least these."""
        apart = np.hypot(
            self.origins.x[rows, None] - self.sites.x, self.origins.y[rows, None] - self.sites.y
        )
        out_and_in = self.origin_s[rows, None] + self.site_s
        return np.maximum(out_and_in, apart / self.any_ms) + self.terminal_s

    def nearest(self) -> NDArray[np.float64]:
        """Seconds from each origin to any of the sites: at least these."""
        least = np.full(len(self.origins), np.inf)
        if not len(self.sites):
            return least
        step = max(1, _PAIRS_AT_ONCE // len(self.sites))
        for begin in range(0, len(least), step):
            rows = np.arange(begin, min(begin + step, len(least)))
            least[rows] = self.pairs(rows).min(axis=1)
        return least


def by_outside(
    network: ModeNetwork,
    mode: Mode,
    covered: shapely.Geometry,
    origins: Places,
    sites: Places,
    *,
    closely: bool = True,
) -> ByOutside:
    """What trips take at least by outside of what is known.

    Parameters
    ----------
    network, mode
        What is known of the streets, and who uses them.
    covered
        Within which all streets are known: `geoaccess.sources.streets.Streets.covered`.
    origins, sites
        Where from and where to.
    closely
        Whether it counts how far the fast streets are, which takes longer to tell.
    """
    speeds = speeds_ms(network)
    known = max(mode.access_speed_ms, float(speeds.max(initial=0.0)))
    limits = _limits(network, speeds, mode.access_speed_ms) if closely else np.array([known])
    x, y = (np.concatenate(axes) for axes in ((origins.x, sites.x), (origins.y, sites.y)))
    legs = legs_s(network, speeds, limits, covered, (x, y))
    return ByOutside(
        origins=origins,
        sites=sites,
        origin_s=legs[: len(origins)],
        site_s=legs[len(origins) :],
        any_ms=max(known, top_speed_ms(mode)),
        terminal_s=mode.terminal_s,
    )


def legs_s(
    network: ModeNetwork,
    speeds: NDArray[np.float64],
    limits: NDArray[np.float64],
    covered: shapely.Geometry,
    places: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Seconds from places to the border, or from it to them: at least these.

    Take any speed u not below that to the street. Who goes to the border, d away, either never
    uses a street faster than u, and takes at least d / u; or gets to the nearest such street, r
    away, at u at most, and takes at least r / u. So it is at least ``min(d, r) / u`` for each u;
    for the fastest of all speeds r is endless.

    Parameters
    ----------
    network, speeds
        What is known, and metres per second on each segment.
    limits
        ``u``: metres per second, of which the one that tells most is taken for each place.
    covered, places
        Within which all streets are known, and from where: ``x`` and ``y``.
    """
    metres = border_m(covered, *places)
    points = shapely.points(*places)
    ends = np.stack([network.start, network.end], axis=1)
    least = np.zeros(len(metres))
    for limit in limits:
        faster = ends[speeds > limit]
        near = metres
        if len(faster) and len(metres):
            drawn = np.stack([network.x[faster], network.y[faster]], axis=-1)
            lines = np.asarray(shapely.linestrings(drawn), dtype=np.object_)
            _, away = shapely.STRtree(lines).query_nearest(
                points, return_distance=True, all_matches=False
            )
            near = np.minimum(metres, away)
        least = np.maximum(least, near / limit)
    return least


def _limits(
    network: ModeNetwork, speeds: NDArray[np.float64], access_ms: float
) -> NDArray[np.float64]:
    """Some speeds between those of most streets and of the fastest, by length of street."""
    order = np.argsort(speeds, kind="stable")
    metres = np.hypot(
        network.x[network.end] - network.x[network.start],
        network.y[network.end] - network.y[network.start],
    )
    below = np.cumsum(np.where(speeds > 0, metres, 0.0)[order])
    if not len(below) or below[-1] == 0:
        return np.array([access_ms])
    place = np.searchsorted(below, np.array(_SHARES) * below[-1]).clip(0, len(below) - 1)
    # A hair above, for streets of one speed differ in their last digits.
    chosen = np.maximum(speeds[order][place] * (1 + 1e-6), access_ms)
    return np.unique(np.append(chosen, max(float(speeds.max()), access_ms)))


def may_be_too_long(
    seconds: NDArray[np.uint16], least_s: NDArray[np.float64], cutoff_s: int
) -> NDArray[np.bool_]:
    """Which times, or reasons for none, a trip by outside might change.

    Parameters
    ----------
    seconds
        Times found, and reasons of `Status`.
    least_s
        Seconds that a trip by outside takes at least.
    cutoff_s
        What takes longer has no time anyway.

    Examples
    --------
    By outside it takes ten minutes at least: nine are certain, and eleven are not. Nobody knows
    either whether there is no way at all.

    >>> from geoaccess.times import Status
    >>> found = np.array([540, 660, Status.UNREACHABLE], dtype=np.uint16)
    >>> may_be_too_long(found, np.full(3, 600.0), cutoff_s=1800).tolist()
    [False, True, True]
    """
    asked = np.where(seconds <= LONGEST_SECONDS, seconds, float(cutoff_s))
    is_so: NDArray[np.bool_] = asked + SLACK_S > least_s
    return is_so


def border_m(
    covered: shapely.Geometry, x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Metres from places to the border in a straight line; 0 outside it."""
    points = shapely.points(x, y)
    shapely.prepare(covered)
    metres = shapely.distance(points, shapely.boundary(covered))
    return np.where(shapely.contains(covered, points), metres, 0.0)
