"""A timetable for one day, as data that a search for journeys can work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from geoaccess.errors import Notice
    from geoaccess.sources.provenance import Provenance

__all__ = ["Feed", "Timetable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """A feed's tables, each in the order of its key; positions count from nought.

    Times are seconds after the service day's start, which is noon less twelve hours in
    `timezone`: midnight, but for the two days a year when clocks change. After midnight they go
    on past 86,400.

    Attributes
    ----------
    day, timezone
        The day asked for, and the zone its times are in.
    stops
        ``stop_id``, ``name``, ``lat``, ``lon`` (missing where the feed has none),
        ``location_type``, ``parent_station``.
    routes
        ``route_id``, ``short_name``, ``long_name``, ``route_type`` (GTFS's base types), and
        ``on_demand``.
    trips
        ``trip_id``, ``route`` (position in `routes`), ``service_id``, ``headsign``, and ``runs``:
        whether it does on `day`. Trips of other days are kept: those of the day before may still
        be under way after midnight.
    stop_times
        ``trip`` and ``stop`` (positions), ``stop_sequence``, ``arrival_s`` and ``departure_s``
        (missing where the feed leaves them to be interpolated), ``pickup_type``,
        ``drop_off_type``.
    calendar
        ``service_id``, ``monday`` to ``sunday``, ``first`` and ``last`` day.
    exceptions
        ``service_id``, ``day``, ``runs``: days on which a service runs, or does not, all the same.
    transfers
        ``from_stop`` and ``to_stop`` (positions), ``transfer_type``, ``min_s``.
    frequencies
        ``trip`` (position), ``start_s``, ``end_s``, ``headway_s``, ``exact``.
    """

    day: dt.date
    timezone: str
    stops: pd.DataFrame
    routes: pd.DataFrame
    trips: pd.DataFrame
    stop_times: pd.DataFrame
    calendar: pd.DataFrame
    exceptions: pd.DataFrame
    transfers: pd.DataFrame
    frequencies: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A timetable, where it came from, and what was noticed while it was read."""

    timetable: Timetable
    provenance: Provenance
    notices: tuple[Notice, ...]
