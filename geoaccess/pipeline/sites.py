"""The table of sites: who has each as nearest, and its pressure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.layers import is_vardcentral

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geoaccess.layers import Layers

__all__ = ["people_nearest", "site_table"]

_KEPT = (
    "name",
    "care_type",
    "unit_id",
    "context",
    "operator_form",
    "gsa",
    "opening_hours",
    "wheelchair",
    "within_3_days",
    "fte_spec",
    "fte_st",
    "listed",
)


def people_nearest(sites: pd.DataFrame, points: pd.DataFrame) -> pd.Series:
    """People for whom each vårdcentral is the nearest; missing for other care types."""
    sums = points.groupby("site_id")["people"].sum().reindex(sites.index, fill_value=0.0)
    return sums.where(is_vardcentral(sites), np.nan)


def site_table(layers: Layers, points: pd.DataFrame, verdicts: pd.DataFrame) -> gpd.GeoDataFrame:
    """Columns of ``SITE_COLUMNS``, indexed by site."""
    pressure = verdicts.loc[verdicts["measure"] == "pressure"].drop_duplicates("subject_id")
    return layers.sites[[*_KEPT, "geometry"]].assign(
        pressure=pressure.set_index("subject_id")["value"].reindex(layers.sites.index),
        people_nearest=people_nearest(layers.sites, points),
    )
