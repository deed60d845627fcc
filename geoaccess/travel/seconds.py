"""From seconds as they are computed to the whole seconds that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess.times import LONGEST_SECONDS, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["whole_seconds"]


def whole_seconds(seconds: NDArray[np.float64], cutoff: int) -> NDArray[np.uint16]:
    """Round to the nearest second, halves up; what is then over the cutoff is beyond it.

    Thresholds compare the rounded seconds with ``<=``, so a time that is exactly the cutoff counts
    as within it.

    Examples
    --------
    >>> import numpy as np
    >>> whole_seconds(np.array([59.5, 600.4, 600.6]), cutoff=600).tolist()
    [60, 600, 65531]
    """
    rounded = np.floor(seconds + 0.5)
    is_beyond = ~(rounded <= min(cutoff, LONGEST_SECONDS))
    return np.where(is_beyond, Status.BEYOND_CUTOFF, rounded).astype(np.uint16)
