"""Every file of a study, read before any is judged: one run names all the files' faults."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import geopandas as gpd
import numpy as np
import shapely

from geoaccess import sources
from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.provenance import provenance_of
from geoaccess.sources.streets import extent_of_trips, read_streets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from geoaccess.errors import Notice
    from geoaccess.sources import Provenance, SourceTable
    from geoaccess.sources.background import Background
    from geoaccess.sources.streets import Bounds, Streets
    from geoaccess.sources.timetables import Feed
    from geoaccess.study import StatisticsInput, Study

__all__ = ["Files", "read_files"]

T = TypeVar("T")
# Streets this far outside the region are kept however short the trips: by them it shows which
# streets hang together.
_BESIDE_M = 30_000
# Where reading ends does not follow the outermost site to the metre: as long as the streets are the
# same, so are the times that a run has kept.
_STEP_M = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of a study as tidy tables, each good in itself, and what was noticed in them."""

    areas: SourceTable
    statistics: tuple[SourceTable, ...]
    keys: tuple[SourceTable | None, ...]
    sites: tuple[SourceTable, ...]
    kommuner: SourceTable | None
    districts: SourceTable | None
    grid: SourceTable | None
    buildings: SourceTable | None
    regso_key: SourceTable | None
    register: SourceTable | None
    responsibility: SourceTable | None
    listing: SourceTable | None
    forecast: SourceTable | None
    timetables: tuple[Feed, ...]
    streets: tuple[Streets | None, Provenance | None]
    background: Background
    notices: tuple[Notice, ...]

    @property
    def told(self) -> tuple[SourceTable | Feed, ...]:
        """All that is read into tables, timetables last."""
        return (*self.tables, *self.timetables)

    @property
    def tables(self) -> tuple[SourceTable, ...]:
        """All that is a table, in the order of the study file."""
        optional = (
            *(self.kommuner, self.districts, self.grid, self.regso_key, self.register),
            *(self.responsibility, self.listing, self.forecast, self.buildings),
        )
        given = tuple(table for table in optional if table is not None)
        keys = tuple(table for table in self.keys if table is not None)
        return (self.areas, *self.statistics, *keys, *self.sites, *given)

    @property
    def provenance(self) -> tuple[Provenance, ...]:
        """Where everything came from."""
        others = (self.background.provenance, self.streets[1])
        return (
            *(one.provenance for one in self.told),
            *(one for one in others if one is not None),
        )


def read_files(study: Study, *, longest_trip_m: float = 0) -> Files:
    """Read what a study names, all but travel times: those are about points made of the rest.

    Parameters
    ----------
    study
        The study.
    longest_trip_m
        Metres of the longest trip along streets: they are read as far as such trips may go.

    Raises
    ------
    InputError
        All faults of all the files, and beside them what was noticed in the others.
    """
    found = NoticeList()

    def attempt(reader: Callable[[], T]) -> T | None:
        try:
            return reader()
        except InputError as error:
            found.extend((*error.notices, *error.beside))
            return None

    def table(reader: Callable[[], SourceTable | None]) -> SourceTable | None:
        read = attempt(reader)
        found.extend(() if read is None else read.notices)
        return read

    areas = table(lambda: sources.read_areas(study))
    codes = () if areas is None else tuple(areas.frame["area_id"])
    keys = [
        table(partial(_read_key, study, one, i)) for i, one in enumerate(study.inputs.statistics)
    ]
    statistics = [
        table(
            partial(
                sources.read_statistics,
                study,
                one,
                f"statistics[{i}]",
                expected=_expected(one, key, codes),
            )
        )
        for i, (one, key) in enumerate(zip(study.inputs.statistics, keys, strict=True))
    ]
    sites = attempt(lambda: sources.read_sites(study)) or ()
    found.extend(notice for one in sites for notice in one.notices)
    kommuner = table(lambda: sources.read_kommuner(study))
    districts = table(lambda: sources.read_districts(study))
    grid = table(lambda: sources.read_grid(study))
    buildings = table(lambda: sources.read_buildings(study))
    regso_key = table(lambda: sources.read_regso_key(study, expected=codes))
    register = table(lambda: sources.read_register(study))
    responsibility = table(lambda: sources.read_responsibility(study))
    ids = {site for one in sites for site in one.frame["site_id"]}
    listing = table(lambda: sources.read_listing(study, areas=codes, sites=ids))
    forecast = None if areas is None else table(lambda: sources.read_forecast(study, areas))
    shapes = None if areas is None else gpd.GeoDataFrame(areas.frame)
    timetables = attempt(lambda: sources.read_timetables(study, areas=shapes)) or ()
    found.extend(notice for feed in timetables for notice in feed.notices)
    streets, streets_from = (
        attempt(lambda: _read_streets(study, areas, sites, longest_trip_m))
        if areas is not None
        else None
    ) or (None, None)
    found.extend(() if streets is None else streets.notices)
    background = attempt(lambda: sources.read_background_with_provenance(study))
    found.extend(() if background is None else background.notices)
    InputError.refuse(found)
    assert areas is not None
    assert background is not None
    return Files(
        areas=areas,
        statistics=tuple(one for one in statistics if one is not None),
        keys=tuple(keys),
        sites=sites,
        kommuner=kommuner,
        districts=districts,
        grid=grid,
        buildings=buildings,
        regso_key=regso_key,
        register=register,
        responsibility=responsibility,
        listing=listing,
        forecast=forecast,
        timetables=timetables,
        streets=(streets, streets_from),
        background=background,
        notices=tuple(found),
    )


def _read_key(study: Study, one: StatisticsInput, number: int) -> SourceTable | None:
    """Read what converts a table to the areas' vintage: a key file, or its own boundaries."""
    if one.key is not None:
        return sources.read_vintage_key(study, one, f"vintage_key[{number}]")
    if one.boundaries is not None:
        return sources.read_areas(study, one.boundaries, f"old_areas[{number}]")
    return None


def _expected(
    one: StatisticsInput, key: SourceTable | None, codes: Collection[str]
) -> Collection[str]:
    """Codes that a table is known to hold, to put lost leading zeros back."""
    if key is not None:
        return tuple(key.frame["from_id" if "from_id" in key.frame else "area_id"])
    return codes if one.level == "area" else ()


def _read_streets(
    study: Study, areas: SourceTable, sites: Collection[SourceTable], longest_trip_m: float
) -> tuple[Streets, Provenance] | tuple[None, None]:
    given = study.inputs.streets
    if given is None:
        return None, None
    west, south, east, north = map(float, gpd.GeoDataFrame(areas.frame).total_bounds)
    streets = read_streets(
        study.file(given),
        study.study.crs,
        keep=(west, south, east, north),
        around=_around((west, south, east, north), sites, longest_trip_m),
        name=given.path.as_posix(),
    )
    rows = len(streets.way_tags)
    return streets, provenance_of(study, given, "streets", rows=rows, reader="streets")


def _around(region: Bounds, sites: Collection[SourceTable], longest_trip_m: float) -> Bounds:
    """As far as trips go between the region and its sites, and not less than beside the region.

    Outwards to whole steps.
    """
    geometry = [one.frame["geometry"].to_numpy() for one in sites]
    x, y = shapely.get_coordinates(np.concatenate(geometry) if geometry else []).T
    trips = shapely.box(*extent_of_trips(region, x, y, longest_trip_m))
    beside = shapely.buffer(shapely.box(*region), _BESIDE_M, join_style="mitre")
    west, south, east, north = map(float, shapely.total_bounds([trips, beside]) / _STEP_M)
    whole = math.floor(west), math.floor(south), math.ceil(east), math.ceil(north)
    west, south, east, north = (float(side * _STEP_M) for side in whole)
    return west, south, east, north
