"""The tables of a timetable, as frames in the order of their keys, and what they hold in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.sources.timetables.cells import day_of
from geoaccess.sources.timetables.route_types import base_types, on_demand

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable
    from geoaccess.sources.timetables.links import Links
    from geoaccess.sources.timetables.model import Timetable

__all__ = [
    "dated",
    "frequencies_frame",
    "routes_frame",
    "stops_frame",
    "tell_contents",
    "transfers_frame",
    "trips_frame",
]


def stops_frame(links: Links) -> pd.DataFrame:
    """Stops with their coordinates."""
    stops = links.stops
    return pd.DataFrame(
        {
            "stop_id": _text(stops, "stop_id"),
            "name": _text(stops, "stop_name"),
            "lat": stops.numbers["stop_lat"],
            "lon": stops.numbers["stop_lon"],
            "location_type": np.nan_to_num(stops.numbers["location_type"]).astype(np.int8),
            "parent_station": _text(stops, "parent_station"),
        }
    )


def routes_frame(links: Links, found: NoticeList) -> pd.DataFrame:
    """Lines with GTFS's own types; other kinds are told."""
    routes = links.routes
    return pd.DataFrame(
        {
            "route_id": _text(routes, "route_id"),
            "short_name": _text(routes, "route_short_name"),
            "long_name": _text(routes, "route_long_name"),
            "route_type": base_types(routes, found),
            "on_demand": on_demand(routes),
        }
    )


def trips_frame(links: Links, services: Collection[str]) -> pd.DataFrame:
    """Trips, and whether each runs on the day on which these services do."""
    trips = links.trips
    service = _text(trips, "service_id")
    return pd.DataFrame(
        {
            "trip_id": _text(trips, "trip_id"),
            "route": links.route.astype(np.int32),
            "service_id": service,
            "headsign": _text(trips, "trip_headsign"),
            "runs": service.isin(list(services)),
        }
    )


def transfers_frame(links: Links) -> pd.DataFrame:
    """Changes between stops that the feed speaks of, where it names both."""
    columns = ["from_stop", "to_stop", "transfer_type", "min_s"]
    if links.transfers is None:
        return pd.DataFrame(columns=columns, dtype="int32")
    table, one, other = links.transfers
    values = (
        one,
        other,
        np.nan_to_num(table.numbers["transfer_type"]),
        np.nan_to_num(table.numbers["min_transfer_time"]),
    )
    frame = pd.DataFrame(dict(zip(columns, values, strict=True))).astype("int32")
    named = frame[(frame["from_stop"] >= 0) & (frame["to_stop"] >= 0)]
    return named.sort_values(columns, ignore_index=True)


def frequencies_frame(links: Links) -> pd.DataFrame:
    """Trips that stand for several, at even intervals."""
    columns = ["trip", "start_s", "end_s", "headway_s"]
    if links.frequencies is None:
        return pd.DataFrame(columns=columns, dtype="int32").assign(exact=False)
    table, trip = links.frequencies
    numbers = table.numbers
    values = (trip, numbers["start_time"], numbers["end_time"], numbers["headway_secs"])
    frame = pd.DataFrame(dict(zip(columns, values, strict=True))).astype("int32")
    return frame.assign(exact=numbers["exact_times"] == 1).sort_values(columns, ignore_index=True)


def dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Give days as dates that are numbers in the work before."""
    epoch = pd.Timestamp(1970, 1, 1).toordinal()
    days = {
        name: pd.Series(
            (frame[name].to_numpy().astype(np.int64) - epoch).astype("datetime64[D]"),
            index=frame.index,
            dtype="datetime64[s]",
        )
        for name in columns
    }
    return frame.assign(service_id=frame["service_id"].astype("str"), **days)


def tell_contents(
    timetable: Timetable, served: pd.Series[int], found: NoticeList, *, file: str
) -> None:
    """Say what the timetable holds on its day, and that nobody travels by it yet."""
    trips, routes = timetable.trips, timetable.routes
    running = trips["runs"].to_numpy()
    calls = timetable.stop_times[running[timetable.stop_times["trip"]]]
    asked = routes["on_demand"].to_numpy()
    if asked.any():
        n = int((running & asked[trips["route"]]).sum())
        found.add("GA-F048", file=f"{file}/routes.txt", n=int(asked.sum()), trips=n)
    repeated = timetable.frequencies["trip"].nunique()
    if repeated:
        found.add("GA-F049", file=f"{file}/frequencies.txt", n=repeated)
    found.add(
        "GA-F051",
        file=file,
        day=str(timetable.day),
        trips=int(running.sum()),
        stops=int(calls["stop"].nunique()),
        lines=int(trips.loc[running, "route"].nunique()),
        first=str(day_of(served.index[0])),
        last=str(day_of(served.index[-1])),
    )
    found.add("GA-F052", file=file)


def _text(table: FeedTable, column: str) -> pd.Series:
    return pd.Series(table.texts(column).all(), dtype="str")
