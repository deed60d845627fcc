"""A rule pack: thresholds, limits and rules as data, for one region, in a version."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geoaccess.access import step
from geoaccess.messages import N_

if TYPE_CHECKING:
    from geoaccess.access import StepDecay
    from geoaccess.messages import Language
    from geoaccess.study import RuleSettings

__all__ = ["Check", "ClusterDraws", "Limits", "Rule", "RulePack", "Scope", "Words"]

Scope = Literal["area", "unit", "site", "region"]
SettlementClass = Literal["S", "C", "B", "A", "island"]
PackMode = Literal["walk", "walk_slow", "bicycle", "car", "transit"]
Minutes = Annotated[float, Field(gt=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=1)]
Percentile = Annotated[float, Field(ge=0, le=100)]
Factor = Annotated[float, Field(gt=0, le=5)]
Factors = Annotated[list[Factor], Field(min_length=2, max_length=2)]
Moves = Annotated[list[float], Field(min_length=2, max_length=2)]
Name = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )


class Words(_Part):
    """A text in both languages."""

    sv: Name
    en: Name

    def by_language(self) -> dict[Language, str]:
        """The text of each language."""
        return {"sv": self.sv, "en": self.en}


class Source(_Part):
    """A document that rules build on."""

    id: Name
    document: Name
    section: str
    date: dt.date


class DecidingMode(_Part):
    """Which way of travel decides in each settlement class, and why."""

    mode: dict[SettlementClass, PackMode]
    reason: Words

    @model_validator(mode="after")
    def _every_class(self) -> Self:
        absent = [c for c in ("S", "C", "B", "A", "island") if c not in self.mode]
        if absent:
            raise ValueError(N_("each class of settlement needs a mode"))
        return self


class NeedLimits(_Part):
    """From which percentile need is high, and up to which it is low."""

    high_percentile: Percentile
    low_percentile: Percentile

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.low_percentile >= self.high_percentile:
            raise ValueError(N_("low_percentile must be below high_percentile"))
        return self


class FlagLimits(_Part):
    """When access is low, and how many people and how much knowledge a flag takes."""

    share_beyond: Share
    spar_below: Annotated[float, Field(gt=0)]
    min_people: Annotated[int, Field(ge=1)]
    min_coverage: Annotated[float, Field(gt=0, le=1)]
    low_need_share_beyond: Share
    low_need_spar: Annotated[float, Field(ge=0)]


class Sensitivity(_Part):
    """From where to where what a flag rests on is drawn, how often, and with which seed.

    ``time`` and ``speed`` are factors of thresholds and of times, ``share`` and ``spar`` factors
    of the limits of the flag; ``decay`` is a power of the weights of distance and ``in_training`` a
    factor of what a physician in training counts for; ``need_limit`` moves the limit of high need,
    in percentiles; ``need_weights`` moves each area from its lowest percentile under other weights
    (-1) to its highest (1). What the pack itself says is in each range.
    """

    time: Factors
    speed: Factors
    need_limit: Moves
    need_weights: Moves
    share: Factors
    spar: Factors
    decay: Factors
    in_training: Factors
    draws: Annotated[int, Field(ge=1, le=100_000)]
    seed: Annotated[int, Field(ge=0)]
    clear_share: Annotated[float, Field(gt=0.5, le=1)]

    @model_validator(mode="after")
    def _around_the_packs_own(self) -> Self:
        own = dict.fromkeys(("time", "speed", "share", "spar", "decay", "in_training"), 1)
        own |= {"need_limit": 0, "need_weights": 0}
        if not all(getattr(self, n)[0] <= value <= getattr(self, n)[1] for n, value in own.items()):
            raise ValueError(N_("each range must rise and hold the pack's own: factor 1, move 0"))
        return self


class Completeness(_Part):
    """How much of a complete list of sites is needed to speak of access."""

    min_share_of_sites: Share


class Capacity(_Part):
    """People per physician, as guidance."""

    per_specialist: Annotated[float, Field(gt=0)]
    per_st: Annotated[float, Field(gt=0)]
    sources: list[str]

    @property
    def st_worth(self) -> float:
        """What a physician in training counts for, in specialists."""
        return self.per_st / self.per_specialist


class CatchmentZones(_Part):
    """Zones and weights of the floating catchment."""

    zones_min: Annotated[list[Minutes], Field(min_length=1)]
    weights: list[Annotated[float, Field(gt=0, le=1)]]
    sources: list[str]

    @model_validator(mode="after")
    def _makes_a_decay(self) -> Self:
        if len(self.zones_min) != len(self.weights):
            raise ValueError(N_("each zone needs one weight"))
        try:
            self.decay()
        except ValueError as error:
            msg = N_("zones must rise, and weights fall from 1 towards 0")
            raise ValueError(msg) from error
        return self

    def decay(self) -> StepDecay:
        """The zones as a decay function."""
        return step(dict(zip(self.zones_min, self.weights, strict=True)))


class ClusterDraws(_Part):
    """How it is found where high need lies among long ways, and what is called certain.

    ``permutations`` scatter the values with this seed; ``level`` is the largest expected share of
    false ones among the areas labelled, and the largest p of a pattern of the whole region. Areas
    up to ``touch_m`` metres apart are neighbours.
    """

    permutations: Annotated[int, Field(ge=99, le=100_000)]
    seed: Annotated[int, Field(ge=0)]
    level: Annotated[float, Field(gt=0, lt=0.5)]
    min_areas: Annotated[int, Field(ge=4)]
    touch_m: Annotated[float, Field(ge=0, le=1000)]


class Limits(_Part):
    """Where a rule is met, and where it is at risk; beyond that it is not met."""

    met: float
    at_risk: float


class Check(_Part):
    """One operator of the closed vocabulary, with its scopes, limits and arguments.

    `thresholds_min` stand before the pack's own. With `of_forecast` it speaks of the people of a
    forecast year, and of no other.
    """

    operator: str
    scopes: Annotated[list[Scope], Field(min_length=1)]
    limits: Limits | None = None
    arguments: dict[str, float | int | str | bool] = Field(default_factory=dict)
    thresholds_min: dict[SettlementClass, dict[PackMode, Minutes]] = Field(default_factory=dict)
    of_forecast: bool = False


class Rule(_Part):
    """A rule: what it says, where it comes from, and the checks that judge it.

    An id has no digits: a number would look like the region's own.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,}(-[A-Z]+)*$")]
    title: Words
    wording: Words
    sources: Annotated[list[str], Field(min_length=1)]
    wording_is_ours: bool
    checks: Annotated[list[Check], Field(min_length=1)]


class Context(_Part):
    """A demand of the region's documents that no rule judges, and why."""

    id: Name
    sources: Annotated[list[str], Field(min_length=1)]
    reason: Words


class RulePack(_Part):
    """A whole pack; `changed` lists what the study changed in it.

    Without `clusters` no clusters of need and travel time are told.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    version: Name
    status: Literal["working_rules", "adopted"]
    region: Name
    wording_is_ours: bool
    label: Words
    sources: Annotated[list[Source], Field(min_length=1)]
    thresholds_min: dict[SettlementClass, dict[PackMode, Minutes]]
    deciding_mode: DecidingMode
    need: NeedLimits
    flag: FlagLimits
    sensitivity: Sensitivity
    completeness: Completeness
    capacity: Capacity
    catchment: CatchmentZones
    clusters: ClusterDraws | None = None
    rules: Annotated[list[Rule], Field(min_length=1)]
    context: list[Context] = Field(default_factory=list)
    changed: tuple[str, ...] = Field(default=(), exclude=True)

    @property
    def supply_mode(self) -> str:
        """Supply is shared over distances people drive: the mode that decides outside towns."""
        return self.deciding_mode.mode["A"]

    def for_check(self, check: Check) -> RulePack:
        """The pack with a check's own thresholds before those of all rules."""
        if not check.thresholds_min:
            return self
        own = {c: self.thresholds_min.get(c, {}) | m for c, m in check.thresholds_min.items()}
        return self.model_copy(update={"thresholds_min": self.thresholds_min | own})

    def with_study(self, settings: RuleSettings) -> RulePack:
        """The pack with what the study changes in it; `changed` names each change."""
        need, flag = self.need, self.flag
        thresholds = {c: dict(modes) for c, modes in self.thresholds_min.items()}
        changed: list[str] = []
        if settings.high_need_percentile is not None:
            need = need.model_copy(update={"high_percentile": settings.high_need_percentile})
            changed.append(f"need.high_percentile = {settings.high_need_percentile:g}")
        for name in ("min_people", "share_beyond"):
            value = getattr(settings, name)
            if value is not None:
                flag = flag.model_copy(update={name: value})
                changed.append(f"flag.{name} = {value:g}")
        for settlement, modes in settings.thresholds_min.items():
            for mode, minutes in modes.items():
                thresholds.setdefault(settlement, {})[mode] = minutes
                changed.append(f"thresholds_min.{settlement}.{mode} = {minutes:g}")
        return self.model_copy(
            update={
                "need": need,
                "flag": flag,
                "thresholds_min": thresholds,
                "changed": tuple(changed),
            }
        )
