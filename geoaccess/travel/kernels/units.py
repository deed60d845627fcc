"""Seconds as whole numbers of a small unit, so that sums do not depend on their order.

Seconds in floating point add up to something else when they are added in another order, and each
kernel adds in its own. So each arc and each leg is rounded once to a power-of-two part of a
second, and every kernel gets the same number. The unit is as small as 31 bits allow: 1/262,144 s
up to two hours; over a trip of a thousand arcs that is less than 2 ms at the very worst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["NEVER", "to_units", "unit_bits"]

NEVER = 2**31 - 1
"""Units of a way that is closed or longer than any cutoff; two of them still fit in 32 bits."""

_FINEST_BITS = 18


def unit_bits(cutoff_s: int) -> int:
    """How finely a second is divided: ``2**bits`` units, so that a cutoff is less than `NEVER`.

    Examples
    --------
    >>> unit_bits(5400), unit_bits(65_530)
    (18, 15)
    """
    longest = min(cutoff_s, LONGEST_SECONDS) + 1
    return min(_FINEST_BITS, (NEVER // longest).bit_length() - 1)


def to_units(seconds: NDArray[np.float64], bits: int) -> NDArray[np.uint32]:
    """Round to the nearest unit; what is infinite or over every cutoff is `NEVER`.

    Examples
    --------
    >>> to_units(np.array([0.0, 1.5, np.inf]), bits=1).tolist()
    [0, 3, 2147483647]
    """
    return np.minimum(np.rint(seconds * 2.0**bits), NEVER).astype(np.uint32)
