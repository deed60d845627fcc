"""Population points: where in each area its people live.

Areas say how many, the grid only says where. A populated area never ends without a point: cells
whose centre lies in it, else the parts of the cells that overlap it; without a grid places along
its streets; else a point inside it. What was used stands on each point, and is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.street_places import street_places
from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    from geoaccess.sources import SourceTable
    from geoaccess.sources.streets import Streets

__all__ = ["build_points"]

# Two counts of the same people a year apart differ by a few per cent, not by more.
_MOST_APART = 0.1


def build_points(
    areas: gpd.GeoDataFrame,
    units: gpd.GeoDataFrame,
    grid: SourceTable | None,
    streets: Streets | None,
    found: NoticeList,
    *,
    districts: str = "",
) -> gpd.GeoDataFrame:
    """Place every area's people on points, each with an area and a unit of its own.

    `districts` is what to call the file of the units that are not made of areas.

    Returns
    -------
    GeoDataFrame
        Indexed by ``point_id``; ``people`` sums to the area's people, age groups to theirs.
    """
    if grid is not None:
        placed = _from_grid(areas, grid, found)
    else:
        placed = [] if streets is None else [_along_streets(areas, streets)]
    have = set().union(*(set(part["area_id"]) for part in placed))
    rest = areas.loc[~areas.index.isin(have)]
    if len(rest):
        placed.append(_inside_points(rest))
    _note_places(areas, rest, grid, placed, found)
    points = gpd.GeoDataFrame(pd.concat(placed, ignore_index=True), crs=areas.crs)
    points = _share_out(points, areas)
    points["settlement"] = areas["settlement"].reindex(points["area_id"]).to_numpy()
    points["unit_id"] = _unit_of(points, areas, units, found, districts)
    ordered = points.sort_values(["area_id", "point_id"]).set_index("point_id")
    return ordered[[*(c for c in ordered.columns if c != "geometry"), "geometry"]]


def _note_places(
    areas: gpd.GeoDataFrame,
    rest: gpd.GeoDataFrame,
    grid: SourceTable | None,
    placed: list[gpd.GeoDataFrame],
    found: NoticeList,
) -> None:
    """Say what tells where people live, and how many it does not tell of."""
    people = round(float(rest["people"].sum()))
    if grid is not None:
        if len(rest):
            found.add("GA-L020", file=grid.provenance.path, n=len(rest), people=people)
    elif len(rest) == len(areas):
        found.add("GA-L025", n=len(rest))
    else:
        found.add("GA-L026", points=sum(map(len, placed)) - len(rest), n=len(areas) - len(rest))
        if len(rest):
            found.add("GA-L027", n=len(rest), people=people)


def _along_streets(areas: gpd.GeoDataFrame, streets: Streets) -> gpd.GeoDataFrame:
    places = street_places(areas, streets)
    number = places.groupby("area_id").cumcount() + 1
    return gpd.GeoDataFrame(
        {
            "point_id": places["area_id"] + "-street-" + number.astype(str).str.zfill(3),
            "area_id": places["area_id"],
            "placed_by": "street",
            "weight_people": places["metres"],
        },
        geometry=places.geometry,
        crs=areas.crs,
    )


def _from_grid(
    areas: gpd.GeoDataFrame, grid: SourceTable, found: NoticeList
) -> list[gpd.GeoDataFrame]:
    cells = gpd.GeoDataFrame(grid.frame)
    centres = gpd.GeoDataFrame(
        cells.drop(columns="geometry"), geometry=cells.geometry.centroid, crs=cells.crs
    )
    inside = gpd.sjoin(
        centres, areas[["geometry"]].rename_axis("area_id"), predicate="within", how="inner"
    ).drop_duplicates("cell_id")
    if inside.empty:
        raise InputError.of("GA-L029", file=grid.provenance.path, n=len(cells))
    _note_cells_outside(cells, inside, grid, found)
    _note_difference(areas, inside, grid, found)
    populated = inside.loc[inside["people"] > 0]
    by_centre = _weighted(populated, populated["cell_id"], "cell", 1.0)
    without = areas.loc[(areas["people"] > 0) & ~areas.index.isin(by_centre["area_id"])]
    parts = [by_centre]
    if len(without):
        overlap = _overlapping(cells, without)
        if len(overlap):
            parts.append(overlap)
            found.add(
                "GA-L021",
                file=grid.provenance.path,
                n=overlap["area_id"].nunique(),
                areas=", ".join(sorted(overlap["area_id"].unique())[:5]),
            )
    return parts


def _weighted(
    rows: gpd.GeoDataFrame, ids: pd.Series, placed_by: str, share: float | pd.Series
) -> gpd.GeoDataFrame:
    """Candidate points with weights: relative numbers of people, shared out per area later."""
    weights = {f"weight_{name}": rows[name] * share for name in _groups(rows)}
    return gpd.GeoDataFrame(
        {
            "point_id": ids,
            "area_id": rows["area_id"],
            "placed_by": placed_by,
            "weight_people": rows["people"] * share,
            **weights,
        },
        geometry=rows.geometry,
        crs=rows.crs,
    )


def _groups(rows: pd.DataFrame) -> list[str]:
    return [name for name in GROUPS if name in rows.columns]


def _overlapping(cells: gpd.GeoDataFrame, without: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Parts of populated cells that fall in areas which hold no cell's centre."""
    populated = cells.loc[cells["people"] > 0]
    pieces = gpd.overlay(
        populated.assign(cell_area=populated.area),
        without[["geometry"]].rename_axis("area_id").reset_index(),
        how="intersection",
        keep_geom_type=True,
    )
    share = pieces.area / pieces["cell_area"]
    pieces = pieces.set_geometry(pieces.representative_point())
    return _weighted(pieces, pieces["cell_id"] + "-" + pieces["area_id"], "cell_overlap", share)


def _inside_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "point_id": areas.index + "-inside",
            "area_id": areas.index,
            "placed_by": "inside_point",
            "weight_people": 1.0,
        },
        geometry=areas.representative_point().to_numpy(),
        crs=areas.crs,
    )


def _share_out(points: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Divide each area's counts over its points by their weights; sums are kept."""
    result = points.drop(columns=[c for c in points.columns if c.startswith("weight_")])
    area = points["area_id"]
    # The older live where the old live, these where everyone does, if a grid says no more.
    like = points["weight_people"].astype(float)
    for name in ("people", *_groups(areas)):
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


def _note_cells_outside(
    cells: gpd.GeoDataFrame, inside: gpd.GeoDataFrame, grid: SourceTable, found: NoticeList
) -> None:
    outside = cells.loc[~cells["cell_id"].isin(inside["cell_id"])]
    if len(outside):
        found.add(
            "GA-L023",
            file=grid.provenance.path,
            n=len(outside),
            people=round(float(outside["people"].sum())),
        )


def _note_difference(
    areas: gpd.GeoDataFrame, inside: gpd.GeoDataFrame, grid: SourceTable, found: NoticeList
) -> None:
    table, there = float(areas["people"].sum()), float(inside["people"].sum())
    if table != there:
        far_apart = abs(there - table) > _MOST_APART * table
        found.add(
            "GA-L030" if far_apart else "GA-L024",
            file=grid.provenance.path,
            table=round(table),
            grid=round(there),
            difference=round(there - table),
        )
