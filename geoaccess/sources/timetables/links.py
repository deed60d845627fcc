"""How a feed's tables refer to each other: by places in the tables instead of by ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.sources.timetables.columns import SERVICES
from geoaccess.sources.timetables.keys import refer
from geoaccess.sources.timetables.stop_times import Calls, order_calls
from geoaccess.sources.timetables.text import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geoaccess.errors import NoticeList
    from geoaccess.sources.timetables.cells import FeedTable

__all__ = ["Links", "link_tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Stops, routes and trips in order of their ids, and what refers to them by place.

    `route` is each trip's, `used` says which stops trips call at; `transfers` and `frequencies`
    come with the places of the stops and trips they are about.
    """

    stops: FeedTable
    routes: FeedTable
    trips: FeedTable
    route: NDArray[np.intp]
    calls: Calls
    used: NDArray[np.bool_]
    transfers: tuple[FeedTable, NDArray[np.intp], NDArray[np.intp]] | None
    frequencies: tuple[FeedTable, NDArray[np.intp]] | None

    def trips_of_services(self) -> pd.Series[int]:
        """How many trips each service has that somebody can travel with, by ``service_id``."""
        calls = np.bincount(self.calls.trip, minlength=len(self.trips))
        services = self.trips.texts("service_id").all()[calls > 1]
        return pd.Series(services, dtype=object).value_counts()


def link_tables(tables: Mapping[str, FeedTable], found: NoticeList) -> Links:
    """Find what each table refers to; what is not there is told.

    Parameters
    ----------
    tables
        The feed's tables by name; those that every feed has are there.
    found
        Where faults go.
    """
    stops = tables["stops.txt"].by("stop_id")
    routes = tables["routes.txt"].by("route_id")
    trips = tables["trips.txt"].by("trip_id")
    stop_ids, trip_ids = stops.texts("stop_id").all(), trips.texts("trip_id").all()
    route = refer(trips, "route_id", routes.texts("route_id").all(), found, among="routes.txt")
    _check_services(tables, trips, found)
    times = tables["stop_times.txt"]
    calls = order_calls(
        times,
        refer(times, "trip_id", trip_ids, found, among="trips.txt"),
        refer(times, "stop_id", stop_ids, found, among="stops.txt"),
    )
    used = np.zeros(len(stops), dtype=bool)
    used[calls.stop[calls.stop >= 0]] = True
    _tell_lone(trips, calls, found)
    return Links(
        stops=stops,
        routes=routes,
        trips=trips,
        route=route,
        calls=calls,
        used=used,
        transfers=_transfers(tables.get("transfers.txt"), stop_ids, found),
        frequencies=_frequencies(tables.get("frequencies.txt"), trip_ids, found),
    )


def _check_services(tables: Mapping[str, FeedTable], trips: FeedTable, found: NoticeList) -> None:
    known = [tables[name].texts("service_id").distinct for name in SERVICES if name in tables]
    unread = {n.file.rpartition("/")[2] for n in found.errors} - set(tables)
    if known and not unread & set(SERVICES):
        refer(trips, "service_id", np.concatenate(known), found, among=" / ".join(SERVICES))


def _tell_lone(trips: FeedTable, calls: Calls, found: NoticeList) -> None:
    lone = np.bincount(calls.trip, minlength=len(trips)) <= 1
    if lone.any():
        tell(found, "GA-F032", trips.text, lone, trip=trips.text.first("trip_id", lone))


def _transfers(
    table: FeedTable | None, stop_ids: NDArray[np.object_], found: NoticeList
) -> tuple[FeedTable, NDArray[np.intp], NDArray[np.intp]] | None:
    if table is None:
        return None
    one, other = (
        refer(table, column, stop_ids, found, among="stops.txt")
        for column in ("from_stop_id", "to_stop_id")
    )
    return table, one, other


def _frequencies(
    table: FeedTable | None, trip_ids: NDArray[np.object_], found: NoticeList
) -> tuple[FeedTable, NDArray[np.intp]] | None:
    if table is None:
        return None
    start, end = table.numbers["start_time"], table.numbers["end_time"]
    tell(found, "GA-F029", table.text, (end <= start) | (table.numbers["headway_secs"] == 0))
    return table, refer(table, "trip_id", trip_ids, found, among="trips.txt")
