"""Coordinate systems: what a file says, tested against where its numbers fall.

A study's coordinate system is made for one part of the world: Sweden for SWEREF 99 TM, six degrees
of longitude for a UTM zone. Numbers that fall elsewhere are in another system, or swapped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geoaccess.errors import ConfigError, InputError
from geoaccess.messages import N_, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geoaccess.sources.mapping import Loaded
    from geoaccess.study import Study

__all__ = [
    "Extent",
    "crs_of",
    "extent_of",
    "in_study_crs",
    "label",
    "likely_crs",
    "study_crs",
    "tell_outside",
    "transformed",
]

SWEREF, _WGS84 = "EPSG:3006", "EPSG:4326"
_EAST = (250_000.0, 930_000.0)
_NORTH = (6_100_000.0, 7_700_000.0)
_EVERYWHERE = (_WGS84, "EPSG:3857")
# RT 90 and the local SWEREF zones are what Swedish files come in besides.
_IN_SWEDEN = ("EPSG:3021", *(f"EPSG:{n}" for n in range(3007, 3019)))


@dataclass(frozen=True, slots=True)
class Extent:
    """Where on Earth coordinates of the study's system can lie.

    Attributes
    ----------
    crs
        The study's coordinate system.
    place
        What to call the extent in a message.
    bounds
        West, south, east, north in degrees: the area the system is made for. SWEREF 99 TM has
        narrower limits of its own, those of Sweden in metres.
    """

    crs: str
    place: Phrase | str
    bounds: tuple[float, float, float, float]

    def holds(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which coordinates, in the study's system, lie inside."""
        if self.crs == SWEREF:
            return _between(x, _EAST) & _between(y, _NORTH)
        west, south, east, north = self.bounds
        lon, lat = transformed(x, y, self.crs, _WGS84)
        # A system across the 180th meridian has its west east of its east.
        inside = _between(lon, (west, east)) if west <= east else ~_between(lon, (east, west))
        return inside & _between(lat, (south, north))

    @property
    def likely_crs(self) -> tuple[str, ...]:
        """Systems a file about this place may be in, the likeliest first."""
        return (self.crs, *_EVERYWHERE, *(_IN_SWEDEN if self.crs == SWEREF else ()))


def _between(values: NDArray[np.float64], limits: tuple[float, float]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (values >= limits[0]) & (values <= limits[1])
    return inside


def extent_of(study: Study) -> Extent:
    """Give the part of the world that the study's coordinate system is made for.

    Raises
    ------
    ConfigError
        The system is not known, or does not measure in metres.
    """
    crs = study_crs(study)
    place = Phrase(N_("Sweden")) if study.study.crs == SWEREF else crs.name
    area = crs.area_of_use
    bounds = (-180.0, -90.0, 180.0, 90.0) if area is None else area.bounds
    return Extent(study.study.crs, place, bounds)


_STUDY, _KEY = "study.toml", "study.crs"


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
        raise ConfigError.of("GA-G004", file=_STUDY, column=_KEY, value=name) from error
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        raise ConfigError.of("GA-G001", file=_STUDY, column=_KEY, value=name)
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
    if stated is not None and not (stated.is_geographic or stated.is_projected):
        stated = None  # "undefined" is a system too, and says nothing of places on Earth
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
    likely = _likely(extent_of(loaded.study), geometry)
    raise InputError.of("GA-G002", file=loaded.file, likely=likely)


def in_study_crs(loaded: Loaded, geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Convert geometry to the study's coordinate system and see that it falls in its extent.

    Raises
    ------
    InputError
        With the coordinate system the file states, its numbers fall elsewhere.
    """
    target = study_crs(loaded.study)
    extent = extent_of(loaded.study)
    crs = crs_of(loaded)
    plain = gpd.GeoSeries(geometry.to_numpy(), index=geometry.index, crs=crs)
    if not crs.equals(target, ignore_axis_order=True):
        loaded.found.add("GA-G006", file=loaded.file, value=label(crs), crs=loaded.study.study.crs)
    try:
        moved = plain.to_crs(target)
    except ProjError as error:
        raise InputError.of("GA-G004", file=loaded.file, value=label(crs)) from error
    # Most of it, not all: the sea and a neighbour's places may lie a little outside.
    x, y = _middles(moved)
    if len(x) and np.median(extent.holds(x, y)) < 1:
        raise InputError.of(
            "GA-G003",
            file=loaded.file,
            value=label(crs),
            place=extent.place,
            likely=_likely(extent, plain),
        )
    return moved.set_crs(loaded.study.study.crs, allow_override=True)


def tell_outside(loaded: Loaded, geometry: gpd.GeoSeries, names: Sequence[str]) -> None:
    """Refuse each row whose shape, in the study's system, lies outside the system's extent."""
    bounds = geometry.bounds.to_numpy()
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    there = ~np.isnan(bounds).any(axis=1)
    for i in np.flatnonzero(there & ~extent_of(loaded.study).holds(x, y)):
        loaded.found.add(
            "GA-G012",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            value=f"{x[i]:.0f} {y[i]:.0f}",
            name=names[int(i)],
        )


def _middles(geometry: gpd.GeoSeries) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle of each shape's bounds, of those that have any."""
    bounds = geometry.bounds.to_numpy()
    there = ~np.isnan(bounds).any(axis=1)
    west, south, east, north = bounds[there].T
    return (west + east) / 2, (south + north) / 2


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


def likely_crs(study: Study, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[str, ...]:
    """Every system in which all of the coordinates fall where the study's can lie."""
    extent = extent_of(study)
    return tuple(
        crs
        for crs in extent.likely_crs
        if len(x) and extent.holds(*transformed(x, y, crs, extent.crs)).all()
    )


def _likely(extent: Extent, geometry: gpd.GeoSeries) -> str:
    x, y = _middles(geometry)
    for crs in extent.likely_crs:
        for first, second, how in ((x, y, ""), (y, x, " (x, y exchanged)")):
            if len(x) and extent.holds(*transformed(first, second, crs, extent.crs)).all():
                return crs + how
    return "-"
