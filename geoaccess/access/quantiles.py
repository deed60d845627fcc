"""Quantiles of travel time by people: those without a time sit above every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from geoaccess.times import LONGEST_SECONDS, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

__all__ = ["Quantile", "quantiles_by", "weighted_quantile"]


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
    if not 0 < q <= 1:
        msg = f"q is {q}; it must be above 0 and at most 1"
        raise ValueError(msg)
    count = np.asarray(people, dtype=np.float64)
    lived_in = count > 0
    if not lived_in.any():
        return Quantile(float("nan"), Status.NO_DATA)
    time = np.asarray(seconds)[lived_in]
    order = np.argsort(time, kind="stable")
    below = np.cumsum(count[lived_in][order])
    # A hair of slack: sums of placed people carry rounding, and 0.9 * 10 must find the ninth.
    place = int(np.searchsorted(below, q * below[-1] * (1 - 1e-12), side="left"))
    found = int(time[order][min(place, len(order) - 1)])
    if found > LONGEST_SECONDS:
        return Quantile(float("nan"), Status(found))
    return Quantile(found / 60, None)


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
    groups = pd.Series(np.arange(len(time))).groupby(np.asarray(by, dtype=object), sort=True)
    rows: dict[object, dict[str, object]] = {}
    for group, members in groups:
        places = members.to_numpy()
        rows[group] = {}
        for name, q in names.items():
            found = weighted_quantile(time[places], count[places], q)
            rows[group][name] = found.minutes
            rows[group][f"{name}_status"] = found.status.name.lower() if found.status else ""
    columns = [column for name in names for column in (name, f"{name}_status")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)
