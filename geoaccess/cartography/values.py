"""Published columns as plain values: a number, or the word for why there is none."""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Value", "known", "statuses", "values"]

Value = float | int | str | None


def values(frame: pd.DataFrame, column: str) -> list[Value]:
    """Give a column's values; None where empty, or where its status says no number.

    The status decides even if a number stands beside it: a protected number must not leave.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"people": [3, 120], "people_status": ["suppressed", "ok"]})
    >>> values(frame, "people")
    [None, 120]
    """
    if column not in frame.columns:
        return [None] * len(frame)
    found = [_plain(value) for value in frame[column].tolist()]
    if f"{column}_status" not in frame.columns:
        return found
    shown = [text in {"ok", "rounded"} for text in frame[f"{column}_status"].tolist()]
    return [value if ok else None for value, ok in zip(found, shown, strict=True)]


def statuses(frame: pd.DataFrame, column: str) -> list[str]:
    """Say of each row whether its value is ``ok``, ``rounded``, ``suppressed`` or ``missing``."""
    found = ["missing" if value is None else "ok" for value in values(frame, column)]
    if f"{column}_status" not in frame.columns:
        return found
    given = frame[f"{column}_status"].tolist()
    return [
        "suppressed" if g == "suppressed" else "rounded" if (f, g) == ("ok", "rounded") else f
        for g, f in zip(given, found, strict=True)
    ]


def known(frame: pd.DataFrame, column: str) -> list[float | None]:
    """Give a column's numbers; None where there is none."""
    return [value if isinstance(value, int | float) else None for value in values(frame, column)]


def _plain(value: Any) -> Value:  # noqa: ANN401 -- a cell may hold anything
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool | np.bool_):
        return int(value)
    if isinstance(value, Real):
        number = float(value)
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() else number
    return None
