"""The table of units: each counts the points that lie in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import share_within
from geoaccess.layers import is_vardcentral
from geoaccess.pipeline.areas import mean_by, times_by

if TYPE_CHECKING:
    import geopandas as gpd

    from geoaccess.layers import Layers

__all__ = ["unit_table"]

_CAR_CLASSES_MIN = (5, 10, 30)
_TIMES = ["minutes_median", "minutes_p90", "minutes_second", "minutes_third", "share_within"]


def unit_table(
    layers: Layers, areas: pd.DataFrame, points: pd.DataFrame, gp_gap: pd.Series
) -> gpd.GeoDataFrame:
    """Columns of ``UNIT_COLUMNS``, indexed by unit.

    `areas` carries the flags; `gp_gap` is by unit, missing where it cannot be told.
    """
    units = layers.units[["name", "kind", "geometry"]]
    unit = points["unit_id"]
    groups = [c for c in ("people", "age_65plus", "age_80plus") if c in points]
    table = units.join(points.groupby(unit)[groups].sum()).fillna(dict.fromkeys(groups, 0.0))
    flagged = areas["flag"].reindex(points["area_id"]).to_numpy() == "flagged"
    table["areas"] = areas.groupby("unit_id").size().reindex(table.index, fill_value=0)
    table["flagged_areas"] = (
        areas.loc[areas["flag"] == "flagged"].groupby("unit_id").size()
    ).reindex(table.index, fill_value=0)
    table["flagged_people"] = points["people"].where(flagged, 0.0).groupby(unit).sum()
    table = table.join(times_by(points, unit)[_TIMES])
    need = areas["need_index"].reindex(points["area_id"]).set_axis(points.index)
    known = need.notna()
    table["need_index"] = mean_by(need[known], points["people"][known], unit[known])
    table["need_coverage"] = mean_by(known.astype(float), points["people"], unit)
    supply = areas["spar"].reindex(points["area_id"])
    table["spar"] = mean_by(supply, points["people"], unit)
    for minutes in _CAR_CLASSES_MIN:
        table[f"share_car_{minutes}"] = _share_by_car(points, minutes)
    ours = layers.sites.loc[is_vardcentral(layers.sites) & ~layers.sites["context"].astype(bool)]
    table["sites"] = ours.groupby("unit_id").size().reindex(table.index, fill_value=0)
    table["gp_gap"] = gp_gap.reindex(table.index)
    table["leakage_share"] = _leakage(layers, points)
    return table.join(_coordination(layers))


def _share_by_car(points: pd.DataFrame, minutes: int) -> pd.Series | float:
    if "seconds_car" not in points:
        return np.nan
    found = share_within(
        points["seconds_car"], points["people"], minutes * 60, by=points["unit_id"]
    )
    return found["share"]


def _leakage(layers: Layers, points: pd.DataFrame) -> pd.Series:
    """Share of people whose nearest vårdcentral lies in another unit or beyond the border."""
    site_unit = layers.sites["unit_id"].reindex(points["site_id"].to_numpy()).to_numpy()
    has_site = points["site_id"].notna().to_numpy()
    elsewhere = has_site & (site_unit != points["unit_id"].to_numpy())
    people = points["people"].where(has_site, 0.0)
    there = people.groupby(points["unit_id"]).sum()
    out = people.where(elsewhere, 0.0).groupby(points["unit_id"]).sum()
    return (out / there).where(there > 0)


def _coordination(layers: Layers) -> pd.DataFrame:
    """GSA and KSA per unit: the register's word, else the sites that are marked."""
    marked = layers.sites.loc[layers.sites["gsa"].fillna(value=False).astype(bool)]
    gsa = marked.reset_index().drop_duplicates("unit_id").set_index("unit_id")["site_id"]
    gsa = gsa.reindex(layers.units.index)
    ksa = pd.Series(None, index=layers.units.index, dtype=object)
    register = layers.register
    if register is not None:
        if "gsa_site_id" in register:
            gsa = _first(register["gsa_site_id"]).reindex(gsa.index).fillna(gsa)
        if "ksa_function" in register:
            ksa = _first(register["ksa_function"]).reindex(ksa.index)
    name = layers.sites["name"].reindex(gsa.to_numpy()).to_numpy()
    return pd.DataFrame({"gsa_site_id": gsa, "gsa_name": name, "ksa_function": ksa})


def _first(column: pd.Series) -> pd.Series:
    return column.dropna().groupby(level=0).first()
