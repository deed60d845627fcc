"""The ground of each site: where those live who go there, as areas to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.travel.ground import RADIUS_M, Ground, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geoaccess.travel.places import Places

__all__ = ["catchment_areas"]


def catchment_areas(
    points: Places,
    site_of_point: Sequence[str | None],
    sites: Sequence[str],
    *,
    crs: str,
    radius_m: float = RADIUS_M,
) -> gpd.GeoDataFrame:
    """Ground of each site: that of the places whose site it is.

    Whose site it is, is for others to say: `geoaccess.access.nearest` tells the nearest,
    `geoaccess.access.assign_least_time` who gets where when there is room for so many.

    Parameters
    ----------
    points
        Where people live (metres).
    site_of_point
        The site of each point; None (or NaN) where it has none.
    sites
        All sites, in the order wanted.
    crs
        The coordinate system of the points.
    radius_m
        How far from a place the ground is that it speaks for.

    Returns
    -------
    GeoDataFrame
        A row per site, ``site_id``, ``points`` (how many are its own) and ``geometry``, a
        MultiPolygon that is empty where nobody is; and at the end one with a missing
        ``site_id`` for the points that have no site, so that all points are there.

    Raises
    ------
    ValueError
        If there is not one site per point, or one that is not among `sites`.

    Notes
    -----
    The areas do not overlap; a point lies in that of its site. Points less than a decimetre apart
    share their ground, which goes to the site that comes first.

    Examples
    --------
    >>> from geoaccess.travel.places import Places
    >>> homes = Places(("a", "b", "islet"), np.array([0.0, 400.0, 9000.0]), np.zeros(3))
    >>> areas = catchment_areas(homes, ["x", "y", None], ["x", "y", "z"], crs="EPSG:3006")
    >>> areas["points"].tolist(), areas.geometry.is_empty.tolist()
    ([1, 1, 0, 1], [False, False, True, False])
    """
    import geopandas as gpd  # noqa: PLC0415 -- heavy, and only maps ask for it

    if len(site_of_point) != len(points):
        msg = f"{len(points)} points, but {len(site_of_point)} sites for them"
        raise ValueError(msg)
    place = {site: number for number, site in enumerate(sites)}
    named = [each if isinstance(each, str) else None for each in site_of_point]
    unknown = sorted({each for each in named if each is not None} - place.keys())
    if unknown:
        msg = f"sites that are not among those given: {', '.join(unknown)}"
        raise ValueError(msg)
    own = np.array([len(sites) if each is None else place[each] for each in named], dtype=np.int64)
    ground = Ground.around(points, radius_m)
    of_spot = np.full(len(ground.cells), len(sites))
    np.minimum.at(of_spot, ground.spot, own)
    everywhere = np.arange(len(sites) + 1)
    areas = [
        joined(ground.cells[of_spot == each]) if (of_spot == each).any() else shapely.MultiPolygon()
        for each in everywhere
    ]
    return gpd.GeoDataFrame(
        {
            "site_id": [*sites, None],
            "points": np.bincount(own, minlength=len(everywhere)),
        },
        geometry=areas,
        crs=crs,
    )
