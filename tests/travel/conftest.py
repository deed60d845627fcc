"""Networks drawn as letters: what a test's streets look like is what its reader sees.

::

    A--B>>C     A, B, C nodes; - both ways, > and < one way, ~ ferry
    |     :     | both ways, ^ and v one way, : ferry, for vertical lines
    D  a  E     a, b, ... (but v) places: beside the streets or, within a line, on them

Each character is 100 m wide and high, unless `step` says otherwise.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np
import pytest

from geoaccess.sources.streets import Streets, Turn
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.modes import make_mode

ACROSS, DOWN = "-<>~", "|^v:"
STREET = {"highway": "residential"}
FERRY = {"route": "ferry"}


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
    index = {letter: number for number, letter in enumerate(order)}
    pairs = [
        (index[a], index[b], way)
        for way, (path, _) in enumerate(drawn)
        for a, b in itertools.pairwise(path)
    ]
    start, end, way = np.array(pairs, dtype=np.int64).T
    streets = Streets(
        node_x=np.array([at[letter][0] for letter in order]),
        node_y=np.array([at[letter][1] for letter in order]),
        way_tags=tuple(tags for _, tags in drawn),
        segment_from=start.copy(),
        segment_to=end.copy(),
        segment_way=way.copy(),
        node_barrier={index[letter]: tags for letter, tags in (nodes or {}).items()},
        node_sign={index[letter]: tags for letter, tags in (signs or {}).items()},
        turns=tuple(_turns(drawn, index, turns or {})),
    )
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


def _turns(drawn, index, turns):
    def way_of(one, other):
        hop = {one, other}
        return next(
            number
            for number, (path, _) in enumerate(drawn)
            if any(hop == {*pair} for pair in itertools.pairwise(path))
        )

    for (start, via, end), kind in turns.items():
        word, _, excepted = kind.partition(" except ")
        yield Turn(
            from_way=way_of(start, via),
            via=index[via],
            to_way=way_of(via, end),
            is_only=word == "only",
            excepted=frozenset(excepted.split()),
        )


@pytest.fixture
def draw():
    return draw_network


@pytest.fixture
def slowly():
    """The modes at 1 m/s (the car at 10), so that metres can be read as seconds."""
    return metre_a_second
