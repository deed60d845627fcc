"""What a table is: its key, its columns, and what may stand in them; and whether a frame is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geoaccess.errors import InputError, NoticeList

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

__all__ = ["Column", "Kind", "Table", "allowed_values"]

Kind = Literal["key", "text", "count", "number", "flag", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its kind, unit and the values it may hold.

    `must_fill` columns hold a value in every row; in the others an empty cell means "not known",
    which is never zero.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    required: bool = True
    must_fill: bool = True
    extensive: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its key and columns.

    In a table that is `whole` every count is there unless it is withheld: a blank one is told.
    """

    name: str
    key: str
    columns: tuple[Column, ...]
    whole: bool = False

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    def check(self, frame: pd.DataFrame, *, file: str = "", lines: pd.Series | None = None) -> None:
        """Refuse a frame that is not this table, all its faults at once.

        Parameters
        ----------
        frame
            The rows, typed.
        file
            What to call it in messages.
        lines
            The file's row number of each row, indexed as `frame`.

        Raises
        ------
        InputError
            With a notice per missing column, duplicate key, empty cell or value out of range.
        """
        found = NoticeList()
        rows = {} if lines is None else dict(zip(lines.index, map(int, lines), strict=True))
        for column in self.columns:
            if column.name not in frame.columns:
                if column.required:
                    found.add(
                        "GA-T001",
                        file=file,
                        column=column.name,
                        table=self.name,
                        found=", ".join(map(str, frame.columns)),
                    )
                continue
            _check_column(frame, column, found, file=file, rows=rows)
        if self.key in frame.columns:
            _check_unique(frame[self.key], found, file=file, rows=rows)
        InputError.refuse(found)


def _row(rows: Mapping[Hashable, int], index: Hashable) -> int | None:
    return rows.get(index)


def _check_column(
    frame: pd.DataFrame,
    column: Column,
    found: NoticeList,
    *,
    file: str,
    rows: Mapping[Hashable, int],
) -> None:
    values = frame[column.name]
    if column.must_fill:
        for index in values.index[values.isna()]:
            found.add("GA-T002", file=file, row=_row(rows, index), column=column.name)
    filled = values.dropna()
    bad = filled.index[:0]
    if column.choices:
        bad = filled.index[~filled.isin(column.choices)]
    elif column.kind in {"count", "number"}:
        low = -float("inf") if column.low is None else column.low
        high = float("inf") if column.high is None else column.high
        bad = filled.index[~filled.astype(float).between(low, high)]
    for index in bad:
        found.add(
            "GA-T003",
            file=file,
            row=_row(rows, index),
            column=column.name,
            value=filled.loc[index],
            allowed=allowed_values(column),
        )


def _check_unique(
    key: pd.Series, found: NoticeList, *, file: str, rows: Mapping[Hashable, int]
) -> None:
    first: dict[object, tuple[Hashable, int]] = {}
    for place, (index, value) in enumerate(key.items(), start=1):
        first.setdefault(value, (index, place))
    for index in key.index[key.duplicated(keep="first") & key.notna()]:
        other, place = first[key.loc[index]]
        found.add(
            "GA-T004",
            file=file,
            row=_row(rows, index),
            column=str(key.name),
            value=key.loc[index],
            other=_row(rows, other) or place,
        )


def allowed_values(column: Column) -> str:
    """What a column may hold, in a message.

    Examples
    --------
    >>> column = Column(name="n", kind="count", unit="", meaning="How many", low=0, high=1000)
    >>> allowed_values(column)
    '0-1000'
    """
    if column.choices:
        return ", ".join(column.choices)
    low = "" if column.low is None else f"{column.low:.10g}"
    high = "" if column.high is None else f"{column.high:.10g}"
    return f"{low}-{high}"
