"""Known times with speeds planted in them: the speeds are found again."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyproj
import pytest

from geoaccess.errors import InputError
from geoaccess.sources.streets import Streets
from geoaccess.study.model import ModeSettings
from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import Network, Places, calibrate, travel_times
from geoaccess.travel.modes import make_mode
from geoaccess.travel.paths import Path, fastest_paths

CRS = "EPSG:3006"
EAST, NORTH = 500_000.0, 6_600_000.0
KINDS = (
    {"highway": "residential"},
    {"highway": "primary", "maxspeed": "70"},
    {"highway": "secondary"},
    {"highway": "secondary", "oneway": "yes"},
)


def a_county(seed=1, side=7):
    """A grid of streets of several classes, signed or not, with signals and a ferry."""
    rng = np.random.default_rng(seed)
    at = np.arange(side * side).reshape(side, side)
    ends = np.concatenate(
        [
            np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()]),
            np.column_stack([at[:-1].ravel(), at[1:].ravel()]),
        ]
    )
    kinds = [KINDS[rng.choice(4, p=[0.4, 0.3, 0.25, 0.05])] for _ in ends]
    kinds[3] = {"route": "ferry", "duration": "4"}
    streets = Streets(
        node_x=EAST + 900.0 * (at.ravel() % side) + rng.uniform(-200, 200, at.size),
        node_y=NORTH + 900.0 * (at.ravel() // side) + rng.uniform(-200, 200, at.size),
        way_tags=tuple(kinds),
        segment_from=ends[:, 0].copy(),
        segment_to=ends[:, 1].copy(),
        segment_way=np.arange(len(ends)),
        node_sign={int(node): {"highway": "traffic_signals"} for node in rng.choice(at.size, 6)},
    )
    return Network.build(streets)


def some_pairs(seed=2, n=60):
    rng = np.random.default_rng(seed)
    ids = tuple(map(str, range(n)))
    return tuple(
        Places(ids, *(start + rng.uniform(0, 5400, n) for start in (EAST, NORTH))) for _ in range(2)
    )


def a_car(**changes):
    said = {"speed_factor": 1.0, "junction_delays_s": {"traffic_signals": 15.0}} | changes
    return make_mode("car", ModeSettings(**said))


def known_times(network, mode, pairs, minutes=None):
    """A table of known times as the mode would drive them."""
    to_degrees = pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)
    (from_lon, from_lat), (to_lon, to_lat) = (
        to_degrees.transform(each.x, each.y) for each in pairs
    )
    if minutes is None:
        usable = network.of_mode(mode)
        paths = fastest_paths(usable, network.streets, mode, *pairs)
        minutes = [path.total_s / 60 for path in paths]
    return pd.DataFrame(
        {
            "from_lon": from_lon,
            "from_lat": from_lat,
            "to_lon": to_lon,
            "to_lat": to_lat,
            "minutes": minutes,
        }
    )


@pytest.mark.parametrize("name", ["car", "walk", "bicycle"])
@pytest.mark.parametrize("seed", range(4))
def test_a_path_takes_what_the_matrix_says(name, seed):
    network, pairs = a_county(seed), some_pairs(seed, n=25)
    waits = ModeSettings(junction_delays_s={"traffic_signals": 15.0})
    mode = replace(make_mode(name, waits), cutoff_s=LONGEST_SECONDS)
    # Some are at crossings, and some on one street.
    for axis, of_node in (("x", network.streets.node_x), ("y", network.streets.node_y)):
        getattr(pairs[0], axis)[:5] = of_node[:5]
        getattr(pairs[1], axis)[5:9] = of_node[5:9]
        getattr(pairs[1], axis)[10:14] = getattr(pairs[0], axis)[10:14] + 30

    paths = fastest_paths(network.of_mode(mode), network.streets, mode, *pairs)
    seconds = np.diag(travel_times(network, mode, *pairs).seconds)

    for path, whole in zip(paths, seconds, strict=True):
        assert isinstance(path, Path)
        assert abs(path.total_s - whole) <= 0.51
        assert (path.seconds > 0).all()
        assert path.elsewhere_s >= -1e-6


def test_places_without_a_way_say_why(draw, slowly):
    town = draw("""
    A-a-B  C-c-D


             d
    """)
    mode = slowly("bicycle", max_snap_m=250.0, min_part_km=0.0)
    origins, sites = town.places("acd"), town.places("cda")

    found = fastest_paths(town.network.of_mode(mode), town.streets, mode, origins, sites)

    assert found == (Status.UNREACHABLE, Status.NOT_SNAPPED, Status.NOT_SNAPPED)


def test_times_that_are_ours_ask_for_no_change():
    network, car = a_county(), a_car()

    told = calibrate(network, car, known_times(network, car, some_pairs()), crs=CRS)

    assert told.median_ratio == pytest.approx(1, abs=1e-6)
    assert told.speed_factor == pytest.approx(1, abs=1e-6)
    assert told.is_settled
    factors = told.classes["factor"].dropna()
    assert factors.to_numpy() == pytest.approx(1, abs=1e-5)
    assert told.classes["share"].sum() == pytest.approx(1)


def test_planted_speeds_are_found():
    network, pairs, car = a_county(), some_pairs(), a_car()
    planted = {"residential": 0.6, "primary": 0.85, "secondary": 1.2}
    driven = replace(car, class_factors=MappingProxyType(planted))
    known = known_times(network, driven, pairs)

    told = calibrate(network, car, known, crs=CRS)

    assert told.is_settled
    assert told.classes["factor"].to_dict() == pytest.approx(planted, rel=1e-4)
    assert told.pairs["fitted_min"].to_numpy() == pytest.approx(known["minutes"], rel=1e-5)
    assert told.pairs["ratio"].to_numpy() == pytest.approx(
        told.pairs["ours_min"] / known["minutes"]
    )
    # What it says is what the study's file takes.
    said = ModeSettings(
        speed_factor=1.0,
        junction_delays_s={"traffic_signals": 15.0},
        class_factors=dict(told.class_factors),
    )
    again = calibrate(network, make_mode("car", said), known, crs=CRS)
    assert again.median_ratio == pytest.approx(1, abs=1e-4)
    assert again.classes["factor"].to_numpy() == pytest.approx(1, abs=1e-4)


def test_a_planted_factor_of_all_streets_is_found():
    network, pairs = a_county(), some_pairs()

    told = calibrate(
        network, a_car(), known_times(network, a_car(speed_factor=0.7), pairs), crs=CRS
    )

    assert told.median_ratio < 1
    assert told.speed_factor == pytest.approx(0.7, rel=0.01)


def test_whole_minutes_of_a_planner_give_nearly_the_speeds():
    network, pairs, car = a_county(), some_pairs(n=200), a_car()
    planted = {"residential": 0.6, "primary": 0.85, "secondary": 1.2}
    driven = replace(car, class_factors=MappingProxyType(planted))
    times = np.diag(travel_times(network, driven, *pairs).seconds)

    known = known_times(network, driven, pairs, minutes=np.round(times / 60))

    told = calibrate(network, car, known, crs=CRS)
    assert told.classes["factor"].to_dict() == pytest.approx(planted, rel=0.1)


def test_a_class_of_few_trips_goes_with_the_rest():
    tags = list(a_county().streets.way_tags)
    tags[0] = {"highway": "tertiary"}
    network = Network.build(replace(a_county().streets, way_tags=tuple(tags)))
    pairs, car = some_pairs(), a_car()
    known = known_times(network, car, pairs)

    told = calibrate(network, car, known.assign(minutes=known["minutes"] * 1.5), crs=CRS)

    few = told.classes["trips"] < 5
    assert few.to_dict() == {each: each == "tertiary" for each in told.classes.index}
    assert told.classes.loc[few, "factor"].isna().all()
    assert told.classes.loc[~few, "factor"].notna().all()
    assert told.class_factors["tertiary"] < 1


def test_trips_that_do_not_tell_classes_apart_give_one_factor_only():
    """One road, half of each class: each trip drives as much of both."""
    streets = Streets(
        node_x=EAST + np.array([0.0, 10_000.0, 20_000.0]),
        node_y=np.full(3, NORTH),
        way_tags=({"highway": "primary"}, {"highway": "secondary"}),
        segment_from=np.array([0, 1]),
        segment_to=np.array([1, 2]),
        segment_way=np.array([0, 1]),
    )
    ids = tuple(map(str, range(12)))
    away = 100.0 * np.arange(12)
    level = np.full(12, NORTH)
    pairs = Places(ids, EAST + away, level), Places(ids, EAST + 20_000 - away, level)
    network, car = Network.build(streets), a_car()

    told = calibrate(network, car, known_times(network, a_car(speed_factor=0.5), pairs), crs=CRS)

    assert told.class_factors == {}
    assert told.classes["factor"].isna().all()
    assert told.speed_factor == pytest.approx(0.5, rel=1e-3)


def test_places_off_the_streets_are_left_out_and_said():
    network, pairs, car = a_county(), some_pairs(n=30), a_car()
    known = known_times(network, car, pairs)
    known.loc[3, "from_lat"] = 50.0

    told = calibrate(network, car, known, crs=CRS)

    assert told.pairs["status"].tolist() == ["not_snapped" if i == 3 else "ok" for i in range(30)]
    assert np.isnan(told.pairs.loc[3, "ratio"])
    assert told.median_ratio == pytest.approx(1, abs=1e-6)


def test_too_few_known_times_and_wrong_ones_are_refused():
    network, car = a_county(), a_car()
    known = known_times(network, car, some_pairs(n=9))

    with pytest.raises(InputError, match=r"GA-M532.*9 of 9"):
        calibrate(network, car, known, crs=CRS)
    known["minutes"] = known["minutes"].astype(object)
    known.loc[0, "minutes"], known.loc[1, "from_lon"] = "tio", 500.0
    with pytest.raises(InputError) as refused:
        calibrate(network, car, known.drop(columns="to_lat"), crs=CRS)
    said = [(n.code, n.row, n.column, n.value) for n in refused.value.notices]
    assert said == [
        ("GA-M531", 2, "from_lon", "500.0"),
        ("GA-M530", None, "to_lat", None),
        ("GA-M531", 1, "minutes", "tio"),
    ]
