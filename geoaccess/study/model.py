"""What a study file may say: immutable settings, no unknown keys, no loose types."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from geoaccess.messages import Language
from geoaccess.study.access import AccessSettings
from geoaccess.study.base import ModeName, NotNegative, Positive, Settings, Sign, Slug, is_none
from geoaccess.study.inputs import Input, Inputs

__all__ = [
    "AS_IT_STANDS",
    "NOT_WRITTEN",
    "AgeGroup",
    "AgeNeed",
    "CniVariable",
    "Disclosure",
    "ExpectedSites",
    "Forecast",
    "Identity",
    "IndexComponent",
    "ModeSettings",
    "NeedSettings",
    "Outputs",
    "PlaceKind",
    "PlaceSettings",
    "Positive",
    "Recipe",
    "RuleSettings",
    "Settlement",
    "StraightLine",
    "Study",
    "Supply",
    "VariableProvenance",
]

# Fields of `Study` that say where its file lies; they are no keys of that file.
NOT_WRITTEN = frozenset({"base", "folder"})
# What a component's `per` says where its column counts as it stands.
AS_IT_STANDS = ("", "none")
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
    class_factors: dict[str, Annotated[float, Field(gt=0, le=3)]] = Field(default_factory=dict)
    junction_delays_s: dict[Sign, Annotated[float, Field(ge=0, le=300)]] = Field(
        default_factory=dict
    )
    terminal_min: NotNegative | None = None
    access_speed_kmh: Positive | None = None
    max_snap_m: Positive | None = None
    snap_tolerance_m: Annotated[float, Field(ge=0, le=50)] | None = None


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
    min_people: Annotated[int, Field(ge=1)] | None = None
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
