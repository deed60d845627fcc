"""Searches that stop at the cutoff find the same pairs as a search that goes everywhere."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.kernels.reached import reached_pairs
from geoaccess.travel.kernels.units import NEVER


def turned_round(graph):
    """Of each vertex the open arcs to it, several from one vertex among them."""
    is_open = graph.units < NEVER
    tail, head, units = (each[is_open] for each in (graph.tail, graph.head, graph.units))
    order = np.argsort(head, kind="stable")
    first = np.searchsorted(head[order], np.arange(graph.vertices + 1))
    return Arcs(first, tail[order].astype(np.int32), units[order])


def some_doors(rng, vertices, places):
    """Streets' ends, sometimes the same twice; some can be left or entered by one end only."""
    legs = rng.choice([0, 1, 2, 4, NEVER], (places, 2), p=[0.3, 0.2, 0.2, 0.1, 0.2])
    ends = rng.integers(0, vertices, (places, 2))
    return Doors(ends=ends.astype(np.int32), legs=legs.astype(np.uint32))


def trips_between(origins, sites, cutoff):
    """Trips in whole seconds, none of them on one street."""
    return Trips(
        origins=origins,
        sites=sites,
        bits=0,
        cutoff_s=cutoff,
        group=np.zeros(len(origins), dtype=np.int32),
        reason=np.zeros((1, len(sites)), dtype=np.uint16),
        row=np.zeros(0, dtype=np.int64),
        column=np.zeros(0, dtype=np.int64),
        seconds=np.zeros(0, dtype=np.uint16),
    )


def listed(some):
    """Origin, site and seconds of pairs that come some sites at a time."""
    before, found = 0, []
    for begins, row, seconds in some:
        site = before + np.repeat(np.arange(len(begins) - 1), np.diff(begins))
        found += zip(row.tolist(), site.tolist(), seconds.tolist(), strict=True)
        before += len(begins) - 1
    return found


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32 - 1), cutoff=st.sampled_from([0, 1, 4, 9, 500]))
def test_every_pair_within_the_cutoff_is_found_once_with_its_shortest_way(
    random_graph, seed, cutoff
):
    # Few more arcs than vertices: strands of bends, rings, dead ends and crossings of all kinds.
    graph = random_graph(seed, one_way=(0.0, 0.3, 0.9)[seed % 3])
    rng = graph.rng
    origins, sites = (some_doors(rng, graph.vertices, int(rng.integers(1, 30))) for _ in "os")
    trips = trips_between(origins, sites, cutoff)
    between = graph.to(np.arange(graph.vertices)).astype(np.int64)
    whole = [
        [
            min(
                int(origin_leg) + int(between[here, there]) + int(site_leg)
                for here, origin_leg in zip(*origin, strict=True)
                for there, site_leg in zip(*site, strict=True)
            )
            for site in zip(sites.ends, sites.legs, strict=True)
        ]
        for origin in zip(origins.ends, origins.legs, strict=True)
    ]
    wanted = {
        (origin, site, took)
        for origin, row in enumerate(whole)
        for site, took in enumerate(row)
        if took <= cutoff
    }

    found = listed(reached_pairs(turned_round(graph), trips))

    assert len(found) == len(set(found))
    assert set(found) == wanted


def test_more_crossings_may_wait_than_there_was_room_for():
    # From each of 600 crossings around it, one gets to vertex 0, and by a long way to the next two.
    spokes = np.arange(1, 601)
    tail = np.concatenate([spokes, spokes, spokes])
    head = np.concatenate([np.zeros(600, int), np.roll(spokes, 1), np.roll(spokes, 2)])
    units = np.concatenate([spokes, np.full(1200, 5000)]).astype(np.uint32)
    order = np.argsort(head, kind="stable")
    arcs = Arcs(
        np.searchsorted(head[order], np.arange(602)), tail[order].astype(np.int32), units[order]
    )
    at = np.repeat(np.arange(601, dtype=np.int32)[:, None], 2, axis=1)
    origins = Doors(ends=at, legs=np.zeros(at.shape, np.uint32))
    hub = Doors(ends=at[:1], legs=np.zeros((1, 2), np.uint32))

    found = listed(reached_pairs(arcs, trips_between(origins, hub, 4000)))

    assert sorted(found) == [(n, 0, n) for n in range(601)]
