from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import assign_least_time, assign_nearest, least_time
from geoaccess.access.overflow import fill_by_time
from geoaccess.access.pairs import Pairs, pairs_of
from geoaccess.errors import InputError
from geoaccess.times import LONGEST_SECONDS, Status, Times

# Few times, so that many are equal.
CELL = st.one_of(
    st.sampled_from([0, 60, 120, 600, 3600]), st.sampled_from([int(s) for s in Status])
)
FEW = settings(max_examples=40)
BOTH = pytest.mark.parametrize("assign", [assign_nearest, assign_least_time])


@st.composite
def towns(draw, most=500, origins=4):
    count, sites = draw(st.integers(1, origins)), draw(st.integers(1, 3))
    row = st.lists(CELL, min_size=sites, max_size=sites)
    cells = draw(st.lists(row, min_size=count, max_size=count))
    number = st.integers(0, most)
    people = draw(st.lists(number, min_size=count, max_size=count))
    return town(cells, people, draw(st.lists(number, min_size=sites, max_size=sites)))


def town(cells, people, capacity):
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(len(cells))),
        tuple(f"s{i}" for i in range(len(capacity))),
        np.array(cells, dtype=np.uint16),
        3600,
    )
    return (
        times,
        pd.Series(people, index=times.origins, dtype=float),
        pd.Series(capacity, index=times.sites, dtype=float),
    )


def filled_by_hand(times, people, capacity):
    """Every second and site in order; those who want the last places share them."""
    left = [Fraction(int(n)) for n in people]
    room = [Fraction(int(n)) for n in capacity]
    flow = np.zeros(times.seconds.shape)
    for second in sorted(set(times.seconds[times.has_time].tolist())):
        for j in range(len(room)):
            here = [i for i in range(len(left)) if times.seconds[i, j] == second]
            wanting = sum(left[i] for i in here)
            if wanting == 0 or room[j] == 0:
                continue
            share = min(Fraction(1), room[j] / wanting)
            for i in here:
                flow[i, j] = left[i] * share
                left[i] -= left[i] * share
            room[j] -= min(room[j], wanting)
    return flow


def best_of_all(times, people, capacity):
    """Every way to give each person a site or none: most served, then least time."""
    who = [i for i, n in enumerate(people) for _ in range(int(n))]
    options = [
        [None, *(j for j in range(len(capacity)) if times.seconds[i, j] <= LONGEST_SECONDS)]
        for i in who
    ]
    best = (0, 0.0)
    for plan in product(*options):
        if any(plan.count(j) > n for j, n in enumerate(capacity)):
            continue
        served = sum(j is not None for j in plan)
        seconds = sum(
            int(times.seconds[i, j]) for i, j in zip(who, plan, strict=True) if j is not None
        )
        best = min(best, (-served, seconds))
    return -best[0], best[1] / 60


@given(towns())
@FEW
def test_the_nearest_first_is_what_filling_by_hand_gives(place):
    found = assign_nearest(*place)

    assert found.flow.toarray().ravel().tolist() == pytest.approx(
        filled_by_hand(*place).ravel().tolist()
    )


@given(towns(most=2, origins=3))
@FEW
def test_the_least_time_is_the_best_of_all_plans_there_are(place):
    found = assign_least_time(*place)

    served, minutes = best_of_all(*place)
    assert found.origins["served"].sum() == pytest.approx(served)
    assert found.person_minutes == pytest.approx(minutes)
    assert 0 <= found.gap <= 1e-6


@BOTH
@given(place=towns())
@FEW
def test_everybody_is_served_or_left_over_with_a_reason_and_no_site_is_overfull(assign, place):
    times, people, capacity = place

    found = assign(*place)

    flow = found.flow.toarray()
    assert (flow[~times.has_time] == 0).all()
    origins, sites = found.origins, found.sites
    assert origins["served"].to_list() == pytest.approx(flow.sum(axis=1).tolist())
    assert (origins["served"] + origins["unserved"]).to_list() == pytest.approx(people.to_list())
    assert sites["load"].to_list() == pytest.approx(flow.sum(axis=0).tolist())
    assert (sites["load"] + sites["spare"]).to_list() == pytest.approx(capacity.to_list())
    assert found.person_minutes == pytest.approx((flow * times.seconds)[flow > 0].sum() / 60)
    for i, (left, reason) in enumerate(zip(origins["unserved"], origins["reason"], strict=True)):
        near = times.has_time[i]
        if left == 0:
            assert reason == "ok"
        elif not near.any():
            assert reason == Status(int(times.seconds[i].min())).name.lower()
        else:
            assert reason == ("full" if (capacity[near] > 0).any() else "no_supply")
            assert sites["spare"][near].to_list() == pytest.approx([0] * near.sum(), abs=1e-6)


@given(towns())
@FEW
def test_the_least_time_serves_no_fewer_than_the_nearest_first_nor_takes_longer(place):
    near, least = assign_nearest(*place), assign_least_time(*place)

    more = least.origins["served"].sum() - near.origins["served"].sum()
    assert more >= -1e-6
    if more <= 1e-6:
        assert least.person_minutes <= near.person_minutes + 1e-6


@BOTH
@given(place=towns(), chance=st.randoms(use_true_random=False))
@FEW
def test_neither_order_and_ids_of_origins_nor_cutting_one_in_two_changes_totals(
    assign, place, chance
):
    times, people, capacity = place
    rows = [*range(len(people)), 0]
    chance.shuffle(rows)
    half = people.copy()
    half.iloc[0] /= 2
    other = town(times.seconds[rows], half.iloc[rows].to_list(), capacity.to_list())

    one, two = assign(*place), assign(*other)

    assert two.person_minutes == pytest.approx(one.person_minutes)
    assert two.origins["served"].sum() == pytest.approx(one.origins["served"].sum())
    if assign is assign_nearest:
        assert two.sites["load"].to_list() == pytest.approx(one.sites["load"].to_list())


@given(towns(), st.integers(0, 2), st.integers(1, 300))
@FEW
def test_more_capacity_never_makes_the_best_plan_worse(place, where, more):
    times, people, capacity = place
    added = capacity.copy()
    added.iloc[where % len(capacity)] += more

    before, after = assign_least_time(*place), assign_least_time(times, people, added)

    gained = after.origins["served"].sum() - before.origins["served"].sum()
    assert gained >= -1e-6
    if gained <= 1e-6:
        assert after.person_minutes <= before.person_minutes + 1e-6


@BOTH
@given(place=towns())
@FEW
def test_dense_and_sparse_times_give_the_same_plan(assign, place):
    times, people, capacity = place

    dense, sparse = assign(*place), assign(times.to_sparse(), people, capacity)

    pd.testing.assert_frame_equal(dense.origins, sparse.origins)
    pd.testing.assert_frame_equal(dense.sites, sparse.sites)
    assert (dense.flow != sparse.flow).nnz == 0


@given(towns(), st.lists(st.floats(0, 200), min_size=3, max_size=3))
@FEW
def test_no_prices_prove_more_than_the_best_plan_takes(place, prices):
    times, people, capacity = place
    problem = least_time.problem_of(
        pairs_of(times).open_at(capacity.to_numpy() > 0), people.to_numpy(), capacity.to_numpy()
    )

    found = assign_least_time(*place)

    least = found.person_minutes + problem.leaving * found.origins["unserved"].sum()
    assert least_time.bound(problem, np.array(prices[: len(capacity)])) <= least * (1 + 1e-9) + 1e-6


def test_a_plan_that_is_not_the_best_is_refused_whoever_made_it(monkeypatch):
    def all_to_the_farther(problem, held):
        return (problem.minutes[held] > 0) * 10.0, np.zeros(len(problem.room))

    monkeypatch.setattr(least_time, "_solve", all_to_the_farther)

    with pytest.raises(RuntimeError, match="not shown to be the best"):
        assign_least_time(*town([[0, 600]], [10], [10, 10]))


def test_a_plan_that_overfills_a_site_is_refused_whoever_made_it(monkeypatch):
    def all_to_the_nearest(problem, held):
        return (problem.minutes[held] == 0) * 10.0, np.array([10.0, 0.0])

    monkeypatch.setattr(least_time, "_solve", all_to_the_nearest)

    with pytest.raises(RuntimeError, match=r"5\.0 too many"):
        assign_least_time(*town([[0, 600]], [10], [5, 10]))


def test_a_solver_that_gives_up_is_told(monkeypatch):
    def give_up(*_, **__):
        return type("Found", (), {"status": 1, "message": "time is out"})

    monkeypatch.setattr("scipy.optimize.linprog", give_up)

    with pytest.raises(RuntimeError, match="time is out"):
        assign_least_time(*town([[0]], [1], [1]))


@given(towns())
@FEW
def test_the_compiled_filling_is_that_of_plain_python(place):
    times, people, capacity = place
    pairs = Pairs.of(*times.pairs())
    rows = np.repeat(np.arange(len(people)), np.diff(pairs.indptr))
    key = pairs.seconds.astype(np.int64) * len(capacity) + pairs.columns
    order = np.argsort(key, kind="stable")

    told = []
    for fill in (fill_by_time, fill_by_time.py_func):
        left, room, flow = people.to_numpy().copy(), capacity.to_numpy().copy(), np.zeros(len(key))
        fill(order, key, rows, pairs.columns, left, room, flow)
        told.append([*left, *room, *flow])

    assert told[0] == pytest.approx(told[1], rel=1e-12)


def test_those_equally_near_share_the_last_places_by_their_number():
    found = assign_nearest(*town([[60], [60], [120]], [30, 10, 50], [20]))

    assert found.flow.toarray().ravel().tolist() == [15, 5, 0]


def test_someone_is_sent_past_a_full_town_for_the_good_of_all_and_the_nearest_rule_does_not():
    place = town([[0, 300], [60, 3600]], [50, 50], [50, 50])

    near, least = assign_nearest(*place), assign_least_time(*place)

    assert (near.person_minutes, least.person_minutes) == (3000, 300)


@BOTH
def test_a_site_of_unknown_capacity_takes_nobody_and_is_named(assign):
    far, off = Status.UNREACHABLE, Status.NOT_SNAPPED
    times, people, capacity = town(
        [[0, far, far], [far, 60, far], [far, far, 0], [far, far, far], [off, off, off]],
        [15, 20, 30, 40, 50],
        [10, np.nan, 0],
    )

    found = assign(times, people, capacity)

    assert found.origins["unserved"].to_list() == [5, 20, 30, 40, 50]
    assert found.origins["reason"].to_list() == [
        "full", "supply_unknown", "no_supply", "unreachable", "not_snapped"
    ]  # fmt: skip
    assert found.origins["minutes"].to_list() == pytest.approx([0, *[np.nan] * 4], nan_ok=True)
    assert found.sites["load"].to_list() == pytest.approx([10, np.nan, 0], nan_ok=True)
    assert found.sites["spare"].to_list() == pytest.approx([0, np.nan, 0], nan_ok=True)
    told = {notice.code: notice.places for notice in found.notices()}
    assert told["GA-K003"] == {"n": 1, "sites": ("s1",)}
    assert told["GA-K002"] == {
        "people": 145.0, "all": 155.0, "full": 5.0, "nothing": 30.0, "unknown": 20.0,
        "beyond": 40.0, "silent": 50.0,
    }  # fmt: skip


@BOTH
def test_with_no_pair_at_all_everybody_is_left_over(assign):
    found = assign(*town([[Status.UNREACHABLE]], [7], [100]))

    assert found.origins["unserved"].to_list() == [7]
    assert found.person_minutes == 0
    assert found.sites["spare"].to_list() == [100]


@BOTH
def test_wrong_numbers_are_refused_and_inputs_stay_as_they_were(assign):
    times, people, capacity = town([[60]], [5], [3])

    with pytest.raises(InputError, match="GA-A004"):
        assign(times, -people, capacity)
    assign(times, people, capacity)

    assert (people.to_list(), capacity.to_list(), times.seconds.tolist()) == ([5], [3], [[60]])
