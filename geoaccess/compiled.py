"""Loops that run as machine code: compiled at the first call, kept for later processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compiled", "compiled_without_nan"]

_Loop = TypeVar("_Loop", bound="Callable[..., Any]")


def compiled(loop: _Loop) -> _Loop:
    """Compile when first called; other threads run meanwhile.

    Examples
    --------
    >>> @compiled
    ... def twice(number: int) -> int:
    ...     return 2 * number
    >>> twice(21), twice.py_func(21)
    (42, 42)
    """
    return _made(loop, fastmath=False)


def compiled_without_nan(loop: _Loop) -> _Loop:
    """As `compiled`, told that no number is missing: it then compares several at a time."""
    return _made(loop, fastmath={"nnan", "nsz"})


def _made(loop: _Loop, *, fastmath: bool | set[str]) -> _Loop:
    try:
        return cast("_Loop", njit(cache=True, nogil=True, fastmath=fastmath)(loop))
    except RuntimeError:  # no folder to keep it in: an installation that cannot be written to
        return cast("_Loop", njit(nogil=True, fastmath=fastmath)(loop))
