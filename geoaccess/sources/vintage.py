"""Vintages: which boundaries a file is made on, as kind and year, and what bridges two of them.

SCB writes a vintage after an area's code, a study writes it in words; here both become the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.sources.mapping import Loaded

__all__ = ["REDRAWN", "Vintage", "bridge", "split_vintage", "vintage_of", "without_vintage"]

VintageKind = Literal["DeSO", "RegSO", "kommun", "stadsdelsområde", ""]

# DeSO and RegSO were drawn anew, together, for 2025; SCB's tables follow from this year on.
REDRAWN = 2025
_FIRST_YEAR_OF_REDRAWN = 2024

_SUFFIX = re.compile(r"(.+)_((?:DeSO|RegSO)(\d{4}))")
_BARE_CODE = re.compile(r"\d{3,4}(?:[ABC]\d{4}|R\d{3})", re.IGNORECASE)
_KINDS: tuple[tuple[VintageKind, str], ...] = (
    ("DeSO", r"\bdeso"),
    ("RegSO", r"\bregso"),
    ("kommun", r"\bkommun(?:er)?"),
    ("stadsdelsområde", r"\bstadsdelsområde(?:n)?"),
)
_YEAR_AFTER = r"[ _.]?(\d{4})(?!\d)"

# SCB's files on its page of open geodata for DeSO; it puts the day of issue into some names.
_CHANGES = "deso-historiska-forandringar-2025-09-19.xlsx"
_REGSO_OF = {
    2018: "koppling-deso2018-regso2020.xlsx",
    2025: "koppling-deso2025-regso2025.xlsx",
}


@dataclass(frozen=True, slots=True, order=True)
class Vintage:
    """One drawing of one kind of area; the kind is empty where only a year is said."""

    kind: VintageKind
    year: int

    def __str__(self) -> str:
        return f"{self.kind} {self.year}".strip()

    @property
    def is_redrawn(self) -> bool:
        """Whether it is of the drawing of 2025: RegSO 2020 are made of DeSO 2018."""
        return self.year >= REDRAWN

    def holds_in(self, year: int) -> bool:
        """Whether SCB's tables give this vintage for a year; kommuner and others: always.

        Examples
        --------
        >>> Vintage("DeSO", 2018).holds_in(2023), Vintage("DeSO", 2018).holds_in(2024)
        (True, False)
        """
        if self.kind not in {"DeSO", "RegSO"}:
            return True
        return self.is_redrawn == (year >= _FIRST_YEAR_OF_REDRAWN)

    @property
    def is_of_city(self) -> bool:
        """Whether it is a city's own districts, which follow none of SCB's drawings."""
        return self.kind == "stadsdelsområde"

    def is_drawn_as(self, other: Vintage) -> bool:
        """Whether both are of one drawing: SCB's DeSO and RegSO were drawn anew for 2025.

        Examples
        --------
        >>> Vintage("RegSO", 2020).is_drawn_as(Vintage("DeSO", 2018))
        True
        >>> Vintage("stadsdelsområde", 2020).is_drawn_as(Vintage("stadsdelsområde", 2023))
        False
        """
        if self.is_of_city or other.is_of_city:
            return self == other
        return self.is_redrawn == other.is_redrawn

    def differs_from(self, other: Vintage) -> bool:
        """Whether numbers of the two can't stand side by side."""
        of_two_kinds = "" not in {self.kind, other.kind} and self.kind != other.kind
        return self.year != other.year or of_two_kinds


def vintage_of(text: str) -> Vintage | None:
    """Read the vintage that a text names; None where it names none.

    Examples
    --------
    >>> str(vintage_of("DeSO 2018, 2023-12-31")), str(vintage_of("_RegSO2025"))
    ('DeSO 2018', 'RegSO 2025')
    >>> vintage_of("2025"), vintage_of("2024-12-31")
    (Vintage(kind='', year=2025), None)
    """
    plain = text.strip().replace("_", " ").casefold()
    for kind, word in _KINDS:
        named = re.search(word + _YEAR_AFTER, plain)
        if named:
            return Vintage(kind, int(named.group(1)))
    year = re.fullmatch(r"\d{4}", plain)
    return Vintage("", int(year.group())) if year else None


def bridge(theirs: Vintage | None, ours: Vintage | None) -> str:
    """Name the key files that lead from one vintage to another, as SCB calls them.

    Examples
    --------
    >>> bridge(Vintage("DeSO", 2018), Vintage("DeSO", 2025))
    'deso-historiska-forandringar-2025-09-19.xlsx'
    """
    if theirs is None or ours is None:
        return _CHANGES
    steps = [
        _REGSO_OF[2025 if one.is_redrawn else 2018] for one in (theirs, ours) if one.kind == "RegSO"
    ]
    if theirs.is_redrawn != ours.is_redrawn:
        steps.insert(1 if theirs.kind == "RegSO" else 0, _CHANGES)
    return ", ".join(dict.fromkeys(steps)) or _CHANGES


def split_vintage(code: str) -> tuple[str, str]:
    """Area code and the vintage SCB writes after it.

    Examples
    --------
    >>> split_vintage("0114C1010_DeSO2025"), split_vintage("0114C1010")
    (('0114C1010', 'DeSO 2025'), ('0114C1010', ''))
    """
    found = _SUFFIX.fullmatch(code)
    return (found.group(1), str(vintage_of(found.group(2)))) if found else (code, "")


def without_vintage(loaded: Loaded, key: str, said: Iterable[str]) -> Loaded:
    """Take the vintage off the codes of a key column, and refuse one the study does not say.

    Where a table holds the codes of both drawings, as SCB's do, the rows of the other one are
    left out: they are zero or withheld for the years of this one.

    Parameters
    ----------
    loaded
        The file.
    key
        Our name of the column.
    said
        Vintages that the study gives; those that name none say nothing.
    """
    name = clean(loaded.given.columns.get(key, key))
    if name not in loaded.text.names:
        return loaded
    meant = [named for text in said if (named := vintage_of(text)) is not None]
    loaded = _of_one_drawing(loaded, name, meant)
    pairs = [split_vintage(code) for code in loaded.text.column(name)]
    for vintage in sorted({vintage for _, vintage in pairs} - {""}):
        theirs = vintage_of(vintage)
        against = sorted(str(v) for v in meant if theirs is not None and theirs.differs_from(v))
        if against:
            loaded.found.add(
                "GA-T050",
                file=loaded.file,
                column=name,
                value=vintage,
                vintage=against[0],
                key=bridge(theirs, vintage_of(against[0])),
            )
        else:
            loaded.found.add("GA-T079", file=loaded.file, column=name, value=vintage)
    cells = loaded.text.cells.copy()
    cells[:, loaded.text.names.index(name)] = [code for code, _ in pairs]
    return replace(loaded, text=replace(loaded.text, cells=cells))


def _of_one_drawing(loaded: Loaded, name: str, meant: list[Vintage]) -> Loaded:
    """Leave out the rows of the other drawing: SCB writes only that of 2025 after its codes.

    What is no area's code at all, such as a total, is of no drawing: it stays, and is told later.
    """
    codes = loaded.text.column(name)
    named = (vintage_of(split_vintage(code)[1]) for code in codes)
    suffixed = np.array([one is not None and one.is_redrawn for one in named])
    bare = np.array([_BARE_CODE.fullmatch(code) is not None for code in codes])
    drawings = {one.is_redrawn for one in meant}
    if len(drawings) != 1 or not bare.any() or not suffixed.any():
        return loaded
    kept = (suffixed == drawings.pop()) | ~(suffixed | bare)
    loaded.found.add(
        "GA-L060", file=loaded.file, column=name, n=int((~kept).sum()), vintage=str(meant[0])
    )
    return replace(loaded, text=loaded.text.keep(kept))
