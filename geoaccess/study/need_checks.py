"""Settings of need that contradict each other, or that no input can fill."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.study.model import CniVariable
from geoaccess.study.recipes import age_preset, recipe_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoaccess.study.lines import KeyPath
    from geoaccess.study.model import NeedSettings

__all__ = ["CNI_TABLE_COLUMNS", "NeedFault", "columns_of_need", "need_faults"]

CNI_TABLE_COLUMNS = ("cni_index", "cni_per_inhabitant", "cni_relative")
_OF_CNI_TABLE = (*CNI_TABLE_COLUMNS, "cni_people")
_OLDEST = "age_85plus"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFault:
    """A fault of ``[need]``: its code, its key below ``need``, and what fills its sentence."""

    code: str
    key: KeyPath
    value: object = None
    places: Mapping[str, object] = field(default_factory=dict)


def columns_of_need(recipe: str) -> tuple[str, ...]:
    """Columns beyond the usual ones that a recipe may use, by the names it knows them under.

    Examples
    --------
    >>> columns_of_need("cni_table")[:2]
    ('cni_index', 'cni_per_inhabitant')
    """
    own = _OF_CNI_TABLE if recipe == "cni_table" else recipe_columns(recipe)
    return (*own, _OLDEST)


def need_faults(settings: NeedSettings, given: Sequence[str]) -> Iterator[NeedFault]:
    """Faults of ``[need]``, where `given` are the columns that the statistics have."""
    yield from _of_columns(settings, given)
    yield from _of_proxy(settings)
    yield from _of_area_types(settings)
    yield from _of_age(settings, given)


def _of_columns(settings: NeedSettings, given: Sequence[str]) -> Iterator[NeedFault]:
    recipe = settings.recipe
    if recipe == "cni_table" and not set(CNI_TABLE_COLUMNS) & set(given):
        places = {"valid": ", ".join(CNI_TABLE_COLUMNS)}
        yield NeedFault(code="GA-P042", key=("recipe",), value=recipe, places=places)
    for column in recipe_columns(recipe):
        if column not in given:
            near = difflib.get_close_matches(column, given, n=1)
            places = {"recipe": recipe, "near": f" ({near[0]}?)" if near else ""}
            yield NeedFault(code="GA-P043", key=("recipe",), value=column, places=places)


def _of_proxy(settings: NeedSettings) -> Iterator[NeedFault]:
    if settings.recipe != "cni_proxy":
        if settings.provenance:
            yield NeedFault(code="GA-P048", key=("provenance",), value=settings.recipe)
        if settings.missing != "refuse":
            yield NeedFault(code="GA-P048", key=("missing",), value=settings.recipe)
        return
    if unsaid := [name for name in get_args(CniVariable) if name not in settings.provenance]:
        yield NeedFault(code="GA-P044", key=("provenance",), places={"missing": _words(unsaid)})
    lacking = [name for name, how in settings.provenance.items() if how == "missing"]
    if lacking and settings.missing == "refuse":
        yield NeedFault(code="GA-P045", key=("provenance",), places={"missing": _words(lacking)})
    if lacking and settings.reference is not None:
        yield NeedFault(code="GA-P047", key=("reference",), value=settings.reference)
    for text in settings.label.values():
        yield NeedFault(code="GA-P046", key=("label",), value=text)


def _of_area_types(settings: NeedSettings) -> Iterator[NeedFault]:
    limits = (settings.area_type_mean, settings.area_type_spread)
    if limits == (None, None):
        return
    whole = None not in limits and settings.reference_source
    if settings.recipe != "ses_index" or not whole:
        key, value = next(
            (key, value)
            for key, value in zip(("area_type_mean", "area_type_spread"), limits, strict=True)
            if value is not None
        )
        yield NeedFault(code="GA-P049", key=(key,), value=value)


def _of_age(settings: NeedSettings, given: Sequence[str]) -> Iterator[NeedFault]:
    age, used = settings.age, settings.recipe == "age" or settings.combine is not None
    if settings.recipe == "age" and settings.combine is not None:
        yield NeedFault(code="GA-P054", key=("combine",), value=settings.combine)
    if age is not None and not used:
        yield NeedFault(code="GA-P053", key=("age",))
    if age is not None and age.weights and not age.source:
        yield NeedFault(code="GA-P055", key=("age",))
    weights = age.weights if age is not None and age.weights else age_preset().weights
    limit, old = age_preset().weights["age_85plus"], weights.get("age_80plus", 0.0)
    if old >= limit:
        key, held = ("age", "weights"), {"limit": limit}
        yield NeedFault(code="GA-P052", key=key, value=f"{old:g}", places=held)
    for group in weights if used else ():
        if group in given:
            continue
        if group == _OLDEST:
            yield NeedFault(code="GA-P050", key=("age",) if age else ("recipe",))
        else:
            places = {"recipe": "age", "near": ""}
            yield NeedFault(code="GA-P043", key=("age",), value=group, places=places)


def _words(names: Sequence[str]) -> tuple[object, ...]:
    return tuple(COUNT_WORDS.get(name, name) for name in names)
