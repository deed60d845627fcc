"""The presets as they lie in ``data/presets``: read, and checked like anybody's input."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    model_validator,
)

from geoaccess.errors import ConfigError
from geoaccess.paths import packaged_data
from geoaccess.study.base import Sign

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "AccessPreset",
    "MaxspeedPreset",
    "ModePreset",
    "ModesPreset",
    "NetworkPreset",
    "StraightLinePreset",
    "modes_preset",
    "read_preset",
    "straight_line_preset",
]

Positive = Annotated[float, Field(gt=0)]
NotNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(gt=0, le=1)]
# Written in order: a set's own order is another in each process.
Words = Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str], when_used="json")]
SettlementClass = Literal["S", "C", "B", "A", "island"]


class _Preset(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class NetworkPreset(_Preset):
    """``[network]``: what all modes share."""

    min_part_km: NotNegative
    shortest_s: Positive
    ferry_kmh: Positive
    closed_to_start: dict[str, Words]


class MaxspeedPreset(_Preset):
    """``[maxspeed]``: how signed limits are read."""

    slowest_kmh: Positive
    fastest_kmh: Positive
    words_kmh: dict[str, Positive]
    words_only_on: dict[str, Words]

    def words_on(self, street_class: str) -> dict[str, float]:
        """Km/h that words in place of a number stand for on a street of a class."""
        return {
            word: kmh
            for word, kmh in self.words_kmh.items()
            if street_class in self.words_only_on.get(word, (street_class,))
        }


class AccessPreset(_Preset):
    """``[access]``: what the values of access tags mean."""

    denied: Words
    granted: Words
    dismount: Words
    closed_service: Words
    closed_classes: Words


class ModePreset(_Preset):
    """``[modes.<name>]``: one way of getting about.

    `speed_kmh` with `classes` and `class_shares` (walking, cycling), or `class_speeds_kmh` (car).
    """

    vehicle: Literal["foot", "bicycle", "car"]
    speed_kmh: Positive | None = None
    speed_factor: Positive
    cutoff_min: Annotated[float, Field(gt=0, le=1000)]
    terminal_min: NotNegative
    max_snap_m: Positive
    snap_tolerance_m: NotNegative
    access_speed_kmh: Positive | None = None
    uses_maxspeed: bool
    classes: tuple[str, ...]
    class_shares: dict[str, Share] = Field(default_factory=dict)
    class_speeds_kmh: dict[str, Positive] = Field(default_factory=dict)
    class_factors: dict[str, Positive] = Field(default_factory=dict)
    junction_delays_s: dict[Sign, NotNegative] = Field(default_factory=dict)
    opening_keys: tuple[str, ...]
    opened_share: Share | None = None
    opened_kmh: Positive | None = None
    dismount_kmh: Positive | None = None
    access_keys: tuple[str, ...]
    oneway_keys: tuple[str, ...]
    implied_oneway: bool
    contraflow: bool = False
    obeys_turns: bool = False
    ferry_on_foot: bool
    no_start_classes: Words
    closed_barriers: Words

    @model_validator(mode="after")
    def _has_speeds(self) -> Self:
        one_speed = self.speed_kmh is not None and bool(self.classes)
        many_speeds = bool(self.class_speeds_kmh) and self.access_speed_kmh is not None
        if not (one_speed or many_speeds):
            raise ValueError("speed_kmh with classes, or class_speeds_kmh with access_speed_kmh")
        return self


class ModesPreset(_Preset):
    """``modes.toml``, whole."""

    version: str
    date: dt.date
    network: NetworkPreset
    maxspeed: MaxspeedPreset
    access: AccessPreset
    modes: dict[str, ModePreset]


class StraightLinePreset(_Preset):
    """``straight_line.toml``, whole."""

    version: str
    date: dt.date
    detour_factor: Annotated[float, Field(ge=1)]
    car_speeds_kmh: dict[SettlementClass, Positive]


_P = TypeVar("_P", bound=_Preset)


def read_preset(path: Path, kind: type[_P]) -> _P:
    """Read and check a preset file.

    Raises
    ------
    ConfigError
        With every fault of the file.
    """
    try:
        return kind.model_validate(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
    except ValidationError as wrong:
        reasons = [
            ".".join(map(str, fault["loc"])) + ": " + fault["msg"] for fault in wrong.errors()
        ]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as wrong:
        reasons = [str(wrong)]
    raise ConfigError.of("GA-M030", file=path.name, reason="; ".join(reasons))


@cache
def modes_preset() -> ModesPreset:
    """Read ``modes.toml``, once.

    Examples
    --------
    >>> modes_preset().modes["walk"].speed_kmh
    4.824
    """
    return read_preset(packaged_data("presets", "modes.toml"), ModesPreset)


@cache
def straight_line_preset() -> StraightLinePreset:
    """Read ``straight_line.toml``, once.

    Examples
    --------
    >>> straight_line_preset().detour_factor
    1.35
    """
    return read_preset(packaged_data("presets", "straight_line.toml"), StraightLinePreset)
