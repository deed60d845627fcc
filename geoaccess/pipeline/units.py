"""The table of units: each counts the points that lie in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geoaccess.access import mean_by, share_within
from geoaccess.layers import own_vardcentraler
from geoaccess.pipeline.areas import times_by
from geoaccess.pipeline.coordination import coordination, gsa_by
from geoaccess.result.indicators import WHOLE_COLUMNS
from geoaccess.tables import GROUPS
from geoaccess.times import is_silent

if TYPE_CHECKING:
    import datetime as dt

    from geoaccess.layers import Layers

__all__ = ["unit_table", "whole_table"]

_CAR_CLASSES_MIN = (5, 10, 30)
_TIMES = [
    "minutes_median",
    "minutes_p90",
    "minutes_second",
    "minutes_third",
    "share_within",
    "coverage",
]


def unit_table(
    layers: Layers, areas: pd.DataFrame, points: pd.DataFrame, gp_gap: pd.Series, day: dt.date
) -> gpd.GeoDataFrame:
    """Columns of ``UNIT_COLUMNS``, indexed by unit.

    `areas` carries the flags; `gp_gap` is by unit, missing where it cannot be told; `day` is the
    study's, on which GSA and KSA are looked up.
    """
    units = layers.units[["name", "kind", "geometry"]]
    unit = points["unit_id"]
    groups = [c for c in ("people", *GROUPS) if c in points]
    table = units.assign(**{name: _known_sum(points[name], unit, units.index) for name in groups})
    table["areas"] = areas.groupby("unit_id").size().reindex(table.index, fill_value=0)
    table = table.join(_flagged(areas, points, table.index))
    table = table.join(times_by(points, unit)[_TIMES])
    need = areas["need_index"].reindex(points["area_id"]).set_axis(points.index)
    known = need.notna()
    table["need_index"] = mean_by(need[known], points["people"][known], unit[known])
    table["need_coverage"] = mean_by(known.astype(float), points["people"], unit)
    supply = areas["spar"].reindex(points["area_id"])
    table["spar"] = mean_by(supply, points["people"], unit)
    for minutes in _CAR_CLASSES_MIN:
        table[f"share_car_{minutes}"] = _share_by_car(points, minutes)
    ours = own_vardcentraler(layers.sites)
    table["sites"] = ours.groupby("unit_id").size().reindex(table.index, fill_value=0)
    table["gp_gap"] = gp_gap.reindex(table.index)
    table["leakage_share"] = _leakage(layers, points)
    told = coordination(layers, day)
    times = gsa_by(points, unit).reindex(table.index)
    # Why there is no GSA to speak of goes before why there is no time.
    state = told["gsa_state"].where(told["gsa_state"] != "ok", times["gsa_state"])
    return table.join(times.assign(gsa_state=state)).join(told.drop(columns="gsa_state"))


def whole_table(
    layers: Layers, areas: pd.DataFrame, points: pd.DataFrame, day: dt.date
) -> gpd.GeoDataFrame:
    """Kommuner that are cut into districts, as wholes: no units, but asked for beside them.

    Columns of ``WHOLE_COLUMNS``, indexed by kommun code under ``unit_id``; no row where no kommun
    is cut.
    """
    cut = layers.units.loc[layers.units["kind"] == "stadsdelsomrade"]
    kommun = layers.units["kommun_code"].where(layers.units.index.isin(cut.index))
    whole = kommun.fillna(layers.units.index.to_series())
    merged = cut[["kommun_code", "kommun_name", "geometry"]].dissolve("kommun_code")
    merged = merged.rename(columns={"kommun_name": "name"}).assign(kind="kommun")
    coarse = replace(
        layers,
        units=gpd.GeoDataFrame(merged.rename_axis("unit_id")),
        sites=layers.sites.assign(unit_id=layers.sites["unit_id"].map(whole)),
        register=None,
    )
    areas = areas.assign(unit_id=areas["unit_id"].map(whole))
    points = points.assign(unit_id=points["unit_id"].map(whole))
    # Columns of units that are no districts would make rows where no kommun is cut.
    table = unit_table(coarse, areas, points, pd.Series(dtype=float), day).loc[merged.index]
    kept = [c.name for c in WHOLE_COLUMNS if c.name in table]
    return gpd.GeoDataFrame(table[[*kept, "geometry"]])


def _known_sum(values: pd.Series, by: pd.Series, index: pd.Index) -> pd.Series:
    """Sums by unit; missing where any part is not known, zero where there is nobody."""
    sums = values.groupby(by).sum().reindex(index, fill_value=0.0)
    gaps = values.isna().groupby(by).any().reindex(index, fill_value=False)
    return sums.mask(gaps)


def _flagged(areas: pd.DataFrame, points: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Flagged areas and the people in them; missing in a unit where nothing could be assessed."""
    state = areas["flag"].reindex(points["area_id"]).set_axis(points.index)
    assessed = (areas["flag"] != "not_assessable").groupby(areas["unit_id"]).any()
    people = points["people"].where(state == "flagged", 0.0).groupby(points["unit_id"]).sum()
    number = (areas["flag"] == "flagged").groupby(areas["unit_id"]).sum().astype(float)
    told = assessed.reindex(index, fill_value=False)
    return pd.DataFrame(
        {
            "flagged_areas": number.reindex(index).where(told),
            "flagged_people": people.reindex(index, fill_value=0.0).where(told),
        }
    )


def _share_by_car(points: pd.DataFrame, minutes: int) -> pd.Series | float:
    if "seconds_car" not in points:
        return np.nan
    known = points.loc[~is_silent(points["seconds_car"].to_numpy())]
    found = share_within(known["seconds_car"], known["people"], minutes * 60, by=known["unit_id"])
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
