"""What a run needs before anything is judged: layers, and times for every mode."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geoaccess import sources, travel
from geoaccess.errors import NoticeList, telling_beside
from geoaccess.layers import build_layers
from geoaccess.memory import require_memory
from geoaccess.messages import N_, Phrase
from geoaccess.pipeline.reach import check_reach
from geoaccess.principles import load_pack
from geoaccess.travel.network import Network
from geoaccess.travel.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geoaccess.errors import Notice
    from geoaccess.layers import Layers
    from geoaccess.principles import RulePack
    from geoaccess.sources import Provenance
    from geoaccess.study import Study
    from geoaccess.times import Times
    from geoaccess.travel import Mode

__all__ = ["Prepared", "prepare", "settings_of", "with_times"]

# Two bytes per pair and mode are kept; measuring takes some passes of eight at a time.
_WORK_PER_PAIR = 40
_TIMES = Phrase(N_("Travel times between all population points and all sites"))
_FEWER_PAIRS = Phrase(N_("Take a coarser grid, fewer modes, or only the sites near the region."))


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


def prepare(study: Study) -> Prepared:
    """Read a study's files and compute its travel times.

    Raises
    ------
    InputError, ConfigError
        If a file or setting is refused.
    """
    started = time.perf_counter()
    # What the study asks for is checked before anything is computed.
    pack, modes = settings_of(study)
    check_reach(study, pack, {name: mode.cutoff_s for name, mode in modes.items()})
    layers = build_layers(study)
    prepared = with_times(study, pack, modes, layers)
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


def with_times(study: Study, pack: RulePack, modes: Mapping[str, Mode], layers: Layers) -> Prepared:
    """Compute the travel times of layers that are read.

    Raises
    ------
    InputError
        If streets or a table of times are refused.
    """
    started = time.perf_counter()
    found = NoticeList(layers.notices)
    provenance = list(layers.provenance)
    with telling_beside(found):
        times = _all_times(study, layers, modes, provenance, found)
    return Prepared(
        study=study,
        layers=layers,
        pack=pack,
        modes=modes,
        times=times,
        provenance=tuple(provenance),
        notices=tuple(found),
        timings={"times": time.perf_counter() - started},
    )


def _all_times(
    study: Study,
    layers: Layers,
    modes: Mapping[str, Mode],
    provenance: list[Provenance],
    found: NoticeList,
) -> dict[str, Times]:
    """Times of every mode: from a given table, along streets, or as straight-line estimates."""
    origins, sites = _places(layers.points), _places(layers.sites)
    pairs = len(origins) * len(sites)
    require_memory(pairs * (2 * len(modes) + _WORK_PER_PAIR), _TIMES, _FEWER_PAIRS)
    times = _given_times(study, modes, origins, sites, provenance, found)
    rest = [mode for name, mode in modes.items() if name not in times]
    network = Network.build(layers.streets) if rest and layers.streets is not None else None
    for mode in rest:
        if network is None:
            settlement = layers.points["settlement"].tolist()
            estimate = study.straight_line
            times[mode.name] = travel.straight_line_times(
                mode, origins, sites, settlement, estimate
            )
            found.extend([travel.straight_line_notice(mode, estimate)])
        else:
            times[mode.name] = travel.travel_times(network, mode, origins, sites)
            found.extend(travel.street_notices(network, mode))
        found.extend(travel.reach_notices(times[mode.name], mode))
    return {name: times[name] for name in modes}


def _places(frame: gpd.GeoDataFrame) -> Places:
    return Places(
        tuple(map(str, frame.index)),
        frame.geometry.x.to_numpy().astype(np.float64),
        frame.geometry.y.to_numpy().astype(np.float64),
    )


def _given_times(
    study: Study,
    modes: Mapping[str, Mode],
    origins: Places,
    sites: Places,
    provenance: list[Provenance],
    found: NoticeList,
) -> dict[str, Times]:
    times: dict[str, Times] = {}
    for given in study.inputs.times:
        ids = {"from_id": frozenset(origins.ids), "to_id": frozenset(sites.ids)}
        table = sources.read_times(study, given, expected=ids)
        provenance.append(table.provenance)
        file, lines = table.provenance.path, table.lines.tolist()
        asked = origins.ids, sites.ids
        found.extend(table.notices)
        told = travel.check_times_table(table.frame, *asked, file=file, lines=lines)
        found.extend(n for n in told if n.severity != "error")
        times[given.mode] = travel.times_from_table(
            table.frame, modes[given.mode], *asked, file=file, lines=lines
        )
    return times
