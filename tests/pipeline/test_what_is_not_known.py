"""What is not known stays unknown, all the way to what is published."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from geoaccess.errors import InputError
from geoaccess.paths import packaged_data
from geoaccess.pipeline import judge, prepare
from geoaccess.result.view import published_view
from geoaccess.study.load import parse_study
from geoaccess.times import Status

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def prepared():
    """The embedded study by car and on foot."""
    path = packaged_data("exempellan", "study.toml")
    text = path.read_text("utf-8")
    for mode in ("walk_slow", "bicycle"):
        text = text.replace(f"[modes.{mode}]\n", "")
    return prepare(parse_study(text, base=path.parent))


@pytest.fixture(scope="module")
def judged(prepared):
    """What it gives when all is known."""
    return judge(prepared)


def with_layers(prepared, **frames):
    return dataclasses.replace(prepared, layers=dataclasses.replace(prepared.layers, **frames))


def test_a_vardcentral_to_which_no_way_is_known_is_refused_and_not_passed_over(prepared):
    car = prepared.times["car"]
    seconds = car.seconds.copy()
    seconds[:, car.sites.index("SE2399000016-E016")] = Status.NOT_SNAPPED
    lost = dataclasses.replace(
        prepared, times=prepared.times | {"car": dataclasses.replace(car, seconds=seconds)}
    )

    with pytest.raises(InputError, match=r"GA-R010.*Ängslunda"):
        judge(lost)


def test_an_unknown_age_group_of_an_area_leaves_its_units_total_unknown(prepared):
    points = prepared.layers.points.copy()
    points.loc[points["area_id"] == "9902A0010", "age_80plus"] = np.nan

    result = judge(with_layers(prepared, points=points))

    units = result.units["age_80plus"]
    assert np.isnan(units["9902-bruksby"])
    assert units.drop("9902-bruksby").notna().all()
    status = published_view(result, "run").units["age_80plus_status"]
    assert status["9902-bruksby"] == "missing"


def test_no_share_is_told_beyond_what_the_cutoff_lets_see(prepared):
    walk = prepared.times["walk"]
    seconds = np.where(walk.seconds > 900, Status.BEYOND_CUTOFF, walk.seconds).astype(np.uint16)
    short = dataclasses.replace(walk, seconds=seconds, cutoff=900)

    result = judge(dataclasses.replace(prepared, times=prepared.times | {"walk": short}))

    shares = result.shares_by_mode.query("mode == 'walk' and group == 'all'")
    told = shares.groupby("minutes")["share"].apply(lambda s: s.notna().all())
    assert told.to_dict() == {10: True, 15: True, 20: False, 30: False}


def test_a_capacity_that_is_not_known_says_nothing_of_supply_where_it_is_in_reach(prepared, judged):
    sites = prepared.layers.sites.copy()
    sites.loc["SE2399000016-E018", "fte_spec"] = np.nan  # Sjönäs, away from the city
    whole = judged.areas["spar"]

    spar = judge(with_layers(prepared, sites=sites)).areas["spar"]

    assert spar["9907C1010"] != spar["9907C1010"]  # not known
    known = spar.notna()
    assert known.sum() > 50
    # Nobody whose supply is all known looks better served for what is left out elsewhere.
    assert np.allclose(spar[known], whole[known], rtol=0.05)


def test_an_expired_register_row_is_no_gsa_in_table_or_verdict(prepared):
    register = prepared.layers.register.copy()
    register.loc["9902-bruksby", "valid_to"] = pd.Timestamp("2024-12-31")

    result = judge(with_layers(prepared, register=register))

    unit = result.units.loc["9902-bruksby"]
    assert pd.isna(unit["gsa_site_id"])
    assert pd.isna(unit["ksa_function"])
    verdict = result.verdicts.query("rule_id == 'GP-BORDER' and subject_id == '9902-bruksby'")
    assert verdict["verdict"].tolist() == ["not_met"]


def test_a_register_with_history_counts_the_row_of_the_day(prepared):
    register = prepared.layers.register
    former = register.loc[["9902-bruksby"]].assign(
        gsa_site_id="SE2399000016-E011", valid_to=pd.Timestamp("2024-12-31")
    )

    result = judge(with_layers(prepared, register=pd.concat([former, register])))

    assert result.units.loc["9902-bruksby", "gsa_site_id"] == "SE2399000016-E010"
    verdict = result.verdicts.query("rule_id == 'GP-BORDER' and subject_id == '9902-bruksby'")
    assert verdict["verdict"].tolist() == ["met"]


def test_where_nothing_is_assessed_nothing_is_counted_as_not_flagged(prepared):
    supply = prepared.study.supply
    more = supply.expected_sites.model_copy(update={"number": 40})
    study = prepared.study.model_copy(
        update={"supply": supply.model_copy(update={"expected_sites": more})}
    )

    result = judge(dataclasses.replace(prepared, study=study))

    assert (result.areas["flag"] == "not_assessable").all()
    assert result.units["flagged_areas"].isna().all()
    assert result.units["flagged_people"].isna().all()


def test_who_has_no_known_way_lowers_the_coverage_and_not_the_share(prepared, judged):
    car = prepared.times["car"]
    seconds = car.seconds.copy()
    rows = np.flatnonzero((prepared.layers.points["area_id"] == "9901C1021").to_numpy())
    seconds[rows[0]] = Status.NOT_SNAPPED
    changed = dataclasses.replace(
        prepared, times=prepared.times | {"car": dataclasses.replace(car, seconds=seconds)}
    )
    before = judged.areas.loc["9901C1021"]

    after = judge(changed).areas.loc["9901C1021"]

    lost = prepared.layers.points["people"].iloc[rows[0]]
    assert before["coverage"] == 1
    assert after["coverage"] == pytest.approx(1 - lost / before["people"])
    assert after["people_beyond"] <= before["people_beyond"]
    assert after["people_without_time"] == pytest.approx(before["people_without_time"] + lost)
