"""What each input file may hold: its columns by our names, which ``columns`` maps to the file's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.columns import Column, Table
from geoaccess.tables import AREAS, CNI_COUNTS, GROUPS, NO_CAR, REGISTER, SITES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.columns import Kind

__all__ = [
    "AREAS_FILE",
    "BACKGROUND_ROLES",
    "BUILDINGS_FILE",
    "DISTRICTS_FILE",
    "FILES",
    "FORECAST_FILE",
    "GRID_FILE",
    "KOMMUNER_FILE",
    "LISTED_FILE",
    "LISTING_FILE",
    "PLACE_COLUMNS",
    "REGISTER_FILE",
    "REGSO_KEY_FILE",
    "RESPONSIBILITY_FILE",
    "SITES_FILE",
    "STATISTICS_FILE",
    "TIMES_FILE",
    "VINTAGE_KEY_FILE",
]

_STATUSES = ("ok", "beyond_cutoff", "unreachable", "not_snapped", "no_service", "no_data")
_METHODS = ("streets", "straight_line", "table")
BACKGROUND_ROLES = ("water", "roads", "places")
PLACE_COLUMNS = ("east", "north", "lat", "lon")


def _column(
    name: str,
    kind: Kind,
    meaning: str,
    *,
    required: bool = False,
    must_fill: bool = False,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
) -> Column:
    return Column(
        name=name,
        kind=kind,
        unit=unit,
        meaning=meaning,
        required=required,
        must_fill=must_fill or required,
        low=low,
        high=high,
    )


def _taken(table: Table, *names: str) -> tuple[Column, ...]:
    return tuple(table.by_name[name] for name in names)


_PLACE = (
    _column("east", "number", "Easting in crs", unit="m"),
    _column("north", "number", "Northing in crs", unit="m"),
    _column("lat", "number", "Latitude (WGS 84)", unit="degrees", low=-90, high=90),
    _column("lon", "number", "Longitude (WGS 84)", unit="degrees", low=-180, high=180),
)
_COUNTS = tuple(
    replace(column, required=False, must_fill=False) for column in _taken(AREAS, "people", *GROUPS)
)

_REGSO = (
    _column("regso_id", "key", "Code of the RegSO that the area lies in"),
    _column("kommun_name", "text", "Name of the kommun"),
    _column("regso_name", "text", "Name of the RegSO"),
)

AREAS_FILE = Table(
    "areas",
    "area_id",
    (
        _column("area_id", "key", "Code of the area", required=True),
        _column("kommun_code", "key", "Kommun code, four digits"),
        _column("name", "text", "Name"),
        *_REGSO,
    ),
)
REGSO_KEY_FILE = Table(
    "regso_key",
    "area_id",
    (_column("area_id", "key", "Code of the area", required=True), *_REGSO),
)
VINTAGE_KEY_FILE = Table(
    "vintage_key",
    "",
    (
        _column("from_id", "key", "Code of the area in the older vintage", required=True),
        _column("to_id", "key", "Code of the area in the vintage wanted", required=True),
        _column("share", "number", "Part of the older area's people, 0-1", low=0, high=1),
        _column("change", "text", "What happened to the area"),
    ),
)
KOMMUNER_FILE = Table(
    "kommuner",
    "kommun_code",
    (
        _column("kommun_code", "key", "Kommun code, four digits", required=True),
        _column("name", "text", "Name", required=True),
    ),
)
DISTRICTS_FILE = Table(
    "districts",
    "unit_id",
    (
        _column("unit_id", "key", "Code of the stadsdelsområde", required=True),
        _column("name", "text", "Name", required=True),
        _column("kommun_code", "key", "Kommun code, four digits"),
    ),
)
STATISTICS_FILE = Table(
    "statistics",
    "area_id",
    (
        _column("area_id", "key", "Code of the area", required=True),
        *_COUNTS,
        *_taken(AREAS, *CNI_COUNTS, NO_CAR),
    ),
    whole=True,
)
FORECAST_FILE = Table(
    "forecast",
    "area_id",
    (_column("area_id", "key", "Code of the kommun or the area", required=True), *_COUNTS),
)
GRID_FILE = Table(
    "grid",
    "cell_id",
    (
        _column("cell_id", "key", "The cell's lower-left corner as SCB writes it"),
        *_PLACE[:2],
        replace(_COUNTS[0], required=True),
        *_COUNTS[1:],
    ),
    whole=True,
)
_WEIGHTS = (("dwellings", ""), ("floor_area", "m²"), ("storeys", ""))
BUILDINGS_FILE = Table(
    "buildings",
    "",
    (
        _column("building_id", "text", "What to call the building in messages"),
        *_PLACE,
        *(
            _column(name, "number", f"The building's {name}", unit=unit, low=0)
            for name, unit in _WEIGHTS
        ),
        replace(
            _column("use", "text", "home, or other: nobody lives there", must_fill=True),
            choices=("home", "other"),
        ),
    ),
)
SITES_FILE = Table("sites", "site_id", (*SITES.columns, *_PLACE))
REGISTER_FILE = Table("register", REGISTER.key, REGISTER.columns)
RESPONSIBILITY_FILE = Table(
    "responsibility",
    "unit_id",
    (
        _column("unit_id", "key", "The unit whose area of responsibility it is", required=True),
        _column("name", "text", "Name"),
    ),
)
TIMES_FILE = Table(
    "times",
    "",
    (
        _column("from_id", "key", "Origin", required=True),
        _column("to_id", "key", "Site", required=True),
        Column(
            name="travel_time",
            kind="number",
            unit="min",
            meaning="Minutes door to door; empty where there is no way",
            must_fill=False,
            low=0,
        ),
        Column(
            name="status",
            kind="text",
            unit="",
            meaning="Why a pair has no time",
            required=False,
            must_fill=False,
            choices=_STATUSES,
        ),
        Column(
            name="method",
            kind="text",
            unit="",
            meaning="How the time was come by",
            required=False,
            must_fill=False,
            choices=_METHODS,
        ),
    ),
)

LISTED_FILE = Table(
    "listed",
    "",
    (
        _column("site_id", "key", "Where the person is listed", required=True),
        _column("area_id", "key", "The area the person lives in"),
        *_PLACE,
    ),
)

LISTING_FILE = Table(
    "listing",
    "",
    (
        # Empty for those who live in none of the study's areas.
        replace(
            _column("area_id", "key", "Code of the area, or of the unit", required=True),
            must_fill=False,
        ),
        _column("site_id", "key", "Where the people are listed", required=True),
        replace(
            _column("listed", "count", "People listed; empty where withheld", required=True, low=0),
            must_fill=False,
        ),
    ),
    whole=True,
)

FILES: Mapping[str, Table] = {
    table.name: table
    for table in (
        AREAS_FILE,
        REGSO_KEY_FILE,
        VINTAGE_KEY_FILE,
        KOMMUNER_FILE,
        DISTRICTS_FILE,
        STATISTICS_FILE,
        FORECAST_FILE,
        GRID_FILE,
        BUILDINGS_FILE,
        SITES_FILE,
        REGISTER_FILE,
        RESPONSIBILITY_FILE,
        LISTING_FILE,
        TIMES_FILE,
    )
}
