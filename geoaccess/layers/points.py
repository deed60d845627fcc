"""Population points: where in each area its people live.

Areas say how many; a grid, buildings or streets only say where. A populated area never ends without
a point. What placed it stands on each point, and is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.places import Places, candidates
from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    import geopandas as gpd

    from geoaccess.sources import SourceTable
    from geoaccess.sources.streets import Streets
    from geoaccess.study.model import PlaceKind

__all__ = ["build_points"]


def build_points(
    areas: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    grid: SourceTable | None,
    streets: Streets | None,
    found: NoticeList,
    *,
    districts: str = "",
    buildings: SourceTable | None = None,
    by: PlaceKind = "grid",
) -> gpd.GeoDataFrame:
    """Place every area's people on points, each with an area and a unit of its own.

    Parameters
    ----------
    areas, units
        Indexed by their ids.
    grid, streets, buildings
        What tells where people live, each None where it is not given.
    found
        Gets what placed whom.
    districts
        What to call the file of the units that are not made of areas.
    by
        The best of grid, buildings and streets that is used.

    Returns
    -------
    GeoDataFrame
        Indexed by ``point_id``; ``people`` sums to the area's people, age groups to theirs.
    """
    points = candidates(
        areas, Places(grid=grid, buildings=buildings, streets=streets, by=by), found
    )
    points = _share_out(points, areas)
    points["settlement"] = areas["settlement"].reindex(points["area_id"]).to_numpy()
    points["unit_id"] = _unit_of(points, areas, units, found, districts)
    ordered = points.sort_values(["area_id", "point_id"]).set_index("point_id")
    return ordered[[*(c for c in ordered.columns if c != "geometry"), "geometry"]]


def _share_out(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Divide each area's counts over its points by their weights; sums are kept."""
    result = points.drop(columns=[c for c in points.columns if c.startswith("weight_")])
    area = points["area_id"]
    # The older live where the old live, these where everyone does, if a grid says no more.
    like = points["weight_people"].astype(float)
    for name in ("people", *(g for g in GROUPS if g in areas.columns)):
        weight = _completed(points.get(f"weight_{name}", like).astype(float), like, area)
        total = weight.groupby(area).transform("sum")
        weight = weight.where(total > 0, like)
        total = weight.groupby(area).transform("sum")
        count = areas[name].reindex(area).to_numpy(float)
        result[name] = count * weight.to_numpy(float) / total.to_numpy(float)
        like = weight
    return result


def _completed(weight: pd.Series, like: pd.Series, area: pd.Series) -> pd.Series:
    """Where a cell withholds a group, its part of the area's is as in the cells that tell."""
    told = weight.notna()
    ratio = weight.groupby(area).sum() / like.where(told).groupby(area).sum()
    guessed = like * area.map(ratio).fillna(1.0)
    return weight.where(told, guessed)


def _unit_of(
    points: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    found: NoticeList,
    districts: str,
) -> np.ndarray:
    """The unit each point lies in; a point in a gap goes to the nearest of its own kommun."""
    kommun = areas["kommun_code"].reindex(points["area_id"]).to_numpy()
    unit = np.full(len(points), None, dtype=object)
    strayed = 0
    faults = NoticeList()
    for code in pd.unique(kommun):
        here = np.flatnonzero(kommun == code)
        options = units.loc[units["kommun_code"] == code]
        tree = shapely.STRtree(options.geometry.to_numpy())
        nearest, distance = tree.query_nearest(
            points.geometry.to_numpy()[here], return_distance=True, all_matches=False
        )
        unit[here[nearest[0]]] = options.index.to_numpy()[nearest[1]]
        strayed += int((distance > 0).sum())
        if len(distance) and (distance > 0).all():
            faults.add("GA-L033", file=districts, value=code, n=len(here))
    InputError.refuse(faults)
    if strayed:
        found.add("GA-L022", file=districts, n=strayed)
    return unit
