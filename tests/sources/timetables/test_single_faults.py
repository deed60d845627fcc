"""Whatever single thing is broken in a good feed, it is refused or told: never silent."""

import csv
import io
import random

import pytest

QUIET = {"GA-F028", "GA-F049", "GA-F050", "GA-F051", "GA-F052"}  # told of the good feed too


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def text_of(rows):
    return "\n".join(",".join(row) for row in rows) + "\n"


def set_cell(table, column, *values):
    """Make a fault: another value in one cell of a column that holds one."""

    def fault(tables, rng):
        rows = rows_of(tables[table])
        at = rows[0].index(column)
        row = rng.choice([row for row in rows[1:] if row[at]])
        row[at] = rng.choice(values)
        tables[table] = text_of(rows)

    return fault


def repeat_row(table):
    def fault(tables, rng):
        rows = rows_of(tables[table])
        rows.insert(rng.randint(1, len(rows)), rng.choice(rows[1:]))
        tables[table] = text_of(rows)

    return fault


def drop_row(table):
    def fault(tables, rng):
        rows = rows_of(tables[table])
        del rows[rng.randint(1, len(rows) - 1)]
        tables[table] = text_of(rows)

    return fault


def drop_column(table, *columns):
    def fault(tables, rng):
        rows = rows_of(tables[table])
        at = rows[0].index(rng.choice(columns))
        tables[table] = text_of([row[:at] + row[at + 1 :] for row in rows])

    return fault


def drop_table(*names):
    def fault(tables, rng):
        del tables[rng.choice(names)]

    return fault


def add_field(tables, rng):
    name = rng.choice(sorted(tables))
    rows = rows_of(tables[name])
    rng.choice(rows[1:]).append("x")
    tables[name] = text_of(rows)


def lose_field(tables, rng):
    name = rng.choice(sorted(tables))
    rows = rows_of(tables[name])
    rng.choice(rows[1:]).pop()
    tables[name] = text_of(rows)


def put_byte(byte):
    def fault(tables, rng):
        name = rng.choice(sorted(tables))
        text = tables[name].encode()
        at = rng.randint(0, len(text) - 1)
        tables[name] = text[:at] + byte + text[at:]

    return fault


def put_quote(tables, rng):
    name = rng.choice(sorted(tables))
    rows = rows_of(tables[name])
    row = rng.choice(rows[1:])
    at = rng.randrange(len(row))
    row[at] = rng.choice(['"' + row[at], row[at] + '"x', 'x"' + row[at]])
    tables[name] = text_of(rows)


def turn_back(tables, rng):
    rows = rows_of(tables["stop_times.txt"])
    row = rng.choice([row for row in rows[2:] if row[1] and row[4] not in {"1", "10"}])
    row[1] = row[2] = "05:00:00"
    tables["stop_times.txt"] = text_of(rows)


def lose_end(tables, rng):
    rows = rows_of(tables["stop_times.txt"])
    row = rng.choice([row for row in rows[1:] if row[4] in {"1", "10", "20"}])
    row[1] = row[2] = ""
    tables["stop_times.txt"] = text_of(rows)


def swap_places(tables, rng):
    rows = rows_of(tables["stops.txt"])
    row = rng.choice(rows[1:])
    row[2], row[3] = row[3], row[2]
    tables["stops.txt"] = text_of(rows)


STOPS, TIMES, TRIPS = "stops.txt", "stop_times.txt", "trips.txt"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FAULTS = {
    "no table": drop_table("agency.txt", STOPS, "routes.txt", TRIPS, TIMES),
    "no column": drop_column(TIMES, "trip_id", "arrival_time", "stop_id", "stop_sequence"),
    "no coordinates": drop_column(STOPS, "stop_lat", "stop_lon"),
    "no week": drop_column("calendar.txt", *DAYS),
    "key twice": repeat_row(STOPS),
    "trip twice": repeat_row(TRIPS),
    "call twice": repeat_row(TIMES),
    "service twice": repeat_row("calendar.txt"),
    "exception twice": repeat_row("calendar_dates.txt"),
    "lost stop": drop_row(STOPS),
    "lost trip": drop_row(TRIPS),
    "lost route": drop_row("routes.txt"),
    "time": set_cell(TIMES, "arrival_time", "7:5:00", "25:61:00", "-1:00:00", "soon", "7:00"),
    "late": set_cell(TIMES, "departure_time", "07:00", "070000", "24:00:60", "1e3"),
    "sequence": set_cell(TIMES, "stop_sequence", "", "-1", "1.5", "first"),
    "stop of a call": set_cell(TIMES, "stop_id", "", "zz", "A"),
    "trip of a call": set_cell(TIMES, "trip_id", "", "zz"),
    "route of a trip": set_cell(TRIPS, "route_id", "", "zz"),
    "service of a trip": set_cell(TRIPS, "service_id", "", "zz"),
    "latitude": set_cell(STOPS, "stop_lat", "", "91", "0x1", "58,9", "6580000", "-59.3", "inf"),
    "longitude": set_cell(STOPS, "stop_lon", "", "181", "x", "674000", "-18.0", "nan"),
    "start": set_cell("calendar.txt", "start_date", "", "2026", "20261301", "2026-09-01"),
    "end": set_cell("calendar.txt", "end_date", "", "20260101", "2027"),
    "weekday": set_cell("calendar.txt", "tuesday", "", "2", "yes"),
    "exception": set_cell("calendar_dates.txt", "exception_type", "", "0", "3"),
    "date": set_cell("calendar_dates.txt", "date", "", "20260230", "1"),
    "kind of line": set_cell("routes.txt", "route_type", "", "bus", "99", "2000"),
    "zone": set_cell("agency.txt", "agency_timezone", "", "CEST", "stockholm"),
    "headway": set_cell("frequencies.txt", "headway_secs", "", "0", "-5"),
    "transfer": set_cell("transfers.txt", "to_stop_id", "zz"),
    "field too many": add_field,
    "field too few": lose_field,
    "quote": put_quote,
    "nought": put_byte(b"\x00"),
    "not utf-8": put_byte(b"\xe5"),
    "backwards": turn_back,
    "no end": lose_end,
    "swapped": swap_places,
}


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("seed", range(2))
def test_no_single_fault_is_silent(told, good, kind, seed):
    tables = dict(good)
    FAULTS[kind](tables, random.Random(f"{kind} {seed}"))  # noqa: S311

    loud = set(told(tables=tables)) - QUIET

    assert loud
    assert loud != {"GA-F053"}
