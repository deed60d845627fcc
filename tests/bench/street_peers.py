"""Others' ways to travel times along streets, on the same arcs.

They get the nodes numbered as they are given; scipy also as we number them. They search from some
of the sites, and their processor time is scaled up; which part they do stands beside their name.
Everybody gets the same whole units and cuts them off to the same seconds; whose numbers are too
small for those gets coarser ones, and may be a second off.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from harness import Rival
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from geoaccess.times import Status
from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.kernels.hierarchy import Hierarchy
from geoaccess.travel.kernels.search import Search, backward_units, with_doors

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "SAMPLE",
    "Held",
    "Scene",
    "at_nodes_peers",
    "held_bytes",
    "on_foot_peers",
    "on_streets_peers",
    "some_sites",
]

SAMPLE = 997
# Thirty hours in 31 bits, where cutoffs leave room for finer units.
_COARSE_BITS = 13


class Scene(NamedTuple):
    """A network, the trips to make on it, how many sites are compared; the nodes as given."""

    network: Any
    trips: Trips
    compared: int
    given: Callable[[], Any]

    def as_given(self) -> Scene:
        """The same, by the numbers that the nodes are given with."""
        network, trips = self.given(), self.trips
        number = _numbers(self.network, network)
        return self._replace(
            network=network,
            trips=replace(
                trips,
                origins=Doors(ends=number[trips.origins.ends], legs=trips.origins.legs),
                sites=Doors(ends=number[trips.sites.ends], legs=trips.sites.legs),
            ),
        )


def _numbers(ours, given):
    """Number of each of our vertices as given: the segments are the same, and in one order."""
    number = np.full(ours.vertices, -1, dtype=np.int32)
    for ends in ("start", "end", "start_in", "end_in"):
        number[getattr(ours.crossings, ends)] = getattr(given.crossings, ends)
    # What no segment leads to is nobody's way.
    number[number < 0] = np.setdiff1d(np.arange(given.vertices, dtype=np.int32), number)
    return number


class Held(NamedTuple):
    """What is made before the clock starts."""

    scene: Scene
    prepared: Any


def held_bytes(held):
    """Of the arrays held beside the network."""
    made = held.prepared
    if isinstance(made, csr_array):
        return made.data.nbytes + made.indices.nbytes + made.indptr.nbytes
    if isinstance(made, Arcs):
        return sum(array.nbytes for array in made)
    if isinstance(made, Hierarchy):
        arrays = [*made.up, *made.down, made.topology.rank, made.topology.parent]
        arrays += [*made.contracted.along, made.contracted.chains.number]
        return sum(array.nbytes for array in arrays)
    return 0


def some_sites(scene, n):
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


def at_nodes_peers(sites):
    """From every node to so many of the nodes."""
    found = _part("scipy", _arcs, _scipy, 12, sites)
    found |= _part("scipy, by place", _arcs, _scipy, 12, sites, by_place=True)
    if find_spec("routingkit_cch"):
        found |= _part("RoutingKit", _as_routingkit, _routingkit, 12, sites, repeats=1, slack=1)
    if find_spec("igraph"):
        found |= _part("igraph", _as_igraph, _igraph, 4, sites, repeats=1)
    if find_spec("pandana"):
        found |= {"pandana (some origins)": _pandana()}
    return found | _part("networkx", _as_networkx, _networkx, 4, sites, repeats=1)


def on_streets_peers(sites, *, searched):
    """From places along the streets to so many others."""
    found = _part("our search", _arcs, _searched, searched, sites, repeats=1, by_place=True)
    found |= _part("scipy", _arcs, _scipy_doors, 12, sites, repeats=1)
    found |= _part("scipy, by place", _arcs, _scipy_doors, 12, sites, repeats=1, by_place=True)
    if find_spec("routingkit_cch"):
        found |= _part(
            "RoutingKit", _as_routingkit, _routingkit_doors, 12, sites, repeats=1, slack=1
        )
    return found


def on_foot_peers(sites):
    """From every node to those of the nodes within the cutoff."""
    search = partial(_scipy, bounded=True)
    return _part("scipy, limit", _arcs, search, sites, sites) | _part(
        "scipy, limit, by place", _arcs, search, sites, sites, by_place=True
    )


def _part(name, hold, do, n, sites, *, repeats=3, slack=0, by_place=False):
    def held(scene):
        return hold(scene if by_place else scene.as_given())

    shown = name if n == sites else f"{name} ({n} sites)"
    return {
        shown: Rival(
            hold=held, do=do(n), size=held_bytes, part=n / sites, repeats=repeats, slack=slack
        )
    }


def _searched(n):
    """Our searches by scipy, one per site."""

    def do(held):
        trips = some_sites(held.scene, n)
        blocks = [block for _, block in Search(held.scene.network, trips).blocks()]
        seconds = np.concatenate(blocks, axis=1)
        return seconds[::SAMPLE, : held.scene.compared].ravel().astype(float)

    return do


def _arcs(scene):
    return Held(scene, backward_units(scene.network, scene.trips.bits))


def _cut_off(units, scene):
    """Units ``(site, origin of the sample)`` to seconds, beyond the cutoff as we say it."""
    bits, cutoff = scene.trips.bits, scene.trips.cutoff_s
    whole = np.floor((units[: scene.compared].T + (1 << bits >> 1)) / 2.0**bits)
    return np.where(whole <= cutoff, whole, Status.BEYOND_CUTOFF).ravel()


def _scipy(n, *, bounded=False):
    """Plain scipy, as one would call it."""

    def do(held):
        trips = held.scene.trips
        limit = float((trips.cutoff_s + 1) << trips.bits) if bounded else np.inf
        units = dijkstra(held.prepared, indices=trips.sites.ends[:n, 0], limit=limit)
        return _cut_off(units[:, _asked(held.scene)], held.scene)

    return do


def _asked(scene):
    """Vertices of the sample of origins."""
    return scene.trips.origins.ends[::SAMPLE, 0]


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
        return _cut_off(np.array(found)[:, _asked(held.scene)], held.scene)

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
        return _cut_off(units[:, _asked(held.scene)], held.scene)

    return do


def _scipy_doors(n):
    """Plain scipy, from a vertex put in for each site; origins take the better of their ends."""

    def do(held):
        trips = some_sites(held.scene, n)
        graph = with_doors(held.prepared, trips.sites.ends, trips.sites.legs)
        vertices = held.prepared.shape[0]
        units = dijkstra(graph, indices=np.arange(vertices, graph.shape[0]))
        ends, legs = trips.origins.ends, trips.origins.legs
        total = np.minimum(units[:, ends[:, 0]] + legs[:, 0], units[:, ends[:, 1]] + legs[:, 1])
        return _sampled(total, held.scene)

    return do


def _sampled(total, scene):
    """Units ``(site, origin)`` to seconds of the sample, those on one street along it."""
    trips = some_sites(scene, scene.compared)
    whole = np.floor(total[: scene.compared, ::SAMPLE].T / 2.0**trips.bits)
    reason = trips.reason[trips.group[::SAMPLE]]
    seconds = np.where(whole <= trips.cutoff_s, whole, reason)
    asked = trips.row % SAMPLE == 0
    place = trips.row[asked] // SAMPLE, trips.column[asked]
    np.minimum.at(seconds, place, trips.seconds[asked].astype(float))
    return seconds.ravel()


def _coarse(units, bits):
    return np.rint(np.asarray(units, dtype=np.float64) / 2.0 ** (bits - _COARSE_BITS))


def _as_routingkit(scene):
    import routingkit_cch as kit  # noqa: PLC0415

    network, bits = scene.network, scene.trips.bits
    arcs = backward_units(network, bits).tocoo()
    head, tail = (ends.tolist() for ends in arcs.coords)
    order = kit.compute_order_inertial(
        network.vertices, tail, head, network.y.tolist(), network.x.tolist()
    )
    weights = _coarse(arcs.data, bits).astype(int).tolist()
    cch = kit.CCH(order, tail, head, False)
    return Held(scene, (cch, kit.CCHMetric(cch, weights)))


def _routingkit(n):
    import routingkit_cch as kit  # noqa: PLC0415

    def do(held):
        trips, (_, metric) = held.scene.trips, held.prepared
        pinned = kit.CCHManyToOne(metric, trips.origins.ends[:, 0].tolist())
        units = [pinned.distances_to(int(site)) for site in trips.sites.ends[:n, 0]]
        units = np.array(units, dtype=np.float64) * 2.0 ** (trips.bits - _COARSE_BITS)
        return _cut_off(units[:, ::SAMPLE], held.scene)

    return do


def _routingkit_doors(n):
    import routingkit_cch as kit  # noqa: PLC0415

    def do(held):
        trips, (_, metric) = some_sites(held.scene, n), held.prepared
        pinned = kit.CCHManyToOne(metric, trips.origins.ends.ravel().tolist())
        legs = _coarse(trips.sites.legs, trips.bits).astype(int)
        units = np.array(
            [
                pinned.distances_to_multi(list(zip(ends, leg, strict=True)))
                for ends, leg in zip(trips.sites.ends.tolist(), legs.tolist(), strict=True)
            ],
            dtype=np.float64,
        ) * 2.0 ** (trips.bits - _COARSE_BITS)
        total = (units.reshape(n, -1, 2) + trips.origins.legs).min(axis=2)
        return _sampled(total, held.scene)

    return do


def _as_pandana(scene):
    import pandana  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    network = scene.network
    arcs = network.backward_arcs.tocoo()
    head, tail = (pd.Series(ends) for ends in arcs.coords)
    weights = pd.DataFrame({"seconds": arcs.data})
    x, y = pd.Series(network.x), pd.Series(network.y)
    return Held(scene, pandana.Network(x, y, tail, head, weights, twoway=False))


def _pandana():
    """Pairs, of which one origin in a sample is asked for."""

    def do(held):
        scene = held.scene
        origins = _asked(scene)
        ends = scene.trips.sites.ends[:, 0]
        one, other = np.repeat(origins, len(ends)), np.tile(ends, len(origins))
        seconds = np.array(held.prepared.shortest_path_lengths(one, other))
        whole = np.floor(seconds + 0.5).reshape(len(origins), -1)[:, : scene.compared].ravel()
        return np.where(whole <= scene.trips.cutoff_s, whole, Status.BEYOND_CUTOFF)

    return Rival(
        hold=lambda scene: _as_pandana(scene.as_given()),
        do=do,
        size=held_bytes,
        repeats=1,
        part=1 / SAMPLE,
        slack=1,
    )
