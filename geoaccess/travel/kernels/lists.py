"""Lists that grow in compiled loops."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from geoaccess.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["longer"]

_Number = TypeVar("_Number", np.int32, np.int64, np.uint32, np.uint16)


@compiled
def longer(array: NDArray[_Number]) -> NDArray[_Number]:
    """Twice as long, with what was there.

    Examples
    --------
    >>> longer(np.array([3, 1], dtype=np.int32)).shape
    (4,)
    """
    twice = np.empty(2 * len(array), array.dtype)
    twice[: len(array)] = array
    return twice
