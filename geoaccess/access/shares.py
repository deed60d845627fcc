"""Share of people within a time; people without a time are not within it, and counted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geoaccess.access.by_group import sums_by
from geoaccess.times import LONGEST_SECONDS, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

__all__ = ["TIME_CLASSES_MIN", "person_minutes", "share_within", "time_classes"]

TIME_CLASSES_MIN = (5, 10, 30)
"""Limits of Tillväxtanalys' classes of car time to the nearest vårdcentral (regionfakta.com)."""


def share_within(
    seconds: ArrayLike,
    people: ArrayLike,
    limit_s: ArrayLike,
    *,
    by: Sequence[object] | pd.Series | None = None,
) -> pd.DataFrame:
    """Share of people whose time is at most the limit (``<=``, on whole seconds).

    Parameters
    ----------
    seconds
        Time of each origin, with the codes of `Status`.
    people
        People of each origin; none may be missing.
    limit_s
        Limit in seconds: one for all, or one per origin.
    by
        Group of each origin; without it all people are one group named ``all``.

    Returns
    -------
    DataFrame
        Indexed by group: ``people``, ``within``, ``beyond`` (all the others), ``without_time``
        (those of `beyond` who have a reason instead of a time), ``share`` (0-1; missing where
        nobody lives).

    Raises
    ------
    ValueError
        If a number of people is missing or negative.

    Examples
    --------
    Ninety people live ten minutes away, ten have no way to go.

    >>> share_within([600, Status.UNREACHABLE], [90, 10], 600)[["share", "without_time"]]
         share  without_time
    all    0.9          10.0
    """
    time = np.asarray(seconds)
    count = _people(people)
    # A code is above every time, so a limit beyond the longest time never lets one in.
    within = time <= np.minimum(np.asarray(limit_s, dtype=float), LONGEST_SECONDS)
    sums = sums_by(
        by,
        people=count,
        within=np.where(within, count, 0.0),
        without_time=np.where(time > LONGEST_SECONDS, count, 0.0),
    )
    everyone, near, lost = sums.to_numpy().T
    return pd.DataFrame(
        {
            "people": everyone,
            "within": near,
            "beyond": np.maximum(everyone - near, 0.0),
            "without_time": lost,
            "share": np.divide(near, everyone, out=np.full(len(sums), np.nan), where=everyone > 0),
        },
        index=sums.index,
    )


def time_classes(
    seconds: ArrayLike,
    people: ArrayLike,
    *,
    cutoff: int,
    limits_min: Sequence[float] = TIME_CLASSES_MIN,
) -> pd.DataFrame:
    """People by class of travel time, each class open below and closed above.

    Tillväxtanalys prints the classes as <5, 5-10, 10-30 and >30 minutes. Here 5 minutes sharp
    belongs to the first and 30 sharp to the third. People known to live beyond the cutoff are in
    the last class when the cutoff is at least its lower limit; all others without a time are
    in a class of their own.

    Parameters
    ----------
    seconds
        Time of each origin, with the codes of `Status`.
    people
        People of each origin.
    cutoff
        The cutoff of the times, in seconds.
    limits_min
        Upper limits of all classes but the last, in minutes, rising.

    Returns
    -------
    DataFrame
        ``lower_min``, ``upper_min`` (missing for the last class; both missing for people without
        a time), ``people``, ``share`` (missing where nobody lives). The classes sum to all people.

    Examples
    --------
    >>> time_classes([300, 301, 65532], [50, 30, 20], cutoff=3600)["people"].tolist()
    [50.0, 30.0, 0.0, 0.0, 20.0]
    """
    time = np.asarray(seconds)
    count = _people(people)
    last = len(limits_min)
    place = np.searchsorted(np.asarray(limits_min, dtype=float) * 60, time, side="left")
    far = (time == Status.BEYOND_CUTOFF) & (cutoff >= limits_min[-1] * 60)
    place = np.where((time > LONGEST_SECONDS) & ~far, last + 1, place)
    sums = np.bincount(place, weights=count, minlength=last + 2)
    total = count.sum()
    return pd.DataFrame(
        {
            "lower_min": [0.0, *limits_min, np.nan],
            "upper_min": [*limits_min, np.nan, np.nan],
            "people": sums,
            "share": sums / total if total > 0 else np.full(last + 2, np.nan),
        }
    )


def person_minutes(
    seconds: ArrayLike, people: ArrayLike, *, by: Sequence[object] | pd.Series | None = None
) -> pd.DataFrame:
    """All people's minutes to where they go, added up: ``sum_i P_i t_i``.

    Parameters
    ----------
    seconds
        Time of each origin, with the codes of `Status`.
    people
        People of each origin; none may be missing.
    by
        Group of each origin; without it all people are one group named ``all``.

    Returns
    -------
    DataFrame
        Indexed by group: ``people``, ``without_time`` (those in no minute below),
        ``person_minutes`` and ``mean_minutes`` of the people who have a time (both missing where
        none has).

    Raises
    ------
    ValueError
        If a number of people is missing or negative.

    Notes
    -----
    A place that loses its way altogether makes the sum smaller: read it with ``without_time``.

    Examples
    --------
    >>> person_minutes([600, Status.UNREACHABLE], [90, 10])["person_minutes"].to_dict()
    {'all': 900.0}
    """
    time = np.asarray(seconds)
    count = _people(people)
    timed = time <= LONGEST_SECONDS
    sums = sums_by(
        by,
        people=count,
        without_time=np.where(timed, 0.0, count),
        person_minutes=np.where(timed, time / 60 * count, 0.0),
        timed=np.where(timed, count, 0.0),
    )
    timed_people = sums.pop("timed")
    mean = (sums["person_minutes"] / timed_people).where(timed_people > 0)
    return sums.assign(
        person_minutes=sums["person_minutes"].where(timed_people > 0), mean_minutes=mean
    )


def _people(people: ArrayLike) -> NDArray[np.float64]:
    count = np.asarray(people, dtype=np.float64)
    if not (count >= 0).all():
        msg = "a number of people is missing or negative; leave such origins out and say so"
        raise ValueError(msg)
    return count
