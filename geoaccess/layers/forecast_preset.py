"""Stated growth by age, for a study without a forecast of its own: presets with their source."""

from __future__ import annotations

import datetime as dt
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from geoaccess.errors import ConfigError
from geoaccess.paths import packaged_data

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList

__all__ = ["growth_of_preset"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class _Source(_Part):
    document: str
    date: dt.date


class _Period(_Part):
    start: int
    end: int


class _Preset(_Part):
    """A file of ``data/presets/forecast``, whole: people of `end` over people of `start`."""

    source: _Source
    period: _Period
    growth: dict[str, Annotated[float, Field(gt=0)]]


def growth_of_preset(
    name: str, base: int, year: int, found: NoticeList
) -> tuple[str, dict[str, float]]:
    """Source and growth from `base` to `year` by group, of the preset's steady growth per year.

    Raises
    ------
    ConfigError
        If there is no such preset, or the years are not within its own.
    """
    folder = packaged_data("presets", "forecast")
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.0)
        raise ConfigError.of(
            "GA-P075",
            column="forecast.preset",
            value=name,
            nearest=", ".join(near),
            valid=", ".join(known),
        )
    text = (folder / f"{name}.toml").read_text("utf-8")
    preset = _Preset.model_validate(tomllib.loads(text))
    start, end = preset.period.start, preset.period.end
    if not start <= base < year <= end:
        raise ConfigError.of(
            "GA-P083",
            column="forecast",
            value=name,
            base=str(base),
            year=str(year),
            start=str(start),
            end=str(end),
        )
    part = (year - base) / (end - start)
    if part < 1:
        found.add(
            "GA-P089", value=name, base=str(base), year=str(year), start=str(start), end=str(end)
        )
    return preset.source.document, {group: by**part for group, by in preset.growth.items()}
