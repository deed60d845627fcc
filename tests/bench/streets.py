"""Travel times along a million nodes of road, against searches by others on the same arcs.

Others search from some of the sites and their processor time is scaled up; which part they do
stands beside their name. Their numbers for those sites are compared with ours at a sample of
origins. Everybody gets the same whole units, and cuts them off to the same seconds. Others get the
nodes with the numbers they are given with, in no order; what scipy does with ours is shown as well.
"""

from __future__ import annotations

import tempfile
from collections import deque
from functools import partial
from pathlib import Path

import numpy as np
from harness import Job, Rival
from roads import NODES, usable
from street_peers import (
    SAMPLE,
    Held,
    Scene,
    at_nodes_peers,
    held_bytes,
    on_foot_peers,
    on_streets_peers,
    some_sites,
)

from geoaccess.times import Status
from geoaccess.travel.kernels.blocks import Sweep
from geoaccess.travel.kernels.bounded import backward_arcs
from geoaccess.travel.kernels.consumers import add_weights, keep_nearest
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.kernels.hierarchy import Hierarchy
from geoaccess.travel.kernels.reached import reached_pairs
from geoaccess.travel.kernels.sweep import LANES
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import Snapped

__all__ = ["JOBS"]

_SEED = 1
_COMPARED = 4


def at_nodes(mode, sites, cutoff_s=None, nodes=NODES):
    """From every node to some of the nodes."""

    def scene():
        network = usable(mode, nodes)
        ends = np.random.default_rng(_SEED).choice(network.vertices, sites, replace=False)
        bits, cutoff = 18, cutoff_s or make_mode(mode).cutoff_s
        trips = Trips(
            origins=_doors(np.arange(network.vertices), 1 << bits >> 1),
            sites=_doors(ends, 0),
            bits=bits,
            cutoff_s=cutoff,
            group=np.zeros(network.vertices, dtype=np.int32),
            reason=np.full((1, sites), Status.BEYOND_CUTOFF, dtype=np.uint16),
            row=np.zeros(0, dtype=np.int64),
            column=np.zeros(0, dtype=np.int64),
            seconds=np.zeros(0, dtype=np.uint16),
        )
        return Scene(network, trips, _COMPARED, partial(usable, mode, nodes, as_given=True))

    return scene


def _doors(vertices, leg):
    ends = np.repeat(vertices[:, None], 2, axis=1).astype(np.int32)
    return Doors(ends=ends, legs=np.full(ends.shape, leg, dtype=np.uint32))


def on_streets(origins, sites):
    """From places along the streets to others; both can leave their street by either end."""

    def scene():
        network, rng = usable("car"), np.random.default_rng(_SEED)
        able = np.flatnonzero(network.snappable)
        both = (
            Snapped(
                place=np.arange(n),
                segment=rng.choice(able, n),
                share=rng.random(n),
                metres=rng.uniform(0, 80, n),
            )
            for n in (origins, sites)
        )
        trips = Trips.between(*both, network, make_mode("car"))
        return Scene(network, trips, _COMPARED, partial(usable, "car", as_given=True))

    return scene


def _hierarchy(scene):
    return Held(scene, Hierarchy.of(scene.network, scene.trips.bits))


def _kept(held):
    """All seconds, in one new table."""
    trips = held.scene.trips
    shape = len(trips.origins), len(trips.sites)
    seconds = np.empty(shape, dtype=np.uint16)
    deque(Sweep(held.prepared, trips).fill(seconds, *map(np.arange, shape)), maxlen=0)
    return seconds[::SAMPLE, : held.scene.compared].ravel().astype(float)


def _streamed(held):
    """The nearest site, block by block; and the sample that is compared."""
    origins = len(held.scene.trips.origins)
    nearest = np.full(origins, Status.NO_DATA, dtype=np.uint16)
    which = np.zeros(origins, dtype=np.int64)

    def consume(begin, block):
        keep_nearest(block, np.arange(begin, begin + block.shape[1]), nearest, which)

    return _handed_on(held, consume)


def _summed(held):
    """A sum of the sites' supply by a weight for each second, as of catchments with steps."""
    trips = held.scene.trips
    sums, supply = np.zeros(len(trips.origins)), np.ones(len(trips.sites))
    table = np.select([np.arange(2**16) <= limit for limit in (600, 1200, 1800)], [1, 0.68, 0.22])

    def consume(begin, block):
        add_weights(block, table, supply[begin : begin + block.shape[1]], sums)

    return _handed_on(held, consume)


def _handed_on(held, consume):
    sweep, sample = Sweep(held.prepared, held.scene.trips), []
    asked = np.flatnonzero(sweep.order % SAMPLE == 0)
    asked = asked[np.argsort(sweep.order[asked])]
    for begin, block in sweep.blocks():
        consume(begin, block)
        sample.append(block[asked])
    return np.concatenate(sample, axis=1)[:, : held.scene.compared].ravel().astype(float)


def _cold(held):
    """As `_kept`, with the order and the hierarchy still to make."""
    scene = held.scene
    with tempfile.TemporaryDirectory() as folder:
        made = Hierarchy.of(scene.network, scene.trips.bits, folder=Path(folder))
    return _kept(Held(scene, made))


def _in_reach(held):
    """Only the pairs within the cutoff; the sample of them, spread out for the comparison."""
    trips = held.scene.trips
    kept = list(reached_pairs(held.prepared, trips))
    begins, row, seconds = kept[0]
    assert len(begins) > held.scene.compared
    sample = np.full((len(range(0, len(trips.origins), SAMPLE)), held.scene.compared), 65_531.0)
    for column in range(held.scene.compared):
        some = slice(begins[column], begins[column + 1])
        asked = row[some] % SAMPLE == 0
        sample[row[some][asked] // SAMPLE, column] = seconds[some][asked]
    return sample.ravel()


def _loaded(do):
    """Compile the loops beforehand, on a small part of the job."""

    def hold(scene):
        held = _hierarchy(scene)
        few = some_sites(scene, LANES + 1)
        do(Held(scene._replace(trips=few, compared=1), held.prepared))
        return held

    return hold


def _ours(name, do, **more):
    return {name: Rival(hold=_loaded(do), do=do, size=held_bytes, repeats=3, **more)}


def _on_foot():
    """Ours, with the loops loaded on a small network: its memory is not what the job takes."""

    def hold(scene):
        return Held(scene, backward_arcs(scene.network, scene.trips.bits))

    def ready():
        few = at_nodes("walk", 4, 3600, nodes=1_000)()
        list(reached_pairs(backward_arcs(few.network, few.trips.bits), few.trips))

    return Rival(hold=hold, do=_in_reach, size=held_bytes, ready=ready, repeats=3)


JOBS = {
    "w1": Job(
        title="All nodes to 240 sites by car",
        scene=at_nodes("car", 240),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | _ours("geoaccess, summed", _summed)
        | _ours("geoaccess, cold", _cold)
        | at_nodes_peers(240),
    ),
    "w2": Job(
        title="All nodes to 240 sites, an hour on foot",
        scene=at_nodes("walk", 240, cutoff_s=3600),
        rivals={"geoaccess, pairs": _on_foot()} | on_foot_peers(240),
    ),
    "w4": Job(
        title="60,000 places along streets to 240 others by car",
        scene=on_streets(60_000, 240),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | on_streets_peers(240, searched=12),
    ),
    "w5": Job(
        title="60,000 places along streets to 5,000 others by car",
        scene=on_streets(60_000, 5_000),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | on_streets_peers(5_000, searched=100),
    ),
}
