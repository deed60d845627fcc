"""Decays by formula: bells, powers and S-curves, each cut at its reach."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.times import LONGEST_SECONDS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Butterworth",
    "DaiGaussian",
    "Epanechnikov",
    "Exponential",
    "Gaussian",
    "InversePower",
    "Linear",
    "LogLogistic",
    "Logistic",
    "SmoothDecay",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmoothDecay:
    """A decay by formula, cut at its reach: a time on the reach still counts (``<=``).

    Attributes
    ----------
    reach_s
        Seconds beyond which a site does not count.
    """

    reach_s: float

    def __post_init__(self) -> None:
        """Hold numbers that the formula has a weight for."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not (value > 0 and math.isfinite(value)):
                msg = f"{field.name} is {value}; it must be a number above 0"
                raise ValueError(msg)

    def __call__(self, seconds: ArrayLike) -> NDArray[np.float64]:
        """Weight of each time; zero beyond the reach and for `geoaccess.times.Status`."""
        time = np.asarray(seconds, dtype=np.float64)
        longest = min(self.reach_s, LONGEST_SECONDS)
        return np.where(time <= longest, self._weight(np.minimum(time, longest)), 0.0)

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weight of times within the reach."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear(SmoothDecay):
    """One at no time, falling evenly to zero at the reach: ``1 - t/reach``; half is half the reach.

    Examples
    --------
    >>> Linear(reach_s=1800)([0, 900, 1800]).tolist()
    [1.0, 0.5, 0.0]
    """

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        return 1 - time / self.reach_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Epanechnikov(SmoothDecay):
    """The kernel ``0.75 (1 - (t/reach)^2)``, as in KD2SFCA (Dai & Wang 2011).

    doi:10.1068/b36149. It is 0.75 at no time: the factor falls out of every
    measure that divides supply by demand, but not out of gravity.

    Examples
    --------
    >>> Epanechnikov(reach_s=1800)([0, 900, 1800]).tolist()
    [0.75, 0.5625, 0.0]
    """

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        return 0.75 * (1 - (time / self.reach_s) ** 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaiGaussian(SmoothDecay):
    """Dai's Gaussian: one at no time and exactly zero at the reach, no parameter beside it.

    ``(exp(-(t/reach)^2 / 2) - exp(-1/2)) / (1 - exp(-1/2))`` (Dai 2010,
    doi:10.1016/j.healthplace.2010.06.012). Not to be mixed up with `Gaussian`.

    Examples
    --------
    >>> DaiGaussian(reach_s=1800)([0, 900, 1800]).round(3).tolist()
    [1.0, 0.701, 0.0]
    """

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        floor = math.exp(-0.5)
        return (np.exp(-0.5 * (time / self.reach_s) ** 2) - floor) / (1 - floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaussian(SmoothDecay):
    """The bell ``exp(-t^2 / (2 sigma^2))``: one at no time, cut at the reach (as in PySAL).

    Attributes
    ----------
    sigma_s
        Width in seconds: the weight there is 0.607.

    Examples
    --------
    >>> Gaussian(reach_s=3600, sigma_s=600)([0, 600]).round(3).tolist()
    [1.0, 0.607]
    """

    sigma_s: float

    @classmethod
    def of_half_value(cls, half_s: float, *, reach_s: float) -> Self:
        """The bell that is one half at that time."""
        return cls(reach_s=reach_s, sigma_s=half_s / math.sqrt(2 * math.log(2)))

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.exp(-0.5 * (time / self.sigma_s) ** 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponential(SmoothDecay):
    """``exp(-rate t)``: each further minute takes the same share of what is left.

    Attributes
    ----------
    rate_per_s
        Share lost per second, continuously.

    Examples
    --------
    >>> Exponential.of_half_value(600, reach_s=3600)([0, 600, 1200]).round(3).tolist()
    [1.0, 0.5, 0.25]
    """

    rate_per_s: float

    @classmethod
    def of_half_value(cls, half_s: float, *, reach_s: float) -> Self:
        """The decay that is one half at that time."""
        return cls(reach_s=reach_s, rate_per_s=math.log(2) / half_s)

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.exp(-self.rate_per_s * time)


@dataclass(frozen=True, slots=True, kw_only=True)
class InversePower(SmoothDecay):
    """``(t/floor)^-power``, and one below the floor, where the power alone would grow endlessly.

    Attributes
    ----------
    power
        How steep, above 0.
    floor_s
        Seconds up to which the weight is one.

    Examples
    --------
    >>> InversePower(reach_s=3600, power=2, floor_s=300)([0, 300, 600]).tolist()
    [1.0, 1.0, 0.25]
    """

    power: float
    floor_s: float

    @classmethod
    def of_half_value(cls, half_s: float, *, floor_s: float, reach_s: float) -> Self:
        """The decay that is one half at that time, which must lie beyond the floor."""
        if not half_s > floor_s:
            msg = f"the half value at {half_s} s must lie beyond the floor at {floor_s} s"
            raise ValueError(msg)
        return cls(reach_s=reach_s, power=math.log(2) / math.log(half_s / floor_s), floor_s=floor_s)

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        return (np.maximum(time, self.floor_s) / self.floor_s) ** -self.power


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic(SmoothDecay):
    """``1 / (1 + exp((t - half)/spread))``: an S-curve, not quite one at no time.

    Attributes
    ----------
    half_s
        Seconds at which the weight is one half.
    spread_s
        Seconds over which it falls: a small spread is nearly a cutoff.

    Examples
    --------
    >>> Logistic(reach_s=3600, half_s=600, spread_s=60)([0, 600]).round(3).tolist()
    [1.0, 0.5]
    """

    half_s: float
    spread_s: float

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        # The mirrored form: what is raised to a power is never large, so nothing overflows.
        return 0.5 * (1 - np.tanh((time - self.half_s) / (2 * self.spread_s)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLogistic(SmoothDecay):
    """``1 / (1 + (t/half)^power)``: one at no time, an S-curve with a long tail.

    Attributes
    ----------
    half_s
        Seconds at which the weight is one half.
    power
        How steep.

    Examples
    --------
    >>> LogLogistic(reach_s=3600, half_s=600, power=3)([0, 600, 1200]).round(3).tolist()
    [1.0, 0.5, 0.111]
    """

    half_s: float
    power: float

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(over="ignore"):  # an endless power weighs nothing, as it should
            return 1 / (1 + (time / self.half_s) ** self.power)


@dataclass(frozen=True, slots=True, kw_only=True)
class Butterworth(SmoothDecay):
    """``1 / sqrt(1 + (t/pass)^(2 order))``: flat up to the pass time, then falling.

    Attributes
    ----------
    pass_s
        Seconds up to which it is nearly flat; the weight there is 0.707.
    order
        How sharply it falls beyond.

    Examples
    --------
    >>> Butterworth(reach_s=3600, pass_s=600, order=4)([0, 600, 1200]).round(3).tolist()
    [1.0, 0.707, 0.062]
    """

    pass_s: float
    order: float

    @classmethod
    def of_half_value(cls, half_s: float, *, order: float, reach_s: float) -> Self:
        """The decay that is one half at that time."""
        return cls(reach_s=reach_s, pass_s=half_s / 3 ** (1 / (2 * order)), order=order)

    def _weight(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(over="ignore"):  # an endless power weighs nothing, as it should
            return 1 / np.sqrt(1 + (time / self.pass_s) ** (2 * self.order))
