"""A small feed that tests change: two lines, three stops, one weekday and one Sunday service."""

import zipfile

import geopandas as gpd
import pytest
import shapely

from geoaccess.errors import InputError
from geoaccess.sources.timetables import read_timetables
from geoaccess.study.load import parse_study

STUDY = """
[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01
[inputs.areas]
path = "x"
source = "s"
licence = "l"
[[inputs.statistics]]
path = "x"
source = "s"
licence = "l"
[[inputs.sites]]
path = "x"
source = "s"
licence = "l"
[[inputs.timetables]]
path = "gtfs.zip"
source = "s"
licence = "l"
{day}
[supply.expected_sites]
number = 1
source = "s"
date = 2026-01-01
[modes.car]
"""

GOOD = {
    "agency.txt": "agency_id,agency_name,agency_timezone\n1,Trafiken,Europe/Stockholm\n",
    "stops.txt": (
        "stop_id,stop_name,stop_lat,stop_lon\n"
        "a,Torget,59.30,18.00\nb,Ån,59.32,18.02\nc,Byn,59.35,18.05\n"
    ),
    "routes.txt": "route_id,route_short_name,route_type\n1,1,700\n2,2,4\n",
    "trips.txt": (
        "route_id,service_id,trip_id,trip_headsign\n"
        "1,week,t1,Byn\n1,week,t2,Byn\n2,week,night,Byn\n1,sun,s1,Torget\n"
    ),
    "stop_times.txt": (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        "t1,07:00:00,07:00:00,a,1\nt1,,,b,2\nt1,07:20:00,07:20:00,c,3\n"
        "t2,8:00:00,8:00:00,a,1\nt2,8:10:00,8:12:00,b,2\nt2,8:20:00,8:20:00,c,3\n"
        "night,23:50:00,23:50:00,a,10\nnight,25:30:00,25:30:00,c,20\n"
        "s1,10:00:00,10:00:00,c,1\ns1,10:20:00,10:20:00,a,2\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date\n"
        "week,1,1,1,1,1,0,0,20260901,20261231\nsun,0,0,0,0,0,0,1,20260901,20261231\n"
    ),
    "calendar_dates.txt": (
        "service_id,date,exception_type\nweek,20260929,2\nsun,20260929,1\nsun,20261006,1\n"
    ),
    "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\na,b,2,120\n",
    "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt2,08:00:00,10:00:00,600\n",
    "feed_info.txt": "feed_publisher_name,feed_start_date,feed_end_date\nT,20260901,20261231\n",
}
AREAS = gpd.GeoDataFrame(geometry=[shapely.box(17.9, 59.2, 18.2, 59.5)], crs="EPSG:4326")


def pack(path, tables, *, folder="", kind=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, text in tables.items():
            archive.writestr(folder + name, text)


@pytest.fixture
def read(tmp_path):
    """Read a feed: the good one with some tables changed, or None to leave one out."""

    def reading(changes=None, *, day="", areas=AREAS, raw=None, tables=None, **packing):
        for name in ("x", "gtfs.zip"):
            (tmp_path / name).touch()
        if raw is None:
            held = GOOD | (changes or {}) if tables is None else tables
            kept = {name: text for name, text in held.items() if text is not None}
            pack(tmp_path / "gtfs.zip", kept, **packing)
        else:
            (tmp_path / "gtfs.zip").write_bytes(raw)
        text = STUDY.format(day=f"day = {day}" if day else "")
        (feed,) = read_timetables(parse_study(text, base=tmp_path), areas=areas)
        for notice in feed.notices:
            assert notice.render("sv")
        return feed

    return reading


@pytest.fixture
def told(read):
    """Every notice that reading gives, refused or not, by code."""

    def notices(changes=None, **how):
        try:
            found = read(changes, **how).notices
        except InputError as error:
            found = (*error.notices, *error.beside)
        for notice in found:
            for lang in ("sv", "en"):
                text = notice.render(lang)
                assert "{" not in text.replace("'{", ""), text
        return {notice.code: notice for notice in found}

    return notices


@pytest.fixture
def good():
    """Tables of the good feed."""
    return dict(GOOD)


@pytest.fixture
def edited(good):
    """A change to the good feed: what stands in a table, and what stands there instead."""

    def edit(table, old, new):
        assert old in good[table]
        return {table: good[table].replace(old, new, 1)}

    return edit


@pytest.fixture
def study_text():
    """The text of a study that names the feed."""
    return STUDY.format(day="")
