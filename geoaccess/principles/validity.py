"""Which rows of a table are in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["valid_on"]


def valid_on(rows: pd.DataFrame, day: dt.date) -> pd.Series:
    """Rows whose ``valid_from`` and ``valid_to``, where given, hold the day (both ends do).

    Examples
    --------
    >>> import datetime as dt
    >>> rows = pd.DataFrame({"valid_from": ["2020-01-01", None], "valid_to": [None, "2025-06-30"]})
    >>> valid_on(rows, dt.date(2025, 6, 30)).tolist(), valid_on(rows, dt.date(2025, 7, 1)).tolist()
    ([True, True], [True, False])
    """
    moment = pd.Timestamp(day)
    valid = pd.Series(True, index=rows.index)
    if "valid_from" in rows:
        start = pd.to_datetime(rows["valid_from"])
        valid &= start.isna() | (start <= moment)
    if "valid_to" in rows:
        end = pd.to_datetime(rows["valid_to"])
        valid &= end.isna() | (end >= moment)
    return valid
