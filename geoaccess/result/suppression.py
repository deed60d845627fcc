"""Small numbers of confidential inputs are not shown: primary suppression.

A count from 1 up to the limit is hidden wherever an input behind it is confidential, and with it
every share that would give it away. Zero stays zero, missing stays missing: three things.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

__all__ = ["hide_small_counts", "is_small", "with_status"]

OK, SUPPRESSED, MISSING = "ok", "suppressed", "missing"


def is_small(counts: pd.Series, min_count: int) -> pd.Series:
    """Which counts are above zero and below the limit.

    Examples
    --------
    >>> is_small(pd.Series([0.0, 0.4, 4.0, 5.0, float("nan")]), 5).tolist()
    [False, True, True, False, False]
    """
    return (counts > 0) & (counts < min_count)


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
        small = is_small(frame[name].astype(float), min_count) & private
        result = with_status(result, [name], small)
    return result
