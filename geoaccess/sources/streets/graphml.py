"""A graph as OSMnx saves it in GraphML, read without obeying anything else XML can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PlainGraph", "read_graphml"]


@dataclass(slots=True)
class PlainGraph:
    """Nodes and directed edges with their attributes as text."""

    attributes: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, dict[str, str]] = field(default_factory=dict)
    edges: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


class _DoctypeError(Exception):
    """The file has a document type: entities could be declared in it."""


def read_graphml(path: Path, name: str) -> PlainGraph:
    """Read a GraphML file.

    Raises
    ------
    InputError
        If the file is damaged or breaks off, or declares a document type (entities are never
        expanded).
    """
    reader = _Reader()
    try:
        with path.open("rb") as file:
            reader.parser.ParseFile(file)
    except _DoctypeError as declared:
        raise InputError.of("GA-S008", file=name) from declared
    # An encoding that Python does not know is a LookupError, one it cannot use a ValueError.
    except (expat.ExpatError, LookupError, ValueError) as broken:
        raise InputError.of("GA-S004", file=name, reason=str(broken)) from broken
    return reader.graph


class _Reader:
    def __init__(self) -> None:
        self.graph = PlainGraph()
        self._names: dict[str, str] = {}
        self._into: list[dict[str, str]] = []
        self._key: str | None = None
        self._text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise _DoctypeError

    def _start(self, tag: str, given: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "key":
            self._names[given.get("id", "")] = given.get("attr.name", "")
        elif kind == "graph":
            self._into.append(self.graph.attributes)
        elif kind == "node":
            self._into.append(self.graph.nodes.setdefault(given.get("id", ""), {}))
        elif kind == "edge":
            held: dict[str, str] = {}
            self.graph.edges.append((given.get("source", ""), given.get("target", ""), held))
            self._into.append(held)
        elif kind == "data":
            self._key = self._names.get(given.get("key", ""), given.get("key", ""))
            self._text = []

    def _characters(self, text: str) -> None:
        if self._key is not None:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        kind = tag.rpartition(" ")[2]
        if kind in {"graph", "node", "edge"}:
            self._into.pop()
        elif kind == "data" and self._key is not None:
            if self._into:
                self._into[-1][self._key] = "".join(self._text)
            self._key = None
