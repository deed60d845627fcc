"""How areas, units and the background map are written: GeoJSON as from a WFS, GeoPackage."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from data.build.geography import COUNTY_HEIGHT_KM, is_lake, to_metres
from data.build.plan import COUNTY_CODE, LAKE, STADSDELAR, TOWNS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from data.build.network import Network

CRS = "EPSG:3006"
CRS_MEMBER = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
MAP_ROADS = ("motorway", "trunk", "primary", "secondary")
NAMESPACE = uuid.UUID("99000000-0000-4000-8000-000000000000")
TIME_STAMP = "2026-10-01T00:00:00.000Z"


def write_areas(
    folder: Path, shapes: dict[str, shapely.Geometry], older: dict[str, shapely.Geometry]
) -> None:
    """Write the areas of both vintages, each as it was published in its time."""
    features = [
        _feature(f"DeSO_2025.{number}", shape, _area_properties(number, code))
        for number, (code, shape) in enumerate(shapes.items(), start=1)
    ]
    _write_geojson(folder / "deso_2025.geojson", features)
    frame = gpd.GeoDataFrame(
        {
            "deso": list(older),
            "kommun": [code[:4] for code in older],
            "lan": COUNTY_CODE,
            "version": "2018_v1",
        },
        geometry=list(older.values()),
        crs=CRS,
    )
    _write_layer(frame, folder / "deso_2018.gpkg", "DeSO_2018")


def write_units(folder: Path, shapes: dict[str, shapely.Geometry]) -> None:
    """Write the city's stadsdelsområden."""
    features = [
        _feature(f"sdo.{number}", shape, {"sdo_kod": code, "namn": STADSDELAR[code]})
        for number, (code, shape) in enumerate(shapes.items(), start=1)
    ]
    _write_geojson(folder / "stadsdelsomraden.geojson", features)


def write_background(
    folder: Path, network: Network, county: shapely.Geometry, areas: pd.DataFrame
) -> None:
    """Write water, main roads and names of places for the map."""
    people_in_town = areas.groupby("name")["people"].sum()
    _write_layer(_water(county), folder / "kartunderlag.gpkg", "vatten")
    positions = to_metres(network.points())
    chosen = [(n, t) for n, t in network.ways if t.get("highway") in MAP_ROADS]
    roads = gpd.GeoDataFrame(
        {
            "namn": [tags.get("name") or tags.get("ref") for _, tags in chosen],
            "klass": [tags["highway"] for _, tags in chosen],
        },
        geometry=[
            shapely.set_precision(shapely.LineString(positions[nodes]), 1.0) for nodes, _ in chosen
        ],
        crs=CRS,
    )
    _write_layer(roads, folder / "kartunderlag.gpkg", "vagar")
    towns = gpd.GeoDataFrame(
        {
            "namn": [town.name for town in TOWNS] + ["Storskär"],
            "storlek": [town.size for town in TOWNS] + [4],
            "invanare": [people_in_town[town.name] for town in TOWNS]
            + [people_in_town["Storskär"]],
        },
        geometry=shapely.points(
            to_metres(np.array([*[(t.x_km, t.y_km) for t in TOWNS], (54.0, 30.0)]))
        ),
        crs=CRS,
    )
    _write_layer(towns, folder / "kartunderlag.gpkg", "orter")


def _area_properties(number: int, code: str) -> dict[str, Any]:
    letter_number = {"A": 1, "B": 2, "C": 3}[code[4]]
    return {
        "objectid": number,
        "objektidentitet": str(uuid.uuid5(NAMESPACE, code)),
        "objekttyp": "deso",
        "desokod": code,
        "regsokod": f"{code[:4]}R{letter_number:03d}",
        "lanskod": COUNTY_CODE,
        "kommunkod": code[:4],
        "version": "2025_v2",
        "ansvarig_organisation": "Exempelbyrån (syntetiska data)",
        "referensdatum": "20250101",
    }


def _feature(number: str, shape: shapely.Geometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": number,
        "geometry": json.loads(shapely.to_geojson(shapely.orient_polygons(shape))),
        "geometry_name": "sp_geometry",
        "properties": properties,
    }


def _write_geojson(path: Path, features: list[dict[str, Any]]) -> None:
    collection = {
        "type": "FeatureCollection",
        "features": features,
        "totalFeatures": len(features),
        "numberMatched": len(features),
        "numberReturned": len(features),
        "timeStamp": TIME_STAMP,
        "crs": CRS_MEMBER,
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def _write_layer(frame: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    # Without a fixed date the file would differ on every build.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": TIME_STAMP})
    append = path.exists() and layer not in {"DeSO_2018", "vatten"}
    if not append:
        path.unlink(missing_ok=True)
    frame.to_file(path, layer=layer, driver="GPKG", engine="pyogrio", mode="a" if append else "w")


def _water(county: shapely.Geometry) -> gpd.GeoDataFrame:
    corners = to_metres(np.array([[40.0, -1.0], [62.0, COUNTY_HEIGHT_KM + 1.0]]))
    frame = shapely.box(*corners[0], *corners[1])
    # North, south and west of the county is the neighbours' land, not sea.
    south, north = to_metres(np.array([[0.0, 0.45], [0.0, COUNTY_HEIGHT_KM - 0.45]]))[:, 1]
    sea = shapely.clip_by_rect(frame, corners[0, 0], south, corners[1, 0], north)
    sea = shapely.set_precision(sea.difference(county), 1.0)
    grid = np.stack(np.meshgrid(np.arange(34, 39, 0.05), np.arange(9.5, 13.5, 0.05)), axis=-1)
    wet = grid.reshape(-1, 2)[is_lake(grid.reshape(-1, 2))]
    lake = shapely.concave_hull(shapely.multipoints(to_metres(wet)), ratio=0.1)
    lake = shapely.simplify(shapely.set_precision(lake, 1.0), 20)
    return gpd.GeoDataFrame(
        {"namn": ["Exempelhavet", LAKE[0]], "typ": ["hav", "sjö"]}, geometry=[sea, lake], crs=CRS
    )
