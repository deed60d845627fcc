"""Where trips start and end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Places"]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Population points or sites: ids and metres in the study's coordinate system.

    Examples
    --------
    >>> import numpy as np
    >>> len(Places(("a", "b"), np.array([0.0, 5.0]), np.array([0.0, 5.0])))
    2
    """

    ids: tuple[str, ...]
    x: NDArray[np.float64]
    y: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Hold what the kernels trust: as many places as ids, each somewhere, no id twice."""
        if not len(self.ids) == len(self.x) == len(self.y):
            msg = f"{len(self.ids)} ids, {len(self.x)} x and {len(self.y)} y"
            raise ValueError(msg)
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()):
            raise ValueError("a place has no coordinates")
        if len(set(self.ids)) < len(self.ids):
            raise ValueError("two places have the same id")

    def __len__(self) -> int:
        """How many there are."""
        return len(self.ids)
