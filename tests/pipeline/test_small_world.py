"""The pipeline on a region small enough to be reckoned by hand."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.access import mean_by
from geoaccess.errors import ConfigError
from geoaccess.pipeline import judge
from geoaccess.pipeline.points import is_vardcentral
from geoaccess.pipeline.sites import people_nearest
from geoaccess.result.view import published_view

NAN = float("nan")
# Demand around each site, by people and the weights of 10, 20 and 30 minutes.
DEMAND_1 = 60 + 0.68 * 40 + 0.68 * 150 + 0.22 * 50 + 60
DEMAND_2 = 0.22 * 60 + 0.22 * 40 + 300 + 0.68 * 60
DEMAND_3 = 0.68 * 50
R1, R2, R3 = 2 / DEMAND_1, 1.5 / DEMAND_2, 1 / DEMAND_3
# Supply per person at the points, and its mean: all 4.5 physicians over all 750 people.
PER_PERSON = {
    "p11": R1 + 0.22 * R2,
    "p12": 0.68 * R1 + 0.22 * R2,
    "p21": 0.68 * R1,
    "p22": 0.22 * R1,
    "p31": R2,
    "p41": R1 + 0.68 * R2,
    "p42": 0.0,
    "p51": 0.68 * R3,
}
MEAN = 4.5 / 750
WHO = {
    "9801C0010": ("p11", "p12"),
    "9801A0010": ("p21", "p22"),
    "9802B0010": ("p31",),
    "9802C0010": ("p41", "p42"),
    "9803A0010": ("p51",),
}


@pytest.fixture(scope="module")
def result(small):
    return small.make_result()


def by_hand(small, values, points):
    people = [small.PLAIN[p] for p in points]
    return sum(values[p] * n for p, n in zip(points, people, strict=True)) / sum(people)


def test_the_hand_made_reckoning_hands_out_all_supply(small):
    given_out = sum(PER_PERSON[p] * n for p, n in small.PLAIN.items())

    assert given_out == pytest.approx(4.5)


@pytest.mark.parametrize(
    ("area", "within", "beyond", "lost"),
    [
        ("9801C0010", 0.6, 40, 0),  # 900 s is over ten minutes
        ("9801A0010", 0.75, 50, 0),  # 1,200 s is within twenty, 1,201 is not
        ("9802B0010", 1.0, 0, 0),  # 600 s is within ten
        ("9802C0010", 0.6, 40, 40),
        ("9803A0010", 1.0, 0, 0),  # by the neighbour's vårdcentral
    ],
)
def test_who_is_within_the_threshold(result, area, within, beyond, lost):
    row = result.areas.loc[area]

    assert row["share_within"] == pytest.approx(within)
    assert (row["people_beyond"], row["people_without_time"]) == (beyond, lost)


def test_quantiles_of_time_are_of_people_and_reasons_stand_for_times_that_are_not(result):
    areas = result.areas

    assert areas.loc["9801C0010", ["minutes_median", "minutes_p90"]].tolist() == [5, 15]
    assert areas.loc["9801A0010", "minutes_median"] == 20
    assert areas.loc["9802C0010", "minutes_median"] == 4
    assert pd.isna(areas.loc["9802C0010", "minutes_p90"])
    assert (areas["minutes_status"] == "ok").all()


def test_need_is_the_share_that_counts_and_its_rank_is_by_people(result, small):
    areas = result.areas
    mean = (0.1 * 200 + 0.3 * 100 + 0.2 * 300 + 0.6 * 100 + 0.4 * 50) / 750

    assert areas["need_index"].to_dict() == pytest.approx(small.NEED)
    assert areas["need_relative"].to_dict() == pytest.approx(
        {area: need / mean for area, need in small.NEED.items()}
    )
    assert areas["need_percentile"].to_dict() == pytest.approx(
        {
            "9801A0010": 0,
            "9802B0010": 100 * 200 / 750,
            "9801C0010": 100 * 500 / 750,
            "9803A0010": 100 * 600 / 750,
            "9802C0010": 100 * 650 / 750,
        }
    )


def test_supply_within_reach_is_the_mean_of_the_people_who_live_there(result, small):
    for area, points in WHO.items():
        row = result.areas.loc[area]
        per_person = by_hand(small, PER_PERSON, points)
        assert row["supply_per_1000"] == pytest.approx(1000 * per_person)
        assert row["spar"] == pytest.approx(per_person / MEAN)


def test_the_nearest_site_is_that_of_most_people_and_may_lie_beyond_the_border(result):
    areas = result.areas

    assert areas["nearest_site_id"].to_dict() == {
        "9801A0010": "s1",
        "9801C0010": "s1",
        "9802B0010": "s2",
        "9802C0010": "s1",
        "9803A0010": "s3",
    }
    assert areas.loc["9802C0010", "nearest_unit_name"] == "Norr"
    assert pd.isna(areas.loc["9803A0010", "nearest_unit_name"])
    assert areas.loc["9803A0010", "nearest_site_name"] == "Grannens vårdcentral"


def test_a_child_health_centre_next_door_is_no_vardcentral(result):
    assert result.points.loc["p51", "seconds_car"] == 1000
    assert is_vardcentral(result.sites).to_dict() == {
        "b1": False,
        "s1": True,
        "s2": True,
        "s3": True,
    }


def test_exactly_the_area_with_high_need_and_a_long_way_is_flagged(result):
    assert result.areas["flag"].to_dict() == {
        "9801A0010": "not_flagged",
        "9801C0010": "not_flagged",
        "9802B0010": "not_flagged",
        "9802C0010": "flagged",
        "9803A0010": "not_flagged",
    }
    flagged = result.areas.loc["9802C0010"]
    assert flagged["priority"] == pytest.approx(40 * flagged["need_relative"])


def test_units_count_their_own_points_also_of_areas_that_straddle(result):
    units = result.units

    assert units["people"].tolist() == [360, 340, 50]
    assert units["age_80plus"].tolist() == [18, 17, 2.5]
    assert units["areas"].tolist() == [2, 2, 1]
    assert units["flagged_areas"].tolist() == [0, 1, 0]
    assert units["flagged_people"].tolist() == [60, 40, 0]
    assert units["share_within"].tolist() == pytest.approx([270 / 360, 300 / 340, 1])
    assert units["need_index"].tolist() == pytest.approx(
        [(0.3 * 100 + 0.1 * 200 + 0.6 * 60) / 360, (0.2 * 300 + 0.6 * 40) / 340, 0.4]
    )
    assert units["need_coverage"].tolist() == [1, 1, 1]
    spar = result.areas["spar"]
    norr = (100 * spar["9801C0010"] + 200 * spar["9801A0010"] + 60 * spar["9802C0010"]) / 360
    assert units.loc["9801-norr", "spar"] == pytest.approx(norr)


def test_units_shares_by_car_minutes_and_whose_nearest_is_elsewhere(result):
    units = result.units

    assert units["share_car_5"].tolist() == pytest.approx([120 / 360, 0, 0])
    assert units["share_car_10"].tolist() == pytest.approx([120 / 360, 300 / 340, 0])
    assert units["share_car_30"].tolist() == pytest.approx([1, 300 / 340, 1])
    assert units["leakage_share"].tolist() == [0, 0, 1]
    assert units["sites"].tolist() == [1, 1, 0]


def test_missing_physicians_weigh_people_by_need(result):
    """At 1,100 people each, an ST physician being half; the neighbour's count for nobody here."""
    relative = result.areas["need_relative"]
    norr = 100 * relative["9801C0010"] + 200 * relative["9801A0010"] + 60 * relative["9802C0010"]
    soder = 300 * relative["9802B0010"] + 40 * relative["9802C0010"]
    tomma = 50 * relative["9803A0010"]

    assert result.units["gp_gap"].tolist() == pytest.approx(
        [norr / 1100 - 2, soder / 1100 - 1.5, tomma / 1100]
    )


def test_coordination_is_the_registers_word(result):
    units = result.units

    assert units["gsa_site_id"].tolist()[:2] == ["s1", "s2"]
    assert units["gsa_name"].tolist()[:2] == ["Norrs vårdcentral", "Söders filial"]
    assert units["ksa_function"].tolist()[0] == "Norrs KSA"
    assert units.loc["9803-tomma", ["gsa_site_id", "gsa_name", "ksa_function"]].isna().all()


def test_sites_know_whose_nearest_they_are_and_their_pressure(result):
    sites = result.sites

    assert sites["people_nearest"].to_dict() == pytest.approx(
        {"b1": NAN, "s1": 360, "s2": 300, "s3": 50}, nan_ok=True
    )
    assert sites["pressure"].to_dict() == pytest.approx(
        {"b1": NAN, "s1": 1.0, "s2": 1815 / 1650, "s3": NAN}, nan_ok=True
    )


def test_a_vardcentral_that_is_nearest_to_nobody_has_zero_and_not_nothing(result):
    points = result.points.assign(site_id="s1")

    assert people_nearest(result.sites, points).to_dict() == pytest.approx(
        {"b1": NAN, "s1": 750, "s2": 0, "s3": 0}, nan_ok=True
    )


def test_shares_by_class_and_within_thresholds_for_region_and_units(result):
    shares = result.shares.set_index("subject_id")
    region = shares.loc["region"]

    assert region["people"].tolist() == [120, 300, 290, 0, 40]
    assert region["share"].sum() == pytest.approx(1)
    assert region["name"].unique().tolist() == ["Region Litet"]
    assert shares.loc["9802-soder", "people"].tolist() == [0, 300, 0, 0, 40]
    by_mode = result.shares_by_mode.set_index(["subject_id", "group", "minutes"])["share"]
    assert by_mode["region", "all", 20] == pytest.approx((120 + 300 + 40 + 150 + 50) / 750)
    assert by_mode["9801-norr", "age_80plus", 5] == pytest.approx(120 / 360)


def test_sums_of_areas_points_and_units_agree(result):
    assert result.areas["people"].sum() == result.units["people"].sum() == 750
    assert result.points["people"].sum() == 750


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 9), st.one_of(st.none(), st.floats(-5, 5))),
        min_size=1,
    )
)
def test_a_mean_by_people_is_missing_as_soon_as_it_is_missing_for_anyone(rows):
    groups = [group for group, _, _ in rows]
    people = pd.Series([float(n) for _, n, _ in rows])
    values = pd.Series([NAN if v is None else v for _, _, v in rows], dtype=float)
    before = values.copy()

    found = mean_by(values, people, groups)

    for group in set(groups):
        mine = [(n, v) for g, n, v in rows if g == group and n > 0]
        if not mine or any(v is None for _, v in mine):
            assert np.isnan(found[group])
        else:
            wanted = sum(n * v for n, v in mine) / sum(n for n, _ in mine)
            assert found[group] == pytest.approx(wanted, abs=1e-9)
    pd.testing.assert_series_equal(values, before)


def test_who_reaches_a_site_of_unknown_capacity_has_no_spar_and_it_is_said(small):
    sites = small.small_sites(fte_spec=[NAN, 2.0, NAN, 1.0])
    result = small.make_result(sites=sites)
    areas = result.areas

    # p11, p12, p41 and p31 reach Söder within half an hour; Tomma and 9801A0010 do not.
    unknown = ["9801C0010", "9802B0010", "9802C0010"]
    assert areas.loc[unknown, ["spar", "supply_per_1000"]].isna().all(axis=None)
    assert areas.loc[["9801A0010", "9803A0010"], "spar"].notna().all()
    codes = {notice.code: notice for notice in result.notices}
    assert "Söders filial" in codes["GA-R006"].render("sv")
    assert np.isnan(result.sites.loc["s2", "pressure"])
    assert result.units["spar"].isna().tolist() == [True, True, False]
    # The way alone flags where it is long; where only supply could, it is not known.
    assert areas.loc["9802C0010", "flag"] == "flagged"


@pytest.mark.parametrize(
    ("norr", "soder", "flag"),
    [
        (NAN, NAN, "not_assessable"),
        (2.0, NAN, "not_assessable"),  # what one has says nothing of what both have
        (2.0, 1.0, "not_flagged"),
    ],
)
def test_need_and_a_short_way_rest_on_supply_that_must_be_known(small, norr, soder, flag):
    seconds = small.SECONDS | {"p42": small.SECONDS["p41"]}
    sites = small.small_sites(fte_spec=[NAN, norr, soder, 1.0])

    area = small.make_result(sites=sites, seconds=seconds).areas.loc["9802C0010"]

    assert area["flag"] == flag
    assert pd.isna(area["spar"]) == (flag == "not_assessable")


def test_a_vardcentral_beyond_the_border_is_counted_and_not_judged(result, small):
    assert "s3" not in set(result.verdicts["subject_id"])
    assert result.units["sites"].sum() == 2
    without = small.make_result(
        seconds={p: (*times[:3], small.NO) for p, times in small.SECONDS.items()}
    )
    assert result.areas.loc["9803A0010", "minutes_median"] == pytest.approx(1000 / 60)
    assert without.areas.loc["9803A0010", "minutes_median"] == pytest.approx(40)
    assert without.areas.loc["9803A0010", "flag"] == "flagged"


def test_without_capacity_each_vardcentral_counts_as_one_and_every_output_says_so(small):
    supply = {
        "capacity": "none",
        "expected_sites": {"number": 2, "source": "avtalen", "date": "2026-10-01"},
    }
    result = small.make_result(supply=supply)
    r1, r2 = 1 / DEMAND_1, 1 / DEMAND_2

    assert result.areas.loc["9801A0010", "supply_per_1000"] == pytest.approx(
        1000 * (150 * 0.68 + 50 * 0.22) * r1 / 200
    )
    assert result.areas.loc["9802B0010", "supply_per_1000"] == pytest.approx(1000 * r2)
    assert "GA-R005" in {notice.code for notice in result.notices}
    assert any("varje vårdcentral räknas som en" in line for line in result.stamps["sv"])
    # Little of a supply nobody knows flags no area.
    assert (result.areas["flag"] == "flagged").sum() == 1
    assert not result.areas["reasons_en"].str.contains("Care within reach").any()


def test_a_unit_without_any_vardcentral_is_pointed_out(result, small):
    told = [notice for notice in result.notices if notice.code == "GA-R008"]

    assert len(told) == 1
    assert "Tomma" in told[0].render("sv")
    assert "50" in told[0].render("sv")
    sites = small.small_sites(care_type=["filial", "vardcentral", "filial", "vardcentral"])
    assert "GA-R008" not in {n.code for n in small.make_result(sites=sites).notices}


def few_sites(number):
    return {
        "capacity": "fte",
        "expected_sites": {"number": number, "source": "avtalen", "date": "2026-10-01"},
    }


def test_an_incomplete_list_of_sites_leaves_access_unjudged_and_says_so(small):
    result = small.make_result(supply=few_sites(3))

    assert (result.areas["flag"] == "not_assessable").all()
    near = result.verdicts.loc[result.verdicts["rule_id"].isin(["GP-NEAR", "GP-EQUITY"])]
    assert (near["verdict"] == "not_assessable").all()
    of_units = result.verdicts.query("rule_id == 'CAP' and scope == 'unit'")
    assert (of_units["verdict"] == "not_assessable").all()
    # Need can be told without a single site.
    need = result.verdicts.loc[result.verdicts["rule_id"] == "GP-NEED", "verdict"]
    assert (need != "not_assessable").all()
    assert "GA-R001" in {notice.code for notice in result.notices}
    assert any("2 av 3" in line for line in result.stamps["sv"])
    assert any("2 of 3" in line for line in result.marks["en"])
    assert result.areas["priority"].isna().all()
    assert result.areas["reasons_sv"].str.contains("2 av 3").all()


@pytest.mark.parametrize(("expected", "code"), [(2, None), (1, "GA-R002")])
def test_a_complete_list_is_judged(small, expected, code):
    result = small.make_result(supply=few_sites(expected))

    assert (result.areas["flag"] != "not_assessable").all()
    codes = {notice.code for notice in result.notices} & {"GA-R001", "GA-R002"}
    assert codes == ({code} if code else set())


def test_a_rule_pack_that_judges_by_a_mode_without_times_is_refused(small):
    prepared = small.make_prepared()
    walking = dataclasses.replace(prepared.times["car"], mode="walk")

    with pytest.raises(ConfigError, match="GA-R007"):
        judge(dataclasses.replace(prepared, times={"walk": walking}))


def test_estimated_times_are_stamped_on_everything_said(small):
    result = small.make_result(estimate=True)

    assert result.estimate
    assert any("fågelvägen" in line or "räta" in line for line in result.marks["sv"])
    assert result.areas["reasons_en"].str.contains("straight-line estimates").all()
    near = result.verdicts.query("rule_id == 'GP-NEAR'")
    assert near["sentence_en"].str.contains("straight-line estimates").all()
    assert published_view(result, "x").head.estimate


def test_stamps_say_what_holds_and_nothing_else(result, small):
    said = " ".join(result.stamps["en"])

    assert "Synthetic data" in said
    assert "straight-line" not in said
    assert "incomplete" not in said
    assert "Capacity is not known" not in said
    assert "working rule" in said
    assert "car decides" in said
    assert set(result.marks["en"]) < set(result.stamps["en"])
    study = {"id": "x", "name": "x", "region": "x", "date": "2026-10-01"}
    real = small.make_result(study=study)
    assert "Synthetic" not in " ".join(real.stamps["en"])
    assert real.marks == {"sv": (), "en": ()}


def test_an_area_where_nobody_lives_is_in_every_table_and_counts_nowhere(small):
    people = {name: float(n) for name, n in small.PLAIN.items()} | {"p51": 0.0}

    result = small.make_result(people=people)

    empty = result.areas.loc["9803A0010"]
    assert (empty["people"], empty["people_beyond"]) == (0, 0)
    assert pd.isna(empty["share_within"])
    assert empty["flag"] == "not_assessable"
    assert result.units.loc["9803-tomma", "people"] == 0
    assert published_view(result, "x").areas.loc["9803A0010", "people_status"] == "ok"


def test_judging_leaves_what_was_prepared_as_it_was(small):
    prepared = small.make_prepared()
    names = ("areas", "units", "points", "sites", "register", "balance")
    before = {name: getattr(prepared.layers, name).copy() for name in names}
    seconds = prepared.times["car"].seconds.copy()

    judge(prepared)

    for name, frame in before.items():
        pd.testing.assert_frame_equal(getattr(prepared.layers, name), frame)
    assert np.array_equal(prepared.times["car"].seconds, seconds)
    assert prepared.notices == ()


def test_the_order_of_points_sites_and_areas_changes_nothing(result, small):
    prepared = small.make_prepared()
    layers, times = prepared.layers, prepared.times["car"]
    points = layers.points.sample(frac=1, random_state=1)
    rows = [times.origins.index(p) for p in points.index]
    columns = [2, 0, 3, 1]
    turned = dataclasses.replace(
        times,
        origins=tuple(points.index),
        sites=tuple(times.sites[c] for c in columns),
        seconds=times.seconds[rows][:, columns].copy(),
    )
    shuffled = small.with_layers(prepared, points=points, sites=layers.sites.iloc[columns])

    other = judge(dataclasses.replace(shuffled, times={"car": turned}))

    pd.testing.assert_frame_equal(other.areas, result.areas)
    pd.testing.assert_frame_equal(other.units, result.units)
    pd.testing.assert_frame_equal(
        other.verdicts.query("scope != 'site'"), result.verdicts.query("scope != 'site'")
    )
    pd.testing.assert_frame_equal(other.sites.sort_index(), result.sites)
    pd.testing.assert_frame_equal(other.shares, result.shares)


def test_counts_that_nobody_observed_are_stamped_with_their_file(small):
    plain = small.make_prepared().study.inputs.statistics[0]
    assert plain.spread is None

    prepared = small.make_prepared()
    spread = plain.model_copy(update={"level": "kommun", "spread": "people"})
    inputs = prepared.study.inputs.model_copy(update={"statistics": (spread,)})
    study = prepared.study.model_copy(update={"inputs": inputs})
    stamped = judge(dataclasses.replace(prepared, study=study))

    wanted = "Counts of x.csv are estimates"
    assert [mark for mark in stamped.marks["en"] if mark.startswith(wanted)]
    assert not [mark for mark in judge(prepared).marks["en"] if mark.startswith(wanted)]
