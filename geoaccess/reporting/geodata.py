"""result.gpkg for QGIS and GeoParquet for analysts, with a dictionary of their columns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geoaccess.messages import translator
from geoaccess.messages.suppression import SUMS
from geoaccess.parquet import write_parquet
from geoaccess.reporting.rows import SHOWN, number, records, text, truth
from geoaccess.reporting.sheets import FORMS, GEODATA, PLAIN, TABLES, described
from geoaccess.reporting.words import Words
from geoaccess.result.ground import GROUND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geoaccess.reporting.rows import Row
    from geoaccess.result.indicators import Indicator
    from geoaccess.result.published import Published

__all__ = ["layer", "write_geodata"]

_CLOCK = "OGR_CURRENT_DATE"
# A run's folder is flushed to disk as a whole before it is moved into place.
_FLUSHES = "OGR_SQLITE_SYNCHRONOUS"
_STATES = frozenset({"ok", "rounded", "suppressed", "missing"})


def write_geodata(published: Published, folder: Path) -> tuple[Path, ...]:
    """Write ``result.gpkg``, a GeoParquet file per layer, and ``dictionary.csv``.

    A column of people has its status beside it; where that is not ``ok`` the number is empty.

    Returns
    -------
    tuple
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    package = folder / "result.gpkg"
    package.unlink(missing_ok=True)
    written = [package]
    options = {_CLOCK: f"{published.head.date:%Y-%m-%d}T00:00:00.000Z", _FLUSHES: "OFF"}
    before = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        for name in (*GEODATA, *(each for each in GROUND if len(getattr(published, each)))):
            frame = layer(published, name)
            pyogrio.write_dataframe(
                frame,
                package,
                layer=name,
                driver="GPKG",
                geometry_type="Point" if name == "sites" else "MultiPolygon",
                promote_to_multi=name != "sites",
            )
            path = folder / f"{name}.parquet"
            write_parquet(frame, path, index=False)
            written.append(path)
        for name, columns in PLAIN.items():
            if len(getattr(published, name)):
                written.append(_write_plain(published, name, columns, package))
    finally:
        pyogrio.set_gdal_config_options(before)
    dictionary = folder / "dictionary.csv"
    _write_dictionary(dictionary, Words(translator(published.head.language)))
    return (*written, dictionary)


def _write_plain(
    published: Published, name: str, columns: Sequence[Indicator], package: Path
) -> Path:
    """A table without geometry, to be joined by ``subject_id``."""
    frame = pd.DataFrame(_held(records(getattr(published, name)), columns))
    pyogrio.write_dataframe(frame, package, layer=name, driver="GPKG")
    path = package.with_name(f"{name}.parquet")
    write_parquet(frame, path, index=False)
    return path


def layer(published: Published, name: str) -> gpd.GeoDataFrame:
    """One layer with its published columns, the status beside each count, and its geometry."""
    frame: gpd.GeoDataFrame = getattr(published, name)
    columns = TABLES[name]
    held = _held(records(frame, columns[0].name), columns)
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    return gpd.GeoDataFrame(held, geometry=gpd.GeoSeries(shapes, crs=frame.crs))


def _held(rows: Sequence[Row], columns: Sequence[Indicator]) -> dict[str, pd.Series]:
    held: dict[str, pd.Series] = {}
    for column in columns:
        if rows and column.name not in rows[0]:
            continue
        held[column.name] = _values(rows, column)
        if column.counts:
            held[f"{column.name}_status"] = _texts([_said(row, column.name) for row in rows])
    return held


def _said(row: Row, name: str) -> str:
    """Status of a count; what claims to be ok but holds no number is missing."""
    given = text(row, f"{name}_status") or "ok"
    if given in SHOWN and number(row, name) is None:
        return "missing"
    return given if given in _STATES else "missing"


def _values(rows: Sequence[Row], column: Indicator) -> pd.Series:
    if column.form in {"text", "status"}:
        return _texts([text(row, column.name) or None for row in rows])
    if column.form == "flag":
        return pd.Series([truth(row, column.name) for row in rows], dtype="boolean")
    numbers = pd.Series([number(row, column.name) for row in rows], dtype="float64")
    if column.form == "count" and bool((numbers.dropna() % 1 == 0).all()):
        return numbers.astype("Int64")
    return numbers


def _texts(values: Sequence[str | None]) -> pd.Series:
    return pd.Series(list(values), dtype="str")


def _write_dictionary(path: Path, words: Words) -> None:
    """Columns of every table, for Excel in Swedish and for everybody else: UTF-8, semicolons.

    Tables that only the workbook has hold no status columns: there a cell says it itself.
    """
    t, code_word = words.t, FORMS["status"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow([t("Layer"), t("Column"), t("Label"), t("Meaning"), t("Written as")])
        for name, columns in TABLES.items():
            in_files = name in GEODATA or name in PLAIN or name in GROUND
            for described_column in described(columns, words, twins=in_files):
                out.writerow([name, *described_column])
        out.writerow(["*", "*_status", t("Small numbers"), t(SUMS), t(code_word)])
