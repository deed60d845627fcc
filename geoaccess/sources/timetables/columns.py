"""Which tables and columns of GTFS are read; all others are left aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DAYS", "NEEDED", "SERVICES", "TABLES", "Column", "Kind"]

Kind = Literal["text", "whole", "degrees", "time", "date"]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of GTFS: whether the table must have it, and whether every row must fill it."""

    name: str
    kind: Kind = "text"
    needed: bool = False
    filled: bool = False
    allowed: tuple[int, ...] = ()


def _key(name: str, kind: Kind = "text", *allowed: int) -> Column:
    return Column(name, kind, needed=True, filled=True, allowed=allowed)


def _needed(name: str, kind: Kind = "text") -> Column:
    return Column(name, kind, needed=True)


_PICKUP = (0, 1, 2, 3)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "agency.txt": (_key("agency_timezone"),),
    "stops.txt": (
        _key("stop_id"),
        Column("stop_name"),
        _needed("stop_lat", "degrees"),
        _needed("stop_lon", "degrees"),
        Column("location_type", "whole", allowed=(0, 1, 2, 3, 4)),
        Column("parent_station"),
    ),
    "routes.txt": (
        _key("route_id"),
        Column("route_short_name"),
        Column("route_long_name"),
        _key("route_type", "whole"),
    ),
    "trips.txt": (
        _key("route_id"),
        _key("service_id"),
        _key("trip_id"),
        Column("trip_headsign"),
    ),
    "stop_times.txt": (
        _key("trip_id"),
        _needed("arrival_time", "time"),
        _needed("departure_time", "time"),
        _key("stop_id"),
        _key("stop_sequence", "whole"),
        Column("pickup_type", "whole", allowed=_PICKUP),
        Column("drop_off_type", "whole", allowed=_PICKUP),
    ),
    "calendar.txt": (
        _key("service_id"),
        *(_key(day, "whole", 0, 1) for day in DAYS),
        _key("start_date", "date"),
        _key("end_date", "date"),
    ),
    "calendar_dates.txt": (
        _key("service_id"),
        _key("date", "date"),
        _key("exception_type", "whole", 1, 2),
    ),
    "transfers.txt": (
        _needed("from_stop_id"),
        _needed("to_stop_id"),
        Column("transfer_type", "whole", allowed=(0, 1, 2, 3, 4, 5)),
        Column("min_transfer_time", "whole"),
    ),
    "frequencies.txt": (
        _key("trip_id"),
        _key("start_time", "time"),
        _key("end_time", "time"),
        _key("headway_secs", "whole"),
        Column("exact_times", "whole", allowed=(0, 1)),
    ),
    "feed_info.txt": (Column("feed_start_date", "date"), Column("feed_end_date", "date")),
}
NEEDED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
SERVICES = ("calendar.txt", "calendar_dates.txt")
