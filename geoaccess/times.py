"""Travel times from population points to sites, each pair with a time or the reason it has none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray

__all__ = ["LONGEST_SECONDS", "Status", "Times", "is_silent", "minutes_of", "status_names"]


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


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Door-to-door seconds of one mode, origin by site.

    Attributes
    ----------
    mode
        ``walk``, ``walk_slow``, ``bicycle``, ``car``.
    origins, sites
        Ids, in the order of the rows and columns.
    seconds
        ``(origin, site)`` uint16; from `Status.BEYOND_CUTOFF` up a reason, not a time.
    cutoff
        Seconds beyond which a pair is `Status.BEYOND_CUTOFF`.
    estimate
        True for straight-line estimates: said on every output.

    Examples
    --------
    A village ten minutes from one clinic, and with no way to the other.

    >>> times = Times(
    ...     "car",
    ...     ("village",),
    ...     ("a", "b"),
    ...     np.array([[600, Status.UNREACHABLE]], dtype=np.uint16),
    ...     cutoff=3600,
    ... )
    >>> times.to_frame()["status"].tolist()
    ['ok', 'unreachable']
    >>> float(times.minutes().sel(origin="village", site="a"))
    10.0
    """

    mode: str
    origins: tuple[str, ...]
    sites: tuple[str, ...]
    seconds: NDArray[np.uint16]
    cutoff: int
    estimate: bool = False

    def __post_init__(self) -> None:
        """Hold the shape and type the rest of the code trusts."""
        if self.seconds.shape != (len(self.origins), len(self.sites)):
            msg = f"seconds are {self.seconds.shape}, ids {len(self.origins)} x {len(self.sites)}"
            raise ValueError(msg)
        if self.seconds.dtype != np.uint16:
            msg = f"seconds are {self.seconds.dtype}, not uint16"
            raise ValueError(msg)
        self.seconds.setflags(write=False)

    @property
    def has_time(self) -> NDArray[np.bool_]:
        """Which pairs have a time, ``(origin, site)``."""
        return self.seconds <= LONGEST_SECONDS

    def within(self, seconds: float) -> NDArray[np.bool_]:
        """Which pairs take at most so many seconds (``<=``), ``(origin, site)``."""
        return self.seconds <= min(seconds, LONGEST_SECONDS)

    def select_sites(self, ids: Sequence[str]) -> Self:
        """The same times for some of the sites, in the order given."""
        place = {site: column for column, site in enumerate(self.sites)}
        columns = [place[site] for site in ids]
        return type(self)(
            self.mode,
            self.origins,
            tuple(ids),
            self.seconds[:, columns].copy(),
            self.cutoff,
            self.estimate,
        )

    def minutes(self) -> xr.DataArray:
        """Minutes as float32, missing where a pair has a reason instead of a time."""
        import xarray as xr  # noqa: PLC0415 -- heavy, and only analysts ask for it

        values = np.where(self.has_time, self.seconds / np.float32(60), np.float32(np.nan))
        return xr.DataArray(
            values.astype(np.float32),
            coords={"origin": list(self.origins), "site": list(self.sites)},
            dims=("origin", "site"),
            name="minutes",
            attrs={"mode": self.mode, "units": "min", "estimate": int(self.estimate)},
        )

    def to_frame(self) -> pd.DataFrame:
        """Long table ``from_id, to_id, travel_time`` (minutes), ``status``: all pairs."""
        import pandas as pd  # noqa: PLC0415

        flat = self.seconds.ravel()
        return pd.DataFrame(
            {
                "from_id": np.repeat(np.array(self.origins, dtype=object), len(self.sites)),
                "to_id": np.tile(np.array(self.sites, dtype=object), len(self.origins)),
                "travel_time": minutes_of(flat),
                "status": status_names(flat),
            }
        )

    def save(self, path: Path) -> None:
        """Write to a ``.npz`` file that holds no pickled objects."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                mode=np.array(self.mode),
                origins=np.array(self.origins, dtype=np.str_),
                sites=np.array(self.sites, dtype=np.str_),
                seconds=self.seconds,
                cutoff=np.array(self.cutoff),
                estimate=np.array(self.estimate),
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as held:
            return cls(
                str(held["mode"]),
                tuple(map(str, held["origins"])),
                tuple(map(str, held["sites"])),
                held["seconds"],
                int(held["cutoff"]),
                bool(held["estimate"]),
            )
