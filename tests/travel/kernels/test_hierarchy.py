"""A hierarchy against scipy on random graphs: every vertex, every site, to the unit."""

import os
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.travel.kernels import customisation, dissection, elimination, sweep
from geoaccess.travel.kernels.customisation import Arcs
from geoaccess.travel.kernels.dissection import dissect
from geoaccess.travel.kernels.elimination import Topology
from geoaccess.travel.kernels.hierarchy import Hierarchy
from geoaccess.travel.kernels.lanes import IN_LANES, sweep_in_lanes
from geoaccess.travel.kernels.orders import kept_order, prune
from geoaccess.travel.kernels.starts import by_row
from geoaccess.travel.kernels.sweep import LANES, Above, Answer, climb, sweep_plain
from geoaccess.travel.kernels.units import NEVER

seeds = st.integers(0, 2**32 - 1)
plain = settings(max_examples=40)
few = settings(plain, max_examples=8)


def a_hierarchy(graph, units=None, rank=None):
    rank = dissect(graph.start, graph.end, graph.x, graph.y) if rank is None else rank
    topology = Topology.build(graph.start, graph.end, rank)
    units = graph.units if units is None else units
    return Hierarchy.build(topology, graph.tail, graph.head, units)


def nobody(rows):
    """No origins, and nowhere to write."""
    starts = by_row(
        np.zeros((0, 2), np.int32), np.zeros((0, 2), np.uint32), np.zeros(0, np.int32), rows
    )
    nothing = np.zeros((0, LANES), dtype=np.uint16)
    return starts, Answer(nothing, np.zeros(0, np.int32), 0, nothing, 0, 0)


def units_to(hierarchy, sites, *, legs=None, sweep_with=sweep_plain, origins=None):
    """Units from vertices to sites, by climbing and one sweep."""
    rank = hierarchy.topology.rank
    origins = np.arange(len(rank)) if origins is None else origins
    above = Above.of(hierarchy.up, rank[origins])
    table = np.full((len(above), LANES), 77, dtype=np.uint32)
    is_met = np.zeros(len(above), dtype=np.bool_)
    reached = np.full(len(rank), NEVER, dtype=np.uint32)
    ends = np.repeat(rank[sites][:, None], 2, axis=1)
    legs = np.zeros((len(sites), 2), dtype=np.uint32) if legs is None else legs
    climb(hierarchy.topology.parent, hierarchy.down, above.row, ends, legs, reached, table, is_met)
    sweep_with(above.arcs, table, is_met, *nobody(len(above)))
    assert (reached == NEVER).all()
    assert not is_met.any()
    return table[above.row[rank[origins]], : len(sites)]


@plain
@given(seed=seeds)
def test_every_vertex_is_as_far_from_every_site_as_a_search_says(random_graph, seed):
    graph = random_graph(seed)
    sites = graph.rng.integers(0, graph.vertices, 5)

    assert np.array_equal(units_to(a_hierarchy(graph), sites), graph.to(sites))


@plain
@given(seed=seeds)
def test_any_order_gives_the_same_units(random_graph, seed):
    graph = random_graph(seed)
    sites = graph.rng.integers(0, graph.vertices, 5)
    mixed = graph.rng.permutation(graph.vertices).astype(np.int32)

    assert np.array_equal(units_to(a_hierarchy(graph, rank=mixed), sites), graph.to(sites))


@plain
@given(seed=seeds)
def test_only_the_origins_asked_about_are_swept_and_they_get_the_same(random_graph, seed):
    graph = random_graph(seed)
    sites = graph.rng.integers(0, graph.vertices, 5)
    some = np.unique(graph.rng.integers(0, graph.vertices, 3))

    found = units_to(a_hierarchy(graph), sites, origins=some)

    assert np.array_equal(found, graph.to(sites)[some])


@plain
@given(seed=seeds)
def test_a_closed_street_needs_new_units_and_no_new_order_and_shortens_nothing(random_graph, seed):
    graph = random_graph(seed)
    sites = graph.rng.integers(0, graph.vertices, 5)
    before = a_hierarchy(graph)
    units = graph.closed(graph.rng.uniform(size=len(graph.units)) < 0.2)

    after = Hierarchy.build(before.topology, graph.tail, graph.head, units)

    assert np.array_equal(units_to(after, sites), graph.to(sites, units))
    assert (units_to(after, sites) >= units_to(before, sites)).all()


@plain
@given(seed=seeds)
def test_by_way_of_somewhere_is_no_shorter_and_both_ways_are_alike_without_one_ways(
    random_graph, seed
):
    graph = random_graph(seed, most=LANES, one_way=0)
    half = len(graph.units) // 2
    graph.units[half:] = graph.units[:half]

    far = units_to(a_hierarchy(graph), np.arange(graph.vertices)).astype(np.int64)

    assert np.array_equal(far, far.T)
    assert (far <= np.minimum((far[:, :, None] + far[None, :, :]).min(axis=1), NEVER)).all()


@plain
@given(seed=seeds)
def test_no_arc_is_kept_that_a_way_over_others_is_shorter_than(random_graph, seed):
    graph = random_graph(seed)
    hierarchy = a_hierarchy(graph)
    far = graph.to(np.arange(graph.vertices))
    vertex = np.argsort(hierarchy.topology.rank)
    for arcs, turned in ((hierarchy.up, False), (hierarchy.down, True)):
        tail = vertex[np.repeat(np.arange(graph.vertices), np.diff(arcs.first))]
        head = vertex[arcs.head]
        assert np.array_equal(arcs.units, far.T[tail, head] if turned else far[tail, head])


@plain
@given(seed=seeds)
def test_the_topology_is_what_taking_vertices_out_by_hand_leaves(random_graph, seed):
    graph = random_graph(seed)
    topology = Topology.build(
        graph.start, graph.end, dissect(graph.start, graph.end, graph.x, graph.y)
    )
    joined = {v: set() for v in range(graph.vertices)}
    for a, b in zip(topology.rank[graph.start], topology.rank[graph.end], strict=True):
        if a != b:
            joined[a].add(b)
            joined[b].add(a)

    for v in range(graph.vertices):
        higher = sorted(u for u in joined[v] if u > v)
        assert topology.head[topology.first[v] : topology.first[v + 1]].tolist() == higher
        assert topology.parent[v] == (higher[0] if higher else graph.vertices)
        for u in higher:
            joined[u] |= set(higher) - {u}


@few
@given(seed=seeds)
def test_the_loops_say_the_same_when_they_are_not_compiled(
    random_graph, not_compiled, in_python, seed
):
    """As many steps as the compiled ones, in Python."""
    graph = random_graph(seed, most=14)
    sites = graph.rng.integers(0, graph.vertices, 3)
    compiled = units_to(a_hierarchy(graph), sites)

    here = sys.modules[__name__]
    with not_compiled(elimination, dissection, customisation, sweep, here):
        interpreted = units_to(a_hierarchy(graph), sites, sweep_with=in_python(sweep_plain))

    assert np.array_equal(compiled, interpreted)


@pytest.mark.skipif(not IN_LANES, reason="vector instructions are there for compiled code only")
@plain
@given(seed=seeds)
def test_vector_instructions_sweep_as_plain_loops_do(random_graph, seed):
    graph = random_graph(seed)
    sites = graph.rng.integers(0, graph.vertices, int(graph.rng.integers(1, LANES + 1)))
    hierarchy = a_hierarchy(graph)

    in_lanes = units_to(hierarchy, sites, sweep_with=sweep_in_lanes)

    assert np.array_equal(in_lanes, units_to(hierarchy, sites))


@plain
@given(seed=seeds, bits=st.integers(0, 18))
def test_seconds_are_cut_off_alike_in_lanes_in_loops_and_in_python(in_python, seed, bits):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 8000 << bits, (6, LANES)).astype(np.uint32)
    table[rng.uniform(size=table.shape) < 0.3] = NEVER
    legs = rng.integers(0, 90 << bits, (9, 2)).astype(np.uint32)
    legs[rng.uniform(size=legs.shape) < 0.2] = NEVER
    rows, group = rng.integers(0, 6, (9, 2)), rng.integers(0, 2, 9)
    rows, group = rows.astype(np.int32), group.astype(np.int32)
    starts = by_row(rows, legs, group, 6)
    for one, other in zip(starts, in_python(by_row)(rows, legs, group, 6), strict=True):
        assert np.array_equal(one, other)
    reason = rng.integers(65_531, 65_533, (2, LANES)).astype(np.uint16)
    wanted = np.minimum(*(table[rows[:, i]].astype(np.int64) + legs[:, i, None] for i in (0, 1)))
    wanted = np.where(wanted >> bits <= 5400, wanted >> bits, reason[group])
    no_arcs = Arcs(np.zeros(7, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint32))
    row = starts.origin[::-1].copy()

    for loop in (sweep_plain, in_python(sweep_plain), *([sweep_in_lanes] if IN_LANES else [])):
        seconds = np.zeros((9, LANES + 5), dtype=np.uint16)
        answer = Answer(seconds, row, 3, reason, bits, 5400)
        loop(no_arcs, table.copy(), np.ones(6, np.bool_), starts, answer)
        assert np.array_equal(seconds[row, 3:-2], wanted[starts.origin])
        assert not seconds[:, :3].any()
        assert not seconds[:, -2:].any()


def test_a_site_is_entered_by_either_end_of_its_street():
    """0 - 1 - 2 in a row, ten units each; the site is 1 from the left end and 5 from the right."""
    start, end = np.array([0, 1]), np.array([1, 2])
    units = np.full(4, 10, dtype=np.uint32)
    topology = Topology.build(start, end, np.array([0, 2, 1], dtype=np.int32))
    hierarchy = Hierarchy.build(topology, np.append(start, end), np.append(end, start), units)
    reached, table = np.full(3, NEVER, dtype=np.uint32), np.zeros((3, LANES), dtype=np.uint32)
    above = Above.of(hierarchy.up, np.arange(3, dtype=np.int32))
    is_met = np.zeros(3, dtype=np.bool_)
    ends, legs = topology.rank[np.array([[0, 2]])], np.array([[1, 5]], dtype=np.uint32)

    climb(topology.parent, hierarchy.down, above.row, ends, legs, reached, table, is_met)
    sweep_plain(above.arcs, table, is_met, *nobody(len(above)))

    assert table[above.row[topology.rank], 0].tolist() == [1, 11, 5]


@plain
@given(seed=seeds)
def test_an_order_ranks_each_vertex_once_whatever_the_places(random_graph, seed):
    graph = random_graph(seed)
    far_apart = dissect(graph.start, graph.end, graph.x * 1e6, graph.y * 1e-6)
    one_spot = dissect(graph.start, graph.end, np.zeros(graph.vertices), np.zeros(graph.vertices))

    for rank in (far_apart, one_spot):
        assert sorted(rank.tolist()) == list(range(graph.vertices))


def test_a_grid_is_cut_across_and_not_all_over():
    """30 x 30 crossings: cutting line by line keeps the shortcuts few."""
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(30.0), np.arange(30.0)))
    at = np.arange(900).reshape(30, 30)
    start = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    end = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])

    ours = Topology.build(start, end, dissect(start, end, x, y))
    in_the_order_given = Topology.build(start, end, np.arange(900, dtype=np.int32))

    assert len(ours.head) < 14 * 900 < 25 * 900 < len(in_the_order_given.head)


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\x93NUMPY", "too short", "twice the same", "not whole numbers"],
)
def test_an_order_is_found_again_and_a_spoilt_one_is_not_believed(random_graph, tmp_path, spoilt):
    graph = random_graph(5)
    asked = graph.start, graph.end, graph.x, graph.y
    rank = kept_order(*asked, folder=tmp_path)
    (file,) = tmp_path.glob("*.npy")
    other = rank[::-1].copy()
    np.save(file, other)
    assert np.array_equal(kept_order(*asked, folder=tmp_path), other)

    if isinstance(spoilt, bytes):
        file.write_bytes(spoilt)
    else:
        wrong = {"too short": rank[1:], "twice the same": rank * 0, "not whole numbers": rank / 2}
        np.save(file, wrong[spoilt])

    assert np.array_equal(kept_order(*asked, folder=tmp_path), rank)
    assert np.array_equal(np.load(file), rank)


def test_other_streets_get_another_order_and_other_speeds_the_same(random_graph, tmp_path):
    graph = random_graph(5)
    kept_order(graph.start, graph.end, graph.x, graph.y, folder=tmp_path)
    kept_order(graph.start, graph.end, graph.x, graph.y, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1

    kept_order(graph.start[1:], graph.end[1:], graph.x, graph.y, folder=tmp_path)
    kept_order(graph.start, graph.end, graph.x + 1, graph.y, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_where_nothing_can_be_kept_the_order_is_made_all_the_same(random_graph, tmp_path):
    graph = random_graph(5)
    (tmp_path / "file").write_text("not a folder")

    rank = kept_order(graph.start, graph.end, graph.x, graph.y, folder=tmp_path / "file")

    assert sorted(rank.tolist()) == list(range(graph.vertices))


def test_units_that_would_not_fit_stay_never():
    """A way of three arcs that together are longer than any cutoff."""
    start, end = np.array([0, 1, 2]), np.array([1, 2, 3])
    units = np.full(6, NEVER - 1, dtype=np.uint32)
    topology = Topology.build(start, end, np.array([3, 0, 1, 2], dtype=np.int32))
    hierarchy = Hierarchy.build(topology, np.append(start, end), np.append(end, start), units)

    assert units_to(hierarchy, np.array([3]))[:, 0].tolist() == [NEVER, NEVER, NEVER - 1, 0]


def aged(file, hours):
    then = file.stat().st_mtime - 3600 * hours
    os.utime(file, (then, then))


def test_the_orders_not_asked_for_longest_make_room_for_new_ones(random_graph, tmp_path):
    graphs = [random_graph(seed, most=40) for seed in range(4)]

    def order(number, most_bytes):
        graph = graphs[number]
        before = set(tmp_path.glob("*.npy"))
        args = graph.start, graph.end, graph.x, graph.y
        rank = kept_order(*args, folder=tmp_path, most_bytes=most_bytes)
        return rank, set(tmp_path.glob("*.npy")) - before

    files = []
    for number in range(3):
        (file,) = order(number, 10_000)[1]
        aged(file, 10 - number)
        files.append(file)
    order(0, 10_000)  # asked for again: the second is now the oldest
    room = sum(file.stat().st_size for file in (files[0], files[2]))
    room += 128 + 4 * graphs[3].vertices

    (newest,) = order(3, room)[1]

    assert {*tmp_path.glob("*.npy")} == {files[0], files[2], newest}
    # Thrown away, an order is made anew, and is the same.
    assert np.array_equal(order(1, 1)[0], order(1, 10_000)[0])
    assert len([*tmp_path.glob("*.npy")]) == 1


def test_what_a_killed_process_left_half_written_goes_after_a_day(tmp_path):
    old, new, other = (tmp_path / name for name in ("a.part", "b.part", "notes.txt"))
    for file in (old, new, other):
        file.write_bytes(b"x" * 1000)
    aged(old, 25)
    aged(other, 1000)

    prune(tmp_path, 0)

    assert {*tmp_path.iterdir()} == {new, other}


def test_where_orders_cannot_be_looked_through_nothing_happens(tmp_path):
    prune(tmp_path / "not there", 0)
