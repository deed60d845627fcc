"""What the model cannot see: files that are not there, and settings that contradict each other.

Works on the document as it was written, so that these faults are told together with the model's.
"""

from __future__ import annotations

import json
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from geoaccess.messages import N_, Phrase
from geoaccess.study.access import AccessSettings
from geoaccess.study.access_checks import access_faults
from geoaccess.study.faults import nearest
from geoaccess.study.files import FILES
from geoaccess.study.inputs import StreetsInput, TimetablesInput
from geoaccess.study.lines import KeyPath, line_of, written
from geoaccess.study.model import AS_IT_STANDS, NOT_WRITTEN, Disclosure, NeedSettings, PlaceKind
from geoaccess.study.need_checks import columns_of_need, need_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from geoaccess.errors import NoticeList

__all__ = ["check_study"]

_OWN_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_LONG = ("pivot", "value_column", "values")
_INNER = {"key": "vintage_key", "boundaries": "areas"}
_WITH_VALUES = ("statistics", "forecast")
_LIKE_OURS = 0.8
_NO_TABLES: Mapping[str, type[BaseModel]] = {
    "timetables": TimetablesInput,
    "streets": StreetsInput,
}
_OF_TABLES = frozenset(
    {
        *("layer", "crs", "encoding", "delimiter", "decimal", "header_row", "columns"),
        *("constants", "recode", "missing", "where", "exclude"),
    }
)


@dataclass(frozen=True, slots=True)
class _Check:
    document: Mapping[str, Any]
    found: NoticeList
    lines: Mapping[KeyPath, int]
    name: str

    def add(self, code: str, path: KeyPath, value: object = None, **places: object) -> None:
        self.found.add(
            code,
            file=self.name,
            row=line_of(path, self.lines),
            column="",
            value=value,
            key=written(path),
            **places,
        )

    def table(self, *keys: str) -> dict[str, Any]:
        table: Any = self.document
        for key in keys:
            table = table.get(key) if isinstance(table, dict) else None
        return table if isinstance(table, dict) else {}

    def inputs(self) -> Iterator[tuple[KeyPath, str, dict[str, Any]]]:
        """Each input with its path and its role."""
        for role, given in self.table("inputs").items():
            entries = given if isinstance(given, list) else [given]
            for index, entry in enumerate(entries):
                if isinstance(entry, dict):
                    path: KeyPath = ("inputs", role)
                    path = (*path, index) if isinstance(given, list) else path
                    yield path, role, entry
                    yield from _inner(path, entry)


def _inner(
    path: KeyPath, entry: Mapping[str, Any]
) -> Iterator[tuple[KeyPath, str, dict[str, Any]]]:
    """Files that an input names to be converted by, with the role whose columns they have."""
    for key, role in _INNER.items():
        inner = entry.get(key)
        if isinstance(inner, dict):
            yield (*path, key), role, inner


def check_study(
    document: Mapping[str, Any],
    found: NoticeList,
    *,
    base: Path,
    lines: Mapping[KeyPath, int],
    name: str,
) -> None:
    """Add a notice for each missing file and each contradiction in the document."""
    check = _Check(document, found, lines, name)
    for ours in NOT_WRITTEN & document.keys():
        check.add("GA-C010", (ours,), nearest="study", valid="study, inputs, supply")
    for path, role, entry in check.inputs():
        _check_file(check, path, entry, base)
        if role in FILES:
            _check_columns(check, path, role, entry)
        if role == "statistics":
            _check_long(check, path, entry)
            _check_conversion(check, path, entry)
        if role == "forecast":
            _check_age_groups(check, path, entry)
        if role in _NO_TABLES:
            _check_no_table(check, path, entry, _NO_TABLES[role])
        if role == "districts" and entry.get("replaces") == []:
            check.add("GA-C043", (*path, "replaces"))
    _check_modes(check)
    _check_need(check)
    _check_forecast(check)
    _check_access(check)
    _check_disclosure(check)
    _check_places(check)


def _check_file(check: _Check, path: KeyPath, entry: Mapping[str, Any], base: Path) -> None:
    given = entry.get("path")
    if not isinstance(given, str):
        return
    file = Path(given) if Path(given).is_absolute() else base / given
    where = (*path, "path")
    try:
        kind: int | None = file.stat().st_mode
    except PermissionError:
        reason = Phrase(N_("there is no right to read its folder"))
        check.add("GA-T137", where, given, reason=reason)
        return
    except (OSError, ValueError):  # not there, or no name a file can have
        kind = None
    if kind is not None and stat.S_ISDIR(kind):
        check.add("GA-C031", where, given)
    elif kind is not None and not stat.S_ISREG(kind):
        reason = Phrase(N_("it is no ordinary file"))
        check.add("GA-T137", where, given, reason=reason)
    elif kind is None:
        folder = file.parent
        names = [one for one in _names_in(folder) if one != file.name]
        near = nearest(file.name, names) or "-"
        check.add("GA-C030", where, given, folder=folder, nearest=near)


def _names_in(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()]
    except (OSError, ValueError):
        return []


def _check_columns(check: _Check, path: KeyPath, role: str, entry: Mapping[str, Any]) -> None:
    known = list(FILES[role].by_name)
    mapped = entry.get("columns")
    constants = entry.get("constants")
    parts = ("columns", "constants", "recode", *(("values",) if role in _WITH_VALUES else ()))
    for part in parts:
        given = entry.get(part)
        for column in given if isinstance(given, dict) else ():
            if column not in known and not (role == "statistics" and _is_own(check, column, known)):
                check.add(
                    "GA-C040",
                    (*path, part, column),
                    column,
                    nearest=nearest(column, known),
                    valid=", ".join(known),
                )
    if isinstance(mapped, dict) and isinstance(constants, dict):
        for column in sorted(mapped.keys() & constants.keys()):
            check.add("GA-C041", (*path, "constants", column))


def _is_own(check: _Check, column: str, known: list[str]) -> bool:
    """Whether a statistics column is the study's own and no misspelling of ours."""
    from difflib import SequenceMatcher  # noqa: PLC0415 -- only for names we do not know

    if not _OWN_NAME.fullmatch(column):
        return False
    if column in (*_component_columns(check), *_recipe_columns(check)):
        return True
    like = SequenceMatcher(None, column, nearest(column, known)).ratio()
    return like < _LIKE_OURS


def _check_long(check: _Check, path: KeyPath, entry: Mapping[str, Any]) -> None:
    missing = [key for key in _LONG if not entry.get(key)]
    if missing and len(missing) < len(_LONG):
        check.add("GA-C046", path, missing=", ".join(missing))


def _check_conversion(check: _Check, path: KeyPath, entry: Mapping[str, Any]) -> None:
    """Refuse settings of a table that say two things, or one that this level can't have."""
    level = entry.get("level", "area")
    apart = {
        "boundaries": ("key",) if "key" in entry else ("level",) if level == "kommun" else (),
        "key": ("level",) if level == "kommun" else (),
        "spread": ("level",) if level == "area" else (),
    }
    for key, others in apart.items():
        for other in others if entry.get(key) else ():
            said = f'level = "{level}"' if other == "level" else other
            check.add("GA-L065", (*path, key), keys=f"{key}, {said}")


def _check_age_groups(check: _Check, path: KeyPath, entry: Mapping[str, Any]) -> None:
    """A forecast by age says which column tells the ages apart, and what they add up to."""
    pivot, values = entry.get("pivot"), entry.get("values")
    if bool(pivot) != bool(values):
        check.add("GA-P073", path, missing="values" if pivot else "pivot")
    elif isinstance(values, dict) and values and "people" not in values:
        check.add("GA-P074", (*path, "values"))


def _check_forecast(check: _Check) -> None:
    asked = check.table("forecast")
    if not asked:
        return
    has_file, preset = "forecast" in check.table("inputs"), asked.get("preset")
    if not has_file and preset is None:
        check.add("GA-P070", ("forecast",))
    elif has_file and preset is not None:
        check.add("GA-P071", ("forecast", "preset"), preset)
    year, base = asked.get("year"), asked.get("base")
    if isinstance(year, int) and isinstance(base, int) and base >= year:
        check.add("GA-P072", ("forecast", "base"), base, year=str(year))


def _check_disclosure(check: _Check) -> None:
    asked = check.table("disclosure")
    base, protection = asked.get("base", Disclosure().base), asked.get("protection")
    is_wide = isinstance(base, int) and isinstance(protection, int) and protection > base
    if asked.get("mode") == "round" and is_wide:
        check.add("GA-C090", ("disclosure", "protection"), protection, base=str(base))


def _check_places(check: _Check) -> None:
    """Refuse to place people by what is not given."""
    by, inputs = check.table("places").get("by"), check.table("inputs")
    valid = [kind for kind in get_args(PlaceKind) if kind in inputs]
    if by in get_args(PlaceKind) and by not in inputs:
        check.add("GA-L421", ("places", "by"), by, valid=", ".join(valid) or "-")


def _check_no_table(
    check: _Check, path: KeyPath, entry: Mapping[str, Any], model: type[BaseModel]
) -> None:
    """Refuse what says how a table is read: the standard says it for timetables and streets."""
    valid = [name for name in model.model_fields if name not in _OF_TABLES]
    for key in sorted(entry.keys() & _OF_TABLES):
        check.add("GA-C010", (*path, key), nearest=nearest(key, valid), valid=", ".join(valid))


def _check_modes(check: _Check) -> None:
    used, seen = list(check.table("modes")), set[str]()
    for path, role, entry in check.inputs():
        mode = entry.get("mode")
        if role == "times" and isinstance(mode, str):
            if mode in seen:
                check.add("GA-C510", (*path, "mode"), mode)
            seen.add(mode)
        if role == "times" and used and isinstance(mode, str) and mode not in used:
            check.add("GA-C045", (*path, "mode"), mode, valid=", ".join(used))


def _check_access(check: _Check) -> None:
    given = json.dumps(check.table("access"), default=str)
    try:
        settings = AccessSettings.model_validate_json(given)
    except ValidationError:
        return  # its faults are told by the model
    for fault in access_faults(settings, list(check.table("modes"))):
        check.add(fault.code, ("access", *fault.key), fault.value, **fault.places)


def _components(check: _Check) -> list[Any]:
    given = check.table("need").get("components")
    return given if isinstance(given, list) else []


def _component_columns(check: _Check) -> set[str]:
    return {
        str(component[key])
        for component in _components(check)
        if isinstance(component, dict)
        for key in ("column", "per")
        if key in component
    }


def _recipe_columns(check: _Check) -> tuple[str, ...]:
    return columns_of_need(str(check.table("need").get("recipe", "cni")))


def _check_settings_of_need(check: _Check, given: list[str]) -> None:
    try:
        settings = NeedSettings.model_validate_json(json.dumps(check.table("need"), default=str))
    except ValidationError:
        return  # its faults are told by the model
    if settings.reference is not None and not settings.reference_source:
        check.add("GA-P041", ("need", "reference"), settings.reference)
    for fault in need_faults(settings, given):
        check.add(fault.code, ("need", *fault.key), fault.value, **fault.places)


def _check_need(check: _Check) -> None:
    _check_settings_of_need(check, _given_columns(check))
    if check.table("need").get("recipe") == "index" and not _components(check):
        check.add("GA-C042", ("need", "recipe"))
    given = _given_columns(check)
    for index, component in enumerate(_components(check)):
        for key in ("column", "per") if isinstance(component, dict) else ():
            column = component.get(key)
            stands_alone = key == "per" and column in AS_IT_STANDS
            if isinstance(column, str) and not stands_alone and column not in given:
                check.add(
                    "GA-C047",
                    ("need", "components", index, key),
                    column,
                    nearest=nearest(column, given),
                    valid=", ".join(given),
                )


def _given_columns(check: _Check) -> list[str]:
    """Columns of areas that some statistics table gives; under our own names without mapping."""
    # SCB's tables by area stop at 80: whoever has people of 85 says where.
    given = dict.fromkeys(FILES["statistics"].by_name)
    given.pop("age_85plus", None)
    for _, role, entry in check.inputs():
        for part in ("columns", "values", "constants") if role == "statistics" else ():
            columns = entry.get(part)
            given |= dict.fromkeys(columns if isinstance(columns, dict) else ())
    given.pop("area_id", None)
    return list(given)
