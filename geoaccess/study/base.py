"""What all settings of a study share: immutable, no unknown keys, no loose types."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["ModeName", "NotNegative", "Positive", "Settings", "Sign", "Slug", "is_none"]

ModeName = Literal["walk", "walk_slow", "bicycle", "car"]
Sign = Literal["traffic_signals", "crossing_signals", "stop", "give_way"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Settings(BaseModel):
    """A table of the study file; what checks it is built with all within it, when first read."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )


def is_none(value: object) -> bool:
    """Whether a setting is not given: the receipt of a run says nothing of it."""
    return value is None
