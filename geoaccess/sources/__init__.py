"""Sources: a raw file becomes a tidy table of our columns, with where it came from.

Everything is read as text with the file's row numbers first and typed after, so that a fault
can be told with its row. Names are imported when used: reading needs GDAL, which is slow to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.sources.areas import read_areas, read_districts, read_responsibility
    from geoaccess.sources.background import read_background, read_background_with_provenance
    from geoaccess.sources.buildings import read_buildings
    from geoaccess.sources.forecast import read_forecast
    from geoaccess.sources.grid import read_grid
    from geoaccess.sources.listing import read_listing
    from geoaccess.sources.mapping import SourceTable
    from geoaccess.sources.provenance import Provenance, provenance_of
    from geoaccess.sources.sites import read_sites
    from geoaccess.sources.statistics import read_statistics
    from geoaccess.sources.tables import (
        read_kommuner,
        read_register,
        read_regso_key,
        read_table,
        read_times,
    )
    from geoaccess.sources.timetables import read_timetables
    from geoaccess.sources.vintage_key import read_vintage_key

__all__ = [
    "Provenance",
    "SourceTable",
    "provenance_of",
    "read_areas",
    "read_background",
    "read_background_with_provenance",
    "read_buildings",
    "read_districts",
    "read_forecast",
    "read_grid",
    "read_kommuner",
    "read_listing",
    "read_register",
    "read_regso_key",
    "read_responsibility",
    "read_sites",
    "read_statistics",
    "read_table",
    "read_times",
    "read_timetables",
    "read_vintage_key",
]

_HOMES = {
    "Provenance": "provenance",
    "SourceTable": "mapping",
    "provenance_of": "provenance",
    "read_areas": "areas",
    "read_background": "background",
    "read_background_with_provenance": "background",
    "read_buildings": "buildings",
    "read_districts": "areas",
    "read_forecast": "forecast",
    "read_grid": "grid",
    "read_kommuner": "tables",
    "read_listing": "listing",
    "read_register": "tables",
    "read_regso_key": "tables",
    "read_responsibility": "areas",
    "read_sites": "sites",
    "read_statistics": "statistics",
    "read_table": "tables",
    "read_times": "tables",
    "read_timetables": "timetables",
    "read_vintage_key": "vintage_key",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"geoaccess.sources.{_HOMES[name]}"), name)
