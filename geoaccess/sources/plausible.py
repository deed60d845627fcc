"""Values that can be read but can hardly be right: told with row and value, never mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geoaccess.errors import NoticeList
    from geoaccess.sources.mapping import Loaded

__all__ = ["refuse_totals", "tell_garbled", "tell_outliers"]

# A slip of the decimal sign or a zero too many is a factor of ten or more.
_TIMES_THE_MEDIAN = 10.0
_SPREADS = 8.0
_FEWEST = 5
# A sum is known again by areas with this many people; SCB's noise moves each part by a few.
_LARGE, _NOISE_OF_A_PART, _NEARLY_ALL = 100, 2, 0.95
# Smaller numbers must agree exactly, in more areas.
_SMALL, _MORE = 10, 8
_TOTAL = re.compile(
    r"(?:tot|total|totalt|summa|samtliga|alla|båda könen|1\+2|all|both sexes)(?:\W.*)?",
    re.IGNORECASE,
)
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


def refuse_totals(
    found: NoticeList, parts: Mapping[str, pd.Series], *, column: str, file: str
) -> None:
    """Refuse a sum in which one part is the total of the others: everybody would count twice.

    Parameters
    ----------
    found
        Where the faults go.
    parts
        Numbers of each part by its name, area by area.
    column
        Our name of the sum.
    file
        What to call the file in messages.
    """
    if len(parts) < 2:  # noqa: PLR2004 -- a sum
        return
    numbers = np.column_stack([part.astype(float).to_numpy() for part in parts.values()])
    whole = numbers.sum(axis=1)
    for name, part in zip(parts, numbers.T, strict=True):
        rest = whole - part
        for least, slack, fewest in (
            (_LARGE, _NOISE_OF_A_PART * len(parts), _FEWEST),
            (_SMALL, 0, _MORE),
        ):
            large = np.isfinite(whole) & (part >= least)
            same = large & (np.abs(part - rest) <= slack)
            if large.sum() >= fewest and same.sum() >= _NEARLY_ALL * large.sum():
                n, total = int(same.sum()), int(large.sum())
                found.add("GA-T148", file=file, column=column, value=name, n=n, total=total)
                return
    for name in parts:
        if _TOTAL.fullmatch(name):
            found.add("GA-T152", file=file, column=column, value=name)
