"""When trips call at their stops: in order of the trip, never backwards, never too fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.sources.timetables.places import metres_between
from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = ["Calls", "check_calls", "check_legs", "order_calls"]

_FASTEST_KMH = 300
_FARTHEST_KM = 500
_KMH = 3.6
# Many operators write whole minutes.
_ROUNDING_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Stop times in order of trip and sequence; `rows` are their places in the table."""

    table: FeedTable
    rows: NDArray[np.intp]
    trip: NDArray[np.intp]
    stop: NDArray[np.intp]
    arrival: NDArray[np.float64]
    departure: NDArray[np.float64]

    def tell(
        self,
        found: NoticeList,
        code: str,
        wrong: NDArray[np.bool_],
        /,
        *,
        column: str = "",
        **places: object,
    ) -> None:
        """Say what is wrong in some of the calls, by their rows in the file."""
        rows = np.zeros(len(self.table), dtype=bool)
        rows[self.rows[wrong]] = True
        if rows.any():
            trip = self.table.text.first("trip_id", rows)
            value = self.table.text.first(column, rows) if column else None
            tell(
                found, code, self.table.text, rows, column=column, value=value, trip=trip, **places
            )

    @property
    def same_trip(self) -> NDArray[np.bool_]:
        """Whether each call but the first is of the same trip as the one before it."""
        same: NDArray[np.bool_] = self.trip[1:] == self.trip[:-1]
        return same

    def frame(self) -> pd.DataFrame:
        """Give the calls as the timetable holds them."""
        numbers = self.table.numbers
        return pd.DataFrame(
            {
                "trip": self.trip.astype(np.int32),
                "stop": self.stop.astype(np.int32),
                "stop_sequence": numbers["stop_sequence"][self.rows].astype(np.int32),
                "arrival_s": _whole(self.arrival),
                "departure_s": _whole(self.departure),
                "pickup_type": np.nan_to_num(numbers["pickup_type"])[self.rows].astype(np.int8),
                "drop_off_type": np.nan_to_num(numbers["drop_off_type"])[self.rows].astype(np.int8),
            }
        )


def _whole(values: NDArray[np.float64]) -> pd.Series:
    none = np.isnan(values)
    whole = np.where(none, 0, values).astype(np.int32)
    return pd.Series(pd.arrays.IntegerArray(whole, none))


def order_calls(table: FeedTable, trip: NDArray[np.intp], stop: NDArray[np.intp]) -> Calls:
    """Put stop times in order; where one of arrival and departure is empty the other holds.

    Rows of trips that are not known, or without their place on the trip, are told elsewhere.
    """
    sequence = table.numbers["stop_sequence"]
    rows = np.lexsort((sequence, trip))
    rows = rows[(trip[rows] >= 0) & ~np.isnan(sequence[rows])]
    arrival, departure = table.numbers["arrival_time"], table.numbers["departure_time"]
    return Calls(
        table=table,
        rows=rows,
        trip=trip[rows],
        stop=stop[rows],
        arrival=np.where(np.isnan(arrival), departure, arrival)[rows],
        departure=np.where(np.isnan(departure), arrival, departure)[rows],
    )


def check_calls(calls: Calls, found: NoticeList) -> None:
    """Tell trips without a start or an end, times that go backwards, and times left out."""
    table = calls.table
    file = table.text.file
    empty = {n: table.texts(n).empty() for n in ("arrival_time", "departure_time")}
    one = empty["arrival_time"] ^ empty["departure_time"]
    if one.any():
        found.add("GA-F053", file=file, n=int(one.sum()))
    blank = (empty["arrival_time"] & empty["departure_time"])[calls.rows]
    first = np.append(True, ~calls.same_trip)
    last = np.append(~calls.same_trip, True)
    calls.tell(found, "GA-F026", blank & (first | last), column="arrival_time")
    between = int((blank & ~first & ~last).sum())
    if between:
        found.add("GA-F028", file=file, n=between, all=len(table))
    timed = np.flatnonzero(~np.isnan(calls.arrival))
    backwards = np.zeros(len(calls.trip), dtype=bool)
    backwards[timed] = calls.departure[timed] < calls.arrival[timed]
    stay = calls.trip[timed][1:] == calls.trip[timed][:-1]
    earlier = calls.arrival[timed][1:] < calls.departure[timed][:-1]
    backwards[timed[1:][stay & earlier]] = True
    calls.tell(found, "GA-F027", backwards, column="arrival_time")


def check_legs(
    calls: Calls, lat: NDArray[np.float64], lon: NDArray[np.float64], found: NoticeList
) -> None:
    """Tell stretches that are too fast or too long to be true.

    Parameters
    ----------
    calls
        Stop times whose stops are all known.
    lat, lon
        Coordinates of the stops that the calls' positions mean.
    found
        Where warnings go.
    """
    far = np.zeros(len(calls.trip), dtype=bool)
    far[1:] = calls.same_trip & (_metres(calls.stop, lat, lon) > 1000 * _FARTHEST_KM)
    calls.tell(found, "GA-F031", far, km=_FARTHEST_KM)
    timed = np.flatnonzero(~np.isnan(calls.arrival))
    stay = calls.trip[timed][1:] == calls.trip[timed][:-1]
    metres = _metres(calls.stop[timed], lat, lon)
    seconds = calls.arrival[timed][1:] - calls.departure[timed][:-1] + _ROUNDING_S
    fast = np.zeros(len(calls.trip), dtype=bool)
    fast[timed[1:][stay & (seconds > 0) & (metres * _KMH > _FASTEST_KMH * seconds)]] = True
    calls.tell(found, "GA-F030", fast & ~far, kmh=_FASTEST_KMH)


def _metres(
    stop: NDArray[np.intp], lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Metres from each stop to the next; nan where one has no place."""
    at, on = lat[stop], lon[stop]
    return metres_between(at[:-1], on[:-1], at[1:], on[1:])
