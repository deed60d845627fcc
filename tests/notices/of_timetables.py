"""GA-F: timetables."""

from __future__ import annotations

from pairs import Pair, borrowed, once

from geoaccess.sources.timetables import read_timetables
from geoaccess.study.load import parse_study

FEED = borrowed("sources/timetables/conftest.py")
FAULTS = borrowed("sources/timetables/test_faults_told.py")
GOOD = FEED.GOOD
ZIP = "gtfs.zip"
S, T, R, C, D = "stops.txt", "trips.txt", "routes.txt", "calendar.txt", "calendar_dates.txt"
TIMES, AGENCY, INFO = "stop_times.txt", "agency.txt", "feed_info.txt"


def feed(changes=None, *, day="", raw=None, tables=None):
    """A fixture: the good feed with some tables changed, or None to leave one out."""

    def read(folder):
        (folder / "x").touch()
        if raw is None:
            held = (GOOD | (changes or {})) if tables is None else tables
            FEED.pack(folder / ZIP, {n: text for n, text in held.items() if text is not None})
        else:
            (folder / ZIP).write_bytes(raw)
        text = FEED.STUDY.format(day=f"day = {day}" if day else "")
        (read,) = read_timetables(parse_study(text, base=folder), areas=FEED.AREAS)
        return read.notices

    return read


def edited(table, old, new, **more):
    """A fixture: the good feed with something else in one table."""
    assert old in GOOD[table]
    return feed({table: GOOD[table].replace(old, new, 1)}, **more)


def no_timetable(folder):
    """A study that names none."""
    (folder / "x").touch()
    text = FEED.STUDY.format(day="")
    start = text.index("[[inputs.timetables]]")
    without = text[:start] + text[text.index("[supply") :]
    return [n for one in read_timetables(parse_study(without, base=folder)) for n in one.notices]


def header(table):
    return GOOD[table].splitlines()[0] + "\n"


WHOLE = once(feed())
# Told of another table than the one that is changed.
ELSEWHERE = {"GA-F031": TIMES, "GA-F032": T}
OF_ONE_CELL = {fault[0]: fault for fault in reversed(FAULTS.ONE_FAULT)}
OLD = {name: GOOD[name].replace("2026", "2019") for name in (C, D, INFO)}
FAR = {
    S: GOOD[S] + "d,Långt bort,55.0,13.0\n",
    TIMES: GOOD[TIMES] + "s1,20:00:00,20:00:00,d,3\n",
}
NEVER = {D: None, C: GOOD[C].replace("1,1,1,1,1", "0,0,0,0,0").replace("0,1,2", "0,0,2")}
NO_TUESDAY = {D: None, C: GOOD[C].replace("1,1,1,1,1", "1,0,1,1,1")}
TUESDAYS = {D: None}
WITH_TIMES = edited(TIMES, "t1,,,b,2", "t1,07:10:00,07:10:00,b,2")
LATIN = GOOD[S].encode("cp1252")
TWO_FEEDS = {f"{folder}/{name}": text for folder in "ab" for name, text in GOOD.items()}
ONE_FEED = {f"a/{name}": text for name, text in GOOD.items()}

PAIRS = [
    *(
        Pair(
            code,
            edited(table, old, new),
            WHOLE,
            f"{ZIP}/{ELSEWHERE.get(code, table)}",
            row,
            column,
            value,
        )
        for code, table, old, new, row, column, value in OF_ONE_CELL.values()
    ),
    Pair("GA-F001", feed(raw=b'["Invalid API key"]'), WHOLE, ZIP),
    Pair("GA-F002", feed({TIMES: None}), WHOLE, ZIP),
    Pair("GA-F003", feed({C: None, D: None}), WHOLE, ZIP),
    Pair("GA-F004", feed(tables=TWO_FEEDS), feed(tables=ONE_FEED), ZIP),
    Pair("GA-F005", feed(tables={"one.zip": FAULTS.inner_zip()}), WHOLE, ZIP),
    Pair("GA-F008", feed({S: LATIN}), WHOLE, f"{ZIP}/{S}", 3),
    Pair("GA-F009", feed({S: GOOD[S].replace("Torget", "Tor\x00")}), WHOLE, f"{ZIP}/{S}", 2),
    Pair("GA-F010", feed({S: "<!DOCTYPE html><html>Logga in</html>"}), WHOLE, f"{ZIP}/{S}"),
    Pair("GA-F011", feed({S: ""}), WHOLE, f"{ZIP}/{S}"),
    Pair("GA-F012", feed({S: header(S)}), WHOLE, f"{ZIP}/{S}"),
    Pair("GA-F028", WHOLE, WITH_TIMES, f"{ZIP}/{TIMES}"),
    Pair(
        "GA-F030",
        edited(S, "59.35,18.05", "60.10,18.05"),
        edited(S, "59.35,18.05", "59.36,18.05"),
        f"{ZIP}/{TIMES}",
        7,
    ),
    Pair("GA-F037", feed({S: GOOD[S].replace(",59.", ",55.")}), WHOLE, f"{ZIP}/{S}"),
    Pair("GA-F038", feed(FAR), WHOLE, f"{ZIP}/{S}"),
    Pair("GA-F039", feed(day="2027-02-01"), feed(day="2026-09-22"), ZIP),
    Pair("GA-F040", feed(NEVER), feed(TUESDAYS), ZIP),
    Pair("GA-F041", feed(NO_TUESDAY), feed(TUESDAYS), ZIP),
    Pair("GA-F042", feed(OLD), WHOLE, ZIP),
    Pair("GA-F043", edited(INFO, "20261231", "20260910"), WHOLE, f"{ZIP}/{INFO}"),
    Pair("GA-F048", edited(R, "2,2,4", "2,2,1501"), WHOLE, f"{ZIP}/{R}"),
    Pair("GA-F049", WHOLE, feed({"frequencies.txt": None}), f"{ZIP}/frequencies.txt"),
    Pair("GA-F050", WHOLE, feed(day="2026-09-22"), ZIP),
    Pair("GA-F051", WHOLE, no_timetable, ZIP),
    Pair("GA-F052", WHOLE, no_timetable, ZIP),
]
