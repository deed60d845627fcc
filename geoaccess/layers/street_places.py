"""Where people can live when no grid says: along the streets that have homes on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

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
    cell = [
        nodes["area_id"].to_numpy(),
        np.floor(nodes["x"].to_numpy() / width).astype(np.int64),
        np.floor(nodes["y"].to_numpy() / width).astype(np.int64),
    ]
    metres = nodes["metres"].groupby(cell).transform("sum")
    middle = nodes[["x", "y"]].mul(nodes["metres"], axis=0).groupby(cell).transform("sum")
    aside = nodes[["x", "y"]] - middle.div(metres, axis=0)
    off = np.hypot(aside["x"], aside["y"])
    order = np.lexsort((nodes["x"], nodes["y"], off))
    kept = nodes.assign(metres=metres, east=cell[1], north=cell[2]).iloc[order]
    kept = kept.drop_duplicates(["area_id", "east", "north"])
    kept = kept.sort_values(["area_id", "north", "east"]).reset_index(drop=True)
    return gpd.GeoDataFrame(
        kept[["area_id", "metres"]],
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
    inside = gpd.sjoin(points, areas[["geometry"]].rename_axis("area_id"), predicate="within")
    # Where areas overlap, a node belongs to the first.
    inside = inside.sort_values("area_id", kind="stable")
    inside = inside.loc[~inside.index.duplicated()].sort_index()
    return pd.DataFrame(inside[["x", "y", "metres", "area_id"]]).reset_index(drop=True)
