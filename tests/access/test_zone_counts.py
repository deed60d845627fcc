"""Means by area from people counted by zone, against measuring every point anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import StepDecay, e2sfca, mean_by
from geoaccess.access.zone_counts import ZoneCounts
from geoaccess.times import Status, Times

LIMITS = (600, 1200, 1800)
BASE = np.array([1.0, 0.68, 0.22])
SLOWEST, FASTEST = 1.05, 0.95
SECONDS = st.one_of(
    st.integers(0, 2400),
    # On the limits, and just where the slowest and fastest worlds bring them.
    st.sampled_from(
        [571, 572, 600, 625, 631, 632, 1200, 1250, 1800, 1894, 1895, *map(int, Status)]
    ),
)
FACTORS = st.one_of(st.floats(FASTEST, SLOWEST), st.sampled_from([FASTEST, 0.96, 1.0, SLOWEST]))


@dataclass(frozen=True)
class Scaled:
    """A decay of times that are so many times as long."""

    decay: StepDecay
    factor: float

    @property
    def reach_s(self):
        return self.decay.reach_s / self.factor + 1

    def __call__(self, seconds):
        return self.decay(np.asarray(seconds) * self.factor)


@st.composite
def towns(draw):
    origins, sites = draw(st.integers(1, 7)), draw(st.integers(1, 4))

    def some(each, number):
        return np.array(draw(st.lists(each, min_size=number, max_size=number)))

    seconds = some(SECONDS, origins * sites).astype(np.uint16).reshape(origins, sites)
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(origins)),
        tuple(f"s{i}" for i in range(sites)),
        seconds,
        3600,
    )
    people = some(st.integers(0, 90), origins).astype(float)
    supply = some(st.one_of(st.integers(0, 5), st.just(np.nan)), sites).astype(float)
    return times, people, supply, some(st.integers(0, 2), origins)


@settings(max_examples=40)
@given(towns(), st.floats(0.3, 2), st.floats(0.5, 1.5), st.lists(FACTORS, min_size=1, max_size=4))
def test_areas_have_what_measuring_every_point_anew_gives_them(town, power, share, factors):
    times, people, supply, area = town
    decay = StepDecay(LIMITS, tuple(BASE**power))
    counted, offered = pd.Series(people, times.origins), pd.Series(supply * share, times.sites)
    anew = [e2sfca(times, counted, offered, decay=Scaled(decay, f)) for f in factors]

    counts = ZoneCounts.of(
        times,
        LIMITS,
        people,
        area,
        areas=3,
        silent=anew[0].per_origin.isna().to_numpy(),
        known=~np.isnan(supply),
        factors=(FASTEST, SLOWEST),
    )
    draws = np.ones(len(factors))
    drawn, told = counts.per_person(
        np.outer(np.nan_to_num(supply * share), draws),
        np.outer(BASE**power, draws),
        np.array(factors),
    )

    for n, found in enumerate(anew):
        known = found.per_origin.mask(found.reaches_unknown)
        expected = mean_by(known, counted, list(area), least_known=0.0).reindex(range(3))
        assert drawn[:, n] == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True)
        lived = counted.where(known.notna(), 0.0).groupby(area).sum()
        assert told[:, n] == pytest.approx(lived.reindex(range(3), fill_value=0.0))


def test_a_pair_is_in_the_zone_of_its_time_times_the_factor_unrounded():
    """By hand: a person every second from one site, at all factors that bring one to a limit."""
    seconds = np.arange(1896)
    factors = np.array(
        [
            near
            for limit in LIMITS
            for second in range(limit * 19 // 20, limit * 21 // 20)
            for near in (limit / second, *np.nextafter(limit / second, [0.0, 2.0]))
            if FASTEST <= near <= SLOWEST
        ]
    )
    times = Times("car", tuple(map(str, seconds)), ("x",), seconds.astype(np.uint16)[:, None], 3600)
    weight = np.select([seconds[:, None] * factors <= limit for limit in LIMITS], list(BASE), 0.0)

    everybody = np.ones(len(seconds)), seconds
    counts = ZoneCounts.of(
        times, LIMITS, *everybody, areas=len(seconds), factors=(FASTEST, SLOWEST)
    )
    found, _ = counts.per_person(
        np.full((1, len(factors)), 3.0), np.outer(BASE, np.ones(len(factors))), factors
    )

    np.testing.assert_allclose(found, 3 * weight / weight.sum(axis=0), rtol=1e-12)


@pytest.mark.parametrize(("factor", "told"), [(1.0, 100.0), (1.001, 400.0), (FASTEST, 100.0)])
def test_who_reaches_a_site_of_unknown_supply_is_told_of_only_where_it_is_too_far(factor, told):
    """On the limit is within it: the second, who has half an hour to the unknown one."""
    seconds = np.array([[60, 2000], [60, 1800]], np.uint16)
    times = Times("car", ("a", "b"), ("x", "y"), seconds, 3600)

    people, area, known = np.array([100.0, 300.0]), np.array([0, 0]), np.array([True, False])
    span = FASTEST, SLOWEST
    counts = ZoneCounts.of(times, LIMITS, people, area, areas=1, known=known, factors=span)
    found, of = counts.per_person(np.array([[4.0], [0.0]]), BASE[:, None], np.array([factor]))

    assert (found.item(), of.item()) == (0.01, told)


def test_who_is_silent_shares_the_supply_and_is_in_no_mean():
    times = Times("car", ("a", "b"), ("x",), np.array([[60], [60]], np.uint16), 3600)
    people, area, silent = np.array([100.0, 300.0]), np.array([0, 1]), np.array([False, True])

    counts = ZoneCounts.of(times, LIMITS, people, area, areas=2, silent=silent)
    found, told = counts.per_person(np.array([[4.0]]), BASE[:, None], np.ones(1))

    assert found[:, 0].tolist() == [0.01, pytest.approx(np.nan, nan_ok=True)]
    assert (told[:, 0].tolist(), counts.people.tolist()) == ([100.0, 0.0], [100.0, 300.0])


def test_only_what_was_counted_for_can_be_drawn():
    times = Times("car", ("a",), ("x",), np.array([[60]], np.uint16), 1800)
    given_ = LIMITS, np.ones(1), np.zeros(1, dtype=int)

    with pytest.raises(ValueError, match="1894 s are asked for"):
        ZoneCounts.of(times, *given_, areas=1, factors=(FASTEST, SLOWEST))
    counts = ZoneCounts.of(times, *given_, areas=1, factors=(1.0, SLOWEST))
    with pytest.raises(ValueError, match="counted for factors"):
        counts.per_person(np.ones((1, 1)), BASE[:, None], np.array([0.99]))
