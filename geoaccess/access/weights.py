"""Weights of origins and sites for each other, applied without ever being written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geoaccess.access.decay import Decay, weight_table
from geoaccess.errors import ConfigError
from geoaccess.times import AnyTimes, SparseTimes

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each pair, ``W``, as two sums over it.

    Attributes
    ----------
    times
        Seconds of one mode, in either form; both give the same sums to the last bit.
    decay
        Weight by seconds.
    table
        Weight of each of the 65,536 values a pair can hold.

    Raises
    ------
    ConfigError
        If `decay` reaches beyond the cutoff of the times: who lives there would be lost unseen.

    Examples
    --------
    Two villages; the second reaches only the second clinic.

    >>> from geoaccess.access.smooth_decay import Linear
    >>> from geoaccess.times import Times
    >>> seconds = np.array([[0, 900], [65532, 900]], dtype=np.uint16)
    >>> times = Times("car", ("a", "b"), ("x", "y"), seconds, cutoff=3600)
    >>> weights = Weights(times, Linear(reach_s=1800))
    >>> weights.by_site([100, 300]).tolist(), weights.by_origin([2, 4]).tolist()
    ([100.0, 200.0], [4.0, 2.0])
    """

    times: AnyTimes
    decay: Decay
    table: NDArray[np.float64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a reach the times know nothing of; look the weights up once."""
        if self.decay.reach_s > self.times.cutoff:
            raise ConfigError.of(
                "GA-P014", reach=self.decay.reach_s / 60, cutoff=self.times.cutoff / 60
            )
        object.__setattr__(self, "table", weight_table(self.decay))

    def by_site(self, values: ArrayLike, *, power: int = 1) -> NDArray[np.float64]:
        """``sum_i W_ij^power x_i`` by site, of values ``(origin,)``."""
        given, times = self._given(values, len(self.times.origins)), self.times
        from geoaccess.access import kernels  # noqa: PLC0415 -- numba loads when first needed

        if isinstance(times, SparseTimes):
            held = (times.indptr, times.columns, times.seconds)
            return kernels.sparse_by_site(*held, self._raised(power), given, len(times.sites))
        return kernels.dense_by_site(times.seconds, self._raised(power), given)

    def by_origin(self, values: ArrayLike, *, power: int = 1) -> NDArray[np.float64]:
        """``sum_j W_ij^power y_j`` by origin, of values ``(site,)``."""
        given, times = self._given(values, len(self.times.sites)), self.times
        from geoaccess.access import kernels  # noqa: PLC0415 -- numba loads when first needed

        if isinstance(times, SparseTimes):
            held = (times.indptr, times.columns, times.seconds)
            return kernels.sparse_by_origin(*held, self._raised(power), given)
        return kernels.dense_by_origin(times.seconds, self._raised(power), given)

    def _raised(self, power: int) -> NDArray[np.float64]:
        return self.table if power == 1 else self.table**power

    def _given(self, values: ArrayLike, wanted: int) -> NDArray[np.float64]:
        """As the loops want them, who trust lengths and would spread one missing value."""
        given = np.ascontiguousarray(values, dtype=np.float64)
        if given.shape != (wanted,):
            msg = f"there are {given.shape} values for {wanted} places"
            raise ValueError(msg)
        if not np.isfinite(given).all():
            msg = "a value is missing or infinite; a weight of zero would not silence it"
            raise ValueError(msg)
        return given
