"""What is held back of a result, and what is not: each cell by its own rule."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import CATALOGUE, Notice
from geoaccess.result import protected
from geoaccess.result.protected import Protection
from geoaccess.result.public_notices import PEOPLE_PLACES, public_notices
from geoaccess.result.suppression import (
    hide_small_counts,
    hide_telling_shares,
    is_small,
    parts_off_few,
    with_status,
)
from geoaccess.result.view import published_view
from geoaccess.times import Status

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

NAN = float("nan")
STATISTICS = ("statistics[0]",)
# As the plain world, but p11/p12 are the two sides of the threshold of 9801C0010.
FEW_BEYOND = {"p11": 997, "p12": 3}
FEW_WITHIN = {"p11": 3, "p12": 997}


MADE = {}


def region(small, confidential=STATISTICS, **people):
    """The judged small world, made once for each number of people."""
    key = (confidential, *sorted(people.items()))
    if key not in MADE:
        given = {name: float(count) for name, count in (small.PLAIN | people).items()}
        MADE[key] = small.make_result(people=given, confidential=confidential)
    return MADE[key]


def by_itself(result):
    """What is hidden for its own sake, before anything is hidden for the sake of another."""
    return SimpleNamespace(**protected.tables(result, Protection.of(result)))


def shown(small, confidential=STATISTICS, **people):
    return published_view(region(small, confidential, **people), "run")


counts = st.one_of(st.just(NAN), st.integers(0, 12).map(float))


@given(st.lists(counts, min_size=1), st.integers(1, 9))
def test_counts_from_one_below_the_limit_are_hidden_and_no_others(values, limit):
    frame = pd.DataFrame({"people": values})

    told = hide_small_counts(frame, ["people"], confidential=True, min_count=limit)

    for before, after, status in zip(values, told["people"], told["people_status"], strict=True):
        if np.isnan(before):
            assert (np.isnan(after), status) == (True, "missing")
        elif 1 <= before < limit:
            assert (np.isnan(after), status) == (True, "suppressed")
        else:
            assert (after, status) == (before, "ok")
    assert frame.equals(pd.DataFrame({"people": values}))


@given(st.lists(counts, min_size=1))
def test_open_counts_are_shown_as_they_are(values):
    frame = pd.DataFrame({"people": values})

    told = hide_small_counts(frame, ["people"], confidential=False, min_count=5)

    assert told["people"].equals(frame["people"])
    assert "suppressed" not in set(told["people_status"])


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 9))
def test_a_share_is_hidden_exactly_where_it_tells_a_small_count(part, rest, limit):
    whole = part + rest
    share = part / whole if whole else NAN
    frame = pd.DataFrame({"share": [share]})

    told = hide_telling_shares(
        frame, ["share"], pd.Series([float(whole)]), confidential=True, min_count=limit
    )

    tells = any(0 < count < limit for count in (part, rest))
    wanted = "missing" if whole == 0 else "suppressed" if tells else "ok"
    assert told["share_status"].tolist() == [wanted]


def test_a_fraction_that_rounds_to_nobody_is_nobody_and_noise_hides_nothing():
    assert is_small(pd.Series([1e-13, 0.49, 0.51, 4.49, 4.51]), 5).tolist() == [
        *(False, False, True, True, False)
    ]
    assert not parts_off_few(pd.Series([100.0 - 1e-12]), pd.Series([100.0]), 5).any()


def test_each_row_may_rest_on_its_own_inputs():
    frame = pd.DataFrame({"people": [3.0, 3.0]}, index=["a", "b"])

    told = hide_small_counts(
        frame, ["people"], confidential=pd.Series({"a": True, "b": False}), min_count=5
    )

    assert told["people_status"].tolist() == ["suppressed", "ok"]


def test_a_hidden_number_leaves_no_number_behind():
    told = with_status(pd.DataFrame({"n": [3.0, NAN]}), ["n"], pd.Series([True, True]))

    assert told["n"].isna().all()
    assert told["n_status"].tolist() == ["suppressed", "missing"]


def test_a_small_area_hides_its_people_and_everything_about_the_threshold(small):
    areas = by_itself(region(small, p51=3)).areas
    hidden = areas.loc["9803A0010"]

    for name in ("people", "people_beyond", "people_without_time", "share_within"):
        assert hidden[f"{name}_status"] == "suppressed", name
        assert pd.isna(hidden[name])
    assert hidden["age_80plus_status"] == "ok"  # 0.15 people are nobody
    assert round(hidden["age_80plus"]) == 0
    assert hidden["minutes_median"] == pytest.approx(1000 / 60, abs=0.05)
    assert areas.loc["9802B0010", "people"] == 300


@pytest.mark.parametrize("people", [FEW_BEYOND, FEW_WITHIN])
def test_few_on_either_side_of_the_threshold_hide_both_and_the_priority(small, people):
    view = by_itself(region(small, **people))
    area = view.areas.loc["9801C0010"]

    assert area["people"] == 1000
    for name in ("people_beyond", "share_within", "people_without_time"):
        assert area[f"{name}_status"] == "suppressed", name
    assert pd.isna(area["priority"])
    assert "(not shown)" in area["reasons_en"]
    assert "(visas inte)" in area["reasons_sv"]
    for text in (area["reasons_en"], area["reasons_sv"]):
        assert "99.7" not in text
        assert "99,7" not in text
        assert "997" not in text


def test_a_priority_of_few_people_is_hidden(small):
    people = {"p11": 3.0, "p12": 997.0}
    result = region(small, **people)
    areas = result.areas.assign(priority=1.0)

    view = published_view(dataclasses.replace(result, areas=areas), "run")

    assert view.areas.loc["9801C0010", "priority_status"] == "suppressed"
    assert view.areas.loc["9802B0010", "priority_status"] == "ok"


@pytest.mark.parametrize(("lost", "rest"), [(3, 997), (996, 4)])
def test_few_people_without_a_time_are_hidden_where_many_are_beyond(small, lost, rest):
    # Half of the others have a long time, so that only those without one are few.
    people = {"p41": float(rest), "p42": float(lost)}
    view = shown(small, **people)
    area = view.areas.loc["9802C0010"]

    assert area["people_without_time_status"] == "suppressed"
    assert pd.isna(area["people_without_time"])


def test_those_without_a_time_are_hidden_of_their_own_accord(small):
    result = region(small)
    areas = result.areas.copy()
    areas.loc["9801A0010", ["people_beyond", "people_without_time"]] = [50.0, 2.0]

    view = by_itself(dataclasses.replace(result, areas=areas))

    assert view.areas.loc["9801A0010", "people_beyond"] == 50
    assert view.areas.loc["9801A0010", "people_without_time_status"] == "suppressed"


def test_zero_stays_zero_and_missing_stays_missing(small):
    result = region(small)
    areas = result.areas.assign(age_65plus=[NAN, 0.0, 1.0, 4.0, 5.0])

    view = published_view(dataclasses.replace(result, areas=areas), "run")

    assert view.areas["age_65plus_status"].tolist() == [
        *("missing", "ok", "suppressed", "suppressed", "ok")
    ]
    assert view.areas["age_65plus"].tolist()[1] == 0
    assert view.areas["age_65plus"].isna().tolist() == [True, False, True, True, False]


def test_a_units_shares_are_hidden_where_few_of_its_people_would_follow(small):
    # Of Söder's 1,003 people the three at p42 have no way: 0.3 % would tell.
    view = by_itself(region(small, p31=1000, p42=3))
    unit = view.units.loc["9802-soder"]

    for name in ("share_within", "share_car_10", "share_car_30"):
        assert unit[f"{name}_status"] == "suppressed", name
        assert pd.isna(unit[name])
    assert unit["share_car_5_status"] == "ok"
    assert unit["share_car_5"] == 0
    assert view.units.loc["9801-norr", "share_within"] == 0.75


def test_few_whose_nearest_is_elsewhere_and_few_without_need_hide_those_shares(small):
    result = region(small, p31=1000)
    units = result.units.assign(leakage_share=[0.3, 0.002, 1.0], need_coverage=[1.0, 0.998, 0.5])

    view = by_itself(dataclasses.replace(result, units=units)).units

    assert view["leakage_share_status"].tolist() == ["ok", "suppressed", "ok"]
    assert view["need_coverage_status"].tolist() == ["ok", "suppressed", "ok"]


def test_few_people_in_flagged_areas_of_a_unit_are_hidden_and_so_are_the_few_others(small):
    result = region(small)
    units = result.units.assign(flagged_people=[2.0, 338.0, 0.0])

    view = published_view(dataclasses.replace(result, units=units), "run").units

    assert view["flagged_people_status"].tolist() == ["suppressed", "suppressed", "ok"]


@pytest.mark.parametrize("people", [FEW_BEYOND, FEW_WITHIN])
def test_a_verdict_hides_value_margin_and_people_with_its_sentence(small, people):
    view = shown(small, **people)
    near = view.verdicts.query("rule_id == 'GP-NEAR'").set_index("subject_id")
    hidden = near.loc["9801C0010"]

    for name in ("value", "margin", "people"):
        assert hidden[f"{name}_status"] == "suppressed", name
        assert pd.isna(hidden[name])
    assert hidden["verdict"] in {"met", "not_met"}
    assert "(visas inte)" in hidden["sentence_sv"]
    assert near.loc["9802B0010", "value"] == 1


def test_the_share_of_people_a_verdict_covers_is_hidden_where_few_are_not_covered(small):
    result = region(small, p31=1000)
    verdicts = result.verdicts.copy()
    mine = (verdicts["rule_id"] == "GP-NEAR") & (verdicts["subject_id"] == "9802B0010")
    verdicts.loc[mine, "coverage"] = 0.997

    view = published_view(dataclasses.replace(result, verdicts=verdicts), "run")

    assert view.verdicts.loc[mine, "coverage_status"].tolist() == ["suppressed"]


def test_a_site_hides_few_listed_and_the_pressure_also_where_inhabitants_are_open(small):
    sites = small.small_sites(listed=[NAN, 3.0, 1815.0, 2.0])
    result = small.make_result(sites=sites, confidential=("sites[0]",))

    view = published_view(result, "run")

    assert view.sites.loc[["s1", "s3"], "listed_status"].tolist() == ["suppressed"] * 2
    assert view.sites.loc["s1", "pressure_status"] == "suppressed"
    assert view.sites.loc["b1", "listed_status"] == "missing"
    assert view.sites.loc["s1", "people_nearest"] == 360
    said = view.verdicts.query("rule_id == 'CAP' and scope == 'site'").set_index("subject_id")
    assert "(not shown) listed" in said.loc["s1", "sentence_en"]
    assert said.loc["s1", ["people_status", "value_status"]].tolist() == ["suppressed"] * 2
    # Inhabitants are open here: what is said of areas is exact.
    assert view.areas["reasons_en"].equals(result.areas["reasons_en"].rename("reasons_en"))


def test_listed_people_are_open_where_only_inhabitants_are_confidential(small):
    sites = small.small_sites(listed=[NAN, 3.0, 1815.0, 2.0])
    view = published_view(small.make_result(sites=sites, confidential=STATISTICS), "run")

    assert view.sites.loc[["s1", "s3"], "listed"].tolist() == [3, 2]
    said = view.verdicts.query("rule_id == 'CAP' and scope == 'site'").set_index("subject_id")
    assert said.loc["s1", "sentence_en"].startswith("3 listed")


def test_few_people_nearest_to_a_site_are_hidden(small):
    few, many = (shown(small, p51=people).sites["people_nearest_status"] for people in (4, 400))

    assert (few["s3"], many["s3"]) == ("suppressed", "ok")
    # All of Norr go to s1 and nobody else does: it would tell Norr's people, which must be hidden.
    assert (few["s1"], many["s1"]) == ("suppressed", "ok")


@pytest.mark.parametrize("people", [{"p31": 997, "p42": 3}, {"p31": 3, "p42": 997}])
def test_classes_of_travel_time_hide_few_and_the_class_that_all_others_are_in(small, people):
    view = by_itself(region(small, **people))
    mine = view.shares.query("subject_id == '9802-soder'")

    assert sorted(mine["people_status"]) == ["ok", "ok", "ok", "suppressed", "suppressed"]
    hidden = mine["people_status"] == "suppressed"
    assert mine.loc[hidden, ["people", "share"]].isna().all(axis=None)
    assert (mine.loc[~hidden, "people"] == 0).all()


def test_shares_by_mode_are_hidden_by_the_size_of_their_own_group(small):
    # 1,000 people: 200 of them 65 or older, 50 of them 80 or older.
    view = shown(small, p31=980, p42=20)
    mine = view.shares_by_mode.query("subject_id == '9802-soder' and minutes == 30")

    assert mine.set_index("group")["share_status"].to_dict() == {
        "all": "ok",  # 20 of 1,000 have no way
        "age_65plus": "suppressed",  # 4 of 200
        "age_80plus": "suppressed",  # 1 of 50
    }
    assert mine.loc[mine["share_status"] != "ok", "share"].isna().all()


def test_notices_name_no_few_people_of_confidential_inputs(small):
    view = shown(small, p51=3)
    said = view.notices.set_index("code").loc["GA-R008"]

    assert "där (visas inte) personer" in said["text_sv"]
    assert "(not shown) people live" in said["text_en"]
    open_view = shown(small, confidential=(), p51=3)
    assert "där 3 personer" in open_view.notices.set_index("code").loc["GA-R008", "text_sv"]


def test_every_notice_that_tells_a_number_of_people_is_known_to_do_so():
    for code, kind in CATALOGUE.items():
        if kind.severity != "error" and "{people}" in kind.text:
            assert "people" in PEOPLE_PLACES.get(code, ()), code
        for place in PEOPLE_PLACES.get(code, ()):
            assert f"{{{place}}}" in kind.text


def test_a_notice_keeps_its_large_numbers_its_zeros_and_its_words():
    for written in ("0", "5", "1289", "many"):
        notice = Notice(code="GA-R008", places={"units": "Tomma", "people": written})
        assert public_notices([notice], confidential=True, min_count=5) == (notice,)


def test_totals_of_a_tiny_region_are_hidden(small):
    result = region(small)
    balance = pd.DataFrame(
        {"what": ["people", "age_80plus"], "areas": [750.0, 4.0], "points": [750.0, 4.0]}
    ).assign(units=[750.0, 4.0], difference=0.0)

    view = published_view(dataclasses.replace(result, balance=balance), "run").balance

    assert view.loc[0, ["areas", "points", "units"]].tolist() == [750] * 3
    assert view.loc[1, ["areas", "points", "units"]].isna().all()


def test_open_inputs_are_shown_as_published(small):
    result = region(small, confidential=(), p51=3, p12=2)
    view = published_view(result, "run")

    assert view.areas["people"].tolist() == result.areas["people"].tolist()
    for frame in (view.areas, view.units, view.sites, view.verdicts, view.shares):
        for name in frame.columns[frame.columns.str.endswith("_status")]:
            assert "suppressed" not in set(frame[name]), name
    assert view.areas["reasons_sv"].tolist() == result.areas["reasons_sv"].tolist()
    assert view.verdicts["sentence_sv"].tolist() == result.verdicts["sentence_sv"].tolist()
    assert (view.shares_by_mode["share_status"] == "ok").all()


@pytest.mark.parametrize("role", ["statistics[0]", "grid"])
def test_one_confidential_input_behind_people_is_enough(small, role):
    view = shown(small, confidential=(role,), p51=3)

    assert view.areas.loc["9803A0010", "people_status"] == "suppressed"


def test_the_limit_is_the_studys_own(small):
    disclosure = {"min_count": 60}
    view = published_view(small.make_result(confidential=STATISTICS, disclosure=disclosure), "run")

    assert view.areas.loc["9803A0010", "people_status"] == "suppressed"
    assert view.head.min_count == 60


def test_steps_between_need_percentiles_are_not_each_areas_people(small):
    people = {"p11": 30_000, "p21": 20_000, "p31": 50_000, "p51": 3}
    view = shown(small, **people)

    steps = view.areas["need_percentile"] * 10
    assert steps.tolist() == steps.round().tolist()


def test_publishing_leaves_the_exact_result_as_it_is(small):
    result = region(small, p51=3)
    before = {name: getattr(result, name).copy() for name in ("areas", "units", "verdicts")}

    published_view(result, "run")

    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(result, name), frame)


def test_a_study_without_age_groups_is_published_too(small):
    prepared = small.make_prepared(confidential=STATISTICS)
    ages = ["age_65plus", "age_80plus"]
    prepared = small.with_layers(
        prepared,
        areas=prepared.layers.areas.drop(columns=ages),
        points=prepared.layers.points.drop(columns=ages),
    )

    view = published_view(small.judge(prepared), "run")

    assert (view.areas["age_65plus_status"] == "missing").all()
    assert set(view.shares_by_mode["group"]) == {"all"}


def test_a_share_of_known_times_does_not_tell_of_the_few_it_knows(small):
    """Three of a thousand have a time, and that within the threshold: 0.3 % would tell."""
    people = {name: float(n) for name, n in (small.PLAIN | {"p11": 3, "p12": 997}).items()}
    seconds = small.SECONDS | {"p12": (int(Status.NOT_SNAPPED),) * 4}

    view = published_view(
        small.make_result(people=people, seconds=seconds, confidential=STATISTICS), "run"
    )

    near = view.verdicts.query("rule_id == 'GP-NEAR'").set_index("subject_id")
    assert near.loc["9801C0010", "coverage_status"] == "suppressed"
    assert "0.3%" not in near.loc["9801C0010", "sentence_en"]
    assert "0.3%" not in view.areas.loc["9801C0010", "reasons_en"]
