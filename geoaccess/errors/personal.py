"""Personal identity numbers: found in any text, and never shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["HIDDEN_NUMBER", "hide_personal", "holds_personal", "tells_persons"]

HIDDEN_NUMBER = "••••••-••••"
# A day of birth, or one with 60 added (coordination numbers); an organisation's number has no such
# month, so it is left alone.
_BORN = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_IN_TEXT = re.compile(rf"(?<!\d)(?:(?:19|20)?{_BORN}[-+]\d{{4}}|(?:19|20){_BORN}\d{{4}})(?!\d)")
_BARE = re.compile(rf"{_BORN}\d{{4}}")
_MOSTLY = 0.5
_DIGITS = 10


def hide_personal(text: str) -> str:
    """Text with every personal identity number in it replaced by dots.

    Examples
    --------
    >>> hide_personal("Anna 19121212-1212, plan 2"), hide_personal("556036-0793")
    ('Anna ••••••-••••, plan 2', '556036-0793')
    """
    return _IN_TEXT.sub(HIDDEN_NUMBER, text)


def holds_personal(cells: Iterable[str]) -> bool:
    """Whether most of a column is personal identity numbers, written in any of the usual ways.

    Ten digits alone may be any number: they count only with the right check digit.

    Examples
    --------
    >>> holds_personal(["", "121212-1212"]), holds_personal(["1212121212", "8112189876"])
    (True, True)
    >>> holds_personal(["3520006860000", "1234567890"])
    False
    """
    filled = [cell for cell in cells if cell]
    return sum(map(_is_personal, filled)) > _MOSTLY * len(filled)


def tells_persons(cells: Iterable[str]) -> bool:
    """Whether most of a column is personal identity numbers beyond doubt.

    Twelve digits may also be a day and an hour: without a sign between them they count only with
    the right check digit.

    Examples
    --------
    >>> tells_persons(["19121212-1212", ""]), tells_persons(["191212121212"])
    (True, True)
    >>> tells_persons(["202401011230", "202401011245"]), tells_persons([])
    (False, False)
    """
    filled = [cell for cell in cells if cell]
    sure = (_is_personal(cell) and _is_certain(cell) for cell in filled)
    return bool(filled) and sum(sure) > _MOSTLY * len(filled)


def _is_certain(cell: str) -> bool:
    return not cell.isdigit() or _is_checked(cell[-_DIGITS:])


def _is_personal(cell: str) -> bool:
    whole = _IN_TEXT.fullmatch(cell) is not None
    return whole or (_BARE.fullmatch(cell) is not None and _is_checked(cell))


def _is_checked(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn)."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
