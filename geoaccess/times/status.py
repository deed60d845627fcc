"""Seconds of a pair in sixteen bits: a time, or the reason why there is none."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LONGEST_SECONDS", "Status", "is_silent", "minutes_of", "status_names"]


class Status(IntEnum):
    """Why a pair has no time: the top values of an unsigned 16-bit second count."""

    BEYOND_CUTOFF = 65_531
    UNREACHABLE = 65_532
    NOT_SNAPPED = 65_533
    NO_SERVICE = 65_534
    NO_DATA = 65_535


LONGEST_SECONDS = Status.BEYOND_CUTOFF - 1


def is_silent(seconds: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Where nothing is known of the way: neither a time nor that there is none in reach.

    Examples
    --------
    >>> codes = np.array([90, Status.UNREACHABLE, Status.NOT_SNAPPED, Status.NO_DATA])
    >>> is_silent(codes.astype(np.uint16)).tolist()
    [False, False, True, True]
    """
    silent: NDArray[np.bool_] = np.isin(seconds, (Status.NOT_SNAPPED, Status.NO_DATA))
    return silent


def minutes_of(seconds: NDArray[np.uint16]) -> NDArray[np.float64]:
    """Minutes, missing where there is a reason instead of a time.

    Examples
    --------
    >>> minutes_of(np.array([90, Status.UNREACHABLE], dtype=np.uint16)).tolist()
    [1.5, nan]
    """
    return np.where(seconds <= LONGEST_SECONDS, seconds / 60.0, np.nan)


def status_names(seconds: NDArray[np.uint16]) -> NDArray[np.object_]:
    """``ok`` where there is a time, else the reason's name.

    Examples
    --------
    >>> status_names(np.array([90, Status.UNREACHABLE], dtype=np.uint16)).tolist()
    ['ok', 'unreachable']
    """
    names = np.full(seconds.shape, "ok", dtype=object)
    for status in Status:
        names[seconds == status] = status.name.lower()
    return names
