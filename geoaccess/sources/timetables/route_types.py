"""Kinds of lines: GTFS's own, and the extended ones that Swedish feeds use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = ["base_types", "on_demand"]

_BASE = (0, 1, 2, 3, 4, 5, 6, 7, 11, 12)
_BUS = 3
# https://developers.google.com/transit/gtfs/reference/extended-route-types: hundreds to GTFS's own.
# Air (1100) has no type of GTFS's own and stays what it is.
_HUNDREDS = {
    1: 2, 2: 3, 3: 2, 4: 1, 5: 1, 6: 1, 7: 3, 8: 11, 9: 0, 10: 4, 11: 1100, 12: 4, 13: 6, 14: 7,
    15: 3,
}  # fmt: skip
_MONORAIL = 405
_ON_DEMAND = (715, 1501)


def base_types(routes: FeedTable, found: NoticeList) -> NDArray[np.int64]:
    """GTFS's own type of each line; a kind that is not known counts as a bus, and is told."""
    given = np.nan_to_num(routes.numbers["route_type"], nan=_BUS).astype(np.int64)
    known = {value: _base(int(value)) for value in np.unique(given)}
    strange = np.array([known[value] is None for value in given], dtype=bool)
    kinds = tuple(str(value) for value in np.unique(given[strange]))
    tell(found, "GA-F047", routes.text, strange, column="route_type", kinds=kinds)
    return np.array([_BUS if known[v] is None else known[v] for v in given], dtype=np.int64)


def on_demand(routes: FeedTable) -> NDArray[np.bool_]:
    """Whether each line runs only when somebody has asked for it."""
    return np.isin(routes.numbers["route_type"], _ON_DEMAND)


def _base(value: int) -> int | None:
    if value in _BASE:
        return value
    if value == _MONORAIL:
        return 12
    return _HUNDREDS.get(value // 100)
