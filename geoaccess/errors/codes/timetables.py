"""Notices about timetables (GTFS)."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

_FETCH_AGAIN = N_("Fetch the feed again, and compare its size with the publisher's.")
_ASK = N_("Correct the rows, or ask the publisher for a corrected feed.")
_UTF8 = N_("Fetch the feed again from its publisher, or save the table as CSV with UTF-8.")


def _error(code: str, text: str, cure: str = _ASK) -> NoticeKind:
    return NoticeKind(code, "error", text, cure)


def _warning(code: str, text: str, cure: str = "", *, assumption: bool = False) -> NoticeKind:
    return NoticeKind(code, "warning", text, cure, assumption=assumption)


def _info(code: str, text: str, *, assumption: bool = False) -> NoticeKind:
    return NoticeKind(code, "info", text, "", assumption=assumption)


_ARCHIVE = (
    _error(
        "GA-F001",
        N_("The file is not a zip archive. It starts: {found}."),
        N_("Fetch the feed (a .zip) again; what was saved may be the server's answer instead."),
    ),
    _error(
        "GA-F002",
        N_("The feed lacks a table that is needed: {table}. It holds: {found}."),
        N_("Give a whole GTFS feed; the tables are named as the standard says, in small letters."),
    ),
    _error(
        "GA-F003",
        N_("The feed does not say on which days anything runs: calendar.txt and calendar_dates.txt "
           "are both missing or without rows."),
        N_("Give a whole GTFS feed; it has at least one of the two tables."),
    ),
    _error(
        "GA-F004",
        N_("The archive holds tables in several folders: {found}."),
        N_("Pack each feed as an archive of its own, and name each under inputs.timetables."),
    ),
    _error(
        "GA-F005",
        N_("The archive holds no timetable but other archives: {found}."),
        N_("Unpack it, and name each of the archives in it under inputs.timetables."),
    ),
)  # fmt: skip

_TEXT = (
    _error("GA-F008", N_("The row is not text in UTF-8, which GTFS demands."), _UTF8),
    _error("GA-F009", N_("The table is not text: it holds binary data."), _UTF8),
    _error(
        "GA-F010",
        N_("The table is a web page or other XML, not a table."),
        N_("Fetch the feed again from its publisher."),
    ),
    _error("GA-F011", N_("The table is empty: it has not even a header."), _FETCH_AGAIN),
    _error("GA-F012", N_("The table has a header and no rows."), _FETCH_AGAIN),
    _error(
        "GA-F013",
        N_("The columns are not separated by commas: the header is {value}."),
        N_("Save the table with commas between the columns, as GTFS demands."),
    ),
    _error(
        "GA-F014",
        N_("The table lacks this column. It has: {found}."),
        N_("Add it, or correct its name; the nearest one is {nearest}."),
    ),
    _error(
        "GA-F015",
        N_("The column stands more than once in the header."),
        N_("Give each column a name of its own."),
    ),
    _error(
        "GA-F016",
        N_("Rows whose number of fields is not that of the header ({expected}): {n} ({rows})."),
        N_("A comma is missing or too many; put quotation marks around values that hold one."),
    ),
    _error(
        "GA-F017",
        N_("A quotation mark is opened and not closed, or stands inside a value."),
        N_("Put the whole value in quotation marks, and write marks inside it twice."),
    ),
)

_CELLS = (
    _error("GA-F018", N_("Empty cells where every row needs a value: {n} ({rows}).")),
    _error(
        "GA-F019",
        N_("{value} is not allowed; allowed: {allowed}. Rows with such values: {n} ({rows})."),
    ),
    _error(
        "GA-F020",
        N_("{value} is not a time. Rows with such values: {n} ({rows})."),
        N_("Write hours, minutes and seconds, such as 07:05:00; after midnight, 25:30:00."),
    ),
    _error(
        "GA-F021",
        N_("{value} is not a date. Rows with such values: {n} ({rows})."),
        N_("Write year, month and day as eight digits, such as 20261001."),
    ),
    _error("GA-F022", N_("{value} is not a whole number. Rows with such values: {n} ({rows}).")),
    _error("GA-F023", N_("{value} is not a number. Rows with such values: {n} ({rows}).")),
)

_KEYS = (
    _error(
        "GA-F024",
        N_("{value} stands in more than one row, and it must be unique. Rows too many: {n} "
           "({rows})."),
        N_("Keep one row for each; a feed joined from two needs ids that tell them apart."),
    ),
    _error(
        "GA-F025",
        N_("{value} is not in {table}. Rows with such values: {n} ({rows})."),
        N_("Add what is missing to {table}, or take the rows out."),
    ),
)  # fmt: skip

_TIMES = (
    _error(
        "GA-F026",
        N_("First or last stops of a trip without a time: {n}. The first is on trip {trip} "
           "({rows})."),
        N_("The first and the last stop of every trip need a time."),
    ),
    _error(
        "GA-F027",
        N_("Times that go backwards along a trip: {n}. The first is {value} on trip {trip} "
           "({rows})."),
        N_("Times after midnight go on past 24:00:00; see that stop_sequence is right."),
    ),
    _info(
        "GA-F028",
        N_("Stops on the way without a time of their own: {n} of {all}. They lie between stops "
           "with a time, and are kept."),
    ),
    _error(
        "GA-F029",
        N_("Spans that end before they start, or without time between trips: {n} ({rows})."),
        N_("start_time comes before end_time, and headway_secs is more than nought."),
    ),
    _warning(
        "GA-F030",
        N_("Stretches faster than {kmh} km/h: {n}. The first is on trip {trip} ({rows})."),
        N_("See whether the stops lie where they should, and whether the times are right."),
    ),
    _warning(
        "GA-F031",
        N_("Stops in a row that lie more than {km} km apart: {n}. The first are on trip {trip} "
           "({rows})."),
        N_("See whether the stops lie where they should."),
    ),
    _warning(
        "GA-F032",
        N_("Trips without any stop, or with one only: {n}. The first is {trip}; nobody can travel "
           "with them."),
        N_("See whether stop_times.txt is whole."),
    ),
)  # fmt: skip

_PLACES = (
    _error("GA-F033", N_("Stops that trips use and that have no coordinates: {n} ({rows}).")),
    _error("GA-F034", N_("Stops that trips use and that lie at 0, 0: {n} ({rows}).")),
    _error(
        "GA-F035",
        N_("{value} is no coordinate in degrees. Rows with such values: {n} ({rows})."),
        N_("GTFS gives degrees (WGS 84), not metres; convert the stops."),
    ),
    _error(
        "GA-F036",
        N_("Latitude and longitude look swapped: exchanged, the stop lies in the study. Such "
           "stops: {n} ({rows})."),
        N_("Exchange stop_lat and stop_lon."),
    ),
    _error(
        "GA-F037",
        N_("None of the stops lies in the study or within {km} km of it. The stops lie at {stops}; "
           "the study lies at {study}."),
        N_("Give the timetables of the study's own region, or correct the study's crs."),
    ),
    _info(
        "GA-F038",
        N_("Stops farther than {km} km from the study: {n} of {all}."),
    ),
)  # fmt: skip

_DAYS = (
    _error(
        "GA-F039",
        N_("Nothing runs on {day}: the feed covers {first} to {last}. The nearest day with trips "
           "is {nearest}."),
        N_("Set day to a day with trips, or give a feed that covers it."),
    ),
    _error(
        "GA-F040",
        N_("No trip runs on any day: none of the services of trips.txt has a day."),
        N_("See whether calendar.txt, calendar_dates.txt and trips.txt are of the same feed."),
    ),
    _error(
        "GA-F041",
        N_("Nothing runs on any Tuesday: the feed covers {first} to {last}. The day with trips "
           "nearest the study's date is {nearest}."),
        N_("Say with day which day is meant."),
    ),
    _warning(
        "GA-F042",
        N_("The feed covers {first} to {last}, and not the study's date {date}. It is read for "
           "{day}."),
        N_("Give the feed that holds on the study's date, or say with day which day is meant."),
        assumption=True,
    ),
    _warning(
        "GA-F043",
        N_("The feed says of itself that it holds from {first} to {last}, and it is read for "
           "{day}."),
        N_("Give a newer feed, or another day."),
        assumption=True,
    ),
    _error("GA-F044", N_("Services that end before they start: {n} ({rows}).")),
    _error(
        "GA-F045",
        N_("The operators have several time zones: {found}."),
        N_("A feed has one time zone; give each zone's feed as an archive of its own."),
    ),
    _error(
        "GA-F046",
        N_("{value} is not a time zone."),
        N_("Write it as in Europe/Stockholm."),
    ),
)  # fmt: skip

_READ = (
    _warning(
        "GA-F047",
        N_("Lines of a kind that is not known ({kinds}): {n} ({rows}). They are counted as buses."),
        N_("Correct route_type."),
        assumption=True,
    ),
    _info(
        "GA-F048",
        N_("Lines that run on demand (route_type 1501 or 715): {n}. Trips on the day: {trips}. "
           "They are kept as if they always ran."),
        assumption=True,
    ),
    _info("GA-F049", N_("Trips that stand for several, at even intervals: {n}. They are kept.")),
    _info(
        "GA-F050",
        N_("The timetable is read for Tuesday {day}, a usual Tuesday near the study's date; no day "
           "was asked for."),
        assumption=True,
    ),
    _info(
        "GA-F051",
        N_("The timetable holds, on {day}: trips {trips}, stops they call at {stops}, lines "
           "{lines}. It covers {first} to {last}."),
    ),
    _info(
        "GA-F052",
        N_("The timetable has been read and checked. Public transport is not part of the travel "
           "times yet."),
    ),
    _info(
        "GA-F053",
        N_("Some stop times leave one of arrival and departure empty: {n}. The other holds for "
           "both."),
        assumption=True,
    ),
)  # fmt: skip

KINDS: tuple[NoticeKind, ...] = (
    *_ARCHIVE, *_TEXT, *_CELLS, *_KEYS, *_TIMES, *_PLACES, *_DAYS, *_READ,
)  # fmt: skip
