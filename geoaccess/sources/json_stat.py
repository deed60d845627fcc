"""JSON-stat 2: a statistics table as one row of values over its dimensions."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoaccess.errors import InputError
from geoaccess.messages import N_, Phrase
from geoaccess.sources.cube import WITHHELD, Dimension, Entry, laid_out
from geoaccess.sources.excel_file import cell_text
from geoaccess.sources.values import MARKERS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import Input

__all__ = ["is_json_stat", "table_of_json_stat"]

_MOST_VALUES = 20_000_000
_PLACE = re.compile(r"0|[1-9][0-9]{0,9}")
_DOTS = re.compile(r"[.:\-]+")
# What PxWeb calls them where the roles are not given.
_MEASURES, _TIME = "ContentsCode", "Tid"
_NO_MEASURE = "value"


def is_json_stat(document: object) -> bool:
    """Whether a JSON document means to be JSON-stat, of whatever version."""
    return isinstance(document, dict) and (
        document.get("class") in ("dataset", "collection") or "dataset" in document
    )


def table_of_json_stat(document: dict[str, Any], given: Input, *, file: str) -> TextTable:
    """Lay a JSON-stat dataset out as PxWeb's CSV; cells hold the codes of the categories.

    A value that is null is withheld; so is one whose status says so, by dots, a dash or one of
    the study's own marks. Row numbers count the combinations of all dimensions but the measure,
    as the entries of PxWeb's JSON do.

    Raises
    ------
    InputError
        Another version or class, categories that are unclear or not known, values that are not
        as many as the dimensions' sizes say, or are no numbers.
    """
    try:
        return _table(document, given, file)
    except _NotSoError as fault:
        raise InputError.of("GA-T096", file=file, reason=fault.reason) from fault


class _NotSoError(Exception):
    """The document is not JSON-stat 2: where it is not, and what stands there."""

    def __init__(self, *reason: object) -> None:
        super().__init__(*reason)
        self.reason = reason[0] if len(reason) == 1 else " ".join(map(str, reason))


@dataclass(frozen=True, slots=True)
class _Axis:
    name: Dimension
    categories: tuple[Dimension, ...]


def _table(document: dict[str, Any], given: Input, file: str) -> TextTable:
    if document.get("class") != "dataset" or not str(document.get("version", "2")).startswith("2"):
        raise _NotSoError(Phrase(N_("not a dataset of JSON-stat 2")))
    axes = _axes(document)
    count = math.prod(len(axis.categories) for axis in axes)
    if count > _MOST_VALUES:
        raise _NotSoError(count, ">", _MOST_VALUES)
    values = _values(document, count, {*MARKERS, *given.missing} - {""})
    ids = [axis.name.code for axis in axes]
    measure = _role(document, "metric", ids, _MEASURES)
    time = _role(document, "time", ids, _TIME)
    measures = (Dimension(_NO_MEASURE, ""),) if measure is None else axes[measure].categories
    entries = _entries(axes, values, measure, time)
    dimensions = [axis.name for i, axis in enumerate(axes) if i not in {measure, time}]
    return laid_out(dimensions, measures, entries, file=file, reader="json-stat")


def _axes(document: dict[str, Any]) -> list[_Axis]:
    ids, sizes, described = (document.get(name) for name in ("id", "size", "dimension"))
    if (
        not isinstance(ids, list)
        or not isinstance(sizes, list)
        or not isinstance(described, dict)
        or not all(isinstance(name, str) for name in ids)
        or not ids
        or len(ids) != len(sizes)
        or len(set(ids)) < len(ids)
    ):
        raise _NotSoError("id, size, dimension")
    axes = [_axis(name, described.get(name)) for name in ids]
    for axis, size in zip(axes, sizes, strict=True):
        if isinstance(size, bool) or size != len(axis.categories):
            raise _NotSoError("size", axis.name.code, size, len(axis.categories))
    return axes


def _axis(name: str, said: object) -> _Axis:
    category = said.get("category") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(category, dict):
        raise _NotSoError("dimension", name)
    labels = category.get("label", {})
    if not isinstance(labels, dict):
        raise _NotSoError("label", name)
    codes = _codes(name, category.get("index"), labels)
    unknown = [code for code in labels if code not in set(codes)]
    if unknown:
        raise _NotSoError("label", name, unknown[0])
    categories = tuple(Dimension(code, str(labels.get(code, ""))) for code in codes)
    return _Axis(Dimension(name, str(said.get("label", ""))), categories)


def _codes(name: str, index: object, labels: dict[str, Any]) -> list[str]:
    """Codes of a dimension in order: a list, an object of positions, or the only label."""
    if index is None and len(labels) == 1:
        return list(labels)
    if isinstance(index, list) and all(isinstance(code, str) for code in index):
        if len(set(index)) == len(index):
            return list(index)
    elif isinstance(index, dict):
        places = list(index.values())
        if all(type(place) is int for place in places) and sorted(places) == list(
            range(len(index))
        ):
            return sorted(index, key=index.__getitem__)
    raise _NotSoError("index", name)


def _role(document: dict[str, Any], role: str, ids: Sequence[str], usual: str) -> int | None:
    roles = document.get("role")
    named = roles.get(role) if isinstance(roles, dict) else None
    if named is None:
        named = [usual] if usual in ids else []
    if not isinstance(named, list) or len(named) > 1 or any(n not in ids for n in named):
        raise _NotSoError("role", role)
    return ids.index(named[0]) if named else None


def _values(document: dict[str, Any], count: int, marks: Collection[str]) -> list[str]:
    given = _in_order(document.get("value"), count, "value")
    status = document.get("status")
    said = [status] * count if isinstance(status, str) else _in_order(status or {}, count, "status")
    texts: list[str] = []
    for value, mark in zip(given, said, strict=True):
        if isinstance(value, bool) or not isinstance(value, int | float | str | None):
            raise _NotSoError("value", value)
        missing = isinstance(mark, str) and bool(mark in marks or _DOTS.fullmatch(mark))
        texts.append(WITHHELD if value is None or missing else cell_text(value))
    return texts


def _in_order(given: object, count: int, name: str) -> list[Any]:
    """Values by their position; in an object those that are not there are null."""
    if isinstance(given, list):
        if len(given) != count:
            raise _NotSoError(name, len(given), "size", count)
        return given
    if not isinstance(given, dict):
        raise _NotSoError(name)
    ordered: list[Any] = [None] * count
    for place, value in given.items():
        if not _PLACE.fullmatch(place) or int(place) >= count:
            raise _NotSoError(name, place, "size", count)
        ordered[int(place)] = value
    return ordered


def _entries(
    axes: Sequence[_Axis], values: Sequence[str], measure: int | None, time: int | None
) -> list[Entry]:
    rest = [i for i in range(len(axes)) if i != measure]
    sizes = [len(axis.categories) for axis in axes]
    steps = [math.prod(sizes[i + 1 :]) for i in range(len(axes))]
    step = 0 if measure is None else steps[measure]
    measures = 1 if measure is None else sizes[measure]
    entries: list[Entry] = []
    for number, places in enumerate(itertools.product(*(range(sizes[i]) for i in rest)), start=1):
        start = sum(steps[i] * place for i, place in zip(rest, places, strict=True))
        code = {i: axes[i].categories[place].code for i, place in zip(rest, places, strict=True)}
        entries.append(
            Entry(
                number,
                tuple(code[i] for i in rest if i != time),
                None if time is None else code[time],
                tuple(values[start + step * m] for m in range(measures)),
            )
        )
    return entries
