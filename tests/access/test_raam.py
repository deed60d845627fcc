from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import levels, moves, raam, settling
from geoaccess.access.moves import Market
from geoaccess.access.pairs import Pairs
from geoaccess.errors import InputError
from geoaccess.times import Status, Times

SUPPLIES = st.sampled_from([0, 1, 2, 5, 9])
CELL = st.one_of(st.integers(0, 3600), st.sampled_from([int(s) for s in Status]))
FEW = settings(max_examples=40)


@st.composite
def towns(draw, supplies=SUPPLIES):
    origins, sites = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(CELL, min_size=sites, max_size=sites)
    cells = draw(st.lists(row, min_size=origins, max_size=origins))
    people = draw(st.lists(st.integers(0, 500), min_size=origins, max_size=origins))
    supply = draw(st.lists(supplies, min_size=sites, max_size=sites))
    return town(cells, people, supply)


def town(cells, people, supply):
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(len(cells))),
        tuple(f"s{i}" for i in range(len(supply))),
        np.array(cells, dtype=np.uint16),
        3600,
    )
    return (
        times,
        pd.Series(people, index=times.origins, dtype=float),
        pd.Series(supply, index=times.sites, dtype=float),
    )


def level(tops, widths, people):
    """How high people fill vessels that start at `tops` and hold `widths` per unit of height."""
    order = sorted(range(len(tops)), key=tops.__getitem__)
    volume = breadth = 0.0
    for place, here in enumerate(order):
        volume += widths[here] * tops[here]
        breadth += widths[here]
        height = (people + volume) / breadth
        if place + 1 == len(order) or height <= tops[order[place + 1]]:
            return height
    raise AssertionError


def by_hand(times, people, supply, rho):
    """Each origin in turn takes all its people back and fills the cheapest sites evenly."""
    reach = {
        (i, j): int(times.seconds[i, j]) / 3600
        for i in range(len(people))
        for j in range(len(supply))
        if times.seconds[i, j] < Status.BEYOND_CUTOFF and supply.iloc[j] > 0
    }
    flow = dict.fromkeys(reach, 0.0)
    width = {j: rho * supply.iloc[j] for j in range(len(supply))}
    for _ in range(150):
        for i, n in enumerate(people):
            mine = [j for k, j in reach if k == i]
            if not mine or n == 0:
                continue
            others = {j: sum(v for (k, h), v in flow.items() if h == j and k != i) for j in mine}
            tops = [others[j] / width[j] + reach[i, j] for j in mine]
            height = level(tops, [width[j] for j in mine], n)
            for j, top in zip(mine, tops, strict=True):
                flow[i, j] = max(height - top, 0) * width[j]
    load = [sum(v for (_, h), v in flow.items() if h == j) for j in range(len(supply))]
    cost = [
        min((load[j] / width[j] + t for (k, j), t in reach.items() if k == i), default=np.nan)
        for i in range(len(people))
    ]
    return load, cost


@given(towns())
@FEW
def test_loads_and_costs_are_those_that_filling_by_hand_comes_to(place):
    times, people, supply = place

    found = raam(times, people, supply, rho=50.0)

    load, cost = by_hand(times, people, supply, 50.0)
    assert found.settled
    assert found.sites["load"].to_list() == pytest.approx(load, abs=0.5)
    assert found.origins["cost"].to_list() == pytest.approx(cost, abs=1e-3, nan_ok=True)


@given(towns())
@FEW
def test_nobody_has_a_cheaper_site_and_everybody_is_somewhere_or_has_a_reason(place):
    times, people, supply = place

    found = raam(times, people, supply, rho=50.0)

    crowding = found.sites["congestion"].to_numpy()
    travel = np.where(times.has_time, times.seconds / 3600, np.nan)
    open_to = ~np.isnan(travel + crowding)
    cheapest = np.where(open_to, travel + crowding, np.inf).min(axis=1)
    ok = (found.origins["status"] == "ok").to_numpy()
    assert (open_to.any(axis=1) == ok).all()
    assert found.origins["cost"][ok].to_list() == pytest.approx(cheapest[ok].tolist(), abs=2e-6)
    assert found.origins["cost"][~ok].isna().all()
    assert found.sites["load"].sum() == pytest.approx(people[ok].sum())
    assert (found.sites["load"][supply == 0] == 0).all()
    parts = found.origins["congestion"] + found.origins["minutes"] / 60
    assert parts.to_list() == pytest.approx(found.origins["cost"].to_list(), nan_ok=True)


@given(towns())
@FEW
def test_dense_and_sparse_times_give_the_same_numbers(place):
    times, people, supply = place

    dense, sparse = raam(times, people, supply), raam(times.to_sparse(), people, supply)

    pd.testing.assert_frame_equal(dense.origins, sparse.origins)
    pd.testing.assert_frame_equal(dense.sites, sparse.sites)
    assert (dense.cycles, dense.gap) == (sparse.cycles, sparse.gap)


@given(towns(supplies=st.integers(1, 9)), st.integers(0, 3), st.integers(1, 9))
@FEW
def test_more_supply_at_a_site_makes_nobody_worse_off(place, where, more):
    times, people, supply = place
    added = supply.copy()
    added.iloc[where % len(supply)] += more

    before = raam(times, people, supply, rho=50.0).origins["cost"]
    after = raam(times, people, added, rho=50.0).origins["cost"]

    assert (after <= before + 1e-4)[before.notna()].all()


@given(towns(), st.randoms(use_true_random=False))
@FEW
def test_neither_order_nor_cutting_an_origin_in_two_changes_what_people_pay(place, chance):
    times, people, supply = place
    rows = [*range(len(people)), 0]
    chance.shuffle(rows)
    columns = list(range(len(supply)))
    chance.shuffle(columns)
    half = people.copy()
    half.iloc[0] /= 2
    other, count, offered = town(
        times.seconds[rows][:, columns], half.iloc[rows].to_list(), supply.iloc[columns].to_list()
    )

    one, two = raam(times, people, supply), raam(other, count, offered)

    assert two.sites["load"].to_list() == pytest.approx(
        one.sites["load"].iloc[columns].to_list(), abs=0.5
    )
    assert two.origins["cost"].to_list() == pytest.approx(
        one.origins["cost"].iloc[rows].to_list(), abs=1e-3, nan_ok=True
    )


@given(towns(supplies=st.integers(1, 9)))
@FEW
def test_the_compiled_moves_are_those_of_plain_python(place):
    times, people, supply = place
    markets = [
        Market(*pairs, 0.02 / supply.to_numpy(), 1 / 3600, *map(np.zeros, (n, len(supply))))
        for pairs, n in [(Pairs.of(*times.pairs()), int(times.has_time.sum()))] * 2
    ]
    count = people.to_numpy()

    told = []
    for market, plain in zip(markets, (False, True), strict=True):
        steps = {
            name: getattr(moves, name).py_func if plain else getattr(moves, name)
            for name in ("go_to_nearest", "move_all", "move_rounds", "largest_gain", "loads")
        }
        steps["go_to_nearest"](market, count)
        gains = [steps["move_all"](market), *steps["move_rounds"](market, 1e-3, 5)]
        tables = np.zeros((3, len(supply), len(supply)), dtype=np.int64)
        swap = moves.swap_all.py_func if plain else moves.swap_all
        gains.append(swap(market, *tables))
        near = moves.those_near.py_func if plain else moves.those_near
        close = np.concatenate(near(market, 0.1, len(market.flow)))
        means = np.full((2, len(count)), np.nan)
        (moves.mean_costs.py_func if plain else moves.mean_costs)(market, *means)
        told.append(
            [
                *gains,
                steps["largest_gain"](market),
                *close,
                *means.ravel(),
                *market.flow,
                *steps["loads"](market),
            ]
        )

    assert told[0] == pytest.approx(told[1], rel=1e-12, abs=1e-12, nan_ok=True)


@given(towns())
@FEW
def test_changing_places_saves_rounds_and_changes_nothing_else(place):

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling, "_SWAPPED", 0)
        without = raam(*place)

    found = raam(*place)

    assert found.settled
    assert found.sites["load"].to_list() == pytest.approx(without.sites["load"].to_list(), abs=0.5)
    assert found.origins["cost"].to_list() == pytest.approx(
        without.origins["cost"].to_list(), abs=1e-3, nan_ok=True
    )


def test_people_who_stand_crosswise_change_places_and_crowd_nobody():
    indptr, columns = np.array([0, 2, 4]), np.array([0, 1, 0, 1], dtype=np.int32)
    seconds, flow = np.array([60, 0, 0, 60], dtype=np.uint16), np.array([30.0, 0, 0, 20])
    pairs = Pairs.of(indptr, columns, seconds)
    market = Market(*pairs, np.ones(2), 1.0, flow, np.array([30.0, 20]))

    told = [moves.swap_all(market, *np.zeros((3, 2, 2), dtype=np.int64)) for _ in range(2)]

    assert (told, flow.tolist()) == ([True, False], [10, 20, 20, 0])


def test_it_settles_as_the_peer_does_where_the_peer_is_let_settle():
    """PySAL's ``access`` on random towns.

    Its faults worked round: it moves whole people and forgets parts (hence a million in each
    place), everybody moves at once by a step that never falls below `min_step` (hence a tiny one
    and many cycles), the step must be a float or it is read as people, the cost it returns adds
    crowding from before the last move to shares from after it (hence a tolerance), and it answers
    in the order of a set.
    """
    from access.raam import raam as peer  # noqa: PLC0415

    chance = np.random.default_rng(3)
    for _ in range(2):
        times, people, supply = town(
            chance.integers(0, 3600, (12, 4)), chance.integers(1, 9, 12) * 1e6, [1, 2, 4, 3]
        )
        ours = raam(times, people, supply)
        theirs = peer(
            people.astype(int).to_frame("demand"),
            supply.to_frame("supply"),
            times.to_frame(),
            cost_origin="from_id",
            cost_dest="to_id",
            cost_name="travel_time",
            max_cycles=1000,
            half_life=50,
            min_step=1e-6,
        ).loc[list(times.origins)]

        assert ours.origins["cost"].to_list() == pytest.approx(theirs.to_list(), abs=2e-3)


def test_who_gets_nowhere_has_the_reason_and_what_nobody_reaches_is_named():
    far, off = Status.UNREACHABLE, Status.NOT_SNAPPED
    times, people, supply = town(
        [
            [60, far, far, far],
            [far, 60, far, far],
            [far, far, 60, far],
            [far] * 4,
            [off] * 4,
            [60, 0, 0, far],
        ],
        [10, 20, 30, 40, 50, 0],
        [1, 0, np.nan, 7],
    )

    found = raam(times, people, supply)

    assert found.origins["status"].to_list() == [
        "ok", "no_supply", "supply_unknown", "unreachable", "not_snapped", "ok"
    ]  # fmt: skip
    assert found.origins["reaches_unknown"].to_list() == [False, False, True, False, False, True]
    assert found.sites["load"].to_list() == pytest.approx([10, 0, np.nan, 0], nan_ok=True)
    assert found.origins["cost"].to_list() == pytest.approx(
        [10 / found.rho + 1 / 60, *[np.nan] * 4, 10 / found.rho + 1 / 60], nan_ok=True
    )
    assert found.rho == 150 / 8
    assert found.unreached.to_dict() == {"s3": 7.0}
    assert found.unknown == ("s2",)
    told = {notice.code: notice.places for notice in found.notices()}
    assert set(told) == {"GA-K002", "GA-K003", "GA-K004"}
    assert told["GA-K002"] == {
        "people": 140.0, "all": 150.0, "full": 0.0, "nothing": 20.0, "unknown": 30.0,
        "beyond": 40.0, "silent": 50.0,
    }  # fmt: skip


@pytest.mark.parametrize(("people", "supply"), [([0, 0], [1, 1]), ([5, 5], [0, 0])])
def test_without_people_or_supply_there_is_no_crowding(people, supply):
    found = raam(*town([[60, 3600], [60, 60]], people, supply))

    assert np.isnan(found.rho)
    assert found.sites["load"].to_list() == [0, 0]
    cost = [1 / 60, 1 / 60] if supply[0] else [np.nan, np.nan]
    assert found.origins["cost"].to_list() == pytest.approx(cost, nan_ok=True)


def test_too_few_rounds_are_told_with_the_gain_that_is_left():
    place = town([[0, 60, 120], [0, 120, 60], [60, 0, 90]], [100, 100, 100], [1, 1, 1])

    found = raam(*place, max_cycles=1)

    assert not found.settled
    assert found.cycles == 1
    cost = found.sites["congestion"].to_numpy() + place[0].seconds / 3600
    assert 1e-6 < found.gap <= np.ptp(cost, axis=1).max()
    assert [n.code for n in found.notices()] == ["GA-K001"]


def test_wrong_numbers_are_refused_all_at_once_with_their_ids():
    times, people, supply = town([[60, 60], [60, 60]], [-1, np.nan], [-2, 1])

    with pytest.raises(InputError) as refused:
        raam(times, people, supply.drop("s1"))

    assert [(n.code, n.column, n.places["ids"]) for n in refused.value.notices] == [
        ("GA-A002", "people", "o1"),
        ("GA-A004", "people", "o0"),
        ("GA-A003", "supply", "s1"),
        ("GA-A004", "supply", "s0"),
    ]


@pytest.mark.parametrize("setting", ["tau_min", "rho", "tolerance", "max_cycles"])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(ValueError, match=setting):
        raam(*town([[60]], [1], [1]), **{setting: 0})


def test_inputs_stay_as_they_were():
    times, people, supply = town([[60, 600]], [5], [2, 1])

    raam(times, people, supply)

    assert (people.to_list(), supply.to_list(), times.seconds.tolist()) == (
        [5],
        [2, 1],
        [[60, 600]],
    )


def spread(market, origins):
    """Everybody on all sites in their reach alike, and the crowding that makes."""
    for origin in range(origins):
        first, end = market.indptr[origin], market.indptr[origin + 1]
        market.flow[first:end] = 60 / max(end - first, 1)
    market.crowding[:] = moves.loads(market) * market.per_person


def of_town(place):
    times, _, supply = place
    pairs = Pairs.of(*times.pairs())
    flow, crowding = np.zeros(len(pairs.columns)), np.zeros(len(supply))
    market = Market(*pairs, 0.02 / supply.to_numpy(), 1 / 3600, flow, crowding)
    spread(market, len(times.origins))
    return market


@given(towns(supplies=st.integers(1, 9)), st.booleans())
@FEW
def test_a_step_towards_the_levels_lowers_what_residents_minimise_and_loses_nobody(place, plain):
    market = of_town(place)
    step = levels.level.py_func if plain else levels.level

    def height():
        crowd = (moves.loads(market) ** 2 * market.per_person).sum() / 2
        return crowd + (market.flow * market.seconds).sum() * market.per_second

    people, before = np.add.reduceat(np.append(market.flow, 0), market.indptr[:-1]), height()
    for _ in range(len(market.flow) + 1):
        part = step(market)
        assert 0 <= part <= 1
        assert height() <= before + 1e-9
        before = height()
        if part == 1:
            break

    has_pairs = np.diff(market.indptr) > 0
    after = np.add.reduceat(np.append(market.flow, 0), market.indptr[:-1])
    assert after[has_pairs] == pytest.approx(people[has_pairs])
    assert (market.flow >= 0).all()
    assert market.crowding == pytest.approx(moves.loads(market) * market.per_person, abs=1e-9)


def test_tied_sites_settle_in_one_step_at_the_difference_of_their_ways():
    # A hundred by the first site use the second too, ten minutes away, and by the second a third.
    pairs = Pairs.of(
        np.array([0, 2, 4]),
        np.array([0, 1, 1, 2], dtype=np.int32),
        np.array([0, 600, 0, 900], dtype=np.uint16),
    )
    flow = np.array([50.0, 50, 30, 70])
    market = Market(*pairs, np.full(3, 0.01), 1 / 3600, flow, np.array([0.5, 0.8, 0.7]))

    assert levels.level(market) == 1

    high = market.crowding
    assert high.sum() == pytest.approx(2.0)
    assert (high[0] - high[1], high[1] - high[2]) == (pytest.approx(1 / 6), pytest.approx(0.25))
    assert flow[:2].sum() == pytest.approx(100)
