"""The same feed, however its rows, columns, ids, files and lines are written."""

import csv
import io
import random

import pandas as pd
import pytest

IDS = ("stop_id", "trip_id", "route_id", "service_id", "from_stop_id", "to_stop_id")


def shuffled(tables, *, seed):
    """The feed with rows, columns and files in another order, and lines ended another way."""
    rng = random.Random(seed)  # noqa: S311
    end = rng.choice(["\n", "\r\n", "\r"])
    names = rng.sample(sorted(tables), len(tables))
    written = {}
    for name in names:
        header, *rows = csv.reader(io.StringIO(tables[name]))
        order = rng.sample(range(len(header)), len(header))
        buffer = io.StringIO(newline="")
        quoting = rng.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
        writer = csv.writer(buffer, lineterminator=end, quoting=quoting)
        writer.writerow([*(header[i] for i in order), "our_own"])
        for row in rng.sample(rows, len(rows)):
            writer.writerow([*(f" {row[i]}" if row[i] else "" for i in order), "x"])
        mark = rng.choice(["", "\ufeff"])
        written[name] = (mark + buffer.getvalue() + rng.choice(["", end, end * 3])).encode()
    return written


def renamed(tables, *, seed):
    """The feed with other ids, and which id is which."""
    rng = random.Random(seed)  # noqa: S311
    known, written = {}, {}
    for name, text in tables.items():
        header, *rows = csv.reader(io.StringIO(text))
        for i, column in enumerate(header):
            for row in rows if column in IDS else ():
                kind = "stop_id" if "stop_id" in column else column
                known.setdefault((kind, row[i]), f"{rng.random()}å")
                row[i] = known[kind, row[i]]
        written[name] = "\n".join(",".join(row) for row in [header, *rows]) + "\n"
    return written, {new: old for (_, old), new in known.items()}


def frames(timetable):
    """The timetable with ids in place of positions, so that orders do not matter."""
    stops, routes, trips = timetable.stops, timetable.routes, timetable.trips
    stop, trip, route = stops["stop_id"], trips["trip_id"], routes["route_id"]
    calls, changes = timetable.stop_times, timetable.transfers
    often = timetable.frequencies
    return {
        "stops": stops,
        "routes": routes,
        "trips": trips.assign(route=route.take(trips["route"]).to_numpy()),
        "calls": calls.assign(
            stop=stop.take(calls["stop"]).to_numpy(), trip=trip.take(calls["trip"]).to_numpy()
        ),
        "calendar": timetable.calendar,
        "exceptions": timetable.exceptions,
        "changes": changes.assign(
            from_stop=stop.take(changes["from_stop"]).to_numpy(),
            to_stop=stop.take(changes["to_stop"]).to_numpy(),
        ),
        "often": often.assign(trip=trip.take(often["trip"]).to_numpy()),
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_anything_in_a_feed_does_not_matter(read, good, seed):
    plain = read().timetable

    other = read(tables=shuffled(good, seed=seed)).timetable

    assert (other.day, other.timezone) == (plain.day, plain.timezone)
    for name in ("stops", "routes", "trips", "stop_times", "calendar", "exceptions",
                 "transfers", "frequencies"):  # fmt: skip
        pd.testing.assert_frame_equal(getattr(other, name), getattr(plain, name))


@pytest.mark.parametrize("seed", range(5))
def test_what_ids_are_called_does_not_matter(read, good, seed):
    plain = frames(read().timetable)
    tables, old = renamed(good, seed=seed)

    other = frames(read(tables=tables).timetable)

    for name, frame in other.items():
        back = frame.replace(old).sort_values(list(frame), ignore_index=True)
        expected = plain[name].sort_values(list(frame), ignore_index=True)
        pd.testing.assert_frame_equal(back, expected)
