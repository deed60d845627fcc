"""Keys that are the same but for how they are written: capitals, blanks, Unicode form."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoaccess.errors import NoticeList

__all__ = ["folded", "tell_variants"]


def folded(key: str) -> str:
    """Give the form in which two ways of writing a key are equal.

    Examples
    --------
    >>> folded("SE 2321-A1"), folded("se2321-a1")
    ('se2321-a1', 'se2321-a1')
    """
    letters = "".join(unicodedata.normalize("NFKC", key).casefold().split())
    return unicodedata.normalize("NFKC", letters)


def tell_variants(
    keys: Iterable[object], rows: Iterable[int], column: str, found: NoticeList, *, file: str
) -> None:
    """Refuse a key that stands in an earlier row too, written in another way."""
    first: dict[str, str] = {}
    for key, row in zip(keys, rows, strict=True):
        if not isinstance(key, str):
            continue
        other = first.setdefault(folded(key), key)
        if other != key:
            found.add("GA-T100", file=file, row=row, column=column, value=key, other=other)
