"""Whether a feed's keys are unique, and whether what refers to them finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = ["check_keys", "refer"]

_KEYS = {
    "stops.txt": ("stop_id",),
    "routes.txt": ("route_id",),
    "trips.txt": ("trip_id",),
    "stop_times.txt": ("trip_id", "stop_sequence"),
    "calendar.txt": ("service_id",),
    "calendar_dates.txt": ("service_id", "date"),
}


def check_keys(tables: Mapping[str, FeedTable], found: NoticeList) -> None:
    """Tell the keys that stand in more than one row of their table."""
    for name, columns in _KEYS.items():
        if name in tables:
            _check_unique(tables[name], columns, found)


def _check_unique(table: FeedTable, columns: Sequence[str], found: NoticeList) -> None:
    """Tell the rows whose key stands in an earlier row; empty keys are told elsewhere."""
    known = pd.DataFrame(
        {
            name: table.numbers[name] if name in table.numbers else table.texts(name).codes
            for name in columns
        }
    )
    rows = known.duplicated().to_numpy(copy=True)
    for name in columns:
        text = table.text.columns.get(name)
        rows &= True if text is None else ~text.empty()
        rows &= ~np.isnan(table.numbers[name]) if name in table.numbers else True
    if rows.any():
        value = ", ".join(table.text.first(name, rows) for name in columns)
        tell(found, "GA-F024", table.text, rows, column=", ".join(columns), value=value)


def refer(
    table: FeedTable, column: str, keys: Collection[str], found: NoticeList, *, among: str
) -> NDArray[np.intp]:
    """Position among `keys` of what each row refers to; -1, and told, where it is not there.

    Parameters
    ----------
    table, column
        What refers.
    keys
        What may be referred to; were one there twice, its places would mean nothing, and that
        is told elsewhere.
    found
        Where faults go; an empty cell is no fault here.
    among
        The table of the keys, for messages.
    """
    texts = table.texts(column)
    known = pd.Index(list(keys), dtype=object).unique()
    positions = known.get_indexer(pd.Index(texts.distinct, dtype=object))
    rows: NDArray[np.intp] = positions[texts.codes]
    lost = (rows < 0) & ~texts.empty()
    if lost.any():
        value = table.text.first(column, lost)
        tell(found, "GA-F025", table.text, lost, column=column, value=value, table=among)
    return rows
