"""What a study file may say: immutable settings, no unknown keys, no loose types."""

from __future__ import annotations

import datetime as dt
import warnings
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from geoaccess.messages import Language
from geoaccess.study.access import AccessSettings
from geoaccess.study.base import ModeName, NotNegative, Positive, Settings, Slug, is_none

__all__ = [
    "AS_IT_STANDS",
    "NOT_WRITTEN",
    "AgeGroup",
    "AgeNeed",
    "AreasInput",
    "BackgroundInput",
    "BuildingsInput",
    "CniVariable",
    "Disclosure",
    "DistrictsInput",
    "Exclude",
    "ExpectedSites",
    "Forecast",
    "ForecastInput",
    "GridInput",
    "Identity",
    "IndexComponent",
    "Input",
    "Inputs",
    "KeyInput",
    "KommunerInput",
    "ModeSettings",
    "NeedSettings",
    "Outputs",
    "PlaceKind",
    "PlaceSettings",
    "Positive",
    "Recipe",
    "RuleSettings",
    "Sensitivity",
    "Settlement",
    "SitesInput",
    "StatisticsInput",
    "StraightLine",
    "StreetsInput",
    "Study",
    "Supply",
    "TimesInput",
    "TimetablesInput",
    "VariableProvenance",
]

# Fields of `Study` that say where its file lies; they are no keys of that file.
NOT_WRITTEN = frozenset({"base", "folder"})
# What a component's `per` says where its column counts as it stands.
AS_IT_STANDS = ("", "none")
Sensitivity = Literal["open", "confidential"]
Recipe = Literal[
    "cni",
    "cni_table",
    "cni_proxy",
    "index",
    "townsend",
    "imd_like",
    "ses_index",
    "area_type",
    "age",
]
CniVariable = Literal[
    "elderly_alone",
    "foreign_born",
    "unemployed",
    "single_parent",
    "moved_in",
    "low_edu",
    "under5",
]
# How a variable of the CNI-proxy was come by.
VariableProvenance = Literal["observed", "scaled", "synthetic", "missing"]
# What says where in an area its people live, the best first.
PlaceKind = Literal["grid", "buildings", "streets"]
AgeGroup = Literal["age_65plus", "age_80plus", "age_85plus"]


class Identity(Settings):
    """``[study]``: what the study is called and for which day it speaks."""

    id: Slug
    name: str
    region: str
    date: dt.date
    crs: Annotated[str, Field(pattern=r"^EPSG:\d{4,6}$")] = "EPSG:3006"
    language: Language = "sv"
    synthetic: bool = False
    contact: str = ""


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
        streets: StreetsInput | None = None
        times: tuple[TimesInput, ...] = ()
        timetables: tuple[TimetablesInput, ...] = ()
        background: BackgroundInput | None = None
        forecast: ForecastInput | None = Field(default=None, exclude_if=is_none)
        buildings: BuildingsInput | None = Field(default=None, exclude_if=is_none)


class PlaceSettings(Settings):
    """``[places]``: what says where in an area its people live.

    What comes before it in the order grid, buildings, streets is not used, though it is given.
    """

    by: PlaceKind = "grid"


class Forecast(Settings):
    """``[forecast]``: the year the whole run is made for, and what tells how people will change.

    `base` is the year that the statistics speak of; `preset` names a stated growth, where there is
    no ``[inputs.forecast]``.
    """

    year: Annotated[int, Field(ge=1900, le=2200)]
    base: Annotated[int, Field(ge=1900, le=2200)] | None = None
    preset: Slug | None = None


class Settlement(Settings):
    """``[settlement]``: which class (S, C, B, A, island) an area belongs to.

    The DeSO code's letter gives C, B and A; `big_city_kommuner` turns C into S, and
    `islands` names the areas without a fixed link.
    """

    big_city_kommuner: tuple[str, ...] = ()
    islands: tuple[str, ...] = ()
    default: Literal["S", "C", "B", "A"] | None = None


OtherCare = Literal["narakut", "jour", "bvc", "mvc", "rehab", "specialist", "mobile"]


class ExpectedSites(Settings):
    """How many sites a complete list has, and who says so."""

    number: Annotated[int, Field(gt=0)]
    source: str
    date: dt.date


class Supply(Settings):
    """``[supply]``: what counts as supply.

    ``capacity = "fte"`` uses the physicians' full-time equivalents; ``"none"`` counts each site
    as one and says that capacity is not known. `expected_of` says of other care than
    vårdcentraler how many sites a complete list has.
    """

    expected_sites: ExpectedSites
    expected_of: dict[OtherCare, ExpectedSites] = Field(default_factory=dict)
    capacity: Literal["fte", "none"] = "none"


class ModeSettings(Settings):
    """``[modes.car]`` and so on: what differs from the preset of the mode."""

    cutoff_min: Annotated[float, Field(gt=0, le=1000)] | None = None
    speed_kmh: Positive | None = None
    speed_factor: Annotated[float, Field(gt=0, le=2)] | None = None
    class_speeds_kmh: dict[str, Positive] = Field(default_factory=dict)
    terminal_min: NotNegative | None = None
    access_speed_kmh: Positive | None = None
    max_snap_m: Positive | None = None


class StraightLine(Settings):
    """``[straight_line]``: the estimate where no streets are given."""

    detour_factor: Annotated[float, Field(ge=1, le=5)] | None = None
    car_speeds_kmh: dict[Literal["S", "C", "B", "A", "island"], Positive] = Field(
        default_factory=dict
    )


class IndexComponent(Settings):
    """One component of a need index: a share of the area's people, how it counts."""

    column: str
    per: str = "people"
    weight: Positive = 1.0
    direction: Literal[1, -1] = 1
    transform: Literal["none", "log", "z", "rank", "percentile", "minmax", "imd", "log_z"] = "z"
    winsor: tuple[float, float] | None = None


class AgeNeed(Settings):
    """``[need.age]``: how many times as much care an age group takes as those below it.

    A weight holds from its age up to the next group's. `share` is how much age counts, of 1, where
    it is combined by the geometric mean.
    """

    weights: dict[AgeGroup, Positive] = Field(default_factory=dict)
    source: str = ""
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5


class NeedSettings(Settings):
    """``[need]``: which recipe tells how much care people need.

    `provenance` and `missing` belong to the CNI-proxy; `area_type_mean` and `area_type_spread`
    are the country's mean and standard deviation of the socio-economic index.
    """

    recipe: Recipe = "cni"
    reference: Positive | None = None
    reference_source: str = ""
    label: dict[Language, str] = Field(default_factory=dict)
    components: tuple[IndexComponent, ...] = ()
    date: dt.date | None = None
    provenance: dict[CniVariable, VariableProvenance] = Field(default_factory=dict)
    missing: Literal["refuse", "leave_out"] = "refuse"
    area_type_mean: float | None = None
    area_type_spread: Positive | None = None
    age: AgeNeed | None = None
    combine: Literal["product", "geometric"] | None = None


class RuleSettings(Settings):
    """``[rules]``: which rule pack judges, and what the study changes in it."""

    pack: str = "stockholm"
    high_need_percentile: Annotated[float, Field(ge=0, le=100)] | None = None
    min_people: Annotated[int, Field(ge=0)] | None = None
    share_beyond: Annotated[float, Field(ge=0, le=1)] | None = None
    thresholds_min: dict[Literal["S", "C", "B", "A", "island"], dict[ModeName, Positive]] = Field(
        default_factory=dict
    )


class Disclosure(Settings):
    """``[disclosure]``: numbers of confidential inputs are not told as they are.

    Attributes
    ----------
    mode
        ``suppress`` hides small counts and what they could be worked out from; ``round`` tells
        every count to the nearest multiple of `base`; ``merge`` first joins each area that has a
        small count with a neighbour, and then hides what is still small.
    min_count
        Smaller counts are hidden.
    base
        Of which rounded counts are multiples.
    protection
        How wide the span of what a protected count can be must stay.
    """

    mode: Literal["suppress", "round", "merge"] = "suppress"
    min_count: Annotated[int, Field(ge=1)] = 5
    base: Annotated[int, Field(ge=3)] = 5
    protection: Annotated[int, Field(ge=1)] | None = None

    @property
    def interval(self) -> float:
        """The protection interval: as stated, or `min_count`; half the base where it is rounded.

        A sum of two rounded counts that is itself rounded leaves each half the base at least.
        """
        if self.protection is not None:
            return self.protection
        return self.base / 2 if self.mode == "round" else self.min_count


class Outputs(Settings):
    """``[outputs]``: what a run writes besides tables and manifest."""

    map: bool = True
    reports: bool = True


class Study(Settings):
    """A study, whole."""

    study: Identity
    inputs: Inputs
    supply: Supply
    settlement: Settlement = Settlement()
    kommun_names: dict[str, str] = Field(default_factory=dict)
    modes: Annotated[dict[ModeName, ModeSettings], Field(min_length=1)]
    straight_line: StraightLine = StraightLine()
    need: NeedSettings = NeedSettings()
    rules: RuleSettings = RuleSettings()
    access: AccessSettings = AccessSettings()
    disclosure: Disclosure = Disclosure()
    outputs: Outputs = Outputs()
    forecast: Forecast | None = Field(default=None, exclude_if=is_none)
    places: PlaceSettings | None = Field(default=None, exclude_if=is_none)
    base: Path = Field(default=Path(), exclude=True)
    folder: Path = Field(default=Path(), exclude=True)

    def file(self, given: Input) -> Path:
        """Where an input's file lies: relative paths start at the data folder."""
        return given.path if given.path.is_absolute() else self.base / given.path

    @property
    def rule_pack(self) -> str | Path:
        """Name of a shipped rule pack, or where the study's own lies: beside ``study.toml``."""
        named = Path(self.rules.pack)
        return self.folder / named if named.suffix == ".toml" else self.rules.pack
