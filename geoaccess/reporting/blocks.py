"""What a page is made of: chapters of paragraphs, lists, tables and figures, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = [
    "Block",
    "Cell",
    "Chapter",
    "Definitions",
    "Entry",
    "Facts",
    "Figure",
    "Heading",
    "Items",
    "Swatch",
    "Table",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, and whether that stands for a number that is not shown.

    `mark` is one of the style sheet's own words, never data.
    """

    text: str
    number: bool = False
    state: Literal["ok", "rounded", "suppressed", "missing"] = "ok"
    mark: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the chapter's own."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `tone` is one of the style sheet's own words."""

    kind: ClassVar[str] = "text"
    text: str
    tone: Literal["", "lead", "quiet"] = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list: what it is about, and what is said."""

    text: str
    lead: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where `ordered`, small and close where `tight`."""

    kind: ClassVar[str] = "items"
    entries: tuple[Entry, ...]
    ordered: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side; `large` for the few that stand out."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, Cell], ...]
    large: bool = False


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they mean, in a box."""

    kind: ClassVar[str] = "definitions"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first cell of a row names the row."""

    kind: ClassVar[str] = "table"
    caption: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: bool = False

    @property
    def has_suppressed(self) -> bool:
        """Whether a cell stands for a protected number."""
        return any(cell.state == "suppressed" for row in self.rows for cell in row)

    @property
    def has_rounded(self) -> bool:
        """Whether a cell holds a rounded number."""
        return any(cell.state == "rounded" for row in self.rows for cell in row)

    @property
    def has_missing(self) -> bool:
        """Whether a cell stands for a number nobody has given."""
        return any(cell.state == "missing" for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Swatch:
    """A line of a legend: the style sheet's word for the sign, and what it means."""

    mark: str
    text: str
    shape: Literal["box", "ring", "dot", "diamond", "line"] = "box"


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption and legend; `svg` is made by `geoaccess.reporting.figures`."""

    kind: ClassVar[str] = "figure"
    svg: Markup
    caption: str
    legend: tuple[Swatch, ...] = ()


Block = Heading | Text | Items | Facts | Definitions | Table | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; `key` is its anchor on the page."""

    key: str
    title: str
    blocks: tuple[Block, ...]
