"""Where people are listed, as published: no hidden flow can be worked out, by all that is known."""

import dataclasses
import importlib.util
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from geoaccess.errors import Notice
from geoaccess.layers.listing import Listing
from geoaccess.publish import publish
from geoaccess.result.disclosure import listing as told_listing
from geoaccess.result.disclosure import protect_listing
from geoaccess.result.protected import Protection
from geoaccess.result.view import published_view

NAN = float("nan")
UNITS = ("u", "v", "w")
# By unit and site: s1 lies in Norr, s2 in Söder, s3 beyond the border; three of Söder in Norr.
FEW = [
    ("9801-norr", "s1", 300.0),
    ("9801-norr", "s2", 40.0),
    ("9802-soder", "s1", 3.0),
    ("9802-soder", "s2", 270.0),
    ("9803-tomma", "s1", 20.0),
    ("9803-tomma", "s3", 25.0),
]


def open_module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


attack = open_module(Path(__file__).with_name("published_files.py"))


def with_listing(small, rows, *, sensitivity="confidential", date="2026-09-30", **given):
    """The small world with a listing of these rows."""
    prepared = small.make_prepared(**given)
    frame = pd.DataFrame(rows, columns=["unit_id", "site_id", "listed"])
    prepared = small.with_layers(prepared, listing=Listing(rows=frame, date=date))
    known = (*prepared.provenance, small.provenance("listing", sensitivity))
    return small.judge(dataclasses.replace(prepared, provenance=known))


def known_lists(result):
    """What the sites' own lists tell at most: all listed at those of a place, withheld or not."""
    frame = result.leakage.assign(to=told_listing.places_of(result.leakage))
    sums = frame.groupby("to")["listed"].sum() + frame.groupby("to")["cells_withheld"].sum()
    return {("lists", to, "listed"): n for to, n in sums.items() if n >= 5}


def places_of(result):
    lived = result.points.loc[result.points["people"] > 0, ["area_id", "unit_id"]]
    return sorted(set(lived.itertuples(index=False, name=None)))


def given_away(result, out, width=5):
    # Where counts are rounded, lists of sites tell rounded ones too.
    known = known_lists(result) if result.study.disclosure.mode != "round" else {}
    found, hidden = attack.given_away(out, places_of(result), width, known)
    return {cell: ends for cell, ends in found.items() if cell[2].startswith("listed")}, hidden


def flows_of(out):
    return pd.read_parquet(out / "leakage.parquet").set_index(["subject_id", "outcome"])


@pytest.fixture(scope="module")
def few(small):
    return with_listing(small, FEW)


@pytest.fixture(scope="module")
def few_out(few, tmp_path_factory):
    out = tmp_path_factory.mktemp("few") / "out"
    publish(few, out)
    return out


def opened(result):
    """The same run of an open listing."""
    known = (
        *result.provenance[:-1],
        dataclasses.replace(result.provenance[-1], sensitivity="open"),
    )
    return dataclasses.replace(result, provenance=known)


def test_few_who_are_listed_elsewhere_are_hidden_with_what_would_tell_them(few, few_out):
    found, hidden = given_away(few, few_out)

    assert hidden >= 2
    assert found == {}
    shown = flows_of(few_out)
    assert shown.loc[("9802-soder", "other_unit"), "listed_status"] == "suppressed"
    assert np.isnan(shown.loc[("9802-soder", "other_unit"), "share_listed"])
    assert shown.loc[("9803-tomma", "beyond_border"), "listed"] == 25


def test_the_attack_finds_them_where_only_small_flows_themselves_are_hidden(
    few, tmp_path, monkeypatch
):
    monkeypatch.setattr(told_listing, "hide_further", lambda _system, _told, secret, **_: secret)
    publish(few, tmp_path / "out")

    found, _ = given_away(few, tmp_path / "out")

    assert ("units", "9802-soder", "listed 9801-norr") in found


def test_an_open_listing_is_told_as_it_is_with_its_day(few):
    shown = published_view(opened(few), "run").leakage

    assert set(shown["listed_status"]) == {"ok"}
    assert shown["listed"].sum() == sum(n for *_, n in FEW)
    assert set(shown["listed_date"]) == {"2026-09-30"}
    of_soder = shown.loc[shown["subject_id"] == "9802-soder"].set_index("outcome")
    assert of_soder.loc["other_unit", "share_listed"] == pytest.approx(3 / 273, abs=1e-6)
    assert of_soder["listed_coverage"].tolist() == pytest.approx([273 / 340] * len(of_soder))


def test_rounded_flows_are_multiples_and_what_they_are_shares_of_too(small, tmp_path):
    result = with_listing(small, FEW, disclosure={"mode": "round"})
    publish(result, tmp_path / "out")

    found, _ = given_away(result, tmp_path / "out", width=2.5)

    assert found == {}
    shown = flows_of(tmp_path / "out")
    assert shown.loc[("9802-soder", "other_unit"), "listed"] == 5
    assert (shown["listed"].dropna() % 5 == 0).all()
    told = shown["listed_status"].loc[shown["listed"] > 0]
    assert set(told) == {"rounded"}
    # 273 are 275 of the 340 people, who are open.
    assert shown.loc["9802-soder", "listed_coverage"].iloc[0] == pytest.approx(275 / 340, abs=1e-6)


def test_where_a_units_people_are_hidden_nothing_is_said_beside_them():
    exact = table_of([100] * 9, [0] * 9)
    units = PEOPLE.assign(people=[2_000.0, NAN, 2_000.0])

    told = protect_listing({"leakage": exact, "units": units}, exact, CONFIDENTIAL)["leakage"]

    said = told.groupby("subject_id")["listed_coverage_status"].unique().map(list).to_dict()
    assert said == {"u": ["ok"], "v": ["suppressed"], "w": ["ok"]}
    assert told.loc[told["subject_id"] == "v", "listed_coverage"].isna().all()
    assert set(told["listed_status"]) == {"ok"}


def test_totals_that_would_tell_what_is_hidden_are_in_no_notice(few):
    notice = Notice(code="GA-L546", places={"listed": 658, "people": 750, "percent": 88})
    few = dataclasses.replace(few, notices=(notice,))

    for result, is_said in ((few, False), (opened(few), True)):
        text = published_view(result, "run").notices["text_sv"].iloc[0]
        assert ("658" in text, "88" in text) == (is_said, is_said)


def test_the_sheet_the_files_and_the_dictionary_name_the_listed(few_out):
    heads = attack.Book(few_out).heads("Närmast per enhet")
    assert {"Listade", "Andel av de listade", "Listningens dag"} <= set(heads)
    words = (few_out / "dictionary.csv").read_text("utf-8-sig")
    assert "leakage;share_listed;" in words
    manifest = json.loads((few_out / "manifest.json").read_text("utf-8"))
    assert "listing" in {one["role"] for one in manifest["inputs"]}
    layer = pyogrio.read_dataframe(few_out / "result.gpkg", layer="leakage")
    assert set(layer["listed_date"]) == {"2026-09-30"}


def table_of(counts, withheld):
    """Three units' flows to each other, as `protect_listing` is given them."""
    rows = [(a, b) for a in UNITS for b in UNITS]
    frame = pd.DataFrame(rows, columns=["subject_id", "to_unit_id"])
    listed = pd.Series(counts, dtype=float).mask(pd.Series(withheld) & (np.array(counts) == 0))
    frame = frame.assign(
        outcome="other_unit", listed=listed, cells_withheld=[float(n) for n in withheld]
    )
    whole = listed.groupby(frame["subject_id"]).transform("sum")
    frame = frame.assign(share_listed=listed / whole.where(whole > 0))
    return frame.assign(listed_coverage=whole / 2_000)


CONFIDENTIAL = Protection(people=False, sites=False, min_count=5, protection=5, listing=True)
PEOPLE = pd.DataFrame({"people": [2_000.0] * 3}, index=list(UNITS))


@settings(max_examples=12)
# Of a column that is known to hold six neither flow can differ by five one way alone.
@example([0, 4, 3, 60, 0, 5, 0, 1, 400], [False] * 4 + [True] + [False] * 4)
@example([0, 0, 0, 0, 0, 0, 0, 1, 5], [False] * 9)
@given(
    st.lists(st.sampled_from([0, 1, 3, 4, 5, 8, 60, 400]), min_size=9, max_size=9),
    st.lists(st.sampled_from([False] * 5 + [True]), min_size=9, max_size=9),
)
def test_of_random_flows_every_hidden_one_and_every_withheld_one_keeps_its_interval(
    counts, withheld
):
    exact = table_of(counts, withheld)

    told = protect_listing({"leakage": exact, "units": PEOPLE}, exact, CONFIDENTIAL)["leakage"]

    listed = exact["listed"]
    small = listed.gt(0) & listed.lt(5)
    assert (told.loc[small, "listed_status"] == "suppressed").all()
    assert told.loc[told["listed_status"] == "suppressed", "share_listed"].isna().all()
    whole = told["listed_coverage_status"] == "ok"
    for n in np.flatnonzero((told["listed_status"] == "suppressed") & listed.gt(0)):
        least, greatest = bounds(exact, told, whole, n)
        assert greatest - least >= 5 - 1e-6, (n, least, greatest)
    for n in np.flatnonzero(withheld):
        least, greatest = bounds(exact, told, whole, 9 + n)
        assert greatest - least >= 5 - 1e-6, ("withheld", n, least, greatest)


def bounds(exact, told, whole, at):
    """Least and greatest of a flow, or of what was withheld of it, by every equation there is."""
    held = exact["listed"].fillna(0.0).to_numpy()
    lacking = exact["cells_withheld"].to_numpy()
    true = np.concatenate([held, lacking])
    equations, right = [], []
    for column, known in (("subject_id", whole), ("to_unit_id", None)):
        for place in UNITS:
            mine = (exact[column] == place).to_numpy()
            parts = np.concatenate([mine, mine if known is None else np.zeros(9, dtype=bool)])
            total = true[parts].sum()
            if total >= 5 if known is None else known[mine].all():
                equations.append(parts.astype(float))
                right.append(total)
    shown = (told["listed_status"] == "ok").to_numpy()
    limits = [(n, n) if ok else (0, 1e6) for n, ok in zip(held, shown, strict=True)]
    # A flow of which nothing is told but what is withheld has no other part.
    limits = [
        (0, 0) if said == "missing" else one
        for one, said in zip(limits, told["listed_status"], strict=True)
    ]
    limits += [(0, 1e6) if n else (0, 0) for n in lacking]
    goal = np.eye(1, 18, at)[0]
    given = {"A_eq": np.array(equations), "b_eq": right} if equations else {}
    return [linprog(sign * goal, **given, bounds=limits).fun * sign for sign in (1, -1)]
