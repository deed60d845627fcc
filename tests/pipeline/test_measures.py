"""The measures a study asks for: by area, unit, region and site, as the study chose them."""

import numpy as np
import pandas as pd
import pytest

from geoaccess.errors import ConfigError
from geoaccess.result.measures import MEASURES
from geoaccess.result.view import published_view
from geoaccess.study import MEASURE_NAMES

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

NEAR = {"measures": ["2sfca"], "reach_min": 10}


@pytest.fixture(scope="module")
def every(small):
    """Every measure there is, of the small region."""
    asked = {"measures": list(MEASURE_NAMES), "mode_shares": {"car": 1.0}}
    return small.make_result(access=asked).measures


def of(table, measure, scope):
    rows = table[(table["measure"] == measure) & (table["scope"] == scope)]
    return rows.set_index("subject_id")


def test_every_measure_that_may_be_asked_for_is_described_and_made(every):
    assert set(MEASURES) == set(MEASURE_NAMES) == set(every["measure"])


def test_a_measure_of_people_tells_of_every_area_and_unit_and_the_region(every, small):
    for name, measure in MEASURES.items():
        if measure.of == "people":
            assert set(of(every, name, "area").index) == set(small.SETTLEMENT)
            assert set(of(every, name, "unit").index) == {"9801-norr", "9802-soder", "9803-tomma"}
            assert of(every, name, "region").index.tolist() == ["region"]
            assert of(every, name, "region")["relative"].tolist() == [1.0]
        else:
            assert set(of(every, name, "site").index) == {"s1", "s2", "s3"}


def test_supply_within_ten_minutes_reckoned_by_hand(small):
    table = small.make_result(access=NEAR).measures

    # s1 (2.0) is within 600 s of p11 and p41, s2 (1.5 with half an ST) of p31.
    areas = of(table, "2sfca", "area")["value"]
    assert areas["9801C0010"] == pytest.approx(1000 * 0.6 * 2 / 120)
    assert areas["9802B0010"] == pytest.approx(1000 * 1.5 / 300)
    assert areas["9801A0010"] == 0
    assert of(table, "2sfca", "region")["value"].item() == pytest.approx(1000 * 3.5 / 750)
    without = of(table, "2sfca", "region")["share_without"].item()
    assert without == pytest.approx((40 + 200 + 40 + 50) / 750)


def test_one_way_for_all_makes_several_ways_the_same_as_one(every):
    for scope in ("area", "unit", "region"):
        assert of(every, "mm2sfca", scope)["value"].to_numpy() == pytest.approx(
            of(every, "e2sfca", scope)["value"].to_numpy()
        )


def test_shared_supply_is_what_the_flags_are_judged_by(small):
    result = small.make_result(access={"measures": ["e2sfca"]})

    shown = of(result.measures, "e2sfca", "area")
    assert shown["value"].to_numpy() == pytest.approx(
        result.areas["supply_per_1000"].reindex(shown.index).to_numpy(), nan_ok=True
    )
    assert shown["relative"].to_numpy() == pytest.approx(
        result.areas["spar"].reindex(shown.index).to_numpy(), nan_ok=True
    )


def test_demand_by_need_gives_more_to_share_where_need_is_small(small):
    by_people = small.make_result(access=NEAR).measures
    by_need = small.make_result(access=NEAR | {"demand": "need"}).measures

    # Only 9802B0010 shares s2, and its need is below the mean: its supply is shared by fewer.
    place = ("2sfca", "area")
    assert of(by_need, *place)["value"]["9802B0010"] > of(by_people, *place)["value"]["9802B0010"]


def test_no_measure_is_told_of_a_list_that_is_too_short_and_why_is_said(small):
    sites = {"number": 10, "source": "avtalen", "date": "2026-10-01"}
    result = small.make_result(access=NEAR, supply={"capacity": "fte", "expected_sites": sites})

    assert result.measures.empty
    assert result.equity.empty
    assert [n.severity for n in result.notices if n.code == "GA-A041"] == ["warning"]


def test_a_site_of_unknown_supply_makes_unknown_what_it_adds_to(small):
    sites = small.small_sites(fte_spec=[np.nan, 2.0, np.nan, 1.0])
    table = small.make_result(sites=sites, access=NEAR).measures

    area = of(table, "2sfca", "area").loc["9802B0010"]
    assert pd.isna(area["value"])
    assert area["share_unknown"] == 1
    assert of(table, "2sfca", "region")["share_unknown"].item() == pytest.approx(300 / 750)


def test_who_has_no_site_to_choose_is_without_and_in_no_mean(every):
    area = of(every, "raam", "area").loc["9802C0010"]

    assert area["share_without"] == pytest.approx(0.4)
    assert area["share_unknown"] == 0
    assert 0 < area["value"] < 10


def test_crowding_and_load_are_told_of_sites(every):
    load = of(every, "huff", "site")["value"]

    # All but the cut-off p42 can choose.
    assert load.sum() == pytest.approx(750 - 40)
    assert of(every, "i2sfca", "site")["value"].notna().all()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"measures": ["2sfca"], "reach_min": 61}, "GA-C080"),
        (
            {
                "measures": ["e2sfca"],
                "decay": {"form": "step", "zones_min": {"30": 1.0, "90": 0.5}},
            },
            "GA-C080",
        ),
    ],
)
def test_a_reach_beyond_what_the_times_know_is_refused(small, asked, code):
    with pytest.raises(ConfigError) as caught:
        small.make_result(access=asked)

    assert [n.code for n in caught.value.notices] == [code]
    small.make_result(access={"measures": ["2sfca"], "reach_min": 60})


@pytest.mark.parametrize(
    "decay",
    [
        {"form": "step", "zones_min": {"10": 1.0, "30": 0.5}},
        {"form": "linear"},
        {"form": "epanechnikov"},
        {"form": "gaussian_dai"},
        {"form": "gaussian", "half_min": 10},
        {"form": "exponential", "half_min": 10},
        {"form": "inverse_power", "half_min": 10, "floor_min": 2},
        {"form": "logistic", "half_min": 10, "spread_min": 3},
        {"form": "log_logistic", "half_min": 10, "power": 2},
        {"form": "butterworth", "half_min": 10, "power": 2},
    ],
)
def test_each_form_of_decay_hands_out_all_supply_that_is_reached(small, decay):
    table = small.make_result(
        access={"measures": ["e2sfca"], "reach_min": 30, "decay": decay}
    ).measures

    # s3 is reached from p51 alone: all 4.5 physicians are somebody's.
    assert of(table, "e2sfca", "region")["value"].item() == pytest.approx(1000 * 4.5 / 750)


def test_small_shares_of_confidential_people_are_told_of_nobody(small):
    people = small.PLAIN | {"p42": 3}
    seen = {
        kind: published_view(
            small.make_result(
                people=people, confidential=kind, access={"measures": ["cumulative", "huff"]}
            ),
            "run",
        ).measures
        for kind in ((), ("statistics[0]",))
    }

    shown, hidden = seen[()], seen["statistics[0]",]
    assert of(shown, "cumulative", "area")["share_without"]["9802C0010"] == pytest.approx(
        3 / 63, abs=1e-6
    )
    assert set(of(hidden, "cumulative", "area")["share_without_status"]) == {"suppressed"}
    assert of(hidden, "cumulative", "area")["share_without"].isna().all()


def test_without_a_choice_no_measure_is_shown(small):
    assert small.make_result().measures.empty


def test_where_counts_are_rounded_no_sum_over_exact_people_is_told(small):
    seen = published_view(
        small.make_result(
            confidential=("statistics[0]",),
            disclosure={"mode": "round"},
            access={"measures": ["2sfca", "i2sfca"]},
        ),
        "run",
    ).measures

    assert of(seen, "i2sfca", "site")["value"].isna().all()
    assert of(seen, "2sfca", "area")["share_without"].isna().all()
    assert of(seen, "2sfca", "area")["value"].notna().all()
