"""Quantiles by people, of travel times (those without one sit above every time) and of values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geoaccess.access.by_group import members_by
from geoaccess.times import LONGEST_SECONDS, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Quantile", "quantiles_by", "value_quantile", "weighted_quantile"]


class Quantile(NamedTuple):
    """Minutes, or the reason why there are none (the minutes are then NaN)."""

    minutes: float
    status: Status | None


def weighted_quantile(seconds: ArrayLike, people: ArrayLike, q: float) -> Quantile:
    """The least time that at least a share `q` of the people have at most.

    No value is invented between two times. People without a time sit above every time, in the
    order of their reasons; a quantile that falls among them is NaN with that reason.

    Parameters
    ----------
    seconds
        Time of each origin, with the codes of `Status`.
    people
        People of each origin.
    q
        Share of people, above 0 and at most 1.

    Returns
    -------
    Quantile
        ``minutes`` and ``status``. Where nobody lives: NaN and `Status.NO_DATA`.

    Examples
    --------
    Six people live 5 minutes away, three 20 minutes, one cannot get there.

    >>> time, people = [300, 1200, Status.UNREACHABLE], [6, 3, 1]
    >>> weighted_quantile(time, people, 0.5).minutes
    5.0
    >>> weighted_quantile(time, people, 0.95).status.name
    'UNREACHABLE'
    """
    _check_share(q)
    time, count = np.asarray(seconds), np.asarray(people, dtype=np.float64)
    if not (count > 0).any():
        return Quantile(float("nan"), Status.NO_DATA)
    found = int(_least(time, count, q))
    if found > LONGEST_SECONDS:
        return Quantile(float("nan"), Status(found))
    return Quantile(found / 60, None)


def value_quantile(values: ArrayLike, people: ArrayLike, q: float) -> float:
    """The least value that at least a share `q` of the people have at most.

    Parameters
    ----------
    values
        Value of each origin; none may be missing.
    people
        People of each origin.
    q
        Share of people, above 0 and at most 1.

    Returns
    -------
    float
        One of `per_origin`; missing where nobody lives.

    Examples
    --------
    >>> value_quantile([0.0, 4.0], [30, 60], 0.5)
    4.0
    """
    _check_share(q)
    value, count = np.asarray(values, dtype=np.float64), np.asarray(people, dtype=np.float64)
    if np.isnan(value).any():
        msg = "a value is missing; leave such origins out and count their people"
        raise ValueError(msg)
    return float(_least(value, count, q)) if (count > 0).any() else float("nan")


def _check_share(q: float) -> None:
    if not 0 < q <= 1:
        msg = f"q is {q}; it must be above 0 and at most 1"
        raise ValueError(msg)


def _least(values: NDArray[np.generic], people: NDArray[np.float64], q: float) -> np.generic:
    """The least value that a share of the people have at most; somebody must live somewhere."""
    lived_in = people > 0
    value = values[lived_in]
    order = np.argsort(value, kind="stable")
    below = np.cumsum(people[lived_in][order])
    # A hair of slack: sums of placed people carry rounding, and 0.9 * 10 must find the ninth.
    place = int(np.searchsorted(below, q * below[-1] * (1 - 1e-12), side="left"))
    least: np.generic = value[order][min(place, len(order) - 1)]
    return least


def quantiles_by(
    seconds: ArrayLike, people: ArrayLike, by: ArrayLike, names: Mapping[str, float]
) -> pd.DataFrame:
    """Quantiles of each group.

    Parameters
    ----------
    seconds, people
        Time and people of each origin, as in `weighted_quantile`.
    by
        Group of each origin.
    names
        The quantile of each column wanted, such as ``{"minutes_median": 0.5}``.

    Returns
    -------
    DataFrame
        Indexed by group, sorted: per name the minutes, and ``<name>_status`` (text, empty where
        there is a time).

    Examples
    --------
    >>> found = quantiles_by([300, 65531], [1, 1], ["a", "b"], {"median": 0.5})
    >>> found["median"].tolist(), found["median_status"].tolist()
    ([5.0, nan], ['', 'beyond_cutoff'])
    """
    time, count = np.asarray(seconds), np.asarray(people, dtype=np.float64)
    rows: dict[object, dict[str, object]] = {}
    for group, places in members_by(by):
        rows[group] = {}
        for name, q in names.items():
            found = weighted_quantile(time[places], count[places], q)
            rows[group][name] = found.minutes
            rows[group][f"{name}_status"] = found.status.name.lower() if found.status else ""
    columns = [column for name in names for column in (name, f"{name}_status")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)
