"""Times of a study's modes: from a given table, along streets, or as straight-line estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoaccess import sources, travel
from geoaccess.messages import N_, Phrase
from geoaccess.pipeline.border import border_notices
from geoaccess.travel.network import Network
from geoaccess.travel.places import Places
from geoaccess.travel.snapping import MOST_STREETS
from geoaccess.travel.top_speed import longest_trip_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import geopandas as gpd

    from geoaccess.errors import NoticeList
    from geoaccess.layers import Layers
    from geoaccess.sources import Provenance
    from geoaccess.study import Study, TimesInput
    from geoaccess.times import Times
    from geoaccess.travel import Mode
    from geoaccess.travel.shards import ShardWork

__all__ = ["FEWER_PAIRS", "TIMES", "bytes_of_times", "each_time", "longest_trip_of"]

TIMES = Phrase(N_("Travel times between all population points and all sites"))
FEWER_PAIRS = Phrase(
    N_(
        "Take a coarser grid, fewer modes, a lower cutoff_min, only the sites near the region, or"
        " streets cut to it and to half of the longest trip around it."
    )
)
_PER_PAIR = np.dtype(np.uint16).itemsize


def longest_trip_of(study: Study, modes: Mapping[str, Mode]) -> float:
    """Metres of the longest trip along streets within the cutoff, by modes no table gives."""
    given = {one.mode for one in study.inputs.times}
    return longest_trip_m(mode for name, mode in modes.items() if name not in given)


def bytes_of_times(layers: Layers, modes: Mapping[str, Mode], work_per_pair: int) -> int:
    """Bytes that the times of all modes take at their height, and what is done with them.

    All but pairs on one street: how many there are shows mode by mode, when places are on the
    streets, and too many are refused there.

    Parameters
    ----------
    layers, modes
        Between whose points and sites, and how people travel.
    work_per_pair
        Bytes that whoever wants the times needs besides, per pair.
    """
    pairs = len(layers.points) * len(layers.sites)
    needed = pairs * (_PER_PAIR * len(modes) + work_per_pair)
    if layers.streets is None:
        return needed
    # A site is as many to the kernels as it has streets about as near.
    has_several = any(mode.snap_tolerance_m > 0 for mode in modes.values())
    sites = {len(layers.sites) * most for most in (1, MOST_STREETS if has_several else 1)}
    return needed + max(travel.street_bytes(layers.streets, len(modes), n) for n in sites)


def each_time(
    study: Study,
    layers: Layers,
    modes: Mapping[str, Mode],
    provenance: list[Provenance],
    found: NoticeList,
    *,
    told: Callable[[int], object] | None = None,
    shards: ShardWork | None = None,
) -> Iterator[Times]:
    """Times of one mode after another: first those that a table gives.

    Parameters
    ----------
    study, layers, modes
        The study, its layers, and the modes that are asked for.
    provenance, found
        What tables were read, and what should be known of the times, is added to these.
    told
        Called with how many sites more are done, now and then.
    shards
        Where times along streets are worked out in shards, and by whom; else in one go.

    Raises
    ------
    InputError
        If a table of times is refused.
    OutputError
        If shards cannot be kept.
    LimitError
        If pairs of places on one street do not fit in memory.
    """
    origins, sites = _places(layers.points), _places(layers.sites)
    given = [one for one in study.inputs.times if one.mode in modes]
    for one in given:
        times = _from_table(study, one, modes[one.mode], (origins, sites), provenance, found)
        found.extend(travel.reach_notices(times, modes[one.mode]))
        _tell(told, len(sites))
        yield times
    rest = {name: modes[name] for name in modes if name not in {one.mode for one in given}}
    network = Network.build(layers.streets) if rest and layers.streets is not None else None
    for mode in rest.values():
        if network is None:
            settlement = layers.points["settlement"].tolist()
            estimate = study.straight_line
            times = travel.straight_line_times(mode, origins, sites, settlement, estimate)
            found.extend([travel.straight_line_notice(mode, estimate)])
            _tell(told, len(sites))
        else:
            times = _along_streets(network, mode, origins, sites, told, shards, layers)
            found.extend(travel.street_notices(network, mode))
            found.extend(border_notices(layers, network, mode, times, (origins, sites)))
            found.extend(travel.several_notices(network, mode, origins, sites))
        found.extend(travel.reach_notices(times, mode))
        yield times


def _along_streets(
    network: Network,
    mode: Mode,
    origins: Places,
    sites: Places,
    told: Callable[[int], object] | None,
    shards: ShardWork | None,
    layers: Layers,
) -> Times:
    if shards is None:
        return travel.travel_times(network, mode, origins, sites, told=told)
    # A tile for each county: codes of DeSO, RegSO and kommuner begin with it.
    county = layers.points["area_id"].astype("str").str[:2].tolist()
    return travel.sharded_times(
        network,
        mode,
        origins,
        sites,
        shards,
        tiles=county,
        told=told,
    )


def _tell(told: Callable[[int], object] | None, sites: int) -> None:
    if told is not None:
        told(sites)


def _places(frame: gpd.GeoDataFrame) -> Places:
    return Places(
        tuple(map(str, frame.index)),
        frame.geometry.x.to_numpy().astype(np.float64),
        frame.geometry.y.to_numpy().astype(np.float64),
    )


def _from_table(
    study: Study,
    given: TimesInput,
    mode: Mode,
    places: tuple[Places, Places],
    provenance: list[Provenance],
    found: NoticeList,
) -> Times:
    origins, sites = (place.ids for place in places)
    ids = {"from_id": frozenset(origins), "to_id": frozenset(sites)}
    table = sources.read_times(study, given, expected=ids)
    provenance.append(table.provenance)
    file, lines = table.provenance.path, table.lines.tolist()
    found.extend(table.notices)
    told = travel.check_times_table(table.frame, origins, sites, file=file, lines=lines)
    found.extend(n for n in told if n.severity != "error")
    return travel.times_from_table(table.frame, mode, origins, sites, file=file, lines=lines)
