"""GA-L41x: buildings, and what places people where a better source does not."""

from __future__ import annotations

from of_layers import GOOD, LONG, STREETS, WORLD, _osm, without_grid
from pairs import Pair
from small_files import EAST, NORTH

from geoaccess.layers import build_layers
from geoaccess.study import load_study
from geoaccess.study.load import parse_study

BUILDINGS = """[inputs.buildings]
path = "hus.{ext}"
source = "s"
licence = "l"
sensitivity = "open"
"""


def houses(*, skip=(), more=(), extra="", values="", header=""):
    """A table of one house per area, less those of `skip`, and `more` of them in metres."""
    kept = [WORLD.corner(k) for k in range(len(WORLD.AREAS)) if k not in skip]
    places = [(x + 300, y + 300) for x, y in kept]
    places += [(EAST + x, NORTH + y) for x, y in more]
    lines = [f"{x},{y}{values}" for x, y in places]
    return "\n".join([f"east,north{header}", *lines]) + extra + "\n"


def built(content, *, ext="csv", settings="", grid=False, streets=(), places=""):
    """A fixture: the small study with these buildings, and no cells unless they are asked for."""

    def build(folder):
        text = WORLD.good_world().write(folder)
        (folder / f"hus.{ext}").write_text(content, "utf-8")
        text = text if grid else without_grid(text)
        more = BUILDINGS.format(ext=ext) + settings + places
        if streets:
            (folder / "streets.osm").write_text(_osm(streets), "utf-8")
            more += "\n" + STREETS
        text = text.replace("[modes.car]", f"{more}\n[modes.car]")
        return build_layers(parse_study(text, base=folder)).notices

    return build


def by(kind, *, given):
    """A fixture: a study file that places people by this."""

    def load(folder):
        text = WORLD.good_world().write(folder)
        (folder / "hus.csv").write_text(houses(), "utf-8")
        more = (BUILDINGS.format(ext="csv") if given else "") + f'[places]\nby = "{kind}"\n'
        path = folder / "study.toml"
        path.write_text(text.replace("[modes.car]", f"{more}[modes.car]"), "utf-8")
        load_study(path)
        return ()

    return load


def shapes(*geometries):
    collection = [
        {"type": "Feature", "properties": {}, "geometry": geometry} for geometry in geometries
    ]
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3006"}}'
    features = str(collection).replace("'", '"')
    return f'{{"type":"FeatureCollection","crs":{crs},"features":{features}}}'


RING = [[EAST, NORTH], [EAST + 20, NORTH], [EAST + 20, NORTH + 20], [EAST, NORTH]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
POINT = {"type": "Point", "coordinates": [EAST + 50, NORTH + 50]}
EACH = houses()
WITH_HOMES = houses(header=",dwellings", values=",2")

PAIRS = [
    Pair("GA-L410", built(EACH), GOOD, "hus.csv"),
    Pair("GA-L411", built(EACH), GOOD, "hus.csv"),
    Pair("GA-L412", built(houses(more=[(-5000, 0)])), built(EACH), "hus.csv"),
    Pair("GA-L413", built(houses(skip=[0]), streets=[LONG]), built(EACH), "hus.csv"),
    Pair("GA-L414", built(houses(skip=[0])), built(EACH), "hus.csv"),
    Pair(
        "GA-L415",
        built(f"east,north\n{EAST - 9000},{NORTH}\n{EAST - 9100},{NORTH}\n"),
        built(EACH),
        "hus.csv",
    ),
    Pair(
        "GA-L416",
        built(houses(header=",dwellings", values=",2", extra=f"\n{EAST + 50},{NORTH + 50},")),
        built(WITH_HOMES),
        "hus.csv",
        column="dwellings",
    ),
    Pair(
        "GA-L417",
        built(houses(header=",dwellings", values=",0")),
        built(WITH_HOMES),
        "hus.csv",
        column="dwellings",
    ),
    Pair(
        "GA-L418",
        built(shapes(POLYGON, POINT), ext="geojson"),
        built(shapes(POLYGON), ext="geojson"),
        "hus.geojson",
    ),
    Pair(
        "GA-L419",
        built(houses(header=",use", values=",home", extra=f"\n{EAST + 50},{NORTH + 50},other")),
        built(houses(header=",use", values=",home")),
        "hus.csv",
        column="use",
    ),
    Pair("GA-L420", built(EACH, grid=True), built(EACH), "hus.csv"),
    Pair(
        "GA-L421",
        by("buildings", given=False),
        by("buildings", given=True),
        "study.toml",
        77,
        "",
        "buildings",
    ),
]
