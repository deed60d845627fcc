"""Ways that leave a region and come back, and people for whom nobody knows whether any does."""

import math

import numpy as np
import pytest
import shapely

from geoaccess.layers import build_layers
from geoaccess.pipeline.prepare import prepare
from geoaccess.sources.streets import read_streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, travel_times
from geoaccess.travel.modes import make_mode

CRAWL = {"highway": "residential", "maxspeed": "5"}
FAST = {"highway": "trunk", "maxspeed": "120"}
# Out of the region by its western end, 35 km to the south, and back by its eastern end.
LOOP = [
    ([(0, 500), (0, -35_000)], FAST),
    ([(0, -35_000), (6000, -35_000)], FAST),
    ([(6000, -35_000), (6000, 500)], FAST),
]
CRAWLING = [([(0, 500), (6000, 500)], CRAWL), ([(0, 500), (0, 1500), (6000, 1500)], CRAWL)]


def places(frame):
    return Places(tuple(frame.index), frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy())


def told(prepared, code="GA-S550"):
    return [notice for notice in prepared.notices if notice.code == code]


def test_the_fastest_way_is_found_however_far_outside_the_region_it_goes(bordered, tmp_path):
    study = bordered.study_of(tmp_path, [*CRAWLING, *LOOP], sites=1)

    prepared = prepare(study)

    origins, sites = places(prepared.layers.points), places(prepared.layers.sites)
    car = make_mode("car", ModeSettings(cutoff_min=90))
    whole = Network.build(read_streets(tmp_path / "streets.osm.pbf", "EPSG:3006"))
    exact = travel_times(whole, car, origins, sites).seconds
    assert (prepared.times["car"].seconds == exact).all()
    beside = Network.build(build_layers(study).streets)
    assert (travel_times(beside, car, origins, sites).seconds > exact).any()
    # From the loop's other end: 35.5 km down, 6 along, 35.5 up, then the slow street to the door.
    last = np.argmax(origins.x)
    assert exact[last, 0] <= 3.6 * 77_000 / 108 + 3.6 * 600 / 4.5 + 120 + 2 * 500 / 1.34


def test_a_way_that_is_longer_than_any_trip_is_not_read(bordered, tmp_path):
    """Half of half an hour less two minutes to park, at 108 km/h: 25 km, so 30 km are kept."""
    far = ([(0, 500), (0, -31_000)], FAST), ([(0, -31_000), (0, -60_000)], FAST)
    study = bordered.study_of(tmp_path, [*bordered.STREETS, *far], car="cutoff_min = 30")

    streets = prepare(study).layers.streets

    assert len(streets.way_tags) == len(bordered.STREETS) + 1


def test_so_many_people_are_told_of_as_live_too_near_the_border(bordered, tmp_path):
    """By hand: streets of one speed that end with the region, in a rectangle of metres."""
    frame = [([(-3000, y), (9000, y)], bordered.SLOW) for y in (-3000, 5000)]
    study = bordered.study_of(tmp_path, [*bordered.STREETS, *frame], sites=3)

    prepared = prepare(study)

    layers, seconds = prepared.layers, prepared.times["car"].seconds
    west, south, east, north = layers.streets.bounds
    speed, people, certain = 27 / 3.6, 0.0, []

    def to_border(place):
        within = place.x - west, place.y - south, east - place.x, north - place.y
        return max(0.0, min(within))

    def by_outside(home, site):
        return 120 + max(
            (to_border(home) + to_border(site)) / speed,
            math.dist(home.coords[0], site.coords[0]) / 30,
        )

    homes = zip(layers.points.geometry, layers.points["people"], seconds, strict=True)
    for home, count, row in homes:
        least = min(by_outside(home, site) for site in layers.sites.geometry)
        found = min(row) if min(row) <= LONGEST_SECONDS else 90 * 60
        if found + 2 > least:
            people += count
            certain.append(least)
    (notice,) = told(prepared)
    assert 0 < people < layers.points["people"].sum()
    assert notice.places["people"] == round(people)
    assert notice.places["minutes"] == math.floor(min(certain) / 60)


def test_everybody_whose_time_is_too_long_is_told_of(bordered, tmp_path):
    """What an extract leaves out is a fast street just south of the region."""
    corners = [(0, 500), (-600, 500), (-600, -900), (6600, -900), (6600, 500), (6000, 500)]
    for name in ("cut", "whole"):
        (tmp_path / name).mkdir()
    cut = prepare(bordered.study_of(tmp_path / "cut", bordered.STREETS, sites=2))

    whole = prepare(
        bordered.study_of(tmp_path / "whole", [*bordered.STREETS, (corners, FAST)], sites=2)
    )

    found, exact = (each.times["car"].seconds.min(axis=1) for each in (cut, whole))
    wrong = cut.layers.points["people"][found > exact].sum()
    assert (found >= exact).all()
    assert 0 < wrong <= told(cut)[0].places["people"]


def test_whose_only_vardcentral_lies_outside_the_streets_is_told_of(bordered, tmp_path):
    """Nobody has a time, those in the middle of the streets no more than those at their border."""
    west, east, norths = 3000, 12_000, (-3000, 500, 1500, 5000)
    streets = [([(west, north), (east, north)], bordered.SLOW) for north in norths]
    streets += [([(x, norths[0]), (x, norths[-1])], bordered.SLOW) for x in (west, east)]
    study = bordered.study_of(tmp_path, streets, sites=1)

    prepared = prepare(study)

    assert (prepared.times["car"].seconds == Status.NOT_SNAPPED).all()
    (notice,) = told(prepared)
    assert notice.places["people"] == round(prepared.layers.points["people"].sum())


def test_an_extract_that_says_it_reaches_far_enough_is_not_told_of(bordered, tmp_path):
    short = prepare(bordered.study_of(tmp_path, bordered.STREETS))
    box = tuple(float(each) for each in told(short)[0].places["box"].split(","))

    assert told(prepare(bordered.study_of(tmp_path, bordered.STREETS, box=box))) == []


@pytest.mark.parametrize("car", ["cutoff_min = 90", "cutoff_min = 30"])
def test_what_is_cut_away_by_the_margin_makes_no_time_uncertain(bordered, tmp_path, car):
    everywhere = (5.0, 55.0, 28.0, 69.0)
    study = bordered.study_of(tmp_path, [*bordered.STREETS, *LOOP], box=everywhere, car=car)

    prepared = prepare(study)

    assert told(prepared) == []
    assert prepared.layers.streets.covered.bounds[0] > shapely.box(*everywhere).bounds[0]
