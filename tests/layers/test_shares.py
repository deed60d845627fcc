"""Shares of people: sums are kept, order does not matter, a split undone is the original."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.layers.overlap import overlap_shares, people_in
from geoaccess.layers.shares import carried_over, change_of, shared_out

IDS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True)


@st.composite
def tables(draw):
    """Older areas with people and a mean, and a key whose shares are shares of a whole."""
    olds = draw(IDS)
    rows = []
    for old in olds:
        news = draw(st.lists(st.sampled_from("rstuvw"), min_size=1, max_size=4, unique=True))
        parts = draw(st.lists(st.integers(1, 50), min_size=len(news), max_size=len(news)))
        rows += [(old, new, part / sum(parts)) for new, part in zip(news, parts, strict=True)]
    values = pd.DataFrame(
        {
            "people": draw(st.lists(st.integers(0, 5000), min_size=len(olds), max_size=len(olds))),
            "mean": draw(st.lists(st.floats(0.5, 900.25), min_size=len(olds), max_size=len(olds))),
        },
        index=olds,
    ).astype(float)
    return values, pd.DataFrame(rows, columns=["from_id", "to_id", "share"])


def by_hand(values, shares, column):
    """The plainest way: loop over the newer areas, and over the rows of the key."""
    counts, means = {}, {}
    for to in sorted(set(shares["to_id"])):
        total, weighed, seen = 0.0, 0.0, []
        for row in shares.itertuples():
            if row.to_id == to:
                people = row.share * values.loc[row.from_id, "people"]
                total += people
                weighed += people * values.loc[row.from_id, column]
                seen.append(values.loc[row.from_id, column])
        counts[to] = total
        same = len(set(seen)) == 1
        means[to] = seen[0] if same else weighed / total if total else np.nan
    return counts, means


@given(tables())
def test_counts_add_up_and_means_are_their_peoples(table):
    values, shares = table

    made = carried_over(values, shares, ["people"])

    counts, means = by_hand(values, shares, "mean")
    assert made["people"].sum() == pytest.approx(values["people"].sum(), abs=1e-6)
    assert made["people"].to_dict() == pytest.approx(counts)
    # A mean of whole numbers up to ten is taken for a class, which is not averaged.
    if not (values["mean"] == values["mean"].round()).all():
        assert made["mean"].to_dict() == pytest.approx(means, nan_ok=True)


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, random):
    values, shares = table
    rows, olds = list(shares.index), list(values.index)
    random.shuffle(rows)
    random.shuffle(olds)

    made = carried_over(values.loc[olds], shares.loc[rows], ["people"])

    pd.testing.assert_frame_equal(made, carried_over(values, shares, ["people"]))
    pd.testing.assert_series_equal(change_of(shares.loc[rows]), change_of(shares))


@given(tables())
def test_a_key_that_leads_each_area_to_itself_changes_nothing(table):
    values, _ = table
    same = pd.DataFrame({"from_id": values.index, "to_id": values.index, "share": 1.0})

    made = carried_over(values, same, ["people"])

    pd.testing.assert_frame_equal(made, values.sort_index(), check_names=False)
    assert set(change_of(same)) == {"unchanged"}


@given(tables())
def test_what_is_split_and_merged_again_is_the_original(table):
    values, shares = table
    parts = shares.assign(to_id=shares["from_id"] + shares["to_id"])
    back = pd.DataFrame({"from_id": parts["to_id"], "to_id": parts["from_id"], "share": 1.0})

    again = carried_over(carried_over(values, parts, ["people"]), back, ["people"])

    pd.testing.assert_frame_equal(again, values.sort_index(), check_names=False, atol=1e-9)


def test_inputs_stay_as_they_were():
    values = pd.DataFrame({"people": [10.0]}, index=["a"])
    shares = pd.DataFrame({"from_id": ["a"], "to_id": ["b"], "share": [1.0]})
    before = values.copy(), shares.copy()

    carried_over(values, shares, ["people"])

    pd.testing.assert_frame_equal(values, before[0])
    pd.testing.assert_frame_equal(shares, before[1])


def test_a_withheld_part_makes_the_whole_unknown_and_never_smaller():
    values = pd.DataFrame({"people": [10.0, np.nan]}, index=["a", "b"])
    shares = pd.DataFrame({"from_id": ["a", "b"], "to_id": ["c", "c"], "share": [1.0, 1.0]})

    assert carried_over(values, shares, ["people"])["people"].isna().tolist() == [True]


@given(
    st.lists(st.integers(0, 900), min_size=6, max_size=6),
    st.lists(st.integers(1, 9), min_size=6, max_size=6),
)
def test_what_is_shared_out_adds_up_in_each_larger_area(counts, weights):
    areas = list("abcdef")
    whole = pd.Series(["R", "R", "R", "S", "S", "T"], areas)
    larger = pd.Series(counts[:3], ["R", "S", "T"]).astype(float)

    parts = shared_out(larger, whole, pd.Series(weights, areas))

    assert parts.groupby(whole).sum().to_dict() == pytest.approx(larger.to_dict())
    for area in areas:
        inside = [w for a, w in zip(areas, weights, strict=True) if whole[a] == whole[area]]
        expected = larger[whole[area]] * weights[areas.index(area)] / sum(inside)
        assert parts[area] == pytest.approx(expected)


def frame(shapes, **columns):
    return gpd.GeoDataFrame(columns, index=list(shapes), geometry=list(shapes.values()), crs=3006)


def test_shares_follow_people_and_not_ground():
    old = frame({"a": shapely.box(0, 0, 1000, 1000)})
    new = frame({"b": shapely.box(0, 0, 750, 1000), "c": shapely.box(750, 0, 1000, 1000)})
    cells = frame(
        {0: shapely.box(0, 0, 250, 250), 1: shapely.box(750, 0, 1000, 250)}, people=[10, 30]
    )

    shares, inside, by_ground = overlap_shares(old, new, cells)
    ground, _, on_ground = overlap_shares(old, new, None)

    assert shares["share"].tolist() == [0.25, 0.75]
    assert ground["share"].tolist() == [0.75, 0.25]
    assert (inside["a"], by_ground["a"], on_ground["a"]) == (1, False, True)
    assert people_in(new, cells).tolist() == [10, 30]


def test_borders_that_wander_by_metres_do_not_make_another_area():
    old = frame({"a": shapely.box(0, 0, 1000, 1000), "b": shapely.box(1000, 0, 2000, 1000)})
    new = frame({"a": shapely.box(0, 0, 1005, 1000), "b": shapely.box(1005, 0, 2000, 1000)})
    cells = frame({0: shapely.box(900, 0, 1150, 250)}, people=[50])

    shares, inside, _ = overlap_shares(old, new, cells)

    assert shares[["from_id", "to_id", "share"]].to_numpy().tolist() == [
        ["a", "a", 1.0],
        ["b", "b", 1.0],
    ]
    assert set(change_of(shares)) == {"unchanged"}
    assert inside.between(0.95, 1).all()


def test_an_area_half_outside_says_so():
    old = frame({"a": shapely.box(0, 0, 1000, 1000)})
    new = frame({"b": shapely.box(0, 0, 500, 1000)})

    shares, inside, _ = overlap_shares(old, new, None)

    assert shares["share"].tolist() == [1.0]
    assert inside["a"] == 0.5
