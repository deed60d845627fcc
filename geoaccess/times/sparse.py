"""Times held pair by pair, for many sites of which each origin reaches a few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from geoaccess.times.status import LONGEST_SECONDS, is_silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    import xarray as xr
    from numpy.typing import NDArray
    from scipy import sparse

    from geoaccess.times.dense import Times

__all__ = ["SparseTimes"]

_ARRAYS = ("indptr", "columns", "seconds", "rest")


@dataclass(frozen=True, slots=True, eq=False)
class SparseTimes:
    """Door-to-door seconds of one mode, pair by pair; `Times.to_sparse` makes them.

    Attributes
    ----------
    mode, origins, sites, cutoff, estimate
        As in `geoaccess.times.Times`.
    indptr
        ``(origin + 1,)`` int64: where the pairs of each origin begin and end.
    columns
        ``(pair,)`` int32: place of the site in `sites`, rising within an origin.
    seconds
        ``(pair,)`` uint16; a reason (`Status`) where it is not the one in `rest`.
    rest
        ``(origin,)`` uint16: the `Status` of every pair of the origin that is not held.

    Examples
    --------
    Of three clinics a village reaches one.

    >>> held = SparseTimes(
    ...     "car",
    ...     ("village",),
    ...     ("a", "b", "c"),
    ...     indptr=np.array([0, 1]),
    ...     columns=np.array([1], dtype=np.int32),
    ...     seconds=np.array([600], dtype=np.uint16),
    ...     rest=np.array([65532], dtype=np.uint16),
    ...     cutoff=3600,
    ... )
    >>> held.to_dense().seconds.tolist()
    [[65532, 600, 65532]]
    """

    mode: str
    origins: tuple[str, ...]
    sites: tuple[str, ...]
    indptr: NDArray[np.int64]
    columns: NDArray[np.int32]
    seconds: NDArray[np.uint16]
    rest: NDArray[np.uint16]
    cutoff: int
    estimate: bool = False

    def __post_init__(self) -> None:
        """Hold the shape and type the rest of the code trusts."""
        kinds = (np.int64, np.int32, np.uint16, np.uint16)
        for name, kind in zip(_ARRAYS, kinds, strict=True):
            array = getattr(self, name)
            if array.dtype != kind:
                msg = f"{name} are {array.dtype}, not {np.dtype(kind)}"
                raise ValueError(msg)
            array.setflags(write=False)
        self._check_places()
        if not (self.rest > LONGEST_SECONDS).all():
            msg = "rest must be a Status for every origin: a pair not held has no time"
            raise ValueError(msg)

    def _check_places(self) -> None:
        steps = np.diff(self.indptr)
        pairs = len(self.columns)
        if (
            len(self.indptr) != len(self.origins) + 1
            or len(self.rest) != len(self.origins)
            or len(self.seconds) != pairs
            or self.indptr[0] != 0
            or self.indptr[-1] != pairs
            or (steps < 0).any()
        ):
            msg = f"indptr, columns, seconds and rest do not fit {len(self.origins)} origins"
            raise ValueError(msg)
        if pairs and not (self.columns.min() >= 0 and self.columns.max() < len(self.sites)):
            msg = f"columns must be places among {len(self.sites)} sites"
            raise ValueError(msg)
        falls = np.diff(self.columns) <= 0
        falls[self.indptr[1:-1][(self.indptr[1:-1] > 0) & (self.indptr[1:-1] < pairs)] - 1] = False
        if falls.any():
            msg = "columns must rise within an origin, each site once"
            raise ValueError(msg)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Place of the origin of each pair held, ``(pair,)``."""
        return np.repeat(np.arange(len(self.origins)), np.diff(self.indptr))

    @property
    def has_time(self) -> sparse.csr_array:
        """Which pairs have a time, ``(origin, site)``."""
        return self.within(LONGEST_SECONDS)

    def within(self, seconds: float) -> sparse.csr_array:
        """Which pairs take at most so many seconds (``<=``), ``(origin, site)``."""
        from scipy import sparse  # noqa: PLC0415 -- times alone need no scipy

        near = self.seconds <= min(seconds, LONGEST_SECONDS)
        indptr, columns, _ = self._kept(near)
        shape = (len(self.origins), len(self.sites))
        return sparse.csr_array((np.ones(len(columns), np.bool_), columns, indptr), shape=shape)

    def silent_origins(self) -> NDArray[np.bool_]:
        """Origins of which no pair tells whether a site is in reach, ``(origin,)``."""
        counts = np.diff(self.indptr)
        held = counts > 0
        silent: NDArray[np.bool_] = is_silent(self.rest) | (counts == len(self.sites))
        # A silent origin's first pair is silent: few are left to be looked through.
        silent[held] &= is_silent(self.seconds[self.indptr[:-1][held]])
        for row in np.flatnonzero(silent & held):
            here = slice(self.indptr[row], self.indptr[row + 1])
            silent[row] = is_silent(self.seconds[here]).all()
        return silent

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
        """``indptr``, ``columns`` and ``seconds`` of the pairs that have a time, row by row."""
        timed = self.seconds <= LONGEST_SECONDS
        if timed.all():
            return self.indptr, self.columns, self.seconds
        return self._kept(timed)

    def _kept(
        self, which: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint16]]:
        before = np.concatenate([[0], np.cumsum(which)])
        return before[self.indptr], self.columns[which], self.seconds[which]

    def select_sites(self, ids: Sequence[str]) -> Self:
        """The same times for some of the sites, in the order given."""
        place = {site: column for column, site in enumerate(self.sites)}
        new = np.full(len(self.sites), -1, dtype=np.int32)
        new[[place[site] for site in ids]] = np.arange(len(ids), dtype=np.int32)
        if len(set(ids)) < len(ids):
            msg = "a site is asked for twice"
            raise ValueError(msg)
        moved = new[self.columns]
        indptr, columns, seconds = self._kept(moved >= 0)
        columns = moved[moved >= 0]
        order = np.lexsort((columns, np.repeat(np.arange(len(self.origins)), np.diff(indptr))))
        return type(self)(
            self.mode,
            self.origins,
            tuple(ids),
            indptr=indptr,
            columns=columns[order],
            seconds=seconds[order],
            rest=self.rest.copy(),
            cutoff=self.cutoff,
            estimate=self.estimate,
        )

    def to_dense(self) -> Times:
        """Every cell, as `Times`."""
        from geoaccess.times.dense import Times  # noqa: PLC0415 -- each form makes the other

        seconds = np.repeat(self.rest[:, None], len(self.sites), axis=1)
        seconds[self.rows, self.columns] = self.seconds
        return Times(self.mode, self.origins, self.sites, seconds, self.cutoff, self.estimate)

    def to_sparse(self) -> Self:
        """Itself."""
        return self

    def minutes(self) -> xr.DataArray:
        """All pairs' minutes, as `Times.minutes`: as large as the full table."""
        return self.to_dense().minutes()

    def to_frame(self) -> pd.DataFrame:
        """Long table of all pairs, as `Times.to_frame`: as large as the full table."""
        return self.to_dense().to_frame()

    def save(self, path: Path) -> None:
        """Write to a ``.npz`` file that holds no pickled objects."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                mode=np.array(self.mode),
                origins=np.array(self.origins, dtype=np.str_),
                sites=np.array(self.sites, dtype=np.str_),
                cutoff=np.array(self.cutoff),
                estimate=np.array(self.estimate),
                **{name: getattr(self, name) for name in _ARRAYS},
            )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as held:
            return cls(
                str(held["mode"]),
                tuple(map(str, held["origins"])),
                tuple(map(str, held["sites"])),
                cutoff=int(held["cutoff"]),
                estimate=bool(held["estimate"]),
                **{name: held[name] for name in _ARRAYS},
            )
