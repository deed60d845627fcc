"""Need recipes as they lie in ``data/presets/need``: label, source, columns, components."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import N_, Language, Phrase
from geoaccess.messages.toml import toml_reason
from geoaccess.messages.wanted import wanted
from geoaccess.paths import packaged_data
from geoaccess.study.base import Positive
from geoaccess.study.lines import key_lines, line_of, written
from geoaccess.study.model import AS_IT_STANDS, AgeGroup, IndexComponent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geoaccess.errors import Notice
    from geoaccess.study.lines import KeyPath
    from geoaccess.study.model import NeedSettings

__all__ = [
    "AgePreset",
    "NeedRecipe",
    "age_preset",
    "components_of",
    "need_recipe",
    "read_recipe",
    "recipe_columns",
]

Words = Annotated[dict[Language, str], Field(min_length=2)]
_NO_UTF8 = Phrase(N_("it is not text in UTF-8"))
_NO_COLUMN = (*AS_IT_STANDS, "people")
# Recipes that reckon with the same seven weights as another.
_SAME_AS = {"cni_proxy": "cni"}
_INDICES = ("townsend", "imd_like", "ses_index", "area_type")


class _Preset(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, defer_build=True
    )


class Source(_Preset):
    """``[source]``: the document that says how it is reckoned, with its DOI where it has one."""

    document: str
    date: dt.date


class NeedRecipe(_Preset):
    """One file of ``data/presets/need``.

    `total` ``"sum"`` adds the components up, ``"mean"`` takes their weighted mean. `needs` says
    what each column is that the components use.
    """

    id: str
    total: Literal["sum", "mean"]
    label: Words
    source: Source
    needs: dict[str, Words]
    components: Annotated[tuple[IndexComponent, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if set(self.needs) != set(_columns(self.components)):
            raise ValueError(N_("needs must explain each column of the components, and no other"))
        return self


class AgePreset(_Preset):
    """``age.toml``: how much more care an age group takes than those below it."""

    source: Source
    weights: dict[AgeGroup, Positive]


_P = TypeVar("_P", bound=_Preset)


def _read(path: Path, kind: type[_P]) -> _P:
    """Read and check a file.

    Raises
    ------
    ConfigError
        With every fault of the file.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ConfigError.of("GA-P040", file=path.name, reason=_NO_UTF8) from wrong
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        reason, row = toml_reason(wrong, text)
        raise ConfigError.of("GA-P040", file=path.name, row=row, reason=reason) from wrong
    try:
        # Strict mode reads dates and tuples from JSON's text and lists.
        return kind.model_validate_json(json.dumps(document, default=str))
    except ValidationError as wrong:
        raise ConfigError(_faults(wrong, path.name, key_lines(text))) from wrong


def _faults(wrong: ValidationError, file: str, lines: Mapping[KeyPath, int]) -> tuple[Notice, ...]:
    found = NoticeList()
    for fault in wrong.errors(include_url=False):
        key, value = fault["loc"], fault["input"]
        # What is missing, and what a whole table breaks, has no value of its own.
        plain = fault["type"] != "missing" and not isinstance(value, dict | list)
        found.add(
            "GA-P040",
            file=file,
            row=line_of(key, lines),
            column=written(key),
            value=value if plain else None,
            reason=wanted(fault),
        )
    return found.errors


def read_recipe(path: Path) -> NeedRecipe:
    """Read a recipe's file and check it like anybody's input.

    Raises
    ------
    ConfigError
        With every fault of the file.
    """
    return _read(path, NeedRecipe)


@cache
def need_recipe(name: str) -> NeedRecipe:
    """Give the recipe that comes with geoaccess under this name.

    Examples
    --------
    >>> [c.column for c in need_recipe("townsend").components]
    ['unemployed', 'overcrowded', 'no_car', 'not_owned']
    """
    return read_recipe(packaged_data("presets", "need", f"{_SAME_AS.get(name, name)}.toml"))


@cache
def age_preset() -> AgePreset:
    """Give the age-need weights that come with geoaccess.

    Examples
    --------
    >>> age_preset().weights
    {'age_85plus': 7.0}
    """
    return _read(packaged_data("presets", "need", "age.toml"), AgePreset)


def components_of(settings: NeedSettings) -> tuple[IndexComponent, ...]:
    """Components of an index: the study's own, or the recipe's. None for the CNI and for age."""
    if settings.recipe in _INDICES:
        return need_recipe(settings.recipe).components
    return settings.components if settings.recipe == "index" else ()


def recipe_columns(recipe: str) -> tuple[str, ...]:
    """Columns that a shipped index uses, beside the people.

    Examples
    --------
    >>> recipe_columns("area_type")
    ('area_type',)
    """
    return _columns(need_recipe(recipe).components) if recipe in _INDICES else ()


def _columns(components: tuple[IndexComponent, ...]) -> tuple[str, ...]:
    named = [name for c in components for name in (c.column, c.per) if name not in _NO_COLUMN]
    return tuple(dict.fromkeys(named))
