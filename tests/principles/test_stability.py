"""Draws of what a flag rests on, against a plain loop that judges the flag draw by draw."""

from __future__ import annotations

import dataclasses
import functools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from geoaccess.access.zone_counts import ZoneCounts
from geoaccess.principles import CareZones, flag_areas
from geoaccess.principles.flag_table import flag_row
from geoaccess.principles.pack import Sensitivity
from geoaccess.principles.stability import PARAMETERS, draws_of, stability
from geoaccess.times import Status, Times

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

NOWHERE = {"time": [1, 1], "speed": [1, 1], "need_limit": [0, 0], "need_weights": [0, 0]}
NOWHERE |= {name: [1, 1] for name in ("share", "spar", "decay", "in_training")}
CODES = [int(status) for status in Status]
SECONDS = st.lists(
    st.one_of(st.integers(0, 1500), st.sampled_from(CODES)), min_size=12, max_size=12
)


def with_ranges(pack, **ranges):
    sensitivity = pack.sensitivity.model_copy(update=ranges)
    return pack.model_copy(update={"sensitivity": sensitivity})


def moved(evidence, seconds, spar=None, room=0.0):
    points = evidence.points.assign(seconds_car=np.array(seconds, dtype=np.uint16))
    percentile = evidence.areas["need_percentile"]
    areas = evidence.areas.assign(
        need_percentile_low=percentile - room, need_percentile_high=percentile + room / 2
    )
    if spar is not None:
        areas = areas.assign(spar=spar)
    return dataclasses.replace(evidence, points=points, areas=areas, real_capacity=spar is not None)


def drawn_one_by_one(pack, evidence):
    """Judge each area under each draw, one point after the other."""
    drawn = draws_of(pack.sensitivity)
    share = dict.fromkeys(evidence.areas.index, 0.0)
    for n in range(pack.sensitivity.draws):
        d = {name: values[n] for name, values in drawn.items()}
        for area, row in evidence.areas.iterrows():
            told = beyond = 0.0
            for _, point in evidence.points[evidence.points["area_id"] == area].iterrows():
                seconds = int(point["seconds_car"])
                if seconds in (Status.NOT_SNAPPED, Status.NO_DATA):
                    continue
                told += point["people"]
                has_time = seconds < min(CODES)
                limit = pack.thresholds_min["C"]["car"] * 60 * d["time"]
                if not has_time or seconds * d["speed"] > limit * (1 + 1e-12):
                    beyond += point["people"]
            side = "high" if d["need_weights"] > 0 else "low"
            room = abs(row[f"need_percentile_{side}"] - row["need_percentile"])
            percentile = row["need_percentile"] + d["need_weights"] * room
            needy = percentile >= pack.need.high_percentile + d["need_limit"]
            far = told > 0 and beyond / told > pack.flag.share_beyond * d["share"]
            little = evidence.real_capacity and row["spar"] < pack.flag.spar_below * d["spar"]
            share[area] += bool(needy and (far or little)) / pack.sensitivity.draws
    return share


@settings(max_examples=20)
@given(SECONDS, st.booleans(), st.floats(0, 30), st.integers(0, 5))
def test_the_share_of_draws_is_that_of_a_plain_loop(pack, world, seconds, real, room, seed):
    small = with_ranges(pack, draws=12, seed=seed, need_limit=[-40, 5])
    evidence = moved(world(), seconds, [0.5, 0.7, 0.75, 0.8, 0.9, 0.6] if real else None, room)

    found = stability(small, evidence)

    assert found.share.to_dict() == pytest.approx(drawn_one_by_one(small, evidence))


@settings(max_examples=30)
@given(SECONDS, st.integers(0, 5), st.integers(1, 20))
def test_ranges_of_no_width_give_the_flag_itself_in_every_draw(pack, world, seconds, seed, draws):
    still = with_ranges(pack, **NOWHERE, seed=seed, draws=draws)
    evidence = moved(world(), seconds)

    flags = flag_areas(still, evidence)

    for flag in flags.values():
        if flag.state != "not_assessable":
            assert flag.stability == (flag.state == "flagged")
            assert (flag.clearness, flag.matters_most) == ("clear", "")


@settings(max_examples=25)
@given(SECONDS)
def test_the_way_is_long_below_the_tipping_threshold_and_not_from_it_on(pack, world, seconds):
    evidence = moved(world(), seconds)
    tipping = stability(pack, evidence).tipping_min
    once = with_ranges(pack, draws=1)  # whether a way is long hangs on no draw

    @functools.cache
    def flags_at(minutes):
        thresholds = {**pack.thresholds_min, "C": {"car": minutes}}
        return flag_areas(once.model_copy(update={"thresholds_min": thresholds}), evidence)

    def is_far(area, minutes):
        flag = flags_at(minutes)[area]
        if flag.state == "not_assessable":
            return None
        return next(c.holds for c in flag.criteria if c.rule == "time")

    for area, minutes in tipping.items():
        if is_far(area, 10) is None:
            continue
        if math.isnan(minutes):
            assert is_far(area, 40)
            continue
        assert not is_far(area, max(minutes, 0.01) * (1 + 1e-9))
        if minutes > 0:
            assert is_far(area, minutes * (1 - 1e-6))


def test_each_slice_of_each_range_is_drawn_from_once(pack):
    ranges = pack.sensitivity
    for name, values in draws_of(ranges).items():
        low, high = getattr(ranges, name)
        slices = np.floor((values - low) / (high - low) * ranges.draws)
        assert sorted(slices) == list(range(ranges.draws))
    assert set(draws_of(ranges)) == set(PARAMETERS)


def test_the_same_seed_draws_the_same_and_another_does_not(pack):
    one, same = draws_of(pack.sensitivity), draws_of(pack.sensitivity)
    other = draws_of(with_ranges(pack, seed=1).sensitivity)

    for name in PARAMETERS:
        assert (one[name] == same[name]).all()
        assert (one[name] != other[name]).any()


@pytest.mark.parametrize("name", ["time", "need_limit", "share"])
def test_what_alone_is_drawn_matters_most(pack, far, name):
    ranges = NOWHERE | {name: {"time": [0.1, 3], "need_limit": [-9, 9], "share": [0.5, 2]}[name]}
    evidence = far("a6")

    found = stability(with_ranges(pack, **ranges), evidence)

    assert 0 < found.share["a6"] < 1
    assert found.matters_most["a6"] == name
    assert found.matters_most["a1"] == ""


def test_a_flag_says_where_it_tips_and_what_it_hangs_on(pack, far):
    row = flag_row(flag_areas(pack, far("a6"))["a6"])

    assert row["flag_tipping_sv"] == (
        "Behovet är stort vid gränser upp till 83,3\N{NO-BREAK SPACE}% (nu 80\N{NO-BREAK SPACE}%). "
        "Vägen är lång vid trösklar under 20 min (nu 10 min)."
    )
    assert row["flag_tipping_en"].endswith("at thresholds below 20 min (now 10 min).")
    assert row["flag_matters_most_sv"] == "gränsen för stort vårdbehov"


def test_ranges_that_do_not_hold_the_packs_own_numbers_are_refused(pack):
    held = pack.sensitivity.model_dump()
    for name, given_range in (("time", [1.1, 1.2]), ("need_limit", [5, -5]), ("spar", [0.5])):
        with pytest.raises(ValidationError):
            Sensitivity.model_validate(held | {name: given_range})


def test_an_area_without_people_is_in_no_draw(pack, world):
    evidence = world()
    people = evidence.points["people"].where(evidence.points["area_id"] != "a6", 0.0)
    evidence = dataclasses.replace(evidence, points=evidence.points.assign(people=people))

    found = stability(pack, evidence)

    assert found.share["a6"] == 0.0
    assert pd.isna(found.tipping_min["a6"])


def by_the_clinic(seconds, people, factors=(1.0, 1.0)):
    """All areas share one clinic; what a specialist and one in training stand for is known."""
    areas = tuple(f"a{n + 1}" for n in range(len(seconds)))
    times = Times("car", areas, ("s",), np.array(seconds, dtype=np.uint16)[:, None], 3600)
    everybody = np.full(len(areas), people), np.arange(len(areas))
    limits = 600, 1200, 1800
    return CareZones(
        counts=ZoneCounts.of(times, limits, *everybody, areas=len(areas), factors=factors),
        weights=np.array([1.0, 0.68, 0.22]),
        specialists=np.array([1.0]),
        in_training=np.array([0.5]),
        least_known=0.5,
    )


def test_care_within_reach_is_what_each_areas_zone_gives_it_of_the_mean():
    zones = by_the_clinic([60, 900, 1500], 100.0)
    found = zones.spar(np.array([1.0, 2.0]), np.array([1.0, 1.3]), np.ones(2))

    for draw, weights in enumerate(([1, 0.68, 0.22], [1, 0.68**2, 0.22**2])):
        mean = sum(weights) / 3
        assert found[:, draw] == pytest.approx([weight / mean for weight in weights])


def test_a_flag_for_little_care_falls_where_distance_matters_less(pack, world):
    zones = by_the_clinic([60, 60, 60, 60, 60, 900], 100.0)
    own = zones.spar(np.ones(1), np.ones(1), np.ones(1))[:, 0]
    evidence = world(areas=world().areas.assign(spar=own), real_capacity=True, care_zones=zones)

    def share(power):
        drawn = with_ranges(pack, **NOWHERE | {"decay": power})
        return stability(drawn, evidence)

    assert own[5] == pytest.approx(0.718, abs=1e-3)
    assert (share([1, 1]).share["a6"], share([0.5, 0.5]).share["a6"]) == (1.0, 0.0)
    between = share([0.5, 1.5])
    # It is flagged where 6 w / (5 + w) < 0.75, or w < 5 / 7: from a power of 0.8725 on.
    assert between.share["a6"] == pytest.approx((1.5 - math.log(5 / 7) / math.log(0.68)), abs=2e-3)
    assert between.matters_most["a6"] == "decay"
    assert (between.share.drop("a6") == 0).all()


def test_a_flag_for_little_care_comes_where_people_are_slower(pack, world):
    """An area 590 s away is in the first zone up to a factor of 600 / 590, then in the second."""
    zones = by_the_clinic([60, 60, 60, 60, 60, 590], 100.0, factors=(0.9, 1.1))
    evidence = world(areas=world().areas.assign(spar=1.0), real_capacity=True, care_zones=zones)

    # Nobody is far, so that nothing but SPAR can flag.
    points = evidence.points.assign(seconds_car=np.uint16(60))
    evidence = dataclasses.replace(evidence, points=points)
    found = stability(with_ranges(pack, **NOWHERE | {"speed": [0.9, 1.1]}), evidence)

    assert found.share["a6"] == pytest.approx((1.1 - 600 / 590) / 0.2, abs=2e-3)
    assert found.matters_most["a6"] == "speed"
    assert (found.share.drop("a6") == 0).all()


def test_what_cannot_change_a_flag_is_not_what_it_hangs_on_most(pack, world):
    evidence = moved(world(), [1190] * 12)

    assert set(stability(pack, evidence).matters_most) <= {
        "time",
        "speed",
        "need_limit",
        "share",
        "",
    }
