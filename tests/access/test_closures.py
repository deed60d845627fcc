"""Every closure told at once, against taking each site away and asking for the nearest again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import closures, displaced_to, k_nearest, nearest, two_nearest
from geoaccess.times import LONGEST_SECONDS, Status, Times, is_silent

CELL = st.one_of(st.integers(0, 12), st.sampled_from([int(status) for status in Status]))


@st.composite
def town(draw):
    """Times with many ties, people, and a limit per origin."""
    origins, sites = draw(st.integers(0, 6)), draw(st.integers(1, 4))
    cells = draw(
        st.lists(st.lists(CELL, min_size=sites, max_size=sites), min_size=origins, max_size=origins)
    )
    seconds = np.array(cells, dtype=np.uint16).reshape(origins, sites) * np.uint16(1)
    names = tuple(draw(st.permutations([f"s{i}" for i in range(sites)])))
    times = Times("car", tuple(f"o{i}" for i in range(origins)), names, seconds, 3600)
    of_each = {"min_size": origins, "max_size": origins}
    people = pd.Series(draw(st.lists(st.integers(0, 3), **of_each)), times.origins, dtype=float)
    limit = pd.Series(draw(st.lists(st.integers(0, 12), **of_each)), times.origins, dtype=float)
    return times, people, limit


def taken_away(times: Times, site: str) -> pd.DataFrame:
    """The nearest among the other sites; nobody reaches any where there are none."""
    others = [other for other in times.sites if other != site]
    if others:
        return nearest(times.select_sites(others))
    nobody = nearest(times).assign(seconds=np.uint16(Status.UNREACHABLE))
    return nobody.assign(site_id=pd.array([None] * len(nobody), dtype="str"))


def least_with_half(extra: list[tuple[int, float]], q: float) -> float:
    """The least time that a share of the people have at most, one person after the other."""
    everyone = [seconds for seconds, people in sorted(extra) for _ in range(int(people))]
    if not everyone:
        return float("nan")
    found = everyone[max(0, int(np.ceil(q * len(everyone) - 1e-9)) - 1)]
    return found / 60 if found <= LONGEST_SECONDS else float("nan")


@settings(max_examples=60)
@given(town())
def test_each_closure_is_what_taking_the_site_away_gives(made):
    times, people, limit = made
    before = nearest(times)

    told = closures(two_nearest(times), limit, {"all": people}, times.sites).set_index("site_id")

    assert list(told.index) == list(times.sites)
    for site in times.sites:
        after = taken_away(times, site)["seconds"].astype(int)
        mine = before["site_id"] == site
        silent = is_silent(after.to_numpy())
        pushed = mine & (before["seconds"] <= limit) & (after > limit) & ~silent
        without = mine & (after > LONGEST_SECONDS) & ~silent
        wanted = [people[which].sum() for which in (mine, pushed, without, mine & silent)]
        assert told.loc[site, ["people", "pushed", "without", "unknown"]].tolist() == wanted
        longer = [
            (int(a - b) if a <= LONGEST_SECONDS else int(a), n)
            for a, b, n in zip(
                after[mine], before["seconds"][mine].astype(int), people[mine], strict=True
            )
        ]
        for name, q in (("extra_p50", 0.5), ("extra_p90", 0.9)):
            assert told.loc[site, name] == pytest.approx(least_with_half(longer, q), nan_ok=True)


@settings(max_examples=60)
@given(town())
def test_who_takes_how_many_is_what_taking_the_site_away_gives(made):
    times, people, _ = made
    before = nearest(times)

    told = displaced_to(two_nearest(times), people)

    wanted = {}
    for site in times.sites:
        mine = (before["site_id"] == site) & (people > 0)
        goes = taken_away(times, site)["site_id"][mine]
        for to, number in people[mine].groupby(goes).sum().items():
            wanted[site, to] = number
    assert {(r.site_id, r.to_site_id): r.people for r in told.itertuples()} == wanted


@settings(max_examples=40)
@given(town())
def test_pairs_and_full_tables_tell_the_same(made):
    times, _, _ = made

    pd.testing.assert_frame_equal(two_nearest(times), two_nearest(times.to_sparse()))


@settings(max_examples=40)
@given(town())
def test_everyone_displaced_goes_somewhere_or_is_counted_as_left_out(made):
    times, people, limit = made
    ways = two_nearest(times)

    told = closures(ways, limit, {"all": people}, times.sites).set_index("site_id")

    moved = displaced_to(ways, people).groupby("site_id")["people"].sum()
    accounted = told["without"] + told["unknown"] + moved.reindex(told.index, fill_value=0.0)
    assert accounted.tolist() == told["people"].tolist()
    assert told["people"].sum() == people[ways["site_id"].notna()].sum()


def test_a_number_of_people_that_is_not_known_makes_the_count_unknown_not_smaller():
    times = Times(
        "car", ("o1", "o2", "o3"), ("a", "b"), np.array([[1, 9], [2, 9], [9, 1]], np.uint16), 3600
    )
    old = pd.Series([2.0, None, 1.0], times.origins)

    told = closures(two_nearest(times), pd.Series(5.0, times.origins), {"old": old}, times.sites)

    assert told["people"].isna().tolist() == [True, False]
    assert told["pushed"].tolist()[1] == 1.0


def test_equally_near_sites_are_told_apart_by_id_in_any_order():
    seconds = np.array([[60, 60, 60]], dtype=np.uint16)
    for names in (("c", "a", "b"), ("a", "b", "c")):
        found = two_nearest(Times("car", ("o",), names, seconds, 3600)).iloc[0]
        assert (found["site_id"], found["next_site_id"]) == ("a", "b")


def test_the_two_nearest_are_the_first_two_of_more():
    rng = np.random.default_rng(0)
    seconds = rng.integers(0, 50, (200, 12)).astype(np.uint16)
    times = Times("car", tuple(map(str, range(200))), tuple(map(str, range(12))), seconds, 3600)

    found, many = two_nearest(times), k_nearest(times, 3).set_index("origin")

    assert found["next_seconds"].tolist() == many.loc[many["rank"] == 2, "seconds"].tolist()
