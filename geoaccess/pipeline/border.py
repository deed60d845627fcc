"""Who lives so near the border of the streets that were read that their time is not certain."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyproj

from geoaccess.errors import NoticeList
from geoaccess.layers import is_vardcentral
from geoaccess.messages.modes import MODE_WORDS
from geoaccess.sources.streets import extent_of_trips
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel.border import border_m, by_outside, may_be_too_long
from geoaccess.travel.top_speed import top_speed_ms

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
    from numpy.typing import NDArray

    from geoaccess.errors import Notice
    from geoaccess.layers import Layers
    from geoaccess.times import Times
    from geoaccess.travel import Mode, Network
    from geoaccess.travel.places import Places

__all__ = ["border_notices"]

_PAIRS_AT_ONCE = 20_000_000


def border_notices(
    layers: Layers, network: Network, mode: Mode, times: Times, places: tuple[Places, Places]
) -> tuple[Notice, ...]:
    """How many people's time to the nearest vårdcentral might be shorter by unknown streets.

    Parameters
    ----------
    layers
        With the people, the sites, and the streets and how far they are known.
    network, mode, times
        The streets, who travels along them, and how long it takes.
    places
        Origins and sites of the times.

    Returns
    -------
    tuple of Notice
        GA-S550, or nothing where every such time is certain.
    """
    covered = network.streets.covered
    chosen = np.flatnonzero(is_vardcentral(layers.sites))
    if covered is None or not len(chosen) or not len(layers.points):
        return ()
    origins, sites = places[0], _only(places[1], chosen)
    nearest = _nearest(times, chosen)
    people = layers.points["people"].to_numpy(dtype=np.float64)
    rows = np.flatnonzero((people > 0) & ~_off_streets(nearest, mode, covered, origins, sites))
    certain_s = np.zeros(len(rows))
    for closely in (False, True):
        here = _only(origins, rows)
        outside = by_outside(network.of_mode(mode), mode, covered, here, sites, closely=closely)
        certain_s = outside.nearest()
        doubtful = may_be_too_long(nearest[rows], certain_s, mode.cutoff_s)
        rows, certain_s = rows[doubtful], certain_s[doubtful]
        if not len(rows):
            return ()
    longest = np.where(nearest <= LONGEST_SECONDS, nearest, mode.cutoff_s)[rows].max()
    told = float(people[rows].sum())
    found = NoticeList()
    found.add(
        "GA-S550",
        mode=MODE_WORDS[mode.name],
        people=round(told),
        percent=_percent(told / float(people.sum())),
        minutes=math.floor(certain_s.min() / 60),
        box=_degrees(layers.points, origins, sites, float(longest) * top_speed_ms(mode)),
    )
    return tuple(found)


def _off_streets(
    nearest: NDArray[np.uint16],
    mode: Mode,
    covered: shapely.Geometry,
    origins: Places,
    sites: Places,
) -> NDArray[np.bool_]:
    """Who is so far from all streets that they have no time by streets beyond the border either."""
    off: NDArray[np.bool_] = nearest == Status.NOT_SNAPPED
    if off.all() and (border_m(covered, sites.x, sites.y) < mode.max_snap_m).any():
        # It may be the sites that got onto no street, and have one beyond the border.
        return np.zeros_like(off)
    off &= border_m(covered, origins.x, origins.y) >= mode.max_snap_m
    return off


def _only(places: Places, which: NDArray[np.int64]) -> Places:
    ids = tuple(places.ids[one] for one in which.tolist())
    return type(places)(ids, places.x[which], places.y[which])


def _nearest(times: Times, columns: NDArray[np.int64]) -> NDArray[np.uint16]:
    """The least of some columns; reasons for none stand above all times."""
    least = np.empty(len(times.origins), dtype=np.uint16)
    step = max(1, _PAIRS_AT_ONCE // len(columns))
    for begin in range(0, len(least), step):
        rows = slice(begin, begin + step)
        least[rows] = times.seconds[rows][:, columns].min(axis=1)
    return least


def _percent(share: float) -> float:
    """Never nought of somebody, and never all of fewer."""
    return min(max(round(100 * share, 1), 0.1), 100.0 if share == 1 else 99.9)


def _degrees(points: gpd.GeoDataFrame, origins: Places, sites: Places, longest_m: float) -> str:
    """West, south, east, north in degrees, outwards, of streets that would make them certain."""
    homes = (origins.x.min(), origins.y.min(), origins.x.max(), origins.y.max())
    box = extent_of_trips(homes, sites.x, sites.y, longest_m)
    to_degrees = pyproj.Transformer.from_crs(points.crs, "EPSG:4326", always_xy=True)
    west, south, east, north = to_degrees.transform_bounds(*box)
    low = (math.floor(each * 100) / 100 for each in (west, south))
    high = (math.ceil(each * 100) / 100 for each in (east, north))
    return ",".join(f"{each:.2f}" for each in (*low, *high))
