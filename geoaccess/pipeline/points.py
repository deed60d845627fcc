"""Access at every population point: nearest vårdcentral per mode, and by the deciding mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.access import e2sfca, nearest
from geoaccess.tables import VARDCENTRAL_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access import Catchment, StepDecay
    from geoaccess.times import Times

__all__ = ["add_nearest", "catchment_of", "is_vardcentral"]


def is_vardcentral(sites: pd.DataFrame) -> pd.Series:
    """Which sites answer for a vårdcentral: a place to go to, not a digital one or a BVC."""
    return sites["care_type"].isin(VARDCENTRAL_TYPES)


def add_nearest(
    points: gpd.GeoDataFrame, sites: pd.DataFrame, times: Mapping[str, Times]
) -> gpd.GeoDataFrame:
    """Add ``seconds_<mode>`` and ``site_<mode>`` of the nearest vårdcentral, per mode."""
    wanted = sites.index[is_vardcentral(sites)].tolist()
    columns: dict[str, NDArray[np.generic]] = {}
    for mode, held in times.items():
        found = nearest(held.select_sites(wanted))
        columns[f"seconds_{mode}"] = found["seconds"].to_numpy()
        columns[f"site_{mode}"] = found["site_id"].to_numpy(dtype=object)
    return points.assign(**columns)


def catchment_of(
    points: pd.DataFrame, supply: pd.Series, times: Times, *, decay: StepDecay
) -> Catchment:
    """Supply within reach of each point, shared with all people in reach (E2SFCA)."""
    return e2sfca(times.select_sites(supply.index.tolist()), points["people"], supply, decay=decay)
