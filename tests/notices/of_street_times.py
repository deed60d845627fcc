"""GA-S53x: waits at signals and signs. GA-M53x: times tried against known ones."""

from __future__ import annotations

import pandas as pd
import pyproj
from pairs import Pair, borrowed

from geoaccess.travel import calibrate, street_notices
from geoaccess.travel.modes import make_mode

DRAWN = borrowed("travel/conftest.py")


def waiting(**seconds):
    """A fixture: a street with signals, by a car that waits so long."""

    def notices(_):
        town = DRAWN.draw_network("A--B--C", signs={"B": {"highway": "traffic_signals"}})
        mode = DRAWN.metre_a_second("car", junction_delays_s=seconds)
        return street_notices(town.network, mode)

    return notices


def known_times(n=10, **columns):
    """A fixture: a street is tried against times of trips along it."""

    def calibrating(_):
        town = DRAWN.draw_network("A--B", step=30_000.0)
        degrees = [0.1 * i for i in range(n)]
        start = pyproj.Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True).transform
        lon, lat = zip(*(start(5000.0 + 1000 * each, 0.0) for each in degrees), strict=True)
        end_lon, end_lat = start(80_000.0, 0.0)
        given = {
            "from_lon": lon,
            "from_lat": lat,
            "to_lon": [end_lon] * n,
            "to_lat": [end_lat] * n,
            "minutes": [100.0] * n,
        }
        known = pd.DataFrame({k: v for k, v in (given | columns).items() if v is not None})
        calibrate(town.network, make_mode("car"), known, crs="EPSG:3006")
        return ()

    return calibrating


PAIRS = [
    Pair("GA-M530", known_times(to_lat=None), known_times(), column="to_lat"),
    Pair(
        "GA-M531",
        known_times(minutes=[100.0] * 9 + [0.0]),
        known_times(),
        row=10,
        column="minutes",
        value="0.0",
    ),
    Pair("GA-M532", known_times(n=9), known_times(), column="minutes"),
    Pair("GA-S530", waiting(traffic_signals=10.0), waiting(traffic_signals=0.0, stop=5.0)),
]
