"""How long it takes from each population point to each site, along streets or as an estimate.

::

    modes.py          who travels how: presets of data/presets, changed by the study
    network.py        a study's streets as arrays, the same for all modes
    mode_network.py   what of it one mode may use, and how fast
    overlaid.py       segments drawn on each other are one street
    waits.py          how long one waits at signals and signs
    turns.py          how forbidden turns are kept to
    parts.py          in which part a trip can start and end on a street
    snapping.py       from a place to the nearest street that leads anywhere, or to several
    several.py        of the times from and to several streets the least
    streams.py        the times, block by block
    matrix.py         the times, all of them
    pairs.py          the times, only of pairs within the cutoff
    shards.py         the times in pieces that are kept: what is done is not done again
    one_shard.py      a piece on its own, worked out anywhere
    tiles.py          as much of the network as a piece needs
    kept_columns.py   which sites' times a folder has, whatever pieces they were made in
    shard_files.py    files that hold a piece whole or not at all
    cluster.py        pieces for the workers of a cluster
    kernels/          how they are found
    top_speed.py      the fastest that a mode goes
    border.py         which times are certain where the streets end
    needs.py          how much memory that takes
    paths.py          the streets of a trip, one after another
    calibration.py    our times beside known ones, and speeds that give those
    straight_line.py  the estimate where there are no streets
    table.py          times that somebody else made
    graph.py          the network for networkx and OSMnx
    isochrones.py     areas within so many minutes of each site
    catchments.py     areas whose people go to the same site
    squares.py        the same of a whole region, in squares
    outline.py        the line around some of them
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoaccess.travel.calibration import calibrate
    from geoaccess.travel.catchments import catchment_areas
    from geoaccess.travel.graph import to_networkx
    from geoaccess.travel.isochrones import isochrone_areas
    from geoaccess.travel.matrix import travel_times
    from geoaccess.travel.modes import Mode, load_modes
    from geoaccess.travel.needs import street_bytes
    from geoaccess.travel.network import Network
    from geoaccess.travel.notices import reach_notices, several_notices, street_notices
    from geoaccess.travel.pairs import times_in_reach
    from geoaccess.travel.places import Places
    from geoaccess.travel.shards import sharded_times
    from geoaccess.travel.straight_line import straight_line_notice, straight_line_times
    from geoaccess.travel.streams import (
        nearest_sites,
        sites_within,
        stream_times,
        time_to_nearest,
        weighted_sums,
    )
    from geoaccess.travel.table import check_times_table, times_from_table

__all__ = [
    "Mode",
    "Network",
    "Places",
    "calibrate",
    "catchment_areas",
    "check_times_table",
    "isochrone_areas",
    "load_modes",
    "nearest_sites",
    "reach_notices",
    "several_notices",
    "sharded_times",
    "sites_within",
    "straight_line_notice",
    "straight_line_times",
    "stream_times",
    "street_bytes",
    "street_notices",
    "time_to_nearest",
    "times_from_table",
    "times_in_reach",
    "to_networkx",
    "travel_times",
    "weighted_sums",
]

_HOME = {
    "Mode": "modes",
    "Network": "network",
    "Places": "places",
    "calibrate": "calibration",
    "catchment_areas": "catchments",
    "check_times_table": "table",
    "isochrone_areas": "isochrones",
    "load_modes": "modes",
    "nearest_sites": "streams",
    "reach_notices": "notices",
    "several_notices": "notices",
    "sharded_times": "shards",
    "sites_within": "streams",
    "straight_line_notice": "straight_line",
    "straight_line_times": "straight_line",
    "stream_times": "streams",
    "street_bytes": "needs",
    "street_notices": "notices",
    "time_to_nearest": "streams",
    "times_from_table": "table",
    "times_in_reach": "pairs",
    "to_networkx": "graph",
    "travel_times": "matrix",
    "weighted_sums": "streams",
}


def __getattr__(name: str) -> object:
    """Fetch a public name where it lives: scipy and shapely load when they are used."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"geoaccess.travel.{_HOME[name]}"), name)
