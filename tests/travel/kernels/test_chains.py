"""Bends taken together: by hand, by an oracle that walks, and what a trip along them takes."""

from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.travel.kernels import chains, contraction
from geoaccess.travel.kernels.chains import Chains
from geoaccess.travel.kernels.contraction import Contracted
from geoaccess.travel.kernels.doors import Doors, Trips
from geoaccess.travel.kernels.units import NEVER

seeds = st.integers(0, 2**32 - 1)
plain = settings(max_examples=60)


def all_units(vertices, tail, head, units):
    """Units from everywhere to everywhere, ``(tail, head)``, by trying every way over."""
    far = np.full((vertices, vertices), 2 * NEVER, dtype=np.int64)
    np.minimum.at(far, (tail, head), np.where(units < NEVER, units.astype(np.int64), 2 * NEVER))
    far[np.arange(vertices), np.arange(vertices)] = 0
    for over in range(vertices):
        far = np.minimum(far, far[:, [over]] + far[[over]])
    return np.minimum(far, NEVER)


def trips_between(vertices, cutoff_s=1000):
    """From each vertex to each."""
    ends = np.repeat(np.arange(vertices)[:, None], 2, axis=1).astype(np.int32)
    doors = Doors(ends=ends, legs=np.zeros(ends.shape, dtype=np.uint32))
    nothing = np.zeros(0, dtype=np.int64)
    return Trips(
        origins=doors,
        sites=doors,
        bits=0,
        cutoff_s=cutoff_s,
        group=np.zeros(vertices, dtype=np.int32),
        reason=np.zeros((1, vertices), dtype=np.uint16),
        row=nothing,
        column=nothing,
        seconds=nothing.astype(np.uint16),
    )


def by_crossings(contracted, trips):
    """Units of the trips over the crossings, or along a strand where they stay on one."""
    far = all_units(
        len(contracted.chains.vertices), contracted.tail, contracted.head, contracted.units
    )
    moved = contracted.trips(trips)
    found = np.full((len(trips.origins), len(trips.sites)), NEVER, dtype=np.int64)
    for i in range(2):
        for j in range(2):
            way = far[np.ix_(moved.origins.ends[:, i], moved.sites.ends[:, j])]
            legs = moved.origins.legs[:, i, None].astype(np.int64) + moved.sites.legs[:, j]
            found = np.minimum(found, way + legs)
    np.minimum.at(found, (moved.row, moved.column), moved.seconds.astype(np.int64))
    return found


@plain
@given(seed=seeds, compiled=st.booleans())
def test_every_vertex_is_as_far_from_every_other_with_bends_taken_together(
    random_graph, not_compiled, seed, compiled
):
    """Few streets for so many vertices, so that strands of bends are long and end anywhere."""
    graph = random_graph(seed, most=14)
    some = graph.rng.uniform(size=len(graph.start)) < 0.5
    both = np.concatenate([some, some])
    start, end = graph.start[some], graph.end[some]
    tail, head, units = graph.tail[both], graph.head[both], graph.units[both]
    wanted = all_units(graph.vertices, tail, head, units)

    with nullcontext() if compiled else not_compiled(chains, contraction):
        contracted = Contracted.of(Chains.of(start, end, graph.vertices), tail, head, units)
        found = by_crossings(contracted, trips_between(graph.vertices, cutoff_s=NEVER - 1))

    # Pairs of one strand are told in whole seconds that fit in 16 bits; none here takes longer.
    assert np.array_equal(np.minimum(found, NEVER), wanted)


@plain
@given(seed=seeds)
def test_what_is_left_are_crossings_ends_and_one_of_each_ring(random_graph, seed):
    graph = random_graph(seed, most=14)
    joined = {v: set() for v in range(graph.vertices)}
    for a, b in zip(graph.start.tolist(), graph.end.tolist(), strict=True):
        if a != b:
            joined[a].add(b)
            joined[b].add(a)
    is_bend = {v for v in joined if len(joined[v]) == 2}
    rings = set()
    for v in sorted(is_bend):
        reached, ahead = {v}, [v]
        while ahead:
            reached |= (new := joined[ahead.pop()] - reached)
            ahead += new
        if reached <= is_bend:
            rings.add(min(reached))

    found = Chains.of(graph.start, graph.end, graph.vertices)

    assert set(found.vertices.tolist()) == set(joined) - is_bend | rings


def test_a_row_is_one_arc_each_way_and_a_one_way_on_it_closes_it_one_way():
    """0 - 1 - 2 - 3 with two more streets at 3; from 2 to 1 nobody may drive."""
    start, end = np.array([0, 1, 2, 3, 3]), np.array([1, 2, 3, 4, 5])
    tail, head = np.append(start, end), np.append(end, start)
    units = np.array([10, 20, 30, 1, 1, 11, NEVER, 33, 1, 1], dtype=np.uint32)

    found = Contracted.of(Chains.of(start, end, 6), tail, head, units)

    arcs = {(a, b): u for a, b, u in zip(found.tail, found.head, found.units, strict=True)}
    assert found.chains.vertices.tolist() == [0, 3, 4, 5]
    assert arcs[0, 1] == 60
    assert arcs[1, 0] == NEVER
    moved = found.trips(trips_between(6))
    assert moved.origins.legs[[1, 2]].tolist() == [[11, 50], [NEVER, 30]]
    assert moved.sites.legs[[1, 2]].tolist() == [[10, NEVER], [30, 33]]
    along = zip(moved.row, moved.column, moved.seconds, strict=True)
    assert sorted(along) == [(1, 1, 0), (1, 2, 20), (2, 2, 0)]


def test_a_vertex_that_is_to_stay_stays():
    start, end = np.array([0, 1, 2]), np.array([1, 2, 3])

    found = Chains.of(start, end, 4, fixed=np.array([2]))

    assert found.vertices.tolist() == [0, 2, 3]
    assert found.strands.bend.tolist() == [1]


@pytest.mark.parametrize("ends", [(1, 6), (1, 5)])
def test_a_street_whose_ends_are_no_neighbours_is_refused_and_not_reckoned_with(ends):
    """Two strands meet at 3: 0 - 1 - 2 - 3 and 3 - 5 - 6 - 7, and 4 hangs on 3."""
    start, end = np.array([0, 1, 2, 3, 3, 5, 6]), np.array([1, 2, 3, 4, 5, 6, 7])
    units = np.ones(len(start), dtype=np.uint32)
    contracted = Contracted.of(Chains.of(start, end, 8), start, end, units)
    trips = trips_between(8)
    trips.origins.ends[0] = ends

    with pytest.raises(ValueError, match="no neighbours"):
        contracted.trips(trips)
