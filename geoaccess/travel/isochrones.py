"""The ground within so many minutes of each site, as areas to be shown."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.errors import InputError
from geoaccess.travel.ground import RADIUS_M, Ground, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from geoaccess.times import AnyTimes
    from geoaccess.travel.places import Places

__all__ = ["isochrone_areas"]


def isochrone_areas(
    times: AnyTimes,
    points: Places,
    sites: Places,
    minutes: Sequence[float] = (5, 10, 15, 30),
    *,
    crs: str,
    radius_m: float = RADIUS_M,
) -> gpd.GeoDataFrame:
    """Ground from where each site is reached within each of some times.

    Each place speaks for the ground that is nearer to it than to any other, at most `radius_m`
    away (`geoaccess.travel.ground`); an area is the ground of the places that reach the site in
    time, and the site's own. What lies between is not guessed: where nobody lives there is no
    area, however good the road.

    Parameters
    ----------
    times
        From the points to the sites.
    points, sites
        Where they lie (metres), in the order of ``times.origins`` and ``times.sites``.
    minutes
        Limits, in any order; a time that is exactly a limit is within it.
    crs
        The coordinate system of the points.
    radius_m
        How far from a place the ground is that it speaks for.

    Returns
    -------
    GeoDataFrame
        A row per site and limit, sites in their order and limits rising: ``site_id``, ``mode``,
        ``minutes``, ``points`` (how many reach the site in time) and ``geometry``, a MultiPolygon
        that is empty where no point does.

    Raises
    ------
    InputError
        If a limit is not above nought, or beyond the cutoff of the times: what lies beyond was
        not worked out.
    ValueError
        If points or sites are not those of the times.

    Notes
    -----
    The areas of a site are nested, and each that is not empty holds the site. A point within the
    limit lies in the area and one beyond it does not, as long as they are more than a decimetre
    apart.

    Examples
    --------
    >>> from geoaccess.times import Times
    >>> from geoaccess.travel.places import Places
    >>> homes = Places(("near", "far"), np.array([0.0, 1000.0]), np.array([0.0, 0.0]))
    >>> care = Places(("care",), np.array([100.0]), np.array([0.0]))
    >>> seconds = np.array([[240], [900]], dtype=np.uint16)
    >>> times = Times("walk", homes.ids, care.ids, seconds, cutoff=3600)
    >>> areas = isochrone_areas(times, homes, care, (5, 15), crs="EPSG:3006")
    >>> areas["minutes"].tolist(), areas["points"].tolist()
    ([5.0, 15.0], [1, 2])
    >>> areas.contains(shapely.Point(1000, 0)).tolist()
    [False, True]
    """
    import geopandas as gpd  # noqa: PLC0415 -- heavy, and only maps ask for it

    if (times.origins, times.sites) != (points.ids, sites.ids):
        raise ValueError("points and sites must be those of the times, in their order")
    limits = sorted(set(map(float, minutes)))
    _refuse(limits, times)
    ground = Ground.around(points, radius_m)
    rows = []
    for column, (row, seconds) in enumerate(_by_site(times)):
        near = ground.least(row, seconds)
        own = ground.at(float(sites.x[column]), float(sites.y[column]))
        area, before = shapely.MultiPolygon(), -np.inf
        for limit in limits:
            further = ground.cells[(near > before) & (near <= limit * 60)]
            if len(further):
                area = joined([*further, area, own])
            reached = int((seconds <= limit * 60).sum())
            rows.append((sites.ids[column], times.mode, limit, reached, area))
            before = limit * 60
    names = ["site_id", "mode", "minutes", "points", "geometry"]
    return gpd.GeoDataFrame(rows, columns=names, geometry="geometry", crs=crs)


def _refuse(limits: Sequence[float], times: AnyTimes) -> None:
    for limit in limits:
        if not 0 < limit * 60 <= times.cutoff:
            raise InputError.of(
                "GA-M520", column="minutes", value=f"{limit:g}", cutoff=times.cutoff / 60
            )


def _by_site(times: AnyTimes) -> list[tuple[NDArray[np.int64], NDArray[np.uint16]]]:
    """Of each site the origins that have a time to it, and their seconds."""
    begins, columns, seconds = times.pairs()
    rows = np.repeat(np.arange(len(times.origins)), np.diff(begins))
    order = np.argsort(columns, kind="stable")
    ends = np.searchsorted(columns[order], np.arange(len(times.sites) + 1))
    return [(rows[order[a:b]], seconds[order[a:b]]) for a, b in itertools.pairwise(ends)]
