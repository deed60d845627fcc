"""PxWeb's JSON: columns with their codes, and an entry of keys and values per row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geoaccess.errors import InputError, NoticeList
from geoaccess.messages import N_, Phrase
from geoaccess.sources.cube import WITHHELD, Dimension, Entry, laid_out
from geoaccess.sources.excel_file import cell_text

if TYPE_CHECKING:
    from geoaccess.sources.text_table import TextTable

__all__ = ["is_pxweb", "table_of_pxweb"]

_KEYS, _TIME, _MEASURE = ("d", "t"), "t", "c"


def is_pxweb(document: object) -> bool:
    """Whether a JSON document means to be PxWeb's table."""
    return isinstance(document, dict) and {"columns", "data"} <= document.keys()


def table_of_pxweb(document: dict[str, Any], *, file: str) -> TextTable:
    """Lay PxWeb's JSON out as its CSV; row numbers are those of the entries under ``data``.

    Raises
    ------
    InputError
        Columns or entries that are not as PxWeb writes them, or an entry that stands twice.
    """
    columns, data = document["columns"], document["data"]
    if not isinstance(columns, list) or not all(_is_column(column) for column in columns):
        raise InputError.of("GA-T096", file=file, reason="columns")
    if not isinstance(data, list):
        raise InputError.of("GA-T096", file=file, reason="data")
    keys = [column for column in columns if column.get("type", "d") in _KEYS]
    measures = [_dimension(column) for column in columns if column.get("type") == _MEASURE]
    times = [i for i, column in enumerate(keys) if column.get("type") == _TIME]
    if not keys or not measures or len(times) > 1:
        raise InputError.of("GA-T096", file=file, reason="columns: d, t, c")
    found = NoticeList()
    entries: list[Entry] = []
    for number, row in enumerate(data, start=1):
        if not _is_entry(row, len(keys), len(measures)):
            reason = Phrase(N_("keys and values are not as many as the columns"))
            found.add("GA-T096", file=file, row=number, reason=reason)
            continue
        key = [str(part) for part in row["key"]]
        time = key.pop(times[0]) if times else None
        values = tuple(WITHHELD if v is None else cell_text(v) for v in row["values"])
        entries.append(Entry(number, tuple(key), time, values))
    InputError.refuse(found)
    dimensions = [_dimension(column) for i, column in enumerate(keys) if i not in times]
    return laid_out(dimensions, measures, entries, file=file, reader="pxweb json")


def _is_column(column: object) -> bool:
    return (
        isinstance(column, dict)
        and isinstance(column.get("code"), str)
        and column.get("type", "d") in (*_KEYS, _MEASURE)
    )


def _dimension(column: dict[str, Any]) -> Dimension:
    return Dimension(column["code"], str(column.get("text", "")))


def _is_entry(row: object, keys: int, values: int) -> bool:
    if not isinstance(row, dict):
        return False
    key, given = row.get("key"), row.get("values")
    return (
        isinstance(key, list)
        and isinstance(given, list)
        and (len(key), len(given)) == (keys, values)
        and all(isinstance(part, str | int) and not isinstance(part, bool) for part in key)
        and all(_is_value(value) for value in given)
    )


def _is_value(value: object) -> bool:
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool))
