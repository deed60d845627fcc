"""What the map draws behind: under our names, whatever the file calls them."""

import dataclasses
import json

import geopandas as gpd
from shapely import Point

from geoaccess.result.view import published_view
from geoaccess.study import Study


def with_background(small, layer, columns):
    result = small.make_result()
    document = result.study.model_dump(mode="json")
    document["inputs"]["background"] = {
        "path": "x.gpkg",
        "layers": {"places": "orter"},
        "columns": columns,
        "source": "Påhittad",
        "licence": "CC0",
    }
    study = Study.model_validate_json(json.dumps(document))
    return dataclasses.replace(result, study=study, background={"places": layer})


def places(**columns):
    return gpd.GeoDataFrame(columns, geometry=[Point(500_000, 6_700_000)], crs="EPSG:3006")


def test_places_are_named_by_the_column_that_the_study_maps(small):
    layer = places(namn=["Bruksby"], storlek=["2"])

    shown = published_view(with_background(small, layer, {"name": "namn"}), "run").background

    assert shown["places"]["name"].tolist() == ["Bruksby"]
    assert list(layer.columns) == ["namn", "storlek", "geometry"]


def test_a_column_that_has_our_name_and_is_not_meant_gives_way(small):
    layer = places(name=["internt"], namn=["Bruksby"])

    shown = published_view(with_background(small, layer, {"name": "namn"}), "run").background

    assert shown["places"]["name"].tolist() == ["Bruksby"]
    same = published_view(with_background(small, layer, {"name": "name"}), "run").background
    assert same["places"]["name"].tolist() == ["internt"]
