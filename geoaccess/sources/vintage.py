"""The vintage that SCB writes after an area's code."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.sources.mapping import Loaded

__all__ = ["split_vintage", "without_vintage"]

_SUFFIX = re.compile(r"(.+)_(?:DeSO|RegSO)(\d{4})")


def split_vintage(code: str) -> tuple[str, str]:
    """Area code and the vintage SCB writes after it.

    Examples
    --------
    >>> split_vintage("0114C1010_DeSO2025"), split_vintage("0114C1010")
    (('0114C1010', '2025'), ('0114C1010', ''))
    """
    found = _SUFFIX.fullmatch(code)
    return (found.group(1), found.group(2)) if found else (code, "")


def without_vintage(loaded: Loaded, key: str, said: Iterable[str]) -> Loaded:
    """Take the vintage off the codes of a key column, and refuse one the study does not say.

    Parameters
    ----------
    loaded
        The file.
    key
        Our name of the column.
    said
        Vintages that the study gives; empty ones say nothing.
    """
    name = clean(loaded.given.columns.get(key, key))
    if name not in loaded.text.names:
        return loaded
    pairs = [split_vintage(code) for code in loaded.text.column(name)]
    for vintage in sorted({vintage for _, vintage in pairs} - {""}):
        against = sorted({v for v in said if v and vintage not in v})
        if against:
            loaded.found.add(
                "GA-T050", file=loaded.file, column=name, value=vintage, vintage=against[0]
            )
        else:
            loaded.found.add("GA-T079", file=loaded.file, column=name, value=vintage)
    cells = loaded.text.cells.copy()
    cells[:, loaded.text.names.index(name)] = [code for code, _ in pairs]
    return replace(loaded, text=replace(loaded.text, cells=cells))
