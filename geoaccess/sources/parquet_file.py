"""Parquet and GeoParquet as text: only plain columns, nothing unpickled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.excel_file import cell_text
from geoaccess.sources.text_table import TextTable, clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["read_parquet"]

_GEO = b"geo"
_WKB = "WKB"


def read_parquet(path: Path, *, file: str) -> TextTable:
    """Read a Parquet file's plain columns, and its geometry if it is GeoParquet.

    Raises
    ------
    InputError
        Damaged, or without rows; geometry that is not there, not WKB, or whose coordinate
        system can't be read.
    """
    try:
        table = pq.read_table(path, memory_map=False)
    except (pa.ArrowException, OSError) as error:
        raise InputError.of("GA-T035", file=file) from error
    if not table.num_rows:
        raise InputError.of("GA-T028", file=file)
    shapes = _geometry_columns(table, file)
    geometry = _geometry(table, shapes, file) if shapes else None
    plain = [
        f.name for f in table.schema if not pa.types.is_nested(f.type) and f.name not in shapes
    ]
    cells = np.empty((table.num_rows, len(plain)), dtype=object)
    for at, name in enumerate(plain):
        cells[:, at] = _column_text(table.column(name), name, file)
    return TextTable(
        file=file,
        names=tuple(clean(name) for name in plain),
        cells=cells,
        lines=np.arange(1, table.num_rows + 1, dtype=np.int64),
        reader="parquet" if geometry is None else "geoparquet",
        native=True,
        geometry=geometry,
    )


def _geometry_columns(table: pa.Table, file: str) -> dict[str, Mapping[str, Any]]:
    """Geometry columns as the metadata describe them, the primary one first."""
    raw = (table.schema.metadata or {}).get(_GEO)
    if raw is None:
        return {}
    try:
        said = json.loads(raw)
        primary, columns = said["primary_column"], said["columns"]
        described: dict[str, Mapping[str, Any]] = {
            str(name): dict(columns[name]) for name in (primary, *columns)
        }
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise InputError.of("GA-G030", file=file, reason=reason) from error
    if primary not in table.column_names:
        names = ", ".join(table.column_names)
        raise InputError.of("GA-G031", file=file, value=primary, found=names)
    return described


def _geometry(table: pa.Table, shapes: Mapping[str, Mapping[str, Any]], file: str) -> gpd.GeoSeries:
    name, said = next(iter(shapes.items()))
    encoding = said.get("encoding")
    kind = table.schema.field(name).type
    is_binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    if encoding != _WKB or not is_binary:
        found = str(kind) if encoding == _WKB else encoding
        raise InputError.of("GA-G032", file=file, column=name, found=found)
    raw = np.array([*table.column(name).to_pylist(), None], dtype=object)[:-1]
    shaped = shapely.from_wkb(raw, on_invalid="ignore")
    lost = [i for i, shape in enumerate(shaped) if shape is None and raw[i] is not None]
    found_list = NoticeList()
    for i in lost:
        found_list.add("GA-G033", file=file, row=i + 1, column=name)
    InputError.refuse(found_list)
    return gpd.GeoSeries(shaped, crs=_crs(said, file))


def _crs(said: Mapping[str, Any], file: str) -> CRS | None:
    """Coordinate system: not known where it is null, longitude and latitude where not said."""
    if "crs" not in said:
        return CRS.from_epsg(4326)
    if said["crs"] is None:
        return None
    try:
        return CRS.from_json_dict(said["crs"])
    except (CRSError, TypeError, AttributeError, ValueError) as error:
        raise InputError.of("GA-G030", file=file, reason="crs") from error


def _column_text(column: pa.ChunkedArray, name: str, file: str) -> NDArray[np.object_]:
    # Each distinct value is written out once: travel times repeat a great deal.
    try:
        coded = column.combine_chunks().dictionary_encode()
        words = [_text(value) for value in coded.dictionary.to_pylist()]
    except (OverflowError, ValueError, pa.ArrowException) as error:
        reason = type(error).__name__
        raise InputError.of("GA-T134", file=file, column=name, reason=reason) from error
    codes = coded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    texts: NDArray[np.object_] = np.array([*words, ""], dtype=object)[codes]
    return texts


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return "" if value is None or value != value else clean(cell_text(value))  # noqa: PLR0124 -- NaN
