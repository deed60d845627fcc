"""From a study's files to its layers, in order: areas, units, points, sites, totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoaccess.errors import InputError, NoticeList, telling_beside
from geoaccess.layers.areas import build_areas, name_by_places
from geoaccess.layers.balance import balance_of
from geoaccess.layers.forecast import Outlook, apply_forecast
from geoaccess.layers.listing import Listing, build_listing
from geoaccess.layers.merged_areas import merge_small_areas
from geoaccess.layers.points import build_points
from geoaccess.layers.read import read_files
from geoaccess.layers.register import build_register
from geoaccess.layers.responsibility import build_responsibility
from geoaccess.layers.sites import build_sites
from geoaccess.layers.units import build_units, name_units_of_areas
from geoaccess.layers.vintages import convert_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from geoaccess.errors import Notice
    from geoaccess.layers.read import Files
    from geoaccess.sources import Provenance
    from geoaccess.sources.streets import Streets
    from geoaccess.study import Study

__all__ = ["Layers", "build_layers"]


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
    responsibility
        How far the study's own areas of responsibility follow the units, or None without any.
    listing
        Where people are listed, or None where the study does not say.
    streets
        As drawn, with their tags; None where times are estimates or given.
    background
        What the map draws behind, by role.
    balance
        People by areas, points and units, and the difference: zero, or named.
    forecast
        The year that the people are forecast for, and by what; None where they are today's.
    today
        Areas and points with today's people, where the others are a forecast's.
    """

    areas: gpd.GeoDataFrame
    units: gpd.GeoDataFrame
    points: gpd.GeoDataFrame
    sites: gpd.GeoDataFrame
    register: pd.DataFrame | None
    balance: pd.DataFrame
    responsibility: pd.DataFrame | None = None
    listing: Listing | None = None
    forecast: Outlook | None = None
    today: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame] | None = None
    streets: Streets | None = None
    background: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    provenance: tuple[Provenance, ...] = ()
    notices: tuple[Notice, ...] = ()


def build_layers(study: Study, *, longest_trip_m: float = 0) -> Layers:
    """Read a study's files and put them together.

    Parameters
    ----------
    study
        The study.
    longest_trip_m
        Metres of the longest trip along streets: they are read as far as such trips may go.

    Raises
    ------
    InputError
        If a file is refused; all faults of all the files read so far are in it.
    """
    files = read_files(study, longest_trip_m=longest_trip_m)
    found = NoticeList(files.notices)
    with telling_beside(found):
        return _together(study, files, found)


def _together(study: Study, files: Files, found: NoticeList) -> Layers:
    converted = convert_tables(study, files, found)
    areas = build_areas(
        study,
        files.areas,
        converted.tables,
        found,
        key_file=files.regso_key,
        grid=files.grid,
    )
    if converted.change is not None:
        areas["vintage_change"] = converted.change.reindex(areas.index)
    units = build_units(study, areas, files.kommuner, files.districts, found)
    cut = "" if files.districts is None else files.districts.provenance.path
    points = build_points(
        areas,
        units,
        files.grid,
        files.streets[0],
        found,
        districts=cut,
        buildings=files.buildings,
        by="grid" if study.places is None else study.places.by,
    )
    areas = name_units_of_areas(areas, points, found)
    today = areas, points
    areas, points, outlook = apply_forecast(study, *today, files.forecast, found)
    sites = build_sites(files.sites, units, found)
    register = build_register(files.register, units, sites, found)
    responsibility = build_responsibility(files.responsibility, units, found)
    listing = build_listing(
        study,
        files.listing,
        *today,
        units=units,
        sites=sites,
        boundaries=files.areas.provenance,
        found=found,
    )
    background = files.background.layers
    areas = name_by_places(areas, background.get("places"))
    areas, points = merge_small_areas(study, files, areas, points, found)
    balance = balance_of(areas, points, units, found)
    InputError.refuse(found)
    return Layers(
        areas=areas,
        units=units,
        points=points,
        sites=sites,
        register=register,
        responsibility=responsibility,
        listing=listing,
        balance=balance,
        forecast=outlook,
        today=None if outlook is None else today,
        streets=files.streets[0],
        background=background,
        provenance=files.provenance,
        notices=tuple(found),
    )
