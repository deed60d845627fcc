"""A real city, where its files are at hand: 16,032 ways, 1,227 hexagons."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyproj
import pytest

from geoaccess.sources.streets import read_streets
from geoaccess.times import Status
from geoaccess.travel import Network, Places, street_notices, travel_times
from geoaccess.travel.modes import make_mode

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "porto_alegre"
CRS = "EPSG:31982"


@pytest.fixture(scope="module")
def city():
    if not FOLDER.is_dir():
        pytest.skip("the data of Porto Alegre are not here")
    hexagons = pd.read_csv(FOLDER / "poa_hexgrid.csv")
    x, y = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True).transform(
        hexagons["lon"].to_numpy(), hexagons["lat"].to_numpy()
    )
    network = Network.build(read_streets(FOLDER / "poa_osm.pbf", CRS))
    homes = Places(tuple(hexagons["id"]), x, y)
    care = np.flatnonzero(hexagons["healthcare"] > 0)[::25][:6]
    return network, homes, Places(tuple(hexagons["id"].iloc[care]), x[care], y[care])


@pytest.mark.parametrize(("name", "low", "high"), [("walk", 3, 5), ("bicycle", 8, 16)])
def test_most_hexagons_have_times_at_a_credible_speed(city, name, low, high):
    network, homes, care = city

    times = travel_times(network, make_mode(name), homes, care)

    assert (times.seconds != Status.NOT_SNAPPED).mean() > 0.99
    assert times.has_time.any(axis=1).mean() > 0.9
    straight = np.hypot(homes.x[:, None] - care.x, homes.y[:, None] - care.y)
    kmh = 3.6 * straight[times.has_time] / np.maximum(times.seconds[times.has_time], 1)
    assert low < np.median(kmh) < high
    assert np.quantile(kmh, 0.999) <= make_mode(name).base_speed_ms * 3.6 * 1.01


def test_cars_are_faster_than_bicycles_and_bicycles_than_walkers(city):
    network, homes, care = city
    medians = [
        np.median(travel_times(network, make_mode(name), homes, care).seconds)
        for name in ("car", "bicycle", "walk", "walk_slow")
    ]

    assert medians == sorted(medians)


def test_the_network_hangs_together_and_says_what_does_not(city):
    network, _, _ = city

    assert [n.code for n in street_notices(network, make_mode("walk"))] == ["GA-S026"]
