"""Read ``study.toml``: every fault at once, with the nearest valid key."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import N_, Phrase
from geoaccess.messages.toml import toml_reason
from geoaccess.study.checks import check_study
from geoaccess.study.faults import add_fault
from geoaccess.study.lines import key_lines, line_of
from geoaccess.study.model import Study

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from geoaccess.study.lines import KeyPath

__all__ = ["load_study", "parse_study"]

# No key of a study goes deeper than a few levels; the model's own reader gives up at 200.
_DEEPEST = 20
_TOO_DEEP = N_("brackets within brackets without end")


def load_study(path: Path, *, data: Path | None = None, year: int | None = None) -> Study:
    """Read a study file.

    Parameters
    ----------
    path
        The ``study.toml``.
    data
        Where relative paths of inputs start; the study file's folder if not given.
    year
        The year of the forecast to make the study for, in place of what ``[forecast]`` says.

    Raises
    ------
    ConfigError
        With a notice per fault: unknown and missing keys, wrong types, numbers that are not
        finite, input files that are not there, columns no table has.
    """
    name = path.name
    # What is no ordinary file may never end, or never begin.
    if not path.is_file():
        raise ConfigError.of("GA-C001", file=str(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError.of("GA-T130", file=str(path), reason=reason) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError.of("GA-C002", file=name, row=row) from error
    study = parse_study(text, base=data or path.parent, name=name, year=year)
    return study.model_copy(update={"folder": path.parent})


def parse_study(
    text: str, *, base: Path, name: str = "study.toml", year: int | None = None
) -> Study:
    """Make the study a TOML text describes; `base` is where relative paths start."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(error, text, name) from error
    except RecursionError as error:
        raise ConfigError.of("GA-C003", file=name, row=1, reason=Phrase(_TOO_DEEP)) from error
    if year is not None:
        asked = document.setdefault("forecast", {})
        if isinstance(asked, dict):
            asked["year"] = year
    lines = key_lines(text)
    found = NoticeList()
    study = _validated(document, found, lines=lines, name=name)
    check_study(document, found, base=base, lines=lines, name=name)
    if found.errors:
        in_order = sorted(found.errors, key=lambda notice: notice.row or 0)
        raise ConfigError(in_order)
    assert study is not None
    return study.model_copy(update={"base": base})


def _validated(
    document: dict[str, object],
    found: NoticeList,
    *,
    lines: Mapping[KeyPath, int],
    name: str,
) -> Study | None:
    deep = [key for key, value in document.items() if not _ends_within(value, _DEEPEST)]
    for key in deep:
        found.add("GA-C029", file=name, row=line_of((key,), lines), value="[[[…", key=key)
    document = {key: value for key, value in document.items() if key not in deep}
    # Strict mode reads dates, tuples and paths from JSON's text and lists, as TOML has them.
    try:
        study = Study.model_validate_json(json.dumps(document, default=_iso))
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            if _counts_only_the_good(fault):
                continue
            add_fault(found, fault, lines=lines, name=name)
        return None
    return study


def _ends_within(value: object, levels: int) -> bool:
    """Whether lists and tables stand within each other no deeper than this."""
    parts = [value]
    for _ in range(levels):
        inside = (part.values() if isinstance(part, dict) else part for part in parts)
        parts = [
            p
            for some in inside
            if isinstance(some, Iterable) and not isinstance(some, str)
            for p in some
        ]
    return not parts


def _counts_only_the_good(fault: ErrorDetails) -> bool:
    """Whether a list is called too short only because its faulty elements are not counted."""
    least = fault.get("ctx", {}).get("min_length", 0)
    return fault["type"] == "too_short" and len(fault["input"]) >= least


def _iso(value: object) -> str:
    assert isinstance(value, dt.date | dt.time)
    return value.isoformat()


def _syntax_error(error: tomllib.TOMLDecodeError, text: str, name: str) -> ConfigError:
    reason, row = toml_reason(error, text)
    return ConfigError.of("GA-C003", file=name, row=row, reason=reason)
