"""Decay functions: how much a site counts for less as it gets farther away.

Each is a frozen value with a reach; called with seconds it gives weights. Travel times are whole
seconds in sixteen bits, so a decay is a table with a weight for each of the 65,536 values.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Decay",
    "StepDecay",
    "step",
    "weight_table",
]

_CODES = 1 << 16
# Below this a weight squared, or a supply divided by it, would leave what a float can hold: a site
# would be unreached in one measure and endlessly generous in another.
_LEAST = 1e-100


class Decay(Protocol):
    """Anything that weighs seconds and says how far it reaches."""

    @property
    def reach_s(self) -> float:
        """Seconds beyond which a site does not count."""

    def __call__(self, seconds: ArrayLike) -> NDArray[np.float64]:
        """Weight of each time."""


def weight_table(decay: Decay) -> NDArray[np.float64]:
    """Weight of every value a pair can hold: zero beyond the reach and for every `Status`.

    A weight below 1e-100 is zero too, so that no measure divides by what is next to nothing.

    Raises
    ------
    ValueError
        If a weight within the reach is negative or no number.

    Examples
    --------
    >>> table = weight_table(StepDecay((2, 4), (1.0, 0.5)))
    >>> len(table), table[:6].tolist(), float(table[-1])
    (65536, [1.0, 1.0, 1.0, 0.5, 0.5, 0.0], 0.0)
    """
    table = np.zeros(_CODES)
    longest = int(min(decay.reach_s, LONGEST_SECONDS))
    table[: longest + 1] = decay(np.arange(longest + 1))
    if not (np.isfinite(table) & (table >= 0)).all():
        msg = f"{decay} gives a weight that is negative or no number"
        raise ValueError(msg)
    table[table < _LEAST] = 0.0
    table.setflags(write=False)
    return table


@dataclass(frozen=True, slots=True)
class StepDecay:
    """Zones with a weight each; beyond the last zone a site no longer counts.

    Attributes
    ----------
    limits_s
        Upper limits of the zones in seconds, rising; a time on the limit is inside (``<=``).
    weights
        Weight of each zone, 0-1, never rising.

    Examples
    --------
    >>> StepDecay((600, 1200), (1.0, 0.68))(np.array([600, 601, 1201])).tolist()
    [1.0, 0.68, 0.0]
    """

    limits_s: tuple[float, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Hold zones that a catchment can be made of."""
        if not self.limits_s or len(self.limits_s) != len(self.weights):
            msg = f"{len(self.limits_s)} zones and {len(self.weights)} weights; give one per zone"
            raise ValueError(msg)
        if self.limits_s[0] <= 0 or not _rises(self.limits_s):
            msg = f"zone limits must be positive and rise; got {self.limits_s}"
            raise ValueError(msg)
        if any(not 0 < weight <= 1 for weight in self.weights) or _rises_anywhere(self.weights):
            msg = f"weights must be in (0, 1] and never rise with time; got {self.weights}"
            raise ValueError(msg)

    @property
    def reach_s(self) -> float:
        """Seconds beyond which a site does not count."""
        return self.limits_s[-1]

    def __call__(self, seconds: ArrayLike) -> NDArray[np.float64]:
        """Weight of each time; zero for the codes of `geoaccess.times.Status`."""
        zone = np.searchsorted(np.asarray(self.limits_s), seconds, side="left")
        weights = np.array([*self.weights, 0.0])[zone]
        return np.where(np.asarray(seconds) <= LONGEST_SECONDS, weights, 0.0)


def step(zones_min: Mapping[float, float]) -> StepDecay:
    """Make a stepped decay from upper limits in minutes and their weights.

    Examples
    --------
    Luo and Qi's slow decay, doi:10.1016/j.healthplace.2009.06.002.

    >>> step({10: 1.0, 20: 0.68, 30: 0.22}).reach_s
    1800
    """
    return StepDecay(tuple(limit * 60 for limit in zones_min), tuple(zones_min.values()))


def _rises(values: tuple[float, ...]) -> bool:
    return all(a < b for a, b in itertools.pairwise(values))


def _rises_anywhere(values: tuple[float, ...]) -> bool:
    return any(a < b for a, b in itertools.pairwise(values))
