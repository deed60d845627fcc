"""How far streets reach: up to where a file holds them all, and as far as trips may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.streets.model import Bounds

__all__ = ["extent_of", "extent_of_trips"]

# A box of degrees is curved in metres; a corner this often (degrees) follows it to some metres.
_STEP = 0.05
# Of a box much larger than the streets only this much beyond them is looked at (degrees).
_BEYOND = 5.0


def extent_of(streets: Bounds, said: Bounds | None, crs: str) -> shapely.Geometry:
    """Within which a file holds all streets there are.

    What its head says; where it says nothing, up to its outermost streets: nobody knows whether
    there are others beyond them.

    Parameters
    ----------
    streets
        Bounds of all the streets of the file, in metres.
    said
        West, south, east, north in degrees, by the head of the file.
    crs
        The study's coordinate system.

    Examples
    --------
    A file of one street, in a box of which its head says that there are no others.

    >>> street = (500_000.0, 6_651_411.0, 500_100.0, 6_651_411.0)
    >>> extent_of(street, None, "EPSG:3006").bounds == street
    True
    >>> whole = extent_of(street, (15.0, 60.0, 15.1, 60.1), "EPSG:3006")
    >>> [round(each, -2) for each in whole.bounds]
    [500000.0, 6651400.0, 505600.0, 6662600.0]
    """
    outermost = shapely.box(*streets)
    if said is None:
        return outermost
    to_metres = pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    west, south, east, north = to_metres.transform_bounds(*streets, direction="INVERSE")
    near = shapely.box(west - _BEYOND, south - _BEYOND, east + _BEYOND, north + _BEYOND)
    known = shapely.segmentize(shapely.intersection(shapely.box(*said), near), _STEP)
    drawn = shapely.transform(known, lambda at: np.column_stack(to_metres.transform(*at.T)))
    is_drawn = not drawn.is_empty and drawn.is_valid and np.isfinite(drawn.bounds).all()
    return drawn if is_drawn else outermost


def extent_of_trips(
    homes: Bounds, x: NDArray[np.float64], y: NDArray[np.float64], longest_m: float
) -> Bounds:
    """Out of which no trip goes that is at most so long, from these homes to any of the sites.

    A trip from o by p to s is at least as long as the two straight lines. To the east of both,
    ``(p - o) + (p - s) <= longest`` in the coordinate to the east, so p is at most half of
    ``o + s + longest``; and so on each side. Sites that are farther away than a trip are left out.

    Parameters
    ----------
    homes
        West, south, east, north of where people live.
    x, y
        ``(site,)``: where the sites are.
    longest_m
        Metres of the longest trip.

    Examples
    --------
    Trips of 10 km from a place to itself end 5 km away; those to a site 4 km to the east get
    3 km beyond it.

    >>> home = (0.0, 0.0, 0.0, 0.0)
    >>> extent_of_trips(home, np.array([0.0]), np.array([0.0]), 10_000)
    (-5000.0, -5000.0, 5000.0, 5000.0)
    >>> extent_of_trips(home, np.array([0.0, 4000.0]), np.array([0.0, 0.0]), 10_000)
    (-5000.0, -5000.0, 7000.0, 5000.0)
    """
    west, south, east, north = homes
    aside = np.maximum(west - x, x - east).clip(0)
    above = np.maximum(south - y, y - north).clip(0)
    away = np.hypot(aside, above)
    x, y = x[away <= longest_m], y[away <= longest_m]
    if not len(x):
        return homes
    return (
        float(west + x.min() - longest_m) / 2,
        float(south + y.min() - longest_m) / 2,
        float(east + x.max() + longest_m) / 2,
        float(north + y.max() + longest_m) / 2,
    )
