"""Published tables as plain rows, behind the gate that tells suppressed, missing and zero apart.

Everything the reports, the workbook and the map files write goes through `number` and `text`: a
number whose status is not ``ok`` never gets further, whatever the frame holds.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, SupportsFloat, cast

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "Row",
    "State",
    "number",
    "plain",
    "records",
    "state",
    "swedish_order",
    "text",
    "truth",
]

Row = Mapping[str, object]
SHOWN = frozenset({"ok", "rounded"})
"""States of cells that hold a number."""
State = Literal["ok", "rounded", "suppressed", "missing"]

_NOT_TEXT = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))  # control, half characters
_ON_ONE_LINE = dict.fromkeys(_NOT_TEXT, "\ufffd") | dict.fromkeys(map(ord, "\t\r\n"), " ")
_LETTERS_AFTER_Z = str.maketrans({"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c"})


def records(
    frame: pd.DataFrame, key: str | None = None, *, only: Iterable[str] | None = None
) -> tuple[Row, ...]:
    """Rows of a frame without its geometry, the index as column `key` where it is not one yet.

    Of all columns, or of those in `only`.

    Examples
    --------
    >>> records(pd.DataFrame({"people": [3]}, index=["a"]), "area_id")
    ({'area_id': 'a', 'people': 3},)
    >>> records(pd.DataFrame({"people": [3], "name": ["Alby"]}), only=["name"])
    ({'name': 'Alby'},)
    """
    held = frame.items() if only is None else ((name, frame[name]) for name in only)
    columns: dict[str, pd.Series | pd.Index] = {
        str(name): values for name, values in held if str(values.dtype) != "geometry"
    }
    if key is not None and key not in columns:
        columns = {key: frame.index, **columns}
    # A column at a time: `DataFrame.to_dict` asks Arrow for one text after the other.
    cells = [values.to_numpy(dtype=object).tolist() for values in columns.values()]
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))


def text(row: Row, name: str) -> str:
    r"""Text of a cell, empty where there is none; control characters become a visible sign.

    Examples
    --------
    >>> text({"name": "V\x00rd"}, "name")
    'V\ufffdrd'
    """
    value = row.get(name)
    return "" if _is_empty(value) else plain(str(value))


def plain(written: str) -> str:
    """Text on one line, in one Unicode form; control characters become a visible sign."""
    one = unicodedata.normalize("NFC", written)
    return one if one.isprintable() else one.translate(_ON_ONE_LINE)  # most texts need nothing


def number(row: Row, name: str) -> float | None:
    """Give the number of a cell; None where it is suppressed or missing.

    Examples
    --------
    >>> number({"people": 0, "people_status": "ok"}, "people")
    0.0
    >>> number({"people": 3, "people_status": "suppressed"}, "people") is None
    True
    """
    if state(row, name) not in SHOWN:
        return None
    return _figure(row[name])


def truth(row: Row, name: str) -> bool | None:
    """Yes, no, or None where it is not known."""
    value = row.get(name)
    return None if _is_empty(value) else bool(value)


def state(row: Row, name: str, *, share: bool = False) -> State:
    """Whether a cell's number is shown, shown rounded, suppressed or missing.

    A column of people says so in its twin ``<name>_status``. A `share` may have no twin: where it
    is empty and its row's people, or those without a time, are suppressed, so is the share.

    Examples
    --------
    >>> state({"people": float("nan"), "people_status": "suppressed"}, "people")
    'suppressed'
    >>> state({"share": None, "people_status": "suppressed"}, "share", share=True)
    'suppressed'
    """
    said = row.get(f"{name}_status", "ok")
    if said == "suppressed":
        return "suppressed"
    if said not in SHOWN:
        return "missing"
    value = row.get(name)
    if not _is_empty(value) and math.isfinite(_figure(value)):
        return "rounded" if said == "rounded" else "ok"
    beside = ("people_status", "people_without_time_status") if share else ()
    return "suppressed" if "suppressed" in map(row.get, beside) else "missing"


def _figure(value: object) -> float:
    return float(cast("SupportsFloat", value))


def _is_empty(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value  # noqa: PLR0124 -- NaN


def swedish_order(words: str) -> str:
    """Sort key that puts å, ä, ö last.

    Examples
    --------
    >>> sorted(["Österö", "Åby", "Zinkgruvan"], key=swedish_order)
    ['Zinkgruvan', 'Åby', 'Österö']
    """
    return unicodedata.normalize("NFC", words).casefold().translate(_LETTERS_AFTER_Z)


def by_name(rows: Iterable[Row], *names: str) -> Sequence[Row]:
    """Rows in Swedish order of the given columns."""
    return sorted(rows, key=lambda row: tuple(swedish_order(text(row, name)) for name in names))
