"""What a fixture of a notice is: a bad input that tells it, and a good neighbour that does not."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geoaccess.errors import (
    ConfigError,
    GeoaccessError,
    InputError,
    LimitError,
    NoticeList,
    OutputError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from geoaccess.errors import Notice

    Telling = Callable[[Path], Iterable[Notice]]

__all__ = ["Pair", "Told", "borrowed", "expected_class", "once", "refusing", "told_by"]

_CLASSES = {
    "A": InputError,
    "C": ConfigError,
    "T": InputError,
    "F": InputError,
    "G": InputError,
    "L": InputError,
    "S": InputError,
    "M": InputError,
    "P": ConfigError,
    "R": InputError,
    "O": OutputError,
}
_CLASSES_OF_CODES = {
    "GA-T137": ConfigError,
    "GA-G001": ConfigError,
    "GA-L065": ConfigError,
    "GA-M030": ConfigError,
    "GA-M031": ConfigError,
    "GA-M032": ConfigError,
    "GA-P016": InputError,
    **dict.fromkeys(("GA-P056", "GA-P057", "GA-P058"), InputError),
    **dict.fromkeys((f"GA-P{number:03d}" for number in range(76, 82)), InputError),
    "GA-R007": ConfigError,
    "GA-O006": ConfigError,
    "GA-O009": LimitError,
    "GA-O010": LimitError,
}


@dataclass(frozen=True)
class Pair:
    """A code with its two fixtures: each is given an empty folder, and gives what was told.

    `file`, `row`, `column` and `value` are all that the bad one's notice says of its place. Paths
    are those inside the fixture's folder.
    """

    code: str
    bad: Telling
    good: Telling
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None


@dataclass(frozen=True)
class Told:
    """All that was told, and the error it was told with."""

    notices: tuple[Notice, ...]
    error: GeoaccessError | None = None


def told_by(telling: Telling, folder: Path) -> Told:
    """Run a fixture."""
    try:
        return Told(tuple(telling(folder)))
    except GeoaccessError as error:
        return Told((*error.notices, *error.beside), error)


def expected_class(code: str) -> type[GeoaccessError]:
    """Which kind of error an error code comes with, and so which exit code."""
    return _CLASSES_OF_CODES.get(code, _CLASSES[code[3]])


def refusing(found: NoticeList) -> NoticeList:
    """What a step found, refused as the pipeline refuses it."""
    InputError.refuse(found)
    return found


def once(telling: Telling) -> Telling:
    """A good fixture that many codes share, run the first time only."""

    @cache
    def run() -> Told:
        with TemporaryDirectory() as folder:
            return told_by(telling, Path(folder))

    def again(_: Path) -> Iterable[Notice]:
        told = run()
        if told.error is not None:
            raise told.error
        return told.notices

    return again


@cache
def borrowed(path: str) -> ModuleType:
    """A helper module of another folder of tests, under a name of its own."""
    file = Path(__file__).parents[1] / path
    name = "borrowed_" + path.removesuffix(".py").replace("/", "_")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
