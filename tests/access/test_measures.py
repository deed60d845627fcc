"""Every measure against the same formula in plain loops, and what must hold for each."""

from __future__ import annotations

import dataclasses

import by_hand
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from towns import DECAYS, Town, towns

from geoaccess.access import (
    Linear,
    ModeUse,
    bfca,
    cumulative,
    cumulative_interval,
    e2sfca,
    gravity,
    huff,
    huff_choice,
    i2sfca,
    m2sfca,
    mh3sfca,
    mm2sfca,
    spatial_availability,
    step,
    three_step_fca,
    two_step_fca,
    v2sfca,
)
from geoaccess.errors import ConfigError, InputError
from geoaccess.times import SparseTimes, Status, Times

FEW = settings(max_examples=30)
SHARED = {
    f.__name__: f for f in (e2sfca, m2sfca, three_step_fca, bfca, mh3sfca, spatial_availability)
}
TABLES = {
    **SHARED,
    "huff": huff,
    "i2sfca": i2sfca,
    "two_step_fca": lambda t, p, s, decay: two_step_fca(t, p, s, within_min=decay.reach_s / 60),
    "v2sfca": lambda t, p, s, decay: v2sfca(
        t, p, s, sizes_min=(10, decay.reach_s / 60), base_people=200, base_ratio=0.01
    ),
    "mm2sfca": lambda t, p, s, decay: mm2sfca([ModeUse(t, p * 0 + 1, decay)], p, s),
    "gravity": lambda t, p, s, decay: gravity(t, s, decay=decay),  # noqa: ARG005
    "cumulative": lambda t, p, s, decay: cumulative(t, s, within_min=decay.reach_s / 60),  # noqa: ARG005
}


def every_measure(test):
    return pytest.mark.parametrize("measure", TABLES.values(), ids=TABLES)(test)


def equal(found, wanted, silent):
    """Every origin as by hand, and missing where nothing is known."""
    wanted = [np.nan if unknown else value for value, unknown in zip(wanted, silent, strict=True)]
    assert found.tolist() == pytest.approx(wanted, nan_ok=True, rel=1e-9, abs=1e-12)


@FEW
@given(towns())
def test_each_measure_is_what_its_formula_gives_by_hand(town):
    weights = town.W()

    for name, measure in SHARED.items():
        found = measure(town.times, town.people, town.supply, decay=town.decay)
        equal(found.per_origin, getattr(by_hand, name)(town.P, town.S, weights), town.silent)


@FEW
@given(towns())
def test_supply_within_reach_is_what_is_added_up_by_hand(town):
    found = gravity(town.times, town.supply, decay=town.decay)
    near = cumulative(town.times, town.supply, within_min=30)

    equal(found.per_origin, by_hand.gravity(town.S, town.W()), town.silent)
    equal(near.per_origin, by_hand.gravity(town.S, town.W(step({30: 1.0}))), town.silent)


@FEW
@given(towns(), st.sampled_from([np.median, np.mean]))
def test_an_interval_of_limits_is_each_limit_summed_up(town, summary):
    limits = (5, 12, 20, 40)

    found = cumulative_interval(town.times, town.supply, limits_min=limits, summary=summary)

    each = [by_hand.gravity(town.S, town.W(step({limit: 1.0}))) for limit in limits]
    equal(found.per_origin, [summary(values) for values in zip(*each, strict=True)], town.silent)


@FEW
@given(towns(), st.sampled_from([0.5, 1.0, 2.0]))
def test_loads_and_choices_are_huffs_and_hold_everyone_who_has_a_choice(town, power):
    found = huff(town.times, town.people, town.supply, decay=town.decay, size_power=power)
    choice = huff_choice(town.times, town.supply, decay=town.decay, size_power=power).toarray()

    loads = by_hand.huff_loads(town.P, town.S, town.W(), power)
    assert found.sites["demand"].tolist() == pytest.approx(loads)
    assert (choice.T @ town.people.to_numpy()).tolist() == pytest.approx(loads)
    with_choice = (found.per_origin > 0).to_numpy()
    assert choice.sum(axis=1)[with_choice].tolist() == pytest.approx([1.0] * with_choice.sum())
    assert found.sites["demand"].sum() == pytest.approx(town.people[with_choice].sum())


@FEW
@given(towns())
def test_crowdedness_is_as_by_hand_and_holds_everyone_who_reaches_supply(town):
    found = i2sfca(town.times, town.people, town.supply, decay=town.decay)

    crowded = by_hand.crowdedness(town.P, town.S, town.W())
    assert found.sites["crowdedness"].tolist() == pytest.approx(crowded)
    held = (found.sites["crowdedness"] * town.supply).sum()
    assert held == pytest.approx(town.people[(found.per_origin > 0).to_numpy()].sum())


@FEW
@given(towns(), st.sampled_from([0, 100, 900]), st.sampled_from([0.0, 0.01, 9.0]))
def test_catchments_grow_until_they_hold_enough(town, people, ratio):
    sizes = (10, 20, 30)

    found = v2sfca(
        town.times, town.people, town.supply, sizes_min=sizes, base_people=people, base_ratio=ratio
    )

    seconds = town.times.seconds.tolist()
    wanted = by_hand.v2sfca(town.P, town.S, seconds, sizes, people, ratio)
    equal(found.per_origin, wanted, town.silent)


@FEW
@given(towns(), towns(), st.lists(st.sampled_from([0.0, 0.25, 1.0]), min_size=5, max_size=5))
def test_modes_share_the_sites_as_by_hand(town, other, drawn):
    n, m = town.times.seconds.shape
    cells = np.resize(other.times.seconds, (n, m))
    walk = Town(dataclasses.replace(town.times, seconds=cells), None, None, other.decay)
    share = pd.Series(drawn[:n], index=town.times.origins)
    modes = [ModeUse(town.times, share, town.decay), ModeUse(walk.times, 1 - share, walk.decay)]

    found = mm2sfca(modes, town.people, town.supply)
    pairs = [use._replace(times=use.times.to_sparse()) for use in modes]

    shares = [share.tolist(), (1 - share).tolist()]
    wanted = by_hand.mm2sfca(town.P, town.S, [town.W(), walk.W()], shares)
    silent = [
        (a and s > 0) or (b and s < 1)
        for a, b, s in zip(town.silent, walk.silent, shares[0], strict=True)
    ]
    equal(found.per_origin, wanted, silent)
    same = mm2sfca(pairs, town.people, town.supply).per_origin
    pd.testing.assert_series_equal(same, found.per_origin, check_exact=True)
    handed_out = (pd.Series(wanted, index=share.index) * town.people).sum()
    assert handed_out + found.unreached.sum() == pytest.approx(town.supply.sum())


@settings(max_examples=15)
@given(towns())
def test_pairs_give_the_same_numbers_as_the_full_table_to_the_last_bit(town):
    pairs = town.times.to_sparse()

    for measure in TABLES.values():
        dense = measure(town.times, town.people, town.supply, decay=town.decay)
        held = measure(pairs, town.people, town.supply, decay=town.decay)

        assert held.per_origin.equals(dense.per_origin)
        assert held.sites.equals(dense.sites)
        assert held.unreached.equals(dense.unreached)


@settings(max_examples=25)
@given(towns())
def test_supply_is_handed_out_or_reported_as_unreached_or_lost_over_distance(town):
    for name in ("e2sfca", "three_step_fca", "two_step_fca", "m2sfca", "mh3sfca"):
        found = TABLES[name](town.times, town.people, town.supply, decay=town.decay)

        handed_out = (found.per_origin.fillna(0) * town.people).sum()
        reached = town.supply.sum() - found.unreached.sum()
        if name in {"m2sfca", "mh3sfca"}:
            assert handed_out <= reached * (1 + 1e-9)
        else:
            assert handed_out == pytest.approx(reached)


@FEW
@given(towns(least_people=1))
def test_balanced_catchments_count_each_person_and_each_level_of_service_once(town):
    found = bfca(town.times, town.people, town.supply, decay=town.decay)

    reaches = [sum(row) > 0 for row in town.W()]
    assert found.sites["demand"].sum() == pytest.approx(town.people[reaches].sum())
    assert found.per_origin.sum() == pytest.approx(found.sites["ratio"].sum())


@FEW
@given(towns(least_people=1))
def test_availability_for_each_person_is_the_catchments_access(town):
    found = spatial_availability(town.times, town.people, town.supply, decay=town.decay)

    shared = e2sfca(town.times, town.people, town.supply, decay=town.decay).per_origin
    assert (found.per_origin / town.people).tolist() == pytest.approx(shared.tolist(), nan_ok=True)
    assert found.per_origin.sum() + found.unreached.sum() == pytest.approx(town.supply.sum())


@settings(max_examples=12)
@given(towns(), st.sampled_from([0.5, 3.0]))
def test_so_many_times_the_supply_is_so_many_times_the_access(town, factor):
    # V2SFCA grows its catchments until the ratio is enough: it is not of the first degree.
    for measure in (TABLES[name] for name in TABLES if name != "v2sfca"):
        one = measure(town.times, town.people, town.supply, decay=town.decay).per_origin
        more = measure(town.times, town.people, town.supply * factor, decay=town.decay).per_origin

        assert more.tolist() == pytest.approx((one * factor).tolist(), nan_ok=True)


@pytest.mark.parametrize(
    "name", ["e2sfca", "m2sfca", "three_step_fca", "mh3sfca", "two_step_fca", "mm2sfca"]
)
def test_when_all_reach_all_alike_everyone_has_all_supply_over_all_people(name):
    """DOMAIN §11.3: two places, two sites, weight one without limit."""
    seconds = np.array([[1, 900], [1800, 3600]], dtype=np.uint16)
    times = Times("car", ("a", "b"), ("x", "y"), seconds, 3600)

    found = TABLES[name](
        times, pd.Series({"a": 30, "b": 70}), pd.Series({"x": 4, "y": 1}), decay=step({60: 1.0})
    )

    assert found.per_origin.tolist() == pytest.approx([0.05, 0.05])


@settings(max_examples=12)
@given(towns(), st.randoms())
def test_order_and_names_of_places_do_not_matter(town, random):
    rows, columns = list(range(len(town.P))), list(range(len(town.S)))
    random.shuffle(rows)
    random.shuffle(columns)
    names = {o: f"x{i}" for i, o in enumerate(town.times.origins)}
    moved = dataclasses.replace(
        town.times,
        origins=tuple(names[town.times.origins[r]] for r in rows),
        sites=tuple(town.times.sites[c] for c in columns),
        seconds=town.times.seconds[rows][:, columns].copy(),
    )

    for measure in TABLES.values():
        one = measure(town.times, town.people, town.supply, decay=town.decay)
        other = measure(moved, town.people.rename(names), town.supply, decay=town.decay)

        assert list(other.per_origin.index) == list(moved.origins)
        back = other.per_origin.reindex([names[o] for o in town.times.origins])
        assert back.tolist() == pytest.approx(one.per_origin.tolist(), nan_ok=True)


HALVED_SITE = ["e2sfca", "m2sfca", "two_step_fca", "mh3sfca", "huff", "i2sfca", "gravity"]


@settings(max_examples=15)
@given(towns())
def test_a_site_told_as_two_halves_changes_nobodys_access(town):
    halved = dataclasses.replace(
        town.times,
        sites=(*town.times.sites, "twin"),
        seconds=np.column_stack([town.times.seconds, town.times.seconds[:, 0]]),
    )
    supply = pd.concat([town.supply, pd.Series({"twin": town.S[0] / 2})])
    supply.iloc[0] /= 2

    for name in HALVED_SITE:
        one = TABLES[name](town.times, town.people, town.supply, decay=town.decay).per_origin
        other = TABLES[name](halved, town.people, supply, decay=town.decay).per_origin

        assert other.tolist() == pytest.approx(one.tolist(), nan_ok=True)


@settings(max_examples=15)
@given(towns())
def test_people_told_as_two_halves_have_the_same_access(town):
    halved = dataclasses.replace(
        town.times,
        origins=(*town.times.origins, "twin"),
        seconds=np.vstack([town.times.seconds, town.times.seconds[:1]]),
    )
    people = pd.concat([town.people, pd.Series({"twin": town.P[0] / 2})])
    people.iloc[0] /= 2

    for name in (*HALVED_SITE, "three_step_fca"):
        one = TABLES[name](town.times, town.people, town.supply, decay=town.decay).per_origin
        other = TABLES[name](halved, people, town.supply, decay=town.decay).per_origin

        assert other[:-1].tolist() == pytest.approx(one.tolist(), nan_ok=True)
        assert other.iloc[-1] == pytest.approx(other.iloc[0], nan_ok=True)


@every_measure
def test_out_of_reach_is_zero_and_not_known_is_missing(measure):
    codes = [60, 1800, 1801, Status.UNREACHABLE, Status.BEYOND_CUTOFF, Status.NO_SERVICE]
    codes += [Status.NOT_SNAPPED, Status.NO_DATA]
    seconds = np.array(codes, dtype=np.uint16)[:, None]
    times = Times("car", tuple("abcdefgh"), ("x",), seconds, 3600)

    found = measure(
        times, pd.Series(10.0, list(times.origins)), pd.Series({"x": 3.0}), decay=DECAYS[0]
    ).per_origin

    assert (found[:2] > 0).all()
    assert found[2:6].tolist() == [0.0] * 4
    assert found[6:].isna().all()


@every_measure
def test_supply_that_nobody_reaches_or_knows_is_named(measure):
    seconds = np.array([[60, 65532, 60], [60, 65532, 65532]], dtype=np.uint16)
    times = Times("car", ("a", "b"), ("near", "far", "blank"), seconds, 3600)
    supply = pd.Series({"near": 2.0, "far": 5.0, "blank": np.nan})

    found = measure(times, pd.Series({"a": 1.0, "b": 1.0}), supply, decay=DECAYS[0])

    assert found.unreached.to_dict() == {"far": 5.0}
    assert found.unknown == ("blank",)
    assert found.reaches_unknown.to_dict() == {"a": True, "b": False}
    assert found.sites["supply"].isna().tolist() == [False, False, True]
    assert found.per_origin.notna().all()


@every_measure
@pytest.mark.parametrize(
    ("people", "supply"), [((0, 0), (3, 1)), ((5, 7), (0, 0)), ((0, 0), (0, 0))]
)
def test_nobody_and_nothing_divide_into_nothing_missing(measure, people, supply):
    seconds = np.array([[60, 90], [600, 1200]], dtype=np.uint16)
    times = Times("car", ("a", "b"), ("x", "y"), seconds, 3600)

    found = measure(
        times, pd.Series(people, ("a", "b")), pd.Series(supply, ("x", "y")), decay=DECAYS[0]
    )

    assert np.isfinite(found.per_origin).all()
    if not any(supply):
        assert (found.per_origin == 0).all()


@every_measure
@pytest.mark.parametrize("shape", [(0, 0), (2, 0), (0, 2)])
def test_without_origins_or_sites_the_answer_has_the_same_shape(measure, shape):
    times = Times(
        "car",
        tuple("ab")[: shape[0]],
        tuple("xy")[: shape[1]],
        np.empty(shape, dtype=np.uint16),
        3600,
    )

    for form in (times, times.to_sparse()):
        found = measure(
            form,
            pd.Series(1.0, list(times.origins)),
            pd.Series(1.0, list(times.sites)),
            decay=DECAYS[0],
        )
        assert list(found.per_origin.index) == list(times.origins)
        assert found.per_origin.isna().all()
        assert list(found.sites.index) == list(times.sites)


@every_measure
def test_inputs_stay_as_they_were(measure):
    times = Times("car", ("a",), ("x", "y"), np.array([[1, 65532]], dtype=np.uint16), 3600)
    people, supply = pd.Series({"b": 1, "a": 5}), pd.Series({"y": np.nan, "x": 2})

    measure(times, people, supply, decay=DECAYS[0])

    assert people.to_dict() == {"b": 1, "a": 5}
    assert supply.fillna(-1).to_dict() == {"y": -1, "x": 2}
    assert times.seconds.tolist() == [[1, 65532]]


@every_measure
def test_a_reach_beyond_the_cutoff_is_refused(measure):
    times = Times("car", ("a",), ("x",), np.array([[1]], dtype=np.uint16), 1799)

    with pytest.raises(ConfigError, match="GA-P014"):
        measure(times, pd.Series({"a": 1.0}), pd.Series({"x": 1.0}), decay=Linear(reach_s=1800))


def test_all_that_is_wrong_with_people_and_supply_is_told_at_once():
    times = Times("car", ("a", "b"), ("x",), np.array([[1], [1]], dtype=np.uint16), 3600)

    with pytest.raises(InputError) as told:
        e2sfca(times, pd.Series({"a": -1.0}), pd.Series({"y": 1.0}), decay=DECAYS[0])

    assert [n.code for n in told.value.notices] == ["GA-A002", "GA-A004", "GA-A003"]


def test_need_weighted_demand_is_said_to_be_so():
    times = Times("car", ("a",), ("x",), np.array([[1]], dtype=np.uint16), 3600)
    need, supply = pd.Series({"a": 1.5}), pd.Series({"x": 1.0})

    assert e2sfca(times, need, supply, decay=DECAYS[0], basis="need").basis == "need"
    assert e2sfca(times, need, supply, decay=DECAYS[0]).basis == "people"
    assert gravity(times, supply, decay=DECAYS[0]).basis is None


def test_rows_held_with_reasons_weigh_nothing():
    """A pair held for a reason that is not its origin's common one."""
    held = SparseTimes(
        "car",
        ("a",),
        ("x", "y", "z"),
        indptr=np.array([0, 2]),
        columns=np.array([0, 2], dtype=np.int32),
        seconds=np.array([60, Status.NO_DATA], dtype=np.uint16),
        rest=np.array([Status.UNREACHABLE], dtype=np.uint16),
        cutoff=3600,
    )

    found = gravity(held, pd.Series({"x": 1.0, "y": 2.0, "z": 4.0}), decay=DECAYS[0])

    assert found.per_origin.tolist() == [1.0]
    assert found.unreached.to_dict() == {"y": 2.0, "z": 4.0}
