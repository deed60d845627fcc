"""GA-C51x: tables of times for the same trips. GA-M52x: areas within a time. GA-S51x: turns."""

from __future__ import annotations

import numpy as np
from of_layers import WORLD
from pairs import Pair, borrowed

from geoaccess.study import load_study
from geoaccess.times import Times
from geoaccess.travel import Places, isochrone_areas, street_notices

DRAWN = borrowed("travel/conftest.py")
TABLE = """[[inputs.times]]
path = "{name}.csv"
mode = "car"
source = "s"
licence = "l"
"""


def tables_of_times(*names):
    """A fixture: the small study, and these tables of times beside the one it has."""

    def load(folder):
        text = WORLD.good_world().write(folder)
        for name in names:
            (folder / f"{name}.csv").write_text("from_id,to_id,travel_time\n", "utf-8")
        more = "".join(TABLE.format(name=name) for name in names)
        path = folder / "study.toml"
        path.write_text(text.replace("[modes.car]", f"{more}[modes.car]"), "utf-8")
        load_study(path)
        return ()

    return load


def areas_within(minutes):
    """A fixture: areas within this time, where times go up to an hour."""

    def make(_):
        home = Places(("a",), np.array([0.0]), np.array([0.0]))
        times = Times("walk", ("a",), ("a",), np.array([[0]], dtype=np.uint16), cutoff=3600)
        isochrone_areas(times, home, home, [minutes], crs="EPSG:3006")
        return ()

    return make


CROSSING = """
   N
   |
W--X--E
   |
   S
"""


def turning(turns=None, ways=None):
    """A fixture: a crossing with these turns, by car."""

    def notices(_):
        town = DRAWN.draw_network(CROSSING, turns=turns, ways=ways)
        return street_notices(town.network, DRAWN.metre_a_second("car"))

    return notices


PAIRS = [
    Pair(
        "GA-C510",
        tables_of_times("more"),
        tables_of_times(),
        "study.toml",
        78,
        "",
        "car",
    ),
    Pair("GA-M520", areas_within(61), areas_within(60), column="minutes", value="61"),
    Pair("GA-S510", turning({"WXN": "no"}), turning()),
    Pair(
        "GA-S511",
        turning({"WXN": "no"}, ways={"NXS": {}}),
        turning({"WXN": "no"}),
    ),
]
