from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import k_nearest, nearest
from geoaccess.times import LONGEST_SECONDS, Status, Times

CELL = st.one_of(
    st.integers(0, 30), st.sampled_from([int(status) for status in Status]), st.just(0)
)


@st.composite
def some_times(draw, least_sites=1):
    origins, sites = draw(st.integers(0, 5)), draw(st.integers(least_sites, 5))
    cells = draw(
        st.lists(st.lists(CELL, min_size=sites, max_size=sites), min_size=origins, max_size=origins)
    )
    seconds = np.array(cells, dtype=np.uint16).reshape(origins, sites)
    names = draw(st.permutations([f"s{i}" for i in range(sites)]))
    return Times("car", tuple(f"o{i}" for i in range(origins)), tuple(names), seconds, 3600)


@given(some_times())
def test_nearest_is_the_least_time_or_the_most_informative_reason(times):
    order = ["BEYOND_CUTOFF", "UNREACHABLE", "NOT_SNAPPED", "NO_SERVICE", "NO_DATA"]

    found = nearest(times)

    assert list(found.index) == list(times.origins)
    for row, origin in enumerate(times.origins):
        pairs = dict(zip(times.sites, times.seconds[row].tolist(), strict=True))
        reached = {site: s for site, s in pairs.items() if s <= LONGEST_SECONDS}
        if reached:
            least = min(reached.values())
            assert found.loc[origin, "seconds"] == least
            assert found.loc[origin, "site_id"] == min(s for s in reached if reached[s] == least)
        else:
            reasons = {Status(s).name for s in pairs.values()}
            best = next(name for name in order if name in reasons)
            assert found.loc[origin, "seconds"] == Status[best]
            assert found["site_id"].isna()[origin]


@given(some_times(), st.integers(1, 6))
def test_k_nearest_are_sorted_and_the_first_is_the_nearest(times, k):
    found = k_nearest(times, k)

    assert len(found) == len(times.origins) * min(k, len(times.sites))
    first = found[found["rank"] == 1].set_index("origin")
    near = nearest(times)
    assert first["seconds"].tolist() == near["seconds"].tolist()
    assert first["site_id"].fillna("-").tolist() == near["site_id"].fillna("-").tolist()
    for _, rows in found.groupby("origin"):
        assert rows["seconds"].is_monotonic_increasing


@given(some_times(least_sites=0), st.integers(1, 6))
def test_pairs_have_the_same_nearest_sites_as_the_full_table(times, k):
    held = times.to_sparse()

    assert nearest(held).equals(nearest(times))
    assert k_nearest(held, k).equals(k_nearest(times, k))


@given(some_times())
def test_the_order_of_the_sites_does_not_matter(times):
    turned = times.select_sites(times.sites[::-1])

    assert nearest(turned).equals(nearest(times))


def test_without_sites_every_origin_is_in_the_answer_without_data():
    times = Times("car", ("a", "b"), (), np.empty((2, 0), dtype=np.uint16), 3600)

    found = nearest(times)

    assert found["seconds"].tolist() == [Status.NO_DATA] * 2
    assert found["site_id"].isna().all()
    assert k_nearest(times, 3).empty


def test_asking_for_no_site_at_all_is_refused():
    times = Times("car", (), (), np.empty((0, 0), dtype=np.uint16), 3600)

    with pytest.raises(ValueError, match="at least one"):
        k_nearest(times, 0)
