"""Cells of a feed become numbers, times and days; what cannot is told with its rows."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.timetables.text import Texts, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.columns import Column, Kind
    from geoaccess.sources.timetables.text import FeedText

__all__ = ["FeedTable", "day_of", "ordinal", "typed_table"]

_TIME = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)", re.ASCII)
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_DEGREES = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_FAULTS: Mapping[Kind, str] = {
    "time": "GA-F020",
    "date": "GA-F021",
    "whole": "GA-F022",
    "degrees": "GA-F023",
}


@dataclass(frozen=True, slots=True)
class FeedTable:
    """A table of a feed, typed: text as it was, numbers with nan where a cell is empty.

    Times are seconds, days are proleptic ordinals. A column that the table lacks is empty
    throughout.
    """

    text: FeedText
    numbers: Mapping[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.text.lines)

    def texts(self, name: str) -> Texts:
        """Give a column of text."""
        known = self.text.columns.get(name)
        if known is not None:
            return known
        return Texts(np.array([""], dtype=object), np.zeros(len(self), dtype=np.intp))

    def by(self, key: str) -> FeedTable:
        """Give the same table in order of a key, so that its places do not hang on the file's."""
        order = np.argsort(self.texts(key).all(), kind="stable")
        columns = {n: Texts(t.distinct, t.codes[order]) for n, t in self.text.columns.items()}
        text = replace(self.text, lines=self.text.lines[order], columns=columns)
        return FeedTable(text, {name: values[order] for name, values in self.numbers.items()})


def typed_table(text: FeedText, columns: Sequence[Column], found: NoticeList) -> FeedTable:
    """Type a table's columns; faults are gathered in `found`."""
    numbers: dict[str, NDArray[np.float64]] = {}
    for column in columns:
        texts = text.columns.get(column.name)
        if texts is not None and column.filled:
            tell(found, "GA-F018", text, texts.empty(), column=column.name)
        if column.kind == "text":
            continue
        numbers[column.name] = (
            np.full(len(text.lines), np.nan) if texts is None else _typed(text, column, found)
        )
    return FeedTable(text, numbers)


def _typed(text: FeedText, column: Column, found: NoticeList) -> NDArray[np.float64]:
    texts = text.columns[column.name]
    parse = _PARSERS[column.kind]
    parsed = [np.nan if not cell else parse(cell) for cell in texts.distinct]
    bad = np.array([value is None for value in parsed], dtype=bool)
    values = np.array([np.nan if v is None else v for v in parsed], dtype=np.float64)
    _tell_values(found, _FAULTS[column.kind], text, column, bad)
    if column.allowed:
        strange = ~np.isnan(values) & ~np.isin(values, column.allowed)
        allowed = tuple(str(value) for value in column.allowed)
        _tell_values(found, "GA-F019", text, column, strange, allowed=allowed)
    rows: NDArray[np.float64] = values[texts.codes]
    return rows


def _tell_values(
    found: NoticeList,
    code: str,
    text: FeedText,
    column: Column,
    bad: NDArray[np.bool_],
    **places: object,
) -> None:
    if bad.any():
        rows = bad[text.columns[column.name].codes]
        value = text.first(column.name, rows)
        tell(found, code, text, rows, column=column.name, value=value, **places)


def _seconds(cell: str) -> float | None:
    match = _TIME.fullmatch(cell)
    if match is None:
        return None
    hours, minutes, seconds = map(int, match.groups())
    return 3600.0 * hours + 60.0 * minutes + seconds


def _day(cell: str) -> float | None:
    match = _DATE.fullmatch(cell)
    try:
        return None if match is None else ordinal(dt.date(*map(int, match.groups())))
    except ValueError:
        return None


def _whole(cell: str) -> float | None:
    return float(cell) if _WHOLE.fullmatch(cell) else None


def _degrees(cell: str) -> float | None:
    return float(cell) if _DEGREES.fullmatch(cell) else None


_PARSERS: Mapping[Kind, Callable[[str], float | None]] = {
    "time": _seconds,
    "date": _day,
    "whole": _whole,
    "degrees": _degrees,
}


def ordinal(day: dt.date) -> float:
    """Give a day as a number."""
    return float(day.toordinal())


def day_of(number: float) -> dt.date:
    """Give the day that a number is."""
    return dt.date.fromordinal(int(number))
