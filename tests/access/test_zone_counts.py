"""Means by area from people counted by zone, against measuring every point anew."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import StepDecay, e2sfca, mean_by
from geoaccess.access.zone_counts import ZoneCounts
from geoaccess.times import Status, Times

LIMITS = (600, 1200, 1800)
SECONDS = st.one_of(st.integers(0, 2400), st.sampled_from([600, 1200, 1800, *map(int, Status)]))


@st.composite
def towns(draw):
    origins, sites = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    seconds = np.array(
        draw(st.lists(SECONDS, min_size=origins * sites, max_size=origins * sites)), np.uint16
    ).reshape(origins, sites)
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(origins)),
        tuple(f"s{i}" for i in range(sites)),
        seconds,
        3600,
    )
    people = draw(st.lists(st.integers(0, 90), min_size=origins, max_size=origins))
    supply = draw(st.lists(st.integers(0, 5), min_size=sites, max_size=sites))
    area = draw(st.lists(st.integers(0, 2), min_size=origins, max_size=origins))
    return times, np.array(people, float), np.array(supply, float), np.array(area)


@settings(max_examples=60)
@given(towns(), st.floats(0.3, 2), st.floats(0.5, 1.5))
def test_areas_have_what_measuring_every_point_anew_gives_them(town, power, factor):
    times, people, supply, area = town
    base = np.array([1.0, 0.68, 0.22])
    decay = StepDecay(LIMITS, tuple(base**power))
    counted, offered = (
        pd.Series(each, index)
        for each, index in ((people, times.origins), (supply * factor, times.sites))
    )
    found = e2sfca(times, counted, offered, decay=decay).per_origin
    told = found.notna().to_numpy()

    counts = ZoneCounts.of(times, LIMITS, people, area, told, areas=3)
    drawn = counts.per_person(
        np.column_stack([supply, supply * factor]), np.column_stack([base, base**power])
    )

    expected = mean_by(found, counted, list(area), least_known=0.0).reindex(range(3))
    assert drawn[:, 1] == pytest.approx(expected.to_numpy(), rel=1e-9, abs=1e-12, nan_ok=True)


def test_who_is_not_told_of_shares_the_supply_and_is_in_no_mean():
    times = Times("car", ("a", "b"), ("x",), np.array([[60], [60]], np.uint16), 3600)
    people, area, told = np.array([100.0, 300.0]), np.array([0, 1]), np.array([True, False])

    counts = ZoneCounts.of(times, LIMITS, people, area, told, areas=2)
    found = counts.per_person(np.array([[4.0]]), np.array([[1.0], [0.5], [0.2]]))

    assert found[:, 0].tolist() == [0.01, pytest.approx(np.nan, nan_ok=True)]
