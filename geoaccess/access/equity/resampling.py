"""How sure a number is: the same measure over areas drawn again and again, by a stated rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from geoaccess.access.equity.steps import Ladder, Steps

    Statistics = Callable[[Steps], Mapping[str, NDArray[np.float64]]]

__all__ = ["Interval", "Resampling", "intervals"]

_LEAST_UNITS = 2
_CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Resampling:
    """How areas are drawn.

    Attributes
    ----------
    draw
        ``units``: whole units with replacement, as many as there are, so that areas of a unit
        stand or fall together (cluster bootstrap).
        ``areas``: areas with replacement within each unit, as many as it has; units of a single
        area are drawn as if they were one unit. Units are then taken as given: too sure where
        areas of a unit are alike.
    seed
        The same seed, areas and units give the same interval, whatever their order and ids.
    draws
        How many times.
    level
        Share of the draws inside the interval.
    """

    draw: Literal["units", "areas"]
    seed: int
    draws: int = 999
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.draws < 1 or not 0 < self.level < 1:
            msg = f"{self.draws} draws at level {self.level}: give at least one, and 0 < level < 1"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A percentile interval.

    Attributes
    ----------
    low, high
        Bounds; a draw's own value each, so they may be endless (a ratio to nothing). NaN where no
        draw has a value.
    undefined
        Draws in which the number has no value; the bounds are of the others.
    drawn
        How many units, or areas, there were to draw from.
    resampling
        The rule.
    """

    low: float
    high: float
    undefined: int
    drawn: int
    resampling: Resampling


def intervals(
    ladder: Ladder, statistics: Statistics, resampling: Resampling
) -> dict[str, Interval]:
    """Percentile intervals of some numbers, from the same draws.

    People are ranked anew, and fifths cut anew, in each draw (Efron & Tibshirani 1993; for whole
    units Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414).

    Raises
    ------
    InputError
        If units are to be drawn and there are fewer than two.
    """
    units = int(ladder.unit.max()) + 1
    if resampling.draw == "units" and units < _LEAST_UNITS:
        raise InputError.of("GA-E009", n=units, least=_LEAST_UNITS)
    parts = [dict(statistics(ladder.steps(times))) for times in _draws(ladder, units, resampling)]
    drawn = units if resampling.draw == "units" else len(ladder.value)
    return {
        name: _interval(np.concatenate([part[name] for part in parts]), drawn, resampling)
        for name in parts[0]
    }


def _interval(values: NDArray[np.float64], drawn: int, resampling: Resampling) -> Interval:
    told = np.sort(values[~np.isnan(values)])
    low = high = float("nan")
    if len(told):
        # As many draws beyond one bound as beyond the other: 24 of 999 for 95 %.
        beyond = max(round((1 - resampling.level) / 2 * (len(told) + 1)) - 1, 0)
        low, high = float(told[beyond]), float(told[-1 - beyond])
    return Interval(
        low=low,
        high=high,
        undefined=len(values) - len(told),
        drawn=drawn,
        resampling=resampling,
    )


def _draws(ladder: Ladder, units: int, resampling: Resampling) -> Iterator[NDArray[np.float64]]:
    """How many times each area counts, some draws at a time so that memory stays small."""
    rng = np.random.default_rng(resampling.seed)
    at_once = max(1, _CELLS_AT_ONCE // len(ladder.value))
    for first in range(0, resampling.draws, at_once):
        rows = min(at_once, resampling.draws - first)
        if resampling.draw == "units":
            yield _counts(rng, rows, units)[:, ladder.unit]
        else:
            yield _within(rng, rows, _strata(ladder.unit))


def _strata(unit: NDArray[np.intp]) -> NDArray[np.intp]:
    """Units, with all those of a single area as one: drawn alone it would never vary."""
    return np.where(np.bincount(unit)[unit] == 1, -1, unit)


def _within(rng: np.random.Generator, rows: int, stratum: NDArray[np.intp]) -> NDArray[np.float64]:
    times = np.empty((rows, len(stratum)))
    members = np.argsort(stratum, kind="stable")
    starts = np.flatnonzero(np.diff(stratum[members], prepend=-2))
    bounds = np.append(starts, len(stratum))
    for first, last in pairwise(bounds):
        times[:, members[first:last]] = _counts(rng, rows, last - first)
    return times


def _counts(rng: np.random.Generator, rows: int, n: int) -> NDArray[np.float64]:
    """How often each of n is drawn in n draws with replacement; a row for each try."""
    drawn = rng.integers(0, n, size=(rows, n)) + n * np.arange(rows)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(float)
