"""Where each unit's people have their nearest vårdcentral: a matrix of units, by hand."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess import access
from geoaccess.layers.listing import Listing
from geoaccess.publish import publish
from geoaccess.result.view import published_view
from geoaccess.times import Status, Times

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

NAN = float("nan")
# By hand, by car: s1 (Norr) is nearest for p11, p12, p21, p22 and p41, who all live in Norr; s2
# (Söder) for p31 of Söder; p42 of Söder has no way at all; s3 beyond the border for Tomma's p51.
BY_HAND = {
    ("9801-norr", "same_unit", "9801-norr"): 360.0,
    ("9802-soder", "same_unit", "9802-soder"): 300.0,
    ("9802-soder", "no_site", None): 40.0,
    ("9803-tomma", "beyond_border", None): 50.0,
}


def matrix(frame):
    lived = frame.loc[frame["people"] != 0]
    to = [None if pd.isna(one) else one for one in lived["to_unit_id"]]
    keys = zip(lived["subject_id"], lived["outcome"], to, strict=True)
    return dict(zip(keys, lived["people"], strict=True))


@pytest.fixture(scope="module")
def plain(small):
    return small.make_result()


def test_every_units_people_are_in_its_row_and_nowhere_else(plain):
    assert matrix(plain.leakage) == BY_HAND
    assert not [column for column in plain.leakage if "listed" in column]
    sums = plain.leakage.groupby("subject_id")[["people", "share", "share_model"]].sum()
    assert sums["people"].to_dict() == plain.units["people"].to_dict()
    assert sums["share"].tolist() == pytest.approx([1, 1, 1])
    assert sums["share_model"].tolist() == pytest.approx([1, 1, 1])


def test_the_model_shares_people_out_by_supply_and_time(plain):
    told = plain.leakage.set_index(["subject_id", "outcome"])["share_model"]

    # s1 has 2 physicians, s2 one and one in training: 1.5; s3 one. Weights 1, 0.68, 0.22.
    norr = 60 * 2 / (2 + 0.22 * 1.5)  # p11: 5 and 25 minutes
    norr += 40 * 0.68 * 2 / (0.68 * 2 + 0.22 * 1.5)  # p12: 15 and 21 2/3 minutes
    norr += 150 + 50  # p21, p22: nothing but s1 within half an hour
    norr += 60 * 2 / (2 + 0.68 * 1.5)  # p41: 4 and 11 2/3 minutes
    assert told["9801-norr", "same_unit"] == pytest.approx(norr / 360)
    assert told["9801-norr", "other_unit"] == pytest.approx(1 - norr / 360)
    assert told["9802-soder", "no_site"] == pytest.approx(40 / 340)
    assert told["9803-tomma", "beyond_border"] == pytest.approx(1.0)


def test_who_reaches_a_site_of_unknown_supply_chooses_nobody_knows_what(small):
    sites = small.small_sites(fte_spec=[np.nan, 2.0, np.nan, 1.0])
    told = small.make_result(sites=sites).leakage.set_index(["subject_id", "outcome"])

    # s2 is within half an hour of p11, p12, p41 (Norr) and p31 (Söder).
    assert told.loc[("9801-norr", "not_known"), "share_model"] == pytest.approx(160 / 360)
    assert told.loc[("9802-soder", "not_known"), "share_model"] == pytest.approx(300 / 340)
    assert told.loc[("9802-soder", "same_unit"), "share_model"] == 0
    assert told.loc[("9802-soder", "same_unit"), "people"] == 300


def test_a_way_of_which_nothing_is_known_is_neither_own_nor_elsewhere(small):
    seconds = small.SECONDS | {"p31": (int(Status.NOT_SNAPPED),) * 4}
    told = matrix(small.make_result(seconds=seconds).leakage)

    assert told["9802-soder", "not_known", None] == 300
    assert ("9802-soder", "same_unit", "9802-soder") not in told


def test_a_list_that_is_too_short_tells_nothing_of_leakage(small):
    expected = {"number": 9, "source": "avtalen", "date": "2026-10-01"}
    result = small.make_result(supply={"capacity": "fte", "expected_sites": expected})

    assert result.leakage.empty
    assert published_view(result, "run").leakage.empty


# Of Norr 200 at home, so many at a site of Söder as are told, the rest of them withheld; of Söder
# some at a digital site and some in no list. Nothing is known of Tomma but what is withheld.
LISTED = [
    ("9801-norr", "s1", 200.0),
    ("9801-norr", "s2", 60.0),
    ("9801-norr", "s2", NAN),
    ("9802-soder", "s2", 170.0),
    ("9802-soder", "s3", 30.0),
    ("9802-soder", None, 10.0),
    ("9803-tomma", "s3", NAN),
    (None, "s1", 500.0),
]


@pytest.fixture(scope="module")
def listing():
    columns = ["unit_id", "site_id", "listed"]
    return Listing(rows=pd.DataFrame(LISTED, columns=columns), date="2026-09-30")


@pytest.fixture(scope="module")
def listed(small, listing):
    types = ["bvc", "vardcentral", "filial", "digital"]
    sites = small.small_sites(care_type=types)
    return small.judge(small.with_layers(small.make_prepared(sites=sites), listing=listing))


def test_the_listed_stand_beside_the_nearest_with_what_is_not_told(listed):
    told = listed.leakage.set_index(["subject_id", "outcome"])
    columns = ["listed", "share_listed", "cells_withheld"]

    assert told.loc[("9801-norr", "same_unit"), columns].tolist() == [200, 200 / 260, 0]
    assert told.loc[("9801-norr", "other_unit"), columns].tolist() == [60, 60 / 260, 1]
    assert told.loc[("9802-soder", "digital"), columns].tolist() == [30, 30 / 210, 0]
    assert told.loc[("9802-soder", "outside_lists"), columns].tolist() == [10, 10 / 210, 0]
    assert told.loc[("9802-soder", "no_site"), "listed"] == 0
    tomma = told.loc["9803-tomma"]
    assert tomma[["listed", "share_listed", "listed_coverage"]].isna().all(axis=None)
    assert tomma["cells_withheld"].sum() == 1
    assert told.loc["9801-norr", "listed_coverage"].tolist() == [260 / 360] * 2
    assert set(told["listed_date"]) == {"2026-09-30"}


def test_flows_of_the_listed_and_the_named_loss_are_all_that_are_listed(listed):
    told = listed.leakage
    strangers = sum(n for unit, _, n in LISTED if unit is None)

    assert told["listed"].sum() + strangers == sum(n for *_, n in LISTED if n == n)  # noqa: PLR0124
    assert told["cells_withheld"].sum() == sum(n != n for *_, n in LISTED)  # noqa: PLR0124
    shares = told.groupby("subject_id")["share_listed"].sum()
    assert shares.to_dict() == pytest.approx({"9801-norr": 1, "9802-soder": 1, "9803-tomma": 0})


def test_people_and_their_nearest_are_as_they_were_without_a_listing(listed, small):
    sites = small.small_sites(care_type=["bvc", "vardcentral", "filial", "digital"])
    without = small.make_result(sites=sites).leakage

    mine = listed.leakage.loc[listed.leakage["people"] > 0]
    assert matrix(mine) == matrix(without)


def test_a_listing_is_told_where_the_list_of_sites_is_too_short_for_the_nearest(small, listing):
    expected = {"number": 9, "source": "avtalen", "date": "2026-10-01"}
    supply = {"capacity": "fte", "expected_sites": expected}
    result = small.judge(small.with_layers(small.make_prepared(supply=supply), listing=listing))
    shown = published_view(result, "run").leakage

    assert shown["listed"].sum() == 470
    assert shown[["people", "share", "share_model"]].isna().all(axis=None)
    assert set(shown["people_status"]) == {"missing"}


def test_open_data_are_published_as_they_are_with_the_model_named_as_one(plain, tmp_path):
    shown = publish(plain, tmp_path / "out").leakage

    assert matrix(shown) == BY_HAND
    assert set(shown["share_model_status"]) == {"ok"}
    written = pd.read_parquet(tmp_path / "out" / "leakage.parquet")
    assert written["people"].tolist() == shown["people"].tolist()


def test_few_who_go_to_another_unit_are_hidden_and_so_is_the_rest_that_would_tell(small):
    seconds = small.SECONDS | {"p42": (small.NO, 300, small.NO, small.FAR)}
    result = small.make_result(
        people=small.PLAIN | {"p42": 3}, seconds=seconds, confidential=("statistics[0]",)
    )
    shown = published_view(result, "run").leakage.set_index(["subject_id", "outcome"])

    assert result.leakage.set_index(["subject_id", "outcome"]).loc[
        ("9802-soder", "other_unit"), "people"
    ] == pytest.approx(3)
    for outcome in ("other_unit", "same_unit"):
        row = shown.loc[("9802-soder", outcome)]
        assert (row["people_status"], row["share_status"]) == ("suppressed", "suppressed")
        assert np.isnan(row["people"])
    assert shown.loc["9802-soder", "share_model_status"].eq("suppressed").all()


def test_rounded_counts_are_multiples_and_the_model_is_not_told(small):
    result = small.make_result(
        people=small.PLAIN | {"p12": 43},
        confidential=("statistics[0]",),
        disclosure={"mode": "round"},
    )
    shown = published_view(result, "run").leakage

    told = shown.loc[shown["people_status"] == "rounded", "people"]
    assert len(told)
    assert (told % 5 == 0).all()
    assert shown["share_model"].isna().all()
    assert "363" not in json.dumps(shown.to_dict("records"), default=str)


def by_hand(seconds, people, units, unit_of, sites):
    """The same matrix in plain loops."""
    found = {}
    for row, count, unit in zip(seconds, people, units, strict=True):
        best = min(range(len(sites)), key=lambda n: (row[n], sites[n]))
        if row[best] <= 65_530:
            to = unit_of[sites[best]] or "beyond_border"
        else:
            to = "not_known" if row[best] in {65_533, 65_535} else "no_site"
        if count:
            found[unit, to] = found.get((unit, to), 0) + count
    return found


CELL = st.sampled_from([60, 300, 300, 900, *map(int, Status)])


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.tuples(
            st.lists(st.tuples(CELL, CELL, CELL), min_size=n, max_size=n),
            st.lists(st.sampled_from([0, 1, 7, 40]), min_size=n, max_size=n),
            st.lists(st.sampled_from(["u", "v"]), min_size=n, max_size=n),
        )
    )
)
def test_the_matrix_is_that_of_plain_loops_and_loses_nobody(town):
    rows, people, units = town
    ids = [f"p{n}" for n in range(len(rows))]
    sites, unit_of = ("x", "y", "z"), {"x": "u", "y": "v", "z": None}
    times = Times("car", tuple(ids), sites, np.array(rows, dtype=np.uint16), 3600)
    near = access.nearest(times)
    count, by = pd.Series(people, ids, dtype=float), pd.Series(units, ids)

    found = access.nearest_flows(
        near["seconds"], near["site_id"], count, by, pd.Series(unit_of, dtype=object)
    )

    told = {(a, b): n for a, b, n in found.itertuples(index=False)}
    assert told == by_hand(rows, people, units, unit_of, sites)
    assert sum(told.values()) == sum(people)
    chosen = access.choice_flows(
        times,
        count,
        pd.Series({"x": 1.0, "y": 2.0, "z": np.nan}),
        by,
        pd.Series(unit_of, dtype=object),
        decay=access.step({10: 1.0, 30: 0.5}),
    )
    assert chosen["people"].sum() == pytest.approx(sum(people))
    assert chosen.groupby("unit_id")["people"].sum().to_dict() == pytest.approx(
        {u: n for u, n in count.groupby(by).sum().items() if n}
    )
