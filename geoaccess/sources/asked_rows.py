"""Which rows of a file a study asks for: by the values of columns, those left out told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.errors import InputError
from geoaccess.sources.text_table import clean, nearest

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.sources.text_table import TextTable
    from geoaccess.study import Input

__all__ = ["asked_rows", "no_column", "no_value"]


def asked_rows(text: TextTable, given: Input, found: NoticeList) -> TextTable:
    """Only the rows that the study asks for, by ``where`` and ``exclude``.

    Parameters
    ----------
    text, given
        A file as text, and what the study says of it.
    found
        Where what is left out is told.

    Raises
    ------
    InputError
        If a column to choose by or a value is not there, or no row is left.
    """
    return _less_excluded(_where(text, given, found), given, found)


def _where(text: TextTable, given: Input, found: NoticeList) -> TextTable:
    """Only the rows of the values that the study asks for."""
    keep = np.ones(len(text.lines), dtype=bool)
    for column, value in given.where.items():
        name = clean(column)
        if name not in text.names:
            no_column(text, column, found)
            continue
        cells = text.column(name)
        keep &= cells == clean(value)
        if clean(value) not in set(cells):
            no_value(text, name, value, found)
    InputError.refuse(found)
    if not keep.any():
        raise InputError.of("GA-T054", file=text.file)
    return text if keep.all() else text.keep(keep)


def _less_excluded(text: TextTable, given: Input, found: NoticeList) -> TextTable:
    for exclude in given.exclude:
        if clean(exclude.column) not in text.names:
            no_column(text, exclude.column, found)
            continue
        values = {clean(value) for value in exclude.values}
        out = np.isin(text.column(clean(exclude.column)).astype(str), sorted(values))
        found.add(
            "GA-T077" if out.any() else "GA-T078",
            file=text.file,
            column=exclude.column,
            value=", ".join(exclude.values),
            n=int(out.sum()),
            reason=exclude.reason,
        )
        text = text.keep(~out)
    InputError.refuse(found)
    if not len(text.lines):
        raise InputError.of("GA-T054", file=text.file)
    return text


def no_column(text: TextTable, name: str, found: NoticeList) -> None:
    """Say that the file has no such column, and which it has."""
    found.add(
        "GA-T005",
        file=text.file,
        value=name,
        found=", ".join(text.names),
        nearest=nearest(name, text.names),
    )


def no_value(text: TextTable, column: str, value: str, found: NoticeList) -> None:
    """Say that a column never holds the value asked for, and what it holds."""
    known = sorted(set(text.column(column)))
    found.add(
        "GA-T051",
        file=text.file,
        column=column,
        value=value,
        found=", ".join(known),
        nearest=nearest(value, known),
    )
