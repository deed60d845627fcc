"""Pairs in reach, the nearest, counts and sums: what the full table says, without the table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.times import LONGEST_SECONDS, Status
from geoaccess.travel import (
    Places,
    nearest_sites,
    sites_within,
    stream_times,
    time_to_nearest,
    times_in_reach,
    travel_times,
    weighted_sums,
)
from geoaccess.travel.kernels import bounded, consumers, lists, reached
from geoaccess.travel.kernels.sweep import LANES
from geoaccess.travel.modes import make_mode

plain = settings(max_examples=40)
seeds = st.integers(0, 2**32 - 1)


def asked(seed, a_town, some_places, a_mode):
    rng, network = a_town(seed)
    n, m = (int(each) for each in rng.integers(0, 12, 2))
    return network, a_mode(rng), some_places(rng, "o", n), some_places(rng, "s", m)


@plain
@given(seed=seeds)
def test_pairs_in_reach_are_those_of_the_full_table_and_so_are_the_reasons(town, seed):
    question = asked(seed, *town)

    found = times_in_reach(*question)

    assert np.array_equal(found.to_dense().seconds, travel_times(*question).seconds)


@plain
@given(seed=seeds)
def test_the_nearest_counts_and_sums_are_those_of_the_full_table(town, seed):
    question = asked(seed, *town)
    seconds = travel_times(*question).seconds
    table = np.where(np.arange(65_536) <= LONGEST_SECONDS, 1 / (1 + np.arange(65_536)), 0.0)
    values = np.random.default_rng(seed).uniform(1, 9, seconds.shape[1])

    nearest = seconds.min(axis=1, initial=Status.NO_DATA)
    assert np.array_equal(time_to_nearest(*question), nearest)
    near, site = nearest_sites(*question)
    assert np.array_equal(near, nearest)
    first = seconds.argmin(axis=1) if seconds.shape[1] else np.zeros(len(seconds))
    assert np.array_equal(site, np.where(nearest <= LONGEST_SECONDS, first, -1))
    within = [(seconds <= limit).sum(axis=1) for limit in (120, 600)]
    assert np.array_equal(sites_within(*question, [120, 600]), np.column_stack(within))
    assert np.allclose(weighted_sums(*question, table, values), table[seconds] @ values)


@plain
@given(seed=seeds)
def test_a_stream_hands_on_every_site_once(town, seed):
    question = asked(seed, *town)
    columns = [columns.copy() for columns, _ in stream_times(*question)]

    assert sorted(np.concatenate([[], *columns]).tolist()) == list(range(len(question[3])))


@settings(max_examples=8)
@given(seed=seeds)
def test_searches_that_stop_say_the_same_when_they_are_not_compiled(town, not_compiled, seed):
    question = asked(seed, *town)
    compiled = times_in_reach(*question).to_dense().seconds

    with not_compiled(bounded, reached):
        interpreted = times_in_reach(*question).to_dense().seconds

    assert np.array_equal(compiled, interpreted)


def test_lists_grow(in_python):
    for longer in (lists.longer, in_python(lists.longer)):
        grown = longer(np.arange(4, dtype=np.int32))
        assert grown[:4].tolist() == [0, 1, 2, 3]
        assert len(grown) == 8


@pytest.mark.parametrize("compiled", [True, False])
def test_consumers_bring_an_answer_up_to_date_block_by_block(in_python, compiled):
    nearest, count, add = (
        loop if compiled else in_python(loop)
        for loop in (consumers.nearest_plain, consumers.count_within, consumers.add_weights)
    )
    first = np.array([[60, 30], [65_532, 65_531]], dtype=np.uint16)
    second = np.array([[30, 90], [65_533, 65_532]], dtype=np.uint16)
    seconds, site = np.full(2, 65_535, np.uint16), np.full(2, -1)
    counts, sums = np.zeros((2, 1), np.int64), np.zeros(2)
    table = np.where(np.arange(65_536) <= 60, 0.5, 0.0)
    for block, sites in ((first, [0, 1]), (second, [2, 3])):
        nearest(block, np.array(sites), seconds, site)
        count(block, np.array([60]), counts)
        add(block, table, np.array([4.0, 6.0]), sums)

    assert seconds.tolist() == [30, 65_531]
    assert site.tolist() == [1, 1]
    assert counts.tolist() == [[3], [0]]
    assert sums.tolist() == [7.0, 0.0]


@plain
@given(seed=seeds)
def test_the_nearest_of_32_is_the_same_in_vector_instructions(seed):
    rng = np.random.default_rng(seed)
    block = rng.integers(0, 60, (7, LANES)).astype(np.uint16)
    block[rng.uniform(size=block.shape) < 0.2] = Status.UNREACHABLE
    answers = []
    for loop in (consumers.keep_nearest, consumers.nearest_plain):
        seconds, site = np.full(7, 12, np.uint16), np.full(7, -1)
        loop(block, np.arange(100, 100 + LANES), seconds, site)
        answers.append((seconds.tolist(), site.tolist()))

    least = block.min(axis=1)
    is_nearer = least < 12
    wanted = np.where(is_nearer, 100 + block.argmin(axis=1), -1)
    assert answers == [(np.minimum(least, 12).tolist(), wanted.tolist())] * 2


def test_a_weight_for_a_reason_is_refused(town):
    network, *_ = asked(1, *town)
    places = Places(("a",), np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="none for a reason"):
        weighted_sums(network, make_mode("walk"), places, places, np.ones(65_536), np.ones(1))


def test_a_real_city_on_foot_pair_by_pair(porto_alegre):
    network, places = porto_alegre
    some = slice(None, None, 30)
    sites = Places(places.ids[some], places.x[some], places.y[some])
    walk = make_mode("walk")

    found = times_in_reach(network, walk, places, sites)

    wanted = travel_times(network, walk, places, sites)
    assert np.array_equal(found.to_dense().seconds, wanted.seconds)
    assert len(found.seconds) < wanted.seconds.size
    nearest = time_to_nearest(network, walk, places, sites)
    assert np.array_equal(nearest, wanted.seconds.min(axis=1))
