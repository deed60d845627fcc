"""Numbers of places added up by group: each place once, in its own group."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import sums_by
from geoaccess.access.by_group import members_by

places = st.lists(
    st.tuples(st.sampled_from(["a", "b", "åö", None]), st.floats(0, 1e6) | st.just(math.nan)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60)
@given(places)
def test_each_place_is_in_the_sum_of_its_group_and_who_has_none_in_no_sum(told):
    by = [group for group, _ in told]
    found = sums_by(by, people=np.array([number for _, number in told]), places=np.ones(len(told)))

    assert found.index.tolist() == sorted({group for group in by if group is not None})
    for group, row in found.iterrows():
        mine = [number for its, number in told if its == group]
        assert row["places"] == len(mine)
        # One number that is missing makes a sum that is missing, never a smaller one.
        assert math.isclose(row["people"], sum(mine), rel_tol=1e-12) or (
            math.isnan(row["people"]) and math.isnan(sum(mine))
        )


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["a", "b", "åö", None]), max_size=30))
def test_each_place_is_a_member_of_its_group_and_who_has_none_of_no_group(by):
    found = {group: members.tolist() for group, members in members_by(by)}

    assert list(found) == sorted(set(by) - {None})
    assert found == {group: [n for n, its in enumerate(by) if its == group] for group in found}
