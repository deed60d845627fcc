"""A fault the settings' model found, as a notice: which key, on which line, what was wanted."""

from __future__ import annotations

import math
import types
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from geoaccess.study.lines import KeyPath, line_of, written
from geoaccess.study.model import NOT_WRITTEN, Study

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from geoaccess.errors import NoticeList

__all__ = ["add_fault", "choices_at", "nearest", "valid_keys"]

_PLAIN = {"missing": "GA-C011", "finite_number": "GA-C012"}
_WRONG_TYPE = {
    "string": "GA-C014",
    "float": "GA-C015",
    "int": "GA-C016",
    "bool": "GA-C017",
    "date": "GA-C018",
    "tuple": "GA-C019",
    "list": "GA-C019",
    "model": "GA-C020",
    "dict": "GA-C020",
}
_LIMITS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}
_EXAMPLES = {"crs": "EPSG:3006", "id": "min-region-2026"}


def nearest(word: str, words: Iterable[str]) -> str:
    """Give the word most like `word`.

    Examples
    --------
    >>> nearest("colums", ["columns", "constants", "crs"])
    'columns'
    """
    return max(words, key=lambda known: SequenceMatcher(None, word, known).ratio(), default="")


def add_fault(
    found: NoticeList, fault: ErrorDetails, *, lines: Mapping[KeyPath, int], name: str
) -> None:
    """Add what pydantic found as a notice in plain words."""
    path: KeyPath = fault["loc"]
    is_key = bool(path) and path[-1] == "[key]"
    path = path[:-1] if is_key else path
    kind = fault["type"]
    code, places = _sentence(kind, path, fault, is_key=is_key)
    # A value that a list lacks is the list's fault.
    path = path[:-1] if code == "GA-C023" and isinstance(path[-1], int) else path
    if isinstance(fault["input"], float) and not math.isfinite(fault["input"]):
        code = "GA-C012"
    if path == ("modes",) and kind in {"missing", "too_short"}:
        code = "GA-C044"
    found.add(
        code,
        file=name,
        row=line_of(path, lines),
        value=None if kind == "missing" else _shown(fault["input"]),
        key=written(path),
        **places,
    )


def _sentence(
    kind: str, path: KeyPath, fault: ErrorDetails, *, is_key: bool
) -> tuple[str, dict[str, str]]:
    context = fault.get("ctx", {})
    last = str(path[-1])
    if kind == "extra_forbidden" or is_key:
        valid = choices_at(path, of_key=True) if is_key else valid_keys(path[:-1])
        return "GA-C010", _choices(last, valid)
    if kind == "literal_error":
        return "GA-C013", _choices(str(fault["input"]), choices_at(path))
    if kind in {"too_short", "too_long"} or (kind == "missing" and isinstance(path[-1], int)):
        wanted = context.get("min_length", context.get("max_length"))
        return "GA-C023", {"limit": f">= {wanted}" if "min_length" in context else str(wanted or 2)}
    limit = next((f"{_LIMITS[k]} {v:g}" for k, v in context.items() if k in _LIMITS), "")
    if limit:
        return "GA-C021", {"limit": limit}
    if kind == "string_pattern_mismatch":
        return "GA-C022", {"example": _EXAMPLES.get(last, "EPSG:3006")}
    return _PLAIN.get(kind, _WRONG_TYPE.get(kind.split("_", maxsplit=1)[0], "GA-C029")), {}


def _choices(word: str, valid: list[str]) -> dict[str, str]:
    return {"nearest": nearest(word, valid), "valid": ", ".join(valid)}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)


def valid_keys(path: KeyPath) -> list[str]:
    """Which keys the table at `path` may have.

    Examples
    --------
    >>> valid_keys(("disclosure",))
    ['mode', 'min_count', 'base', 'protection']
    """
    kind = _kind_at(path)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [name for name in kind.model_fields if not (kind is Study and name in NOT_WRITTEN)]


def choices_at(path: KeyPath, *, of_key: bool = False) -> list[str]:
    """Which values the key at `path` may have, if they are a closed list."""
    kind = get_args(_kind_at(path[:-1]))[0] if of_key else _kind_at(path)
    return [str(choice) for choice in get_args(kind)] if get_origin(kind) is Literal else []


def _kind_at(path: KeyPath) -> Any:  # noqa: ANN401 -- a type of typing's own kind
    kind: Any = Study
    for part in path:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            kind = _plain(kind.model_fields[str(part)].annotation)
        else:
            arguments = get_args(kind)
            kind = _plain(arguments[0] if get_origin(kind) is tuple else arguments[1])
    return kind


def _plain(kind: Any) -> Any:  # noqa: ANN401
    """Without ``| None`` and ``Annotated``."""
    if get_origin(kind) in {Union, types.UnionType}:
        return _plain(next(part for part in get_args(kind) if part is not type(None)))
    return _plain(kind.__origin__) if hasattr(kind, "__metadata__") else kind
