"""Times held as a full table: one cell per origin and site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.times.sparse import SparseTimes
from geoaccess.times.status import LONGEST_SECONDS, Status, is_silent, minutes_of, status_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray

__all__ = ["Times"]

# Cells worked on at a time: what a block needs besides stays at a few megabytes.
_BLOCK_CELLS = 1 << 20


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

    def silent_origins(self) -> NDArray[np.bool_]:
        """Origins of which no pair tells whether a site is in reach, ``(origin,)``.

        Where there are no sites at all there is nothing to tell: every origin is silent.
        """
        silent = np.ones(len(self.origins), dtype=np.bool_)
        if self.sites:
            # A silent origin's first pair is silent: few are left to be looked through.
            silent &= is_silent(self.seconds[:, 0])
        for row in np.flatnonzero(silent):
            silent[row] = is_silent(self.seconds[row]).all()
        return silent

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
        """The pairs that have a time, row by row.

        Returns
        -------
        indptr
            ``(origin + 1,)`` int64: where the pairs of each origin begin and end.
        columns
            ``(pair,)`` int32: place of the site, rising within an origin.
        seconds
            ``(pair,)`` uint16.

        Examples
        --------
        >>> seconds = np.array([[60, 65532], [65535, 90]], dtype=np.uint16)
        >>> indptr, columns, held = Times("walk", ("a", "b"), ("x", "y"), seconds, 900).pairs()
        >>> indptr.tolist(), columns.tolist(), held.tolist()
        ([0, 1, 2], [0, 1], [60, 90])
        """
        return self._held(np.full(len(self.origins), LONGEST_SECONDS + 1), below=True)

    def to_dense(self) -> Self:
        """Itself."""
        return self

    def to_sparse(self) -> SparseTimes:
        """The same times as pairs, with each origin's commonest reason said once.

        Nothing is lost: `SparseTimes.to_dense` gives every cell back.

        Examples
        --------
        >>> seconds = np.array([[60, 65532, 65532]], dtype=np.uint16)
        >>> held = Times("walk", ("a",), ("x", "y", "z"), seconds, 900).to_sparse()
        >>> held.seconds.tolist(), held.rest.tolist()
        ([60], [65532])
        """
        codes = np.array(Status, dtype=np.uint16)
        rest = np.empty(len(self.origins), dtype=np.uint16)
        for rows in self._blocks():
            counts = np.stack([(self.seconds[rows] == code).sum(axis=1) for code in codes])
            rest[rows] = codes[counts.argmax(axis=0)]
        indptr, columns, seconds = self._held(rest, below=False)
        return SparseTimes(
            self.mode,
            self.origins,
            self.sites,
            indptr=indptr,
            columns=columns,
            seconds=seconds,
            rest=rest,
            cutoff=self.cutoff,
            estimate=self.estimate,
        )

    def _held(
        self, border: NDArray[np.integer], *, below: bool
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
        """Pairs below their origin's border, or else all that differ from it."""
        indptr = np.zeros(len(self.origins) + 1, dtype=np.int64)
        columns, seconds = [np.empty(0, np.int32)], [np.empty(0, np.uint16)]
        places = np.arange(len(self.sites), dtype=np.int32)
        for rows in self._blocks():
            cells, limit = self.seconds[rows], border[rows, None]
            held = cells < limit if below else cells != limit
            indptr[rows.start + 1 : rows.stop + 1] = held.sum(axis=1)
            columns.append(np.broadcast_to(places, held.shape)[held])
            seconds.append(cells[held])
        return np.cumsum(indptr), np.concatenate(columns), np.concatenate(seconds)

    def _blocks(self) -> Iterator[slice]:
        """Rows some at a time."""
        step = max(1, _BLOCK_CELLS // max(1, len(self.sites)))
        for start in range(0, len(self.origins), step):
            yield slice(start, min(start + step, len(self.origins)))

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
