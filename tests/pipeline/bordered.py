"""A small region with streets drawn in metres: what its extract holds is up to the test."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import osmium
import pyproj
from osmium.osm import mutable

from geoaccess.study.load import parse_study

__all__ = ["EAST", "NORTH", "STREETS", "study_of", "write_pbf"]

_FILE = Path(__file__).parents[1] / "faults" / "world.py"
_SPEC = importlib.util.spec_from_file_location("world_of_borders", _FILE)
WORLD = importlib.util.module_from_spec(_SPEC)
sys.modules["world_of_borders"] = WORLD
_SPEC.loader.exec_module(WORLD)
EAST, NORTH = WORLD.EAST, WORLD.NORTH
_INPUT = """
[inputs.streets]
path = "streets.osm.pbf"
source = "Påhittad"
licence = "CC0"
[supply]"""
# The region is 6 km by 2: a slow street through each of its rows, and one between the rows.
SLOW = {"highway": "residential", "maxspeed": "30"}
STREETS = [
    ([(0, 500), (6000, 500)], SLOW),
    ([(0, 1500), (6000, 1500)], SLOW),
    ([(0, 500), (0, 1500)], SLOW),
]


def write_pbf(path, ways, box=None):
    """Write ways of points, in metres from the south-western corner of the region; gives it."""
    to_degrees = pyproj.Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    header = osmium.io.Header()
    if box is not None:
        header.add_box(osmium.osm.Box(*box))
    points = list(dict.fromkeys(point for line, _ in ways for point in line))
    with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
        for number, (x, y) in enumerate(points, start=1):
            at = to_degrees.transform(EAST + x, NORTH + y)
            writer.add_node(mutable.Node(id=number, version=1, location=at))
        for number, (line, tags) in enumerate(ways, start=1):
            refs = [points.index(point) + 1 for point in line]
            writer.add_way(mutable.Way(id=number, version=1, nodes=refs, tags=tags))
    return path


def study_of(folder, ways, *, sites=9, box=None, car="cutoff_min = 90"):
    """The study with these streets instead of a table of times; `sites` of its vårdcentraler."""
    world = WORLD.good_world()
    world.tables["sites"].rows = world.tables["sites"].rows[:sites]
    world.tables["register"].rows = world.tables["register"].rows[:1]
    text = world.write(folder)
    write_pbf(folder / "streets.osm.pbf", ways, box)
    start, end = text.index("[[inputs.times]]"), text.index("[supply]")
    text = text[:start] + _INPUT + text[end + len("[supply]") :]
    return parse_study(text.replace("[modes.car]", f"[modes.car]\n{car}"), base=folder)
