"""Each fault of a feed is told with its table, row, column, value and a cure."""

import io
import zipfile
from pathlib import Path

import pytest

from geoaccess.errors.codes.timetables import KINDS

S, T, R, C, D = "stops.txt", "trips.txt", "routes.txt", "calendar.txt", "calendar_dates.txt"
TIMES, AGENCY = "stop_times.txt", "agency.txt"

# code, table, what stands there, what is put there, row, column, value
ONE_FAULT = [
    ("GA-F014", S, "stop_lat,", "lat,", 1, "stop_lat", None),
    ("GA-F015", S, "stop_name", "stop_id", 1, "stop_id", None),
    ("GA-F013", AGENCY, "agency_id,agency_name,agency_timezone", "a;b;c", 1, "", "a;b;c"),
    ("GA-F016", S, "a,Torget", "a,Torget,Lilla", 2, "", None),
    ("GA-F016", S, "59.32,18.02", "59.32", 3, "", None),
    ("GA-F017", S, "Ån", '"Ån', 3, "", None),
    ("GA-F017", S, "Byn,59.35,18.05", 'Byn,59.35,"18.05', 4, "", None),
    ("GA-F017", S, "Ån", 'Ån "södra"', 3, "", None),
    ("GA-F018", T, "1,week,t2", "1,,t2", 3, "service_id", None),
    ("GA-F018", TIMES, "t2,8:00:00,8:00:00,a", "t2,8:00:00,8:00:00,", 5, "stop_id", None),
    ("GA-F018", AGENCY, "Europe/Stockholm", "", 2, "agency_timezone", None),
    ("GA-F019", C, "1,1,1,1,1,0,0", "2,1,1,1,1,0,0", 2, "monday", "2"),
    ("GA-F019", D, "20260929,2", "20260929,3", 2, "exception_type", "3"),
    ("GA-F020", TIMES, "07:00:00,07:00:00", "7:5:00,07:00:00", 2, "arrival_time", "7:5:00"),
    ("GA-F020", TIMES, "25:30:00,25", "25:61:00,25", 9, "arrival_time", "25:61:00"),
    ("GA-F020", TIMES, "8:12:00", "-8:12:00", 6, "departure_time", "-8:12:00"),
    ("GA-F020", TIMES, "8:12:00", "noon", 6, "departure_time", "noon"),
    ("GA-F021", C, "20260901", "2026-09-01", 2, "start_date", "2026-09-01"),
    ("GA-F021", D, "20260929", "20260931", 2, "date", "20260931"),
    ("GA-F022", TIMES, "a,1", "a,first", 2, "stop_sequence", "first"),
    ("GA-F023", S, "59.30", '"59,30"', 2, "stop_lat", "59,30"),
    ("GA-F023", S, "59.30", "nan", 2, "stop_lat", "nan"),
    ("GA-F024", S, "b,Ån", "a,Ån", 3, "stop_id", "a"),
    ("GA-F024", T, "week,t2", "week,t1", 3, "trip_id", "t1"),
    ("GA-F024", R, "2,2,4", "1,2,4", 3, "route_id", "1"),
    ("GA-F024", TIMES, "b,2", "b,1", 3, "trip_id, stop_sequence", "t1, 1"),
    ("GA-F024", C, "sun,0", "week,0", 3, "service_id", "week"),
    ("GA-F025", T, "2,week,night", "9,week,night", 4, "route_id", "9"),
    ("GA-F025", T, "2,week,night", "2,never,night", 4, "service_id", "never"),
    ("GA-F025", TIMES, "s1,10:00:00", "s9,10:00:00", 10, "trip_id", "s9"),
    ("GA-F025", TIMES, ",b,2", ",z,2", 3, "stop_id", "z"),
    ("GA-F025", "transfers.txt", "a,b,2", "a,z,2", 2, "to_stop_id", "z"),
    ("GA-F026", TIMES, "07:00:00,07:00:00", ",", 2, "arrival_time", ""),
    ("GA-F026", TIMES, "07:20:00,07:20:00", ",", 4, "arrival_time", ""),
    ("GA-F027", TIMES, "25:30:00,25:30:00", "01:30:00,01:30:00", 9, "arrival_time", "01:30:00"),
    ("GA-F027", TIMES, "8:10:00,8:12:00", "8:12:00,8:10:00", 6, "arrival_time", "8:12:00"),
    ("GA-F029", "frequencies.txt", "600", "0", 2, "", None),
    ("GA-F029", "frequencies.txt", "10:00:00", "07:00:00", 2, "", None),
    ("GA-F031", S, "59.35,18.05", "49.35,18.05", 4, "", None),
    ("GA-F032", TIMES, "s1,10:20:00,10:20:00,a,2\n", "", 5, "", None),
    ("GA-F033", S, "59.30,18.00", ",", 2, "stop_lat, stop_lon", None),
    ("GA-F034", S, "59.30,18.00", "0,0.0", 2, "stop_lat, stop_lon", None),
    ("GA-F035", S, "59.30,18.00", "6580000,18.00", 2, "stop_lat", "6580000"),
    ("GA-F036", S, "59.30,18.00", "18.00,59.30", 2, "stop_lat, stop_lon", None),
    ("GA-F044", C, "20260901,20261231", "20261231,20260901", 2, "end_date", None),
    ("GA-F045", AGENCY, "m\n", "m\n2,N,Europe/Oslo\n", None, "agency_timezone", None),
    ("GA-F046", AGENCY, "Europe/Stockholm", "Sverige", 2, "agency_timezone", "Sverige"),
    ("GA-F047", R, "1,1,700", "1,1,9000", 2, "route_type", None),
    ("GA-F053", TIMES, "8:10:00,8:12:00", ",8:12:00", None, "", None),
]  # fmt: skip


@pytest.mark.parametrize("fault", ONE_FAULT, ids=lambda fault: f"{fault[0]} {fault[3]!a}")
def test_a_fault_is_told_where_it_is(told, edited, fault):
    code, table, old, new, *place = fault

    notices = told(edited(table, old, new))

    notice = notices[code]
    at = {"GA-F031": "stop_times.txt", "GA-F032": "trips.txt"}.get(code, table)
    assert notice.file == f"gtfs.zip/{at}"
    assert [notice.row, notice.column, notice.value] == place
    assert notice.cure("sv") or notice.severity == "info"


@pytest.mark.parametrize("name", [AGENCY, S, R, T, TIMES])
def test_a_table_that_is_missing_or_empty_is_named(told, good, name):
    missing = told({name: None})
    bare = told({name: good[name].splitlines()[0] + "\n"})
    nothing = told({name: ""})

    assert missing["GA-F002"].places["table"] == name
    assert bare["GA-F012"].file == nothing["GA-F011"].file == f"gtfs.zip/{name}"


def test_a_feed_without_days_is_refused(told, good):
    without = told({C: None, D: None})
    bare = told({C: good[C].splitlines()[0], D: None})

    assert "GA-F003" in without
    assert "GA-F003" in bare


def test_all_faults_of_all_tables_are_told_at_once(told, good):
    notices = told(
        {
            AGENCY: None,
            S: good[S].replace("59.30", "x"),
            T: good[T].replace("week,t2", "week,t1"),
            TIMES: good[TIMES].replace("25:30:00,25", "25:61:00,25"),
        }
    )

    assert {"GA-F002", "GA-F023", "GA-F024", "GA-F020"} <= set(notices)


def test_references_times_and_places_are_told_together(told, good):
    notices = told(
        {
            T: good[T].replace("2,week,night", "9,week,night"),
            S: good[S].replace("59.30,18.00", "0,0"),
            TIMES: good[TIMES].replace("25:30:00,25:30:00", "01:30:00,01:30:00"),
        },
        day="2027-01-10",
    )

    assert {"GA-F025", "GA-F034", "GA-F027", "GA-F039"} <= set(notices)


def test_a_million_bad_rows_are_one_notice_with_their_number(told, good):
    more = "".join(f"t1,7:0{k % 10}:0,07:30:00,c,{k}\n" for k in range(10, 1010))

    notices = told({TIMES: good[TIMES] + more})

    assert notices["GA-F020"].places["n"] == 1000
    assert notices["GA-F020"].places["rows"] == ("12", "13", "14", "15", "16", "…")


LATIN = "stop_id,stop_name\na,Torget\nb,Ån\n".encode("cp1252")
BINARY = b"stop_id,stop_name\na,Tor\x00get\n"


@pytest.mark.parametrize(
    ("code", "name", "content", "row"),
    [
        ("GA-F008", S, LATIN, 3),
        ("GA-F008", S, "stop_id\na\n".encode("utf-16"), 1),
        ("GA-F009", S, BINARY, 2),
        ("GA-F010", TIMES, b"<!DOCTYPE html><html>log in</html>", None),
    ],
)
def test_a_table_that_is_no_utf8_text_is_refused(told, code, name, content, row):
    notice = told({name: content})[code]

    assert notice.file == f"gtfs.zip/{name}"
    assert notice.row == row


def inner_zip():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("stops.txt", "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("code", "raw"),
    [
        ("GA-T022", b"<html><body>Log in</body></html>"),
        ("GA-F001", b'["Invalid API key"]'),
        ("GA-F001", b"stop_id,stop_name\na,b\n"),
        ("GA-T020", b""),
        ("GA-T035", b"PK\x03\x04 and then it broke off"),
    ],
)
def test_what_is_no_archive_is_refused(told, code, raw):
    assert list(told(raw=raw)) == [code]


def test_archives_in_the_archive_and_several_feeds_in_one_are_refused(told, good):
    nested = told(tables={"one.zip": inner_zip(), "two.zip": inner_zip()})
    several = told(tables={f"{f}/{n}": t for f in "ab" for n, t in good.items()})

    assert nested["GA-F005"].places["found"] == ("one.zip", "two.zip")
    assert several["GA-F004"].places["found"] == ("a", "b")


def test_a_bomb_an_encrypted_and_a_damaged_archive_are_refused(told, good, tmp_path):
    bomb = told({TIMES: good[TIMES] + "\n" * 50_000_000})
    whole = (tmp_path / "gtfs.zip").read_bytes()
    told()
    raw = bytearray((tmp_path / "gtfs.zip").read_bytes())
    locked = bytearray(raw)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(sign)
        locked[start + at] |= 1
    raw[raw.find(b"agency.txt") + 20] ^= 0xFF

    assert len(whole) < 200_000
    assert bomb["GA-T034"].file == "gtfs.zip"
    assert "GA-T034" in told(raw=bytes(locked))
    assert told(raw=bytes(raw))["GA-T035"].file == "gtfs.zip/agency.txt"
    assert "GA-T035" in told(raw=bytes(raw[: len(raw) // 2]))


def test_a_table_larger_than_is_read_is_refused(told, monkeypatch):
    monkeypatch.setattr("geoaccess.sources.timetables.members._TABLE", 250)

    assert told()["GA-T034"].file == "gtfs.zip/stop_times.txt"


def test_a_stretch_faster_than_any_train_is_told(told, edited):
    notices = told(edited("stops.txt", "59.35,18.05", "60.10,18.05"))

    assert notices["GA-F030"].severity == "warning"
    assert (notices["GA-F030"].row, notices["GA-F030"].places["trip"]) == (7, "t2")


def test_stops_of_another_region_are_refused_and_some_far_ones_are_counted(told, good):
    elsewhere = good[S].replace(",59.", ",55.")
    one = good[S] + "d,Far,55.0,13.0\n"
    times = good[TIMES] + "s1,20:00:00,20:00:00,d,3\n"

    assert told({S: elsewhere})["GA-F037"].places["study"] == "59.20-59.50, 17.90-18.20"
    assert told({S: one, TIMES: times})["GA-F038"].places["n"] == 1
    assert "GA-F037" not in told({S: elsewhere}, areas=None)


def test_swapped_metres_and_nowhere_are_found_out_without_the_studys_areas(told, edited):
    swapped = told(edited(S, "59.30,18.00", "118.00,59.30"), areas=None)
    metres = told(edited(S, "59.30,18.00", "59.30,674000"), areas=None)

    assert "GA-F036" in swapped
    assert metres["GA-F035"].column == "stop_lon"


def test_coordinates_of_a_stop_that_no_trip_uses_do_not_matter(told, good):
    notices = told({S: good[S] + "d,Depot,,\ne,Nowhere,0,0\n"})

    assert {n.severity for n in notices.values()} == {"info"}


def test_a_day_without_trips_is_refused_with_the_span_and_the_nearest_served_day(told):
    notice = told(day="2027-02-01")["GA-F039"]

    assert notice.severity == "error"
    for part in ("2027-02-01", "2026-09-01", "2026-12-31"):
        assert part in notice.text("sv")
    assert told(day="2026-10-03")["GA-F039"].places["nearest"] == "2026-10-02"


def test_a_feed_that_never_runs_or_never_on_a_tuesday_is_refused(told, good):
    never = told({D: None, C: good[C].replace("1,1,1,1,1", "0,0,0,0,0").replace("0,1,2", "0,0,2")})
    sundays = told({D: None, C: good[C].replace("1,1,1,1,1", "1,0,1,1,1")})

    assert "GA-F040" in never
    assert sundays["GA-F041"].places["nearest"] == "2026-10-01"


def test_an_expired_feed_is_told(told, good):
    old = {name: good[name].replace("2026", "2019") for name in (C, D, "feed_info.txt")}

    notice = told(old)["GA-F042"]

    assert notice.severity == "warning"
    assert notice.places["last"] == "2019-12-31"


def test_a_feed_that_says_it_no_longer_holds_is_told(told, edited):
    notice = told(edited("feed_info.txt", "20261231", "20260910"))["GA-F043"]

    assert (notice.severity, notice.places["last"]) == ("warning", "2026-09-10")


def test_lines_on_demand_and_trips_at_intervals_are_counted(told, edited):
    notices = told(edited(R, "2,2,4", "2,2,1501"))

    assert notices["GA-F048"].places == {"n": 1, "trips": 1}
    assert notices["GA-F049"].places == {"n": 1}


def test_every_code_of_timetables_has_its_fault_here():
    here = Path(__file__).read_text(encoding="utf-8")
    elsewhere = {"GA-F028", "GA-F050", "GA-F051", "GA-F052"}  # told of good feeds

    assert [k.code for k in KINDS if k.code not in here and k.code not in elsewhere] == []
