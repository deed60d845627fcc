"""Where people live by a grid: the cells say how many more live here than there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from geoaccess.errors import InputError
from geoaccess.tables import GROUPS

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable

__all__ = ["grid_places"]

# Two counts of the same people a year apart differ by a few per cent, not by more.
_MOST_APART = 0.1


def grid_places(
    areas: gpd.GeoDataFrame, grid: SourceTable, found: NoticeList
) -> list[gpd.GeoDataFrame]:
    """Cells whose centre lies in an area; where none does, the parts of cells that overlap it.

    Returns
    -------
    list of GeoDataFrame
        ``point_id``, ``area_id``, ``placed_by`` and a ``weight_`` for people and each age group
        that the grid counts.

    Raises
    ------
    InputError
        No cell lies in the areas.
    """
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
