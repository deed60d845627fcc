"""Where people can live when no grid says: along the streets that have homes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geoaccess.layers.thinned import inside_areas, thinned

if TYPE_CHECKING:
    from geoaccess.sources.streets import Streets

__all__ = ["street_places"]

# Streets that homes stand on. Through roads, tracks, paths and service lanes pass where few live.
_HOMES = frozenset({"residential", "living_street", "unclassified", "tertiary", "secondary"})
# One place per square of SCB's 250 m grid; coarser in large areas, so that none has thousands.
_CELL_M = 250.0
_MOST_CELLS = 400.0


def street_places(areas: gpd.GeoDataFrame, streets: Streets) -> gpd.GeoDataFrame:
    """Nodes of streets with homes, thinned to one per cell, weighted by the street around them.

    A cell is 250 m wide, or so wide that an area has at most about 400. Its place is the node
    nearest the middle of its streets; its weight is their length, for people live along streets
    and a bend that is drawn with many nodes has no more of them.

    Parameters
    ----------
    areas
        Indexed by ``area_id``.
    streets
        In the same coordinate system.

    Returns
    -------
    GeoDataFrame
        ``area_id``, ``metres`` of street and the point; areas without such a street have no row.
    """
    nodes = _nodes(streets, areas)
    square_metres = areas.area.reindex(nodes["area_id"]).to_numpy(float)
    width = np.maximum(_CELL_M, np.sqrt(square_metres / _MOST_CELLS))
    kept = thinned(nodes.rename(columns={"metres": "weight"}), width)
    return gpd.GeoDataFrame(
        kept[["area_id"]].assign(metres=kept["weight"]),
        geometry=gpd.points_from_xy(kept["x"], kept["y"]),
        crs=areas.crs,
    )


def _nodes(streets: Streets, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Ends of the segments of such streets, with half of each segment's length, by area."""
    homes = np.array([tags.get("highway") in _HOMES for tags in streets.way_tags], dtype=bool)
    used = homes[streets.segment_way]
    start, end = streets.segment_from[used], streets.segment_to[used]
    x, y = streets.node_x, streets.node_y
    half = np.hypot(x[end] - x[start], y[end] - y[start]) / 2
    metres = np.bincount(start, half, minlength=len(x)) + np.bincount(end, half, minlength=len(x))
    there = np.flatnonzero(metres > 0)
    points = gpd.GeoDataFrame(
        {"x": x[there], "y": y[there], "metres": metres[there]},
        geometry=gpd.points_from_xy(x[there], y[there]),
        crs=areas.crs,
    )
    inside = inside_areas(points, areas)
    return pd.DataFrame(inside[["x", "y", "metres", "area_id"]]).reset_index(drop=True)
