"""A feed becomes a timetable for a day, as its publisher means it."""

import datetime as dt

import pytest

ONLY_DATES = "service_id,date,exception_type\nweek,20261001,1\nweek,20261006,1\nsun,20261004,1\n"


def test_a_good_feed_is_told_of_without_a_warning(read):
    feed = read()

    assert {n.severity for n in feed.notices} == {"info"}
    assert [n.code for n in feed.notices][-2:] == ["GA-F051", "GA-F052"]
    assert feed.provenance.role == "timetables[0]"
    assert feed.provenance.rows == 10
    assert "restiderna ännu" in feed.notices[-1].text("sv")


def test_times_are_seconds_of_the_service_day_and_go_on_past_midnight(read):
    timetable = read().timetable

    trips = timetable.trips["trip_id"].tolist()
    night = timetable.stop_times[timetable.stop_times["trip"] == trips.index("night")]
    assert night["departure_s"].tolist() == [23 * 3600 + 50 * 60, 25 * 3600 + 30 * 60]
    assert timetable.timezone == "Europe/Stockholm"


def test_a_blank_between_two_timed_stops_stays_blank_and_is_counted(read):
    feed = read()

    t1 = feed.timetable.stop_times[feed.timetable.stop_times["trip"] == 2]
    assert feed.timetable.trips["trip_id"][2] == "t1"
    assert t1["arrival_s"].isna().tolist() == [False, True, False]
    assert [n.places for n in feed.notices if n.code == "GA-F028"] == [{"n": 1, "all": 10}]


def test_what_runs_on_the_day_asked_for_follows_week_and_exceptions(read):
    def running(day):
        trips = read(day=day).timetable.trips
        return trips.loc[trips["runs"], "trip_id"].tolist()

    assert running("2026-09-28") == ["night", "t1", "t2"]
    assert running("2026-09-29") == ["s1"]  # taken out of the week, put among the Sundays
    assert running("2026-10-06") == ["night", "s1", "t1", "t2"]


def test_a_usual_tuesday_near_the_studys_date_is_picked_where_no_day_is_asked_for(read):
    feed = read()

    # 29 September has the Sunday's one trip and 6 October one too many.
    assert feed.timetable.day == dt.date(2026, 9, 22)
    assert [n.places["day"] for n in feed.notices if n.code == "GA-F050"] == ["2026-09-22"]
    assert "GA-F050" not in {n.code for n in read(day="2026-09-22").notices}


@pytest.mark.parametrize("there", [True, False])
def test_dates_alone_are_enough_as_samtrafiken_gives_them(read, good, there):
    header = good["calendar.txt"].splitlines()[0] + "\n" if there else None

    timetable = read({"calendar.txt": header, "calendar_dates.txt": ONLY_DATES}).timetable

    assert timetable.day == dt.date(2026, 10, 6)
    assert timetable.calendar.empty
    assert timetable.trips["runs"].tolist() == [True, False, True, True]


def test_a_calendar_alone_is_enough(read):
    timetable = read({"calendar_dates.txt": None}).timetable

    assert timetable.day == dt.date(2026, 9, 29)
    assert timetable.exceptions.empty


def test_optional_tables_are_kept_and_may_be_missing(read):
    full = read().timetable
    bare = read(dict.fromkeys(("transfers.txt", "frequencies.txt", "feed_info.txt"))).timetable

    assert full.transfers.iloc[0].tolist() == [0, 1, 2, 120]
    assert full.frequencies.iloc[0].tolist() == [3, 8 * 3600, 10 * 3600, 600, False]
    assert bare.transfers.empty
    assert list(bare.frequencies) == list(full.frequencies)
    assert bare.stop_times.equals(full.stop_times)


def test_extended_kinds_of_lines_become_base_kinds(read, edited):
    routes = read(edited("routes.txt", "2,2,4", "2,2,1000\n3,3,1501\n4,4,401\n5,5,102")).timetable

    assert routes.routes["route_type"].tolist() == [3, 4, 3, 1, 2]
    assert routes.routes["on_demand"].tolist() == [False, False, True, False, False]


def test_tables_may_lie_in_one_folder_with_others_beside(read):
    feed = read({"shapes.txt": "\xff nothing that is read", "../readme": None}, folder="feed/")

    assert feed.timetable.stop_times.equals(read().timetable.stop_times)


def test_a_quoted_value_may_hold_commas_quotes_and_lines(read, edited):
    written = '"Torget, ""Lilla""\nsödra"'

    timetable = read(edited("stops.txt", "Torget", written)).timetable

    assert timetable.stops["name"][0] == 'Torget, "Lilla"\nsödra'


def test_rows_are_numbered_by_the_files_lines_even_after_a_value_of_two(told, edited):
    stops = edited("stops.txt", "a,Torget", 'a,"Tor\nget"')["stops.txt"]

    notice = told({"stops.txt": stops.replace("59.35", "x")})["GA-F023"]

    assert (notice.row, notice.column, notice.value) == (5, "stop_lat", "x")
