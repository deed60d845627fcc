"""GA-L06 and GA-L07: vintages of boundaries, keys between them, counts of larger areas."""

from __future__ import annotations

import json

import shapely
from pairs import Pair

from geoaccess.layers import build_layers
from geoaccess.sources import read_statistics
from geoaccess.study.load import parse_study

A, B, C = "0180C1010", "0180C1020", "0180C1030"
STUDY = """
[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01
[inputs.areas]
path = "areas.geojson"
vintage = "DeSO 2025"
source = "s"
licence = "l"
[[inputs.statistics]]
path = "people.csv"
vintage = "{vintage}"
source = "s"
licence = "l"
{statistics}
[[inputs.sites]]
path = "sites.csv"
source = "s"
licence = "l"
[supply.expected_sites]
number = 1
source = "s"
date = 2026-01-01
[modes.car]
"""
BY_KEY = '[inputs.statistics.key]\npath = "key.csv"\nsource = "s"\nlicence = "l"\n'
BY_SHAPES = (
    '[inputs.statistics.boundaries]\npath = "old.geojson"\nvintage = "DeSO 2018"\n'
    'source = "s"\nlicence = "l"\n'
)
MORE = """
[[inputs.statistics]]
path = "larger.csv"
level = "kommun"
{settings}
source = "s"
licence = "l"
"""
PEOPLE = f"area_id,people\n{A},100\n{B},300\n{C},50\n"
KEY = f"from_id,to_id,share\n{A},{A},1\n{B},{B},1\n{C},{C},1\n"
SITES = "site_id,name,care_type,east,north\ns,S,vardcentral,600500,6700500\n"


def shapes(**columns):
    """Areas side by side, a kilometre each, from one kilometre mark to another."""
    features = [
        {
            "type": "Feature",
            "properties": {"area_id": code, "kommun_code": code[:4]},
            "geometry": shapely.geometry.mapping(
                shapely.box(600_000 + west, 6_700_000, 600_000 + east, 6_701_000)
            ),
        }
        for code, (west, east) in columns.items()
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


AREAS = shapes(**{A: (0, 1000), B: (1000, 2000), C: (2000, 3000)})


def layers(statistics="", *, vintage="DeSO 2025", **files):
    """A fixture: the layers of three areas in a row, with some files written anew."""
    default = {"areas": AREAS, "people": PEOPLE, "key": KEY, "old": AREAS, "sites": SITES}
    ends = {"areas": "geojson", "old": "geojson"}

    def build(folder):
        for name, content in (default | files).items():
            (folder / f"{name}.{ends.get(name, 'csv')}").write_text(content, encoding="utf-8")
        text = STUDY.format(vintage=vintage, statistics=statistics)
        return build_layers(parse_study(text, base=folder)).notices

    return build


def table(text, settings="", vintage="DeSO 2025"):
    """A fixture: one statistics table, read on its own."""

    def read(folder):
        files = {"people.csv": text, "areas.geojson": AREAS, "sites.csv": SITES, "key.csv": KEY}
        for name, content in (files | {"old.geojson": AREAS}).items():
            (folder / name).write_text(content, encoding="utf-8")
        study = parse_study(STUDY.format(vintage=vintage, statistics=settings), base=folder)
        return read_statistics(study, study.inputs.statistics[0]).notices

    return read


def keyed(key=KEY, people=PEOPLE, more=""):
    return layers(BY_KEY + more, vintage="DeSO 2018", key=key, people=people)


def overlapping(old=AREAS, people=PEOPLE):
    return layers(BY_SHAPES, vintage="DeSO 2018", old=old, people=people)


def larger(rows, settings='spread = "people"', people=PEOPLE):
    return layers(MORE.format(settings=settings), larger=rows, people=people)


PLAIN = layers()
CONVERTED = keyed()
LEFT = f"{A},{A},1\n{B},{B},1\n"
SPLIT = f"from_id,to_id,share\n{A},{A},0.25\n{A},{B},0.75\n{C},{C},1\n"
TWO = f"area_id,people\n{A},100\n{C},50\n"
KINDS = f"area_id,people,kind\n{A},100,1\n{B},300,2\n{C},50,2\n"
MERGED = f"from_id,to_id,share\n{A},{A},1\n{B},{A},1\n{C},{B},0.5\n{C},{C},0.5\n"
OLD_KIND = 'columns = { kind = "kind" }\n'
SHARED = larger("area_id,low_edu\n0180,90\n")

KEY_OF_PARTS = f"from_id,to_id\n{A},{A}\n{B},{B}\n{C},{C}\n"


def of_city(folder):
    """A bad fixture: a table on the districts of 2020, areas on those of 2023."""
    text = STUDY.format(vintage="stadsdelsområden 2020", statistics="")
    text = text.replace('"DeSO 2025"', '"stadsdelsområden 2023"')
    for name, content in {"areas.geojson": AREAS, "people.csv": PEOPLE, "sites.csv": SITES}.items():
        (folder / name).write_text(content, encoding="utf-8")
    return build_layers(parse_study(text, base=folder)).notices


PAIRS = [
    Pair(
        "GA-L430",
        keyed(people="area_id,people\nVäst,100\nMitt,300\nÖst,50\n"),
        CONVERTED,
        "people.csv",
        value="Väst",
    ),
    Pair("GA-L431", keyed(KEY_OF_PARTS + f"{A},{A}\n"), keyed(KEY_OF_PARTS), "key.csv"),
    Pair("GA-L432", of_city, PLAIN, "people.csv"),
    Pair(
        "GA-L060",
        table("area_id,people\n0180C1010,5\n0180C1010_DeSO2025,7\n"),
        table("area_id,people\n0180C1010_DeSO2025,7\n"),
        "people.csv",
        column="area_id",
    ),
    Pair("GA-L061", layers(BY_KEY), CONVERTED, "key.csv"),
    Pair(
        "GA-L062",
        keyed(people=PEOPLE + "0180C1090,5\n"),
        CONVERTED,
        "people.csv",
        5,
        "",
        "0180C1090",
    ),
    Pair(
        "GA-L063", keyed(KEY + "0180C1090,0180C1090,1\n"), CONVERTED, "key.csv", 5, "", "0180C1090"
    ),
    Pair(
        "GA-L064", keyed(f"from_id,to_id\n{LEFT}".replace(",1\n", "\n"), TWO), CONVERTED, "key.csv"
    ),
    Pair(
        "GA-L065",
        table(PEOPLE, BY_KEY + BY_SHAPES),
        table(PEOPLE, BY_KEY, "DeSO 2018"),
        "study.toml",
        21,
    ),
    Pair(
        "GA-L066",
        keyed(SPLIT.replace("0.25", "0.2"), TWO),
        keyed(SPLIT, TWO),
        "key.csv",
        2,
        "share",
        A,
    ),
    Pair(
        "GA-L067",
        keyed(SPLIT.replace("0.25", ""), TWO),
        keyed(SPLIT, TWO),
        "key.csv",
        2,
        "share",
        A,
    ),
    Pair(
        "GA-L068",
        larger("area_id,low_edu\n0180,90\n", 'spread = "homes"'),
        SHARED,
        "larger.csv",
        value="homes",
    ),
    Pair(
        "GA-L069",
        keyed(KEY.replace("from_id", "DeSO_2025"), more='columns = { from_id = "DeSO_2025" }\n'),
        keyed(KEY.replace("from_id", "DeSO_2018"), more='columns = { from_id = "DeSO_2018" }\n'),
        "key.csv",
        None,
        "DeSO_2025",
        "from_id",
    ),
    Pair("GA-L070", CONVERTED, PLAIN, "people.csv"),
    Pair(
        "GA-L071",
        table(f"area_id,Antal 2023\n{A},0\n", 'columns = { people = "Antal 2023" }'),
        table(f"area_id,Antal 2024\n{A},0\n", 'columns = { people = "Antal 2024" }'),
        "people.csv",
        None,
        "Antal 2023",
        "2023",
    ),
    Pair(
        "GA-L072",
        layers(OLD_KIND + BY_KEY, vintage="DeSO 2018", key=MERGED, people=KINDS),
        layers(OLD_KIND + BY_KEY, vintage="DeSO 2018", people=KINDS),
        "people.csv",
        column="kind",
    ),
    Pair(
        "GA-L073",
        overlapping(shapes(**{A: (0, 1000), B: (1000, 2000), C: (2000, 4000)})),
        overlapping(),
        "people.csv",
    ),
    Pair(
        "GA-L074",
        larger(
            "area_id,low_edu\n0180,90\n",
            'spread = "age_65plus"',
            PEOPLE.replace("people", "people,age_65plus")
            .replace("00\n", "00,0\n")
            .replace("50\n", "50,0\n"),
        ),
        SHARED,
        "larger.csv",
        column="low_edu",
        value="0180",
    ),
    Pair("GA-L075", overlapping(), CONVERTED, "old.geojson"),
    Pair(
        "GA-L076",
        layers(people=f"area_id,people,age_65plus\n{A},100,102\n{B},300,30\n{C},50,5\n"),
        layers(people=f"area_id,people,age_65plus\n{A},100,100\n{B},300,30\n{C},50,5\n"),
        "people.csv",
        column="age_65plus",
    ),
    Pair("GA-L077", SHARED, PLAIN, "larger.csv"),
    Pair(
        "GA-L078",
        larger("area_id,income\n0180,90\n", 'columns = { income = "income" }'),
        larger(
            "area_id,cars\n0180,90\n",
            'columns = { cars = "cars" }\ncounts = ["cars"]\nspread = "people"',
        ),
        "larger.csv",
    ),
    Pair(
        "GA-L079",
        larger("area_id,low_edu\n0180,90\n", ""),
        SHARED,
        "larger.csv",
        column="low_edu",
        value="0180",
    ),
]
