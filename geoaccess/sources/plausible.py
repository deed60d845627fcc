"""Values that can be read but can hardly be right: told with row and value, never mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geoaccess.sources.mapping import Loaded

__all__ = ["tell_garbled", "tell_outliers"]

# A slip of the decimal sign or a zero too many is a factor of ten or more.
_TIMES_THE_MEDIAN = 10.0
_SPREADS = 8.0
_FEWEST = 5
# UTF-8 read as cp1252: "VÃ¥rdcentral"; and the sign for a character that was lost.
_GARBLED = re.compile("Ã[\u0080-\u00bf\u0152-\u0178\u0192\u2013-\u2122]|â€|\ufffd")


def tell_outliers(loaded: Loaded, frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Warn of a count ten times the column's median and far outside its spread.

    The spread is taken of logarithms, as counts of people vary by factors: eight of their median
    distances from the median. Columns with fewer than five filled rows say nothing.
    """
    for name in columns:
        if name not in frame:
            continue
        values = frame[name].astype(float).to_numpy()
        filled = values[values > 0]
        if len(filled) < _FEWEST:
            continue
        median = float(np.median(filled))
        logs = np.log(filled)
        spread = float(np.median(np.abs(logs - np.median(logs))))
        least = max(_TIMES_THE_MEDIAN * median, median * np.exp(_SPREADS * spread))
        for i in np.flatnonzero(values > least):
            loaded.found.add(
                "GA-T126",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=clean(loaded.given.columns.get(name, name)),
                value=f"{values[i]:.10g}",
                median=round(median, 1),
            )


def tell_garbled(loaded: Loaded, frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Warn of text whose letters were lost on the way: a wrong encoding, once or twice."""
    for name in columns:
        if name not in frame:
            continue
        texts = frame[name].astype("str")
        for i in np.flatnonzero(texts.str.contains(_GARBLED, regex=True, na=False)):
            loaded.found.add(
                "GA-T124",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=clean(loaded.given.columns.get(name, name)),
                value=frame[name].iloc[i],
            )
