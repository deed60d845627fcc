"""A study's travel times as tables for other programs: a Parquet file per mode, and the places.

The long form that r5py and r5r give and take: ``from_id``, ``to_id``, ``travel_time`` in minutes. A
pair without a time stands there with its reason, so that nobody takes beyond the cutoff for no
way at all. Such a file can be an input of a study (``[[inputs.times]]``).
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geoaccess.errors import NoticeList, telling_beside
from geoaccess.layers import build_layers
from geoaccess.memory import require_memory
from geoaccess.parquet import write_parquet
from geoaccess.pipeline.times import (
    FEWER_PAIRS,
    TIMES,
    bytes_of_times,
    each_time,
    longest_trip_of,
)
from geoaccess.publish.folder import MATRIX, staged_output
from geoaccess.sources.provenance import people_are_open
from geoaccess.times import LONGEST_SECONDS, Status, minutes_of, status_names
from geoaccess.travel import load_modes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    import geopandas as gpd
    from numpy.typing import NDArray

    from geoaccess.errors import Notice
    from geoaccess.layers import Layers
    from geoaccess.study import Study
    from geoaccess.times import Times
    from geoaccess.travel import Mode
    from geoaccess.travel.shards import ShardWork

__all__ = ["PLACES", "Asked", "ModeWritten", "ask_for_times", "write_matrix"]

PLACES = ("origins.parquet", "sites.parquet")
# The file is written in parts; measured, each pair of a part takes some 190 bytes until it is.
_PAIRS_AT_ONCE, _PER_PAIR_AT_ONCE = 500_000, 200
# "ok", and the reasons from the lowest up, as they stand above the longest time.
_STATUSES = status_names(np.array([LONGEST_SECONDS, *Status], dtype=np.uint16))
_SCHEMA = pa.schema(
    [
        ("from_id", pa.string()),
        ("to_id", pa.string()),
        ("travel_time", pa.float64()),
        ("seconds", pa.int32()),
        ("status", pa.string()),
        ("method", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Times that are asked for, of a study whose files are read and fit in memory."""

    study: Study
    layers: Layers
    modes: Mapping[str, Mode]
    bytes_needed: int

    @property
    def pairs(self) -> int:
        """How many pairs of origin and site each mode has."""
        return len(self.layers.points) * len(self.layers.sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeWritten:
    """One mode's file, and how many of its pairs have a time, or which reason for none."""

    mode: str
    file: str
    method: str
    cutoff_s: int
    pairs: dict[str, int] = field(default_factory=dict)


def ask_for_times(study: Study, wanted: Collection[str] = ()) -> Asked:
    """Read a study's files and refuse times that do not fit in memory, before any is made.

    Parameters
    ----------
    study
        The study.
    wanted
        Names of its modes; all of them where none is named.

    Raises
    ------
    InputError, ConfigError
        If a file or setting is refused.
    LimitError
        If the times need more memory than there is.
    """
    modes = {name: mode for name, mode in load_modes(study).items() if not wanted or name in wanted}
    layers = build_layers(study, longest_trip_m=longest_trip_of(study, modes))
    pairs = len(layers.points) * len(layers.sites)
    needed = bytes_of_times(layers, modes, 0) + min(pairs, _PAIRS_AT_ONCE) * _PER_PAIR_AT_ONCE
    require_memory(needed, TIMES, FEWER_PAIRS)
    return Asked(study=study, layers=layers, modes=modes, bytes_needed=needed)


def write_matrix(
    asked: Asked,
    out: Path,
    *,
    told: Callable[[int], object] | None = None,
    shards: ShardWork | None = None,
) -> tuple[tuple[ModeWritten, ...], tuple[Notice, ...]]:
    """Work the times out and write them, a mode after another.

    Parameters
    ----------
    asked
        What `ask_for_times` gave.
    out
        The folder: it appears whole or not at all. Only its owner can open it where the study's
        numbers of people are confidential, for the places say where somebody lives.
    told
        Called with how many sites more are done, over all modes, now and then.
    shards
        Where times along streets are worked out in shards, and by whom; else in one go.

    Returns
    -------
    tuple
        What was written, and what should be known about it.

    Raises
    ------
    InputError
        If a table of times is refused.
    OutputError
        If the folder holds something else or cannot be written, or shards cannot be kept; it is
        then as it was.
    """
    layers, found = asked.layers, NoticeList(asked.layers.notices)
    provenance = list(layers.provenance)
    written: list[ModeWritten] = []
    with staged_output(out, mark=MATRIX) as staged, telling_beside(found):
        if not people_are_open(provenance):
            staged.output.chmod(0o700)
        for name, frame in zip(PLACES, (layers.points, layers.sites), strict=True):
            write_parquet(_only_places(frame), staged.output / name)
        given = {one.mode for one in asked.study.inputs.times}
        times = each_time(
            asked.study, layers, asked.modes, provenance, found, told=told, shards=shards
        )
        for one in times:
            method = "straight_line" if one.estimate else "streets"
            method = "table" if one.mode in given and not one.estimate else method
            file = f"{one.mode}.parquet"
            counts = _write(one, method, staged.output / file)
            written.append(
                ModeWritten(
                    mode=one.mode, file=file, method=method, cutoff_s=one.cutoff, pairs=counts
                )
            )
        receipt = {
            "geoaccess": version("geoaccess"),
            "study": asked.study.study.model_dump(mode="json"),
            "modes": [dataclasses.asdict(one) for one in written],
            "inputs": [dataclasses.asdict(one) for one in provenance],
        }
        text = json.dumps(receipt, ensure_ascii=False, indent=2, default=str, allow_nan=False)
        (staged.output / MATRIX).write_text(text + "\n", "utf-8", errors="backslashreplace")
    return tuple(written), tuple(found)


def _only_places(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Ids and points, and nothing of who lives there."""
    places = frame[[frame.geometry.name]].rename_axis("id").reset_index()
    return places.astype({"id": "str"})


def _write(times: Times, method: str, path: Path) -> dict[str, int]:
    """Write one mode's pairs, origin by origin; gives how many there are of each status."""
    counts = np.zeros(len(_STATUSES), dtype=np.int64)
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as file:
        for rows in _some_rows(times):
            flat = times.seconds[rows].ravel()
            status = np.maximum(flat, LONGEST_SECONDS) - LONGEST_SECONDS
            counts += np.bincount(status, minlength=len(_STATUSES))
            file.write_table(_table(times, rows, flat, status, method))
    return {str(_STATUSES[each]): int(counts[each]) for each in np.flatnonzero(counts)}


def _some_rows(times: Times) -> Iterator[slice]:
    step = max(1, _PAIRS_AT_ONCE // max(1, len(times.sites)))
    for begin in range(0, len(times.origins), step):
        yield slice(begin, min(begin + step, len(times.origins)))


def _table(
    times: Times,
    rows: slice,
    flat: NDArray[np.uint16],
    status: NDArray[np.uint16],
    method: str,
) -> pa.Table:
    origins, sites = times.origins[rows], times.sites
    no_time = flat > LONGEST_SECONDS
    return pa.table(
        [
            pa.array(origins, pa.string()).take(np.repeat(np.arange(len(origins)), len(sites))),
            pa.array(sites, pa.string()).take(np.tile(np.arange(len(sites)), len(origins))),
            pa.array(minutes_of(flat), mask=no_time),
            pa.array(flat.astype(np.int32), mask=no_time),
            pa.array(_STATUSES, pa.string()).take(status),
            pa.array([method], pa.string()).take(np.zeros(len(flat), dtype=np.int64)),
        ],
        schema=_SCHEMA,
    )
