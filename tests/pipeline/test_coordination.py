"""How far a unit's people have to its GSA, beside the way to the nearest vårdcentral; by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from geoaccess.pipeline import judge
from geoaccess.result.view import published_view

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

# The register has s1 for Norr and s2 for Söder; Tomma has none. By car: p11 5 min, p12 15, p21 20,
# p22 20 min 1 s, p41 4 to s1; p31 10 min to s2 and p42 no way. Class C and B have 10 minutes, A 20.


@pytest.fixture(scope="module")
def plain(small):
    return small.make_result()


def test_the_way_to_the_gsa_is_told_beside_that_to_the_nearest(plain):
    norr = plain.units.loc["9801-norr"]

    # Of 360: 60 at 4, 60 at 5, 40 at 15, 150 at 20 minutes, 50 a second more.
    assert norr["gsa_minutes_median"] == pytest.approx(20)
    assert norr["gsa_minutes_p90"] == pytest.approx(1201 / 60)
    assert norr["gsa_share_within"] == pytest.approx((60 + 60 + 150) / 360)
    assert norr["gsa_state"] == "ok"


def test_who_has_no_way_to_the_gsa_is_not_within_and_a_quantile_among_them_says_why(plain):
    soder = plain.units.loc["9802-soder"]

    assert soder["gsa_share_within"] == pytest.approx(300 / 340)
    assert soder["gsa_minutes_median"] == pytest.approx(10)
    assert math.isnan(soder["gsa_minutes_p90"])  # 40 of 340 have no way at all


def test_a_unit_without_a_gsa_has_no_time_and_says_so(plain):
    tomma = plain.units.loc["9803-tomma"]

    assert tomma["gsa_state"] == "no_gsa"
    assert math.isnan(tomma["gsa_minutes_median"])
    assert math.isnan(tomma["gsa_share_within"])


def test_an_area_in_two_units_counts_each_persons_own_gsa(plain):
    area = plain.areas.loc["9802C0010"]  # p41 of Norr, 4 minutes; p42 of Söder, no way

    assert area["gsa_minutes_median"] == pytest.approx(4)
    assert area["gsa_share_within"] == pytest.approx(60 / 100)


@pytest.mark.parametrize(
    ("gsa", "state"),
    [("ghost", "not_listed"), ("b1", "not_vardcentral"), (None, "no_gsa")],
)
def test_a_gsa_that_cannot_be_gone_to_has_no_time(small, gsa, state):
    prepared = small.make_prepared()
    register = prepared.layers.register.assign(gsa_site_id=[gsa, "s2"])

    result = judge(small.with_layers(prepared, register=register))

    assert result.units.loc["9801-norr", "gsa_state"] == state
    assert math.isnan(result.units.loc["9801-norr", "gsa_minutes_p90"])
    assert result.units.loc["9802-soder", "gsa_state"] == "ok"


def test_two_gsa_of_a_unit_are_not_one_and_no_time_is_told(small):
    prepared = small.make_prepared()
    register = prepared.layers.register
    register = pd.concat([register, register.loc[["9801-norr"]].assign(gsa_site_id="s2")])

    result = judge(small.with_layers(prepared, register=register))

    assert result.units.loc["9801-norr", "gsa_state"] == "several_gsa"
    assert result.units.loc["9801-norr", "gsa_name"] == "Norrs vårdcentral, Söders filial"


def test_without_a_register_the_marks_of_the_list_tell_who_has_it(small):
    result = judge(small.with_layers(small.make_prepared(), register=None))

    assert result.units["gsa_state"].tolist() == ["ok", "no_gsa", "no_gsa"]


def test_the_gsa_is_never_nearer_than_the_nearest(plain, exempellan):
    for result in (plain, exempellan):
        points = result.points.loc[result.points["seconds_gsa"] <= 65_530]
        assert len(points)
        assert (points["seconds_gsa"] >= points["seconds"]).all()
        units = result.units.loc[result.units["gsa_share_within"].notna()]
        assert (units["gsa_share_within"] <= units["share_within"] + 1e-9).all()


def test_a_few_within_or_beyond_the_gsas_threshold_are_not_told(small):
    result = small.make_result(people=small.PLAIN | {"p42": 3}, confidential=("statistics[0]",))
    shown = published_view(result, "run")

    assert shown.units.loc["9802-soder", "gsa_share_within_status"] == "suppressed"
    assert np.isnan(shown.units.loc["9802-soder", "gsa_share_within"])
    assert shown.units.loc["9801-norr", "gsa_minutes_median"] == pytest.approx(20)


def test_the_register_and_the_marks_that_differ_are_told(small):
    sites = small.small_sites(gsa=[False, False, True, False])
    told = {n.code: n for n in small.make_result(sites=sites).notices}

    assert "s1" in told["GA-R510"].render("en")
    assert "GA-R510" not in {
        n.code
        for n in judge(
            small.with_layers(
                small.make_prepared(),
                register=small.small_register().drop(index="9802-soder"),
            )
        ).notices
    }
