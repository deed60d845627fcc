"""GA-M: travel times, given or computed, and the modes they are for."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pairs import Pair, borrowed, refusing

from geoaccess.paths import packaged_data
from geoaccess.study.model import ModeSettings, StraightLine
from geoaccess.travel import (
    Places,
    check_times_table,
    reach_notices,
    straight_line_notice,
    straight_line_times,
)
from geoaccess.travel.modes import make_mode
from geoaccess.travel.presets import ModesPreset, read_preset

DRAWN = borrowed("travel/conftest.py")
FILE = "times.csv"


def reached(origins, sites, drawing="A-a-B------C      D-d-E", **changes):
    """A fixture: who reaches what in a drawn town; `far` and `off` lie far from any street."""

    def notices(_):
        town = DRAWN.draw_network(drawing, spots={"far": (40, 0), "off": (60, 0)})
        mode = DRAWN.metre_a_second(max_snap_m=500.0, min_part_km=0.0, **changes)
        return reach_notices(town.times(mode, origins, sites), mode)

    return notices


def table(*rows, origins="ab", sites="x"):
    """A fixture: a table of times for these origins and sites, in rows of the file from 2."""

    def notices(_):
        names = ["from_id", "to_id", "travel_time", "status"]
        frame = pd.DataFrame([(*row, None)[:4] for row in rows], columns=names)
        lines = range(2, len(frame) + 2)
        kinds = {"from_id": "str", "to_id": "str", "travel_time": "float64", "status": "str"}
        return refusing(
            check_times_table(
                frame.astype(kinds), list(origins), list(sites), file=FILE, lines=lines
            )
        )

    return notices


def said_of(name):
    """A fixture: what is said of the straight-line times of a mode."""
    return lambda _: [straight_line_notice(make_mode(name), StraightLine())]


def along_streets(_):
    """Times along streets are no estimate."""
    return reached("a", "A")(_)


def mode(name, **changes):
    """A fixture: a mode with what a study changes in it."""
    return lambda _: (make_mode(name, ModeSettings(**changes)), ())[1]


def classes(*found):
    """A fixture: a straight-line car trip from places of these settlement classes."""

    def notices(_):
        places = Places(tuple("abc"[: len(found)]), np.zeros(len(found)), np.zeros(len(found)))
        straight_line_times(make_mode("car"), places, places, found, StraightLine())
        return ()

    return notices


def preset(old, new):
    """A fixture: the shipped modes with something else in them."""

    def notices(folder):
        text = packaged_data("presets", "modes.toml").read_text("utf-8")
        assert old in text
        (folder / "modes.toml").write_text(text.replace(old, new), "utf-8")
        read_preset(folder / "modes.toml", ModesPreset)
        return ()

    return notices


NO = float("nan")
GOOD = table(("a", "x", 10), ("b", "x", 20))
EMPTY = table(("a", "x", 10), ("b", "x", NO))

PAIRS = [
    Pair("GA-M001", reached(["a", "far"], "A"), reached("a", "A")),
    Pair("GA-M002", reached("a", ["A", "off"]), reached("a", "A")),
    Pair("GA-M003", reached("ad", "A"), reached("ad", "AE")),
    Pair("GA-M004", reached("C", "A", cutoff_min=5.0), reached("C", "A", cutoff_min=50.0)),
    Pair("GA-M005", said_of("walk"), along_streets),
    Pair("GA-M006", said_of("car"), along_streets),
    Pair(
        "GA-M010",
        table(("a", "x", 10), ("b", "x", -1)),
        table(("a", "x", 10), ("b", "x", 0)),
        FILE,
        3,
        "travel_time",
        "-1",
    ),
    Pair("GA-M011", table(("a", "x", 10), ("b", "x", 1), ("b", "x", 2)), GOOD, FILE, 4),
    Pair("GA-M012", table(("a", "x", 10)), EMPTY, FILE),
    Pair("GA-M013", table(("a", "x", 10), ("b", "x", 2), ("q", "x", 5)), GOOD, FILE),
    Pair("GA-M014", table(("a", "x", 10), ("b", "x", 2), ("a", "y", 5)), GOOD, FILE),
    Pair("GA-M015", table(("a", "x", 10), ("b", "x", 9999)), EMPTY, FILE),
    Pair("GA-M016", table(("a", "x", 600), ("b", "x", 1200)), GOOD, FILE),
    Pair("GA-M017", EMPTY, GOOD, FILE),
    Pair("GA-M018", table(("0180", "x", 5)), GOOD, FILE),
    Pair(
        "GA-M019",
        table(("a", "x", 10, "ok"), ("b", "x", 20, "unreachable")),
        table(("a", "x", 10, "ok"), ("b", "x", NO, "unreachable")),
        FILE,
        3,
        "status",
        "unreachable",
    ),
    Pair("GA-M030", preset("version", "versoin"), preset("version", "version"), "modes.toml"),
    Pair(
        "GA-M031",
        mode("car", speed_kmh=50.0),
        mode("walk", speed_kmh=5.0),
        "study.toml",
        column="modes.car.speed_kmh",
    ),
    Pair(
        "GA-M032",
        mode("car", class_speeds_kmh={"motorwy": 100.0}),
        mode("car", class_speeds_kmh={"motorway": 100.0}),
        "study.toml",
        column="modes.car.class_speeds_kmh",
        value="motorwy",
    ),
    Pair("GA-M033", classes("A", "X"), classes("A", "B")),
]
