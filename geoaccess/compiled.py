"""Loops that run as machine code: compiled at the first call, kept for later processes.

What is kept is of use as long as all modules in the loop's folder are as they were: a loop may call
those of its own folder, and of no other.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
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
        made = njit(cache=True, nogil=True, fastmath=fastmath)(loop)
    except RuntimeError:  # no folder to keep it in: an installation that cannot be written to
        return cast("_Loop", njit(nogil=True, fastmath=fastmath)(loop))
    # What is kept has the loops and numbers of other modules in it, and the names of their types,
    # but numba looks at the loop's own file alone, as it does at its own version before all else.
    kept = getattr(getattr(made, "_cache", None), "_cache_file", None)
    if kept is not None and hasattr(kept, "_version"):
        beside = _modules_in(Path(loop.__code__.co_filename).parent)
        kept._version += f" {beside}"  # noqa: SLF001 -- numba has no other way to be told
    return cast("_Loop", made)


@cache
def _modules_in(folder: Path) -> str:
    """What tells the modules of a folder from what they were before."""
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.glob("*.py")):
        digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return digest.hexdigest()
