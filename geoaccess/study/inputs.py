"""What a study file may say of its files: where each is, how it is read, where it comes from."""

from __future__ import annotations

import datetime as dt
import warnings
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from geoaccess.study.base import ModeName, Settings, is_none

__all__ = [
    "AreasInput",
    "BackgroundInput",
    "BuildingsInput",
    "DistrictsInput",
    "Exclude",
    "ForecastInput",
    "GridInput",
    "Input",
    "Inputs",
    "KeyInput",
    "KommunerInput",
    "ListingInput",
    "ResponsibilityInput",
    "Sensitivity",
    "SitesInput",
    "StatisticsInput",
    "StreetsInput",
    "TimesInput",
    "TimetablesInput",
]

Sensitivity = Literal["open", "confidential"]


class Exclude(Settings):
    """Rows to leave out of an input: where `column` holds one of `values`, and why."""

    column: str
    values: tuple[str, ...]
    reason: str


class Input(Settings):
    """One input file: where it is, what its columns are called, where it comes from.

    `columns` maps our names to the file's. `constants` gives a column the same value in every
    row; `recode` maps a column's raw values to ours (``"*"`` stands for any other value).
    `where` keeps the rows of one value of some columns, `exclude` leaves rows out with a reason.
    An input is confidential unless it is marked open.
    """

    path: Path
    layer: str | None = None
    crs: Annotated[str, Field(pattern=r"^EPSG:\d{4,6}$")] | None = None
    encoding: Literal["utf-8", "cp1252"] | None = None
    delimiter: Literal[",", ";", "\t"] | None = None
    decimal: Literal[".", ","] | None = None
    header_row: Annotated[int, Field(ge=1)] | None = None
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str] = Field(default_factory=dict)
    recode: dict[str, dict[str, str]] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    where: dict[str, str] = Field(default_factory=dict)
    exclude: tuple[Exclude, ...] = ()
    vintage: str = ""
    source: str
    licence: str
    url: str = ""
    retrieved: dt.date | None = None
    sensitivity: Sensitivity = "confidential"

    @property
    def is_open(self) -> bool:
        """Whether its numbers may be shown as they are."""
        return self.sensitivity == "open"


class AreasInput(Input):
    """Boundaries of the statistical areas: ``area_id``, optionally ``kommun_code``, ``name``.

    `shapes` ``"h3"`` makes the boundaries of the ids, which are cells of the H3 grid. Which RegSO
    an area lies in may be told by ``regso_id``, or by ``kommun_name`` and ``regso_name``.
    """

    shapes: Literal["file", "h3"] = "file"


class KommunerInput(Input):
    """Names of the kommuner: ``kommun_code``, ``name``."""


class DistrictsInput(Input):
    """Boundaries of stadsdelsområden that together replace the kommuner named in `replaces`."""

    replaces: tuple[str, ...]


class KeyInput(Input):
    """A key between two vintages: ``from_id``, ``to_id``, and where areas were split ``share``.

    `share` is the part of the old area's people that live in the new one, 0 to 1; ``change`` is
    the publisher's word for what happened. `lists` ``"changes"`` says that areas which the file
    does not name are unchanged.
    """

    lists: Literal["all", "changes"] = "all"


class StatisticsInput(Input):
    """A statistics table by area: one row per area, or long as SCB's PxWeb publishes it.

    For a long table `pivot` names the column whose values tell the measures apart, `values` says
    which of its values add up to each of our columns, and `value_column` holds the numbers.
    `level` ``"regso"`` says that ``area_id`` holds codes of RegSO, or "Kommun (Namn)" as PxWeb
    writes them; each area takes the value of its RegSO. ``"kommun"`` is the same with kommuner.
    `spread` names the column by which counts of such larger areas are shared out over their
    areas: ``"people"``, another of the areas' counts, or ``"grid"`` for the grid's people.
    `counts` names those of the study's own columns that are counts; the others are shares, means
    or types. `key` or `boundaries` (those the table is made on) convert it to the areas' vintage.
    """

    level: Literal["area", "regso", "kommun"] = "area"
    spread: str | None = None
    counts: tuple[str, ...] = ()
    key: KeyInput | None = None
    boundaries: AreasInput | None = None

    pivot: str | None = None
    value_column: str | None = None
    values: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class ForecastInput(Input):
    """How many people there will be: a row per kommun or area and age group, a column per year.

    ``area_id`` is a code, or text that starts with one, as "0180 Stockholm". `pivot` names the
    column of the age groups and `values` says which of them add up to each of our columns; without
    them the numbers are all people. Read only by a run that is made for a year.
    """

    level: Literal["kommun", "area"] = "kommun"
    pivot: str | None = None
    values: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class GridInput(Input):
    """Populated grid cells: geometry, ``cell_id`` (SCB's or INSPIRE's) or ``east``/``north``.

    `cell_size` is needed where neither the geometry nor the ids tell it.
    """

    cell_size: Annotated[int, Field(gt=0, le=10_000)] | None = None
    anchor: Literal["lower_left", "centre"] = "lower_left"


class BuildingsInput(Input):
    """Buildings that people live in: polygons, or points.

    They weigh by ``dwellings`` or ``floor_area``, else by the ground they cover times ``storeys``.
    ``use`` tells homes (``"home"``) from the others (``"other"``), which are left out.
    """


class SitesInput(Input):
    """Care facilities; `context` marks sites beyond the border, counted but never judged."""

    context: bool = False


class ResponsibilityInput(Input):
    """Boundaries of areas of responsibility that the study gives itself: ``unit_id``."""


class ListingInput(Input):
    """How many people of each area are listed at each site: ``area_id, site_id, listed``.

    `level` ``"unit"`` says that ``area_id`` holds ids of units, or codes of kommuner. `date` is the
    day that the listing speaks for. `outside` names sites that no list of the study has, such as
    other regions' and closed ones: who is listed there is counted on a row of its own.
    """

    level: Literal["area", "unit"] = "area"
    date: dt.date | None = None
    outside: tuple[str, ...] = ()


class StreetsInput(Input):
    """Streets: ``.osm.pbf``, ``.osm``, or GraphML as OSMnx writes it."""


class TimesInput(Input):
    """Travel times made elsewhere: ``from_id``, ``to_id``, ``travel_time`` in minutes."""

    mode: ModeName


class TimetablesInput(Input):
    """A timetable: a zip archive of GTFS tables.

    `day` is the day it is read for; without one, a usual Tuesday near the study's date.
    """

    day: dt.date | None = None


class BackgroundInput(Input):
    """What the map draws behind the areas: layers by role."""

    layers: dict[Literal["water", "roads", "places"], str]


with warnings.catch_warnings():
    # Every class has the metaclass' `register`; a field of that name hides nothing we use.
    warnings.filterwarnings("ignore", message='Field name "register"', category=UserWarning)

    class Inputs(Settings):
        """``[inputs]``: the files."""

        areas: AreasInput
        kommuner: KommunerInput | None = None
        districts: DistrictsInput | None = None
        statistics: Annotated[tuple[StatisticsInput, ...], Field(min_length=1)]
        grid: GridInput | None = None
        sites: Annotated[tuple[SitesInput, ...], Field(min_length=1)]
        regso_key: Input | None = None
        register: Input | None = None
        responsibility: ResponsibilityInput | None = Field(default=None, exclude_if=is_none)
        listing: ListingInput | None = Field(default=None, exclude_if=is_none)
        streets: StreetsInput | None = None
        times: tuple[TimesInput, ...] = ()
        timetables: tuple[TimetablesInput, ...] = ()
        background: BackgroundInput | None = None
        forecast: ForecastInput | None = Field(default=None, exclude_if=is_none)
        buildings: BuildingsInput | None = Field(default=None, exclude_if=is_none)
