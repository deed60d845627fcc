"""What a run needs before anything is judged: layers, and times for every mode."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geoaccess import travel
from geoaccess.errors import NoticeList, telling_beside
from geoaccess.layers import build_layers
from geoaccess.memory import require_memory
from geoaccess.pipeline.reach import check_reach
from geoaccess.pipeline.times import (
    FEWER_PAIRS,
    TIMES,
    bytes_of_times,
    each_time,
    longest_trip_of,
)
from geoaccess.principles import load_pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.errors import Notice
    from geoaccess.layers import Layers
    from geoaccess.principles import RulePack
    from geoaccess.sources import Provenance
    from geoaccess.study import Study
    from geoaccess.times import Times
    from geoaccess.travel import Mode
    from geoaccess.travel.shards import ShardWork

__all__ = ["Prepared", "prepare", "settings_of", "with_times"]

# Measuring takes some passes of eight bytes per pair at a time.
_WORK_PER_PAIR = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A study's layers and times. A scenario changes columns of it and judges again.

    Attributes
    ----------
    pack
        The rule pack that will judge, with the study's changes.
    times
        Per mode, from every population point to every site.
    """

    study: Study
    layers: Layers
    pack: RulePack
    modes: Mapping[str, Mode]
    times: Mapping[str, Times]
    provenance: tuple[Provenance, ...]
    notices: tuple[Notice, ...]
    timings: Mapping[str, float]

    @property
    def estimate(self) -> bool:
        """Whether any mode's times are straight-line estimates."""
        return any(times.estimate for times in self.times.values())


def prepare(study: Study, *, shards: ShardWork | None = None) -> Prepared:
    """Read a study's files and compute its travel times.

    Parameters
    ----------
    study
        The study.
    shards
        Where times along streets are worked out in shards, and by whom; else in one go.

    Raises
    ------
    InputError, ConfigError
        If a file or setting is refused.
    OutputError
        If shards cannot be kept.
    """
    started = time.perf_counter()
    # What the study asks for is checked before anything is computed.
    pack, modes = settings_of(study)
    check_reach(study, pack, {name: mode.cutoff_s for name, mode in modes.items()})
    layers = build_layers(study, longest_trip_m=longest_trip_of(study, modes))
    prepared = with_times(study, pack, modes, layers, shards=shards)
    whole = time.perf_counter() - started
    timings = {"layers": whole - prepared.timings["times"], **prepared.timings}
    return replace(prepared, timings=timings)


def settings_of(study: Study) -> tuple[RulePack, Mapping[str, Mode]]:
    """Rule pack and modes with what the study changes in them.

    Raises
    ------
    ConfigError
        If pack or modes are faulty.
    """
    return load_pack(study.rule_pack).with_study(study.rules), travel.load_modes(study)


def with_times(
    study: Study,
    pack: RulePack,
    modes: Mapping[str, Mode],
    layers: Layers,
    *,
    shards: ShardWork | None = None,
) -> Prepared:
    """Compute the travel times of layers that are read.

    Parameters
    ----------
    study, pack, modes, layers
        The study, what will judge it, and what is read of it.
    shards
        As in `prepare`.

    Raises
    ------
    InputError
        If streets or a table of times are refused.
    OutputError
        If shards cannot be kept.
    """
    started = time.perf_counter()
    found = NoticeList(layers.notices)
    provenance = list(layers.provenance)
    with telling_beside(found):
        require_memory(bytes_of_times(layers, modes, _WORK_PER_PAIR), TIMES, FEWER_PAIRS)
        times = each_time(study, layers, modes, provenance, found, shards=shards)
        made = {one.mode: one for one in times}
    return Prepared(
        study=study,
        layers=layers,
        pack=pack,
        modes=modes,
        times={name: made[name] for name in modes},
        provenance=tuple(provenance),
        notices=tuple(found),
        timings={"times": time.perf_counter() - started},
    )
