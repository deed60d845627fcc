"""Where people live by buildings: the more homes stand somewhere, the more people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from geoaccess.errors import InputError
from geoaccess.layers.thinned import inside_areas, thinned

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable

__all__ = ["building_places"]

# Houses so near each other have the same way to everything; each pair of them costs a search.
_SQUARE_M = 100.0


def building_places(
    areas: gpd.GeoDataFrame, buildings: SourceTable, found: NoticeList, *, alone: bool = True
) -> gpd.GeoDataFrame:
    """One building per square of 100 m and area, with the weight of all that stand in it.

    Parameters
    ----------
    areas
        Indexed by ``area_id``.
    buildings
        Points with ``weight``, in the same coordinate system.
    found
        Gets how many places there are, and the buildings that lie in no area.
    alone
        Whether the buildings place all the areas; otherwise they fill in for something better,
        and what lies outside `areas` says nothing.

    Returns
    -------
    GeoDataFrame
        ``area_id``, ``weight`` and the point; areas whose buildings weigh nothing have no row.

    Raises
    ------
    InputError
        No building that somebody may live in lies in the areas.
    """
    file = buildings.provenance.path
    homes = gpd.GeoDataFrame(buildings.frame[buildings.frame["weight"] > 0])
    inside = inside_areas(homes, areas)
    if alone and inside.empty:
        raise InputError.of("GA-L415", file=file, n=len(buildings.frame))
    if alone and len(inside) < len(homes):
        found.add("GA-L412", file=file, n=len(homes) - len(inside))
    x, y = inside.geometry.x, inside.geometry.y
    kept = thinned(inside[["area_id", "weight"]].assign(x=x, y=y), _SQUARE_M)
    if alone:
        n, counted = kept["area_id"].nunique(), len(inside)
        found.add("GA-L411", file=file, n=n, buildings=counted, points=len(kept))
    return gpd.GeoDataFrame(
        kept[["area_id", "weight"]],
        geometry=gpd.points_from_xy(kept["x"], kept["y"]),
        crs=areas.crs,
    )
