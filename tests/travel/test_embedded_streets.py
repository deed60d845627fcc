"""The embedded study's streets: a real-sized file that lies in the repository."""

import dataclasses
import tomllib

import numpy as np
import osmium
import pytest

from geoaccess.paths import packaged_data
from geoaccess.sources.streets import read_streets
from geoaccess.times import Status
from geoaccess.travel import Network, Places, street_notices, travel_times
from geoaccess.travel.modes import make_mode

STUDY = packaged_data("exempellan")


@pytest.fixture(scope="module")
def county():
    return read_streets(STUDY / "gator.osm.pbf", "EPSG:3006")


def planted_restrictions():
    file = osmium.FileProcessor(str(STUDY / "gator.osm.pbf"), osmium.osm.RELATION)
    return sum("restriction" in item.tags for item in file)


def an_island_street(streets):
    """The middle of a street that is cut off when the boat does not go, and one of the town."""
    car = make_mode("car")
    tied = tuple(
        {"route": "ferry", "access": "no"} if "route" in t else t for t in streets.way_tags
    )
    alone = Network.build(dataclasses.replace(streets, way_tags=tied)).of_mode(car)
    parts = np.argsort(-alone.part_km)[:2]
    segments = [np.flatnonzero(alone.snappable & (alone.part_of_vertex[alone.start] == p))[0]
                for p in parts]  # fmt: skip
    middle = [
        (axis[streets.segment_from[segments]] + axis[streets.segment_to[segments]]) / 2
        for axis in (streets.node_x, streets.node_y)
    ]
    return Places(("town", "island"), *middle), alone


def test_the_file_is_read_as_it_was_planted(county):
    planted = tomllib.loads((STUDY / "planted.toml").read_text(encoding="utf-8"))

    assert len(county.node_x) == planted["totals"]["street_nodes"]
    assert county.notices == ()
    assert len(county.turns) == planted_restrictions()
    assert county.node_barrier


def test_the_island_is_reached_by_the_boat_and_only_by_it(county):
    car = make_mode("car")
    network = Network.build(county)
    places, alone = an_island_street(county)

    seconds = travel_times(network, car, places, places).seconds

    assert alone.snappable.any()
    assert Status.BEYOND_CUTOFF > seconds[1, 0] >= 25 * 60
    assert seconds[0, 0] == car.terminal_s
    codes = [notice.code for notice in street_notices(network, car)]
    assert codes == ["GA-S025", "GA-S510"]


def test_the_lonely_path_is_no_place_to_start(county):
    notices = {n.code: n for n in street_notices(Network.build(county), make_mode("walk"))}

    assert notices.keys() == {"GA-S025", "GA-S026"}
    assert notices["GA-S026"].places["parts"] == 1
    assert notices["GA-S026"].places["percent"] == 99.9
