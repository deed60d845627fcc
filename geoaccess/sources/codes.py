"""Codes that other programs have taken for numbers or written small, put right and told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.sources.reading import Reading

__all__ = ["put_capitals_right", "restore_zeros", "without_decimals"]

_WITH_DECIMAL = re.compile(r"\d+\.0+")
_LOST_ZERO = re.compile(r"\d{3}(?:[ABC]\d{4}|R\d{3})")


def without_decimals(
    distinct: NDArray[np.object_],
    empty: NDArray[np.bool_],
    codes: NDArray[np.intp],
    name: str,
    reading: Reading,
) -> NDArray[np.object_]:
    """Take ``.0`` off codes that a program has taken for numbers, if all of them have it."""
    filled = distinct[~empty]
    if not len(filled) or not all(_WITH_DECIMAL.fullmatch(text) for text in filled):
        return distinct
    reading.found.add(
        "GA-T145",
        file=reading.file,
        column=name,
        value=filled[0],
        n=int((~empty[codes]).sum()),
    )
    return np.array([text.partition(".")[0] for text in distinct], dtype=object)


def put_capitals_right(
    values: NDArray[np.object_], codes: NDArray[np.intp], name: str, reading: Reading
) -> None:
    """A code in small letters becomes the known one that has capitals for them."""
    righted = [
        i
        for i, value in enumerate(values)
        if value is not None and value not in reading.expected and _capitals(value, reading)
    ]
    if righted:
        reading.found.add(
            "GA-T101",
            file=reading.file,
            column=name,
            value=values[righted[0]],
            n=int(np.isin(codes, righted).sum()),
        )
    for i in righted:
        values[i] = values[i].upper()


def _capitals(value: str, reading: Reading) -> bool:
    capitals = value.upper()
    return value != capitals and not {capitals, f"0{capitals}"}.isdisjoint(reading.expected)


def restore_zeros(
    values: NDArray[np.object_], codes: NDArray[np.intp], name: str, reading: Reading
) -> None:
    """Put a lost leading zero back where the code is known with it; tell what looks as if."""
    restored: list[int] = []
    suspect: list[int] = []
    for i, value in enumerate(values):
        if value is None or value in reading.expected:
            continue
        if f"0{value}" in reading.expected:
            values[i] = f"0{value}"
            restored.append(i)
        elif _LOST_ZERO.fullmatch(value):
            suspect.append(i)
    for code, which in (("GA-T075", restored), ("GA-T076", suspect)):
        if which:
            reading.found.add(
                code,
                file=reading.file,
                column=name,
                value=values[which[0]],
                n=int(np.isin(codes, which).sum()),
            )
