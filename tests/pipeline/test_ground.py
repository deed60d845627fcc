"""The ground within so many minutes, and whose nearest it is, of the small region by hand."""

from __future__ import annotations

import dataclasses

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geoaccess.pipeline import judge
from geoaccess.result.ground import GROUND
from geoaccess.result.view import published_view

NEAREST = {"s1": ["p11", "p12", "p21", "p22", "p41"], "s2": ["p31"], "s3": ["p51"]}
# Of the nearest: 300 s and 1200 s are at the limit, 1201 s is beyond it; p42 has no way.
WITHIN = {
    5: ["p11", "p41"],
    10: ["p11", "p31", "p41"],
    20: ["p11", "p12", "p21", "p31", "p41", "p51"],
    30: ["p11", "p12", "p21", "p22", "p31", "p41", "p51"],
}
OF_NORR = {
    5: ["p11", "p41"],
    10: ["p11", "p41"],
    20: ["p11", "p12", "p21", "p41"],
    30: ["p11", "p12", "p21", "p22", "p41"],
}


@pytest.fixture(scope="module")
def found(small):
    return small.make_result()


def inside(found, area):
    """Ids of the points that lie in an area, in their order."""
    at = found.points.geometry
    return at.index[shapely.intersects_xy(area, at.x, at.y)].tolist()


def test_ground_holds_who_is_within_the_limit_and_nobody_else(found):
    told = found.reach.set_index("minutes").geometry

    assert told.index.tolist()[:-1] == list(WITHIN)
    assert np.isnan(told.index[-1])
    for minutes, points in WITHIN.items():
        assert inside(found, told[minutes]) == points
    assert inside(found, told.iloc[-1]) == found.points.index.tolist()


def test_ground_of_each_site_is_by_its_own_times_in_the_deciding_mode(found):
    told = found.site_reach.set_index(["site_id", "minutes"])

    assert (told["mode"] == "car").all()
    for minutes, points in OF_NORR.items():
        assert inside(found, told.geometry["s1", minutes]) == points
    assert told["name"]["s1", 5.0] == "Norrs vårdcentral"
    # From nowhere is it five minutes to Söder's; and a child health centre is no vårdcentral.
    assert [minutes for site, minutes in told.index if site == "s2"] == [10.0, 20.0, 30.0]
    assert "b1" not in told.index.get_level_values("site_id")


def test_limits_lie_within_each_other_without_a_hole_at_the_site(found):
    groups = [found.reach, *[rows for _, rows in found.site_reach.groupby("site_id")]]
    for rows in groups:
        shapes = rows.geometry.to_numpy()
        assert shapely.is_valid(shapes).all()
        assert (shapely.area(shapely.difference(shapes[:-1], shapes[1:])) == 0).all()
    for site, rows in found.site_reach.groupby("site_id"):
        assert rows.geometry.covers(found.sites.geometry[site]).all()


def test_catchments_share_the_ground_out_by_the_nearest(found):
    told = found.catchments.set_index("site_id").geometry

    assert {site: inside(found, area) for site, area in told.items()} == NEAREST
    assert told.area.sum() == pytest.approx(told.union_all().area)
    # Each point speaks for the ground up to 750 m away that is nearer to it than to another.
    assert told["s3"].distance(found.points.geometry["p42"]) == 500


def test_a_threshold_that_no_class_has_is_a_limit_too(small):
    study = {"rules": {"pack": "stockholm", "thresholds_min": {"C": {"car": 12}}}}

    found = small.make_result(**study)

    assert found.reach["minutes"].tolist()[:-1] == [5, 10, 12, 20, 30]


def test_times_that_are_not_counted_make_no_ground(small):
    prepared = small.make_prepared()
    car = dataclasses.replace(prepared.times["car"], cutoff=1700)
    near = {c: {"car": 10.0} for c in ("S", "C", "B", "A", "island")}
    zones = prepared.pack.catchment.model_copy(update={"zones_min": [10.0], "weights": [1.0]})
    rules = [r for r in prepared.pack.rules if not any(c.thresholds_min for c in r.checks)]
    changed = {"thresholds_min": near, "catchment": zones, "rules": rules}
    pack = prepared.pack.model_copy(update=changed)
    found = judge(dataclasses.replace(prepared, times={"car": car}, pack=pack))

    assert found.reach["minutes"].tolist()[:-1] == [5, 10, 20]


def test_a_boat_whose_wait_is_not_known_brings_no_one_within_a_limit(small):
    prepared = small.make_prepared()
    layers = prepared.layers
    points = layers.points.assign(
        settlement=layers.points["settlement"].mask(layers.points.index == "p51", "island")
    )
    areas = layers.areas.assign(
        settlement=layers.areas["settlement"].mask(layers.areas.index == "9803A0010", "island")
    )
    times = {"car": dataclasses.replace(prepared.times["car"], cutoff=7200)}
    prepared = dataclasses.replace(prepared, times=times)

    found = judge(small.with_layers(prepared, points=points, areas=areas))

    for table in (found.reach.iloc[:-1], found.site_reach, found.catchments):
        assert not any("p51" in inside(found, area) for area in table.geometry)
    assert "p11" in inside(found, found.reach.geometry[0])


def test_a_list_too_short_to_judge_by_tells_of_no_ground(small):
    sites = {"number": 10, "source": "avtalen", "date": "2026-10-01"}

    found = small.make_result(supply={"capacity": "fte", "expected_sites": sites})

    assert [len(getattr(found, name)) for name in GROUND] == [0, 0, 0]


def test_ground_is_the_same_however_many_live_there(small, found):
    others = {point: 1 + n for n, point in enumerate(small.PLAIN)}

    shown = published_view(small.make_result(people=others, confidential=("statistics[0]",)), "run")

    for name in GROUND:
        assert getattr(shown, name).equals(getattr(found, name))
        assert not {"people", "points"} & {*getattr(shown, name).columns}


def test_where_homes_are_confidential_no_ground_leaves_the_house(small, found):
    private = small.make_result(confidential=("grid",))

    shown = published_view(private, "run")

    assert private.reach.equals(found.reach)
    for name in GROUND:
        assert isinstance(getattr(shown, name), gpd.GeoDataFrame)
        assert getattr(shown, name).empty
    assert "GA-L601" in shown.notices["code"].tolist()
