"""Coordinate systems: what a file says, tested against where its numbers fall."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geoaccess.errors import ConfigError, InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.mapping import Loaded
    from geoaccess.study import Study

__all__ = [
    "crs_of",
    "in_study_crs",
    "in_sweden",
    "knows_sweden",
    "label",
    "study_crs",
    "transformed",
]

SWEREF = "EPSG:3006"
_EAST = (250_000.0, 930_000.0)
_NORTH = (6_100_000.0, 7_700_000.0)
# RT 90, Web Mercator and the local SWEREF zones are what Swedish files come in besides.
_LIKELY = (SWEREF, "EPSG:4326", "EPSG:3021", "EPSG:3857", *(f"EPSG:{n}" for n in range(3007, 3019)))


@cache
def _crs(text: str) -> CRS:
    return CRS.from_user_input(text)


def study_crs(study: Study) -> CRS:
    """Coordinate system the study measures in.

    Raises
    ------
    ConfigError
        Unknown, or not in metres: distances and areas would be wrong.
    """
    name = study.study.crs
    try:
        crs = _crs(name)
    except CRSError as error:
        raise ConfigError.of("GA-G004", value=name) from error
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        raise ConfigError.of("GA-G001", value=name)
    return crs


def label(crs: CRS) -> str:
    """Short name of a coordinate system, its EPSG code where it has one."""
    epsg = crs.to_epsg()
    return f"EPSG:{epsg}" if epsg else crs.name


def crs_of(loaded: Loaded) -> CRS:
    """Coordinate system of a file's geometry: the study's word, else the file's.

    Raises
    ------
    InputError
        Neither says one; the message names what the numbers look like.
    """
    geometry = loaded.text.geometry
    stated: CRS | None = None if geometry is None else geometry.crs
    if loaded.given.crs is not None:
        try:
            given = _crs(loaded.given.crs)
        except CRSError as error:
            raise InputError.of("GA-G004", file=loaded.file, value=loaded.given.crs) from error
        if stated is not None and not stated.equals(given, ignore_axis_order=True):
            loaded.found.add("GA-G005", file=loaded.file, value=label(stated), crs=loaded.given.crs)
        return given
    if stated is not None:
        return stated
    assert geometry is not None
    raise InputError.of("GA-G002", file=loaded.file, likely=_likely(*_corners(geometry)))


def in_study_crs(loaded: Loaded, geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Convert geometry to the study's coordinate system and see that it falls in Sweden.

    Raises
    ------
    InputError
        With the coordinate system the file states, its numbers fall elsewhere.
    """
    target = study_crs(loaded.study)
    crs = crs_of(loaded)
    plain = gpd.GeoSeries(geometry.to_numpy(), index=geometry.index, crs=crs)
    if not crs.equals(target, ignore_axis_order=True):
        loaded.found.add("GA-G006", file=loaded.file, value=label(crs), crs=loaded.study.study.crs)
    moved = plain.to_crs(target)
    east, north = _corners(moved)
    # The middle, not the corners: the sea and a neighbour's places may lie a little outside.
    if (
        knows_sweden(loaded.study)
        and not in_sweden(east.mean(keepdims=True), north.mean(keepdims=True)).all()
    ):
        raise InputError.of(
            "GA-G003", file=loaded.file, value=label(crs), likely=_likely(*_corners(plain))
        )
    return moved.set_crs(loaded.study.study.crs, allow_override=True)


def knows_sweden(study: Study) -> bool:
    """Whether coordinates can be tested against Sweden's extent: in SWEREF 99 TM only."""
    return study.study.crs == SWEREF


def in_sweden(east: NDArray[np.float64], north: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether SWEREF 99 TM coordinates lie within Sweden's extent."""
    inside: NDArray[np.bool_] = (
        (east >= _EAST[0]) & (east <= _EAST[1]) & (north >= _NORTH[0]) & (north <= _NORTH[1])
    )
    return inside


def transformed(
    x: NDArray[np.float64], y: NDArray[np.float64], source: str, target: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Convert east/north (or lon/lat) coordinates; what cannot be converted is infinite."""
    if source == target:
        return x, y
    east, north = _transformer(source, target).transform(x, y)
    return np.asarray(east, dtype=float), np.asarray(north, dtype=float)


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _corners(geometry: gpd.GeoSeries) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    west, south, east, north = geometry.total_bounds
    return np.array([west, east]), np.array([south, north])


def _likely(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    for crs in _LIKELY:
        for first, second, how in ((x, y, ""), (y, x, " (x, y exchanged)")):
            if in_sweden(*transformed(first, second, crs, SWEREF)).all():
                return crs + how
    return "-"
