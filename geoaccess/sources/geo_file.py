"""GeoJSON and GeoPackage as text attributes with geometry and the coordinate system they state."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.excel_file import cell_text
from geoaccess.sources.gdal import pyogrio
from geoaccess.sources.text_table import TextTable, clean, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geoaccess.study import Input

__all__ = ["cells_of", "chosen_layer", "geojson_table", "read_geopackage"]

_EPSG = re.compile(r"EPSG:(?::|[\d.]*:)?(\d{4,6})$", re.IGNORECASE)
_GEOPACKAGE = "GPKG"
_SUFFIX = ".gpkg"
# Tables that QGIS keeps beside the data.
_OF_QGIS = {"layer_styles", "qgis_projects"}
_LONGITUDE, _LATITUDE = 180.0, 90.0


def geojson_table(document: object, *, file: str) -> TextTable:
    """Read a GeoJSON feature collection without GDAL, so that only this file is read.

    Without a ``crs`` member the coordinates are longitude and latitude by RFC 7946, and that is
    taken only when the numbers can be degrees.

    Raises
    ------
    InputError
        No features, or geometry that cannot be.
    """
    if isinstance(document, dict) and document.get("type") == "Feature":
        document = document | {"features": [document]}
    features = document.get("features") if isinstance(document, dict) else None
    if (
        not isinstance(document, dict)
        or not isinstance(features, list)
        or not all(_is_feature(f) for f in features)
    ):
        kind = document.get("type") if isinstance(document, dict) else "list"
        raise InputError.of("GA-G026", file=file, reason=f"type = {kind}")
    if not features:
        raise InputError.of("GA-T028", file=file)
    shapes = _shapes(features, file)
    geometry = gpd.GeoSeries(shapes, crs=_crs_of_geojson(document, shapes, file))
    properties = [feature.get("properties") or {} for feature in features]
    names = tuple(dict.fromkeys(clean(str(key)) for row in properties for key in row))
    _refuse_same_names(properties, file)
    rows = [{clean(str(key)): value for key, value in row.items()} for row in properties]
    return TextTable(
        file=file,
        names=names,
        cells=cells_of([[row.get(name) for name in names] for row in rows], len(names)),
        lines=np.arange(1, len(rows) + 1, dtype=np.int64),
        reader="geojson",
        native=True,
        geometry=geometry,
    )


def _refuse_same_names(properties: Sequence[dict[str, Any]], file: str) -> None:
    """Names that only blanks tell apart are one name here, and one value would be lost."""
    found = NoticeList()
    for row, given in enumerate(properties, start=1):
        names = [clean(str(key)) for key in given]
        if len(set(names)) < len(names):
            twice = min(name for name in names if names.count(name) > 1)
            found.add("GA-T027", file=file, row=row, value=twice)
    InputError.refuse(found)


def _is_feature(feature: object) -> bool:
    return isinstance(feature, dict) and isinstance(feature.get("properties") or {}, dict)


def _shapes(features: Iterable[dict[str, Any]], file: str) -> NDArray[np.object_]:
    found = NoticeList()
    shapes: list[object] = []
    for row, feature in enumerate(features, start=1):
        given = feature.get("geometry")
        try:
            shapes.append(None if given is None else shapely.from_geojson(json.dumps(given)))
        except shapely.errors.GEOSException as error:
            shapes.append(None)
            found.add("GA-G040", file=file, row=row, reason=str(error).partition("Exception: ")[2])
    InputError.refuse(found)
    return np.array([*shapes, None], dtype=object)[:-1]


def _crs_of_geojson(document: dict[str, Any], shapes: NDArray[np.object_], file: str) -> CRS | None:
    member = document.get("crs")
    name = (
        ((member or {}).get("properties") or {}).get("name") if isinstance(member, dict) else None
    )
    if not isinstance(name, str):
        return CRS.from_epsg(4326) if member is None and _may_be_degrees(shapes) else None
    epsg = _EPSG.search(name)
    try:
        if name.endswith("CRS84"):
            return CRS.from_epsg(4326)
        return CRS.from_epsg(int(epsg.group(1))) if epsg else CRS.from_user_input(name)
    except CRSError as error:
        raise InputError.of("GA-G004", file=file, value=name) from error


def _may_be_degrees(shapes: NDArray[np.object_]) -> bool:
    west, south, east, north = shapely.total_bounds(shapes)
    return bool(
        west >= -_LONGITUDE and east <= _LONGITUDE and south >= -_LATITUDE and north <= _LATITUDE
    )


def read_geopackage(path: Path, given: Input, *, file: str, layer: str | None = None) -> TextTable:
    """Read one layer of a GeoPackage.

    Raises
    ------
    InputError
        Damaged file, unclear or unknown layer, no rows.
    """
    _refuse_other_databases(path, file)
    try:
        with _named_as_it_is(path.resolve()) as named:
            chosen, frame = _frame(named, layer or given.layer, file)
    except (pyogrio.errors.DataSourceError, shapely.errors.GEOSException) as error:
        raise InputError.of("GA-T035", file=file) from error
    except UnicodeDecodeError as error:
        raise InputError.of("GA-T133", file=file) from error
    if not len(frame):
        raise InputError.of("GA-T028", file=file)
    geometry = None
    if isinstance(frame, gpd.GeoDataFrame):
        geometry = gpd.GeoSeries(frame.geometry.to_numpy(), crs=frame.crs)
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    rows = [list(row) for row in frame.itertuples(index=False, name=None)]
    return TextTable(
        file=file,
        names=tuple(clean(str(name)) for name in frame.columns),
        cells=cells_of(rows, len(frame.columns)),
        lines=frame.index.to_numpy(np.int64),
        reader=f"gpkg ({chosen})",
        native=True,
        geometry=geometry,
    )


@contextmanager
def _named_as_it_is(path: Path) -> Iterator[Path]:
    """A path that ends in .gpkg: GDAL takes a file called .csv for one, whatever it holds."""
    if path.suffix.casefold() == _SUFFIX:
        yield path
        return
    with TemporaryDirectory() as folder:
        named = Path(folder, path.stem + _SUFFIX)
        try:
            named.symlink_to(path)
        except OSError:  # not every system lets everyone make links
            shutil.copyfile(path, named)
        yield named


def _frame(path: Path, asked: str | None, file: str) -> tuple[str, pd.DataFrame]:
    there = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    layers = [name for name in there if name == asked or name not in _OF_QGIS]
    chosen = chosen_layer(layers, asked, file)
    driver = pyogrio.read_info(path, layer=chosen)["driver"]
    if driver != _GEOPACKAGE:
        raise InputError.of("GA-T030", file=file, found=driver)
    return chosen, pyogrio.read_dataframe(path, layer=chosen, fid_as_index=True)


def _refuse_other_databases(path: Path, file: str) -> None:
    """See that SQLite finds a GeoPackage: GDAL would try its other drivers on anything else."""
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            query = "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'"
            is_geopackage = database.execute(query).fetchone() is not None
    except sqlite3.Error as error:
        raise InputError.of("GA-T035", file=file) from error
    if not is_geopackage:
        raise InputError.of("GA-T030", file=file, found="SQLite")


def chosen_layer(layers: list[str], asked: str | None, file: str) -> str:
    """The layer asked for, or the only one.

    Raises
    ------
    InputError
        It is not there, or there are several and none is asked for.
    """
    names = ", ".join(layers)
    if asked is not None and asked not in layers:
        near = nearest(asked, layers)
        raise InputError.of("GA-T032", file=file, value=asked, found=names, nearest=near)
    if asked is None and len(layers) != 1:
        raise InputError.of("GA-T031", file=file, found=names)
    return asked or layers[0]


def cells_of(rows: Sequence[Sequence[object]], width: int) -> NDArray[np.object_]:
    """Text of typed cells, row by row; what is missing is empty."""
    cells = np.empty((len(rows), width), dtype=object)
    for i, row in enumerate(rows):
        cells[i] = [_cell(value) for value in row]
    return cells


def _cell(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 -- NaN
        return ""
    return clean(cell_text(value))
