"""What was taken for granted while the files were read, told with each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.errors import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.errors import Notice
    from geoaccess.messages import Language

__all__ = ["HOW_READ", "reading"]

HOW_READ = frozenset(
    code
    for code, kind in CATALOGUE.items()
    if kind.assumption and code.startswith(("GA-T", "GA-G"))
)
"""Assumptions about a file in itself; others are about the layers together."""


def reading(notices: Iterable[Notice], file: str, lang: Language) -> str:
    """How a file was read, on one line; columns of which the same is said stand together.

    Examples
    --------
    >>> from geoaccess.errors import Notice
    >>> places = {"n": 1, "markers": ".."}
    >>> two = [Notice(code="GA-T074", file="a", column=c, places=places) for c in "xy"]
    >>> reading(two, "a", "en").split(":")[0]
    'x, y'
    """
    columns: dict[str, list[str]] = {}
    for notice in notices:
        if notice.file == file and notice.code in HOW_READ:
            columns.setdefault(notice.text(lang), []).append(notice.column)
    return " ".join(
        f"{', '.join(named)}: {said}" if (named := [c for c in found if c]) else said
        for said, found in columns.items()
    )
