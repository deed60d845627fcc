"""Read a rule pack, checked as any input: every fault at once, with the nearest valid name."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from geoaccess.errors import ConfigError, NoticeList
from geoaccess.messages import N_, Phrase
from geoaccess.messages.toml import toml_reason
from geoaccess.messages.wanted import NUMBER, ONE_OF, wanted
from geoaccess.paths import packaged_data
from geoaccess.principles.operators import OPERATORS
from geoaccess.principles.pack import RulePack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geoaccess.principles.operators.kinds import Operator
    from geoaccess.principles.pack import Check

__all__ = ["load_pack"]

_NO_UTF8 = Phrase(N_("it is not text in UTF-8"))


def load_pack(name: str | Path) -> RulePack:
    """Read a shipped pack by its name, or any by its path.

    Raises
    ------
    ConfigError
        If there is no such pack, or with every fault in it.

    Examples
    --------
    >>> load_pack("stockholm").region
    'Region Stockholm'
    """
    path = _path(name)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError.of("GA-P002", file=path.name, problem=_NO_UTF8) from error
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, row = toml_reason(error, text)
        raise ConfigError.of("GA-P002", file=path.name, row=row, problem=problem) from error
    found = NoticeList()
    try:
        pack = RulePack.model_validate(content)
    except ValidationError as error:
        _explain(error, path.name, found)
        raise ConfigError(found.errors) from error
    _check_meaning(pack, path.name, found)
    ConfigError.refuse(found)
    return pack


def _path(name: str | Path) -> Path:
    folder = packaged_data("rules")
    given = Path(name)
    if given.suffix == ".toml":
        if given.is_file():
            return given
    elif (folder / f"{name}.toml").is_file():
        return folder / f"{name}.toml"
    shipped = ", ".join(sorted(path.stem for path in folder.glob("*.toml")))
    raise ConfigError.of("GA-P001", value=name, packs=shipped)


def _explain(error: ValidationError, file: str, found: NoticeList) -> None:
    for fault in error.errors(include_url=False):
        where = ".".join(map(str, fault["loc"]))
        match fault["type"]:
            case "extra_forbidden":
                near = _nearest(str(fault["loc"][-1]), _keys_at(fault["loc"][:-1]))
                found.add("GA-P003", file=file, column=where, nearest=near)
            case "missing":
                found.add("GA-P004", file=file, column=where)
            case _:
                value = fault["input"]
                shown = "…" if isinstance(value, dict | list) else value
                found.add("GA-P005", file=file, column=where, value=shown, problem=wanted(fault))


def _keys_at(place: Sequence[int | str]) -> Iterable[str]:
    """The keys that may stand at a place of the pack."""
    model: type[BaseModel] | None = RulePack
    for step in place:
        if isinstance(step, int) or model is None:
            continue
        field = model.model_fields.get(step)
        model = None if field is None else _model_in(field.annotation)
    return () if model is None else model.model_fields


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 -- what pydantic gives
    """The part of the pack inside an annotation such as ``list[Rule]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inner if model is not None), None)


def _check_meaning(pack: RulePack, file: str, found: NoticeList) -> None:
    sources = [source.id for source in pack.sources]
    for name in (*_twice(sources), *_twice([rule.id for rule in pack.rules])):
        found.add("GA-P010", file=file, value=name)
    named = [("capacity.sources", pack.capacity.sources)]
    named += [("catchment.sources", pack.catchment.sources)]
    named += [(f"rules.{rule.id}.sources", rule.sources) for rule in pack.rules]
    named += [(f"context.{each.id}.sources", each.sources) for each in pack.context]
    for where, ids in named:
        for name in ids:
            if name not in sources:
                near = _nearest(name, sources)
                found.add("GA-P009", file=file, column=where, value=name, nearest=near)
    for rule in pack.rules:
        for check in rule.checks:
            where = f"rules.{rule.id}.checks"
            operator = OPERATORS.get(check.operator)
            if operator is None:
                found.add(
                    "GA-P006",
                    file=file,
                    column=where,
                    value=check.operator,
                    nearest=_nearest(check.operator, OPERATORS),
                    known=", ".join(OPERATORS),
                )
            else:
                _check_check(check, operator, file, where, found)


def _check_check(
    check: Check, operator: Operator, file: str, where: str, found: NoticeList
) -> None:
    for scope in check.scopes:
        if scope not in operator.scopes:
            found.add(
                "GA-P008",
                file=file,
                column=f"{where}.scopes",
                value=scope,
                operator=operator.name,
                known=", ".join(operator.scopes),
            )
    _check_limits(check, operator, file, where, found)
    for name in operator.arguments:
        if name not in check.arguments:
            found.add("GA-P004", file=file, column=f"{where}.arguments.{name}")
    for name, value in check.arguments.items():
        column = f"{where}.arguments.{name}"
        if name in operator.choices:
            if value not in operator.choices[name]:
                problem = (ONE_OF, ", ".join(operator.choices[name]))
                found.add("GA-P005", file=file, column=column, value=value, problem=problem)
            continue
        if name not in operator.arguments:
            near = _nearest(name, [*operator.arguments, *operator.choices])
            found.add("GA-P003", file=file, column=column, nearest=near)
            continue
        low, high = operator.arguments[name]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not low <= float(value) <= high:
            problem = (NUMBER, f"{low:g}–{high:g}")
            found.add("GA-P005", file=file, column=column, value=value, problem=problem)


def _check_limits(
    check: Check, operator: Operator, file: str, where: str, found: NoticeList
) -> None:
    limits = check.limits
    if (operator.better == "none") != (limits is None):
        code = "GA-P004" if limits is None else "GA-P003"
        found.add(code, file=file, column=f"{where}.limits", nearest="")
    elif limits is not None:
        ordered = (
            limits.met >= limits.at_risk
            if operator.better == "more"
            else limits.met <= limits.at_risk
        )
        if not ordered:
            found.add(
                "GA-P007",
                file=file,
                column=f"{where}.limits",
                met=limits.met,
                at_risk=limits.at_risk,
                operator=operator.name,
            )


def _twice(names: Sequence[str]) -> Iterator[str]:
    return (name for name in dict.fromkeys(names) if names.count(name) > 1)


def _nearest(name: str, among: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(among), n=1)
    return f" ({near[0]}?)" if near else ""
