"""On which line of a TOML file each key stands, so that a fault can be pointed at."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KeyPath", "key_lines", "line_of", "written"]

KeyPath: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\]|\\.)*"' + r"|'[^']*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}\n#]+")


class _Scanner:
    """Walks a TOML text known to be valid; `lines` grows as keys are met."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}

    def scan(self) -> None:
        table: KeyPath = ()
        while self._skip() < len(self.text):
            table = self._header() if self._next("[") else self._pair(table)

    def _skip(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _next(self, mark: str) -> bool:
        return self.text.startswith(mark, self.at)

    def _note(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, self.at) + 1)

    def _header(self) -> KeyPath:
        is_array = self._next("[[")
        self.at += 2 if is_array else 1
        keys = self._keys()
        path: KeyPath = ()
        for key in keys[:-1]:
            path = self._latest((*path, key))
        path = (*path, keys[-1])
        if is_array:
            self.counts[path] = self.counts.get(path, -1) + 1
            self._note(path)
            path = self._latest(path)
        self._note(path)
        self._skip()
        self.at += 2 if is_array else 1
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        """Give the last element of an array of tables, or the table itself."""
        return (*path, self.counts[path]) if path in self.counts else path

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip()
            found = _KEY.match(self.text, self.at)
            if found is None:
                return keys
            raw = found.group()
            keys.append(next(iter(tomllib.loads(f"{raw} = 0"))))
            self.at = found.end()
            self._skip()
            if not self._next("."):
                return keys
            self.at += 1

    def _pair(self, table: KeyPath) -> KeyPath:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            end, self.at = self.at, start
            self._note(path)
            self.at = end
        self._skip()
        self.at += 1  # the equals sign
        self._value(path)
        return table

    def _value(self, path: KeyPath) -> None:
        self._skip()
        if self._next("["):
            self._array(path)
        elif self._next("{"):
            self._inline_table(path)
        else:
            found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while self._skip() < len(self.text) and not self._next("]"):
            if self._next(","):
                self.at += 1
                continue
            self._note((*path, index))
            self._value((*path, index))
            index += 1
        self.at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self.at += 1
        while self._skip() < len(self.text) and not self._next("}"):
            if self._next(","):
                self.at += 1
                continue
            self._pair(path)
        self.at += 1


def key_lines(text: str) -> Mapping[KeyPath, int]:
    r"""Line of each key, table and array element of a valid TOML text, counted from 1.

    Examples
    --------
    >>> key_lines("[inputs.areas]\npath = 'a'\ncolumns = {name = 'namn'}")[
    ...     "inputs", "areas", "columns", "name"
    ... ]
    3
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.scan()
    return scanner.lines


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """Line of a key, or of the nearest table around it, at its first key if it has no header."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
        inside = [line for known, line in lines.items() if known[:end] == path[:end]]
        if inside:
            return min(inside)
    return None


def written(path: KeyPath) -> str:
    """Write a key path as a reader would: ``inputs.sites[0].columns``.

    Examples
    --------
    >>> written(("inputs", "sites", 0, "columns"))
    'inputs.sites[0].columns'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
