"""A feed, whole: its tables read, checked against each other, and put together for one day."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from geoaccess.errors import InputError, NoticeList, telling_beside
from geoaccess.sources.opening import opened_or_refused
from geoaccess.sources.provenance import provenance_of
from geoaccess.sources.timetables.cells import FeedTable, day_of, ordinal, typed_table
from geoaccess.sources.timetables.columns import NEEDED, SERVICES, TABLES
from geoaccess.sources.timetables.frames import (
    dated,
    frequencies_frame,
    routes_frame,
    stops_frame,
    tell_contents,
    transfers_frame,
    trips_frame,
)
from geoaccess.sources.timetables.keys import check_keys
from geoaccess.sources.timetables.links import link_tables
from geoaccess.sources.timetables.members import member_bytes, names_in, open_feed, tables_of
from geoaccess.sources.timetables.model import Feed, Timetable
from geoaccess.sources.timetables.places import Extent, check_places
from geoaccess.sources.timetables.service_days import (
    calendar_of,
    choose_day,
    exceptions_of,
    services_on,
    trips_by_day,
)
from geoaccess.sources.timetables.stop_times import check_calls, check_legs
from geoaccess.sources.timetables.text import read_text, tell

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd

    from geoaccess.study import Study, TimetablesInput

__all__ = ["read_timetables"]

_DEGREES = "EPSG:4326"


def read_timetables(study: Study, *, areas: gpd.GeoDataFrame | None = None) -> tuple[Feed, ...]:
    """Read every timetable of a study, in its order.

    Parameters
    ----------
    study
        The study; each input may say for which day it is asked.
    areas
        The study's areas, to see whether stops lie near them.

    Raises
    ------
    InputError
        All faults of all the feeds.
    """
    extent = None
    if areas is not None and len(areas):
        west, south, east, north = areas.to_crs(_DEGREES).total_bounds
        extent = Extent(west=west, south=south, east=east, north=north)
    found = NoticeList()
    feeds: list[Feed] = []
    for index, given in enumerate(study.inputs.timetables):
        try:
            with opened_or_refused(given.path.as_posix()):
                feeds.append(_read(study, given, f"timetables[{index}]", extent))
        except InputError as error:
            found.extend((*error.notices, *error.beside))
    InputError.refuse(found)
    return tuple(feeds)


def _read(study: Study, given: TimetablesInput, role: str, extent: Extent | None) -> Feed:
    file = given.path.as_posix()
    found = NoticeList()
    tables = _tables(study, given, file, found)
    timetable = _together(study, given, tables, extent, found)
    return Feed(
        timetable=timetable,
        provenance=provenance_of(study, given, role, rows=len(timetable.stop_times), reader="gtfs"),
        notices=tuple(found),
    )


def _tables(
    study: Study, given: TimetablesInput, file: str, found: NoticeList
) -> dict[str, FeedTable]:
    """Every table of the feed that can be read, typed; what is wrong with it goes to `found`."""
    tables: dict[str, FeedTable] = {}
    with open_feed(study.file(given), file=file) as archive:
        members = tables_of(archive, file=file)
        for name in NEEDED:
            if name not in members:
                found.add("GA-F002", file=file, table=name, found=names_in(archive))
        for name, member in sorted(members.items()):
            called = f"{file}/{name}"
            try:
                raw = member_bytes(archive, member, file=called)
                text = read_text(raw, TABLES[name], file=called)
            except InputError as error:
                found.extend(error.notices)
                continue
            if len(text.lines):
                tables[name] = typed_table(text, TABLES[name], found)
            elif name in NEEDED:
                found.add("GA-F012", file=called)
    told = {notice.file for notice in found.errors}
    if not any(name in tables or f"{file}/{name}" in told for name in SERVICES):
        found.add("GA-F003", file=file)
    return tables


def _together(
    study: Study,
    given: TimetablesInput,
    tables: dict[str, FeedTable],
    extent: Extent | None,
    found: NoticeList,
) -> Timetable:
    file = given.path.as_posix()
    check_keys(tables, found)
    if any(name not in tables for name in NEEDED):
        InputError.refuse(found)
    timezone = _timezone(tables["agency.txt"], found)
    links = link_tables(tables, found)
    check_calls(links.calls, found)
    check_places(links.stops, links.used, extent, found)
    calendar = calendar_of(tables.get("calendar.txt"), found)
    exceptions = exceptions_of(tables.get("calendar_dates.txt"))
    if any(f"{file}/{name}" == n.file for n in found.errors for name in SERVICES):
        InputError.refuse(found)
    with telling_beside(found):
        served = trips_by_day(calendar, exceptions, links.trips_of_services())
        day = choose_day(served, asked=given.day, date=study.study.date, found=found, file=file)
        InputError.refuse(found)
    check_legs(links.calls, links.stops.numbers["stop_lat"], links.stops.numbers["stop_lon"], found)
    _check_own_dates(tables.get("feed_info.txt"), day, found)
    timetable = Timetable(
        day=day,
        timezone=timezone,
        stops=stops_frame(links),
        routes=routes_frame(links, found),
        trips=trips_frame(links, services_on(calendar, exceptions, day)),
        stop_times=links.calls.frame(),
        calendar=dated(calendar, "first", "last"),
        exceptions=dated(exceptions, "day"),
        transfers=transfers_frame(links),
        frequencies=frequencies_frame(links),
    )
    tell_contents(timetable, served, found, file=file)
    return timetable


def _timezone(agency: FeedTable, found: NoticeList) -> str:
    """Time zone of the feed's times; the operators of a feed have the same."""
    texts = agency.texts("agency_timezone")
    zones = sorted({zone for zone in texts.distinct if zone})
    if len(zones) > 1:
        found.add("GA-F045", file=agency.text.file, column="agency_timezone", found=tuple(zones))
    for zone in zones:
        if not _is_zone(zone):
            tell(
                found,
                "GA-F046",
                agency.text,
                texts.all() == zone,
                column="agency_timezone",
                value=zone,
            )
    return zones[0] if zones else ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, no name at all, or a folder of zones
        return False
    return True


def _check_own_dates(info: FeedTable | None, day: dt.date, found: NoticeList) -> None:
    """Say if the feed itself says that it does not hold on the day."""
    if info is None:
        return
    first = info.numbers["feed_start_date"].min()
    last = info.numbers["feed_end_date"].max()
    if first > ordinal(day) or last < ordinal(day):
        span = ["-" if np.isnan(value) else str(day_of(value)) for value in (first, last)]
        found.add("GA-F043", file=info.text.file, first=span[0], last=span[1], day=str(day))
