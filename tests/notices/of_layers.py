"""GA-L: the files of a study against each other, and the totals of the layers."""

from __future__ import annotations

import json

import geopandas as gpd
import shapely
from pairs import Pair, borrowed, once, refusing

from geoaccess.errors import NoticeList
from geoaccess.layers import build_layers
from geoaccess.layers.balance import balance_of
from geoaccess.layers.listed import count_listed
from geoaccess.study.load import parse_study

WORLD = borrowed("faults/world.py")
AREAS, EAST, NORTH, SIDE = WORLD.AREAS, WORLD.EAST, WORLD.NORTH, WORLD.SIDE


def layers(*bends, more=""):
    """A fixture: the layers of the good small study, bent."""

    def build(folder):
        world = WORLD.good_world()
        for bend in bends:
            bend(world)
        text = world.write(folder).replace("[modes.car]", f"{more}\n[modes.car]")
        return build_layers(parse_study(text, base=folder)).notices

    return build


GOOD = once(layers())


def rows(name, change):
    """Change the rows of a table."""

    def bend(world):
        table = world.tables[name]
        table.rows = change(table.rows)

    return bend


def cell(name, at, column, value):
    """Write into one cell of a table."""

    def bend(world):
        world.tables[name].rows[at][column] = value

    return bend


def every(name, column, change):
    """Change a whole column."""
    return rows(name, lambda given: [row | {column: change(row[column])} for row in given])


def without_grid(given):
    """The study file with no input of cells."""
    start = given.index("[inputs.grid]")
    return given[:start] + given[given.index("[[inputs.sites]]") :]


STREETS = '[inputs.streets]\npath = "streets.osm"\nsource = "s"\nlicence = "l"\n'


def no_grid(*, streets=()):
    """A fixture: no cells; streets, if any, each a line of points in metres."""

    def build(folder):
        text = without_grid(WORLD.good_world().write(folder))
        if streets:
            (folder / "streets.osm").write_text(_osm(streets), "utf-8")
            text = text.replace("[modes.car]", f"{STREETS}[modes.car]")
        return build_layers(parse_study(text, base=folder)).notices

    return build


def _osm(streets):
    points = [point for street in streets for point in street]
    degrees = gpd.GeoSeries([shapely.Point(p) for p in points], crs=3006).to_crs(4326)
    nodes = {i + 1: (point.x, point.y) for i, point in enumerate(degrees)}
    ways, first = {}, 1
    for number, street in enumerate(streets, start=1):
        ways[number] = (list(range(first, first + len(street))), {"highway": "residential"})
        first += len(street)
    return borrowed("sources/test_streets_osm.py").osm_xml(nodes=nodes, ways=ways, barriers={})


LONG = [(EAST + x, NORTH + 500) for x in range(50, 6000, 100)]
NORTHERN = [(x, y + SIDE) for x, y in LONG]


def districts(replaces, *boxes, ids=None):
    """A fixture: a kommun cut into districts, each a box in metres from the first area."""

    def build(folder):
        features = [
            {
                "type": "Feature",
                "properties": {"id": f"{replaces}{i}" if ids is None else ids[i], "namn": f"D{i}"},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [
                            [EAST + a, NORTH + b],
                            [EAST + c, NORTH + b],
                            [EAST + c, NORTH + d],
                            [EAST + a, NORTH + d],
                            [EAST + a, NORTH + b],
                        ]
                    ],
                },
            }
            for i, (a, b, c, d) in enumerate(boxes)
        ]
        collection = {
            "type": "FeatureCollection",
            "crs": {"type": "name", "properties": {"name": "EPSG:3006"}},
            "features": features,
        }
        (folder / "districts.geojson").write_text(json.dumps(collection), "utf-8")
        more = (
            f'[inputs.districts]\npath = "districts.geojson"\nreplaces = ["{replaces}"]\n'
            'columns = { unit_id = "id", name = "namn" }\nsource = "s"\nlicence = "l"\n'
        )
        return layers(rows("register", lambda given: given[1:]), more=more)(folder)

    return build


HALVES = [(0, 0, 3000, 1000), (3000, 0, 6000, 1000)]


def shift(rutid, east):
    return f"{int(rutid[:7]) + east:07d}{rutid[7:]}"


def of_areas(world):
    """No code of the areas is one of DeSO's any more."""
    for feature, area in zip(world.features, AREAS, strict=True):
        feature["properties"]["desokod"] = f"omr-{area}"
    for name, column in (("people", "Region"), ("need", "deso")):
        for row in world.tables[name].rows:
            row[column] = f"omr-{row[column].removesuffix('_DeSO2025')}"


def split(world):
    """The cells of the first area stand far from it."""
    for row in world.tables["grid"].rows[:4]:
        row["rutid"] = shift(row["rutid"], 100_000)


def thin(world):
    """The first area becomes a strip that holds no cell's centre."""
    (corners,) = world.features[0]["geometry"]["coordinates"]
    corners[1][0] = corners[2][0] = EAST + 200


def lost(share):
    """A fixture: totals where points hold this share of the areas' people."""

    def balance(folder):
        world = WORLD.good_world()
        made = build_layers(parse_study(world.write(folder), base=folder))
        found = NoticeList()
        points = made.points.assign(people=made.points["people"] * share)
        balance_of(made.areas, points, made.units, found)
        return refusing(found)

    return balance


def text_with(old, new):
    """A fixture: the good world, with something else in its study file."""

    def build(folder):
        text = WORLD.good_world().write(folder)
        assert old in text
        return build_layers(parse_study(text.replace(old, new), base=folder)).notices

    return build


VINTAGE = 'vintage = "DeSO 2025, 2025-12-31"'
CAR = "[modes.car]"
FIRST = AREAS[0]
ISLAND = '[settlement]\nislands = ["{}"]\n'
CUT = once(districts("0114", *HALVES))
BOTH = once(no_grid(streets=[LONG, NORTHERN]))


def listed(*rows):
    """A fixture: a register of listed persons, counted for the good small study."""

    def count(folder):
        study = parse_study(WORLD.good_world().write(folder), base=folder)
        register = folder / "register.csv"
        register.write_text("\n".join(["deso,vc", *rows, ""]), "utf-8")
        columns = {"site_id": "vc", "area_id": "deso"}
        return count_listed(study, register, columns).notices

    return count


PAIRS = [
    Pair(
        "GA-L001",
        text_with(
            'unemployed = "Arbetslösa", income = "Inkomst" }',
            'unemployed = "Arbetslösa", income = "Inkomst" }\nvintage = "DeSO 2018"',
        ),
        text_with(
            'unemployed = "Arbetslösa", income = "Inkomst" }',
            'unemployed = "Arbetslösa", income = "Inkomst" }\nvintage = "DeSO 2025"',
        ),
        "need.csv",
    ),
    Pair(
        "GA-L002",
        text_with('income = "Inkomst" }', 'income = "Inkomst", people = "Arbetslösa" }'),
        GOOD,
        "need.csv",
        column="people",
    ),
    Pair(
        "GA-L003",
        layers(every("people", "Region", lambda r: "2" + r[1:])),
        GOOD,
        "people.csv",
        value="2114C1010",
    ),
    Pair(
        "GA-L004",
        layers(rows("need", lambda given: [*given, given[0] | {"deso": "0180C1010"}])),
        GOOD,
        "need.csv",
        value="0180C1010",
    ),
    Pair("GA-L005", layers(rows("need", lambda given: given[1:])), GOOD, "need.csv"),
    Pair(
        "GA-L006",
        text_with('people = ["totalt"], ', ""),
        GOOD,
        "areas.geojson",
    ),
    Pair(
        "GA-L007",
        layers(cell("people", 0, "Antal 2025", "..")),
        layers(cell("need", 0, "Arbetslösa", "..")),
        "areas.geojson",
    ),
    Pair(
        "GA-L008",
        layers(of_areas),
        layers(of_areas, more='[settlement]\ndefault = "B"\n'),
        "areas.geojson",
    ),
    Pair(
        "GA-L009",
        layers(more=ISLAND.format("0114A0010")),
        layers(more=ISLAND.format(FIRST)),
        "study.toml",
        column="settlement.islands",
        value="0114A0010",
    ),
    Pair(
        "GA-L010",
        districts("0180", *HALVES),
        CUT,
        "districts.geojson",
        value="0180",
    ),
    Pair(
        "GA-L011",
        districts("0114", *HALVES, ids=["A.b", "A-b"]),
        districts("0114", *HALVES, ids=["A", "B"]),
        "districts.geojson",
        value="0114-a-b",
    ),
    Pair(
        "GA-L012",
        layers(rows("kommuner", lambda given: given[:1])),
        GOOD,
        "kommuner.csv",
        value="0115",
    ),
    Pair(
        "GA-L013",
        districts("0114", (0, 0, 2500, 1000), (2500, 0, 6000, 1000)),
        CUT,
    ),
    Pair(
        "GA-L014",
        layers(cell("people", 2, "Antal 2025", "1900")),
        layers(cell("people", 2, "Antal 2025", "300")),
        "people.csv",
        column="age_65plus",
        value="2080",
    ),
    Pair(
        "GA-L015",
        layers(lambda world: world.features[0]["properties"].update(kommunkod="0115")),
        GOOD,
        "areas.geojson",
        1,
        "kommunkod",
        "0115",
    ),
    Pair("GA-L020", layers(split), GOOD, "grid.csv"),
    Pair("GA-L021", layers(thin), GOOD, "grid.csv"),
    Pair(
        "GA-L022",
        districts("0114", (0, 0, 3000, 1000), (3000, 0, 5500, 1000)),
        CUT,
        "districts.geojson",
    ),
    Pair("GA-L023", layers(cell("grid", 0, "rutid", "07000006700000")), GOOD, "grid.csv"),
    Pair("GA-L024", layers(cell("grid", 0, "antal", "400")), GOOD, "grid.csv"),
    Pair("GA-L025", no_grid(), GOOD),
    Pair("GA-L026", BOTH, no_grid()),
    Pair("GA-L027", no_grid(streets=[LONG]), BOTH),
    Pair(
        "GA-L028",
        layers(every("need", "Arbetslösa", lambda _: "0")),
        layers(every("need", "Arbetslösa", lambda n: n if n == "30" else "0")),
        "need.csv",
        column="unemployed",
    ),
    Pair("GA-L029", layers(every("grid", "rutid", lambda r: shift(r, 100_000))), GOOD, "grid.csv"),
    Pair(
        "GA-L030",
        layers(every("grid", "antal", lambda n: f"{2 * int(n)}")),
        layers(cell("grid", 0, "antal", "400")),
        "grid.csv",
    ),
    Pair("GA-L031", layers(cell("sites", 0, "E", "650433")), GOOD, "sites.csv", 2, value="V1"),
    Pair(
        "GA-L032",
        layers(every("sites", "E", lambda e: f"{int(e) + 50_000}")),
        layers(cell("sites", 0, "E", "650433")),
        "sites.csv",
    ),
    Pair(
        "GA-L033",
        districts("0114", (0, 5000, 6000, 6000)),
        CUT,
        "districts.geojson",
        value="0114",
    ),
    Pair(
        "GA-L040",
        layers(cell("register", 0, "unit_id", "0180")),
        GOOD,
        "register.csv",
        2,
        "unit_id",
        "0180",
    ),
    Pair(
        "GA-L041",
        layers(cell("register", 0, "gsa_site_id", "V99")),
        GOOD,
        "register.csv",
        2,
        "gsa_site_id",
        "V99",
    ),
    Pair("GA-L050", lost(0.9), lost(1.0), column="people"),
    Pair(
        "GA-L080",
        listed(f"{AREAS[0]},V1", f"{AREAS[0]},V99"),
        listed(f"{AREAS[0]},V1", f"{AREAS[0]},V9"),
        "register.csv",
        3,
        "vc",
    ),
    Pair(
        "GA-L081",
        listed(f"{AREAS[0]},V1", "2580C1010,V1"),
        listed(f"{AREAS[0]},V1", f"{AREAS[1]},V1"),
        "register.csv",
    ),
]
