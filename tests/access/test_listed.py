"""Flows by where people are listed, against plain loops."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import BEYOND_BORDER, OUTSIDE_LISTS, listed_flows

UNIT_OF = pd.Series({"x": "u", "y": "v", "z": None, "d": "digital"}, dtype=object)
ROW = st.tuples(
    st.sampled_from(["u", "v", None]),
    st.sampled_from(["x", "y", "z", "d", None]),
    st.sampled_from([0, 1, 7, 40, None]),
)


def found(rows):
    unit, site, listed = (pd.Series([row[n] for row in rows], dtype=object) for n in range(3))
    return listed_flows(unit, site, listed.astype(float), UNIT_OF)


def by_hand(rows):
    told, withheld = {}, {}
    for unit, site, listed in rows:
        if unit is None:
            continue
        to = OUTSIDE_LISTS if site is None else (UNIT_OF[site] or BEYOND_BORDER)
        told[unit, to] = told.get((unit, to), 0) + (listed or 0)
        withheld[unit, to] = withheld.get((unit, to), 0) + (listed is None)
    kept = [pair for pair in told if told[pair] or withheld[pair]]
    return {pair: (told[pair] or None, withheld[pair]) for pair in kept}


@settings(max_examples=50)
@given(st.lists(ROW, max_size=14), st.randoms())
def test_the_flows_are_those_of_plain_loops_lose_nobody_and_care_for_no_order(rows, random):
    told = found(rows)

    pairs = {
        (unit, to): (None if np.isnan(n) else n, withheld)
        for unit, to, n, withheld in told.itertuples(index=False)
    }
    assert pairs == by_hand(rows)
    lost = sum(n or 0 for unit, _, n in rows if unit is None)
    assert told["listed"].sum() + lost == sum(n or 0 for *_, n in rows)
    assert told["withheld"].sum() == sum(n is None and u is not None for u, _, n in rows)
    shuffled = random.sample(rows, len(rows))
    pd.testing.assert_frame_equal(found(shuffled), told)


def test_inputs_stay_as_they_were():
    unit, site = pd.Series(["u", "u"]), pd.Series(["x", None])
    listed = pd.Series([3.0, np.nan])
    before = [one.copy() for one in (unit, site, listed)]

    listed_flows(unit, site, listed, UNIT_OF)

    for one, was in zip((unit, site, listed), before, strict=True):
        pd.testing.assert_series_equal(one, was)


def test_a_pair_of_which_all_is_withheld_is_not_known_and_one_of_nobody_is_no_flow():
    told = found([("u", "y", None), ("u", "x", 0), ("v", "y", 5), ("v", "y", None)])

    assert told["to"].tolist() == ["v", "v"]
    assert told["listed"].tolist() == pytest.approx([np.nan, 5.0], nan_ok=True)
    assert told["withheld"].tolist() == [1, 1]
