"""The table of areas: people, need, time and supply, population-weighted from the points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access import quantiles_by, share_within, spar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geoaccess.access import Catchment
    from geoaccess.layers import Layers
    from geoaccess.need import Need

__all__ = ["area_table", "mean_by"]

_QUANTILES = {"minutes_median": 0.5, "minutes_p90": 0.9}


def area_table(
    layers: Layers, points: gpd.GeoDataFrame, need: Need, catchment: Catchment
) -> gpd.GeoDataFrame:
    """What is known of each area before anything is judged.

    Returns
    -------
    GeoDataFrame
        Indexed by area; the measured columns of ``AREA_COLUMNS``.
    """
    areas = layers.areas
    known = areas[
        [
            *("name", "unit_id", "settlement"),
            *(c for c in ("people", "age_65plus", "age_80plus") if c in areas),
            "geometry",
        ]
    ]
    table = known.assign(
        unit_name=layers.units["name"].reindex(known["unit_id"]).to_numpy(),
        **{name: need.frame[name] for name in _NEED},
    )
    first = points.drop_duplicates("area_id").set_index("area_id")
    table["mode"] = first["mode"].reindex(table.index)
    table["threshold_min"] = first["threshold_s"].reindex(table.index) / 60
    table = table.join(times_by(points, points["area_id"]))
    table = table.join(_nearest_site(layers, points))
    supply = _known_supply(points, catchment)
    table["supply_per_1000"] = 1000 * mean_by(supply, points["people"], points["area_id"])
    relative = spar(supply, points["people"])
    table["spar"] = mean_by(relative, points["people"], points["area_id"])
    return table


_NEED = ("need_index", "need_relative", "need_percentile", "need_quintile")


def times_by(points: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    """Quantiles and shares of the deciding mode's times, by area or unit."""
    found = quantiles_by(points["seconds"], points["people"], by, _QUANTILES)
    status = found["minutes_median_status"].where(found["minutes_median_status"] != "", "ok")
    within = share_within(points["seconds"], points["people"], points["threshold_s"], by=by)
    return pd.DataFrame(
        {
            "minutes_median": found["minutes_median"],
            "minutes_p90": found["minutes_p90"],
            "minutes_status": status,
            "share_within": within["share"],
            "people_beyond": within["beyond"],
            "people_without_time": within["without_time"],
        }
    )


def mean_by(values: pd.Series, people: pd.Series, by: pd.Series | Sequence[object]) -> pd.Series:
    """Mean by people; missing where it is missing for anyone who lives there, or nobody does.

    Examples
    --------
    >>> v, p = pd.Series([1.0, 3.0, np.nan]), pd.Series([1, 3, 1])
    >>> mean_by(v, p, ["a", "a", "b"]).tolist()
    [2.5, nan]
    """
    weight = people.to_numpy(float)
    value = values.to_numpy(float)
    lived = weight > 0
    frame = pd.DataFrame(
        {
            "sum": np.where(lived, np.nan_to_num(value) * weight, 0.0),
            "people": weight,
            "gap": lived & np.isnan(value),
        }
    )
    sums = frame.groupby(np.asarray(by, dtype=object), sort=True).sum()
    return (sums["sum"] / sums["people"]).where((sums["gap"] == 0) & (sums["people"] > 0))


def _known_supply(points: pd.DataFrame, catchment: Catchment) -> pd.Series:
    """Supply per person; missing where a site in reach has no stated capacity."""
    per_person = catchment.per_person.reindex(points.index)
    return per_person.mask(catchment.reaches_unknown.reindex(points.index).to_numpy(bool))


def _nearest_site(layers: Layers, points: pd.DataFrame) -> pd.DataFrame:
    """The vårdcentral that is nearest for most of each area's people."""
    sums = points.dropna(subset=["site_id"]).groupby(["area_id", "site_id"])["people"].sum()
    ranked = sums.reset_index().sort_values(
        ["area_id", "people", "site_id"], ascending=[True, False, True]
    )
    nearest = ranked.drop_duplicates("area_id").set_index("area_id")["site_id"]
    sites = layers.sites
    unit = sites["unit_id"].reindex(nearest.to_numpy())
    return pd.DataFrame(
        {
            "nearest_site_id": nearest,
            "nearest_site_name": sites["name"].reindex(nearest.to_numpy()).to_numpy(),
            "nearest_unit_name": layers.units["name"].reindex(unit.to_numpy()).to_numpy(),
        }
    )
