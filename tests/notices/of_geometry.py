"""GA-G: coordinate systems, points and boundaries."""

from __future__ import annotations

from functools import partial

from pairs import Pair
from small_files import EAST, NORTH, collection, read, square, study_of

from geoaccess.sources import read_areas

AREAS, SITES, GRID = "areas.geojson", "sites.csv", "grid.csv"
areas, sites = partial(read, AREAS), partial(read, SITES)
ONE = collection(square())
SWEREF = "urn:ogc:def:crs:EPSG::3006"


def in_crs(crs):
    """A fixture: areas of a study that measures in this coordinate system."""

    def reading(folder):
        study = study_of(folder, {AREAS: ONE})
        identity = study.study.model_copy(update={"crs": crs})
        return read_areas(study.model_copy(update={"study": identity})).notices

    return reading


def metres(*rows):
    return sites("site_id;name;east;north\n" + "".join(f"{row}\n" for row in rows))


def degrees(*rows):
    return sites("site_id;name;lat;lon\n" + "".join(f"{row}\n" for row in rows))


def both(lat):
    return sites(f"site_id;name;east;north;lat;lon\n1;A;600123;6700456;{lat};16,8187\n")


def ring(*corners):
    """An area by its corners, metres from the first area's corner."""
    points = [[EAST + x, NORTH + y] for x, y in (*corners, corners[0])]
    return areas(collection({"type": "Polygon", "coordinates": [points]}))


SQUARE = [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
KINK = [(0, 0), (500, 0), (500, -1), (501, 0), (499, 0), *SQUARE[1:]]
# Three squares around a hole, which the fourth fills.
AROUND = [
    square(EAST + x, NORTH + y)
    for x, y in [(0, 0), (1000, 0), (2000, 0), (0, 1000), (2000, 1000), (0, 2000), (1000, 2000)]
] + [square(EAST + 2000, NORTH + 2000)]
POINT = {"type": "Point", "coordinates": [EAST, NORTH]}
FIRST, SECOND = "0180C1010", "0180C1020"

PAIRS = [
    Pair(
        "GA-G001",
        in_crs("EPSG:4326"),
        in_crs("EPSG:3006"),
        "study.toml",
        column="study.crs",
        value="EPSG:4326",
    ),
    Pair("GA-G002", areas(collection(square(), crs=None)), areas(ONE), AREAS),
    Pair(
        "GA-G003",
        areas(ONE, 'crs = "EPSG:3021"'),
        areas(ONE, 'crs = "EPSG:3006"'),
        AREAS,
        value="EPSG:3021",
    ),
    Pair(
        "GA-G004",
        areas(ONE, 'crs = "EPSG:999999"'),
        areas(ONE, 'crs = "EPSG:3006"'),
        AREAS,
        value="EPSG:999999",
    ),
    Pair(
        "GA-G005",
        areas(collection(square(), crs="urn:ogc:def:crs:EPSG::4326"), 'crs = "EPSG:3006"'),
        areas(ONE, 'crs = "EPSG:3006"'),
        AREAS,
        value="EPSG:4326",
    ),
    Pair(
        "GA-G006",
        areas(collection(square(150_000, 6_700_000), crs="urn:ogc:def:crs:EPSG::3011")),
        areas(ONE),
        AREAS,
        value="EPSG:3011",
    ),
    Pair("GA-G010", degrees("1;A;16,81;60,41"), degrees("1;A;60,41;16,81"), SITES),
    Pair("GA-G011", metres("1;A;;6700456"), metres("1;A;600123;6700456"), SITES, 2, "east / north"),
    Pair(
        "GA-G012",
        degrees("1;A;60,41;16,81", "2;B;48,81;2,31"),
        degrees("1;A;60,41;16,81", "2;B;58,81;12,31"),
        SITES,
        3,
        value="2.31 48.81",
    ),
    Pair(
        "GA-G013",
        degrees("1;A;60,41;600123"),
        degrees("1;A;60,41;16,81"),
        SITES,
        2,
        "lon",
        "600123",
    ),
    Pair("GA-G014", both("60,5214"), both("60,4279"), SITES, 2),
    Pair("GA-G015", both("60,4279"), metres("1;A;600123;6700456"), SITES),
    Pair(
        "GA-G016",
        metres("1;A;600123;6700456", "2;B;600123;6700456"),
        metres("1;A;600123;6700456", "2;B;600125;6700456"),
        SITES,
    ),
    Pair("GA-G017", sites("site_id;name\n1;A\n"), metres("1;A;600123;6700456"), SITES),
    Pair(
        "GA-G019",
        metres("1;A;600000;6700000"),
        metres("1;A;600100;6700000"),
        SITES,
        2,
        "north / east",
        "6700000 600000",
    ),
    Pair("GA-G020", areas(collection(square(), None)), areas(ONE), AREAS, 2, value=SECOND),
    Pair("GA-G021", areas(collection(square(), POINT)), areas(ONE), AREAS, 2, value=SECOND),
    Pair("GA-G022", ring((0, 0), (10, 10), (10, 0), (0, 10)), ring(*KINK), AREAS, 1, value=FIRST),
    Pair("GA-G023", ring(*KINK), ring(*SQUARE), AREAS, 1, value=FIRST),
    Pair(
        "GA-G024",
        areas(collection(square(), square(EAST + 900))),
        areas(collection(square(), square(EAST + 1000))),
        AREAS,
    ),
    Pair(
        "GA-G025",
        areas(collection(square(), square(EAST + 1000, NORTH + 10, 500))),
        areas(collection(square(), square(EAST + 1000, NORTH, 1000))),
        AREAS,
        value=FIRST,
    ),
    Pair("GA-G026", areas('{"type": "Topology"}'), areas(ONE), AREAS),
    Pair("GA-G027", areas(f"area_id,kommun_code\n{FIRST},0180\n"), areas(ONE), AREAS),
    Pair(
        "GA-G028",
        areas(collection(*AROUND)),
        areas(collection(*AROUND, square(EAST + 1000, NORTH + 1000))),
        AREAS,
        value=FIRST,
    ),
    Pair(
        "GA-G029",
        metres("1;Norra;600123;6700456", "2;norra;600323;6700456"),
        metres("1;Norra;600123;6700456", "2;norra;601323;6700456"),
        SITES,
        3,
        "name",
        "norra",
    ),
]
