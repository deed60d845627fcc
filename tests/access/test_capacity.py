from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import capacity_by, list_capacity, missing_physicians, pressure, raam
from geoaccess.times import Times

FEW = settings(max_examples=40)
NORM = SimpleNamespace(per_specialist=1100, per_st=550)
OTHER = SimpleNamespace(per_specialist=1500, per_st=500)
PLACES = ["a", "b", "c"]
FTE = st.one_of(st.none(), st.floats(0, 9))


@st.composite
def regions(draw):
    count = draw(st.integers(1, 6))
    rows = st.lists(FTE, min_size=count, max_size=count)
    staff = pd.DataFrame({"fte_spec": draw(rows), "fte_st": draw(rows)}, dtype=float)
    where = draw(st.lists(st.sampled_from(PLACES), min_size=count, max_size=count))
    number = st.one_of(st.none(), st.integers(0, 9000))
    people = pd.Series(draw(st.lists(number, min_size=3, max_size=3)), PLACES, dtype=float)
    need = draw(st.lists(st.one_of(st.none(), st.floats(0.5, 2)), min_size=3, max_size=3))
    return staff, where, people, pd.Series(need, PLACES, dtype=float)


@given(regions(), st.sampled_from([NORM, OTHER]))
@FEW
def test_missing_physicians_are_those_of_the_formula_in_plain_loops(region, norm):
    staff, where, people, need = region

    held = capacity_by(list_capacity(staff, norm), where, people.index)
    found = missing_physicians(people, held, norm, need=need)

    any_known = staff.notna().all(axis=1).any()
    for place in PLACES:
        here = [r for r, at in zip(staff.itertuples(), where, strict=True) if at == place]
        in_training = norm.per_st / norm.per_specialist
        wanted = people[place] * need[place] / norm.per_specialist
        lack = wanted - sum(r.fte_spec + r.fte_st * in_training for r in here)
        most = wanted - sum(
            r.fte_spec + r.fte_st * in_training
            for r in here
            if not math.isnan(r.fte_spec + r.fte_st)
        )
        told = lack if any_known else math.nan
        assert found["missing"][place] == pytest.approx(told, nan_ok=True)
        assert found["missing_at_most"][place] == pytest.approx(most, nan_ok=True)
    assert set(found["basis"]) == {"need"}


@given(regions())
@FEW
def test_what_places_lack_adds_up_to_what_the_whole_lacks(region):
    staff, where, people, _ = region
    staff, people = staff.fillna(1.0), people.fillna(0.0)
    capacity = list_capacity(staff, NORM)

    parts = missing_physicians(people, capacity_by(capacity, where, people.index), NORM)
    one = pd.Index(["all"])
    whole = missing_physicians(
        pd.Series([people.sum()], one), capacity_by(capacity, ["all"] * len(staff), one), NORM
    )

    assert parts["missing"].sum() == pytest.approx(whole["missing"].item())
    assert set(parts["basis"]) == {"people"}


def test_unknown_physicians_are_not_none_and_a_place_without_sites_has_none():
    staff = pd.DataFrame({"fte_spec": [2, np.nan, 0], "fte_st": [0, 1, 0]})

    held = capacity_by(list_capacity(staff, NORM), ["a", "a", "b"], pd.Index(PLACES))

    expected = {
        "sites": [2, 1, 0],
        "unknown": [1, 0, 0],
        "known": [2200, 0, 0],
        "capacity": [np.nan, 0, 0],
    }
    assert list(held) == list(expected)
    for name, values in expected.items():
        assert held[name].to_list() == pytest.approx(values, nan_ok=True)


@pytest.mark.parametrize("columns", [["fte_spec"], ["fte_st"], []])
def test_physicians_that_are_not_given_leave_every_capacity_unknown(columns):
    staff = pd.DataFrame({"fte_spec": [1.0], "fte_st": [1.0]})[columns]

    held = capacity_by(list_capacity(staff, NORM), ["a"], pd.Index(PLACES))

    assert held["capacity"].isna().all()


def test_pressure_is_told_only_where_both_are_known_and_there_is_capacity():
    choosing = pd.Series({"a": 2200, "b": 100, "c": np.nan, "d": 10, "e": 0})
    capacity = pd.Series({"a": 1100, "b": np.nan, "c": 1100, "d": 0, "f": 550})

    found = pressure(choosing, capacity)

    assert found["status"].to_dict() == {
        "a": "ok",
        "b": "capacity_unknown",
        "c": "people_unknown",
        "d": "no_capacity",
        "e": "capacity_unknown",
        "f": "people_unknown",
    }
    assert found["pressure"].dropna().to_dict() == {"a": 2.0}
    assert found["spare"].dropna().to_dict() == {"a": -1100, "d": -10}


def test_the_load_that_residents_settle_on_presses_sites_as_crowding_says():
    """With ``rho`` at the norm, the congestion of RAAM is the pressure on what sites can carry."""
    times = Times("car", ("o", "p"), ("x", "y"), np.array([[0, 600], [900, 60]], np.uint16), 3600)
    staff = pd.DataFrame({"fte_spec": [2.0, 1.0], "fte_st": [0.0, 2.0]}, index=["x", "y"])
    supply = list_capacity(staff, NORM) / NORM.per_specialist
    people = pd.Series({"o": 3000, "p": 1500})

    found = raam(times, people, supply, rho=NORM.per_specialist).sites
    pressed = pressure(found["load"], list_capacity(staff, NORM))

    assert pressed["pressure"].to_list() == pytest.approx(found["congestion"].to_list())
    assert pressed["people"].sum() == pytest.approx(4500)
