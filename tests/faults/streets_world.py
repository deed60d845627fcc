"""The good small study along streets that it has of its own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import networkx as nx
import osmnx

STREETS = '[inputs.streets]\npath = "streets.graphml"\nsource = "s"\nlicence = "l"\n'
MODES = "[modes.walk]\ncutoff_min = 20\n[modes.car]"


def _world():
    spec = importlib.util.spec_from_file_location(
        "world_of_streets", Path(__file__).with_name("world.py")
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WORLD = _world()


def write_streets(path):
    """Two long streets through the first row of areas, not joined; the second row has none."""
    graph = nx.MultiDiGraph(crs="EPSG:3006")
    for street, x in enumerate((-2950, 3050)):
        ends = [(WORLD.EAST + x + along, WORLD.NORTH + 500) for along in (0, 5900)]
        for end, (east, north) in enumerate(ends):
            graph.add_node(2 * street + end, x=float(east), y=float(north))
        for there in ((0, 1), (1, 0)):
            start, end = (2 * street + one for one in there)
            tags = {"osmid": street + 1, "highway": "residential", "oneway": False}
            graph.add_edge(start, end, **tags, reversed=there == (1, 0), length=5900.0)
    osmnx.save_graphml(graph, path)


def a_study(folder, *, streets=True, times=False):
    """The small study, along streets or straight lines, with its table of times or without."""
    text = WORLD.good_world().write(folder)
    begin, end = text.index("[[inputs.times]]"), text.index("[supply]")
    text = text if times else text[:begin] + text[end:]
    text = text.replace("[modes.car]", (STREETS if streets else "") + MODES)
    if streets:
        write_streets(folder / "streets.graphml")
    (folder / "study.toml").write_text(text, "utf-8")
    return folder / "study.toml"
