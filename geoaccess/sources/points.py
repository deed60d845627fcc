"""Where each row lies: east/north, lat/lon or the file's geometry, with swapped axes found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geoaccess.errors import InputError, telling_beside
from geoaccess.messages.shapes import shape_word
from geoaccess.sources.crs import (
    extent_of,
    in_study_crs,
    likely_crs,
    study_crs,
    tell_outside,
    transformed,
)

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from geoaccess.sources.mapping import Loaded

__all__ = ["place_points"]

_WGS84 = "EPSG:4326"
_MOST_DEGREES = 180
_APART_M = 200.0
_METRES = ("east", "north")
_DEGREES = ("lon", "lat")
_USED = {_METRES: "east/north", _DEGREES: "lat/lon"}


def place_points(loaded: Loaded, frame: pd.DataFrame) -> gpd.GeoSeries:
    """Point of each row in the study's coordinate system; faults go to ``loaded.found``.

    Parameters
    ----------
    loaded
        The file. East and north are in the input's ``crs``, the study's if none is given;
        lat and lon are WGS 84.
    frame
        Its typed columns. Where both pairs are given, east and north are used, and lat and lon
        in rows without them.

    Raises
    ------
    InputError
        The file gives no place in any of the ways.
    """
    study_crs(loaded.study)
    pairs = [pair for pair in (_METRES, _DEGREES) if set(pair) <= set(frame)]
    if not pairs:
        return _own_geometry(loaded, frame)
    placed = {pair: _placed(loaded, frame, pair) for pair in pairs}
    x, y = (axis.copy() for axis in placed[pairs[0]])
    if len(pairs) > 1:
        loaded.found.add("GA-G015", file=loaded.file, used=_USED[_METRES])
        _tell_apart(loaded, frame, placed)
        empty = np.isnan(x)
        x[empty], y[empty] = (axis[empty] for axis in placed[_DEGREES])
    _refuse_missing(loaded, frame, x, pairs[0])
    _refuse_outside(loaded, frame, (x, y), pairs)
    return gpd.GeoSeries(gpd.points_from_xy(x, y), crs=loaded.study.study.crs, name="geometry")


def _placed(
    loaded: Loaded, frame: pd.DataFrame, pair: tuple[str, str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Convert a pair of columns; missing where either is missing, or both are zero."""
    x, y = (frame[name].to_numpy(np.float64) for name in pair)
    nowhere = np.isnan(x) | np.isnan(y) | ((x == 0) & (y == 0))
    if pair == _DEGREES:
        for name, values in zip(pair, (x, y), strict=True):
            for i in np.flatnonzero(np.abs(values) > _MOST_DEGREES):
                loaded.found.add(
                    "GA-G013",
                    file=loaded.file,
                    row=int(loaded.text.lines[i]),
                    column=loaded.given.columns.get(name, name),
                    value=f"{values[i]:g}",
                )
    source = _WGS84 if pair == _DEGREES else loaded.given.crs or loaded.study.study.crs
    x, y = transformed(
        np.where(nowhere, np.nan, x), np.where(nowhere, np.nan, y), source, loaded.study.study.crs
    )
    beyond = ~np.isfinite(x) | ~np.isfinite(y)
    lost = np.where(nowhere, np.nan, np.inf)
    return np.where(beyond, lost, x), np.where(beyond, lost, y)


def _tell_apart(
    loaded: Loaded,
    frame: pd.DataFrame,
    placed: dict[tuple[str, str], tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> None:
    (x, y), (lon_x, lat_y) = placed[_METRES], placed[_DEGREES]
    known = np.isfinite(x) & np.isfinite(lon_x)
    metres = np.hypot(np.where(known, x - lon_x, 0), np.where(known, y - lat_y, 0))
    for i in np.flatnonzero(metres > _APART_M):
        loaded.found.add(
            "GA-G014",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            name=_name(frame, int(i)),
            metres=round(float(metres[i])),
            used=_USED[_METRES],
        )


def _name(frame: pd.DataFrame, i: int) -> str:
    for column in ("name", "site_id"):
        if column in frame and isinstance(frame[column].iloc[i], str):
            return str(frame[column].iloc[i])
    return f"#{i + 1}"


def _refuse_missing(
    loaded: Loaded, frame: pd.DataFrame, x: NDArray[np.float64], pair: tuple[str, str]
) -> None:
    columns = [loaded.given.columns.get(name, name) for name in pair]
    unread = {(n.row, n.column) for n in loaded.found.errors}
    for i in np.flatnonzero(np.isnan(x)):
        row = int(loaded.text.lines[i])
        if not any((row, column) in unread for column in columns):
            loaded.found.add(
                "GA-G011",
                file=loaded.file,
                row=row,
                column=" / ".join(columns),
                name=_name(frame, int(i)),
            )


def _refuse_outside(
    loaded: Loaded,
    frame: pd.DataFrame,
    point: tuple[NDArray[np.float64], NDArray[np.float64]],
    pairs: list[tuple[str, str]],
) -> None:
    x, y = point
    known = ~np.isnan(x)
    outside = known & ~extent_of(loaded.study).holds(x, y)
    if not outside.any():
        return
    swapped = _swapped(loaded, frame, pairs[0])
    if known.any() and outside[known].all() and swapped[known].all():
        names = [loaded.given.columns.get(name, name) for name in reversed(pairs[0])]
        loaded.found.add(
            "GA-G010",
            file=loaded.file,
            pair=" / ".join(names),
            n=int(swapped.sum()),
            total=int(known.sum()),
        )
        return
    first, second = (frame[name].to_numpy(np.float64) for name in pairs[0])
    likely = likely_crs(loaded.study, first[known], second[known])
    if outside[known].all() and known.sum() > 1 and likely and pairs[0] == _METRES:
        loaded.found.add(
            "GA-G003",
            file=loaded.file,
            column=" / ".join(loaded.given.columns.get(name, name) for name in pairs[0]),
            value=loaded.given.crs or loaded.study.study.crs,
            place=extent_of(loaded.study).place,
            likely=likely,
        )
        return
    told = {n.row for n in loaded.found.errors}
    for i in np.flatnonzero(outside):
        if int(loaded.text.lines[i]) in told:
            continue
        loaded.found.add(
            "GA-G012",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            value=f"{first[i]:.10g} {second[i]:.10g}",
            name=_name(frame, int(i)),
        )


def _swapped(loaded: Loaded, frame: pd.DataFrame, pair: tuple[str, str]) -> NDArray[np.bool_]:
    """Whether each row falls in the region when its two coordinates change places."""
    first, second = (frame[name].to_numpy(np.float64) for name in pair)
    source = _WGS84 if pair == _DEGREES else loaded.given.crs or loaded.study.study.crs
    exchanged = transformed(second, first, source, loaded.study.study.crs)
    return extent_of(loaded.study).holds(*exchanged)


def _own_geometry(loaded: Loaded, frame: pd.DataFrame) -> gpd.GeoSeries:
    geometry = loaded.text.geometry
    if geometry is None:
        with telling_beside(loaded.found):
            raise InputError.of("GA-G017", file=loaded.file)
    for i, shape in enumerate(geometry.to_numpy()):
        row = int(loaded.text.lines[i])
        if shape is None or shape.is_empty:
            loaded.found.add("GA-G020", file=loaded.file, row=row, value=f"#{row}")
        elif shape.geom_type not in {"Point", "Polygon", "MultiPolygon"}:
            loaded.found.add(
                "GA-G021",
                file=loaded.file,
                row=row,
                value=f"#{row}",
                found=shape_word(shape.geom_type),
            )
    InputError.refuse(loaded.found)
    moved = in_study_crs(loaded, geometry)
    tell_outside(loaded, moved, [_name(frame, i) for i in range(len(frame))])
    # A building drawn as a polygon stands at a point inside it.
    shapes = shapely.point_on_surface(shapely.force_2d(moved.to_numpy()))
    return gpd.GeoSeries(shapes, crs=moved.crs, name="geometry")
