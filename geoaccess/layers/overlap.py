"""Shares of older areas in newer ones, by the people who live where the two overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["overlap_shares", "people_in"]

# Borders drawn anew wander by metres: so much of an area may do so without its being another.
_SAME = 0.98
# So many of its people must still live in an area that is said to be the same.
_STAYS = 0.9
# What is this small by ground and by people is the drawing, and no part of the area.
_SLIVER = 0.01


def overlap_shares(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, cells: gpd.GeoDataFrame | None
) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Share of each older area's people in each newer area.

    People are spread evenly over each populated cell. Where no populated cell touches an older
    area, its ground counts instead.

    Parameters
    ----------
    old, new
        Areas, indexed by their codes.
    cells
        Populated cells with ``people``.

    Returns
    -------
    tuple
        The shares (``from_id``, ``to_id``, ``share``, summing to 1 for each older area that has
        any); the part of each older area that lies in the newer ones; whether its shares are of
        ground. The last two are by the older area's code.
    """
    pieces = _pieces(old, new)
    people = _people_on(pieces.geometry.to_numpy(), cells)
    whole = pd.Series(_people_on(old.geometry.to_numpy(), cells), index=old.index)
    size = pieces["from_id"].map(pd.Series(old.area, index=old.index)).to_numpy(float)
    area = pieces.area.to_numpy(float)
    lived = pieces["from_id"].map(whole).to_numpy(float)
    ground = lived <= 0
    sliver = (area <= _SLIVER * size) & (people <= _SLIVER * lived)
    weight = np.where(sliver, 0.0, np.where(ground, area, people))
    lives_there = ground | (people >= _STAYS * lived)
    weight = _only_itself(pieces, new, area, size, weight, lives_there)
    of_whole = np.where(ground, size, lived)
    pieces = pieces.assign(weight=weight, inside=weight / of_whole)
    total = pieces.groupby("from_id")["weight"].transform("sum")
    shares = pd.DataFrame(
        {
            "from_id": pieces["from_id"],
            "to_id": pieces["to_id"],
            "share": pieces["weight"] / total.where(total > 0),
        }
    )
    inside = pieces.groupby("from_id")["inside"].sum().reindex(old.index, fill_value=0.0)
    kept = shares[shares["share"] > 0].sort_values(["from_id", "to_id"]).reset_index(drop=True)
    return kept, inside.clip(upper=1.0), whole <= 0


def people_in(areas: gpd.GeoDataFrame, cells: gpd.GeoDataFrame) -> pd.Series:
    """People of the cells in each area, each cell's spread evenly over it."""
    return pd.Series(_people_on(areas.geometry.to_numpy(), cells), index=areas.index)


def _pieces(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    first, second = shapely.STRtree(new.geometry.to_numpy()).query(
        old.geometry.to_numpy(), predicate="intersects"
    )
    shapes = shapely.intersection(old.geometry.to_numpy()[first], new.geometry.to_numpy()[second])
    made = gpd.GeoDataFrame(
        {"from_id": old.index.to_numpy()[first], "to_id": new.index.to_numpy()[second]},
        geometry=shapes,
        crs=old.crs,
    )
    return made[made.area > 0].reset_index(drop=True)


def _people_on(shapes: NDArray[np.object_], cells: gpd.GeoDataFrame | None) -> NDArray[np.float64]:
    people = np.zeros(len(shapes))
    if cells is None or not len(cells):
        return people
    squares = cells.geometry.to_numpy()
    at, cell = shapely.STRtree(squares).query(shapes, predicate="intersects")
    part = shapely.area(shapely.intersection(shapes[at], squares[cell])) / shapely.area(
        squares[cell]
    )
    count = cells["people"].fillna(0).to_numpy(float)
    np.add.at(people, at, part * count[cell])
    return people


def _only_itself(
    pieces: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    area: NDArray[np.floating],
    size: NDArray[np.floating],
    weight: NDArray[np.floating],
    lives_there: NDArray[np.bool_],
) -> NDArray[np.floating]:
    """An area that is drawn as before, but for its borders' wandering, is the same area.

    Not where its people say otherwise: a town cut out of a forest takes little ground.
    """
    theirs = pieces["to_id"].map(pd.Series(new.area, index=new.index)).to_numpy(float)
    same = (area / (size + theirs - area) >= _SAME) & lives_there
    old_same = pieces["from_id"].isin(pieces["from_id"][same]).to_numpy()
    new_same = pieces["to_id"].isin(pieces["to_id"][same]).to_numpy()
    only = np.where(same, np.maximum(weight, 1e-9), 0.0)
    return np.where(old_same | new_same, only, weight)
