from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import StepDecay, e2sfca, spar, step
from geoaccess.errors import ConfigError
from geoaccess.times import LONGEST_SECONDS, Status, Times

SLOW = step({10: 1.0, 20: 0.68, 30: 0.22})
CELL = st.one_of(st.integers(0, 2400), st.sampled_from([int(s) for s in Status]))


@st.composite
def towns(draw):
    origins, sites = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(CELL, min_size=sites, max_size=sites)
    cells = draw(st.lists(row, min_size=origins, max_size=origins))
    times = Times(
        "car",
        tuple(f"o{i}" for i in range(origins)),
        tuple(f"s{i}" for i in range(sites)),
        np.array(cells, dtype=np.uint16),
        3600,
    )
    people = draw(st.lists(st.integers(0, 500), min_size=origins, max_size=origins))
    supply = draw(st.lists(st.integers(0, 9), min_size=sites, max_size=sites))
    return (
        times,
        pd.Series(people, index=times.origins, dtype=float),
        pd.Series(supply, index=times.sites, dtype=float),
    )


def by_hand(times, people, supply):
    def weight(seconds):
        if seconds <= 600:
            return 1.0
        if seconds <= 1200:
            return 0.68
        return 0.22 if seconds <= 1800 else 0.0

    ratio = {}
    for j, site in enumerate(times.sites):
        demand = sum(
            people[o] * weight(int(times.seconds[i, j])) for i, o in enumerate(times.origins)
        )
        ratio[site] = supply[site] / demand if demand > 0 else 0.0
    return [
        sum(ratio[s] * weight(int(times.seconds[i, j])) for j, s in enumerate(times.sites))
        for i in range(len(times.origins))
    ]


@given(towns())
def test_access_is_what_the_two_steps_give_by_hand(town):
    times, people, supply = town

    found = e2sfca(times, people, supply, decay=SLOW).per_origin

    known = found.notna().to_numpy()
    assert found[known].to_list() == pytest.approx(
        np.array(by_hand(times, people, supply))[known].tolist()
    )
    for row in np.flatnonzero(~known):
        assert set(times.seconds[row]) <= {Status.NOT_SNAPPED, Status.NO_DATA}


@given(towns())
def test_supply_is_conserved_or_reported_as_unreached(town):
    times, people, supply = town

    found = e2sfca(times, people, supply, decay=SLOW)

    handed_out = (found.per_origin * people).sum()
    assert handed_out + found.unreached.sum() == pytest.approx(supply.sum())


@given(towns(), st.sampled_from([0.5, 3.0]))
def test_access_scales_with_supply_and_relative_access_does_not(town, factor):
    times, people, supply = town

    one = e2sfca(times, people, supply, decay=SLOW).per_origin
    more = e2sfca(times, people, supply * factor, decay=SLOW).per_origin

    assert more.to_list() == pytest.approx((one * factor).to_list(), nan_ok=True)
    assert spar(more, people).to_list() == pytest.approx(spar(one, people).to_list(), nan_ok=True)


def test_with_everyone_in_one_zone_access_is_all_supply_over_all_people():
    """DOMAIN §11.3: two places, two sites, weight one without limit."""
    seconds = np.array([[1, 900], [1800, 3600]], dtype=np.uint16)
    times = Times("car", ("a", "b"), ("x", "y"), seconds, 3600)

    found = e2sfca(
        times, pd.Series({"a": 30, "b": 70}), pd.Series({"x": 4, "y": 1}), decay=step({60: 1.0})
    )

    assert found.per_origin.to_list() == pytest.approx([0.05, 0.05])
    assert found.unreached.empty


def test_a_time_on_the_zone_limit_is_inside_the_zone():
    times = Times("car", ("a", "b"), ("x",), np.array([[600], [601]], dtype=np.uint16), 3600)

    found = e2sfca(times, pd.Series({"a": 1, "b": 0}), pd.Series({"x": 1}), decay=SLOW)

    assert found.per_origin.to_list() == pytest.approx([1.0, 0.68])


def test_out_of_reach_is_zero_and_not_known_is_missing():
    seconds = np.array([[60], [Status.UNREACHABLE], [Status.NOT_SNAPPED]], dtype=np.uint16)
    times = Times("car", ("a", "b", "c"), ("x",), seconds, 3600)

    found = e2sfca(
        times, pd.Series({"a": 1, "b": 1, "c": 1}), pd.Series({"x": 1.0}), decay=SLOW
    ).per_origin

    assert found.to_list() == pytest.approx([1.0, 0.0, np.nan], nan_ok=True)


def test_a_site_of_unknown_supply_is_named_and_makes_access_a_lower_bound():
    seconds = np.array([[60, 60], [60, 65532]], dtype=np.uint16)
    times = Times("car", ("a", "b"), ("x", "y"), seconds, 3600)

    found = e2sfca(
        times, pd.Series({"a": 1, "b": 1}), pd.Series({"x": 2.0, "y": np.nan}), decay=SLOW
    )

    assert found.unknown == ("y",)
    assert found.reaches_unknown.to_dict() == {"a": True, "b": False}
    assert found.per_origin.to_list() == pytest.approx([1.0, 1.0])
    assert found.sites["ratio"].isna().tolist() == [False, True]


def test_a_catchment_beyond_the_cutoff_is_refused():
    times = Times("car", ("a",), ("x",), np.array([[1]], dtype=np.uint16), 1799)

    with pytest.raises(ConfigError, match="GA-P014"):
        e2sfca(times, pd.Series({"a": 1}), pd.Series({"x": 1}), decay=SLOW)


def test_relative_access_has_the_people_mean_one_and_is_missing_where_nobody_has_any():
    people = pd.Series({"a": 30, "b": 70})

    found = spar(pd.Series({"a": 3.0, "b": 1.0}), people)

    assert (found * people).sum() / 100 == pytest.approx(1.0)
    assert spar(pd.Series({"a": 0.0, "b": 0.0}), people).isna().all()


def test_inputs_stay_as_they_were():
    times = Times("car", ("a",), ("x",), np.array([[1]], dtype=np.uint16), 3600)
    people, supply = pd.Series({"a": 5}), pd.Series({"x": 2})

    e2sfca(times, people, supply, decay=SLOW)

    assert people.to_dict() == {"a": 5}
    assert supply.to_dict() == {"x": 2}
    assert times.seconds.tolist() == [[1]]


@pytest.mark.parametrize(
    ("limits", "weights"),
    [((), ()), ((600,), (1, 1)), ((600, 600), (1, 1)), ((600, 900), (0.5, 0.9)), ((600,), (0.0,))],
)
def test_zones_that_make_no_catchment_are_refused(limits, weights):
    with pytest.raises(ValueError, match=r"zone|weights"):
        StepDecay(limits, weights)


@given(st.integers(0, 65_535))
def test_the_weight_never_rises_with_time_and_a_reason_weighs_nothing(seconds):
    here, later = SLOW(np.array([seconds, min(seconds + 1, 65_535)]))

    assert later <= here
    assert here == 0 or seconds <= LONGEST_SECONDS
