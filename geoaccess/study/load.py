"""Read ``study.toml``: every fault at once, with the nearest valid key."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.study.checks import check_study
from geoaccess.study.faults import add_fault
from geoaccess.study.lines import key_lines
from geoaccess.study.model import Study

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from geoaccess.study.lines import KeyPath

__all__ = ["load_study", "parse_study"]


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
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise ConfigError.of("GA-C001", file=str(path)) from error
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


def _counts_only_the_good(fault: ErrorDetails) -> bool:
    """Whether a list is called too short only because its faulty elements are not counted."""
    least = fault.get("ctx", {}).get("min_length", 0)
    return fault["type"] == "too_short" and len(fault["input"]) >= least


def _iso(value: object) -> str:
    assert isinstance(value, dt.date | dt.time)
    return value.isoformat()


def _syntax_error(error: tomllib.TOMLDecodeError, text: str, name: str) -> ConfigError:
    message = str(error)
    reason, _, place = message.partition(" (at ")
    digits = place.removeprefix("line ").split(",")[0]
    row = int(digits) if digits.isdigit() else text.count("\n") + 1
    return ConfigError.of("GA-C003", file=name, row=row, reason=reason)
