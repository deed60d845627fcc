"""Access at every population point: nearest vårdcentral per mode, and by the deciding mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access import e2sfca, ranked, two_nearest
from geoaccess.layers import is_vardcentral
from geoaccess.times import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.access import Access, StepDecay
    from geoaccess.times import Times

__all__ = ["add_nearest", "catchment_of", "of_deciding_mode"]


def add_nearest(
    points: gpd.GeoDataFrame, sites: pd.DataFrame, times: Mapping[str, Times]
) -> gpd.GeoDataFrame:
    """Add times of the three nearest vårdcentraler per mode, and which the first two are.

    Columns ``seconds_<mode>`` and ``site_<mode>``, ``second_<mode>`` and ``second_site_<mode>``,
    ``third_<mode>``; where there are fewer vårdcentraler the next ones are `Status.UNREACHABLE`.
    """
    wanted = sites.index[is_vardcentral(sites)].tolist()
    columns: dict[str, NDArray[np.generic]] = {}
    for mode, held in times.items():
        chosen = held.select_sites(wanted)
        two = two_nearest(chosen)
        for name, column in (
            ("seconds", "seconds"),
            ("site", "site_id"),
            ("second", "next_seconds"),
            ("second_site", "next_site_id"),
        ):
            columns[f"{name}_{mode}"] = two[column].to_numpy(
                dtype=object if column.endswith("site_id") else np.uint16
            )
        columns[f"third_{mode}"] = _ranked(chosen, 3)
    return points.assign(**columns)


def _ranked(times: Times, rank: int) -> NDArray[np.uint16]:
    """Seconds to the vårdcentral of that rank, by origin."""
    if len(times.sites) < rank:
        return np.full(len(times.origins), Status.UNREACHABLE, dtype=np.uint16)
    seconds, _ = ranked(times, rank)
    return seconds[:, rank - 1]


def of_deciding_mode(points: pd.DataFrame, column: str) -> NDArray[np.uint16]:
    """A column of seconds, of the mode that decides at each point."""
    seconds = np.full(len(points), Status.NO_DATA, dtype=np.uint16)
    for mode in points["mode"].unique():
        here = (points["mode"] == mode).to_numpy()
        seconds[here] = points[f"{column}_{mode}"].to_numpy()[here]
    return seconds


def catchment_of(
    points: pd.DataFrame, supply: pd.Series, times: Times, *, decay: StepDecay
) -> Access:
    """Supply within reach of each point, shared with all people in reach (E2SFCA)."""
    return e2sfca(times.select_sites(supply.index.tolist()), points["people"], supply, decay=decay)
