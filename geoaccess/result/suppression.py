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
    from collections.abc import Sequence

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
    result = frame.copy()
    for name in columns:
        values = result[name].astype(float)
        hide = pd.Series(False, index=frame.index) if hidden is None else hidden
        hide = hide & values.notna()
        status = np.where(values.isna(), MISSING, np.where(hide, SUPPRESSED, OK))
        result[name] = values.mask(hide)
        result[f"{name}_status"] = pd.Series(status, index=frame.index, dtype="str")
    return result


def masked(
    frame: gpd.GeoDataFrame | pd.DataFrame, column: str, mine: pd.Series
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Hide the column's numbers in some rows; what was hidden or missing stays so."""
    twin = f"{column}_status"
    hide = mine & frame[column].notna()
    told = frame.assign(**{column: frame[column].astype(float).mask(hide)})
    return told.assign(**{twin: frame[twin].mask(hide, SUPPRESSED)}) if twin in frame else told


def hide_small_counts(
    frame: gpd.GeoDataFrame | pd.DataFrame,
    columns: Sequence[str],
    *,
    confidential: pd.Series | bool,
    min_count: int,
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Suppress each column's own small counts in the rows that rest on confidential inputs."""
    private = pd.Series(confidential, index=frame.index)
    result = frame
    for name in columns:
        small = is_small(frame[name], min_count) & private
        result = with_status(result, [name], small)
    return result


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
    result = frame
    for name in columns:
        part = frame[name].astype(float) * whole
        told = parts_off_few(part, whole, min_count) | is_small(whole, min_count)
        result = with_status(result, [name], told & private)
    return result
