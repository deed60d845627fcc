"""A statistics table of several dimensions, laid out as PxWeb's CSV lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.text_table import TextTable, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WITHHELD", "Dimension", "Entry", "laid_out"]

WITHHELD = ".."


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension or a measure: its code, and the text it also goes by."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Numbers of one combination of codes: a text per measure, at one time if there are times."""

    number: int
    key: tuple[str, ...]
    time: str | None
    values: tuple[str, ...]


def laid_out(
    dimensions: Sequence[Dimension],
    measures: Sequence[Dimension],
    entries: Sequence[Entry],
    *,
    file: str,
    reader: str,
) -> TextTable:
    """Make a table with a row per combination and a column per measure and time.

    The columns are headed as in PxWeb's CSV: dimensions by their codes, numbers by the measure's
    code and the time (``000007Y7 2024``). Where no other column has the name, each stands under
    its text too. A combination that has no entry for a time is withheld there, never zero. A row
    carries the number of the first of its entries.

    Raises
    ------
    InputError
        Two entries for the same combination and time, or none at all.
    """
    if not entries:
        raise InputError.of("GA-T028", file=file)
    times = list(dict.fromkeys(entry.time for entry in entries))
    at = {time: i * len(measures) for i, time in enumerate(times)}
    rows: dict[tuple[str, ...], list[str]] = {}
    lines: dict[tuple[str, ...], int] = {}
    seen: set[tuple[tuple[str, ...], str | None]] = set()
    found = NoticeList()
    for entry in entries:
        if (entry.key, entry.time) in seen:
            value = ", ".join((*entry.key, *((entry.time,) if entry.time else ())))
            found.add("GA-T098", file=file, row=entry.number, value=value)
        seen.add((entry.key, entry.time))
        row = rows.setdefault(entry.key, [WITHHELD] * (len(times) * len(measures)))
        row[at[entry.time] : at[entry.time] + len(measures)] = entry.values
        lines.setdefault(entry.key, entry.number)
    InputError.refuse(found)
    headed = [(measure, time) for time in times for measure in measures]
    codes = [*(d.code for d in dimensions), *(_header(m.code, time) for m, time in headed)]
    texts = [*(d.text for d in dimensions), *(_header(m.text, time) for m, time in headed)]
    named = _named([clean(name) for name in codes], [clean(name) for name in texts], file)
    cells = np.array(
        [[clean(cell) for cell in (*key, *row)] for key, row in rows.items()], dtype=object
    )
    return TextTable(
        file=file,
        names=tuple(name for name, _ in named),
        cells=cells[:, [column for _, column in named]],
        lines=np.array(list(lines.values()), dtype=np.int64),
        reader=reader,
        native=True,
    )


def _header(measure: str, time: str | None) -> str:
    return measure if time is None else f"{measure} {time}"


def _named(codes: list[str], texts: list[str], file: str) -> list[tuple[str, int]]:
    """Names and the column each stands for: all codes, and the texts that clash with nothing."""
    found = NoticeList()
    for name in sorted({name for name in codes if codes.count(name) > 1}):
        found.add("GA-T027", file=file, value=name)
    InputError.refuse(found)
    also = [
        (text, i)
        for i, text in enumerate(texts)
        if text and text not in codes and texts.count(text) == 1
    ]
    return [*((code, i) for i, code in enumerate(codes)), *also]
