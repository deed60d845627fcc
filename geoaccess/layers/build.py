"""From a study's files to its layers, in order: areas, units, points, sites, totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from geoaccess import sources
from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.areas import build_areas, name_by_places
from geoaccess.layers.balance import balance_of
from geoaccess.layers.points import build_points
from geoaccess.layers.register import build_register
from geoaccess.layers.sites import build_sites
from geoaccess.layers.units import build_units, name_units_of_areas

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas as gpd
    import pandas as pd

    from geoaccess.errors import Notice
    from geoaccess.sources import Provenance, SourceTable
    from geoaccess.study import Study

__all__ = ["Layers", "build_layers"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What a study is made of, checked against each other.

    Attributes
    ----------
    areas, units, points, sites
        Frames with the columns of `geoaccess.tables`, indexed by their ids, geometry in the
        study's CRS.
    register
        GSA and KSA per unit, or None where no register was given.
    background
        What the map draws behind, by role.
    balance
        People by areas, points and units, and the difference: zero, or named.
    """

    areas: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    register: pd.DataFrame | None
    balance: pd.DataFrame
    background: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    provenance: tuple[Provenance, ...] = ()
    notices: tuple[Notice, ...] = ()


def build_layers(study: Study) -> Layers:
    """Read a study's files and put them together.

    Raises
    ------
    InputError
        If a file is refused; all faults of all the files read so far are in it.
    """
    read = _read_all(study)
    found = NoticeList()
    for table in read.tables:
        found.extend(table.notices)

    areas = build_areas(study, read.areas, read.statistics, found)
    units = build_units(study, areas, read.kommuner, read.districts, found)
    points = build_points(areas, units, read.grid, found)
    areas = name_units_of_areas(areas, points, found)
    sites = build_sites(read.sites, units, found)
    register = build_register(read.register, units, sites, found)
    balance = balance_of(areas, points, units, found)
    if found.errors:
        raise InputError(found.errors)
    background, drawn_from = read.background
    areas = name_by_places(areas, background.get("places"))
    return Layers(
        areas=areas,
        units=units,
        points=points,
        sites=sites,
        register=register,
        balance=balance,
        background=background,
        provenance=(
            *(table.provenance for table in read.tables),
            *(() if drawn_from is None else (drawn_from,)),
        ),
        notices=tuple(found),
    )


@dataclass(slots=True)
class _Read:
    areas: SourceTable
    statistics: tuple[SourceTable, ...]
    sites: tuple[SourceTable, ...]
    kommuner: SourceTable | None
    districts: SourceTable | None
    grid: SourceTable | None
    register: SourceTable | None
    background: tuple[Mapping[str, gpd.GeoDataFrame], Provenance | None]

    @property
    def tables(self) -> tuple[SourceTable, ...]:
        optional = (self.kommuner, self.districts, self.grid, self.register)
        given = tuple(table for table in optional if table is not None)
        return (self.areas, *self.statistics, *self.sites, *given)


def _read_all(study: Study) -> _Read:
    """Read every file before judging any, so that one run names all the files' faults."""
    faults = NoticeList()

    def attempt(reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except InputError as error:
            faults.extend(error.notices)
            return None

    areas = attempt(lambda: sources.read_areas(study))
    codes = () if areas is None else tuple(areas.frame["area_id"])
    statistics = [
        attempt(partial(sources.read_statistics, study, one, f"statistics[{i}]", expected=codes))
        for i, one in enumerate(study.inputs.statistics)
    ]
    sites = attempt(lambda: sources.read_sites(study))
    kommuner = attempt(lambda: sources.read_kommuner(study))
    districts = attempt(lambda: sources.read_districts(study))
    grid = attempt(lambda: sources.read_grid(study))
    register = attempt(lambda: sources.read_register(study))
    background = attempt(lambda: sources.read_background_with_provenance(study))
    if len(faults):
        raise InputError(faults)
    assert areas is not None
    return _Read(
        areas,
        tuple(table for table in statistics if table is not None),
        sites or (),
        kommuner,
        districts,
        grid,
        register,
        background or ({}, None),
    )
