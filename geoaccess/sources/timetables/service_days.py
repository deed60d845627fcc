"""On which days what runs: weekly services, and the days that are exceptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geoaccess.errors import InputError
from geoaccess.sources.timetables.cells import day_of, ordinal
from geoaccess.sources.timetables.columns import DAYS
from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = [
    "calendar_of",
    "choose_day",
    "exceptions_of",
    "services_on",
    "trips_by_day",
]

_TUESDAY = 1
_NEAREST = 9
_USUAL = 0.1


def calendar_of(table: FeedTable | None, found: NoticeList) -> pd.DataFrame:
    """Weekly services: ``service_id``, a flag per weekday, ``first`` and ``last`` as ordinals."""
    if table is None:
        columns = {"service_id": np.zeros(0, dtype=object), **dict.fromkeys(DAYS, np.zeros(0, "?"))}
        return pd.DataFrame(columns | {"first": np.zeros(0), "last": np.zeros(0)})
    first, last = table.numbers["start_date"], table.numbers["end_date"]
    tell(found, "GA-F044", table.text, last < first, column="end_date")
    frame = pd.DataFrame(
        {
            "service_id": table.texts("service_id").all(),
            **{day: table.numbers[day] == 1 for day in DAYS},
            "first": first,
            "last": last,
        }
    )
    return frame.sort_values("service_id", ignore_index=True)


def exceptions_of(table: FeedTable | None) -> pd.DataFrame:
    """Days that differ: ``service_id``, ``day`` as ordinal, ``runs``."""
    if table is None:
        none = np.zeros(0)
        return pd.DataFrame({"service_id": none.astype(object), "day": none, "runs": none == 1})
    frame = pd.DataFrame(
        {
            "service_id": table.texts("service_id").all(),
            "day": table.numbers["date"],
            "runs": table.numbers["exception_type"] == 1,
        }
    )
    return frame.sort_values(["service_id", "day"], ignore_index=True)


def services_on(calendar: pd.DataFrame, exceptions: pd.DataFrame, day: dt.date) -> set[str]:
    """Which services run on a day; an exception goes before the week."""
    at = ordinal(day)
    weekly = calendar[DAYS[day.weekday()]] & (calendar["first"] <= at) & (at <= calendar["last"])
    today = exceptions[exceptions["day"] == at]
    added = set(today.loc[today["runs"], "service_id"])
    taken = set(today.loc[~today["runs"], "service_id"])
    return (set(calendar.loc[weekly, "service_id"]) | added) - taken


def trips_by_day(
    calendar: pd.DataFrame, exceptions: pd.DataFrame, trips: pd.Series[int]
) -> pd.Series[int]:
    """How many trips run on each day on which any does.

    Parameters
    ----------
    calendar, exceptions
        The service days.
    trips
        Trips of each service, by ``service_id``.

    Returns
    -------
    Series
        Numbers of trips by ordinal of the day, in order; days without trips are not in it.
    """
    lows = [calendar["first"].min(), exceptions["day"].min()]
    highs = [calendar["last"].max(), exceptions["day"].max()]
    if np.isnan(lows).all():
        return pd.Series(dtype="int64")
    start, end = int(np.nanmin(lows)), int(np.nanmax(highs))
    counts = _weekly(calendar, trips, start, end) + _changes(
        calendar, exceptions, trips, start=start, end=end
    )
    served = np.flatnonzero(counts)
    return pd.Series(counts[served], index=served + start)


def _weekly(
    calendar: pd.DataFrame, trips: pd.Series[int], start: int, end: int
) -> NDArray[np.int64]:
    """Trips of the weekly services on each day from start to end."""
    days = end - start + 1
    weekday = (np.arange(start, end + 1) - 1) % 7  # ordinal 1 was a Monday
    weight = _weights(calendar["service_id"], trips)
    first = calendar["first"].to_numpy().astype(np.int64) - start
    after = calendar["last"].to_numpy().astype(np.int64) - start + 1
    counts = np.zeros(days, dtype=np.int64)
    for number, name in enumerate(DAYS):
        # A service counts from its first day until the day after its last.
        on = calendar[name].to_numpy() & (after > first)
        steps = np.zeros(days + 1, dtype=np.int64)
        np.add.at(steps, first[on], weight[on])
        np.add.at(steps, after[on], -weight[on])
        counts += np.where(weekday == number, np.cumsum(steps)[:-1], 0)
    return counts


def _changes(
    calendar: pd.DataFrame,
    exceptions: pd.DataFrame,
    trips: pd.Series[int],
    *,
    start: int,
    end: int,
) -> NDArray[np.int64]:
    """How exceptions change the number of trips on each day from start to end."""
    day = exceptions["day"].to_numpy().astype(np.int64)
    week = calendar.set_index("service_id").reindex(exceptions["service_id"])
    regular = np.zeros(len(exceptions), dtype=bool)
    for number, name in enumerate(DAYS):
        runs = week[name].eq(other=True).to_numpy(dtype=bool)
        regular |= runs & ((day - 1) % 7 == number)
    regular &= (week["first"].to_numpy() <= day) & (day <= week["last"].to_numpy())
    runs = exceptions["runs"].to_numpy()
    change = np.where(runs & ~regular, 1, np.where(~runs & regular, -1, 0))
    counts = np.zeros(end - start + 1, dtype=np.int64)
    np.add.at(counts, day - start, change * _weights(exceptions["service_id"], trips))
    return counts


def _weights(services: Iterable[str], trips: pd.Series[int]) -> NDArray[np.int64]:
    weights: NDArray[np.int64] = (
        trips.reindex(list(services), fill_value=0).to_numpy().astype(np.int64)
    )
    return weights


def choose_day(
    served: pd.Series[int], *, asked: dt.date | None, date: dt.date, found: NoticeList, file: str
) -> dt.date:
    """Give the day a feed is read for.

    Parameters
    ----------
    served
        Trips by day, as `trips_by_day` gives them.
    asked
        The day asked for; without one, a Tuesday near `date` with a usual number of trips.
    date
        The study's date.
    found, file
        Where notices go, and what the feed is called in them.

    Raises
    ------
    InputError
        Nothing runs on the day asked for, on any Tuesday, or ever.
    """
    if served.empty:
        raise InputError.of("GA-F040", file=file)
    days = served.index.to_numpy()
    span: Mapping[str, Any] = {"first": str(day_of(days[0])), "last": str(day_of(days[-1]))}
    if asked is not None:
        if ordinal(asked) not in served.index:
            nearest = str(_nearest(days, asked))
            raise InputError.of("GA-F039", file=file, day=str(asked), nearest=nearest, **span)
        chosen = asked
    else:
        tuesdays = served[(days - 1) % 7 == _TUESDAY]
        if tuesdays.empty:
            nearest = str(_nearest(days, date))
            raise InputError.of("GA-F041", file=file, nearest=nearest, **span)
        chosen = _usual(tuesdays, date)
        found.add("GA-F050", file=file, day=str(chosen))
    if not days[0] <= ordinal(date) <= days[-1]:
        found.add("GA-F042", file=file, date=str(date), day=str(chosen), **span)
    return chosen


def _nearest(days: NDArray[np.int64], day: dt.date) -> dt.date:
    return day_of(days[np.argmin(np.abs(days - ordinal(day)))])


def _usual(tuesdays: pd.Series[int], date: dt.date) -> dt.date:
    """Nearest Tuesday whose number of trips is about the middle one of the nearest Tuesdays."""
    away = np.abs(tuesdays.index.to_numpy() - ordinal(date))
    near = tuesdays.iloc[np.argsort(away, kind="stable")[:_NEAREST]]
    middle = int(np.sort(near.to_numpy())[(len(near) - 1) // 2])
    usual = near[(near - middle).abs() <= _USUAL * middle]
    return day_of(usual.index[0])
