"""Many places made few: one per square of an area, with the weight of all that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["inside_areas", "thinned"]


def inside_areas(places: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Places that lie in an area, with its ``area_id``; where areas overlap, the first's."""
    inside = gpd.sjoin(places, areas[["geometry"]].rename_axis("area_id"), predicate="within")
    inside = inside.sort_values("area_id", kind="stable")
    return inside.loc[~inside.index.duplicated()].sort_index()


def thinned(places: pd.DataFrame, width: float | NDArray[np.float64]) -> pd.DataFrame:
    """One place per square and area: the one nearest the weighted middle of those in it.

    Parameters
    ----------
    places
        ``area_id``, ``x``, ``y`` in metres and ``weight``, none of them negative, and some above
        nought in each square.
    width
        Side of the squares in metres, one for all or one by place; the same within an area.

    Returns
    -------
    DataFrame
        The same columns; `weight` is the sum of the square's, so an area's is kept.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"area_id": "a", "x": [10.0, 30.0, 900.0], "y": [5.0, 5.0, 5.0], "weight": [3, 1, 2]}
    >>> thinned(pd.DataFrame(rows), 100.0)[["x", "weight"]].to_numpy().tolist()
    [[10.0, 4.0], [900.0, 2.0]]
    """
    square = [
        places["area_id"].to_numpy(),
        np.floor(places["x"].to_numpy() / width).astype(np.int64),
        np.floor(places["y"].to_numpy() / width).astype(np.int64),
    ]
    weight = places["weight"].groupby(square).transform("sum")
    middle = places[["x", "y"]].mul(places["weight"], axis=0).groupby(square).transform("sum")
    aside = places[["x", "y"]] - middle.div(weight, axis=0)
    off = np.hypot(aside["x"], aside["y"])
    order = np.lexsort((places["x"], places["y"], off))
    kept = places.assign(weight=weight, east=square[1], north=square[2]).iloc[order]
    kept = kept.drop_duplicates(["area_id", "east", "north"])
    kept = kept.sort_values(["area_id", "north", "east"]).reset_index(drop=True)
    return kept[["area_id", "x", "y", "weight"]]
