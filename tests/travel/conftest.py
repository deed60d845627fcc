"""Networks drawn as letters: what a test's streets look like is what its reader sees.

::

    A--B>>C     A, B, C nodes; - both ways, > and < one way, ~ ferry
    |     :     | both ways, ^ and v one way, : ferry, for vertical lines
    D  a  E     a, b, ... (but v) places: beside the streets or, within a line, on them

Each character is 100 m wide and high, unless `step` says otherwise. A drawing is written as an
OpenStreetMap extract (.osm.pbf) and read from it, so that its tags go the whole way of a user's.
"""

from __future__ import annotations

import importlib.util
import itertools
import math
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from geoaccess.sources.streets import Streets, read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.modes import make_mode

ACROSS, DOWN = "-<>~", "|^v:"
STREET = {"highway": "residential"}
FERRY = {"route": "ferry"}
# A degree is 100 km both ways: an extract's 1e-7 degrees are whole centimetres, and metres come out
# as they were drawn.
METRES = 1e5
_EARTH = 6_378_137.0
GLOBE = f"+proj=eqc +R={_EARTH} +to_meter={math.radians(_EARTH) / METRES!r} +type=crs"


def metre_a_second(name="walk", **changes):
    """A mode of 1 m/s everywhere, on and off the streets; a car of 10 m/s along streets."""
    plain = {"access_speed_kmh": 3.6, "terminal_min": 0.0, "speed_factor": 1.0}
    if name == "car":
        plain["class_speeds_kmh"] = {"residential": 36.0}
    else:
        plain["speed_kmh"] = 3.6
    min_part_km = changes.pop("min_part_km", None)
    mode = make_mode(name, ModeSettings(**(plain | changes)))
    if min_part_km is None:
        return mode
    return replace(mode, network=mode.network.model_copy(update={"min_part_km": min_part_km}))


@dataclass
class Drawn:
    """A drawn network with its places."""

    streets: Streets
    network: Network
    spots: dict

    def places(self, letters):
        spots = np.array([self.spots[letter] for letter in letters], dtype=float)
        return Places(tuple(letters), spots[:, 0], spots[:, 1])

    def times(self, mode, origins, sites):
        return travel_times(self.network, mode, self.places(origins), self.places(sites))

    def time(self, mode, origin, site):
        """Seconds from a place to a place, or the status' name."""
        found = int(self.times(mode, origin, site).seconds[0, 0])
        return found if found <= LONGEST_SECONDS else Status(found).name.lower()


def draw_network(drawing, *, ways=None, nodes=None, signs=None, spots=None, turns=None, step=100.0):
    """Make a network of a drawing.

    `ways` gives tags by the letters a way goes through (``"AB"``, or ``"ABC"`` to draw one way
    through three nodes), `nodes` the tags of barriers, `signs` those of signs, `spots` more places
    by column and row, `turns` which turns are forbidden (``{"ABC": "no"}``: from A over B to C) or
    the only ones.
    """
    rows = drawing.strip("\n").splitlines()
    margin = min(len(row) - len(row.lstrip()) for row in rows if row.strip())
    rows = [row[margin:] for row in rows]
    at = {
        char: (column * step, -line * step)
        for line, row in enumerate(rows)
        for column, char in enumerate(row)
        if char.isalpha() and (char.isupper() or char != "v")
    }
    order = [letter for letter in at if letter.isupper()]
    lines = dict(_lines(rows))
    drawn = _ways(lines, dict(ways or {}))
    said = {
        letter: (nodes or {}).get(letter, {}) | (signs or {}).get(letter, {}) for letter in order
    }
    with tempfile.TemporaryDirectory() as folder:
        extract = Path(folder) / "drawn.osm.pbf"
        _write(extract, {letter: at[letter] for letter in order}, said, drawn, turns or {})
        streets = _in_whole_centimetres(read_streets(extract, GLOBE))
    places = {letter: spot for letter, spot in at.items() if letter.islower()}
    places |= {letter: at[letter] for letter in order}
    places |= {
        name: (column * step, -line * step) for name, (column, line) in (spots or {}).items()
    }
    return Drawn(streets, Network.build(streets), places)


def _lines(rows):
    width = max(map(len, rows))
    columns = ["".join(row.ljust(width)[column] for row in rows) for column in range(width)]
    for texts, marks in ((rows, ACROSS), (columns, DOWN)):
        for text in texts:
            yield from _lines_of(text, marks)


def _lines_of(text, marks):
    """Pairs of neighbouring letters with the marks between them."""
    at = [i for i, char in enumerate(text) if char.isupper()]
    for here, there in itertools.pairwise(at):
        between = text[here + 1 : there]
        used = [char for char in between if char in marks]
        if used and all(char in marks or char.islower() for char in between):
            yield text[here] + text[there], used


def _ways(lines, given):
    drawn = []
    for pair, used in lines.items():
        path = pair[::-1] if set(used) & set("<^") else pair
        tags = dict(FERRY if set(used) & set("~:") else STREET)
        if set(used) & set("<>^v"):
            tags["oneway"] = "yes"
        drawn.append((path, tags))
    for name, tags in given.items():
        hops = {frozenset(hop) for hop in itertools.pairwise(name)}
        replaced = [way for way in drawn if frozenset(way[0]) in hops and len(way[0]) == 2]
        assert len(replaced) == len(hops), f"{name} is not drawn"
        drawn = [way for way in drawn if way not in replaced]
        path = replaced[0][0] if len(name) == 2 else name
        drawn.append((path, replaced[0][1] | tags))
    return drawn


def _write(extract, at, said, drawn, turns):
    """Nodes are numbered from 1 in the order they stand in the drawing, ways from 1 as drawn."""
    number = {letter: place for place, letter in enumerate(at, start=1)}
    with osmium.SimpleWriter(str(extract)) as writer:
        for letter, (x, y) in at.items():
            place = (x / METRES, y / METRES)
            writer.add_node(Node(id=number[letter], location=place, tags=said[letter]))
        for way, (path, tags) in enumerate(drawn, start=1):
            writer.add_way(Way(id=way, nodes=[number[letter] for letter in path], tags=tags))
        for relation, ((start, via, end), kind) in enumerate(turns.items(), start=1):
            word, _, excepted = kind.partition(" except ")
            members = [
                ("w", _way_of(drawn, start, via), "from"),
                ("n", number[via], "via"),
                ("w", _way_of(drawn, via, end), "to"),
            ]
            tags = {"type": "restriction", "restriction": f"{word}_left_turn"}
            tags |= {"except": excepted.replace(" ", ";")} if excepted else {}
            writer.add_relation(Relation(id=relation, members=members, tags=tags))


def _in_whole_centimetres(streets):
    """Without the last bits that projecting adds: a place drawn on a crossing is on it."""
    x, y = (np.round(metres, 2) for metres in (streets.node_x, streets.node_y))
    return replace(streets, node_x=x, node_y=y)


def _way_of(drawn, one, other):
    hop = {one, other}
    return next(
        way
        for way, (path, _) in enumerate(drawn, start=1)
        if any(hop == {*pair} for pair in itertools.pairwise(path))
    )


@pytest.fixture
def draw():
    return draw_network


@pytest.fixture
def slowly():
    """The modes at 1 m/s (the car at 10), so that metres can be read as seconds."""
    return metre_a_second


@pytest.fixture(scope="session")
def town():
    """What makes random streets; test folders are not packages."""
    path = Path(__file__).with_name("random_town.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.town
