"""Measures by area, ratios by unit, person-minutes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import mean_by, measure_by, person_minutes, provider_ratio, value_quantile
from geoaccess.times import LONGEST_SECONDS, Status

VALUE = st.one_of(st.just(0.0), st.integers(1, 9).map(float), st.just(np.nan))


@given(
    st.lists(st.tuples(VALUE, st.integers(0, 9), st.sampled_from("ab")), min_size=1, max_size=8),
    st.sampled_from([0.5, 1.0]),
)
def test_a_measure_by_area_is_that_of_its_people_one_by_one(rows, least_known):
    values, people, by = (list(part) for part in zip(*rows, strict=True))

    found = measure_by(pd.Series(values), pd.Series(people), by, least_known=least_known)

    for area in sorted(set(by)):
        persons = [v for v, n, a in rows if a == area for _ in range(n)]
        known = sorted(v for v in persons if v == v)  # noqa: PLR0124 -- not missing
        row = found.loc[area]
        assert row["people"] == len(persons)
        assert (row["known"], row["unknown"]) == (len(known), len(persons) - len(known))
        assert row["none"] == sum(v == 0 for v in known)
        if known and len(known) >= least_known * len(persons):
            assert row["mean"] == pytest.approx(sum(known) / len(known))
            assert row["share_none"] == pytest.approx(row["none"] / len(known))
            for name, q in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
                wanted = next(v for k, v in enumerate(known, 1) if k >= q * len(known) - 1e-9)
                assert row[name] == wanted
        else:
            assert row[["mean", "share_none", "p10", "p50", "p90"]].isna().all()


def test_the_mean_by_area_is_the_one_the_areas_table_has():
    values, people = pd.Series([1.0, 3.0, np.nan]), pd.Series([1, 3, 1])

    found = measure_by(values, people, ["a", "a", "b"])

    assert found["mean"].equals(mean_by(values, people, ["a", "a", "b"]))


def test_without_origins_there_are_no_areas():
    found = measure_by(pd.Series([], dtype=float), pd.Series([], dtype=float), [])

    assert found.empty
    assert "p90" in found


@pytest.mark.parametrize(("values", "people"), [([1.0], [-1]), ([1.0], [np.nan]), ([-1.0], [1])])
def test_negative_or_missing_people_are_refused(values, people):
    with pytest.raises(ValueError, match="negative"):
        measure_by(pd.Series(values), pd.Series(people), ["a"])


def test_a_quantile_of_values_refuses_a_missing_value_and_knows_no_one():
    with pytest.raises(ValueError, match="missing"):
        value_quantile([1.0, np.nan], [1, 1], 0.5)
    assert np.isnan(value_quantile([1.0], [0], 0.5))


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(0, 3000), st.sampled_from([int(s) for s in Status])),
            st.integers(0, 9),
            st.sampled_from("ab"),
        ),
        max_size=8,
    )
)
def test_person_minutes_are_each_persons_minutes_added_up(rows):
    seconds, people, by = ([row[k] for row in rows] for k in range(3))

    found = person_minutes(seconds, people, by=by)

    for area in sorted(set(by)):
        minutes = [
            s / 60 for s, n, a in rows if a == area and s <= LONGEST_SECONDS for _ in range(n)
        ]
        lost = sum(n for s, n, a in rows if a == area and s > LONGEST_SECONDS)
        assert found.loc[area, "people"] == len(minutes) + lost
        assert found.loc[area, "without_time"] == lost
        if minutes:
            assert found.loc[area, "person_minutes"] == pytest.approx(sum(minutes))
            assert found.loc[area, "mean_minutes"] == pytest.approx(sum(minutes) / len(minutes))
        else:
            assert found.loc[area, ["person_minutes", "mean_minutes"]].isna().all()


def test_a_ratio_by_unit_tells_none_from_not_known():
    found = provider_ratio(
        pd.Series([100, 300, 50, 0]),
        pd.Series([4.0, np.nan, np.nan, 2.0]),
        people_by=["a", "b", "c", "d"],
        supply_by=["a", "a", "c", "d"],
    )

    assert found["ratio"].tolist() == pytest.approx([0.04, 0.0, np.nan, np.nan], nan_ok=True)
    assert found["unknown"].tolist() == [1, 0, 1, 0]
    assert found["supply"].sum() == 6.0


def test_a_unit_of_sites_without_people_is_not_left_out():
    found = provider_ratio(pd.Series([10]), pd.Series([3.0]), people_by=["a"], supply_by=["b"])

    assert found["supply"].to_dict() == {"a": 0.0, "b": 3.0}
    assert found["ratio"].tolist() == pytest.approx([0.0, np.nan], nan_ok=True)
