"""Access at every population point: nearest vårdcentral per mode, and by the deciding mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access import e2sfca, nearest
from geoaccess.tables import VARDCENTRAL_TYPES
from geoaccess.times import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from geoaccess.access import Catchment, StepDecay
    from geoaccess.times import Times

__all__ = ["add_deciding", "add_nearest", "catchment_of", "is_vardcentral"]


def is_vardcentral(sites: pd.DataFrame) -> pd.Series:
    """Which sites answer for a vårdcentral: a place to go to, not a digital one or a BVC."""
    return sites["care_type"].isin(VARDCENTRAL_TYPES)


def add_nearest(
    points: gpd.GeoDataFrame, sites: pd.DataFrame, times: Mapping[str, Times]
) -> gpd.GeoDataFrame:
    """Add ``seconds_<mode>`` and ``site_<mode>`` of the nearest vårdcentral, per mode."""
    wanted = sites.index[is_vardcentral(sites)].tolist()
    columns: dict[str, object] = {}
    for mode, held in times.items():
        found = nearest(held.select_sites(wanted))
        columns[f"seconds_{mode}"] = found["seconds"].to_numpy()
        columns[f"site_{mode}"] = found["site_id"].to_numpy()
    return points.assign(**columns)


def add_deciding(
    points: gpd.GeoDataFrame, modes: Mapping[str, str], thresholds_min: Mapping[str, float]
) -> gpd.GeoDataFrame:
    """Add time, site and threshold of the mode that decides for each point's settlement class.

    Parameters
    ----------
    modes, thresholds_min
        Deciding mode and its threshold by settlement class.
    """
    mode = points["settlement"].map(modes)
    seconds = np.full(len(points), Status.NO_DATA, dtype=np.uint16)
    site = np.full(len(points), None, dtype=object)
    for name in sorted(set(modes.values())):
        here = (mode == name).to_numpy()
        seconds[here] = points[f"seconds_{name}"].to_numpy()[here]
        site[here] = points[f"site_{name}"].to_numpy()[here]
    return points.assign(
        mode=mode.to_numpy(),
        threshold_s=points["settlement"].map(thresholds_min).to_numpy(float) * 60,
        seconds=seconds,
        site_id=site,
    )


def catchment_of(
    points: pd.DataFrame, supply: pd.Series, times: Times, *, decay: StepDecay
) -> Catchment:
    """Supply within reach of each point, shared with all people in reach (E2SFCA)."""
    return e2sfca(times.select_sites(supply.index.tolist()), points["people"], supply, decay=decay)
