"""The ground within so many minutes is in what the embedded study publishes, as it was found."""

import base64
import gzip
import json
import re

import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely

from geoaccess.result.ground import GROUND

LIMITS = [5, 10, 20, 30]


@pytest.fixture(scope="module")
def told(exempellan_run):
    return {name: gpd.read_parquet(exempellan_run / f"{name}.parquet") for name in GROUND}


def inside(points, area):
    shapely.prepare(area)
    return shapely.intersects_xy(area, points.geometry.x, points.geometry.y)


def test_the_package_has_the_layers_with_the_documented_columns_and_no_counts(
    exempellan_run, exempellan, told
):
    for name, columns in GROUND.items():
        layer = pyogrio.read_dataframe(exempellan_run / "result.gpkg", layer=name)
        assert [*layer.columns] == [*(column.name for column in columns), "geometry"]
        assert layer.crs == exempellan.areas.crs
        assert layer.geometry.is_valid.all()
        assert len(layer) == len(told[name]) == len(getattr(exempellan, name)) > 0
        assert not layer.geometry.is_empty.any()


def test_each_home_is_within_the_limits_that_its_own_time_says(exempellan, told):
    points = exempellan.points
    # Each home has a square of its own here: cells of 250 m; parts of cells may share one.
    alone = (points["placed_by"] == "cell").to_numpy()
    reach = told["reach"].set_index("minutes").geometry

    assert reach.index.tolist()[:-1] == LIMITS
    for minutes in LIMITS:
        within = (points["seconds"] <= minutes * 60).to_numpy()
        assert (inside(points, reach[minutes]) == within)[alone].all()
    of_sites = told["site_reach"].set_index(["site_id", "minutes"]).geometry
    for (site, minutes), area in of_sites.iloc[::7].items():
        column = exempellan.times["car"].select_sites([site]).seconds[:, 0]
        assert (inside(points, area) == (column <= minutes * 60))[alone].all()


def test_catchments_do_not_overlap_and_hold_everyone_with_a_nearest_site(exempellan, told):
    points, areas = exempellan.points, told["catchments"]
    alone = (points["placed_by"] == "cell").to_numpy()

    assert areas.geometry.area.sum() == pytest.approx(areas.geometry.union_all().area)
    whose = np.full(len(points), None, dtype=object)
    for site, area in zip(areas["site_id"], areas.geometry, strict=True):
        whose[inside(points, area)] = site
    nearest = points["site_id"].where(points["site_id"].notna(), None).to_numpy(dtype=object)
    assert (whose == nearest)[alone].all()


def test_the_map_draws_the_same_classes_as_of_travel_time(exempellan_run):
    page = (exempellan_run / "map.html").read_text("utf-8")
    packed = re.search(r'id="ga-data">([^<]*)<', page)
    payload = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    time = next(layer for layer in payload["layers"] if layer["key"] == "time")
    ground = payload["ground"]

    assert ground["classes"][:-1] == [
        {"label": one["label"], "fill": one["fill"]} for one in time["classes"][:4]
    ]
    assert len(payload["shapes"]["ground"]) == len(ground["classes"])
