from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.need import need_percentile, need_quintile, relative_rank

AREAS = st.lists(
    st.tuples(st.one_of(st.integers(-3, 3), st.none()), st.integers(0, 40)), max_size=8
)


def series(areas):
    index = [f"a{i}" for i in range(len(areas))]
    need = pd.Series([a[0] for a in areas], index=index, dtype=float)
    return need, pd.Series([a[1] for a in areas], index=index, dtype=float)


@given(AREAS)
def test_the_percentile_counts_people_with_strictly_lower_need(areas):
    need, people = series(areas)

    found = need_percentile(need, people)

    total = sum(p for n, p in areas if n is not None)
    for (value, _), got in zip(areas, found, strict=True):
        if value is None or total == 0:
            assert np.isnan(got)
        else:
            lower = sum(p for n, p in areas if n is not None and n < value)
            assert got == pytest.approx(100 * lower / total)


@given(AREAS)
def test_the_mid_rank_is_one_half_on_average(areas):
    need, people = series(areas)

    rank = relative_rank(need, people)

    known = rank.notna()
    if known.any():
        assert np.average(rank[known], weights=people[known]) == pytest.approx(0.5)


@given(AREAS)
def test_every_area_at_the_80th_percentile_or_above_is_in_the_highest_quintile(areas):
    need, people = series(areas)

    percentile, quintile = need_percentile(need, people), need_quintile(need, people)

    assert (quintile[percentile >= 80] == 5).all()
    assert quintile.dropna().between(1, 5).all()
    assert (quintile.isna() == percentile.isna()).all()


@given(AREAS, st.randoms())
def test_the_order_of_the_areas_does_not_matter(areas, random):
    need, people = series(areas)
    turned = list(need.index)
    random.shuffle(turned)

    again = need_percentile(need[turned], people)

    assert again.reindex(need.index).equals(need_percentile(need, people))


def test_eighty_people_of_a_hundred_below_is_the_80th_percentile_exactly():
    need = pd.Series([1.0, 2.0, 3.0, 4.0, 5.0])

    assert need_percentile(need, pd.Series([20] * 5))[4] == 80.0
