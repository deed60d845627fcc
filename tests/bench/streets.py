"""Travel times along a million nodes of road, against searches by others on the same arcs.

Others search from some of the sites and their processor time is scaled up; which part they do
stands beside their name. Their numbers for those sites are compared with ours at a sample of
origins. Everybody gets the same whole units, and cuts them off to the same seconds.
"""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from harness import Job, Rival
from roads import usable
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoaccess.times import Status
from geoaccess.travel.kernels.blocks import Sweep
from geoaccess.travel.kernels.bounded import reached_pairs
from geoaccess.travel.kernels.consumers import keep_nearest
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.kernels.hierarchy import Hierarchy
from geoaccess.travel.kernels.search import Search, backward_units
from geoaccess.travel.modes import make_mode
from geoaccess.travel.snapping import Snapped

__all__ = ["JOBS"]

_SAMPLE = 997
_SEED = 1
_COMPARED = 4


class Scene(NamedTuple):
    """A network, the trips to make on it, and how many sites are compared."""

    network: Any
    trips: Trips
    compared: int


class Held(NamedTuple):
    """What is made before the clock starts."""

    scene: Scene
    prepared: Any


def at_nodes(mode, sites, cutoff_s=None):
    """From every node to some of the nodes."""

    def scene():
        network = usable(mode)
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
        return Scene(network, trips, _COMPARED)

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
            Snapped(segment=rng.choice(able, n), share=rng.random(n), metres=rng.uniform(0, 80, n))
            for n in (origins, sites)
        )
        return Scene(network, Trips.between(*both, network, make_mode("car")), _COMPARED)

    return scene


def _hierarchy(scene):
    return Held(scene, Hierarchy.of(scene.network, scene.trips.bits))


def _kept(held):
    """All seconds, in one new table."""
    trips = held.scene.trips
    shape = len(trips.origins), len(trips.sites)
    seconds = np.empty(shape, dtype=np.uint16)
    for _ in Sweep(held.prepared, trips).fill(seconds, *map(np.arange, shape)):
        pass
    return seconds[::_SAMPLE, : held.scene.compared].ravel().astype(float)


def _streamed(held):
    """The nearest site, block by block; and the sample that is compared."""
    trips = held.scene.trips
    nearest = np.full(len(trips.origins), Status.NO_DATA, dtype=np.uint16)
    which = np.zeros(len(trips.origins), dtype=np.int64)
    sweep, sample = Sweep(held.prepared, trips), []
    asked = np.flatnonzero(sweep.order % _SAMPLE == 0)
    asked = asked[np.argsort(sweep.order[asked])]
    for begin, block in sweep.blocks():
        keep_nearest(block, np.arange(begin, begin + block.shape[1]), nearest, which)
        sample.append(block[asked])
    return np.concatenate(sample, axis=1)[:, : held.scene.compared].ravel().astype(float)


def _cold(held):
    """As `_kept`, with the order and the hierarchy still to make."""
    scene = held.scene
    with tempfile.TemporaryDirectory() as folder:
        made = Hierarchy.of(scene.network, scene.trips.bits, folder=Path(folder))
    return _kept(Held(scene, made))


def _some_sites(scene, n):
    """The first sites only."""
    trips = scene.trips
    few = trips.column < n
    return Trips(
        origins=trips.origins,
        sites=Doors(ends=trips.sites.ends[:n], legs=trips.sites.legs[:n]),
        bits=trips.bits,
        cutoff_s=trips.cutoff_s,
        group=trips.group,
        reason=trips.reason[:, :n],
        row=trips.row[few],
        column=trips.column[few],
        seconds=trips.seconds[few],
    )


def _searched(n):
    """Our searches by scipy, one per site."""

    def do(held):
        trips = _some_sites(held.scene, n)
        blocks = [block for _, block in Search(held.scene.network, trips).blocks()]
        seconds = np.concatenate(blocks, axis=1)
        return seconds[::_SAMPLE, : held.scene.compared].ravel().astype(float)

    return do


def _arcs(scene):
    return Held(scene, backward_units(scene.network, scene.trips.bits))


def _cut_off(units, scene):
    """Units ``(site, node)`` to seconds at the sample, beyond the cutoff as we say it."""
    bits, cutoff = scene.trips.bits, scene.trips.cutoff_s
    whole = np.floor((units[: scene.compared, ::_SAMPLE].T + (1 << bits >> 1)) / 2.0**bits)
    return np.where(whole <= cutoff, whole, Status.BEYOND_CUTOFF).ravel()


def _scipy(n, *, bounded=False):
    """Plain scipy, as one would call it."""

    def do(held):
        trips = held.scene.trips
        limit = float((trips.cutoff_s + 1) << trips.bits) if bounded else np.inf
        units = dijkstra(held.prepared, indices=trips.sites.ends[:n, 0], limit=limit)
        return _cut_off(units, held.scene)

    return do


def _as_igraph(scene):
    import igraph  # noqa: PLC0415

    arcs = backward_units(scene.network, scene.trips.bits).tocoo()
    graph = igraph.Graph(scene.network.vertices, np.column_stack(arcs.coords), directed=True)
    graph.es["units"] = arcs.data
    return Held(scene, graph)


def _igraph(n):
    def do(held):
        sites = held.scene.trips.sites.ends[:n, 0].tolist()
        found = held.prepared.distances(sites, weights="units", mode="out")
        return _cut_off(np.array(found), held.scene)

    return do


def _as_networkx(scene):
    import networkx as nx  # noqa: PLC0415

    arcs = backward_units(scene.network, scene.trips.bits).tocoo()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(scene.network.vertices))
    ends = (each.tolist() for each in (*arcs.coords, arcs.data))
    graph.add_weighted_edges_from(zip(*ends, strict=True), weight="units")
    return Held(scene, graph)


def _networkx(n):
    import networkx as nx  # noqa: PLC0415

    def do(held):
        units = np.full((n, held.scene.network.vertices), np.inf)
        for row, site in zip(units, held.scene.trips.sites.ends[:n, 0].tolist(), strict=True):
            far = nx.single_source_dijkstra_path_length(held.prepared, site, weight="units")
            row[np.fromiter(far, int, len(far))] = np.fromiter(far.values(), float, len(far))
        return _cut_off(units, held.scene)

    return do


def _in_reach(held):
    """Only the pairs within the cutoff; the sample of them, spread out for the comparison."""
    trips = held.scene.trips
    begins, row, seconds = reached_pairs(held.scene.network, trips)
    sample = np.full((len(range(0, len(trips.origins), _SAMPLE)), held.scene.compared), 65_531.0)
    for column in range(held.scene.compared):
        some = slice(begins[column], begins[column + 1])
        asked = row[some] % _SAMPLE == 0
        sample[row[some][asked] // _SAMPLE, column] = seconds[some][asked]
    return sample.ravel()


def _bytes(held):
    """Of the arrays held beside the network."""
    made = held.prepared
    if isinstance(made, csr_array):
        return made.data.nbytes + made.indices.nbytes + made.indptr.nbytes
    if isinstance(made, Hierarchy):
        arrays = [*made.up, *made.down, made.topology.rank, made.topology.parent]
        return sum(array.nbytes for array in arrays)
    return 0


def _loaded(do):
    """Compile the loops beforehand, on a small part of the job."""

    def hold(scene):
        held = _hierarchy(scene)
        do(Held(scene._replace(trips=_some_sites(scene, 1), compared=1), held.prepared))
        return held

    return hold


def _ours(name, do, **more):
    return {name: Rival(hold=_loaded(do), do=do, size=_bytes, repeats=3, **more)}


def _part(name, hold, do, n, sites, repeats=3):
    shown = name if n == sites else f"{name} ({n} sites)"
    return {shown: Rival(hold=hold, do=do(n), size=_bytes, part=n / sites, repeats=repeats)}


def _peers(sites):
    found = _part("scipy", _arcs, _scipy, 12, sites)
    if find_spec("igraph"):
        found |= _part("igraph", _as_igraph, _igraph, 4, sites, 1)
    return found | _part("networkx", _as_networkx, _networkx, 4, sites, 1)


def _bounded_rivals(sites):
    def prepared(scene):
        reached_pairs(scene.network, _some_sites(scene, 1))
        return Held(scene, None)

    ours = Rival(hold=prepared, do=_in_reach, size=_bytes, repeats=3)
    theirs = Rival(hold=_arcs, do=_scipy(sites, bounded=True), size=_bytes, repeats=3)
    return {"geoaccess, pairs": ours, "scipy, limit": theirs}


JOBS = {
    "w1": Job(
        title="All nodes to 240 sites by car",
        scene=at_nodes("car", 240),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | _ours("geoaccess, cold", _cold)
        | _peers(240),
    ),
    "w2": Job(
        title="All nodes to 240 sites, an hour on foot",
        scene=at_nodes("walk", 240, cutoff_s=3600),
        rivals=_bounded_rivals(240),
    ),
    "w4": Job(
        title="60,000 places along streets to 240 others by car",
        scene=on_streets(60_000, 240),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | _part("search (scipy)", _arcs, _searched, 12, 240),
    ),
    "w5": Job(
        title="60,000 places along streets to 5,000 others by car",
        scene=on_streets(60_000, 5_000),
        rivals=_ours("geoaccess, kept", _kept)
        | _ours("geoaccess, streamed", _streamed)
        | _part("search (scipy)", _arcs, _searched, 100, 5_000, 1),
    ),
}
