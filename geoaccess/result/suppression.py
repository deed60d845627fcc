"""Small numbers of confidential inputs are not shown: primary suppression.

A count from 1 up to the limit is hidden wherever an input behind it is confidential, and with it
every share that would give it away, also as the rest of a whole. Placed people are fractions:
what rounds to nobody is nobody. Zero stays zero, missing stays missing: three things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.layers.small_areas import is_small

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas as gpd

__all__ = [
    "MISSING",
    "OK",
    "ROUNDED",
    "SUPPRESSED",
    "hide_small_counts",
    "hide_telling_shares",
    "is_small",
    "masked",
    "parts_off_few",
    "with_status",
]

OK, ROUNDED, SUPPRESSED, MISSING = "ok", "rounded", "suppressed", "missing"


def parts_off_few(part: pd.Series, whole: pd.Series, min_count: int) -> pd.Series:
    """Where a part or the rest of its whole is small: the one gives the other away.

    Examples
    --------
    >>> parts_off_few(pd.Series([3.0, 97.0, 50.0, 0.0]), pd.Series([100.0] * 4), 5).tolist()
    [True, True, False, False]
    """
    return is_small(part, min_count) | is_small(whole - part, min_count)


def with_status(
    frame: gpd.GeoDataFrame | pd.DataFrame, columns: Sequence[str], hidden: pd.Series | None = None
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Give each column a twin that says ok, suppressed or missing; hidden numbers become NaN."""
    mine = pd.Series(False, index=frame.index) if hidden is None else hidden
    return _told(frame, dict.fromkeys(columns, mine))


def _told(
    frame: gpd.GeoDataFrame | pd.DataFrame, hidden: Mapping[str, pd.Series]
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Each column with its twin, hidden where its own rows say so."""
    told: dict[str, pd.Series] = {}
    for name, mine in hidden.items():
        values = frame[name].astype(float)
        hide = mine & values.notna()
        status = np.where(values.isna(), MISSING, np.where(hide, SUPPRESSED, OK))
        told[name] = values.mask(hide)
        told[f"{name}_status"] = pd.Series(status, index=frame.index, dtype="str")
    return frame.assign(**told)


def masked(
    frame: gpd.GeoDataFrame | pd.DataFrame, columns: Iterable[str], mine: pd.Series
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Hide the columns' numbers in some rows; what was hidden or missing stays so."""
    told: dict[str, pd.Series] = {}
    for name in columns:
        twin, hide = f"{name}_status", mine & frame[name].notna()
        told[name] = frame[name].astype(float).mask(hide)
        if twin in frame:
            told[twin] = frame[twin].mask(hide, SUPPRESSED)
    return frame.assign(**told)


def hide_small_counts(
    frame: gpd.GeoDataFrame | pd.DataFrame,
    columns: Sequence[str],
    *,
    confidential: pd.Series | bool,
    min_count: int,
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Suppress each column's own small counts in the rows that rest on confidential inputs."""
    private = pd.Series(confidential, index=frame.index)
    return _told(frame, {name: is_small(frame[name], min_count) & private for name in columns})


def hide_telling_shares(
    frame: gpd.GeoDataFrame | pd.DataFrame,
    columns: Sequence[str],
    whole: pd.Series,
    *,
    confidential: pd.Series | bool,
    min_count: int,
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Suppress shares of a whole from which a small count on either side could be worked out."""
    private = pd.Series(confidential, index=frame.index)
    few = is_small(whole, min_count)
    telling = {
        name: parts_off_few(frame[name].astype(float) * whole, whole, min_count) | few
        for name in columns
    }
    return _told(frame, {name: told & private for name, told in telling.items()})
