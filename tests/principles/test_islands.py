"""Islands without a fixed link: a time without the wait for the boat never tells who is near."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from geoaccess.principles import flag_areas, judge, load_pack
from geoaccess.principles.reach import reach
from geoaccess.times import Status, Times

PACK = load_pack("stockholm")
LIMIT = int(PACK.thresholds_min["island"]["car"] * 60)
AWAY = "the wait for the boat is not known"


@pytest.fixture
def isle(world):
    """The area of greatest need on an island, so many seconds by car and boat from s2."""

    def build(seconds, *, site_area="a5", **changes):
        evidence = world()
        frames = {}
        for name in ("areas", "points"):
            frame = getattr(evidence, name)
            ids = frame["area_id"] if name == "points" else frame.index
            mine = ids == "a6"
            frames[name] = frame.assign(settlement=frame["settlement"].mask(mine, "island"))
            if name == "points":
                frames[name].loc[mine, "seconds_car"] = seconds
        sites = evidence.sites.assign(area_id=["a1", site_area, None])
        more = {"cutoffs": {"car": 7200}} | changes
        return dataclasses.replace(evidence, **frames, sites=sites, **more)

    return build


def near(evidence):
    verdicts = judge(PACK, evidence)
    return next(v for v in verdicts if v.rule.id == "GP-NEAR" and v.subject_id == "a6")


@pytest.mark.parametrize("seconds", [60, LIMIT])
def test_a_time_within_without_the_wait_is_not_known_and_says_so(isle, seconds):
    evidence = isle(seconds)

    mine = reach(PACK, evidence).query("area_id == 'a6'")
    verdict, flag = near(evidence), flag_areas(PACK, evidence)["a6"]

    assert mine["silent"].all()
    assert mine["site_id"].isna().all()
    assert set(mine["seconds"]) == {int(Status.NO_DATA)}
    assert verdict.answer == "not_assessable"
    assert flag.state == "not_assessable"
    assert AWAY in verdict.sentence("en")
    assert AWAY in flag.reasons("en")
    assert "väntan på båten" in flag.reasons("sv")


def test_what_is_beyond_without_the_wait_is_beyond_with_it(isle):
    evidence = isle(LIMIT + 1)

    assert near(evidence).answer == "not_met"
    assert AWAY in near(evidence).sentence("en")
    assert flag_areas(PACK, evidence)["a6"].state == "flagged"


def test_a_site_on_the_island_takes_no_boat(isle):
    evidence = isle(300, site_area="a6")

    assert near(evidence).answer == "met"


@pytest.mark.parametrize(
    ("crossing", "on_island", "answer"),
    [
        (300, LIMIT, "met"),  # the site on the island is there whatever boats go
        (LIMIT, LIMIT, "met"),
        (300, LIMIT + 1, "not_assessable"),
        (LIMIT + 1, LIMIT + 2, "not_met"),
    ],
)
def test_a_shorter_crossing_hides_no_site_on_the_island(isle, crossing, on_island, answer):
    evidence = isle(crossing, site_area="a5")
    sites = evidence.sites.assign(area_id=["a6", "a5", None])
    points = evidence.points.assign(second_car=np.uint16(on_island), second_site_car="s1")
    evidence = dataclasses.replace(evidence, sites=sites, points=points)

    mine = reach(PACK, evidence).query("area_id == 'a6'")

    assert near(evidence).answer == answer
    if answer == "met":
        assert set(mine["site_id"]) == {"s1"}
        assert set(mine["seconds"]) == {on_island}
        # What is left when it closes takes a boat.
        assert set(mine["next_seconds"]) == {int(Status.NO_DATA)}
        assert mine["next_site_id"].isna().all()


@pytest.mark.parametrize(("on_island", "answer"), [(LIMIT, "met"), (LIMIT + 1, "not_assessable")])
def test_however_many_crossings_are_shorter_the_islands_own_site_is_there(isle, on_island, answer):
    """Two sites across the water are nearer than its own: the third decides."""
    evidence = isle(60, site_area="a5")
    sites = evidence.sites.assign(
        area_id=["a5", "a5", "a6"], care_type="vardcentral", context=False
    )
    points = evidence.points.assign(second_car=np.uint16(90), second_site_car="s1")
    seconds = np.tile(np.array([90, 60, on_island], dtype=np.uint16), (len(points), 1))
    times = {"car": Times("car", tuple(points.index), ("s1", "s2", "s3"), seconds, 7200)}
    evidence = dataclasses.replace(evidence, sites=sites, points=points, times=times)

    assert near(evidence).answer == answer
    closed = sites.assign(valid_to=[None, None, "2020-01-01"])
    assert near(dataclasses.replace(evidence, sites=closed)).answer == "not_assessable"


def ruled(rule, subject, **changes):
    """Answers on an isle with its own site s1, s2 across the water, five minutes to either."""

    def judged(evidence):
        ids = tuple(evidence.points.index)
        seconds = np.full((len(ids), 2), 300, dtype=np.uint16)
        times = {"car": Times("car", ids, ("s1", "s2"), seconds, 7200)}
        sites = evidence.sites.assign(area_id=["a6", "a5", None], context=False).drop("s3")
        sites = sites.assign(**changes)
        points = evidence.points.assign(second_car=np.uint16(300), second_site_car="s1")
        points["site_car"] = "s1"
        facts = {"sites": sites, "times": times, "points": points}
        facts["expected_of"] = {"bvc": 1}
        verdicts = judge(PACK, dataclasses.replace(evidence, **facts))
        return next(v for v in verdicts if v.rule.id == rule and v.subject_id == subject)

    return judged


@pytest.mark.parametrize(
    ("own", "across", "answer"),
    [
        ("Mo-Fr 08:00-20:00; Sa 10:00-14:00", "Mo-Fr 08:00-17:00", "met"),
        ("Mo-Fr 08:00-17:00", "Mo-Fr 08:00-20:00; Sa 10:00-14:00", "not_assessable"),
        ("Mo-Fr 08:00-17:00", "Mo-Fr 08:00-17:00", "not_met"),
    ],
)
def test_evening_care_across_the_water_is_not_known_to_be_reached(isle, own, across, answer):
    evidence = isle(300)
    everyone = dataclasses.replace(
        evidence, points=evidence.points.assign(settlement="island", area_id="a6")
    )
    verdict = ruled("HOURS", "region", opening_hours=[own, across])(everyone)

    assert verdict.answer == answer
    if answer == "not_assessable":
        assert (verdict.value_low, verdict.value_high) == (0.0, 1.0)
        assert "the wait for the boat decides" in verdict.sentence("en")
    boats = dataclasses.replace(everyone, boats=("car",))
    with_boats = ruled("HOURS", "region", opening_hours=[own, across])(boats).answer
    assert with_boats == ("met" if answer == "not_assessable" else answer)


def test_a_vardcentral_on_the_island_is_no_child_health_centre(isle):
    """The only BVC is across the water, its wait unknown, whatever else is at hand."""
    evidence = isle(300)
    everyone = dataclasses.replace(
        evidence, points=evidence.points.assign(settlement="island", area_id="a6")
    )
    verdict = ruled("SPEC-BVC", "region", care_type=["vardcentral", "bvc"])(everyone)

    assert verdict.answer == "not_assessable"


def test_times_that_hold_the_boats_timetable_are_taken_as_they_are(isle):
    assert near(isle(300, boats=("car",))).answer == "met"


def test_no_trip_that_day_is_no_way_and_not_a_wait_that_is_unknown(isle):
    mine = reach(PACK, isle(int(Status.NO_SERVICE))).query("area_id == 'a6'")

    assert not mine["silent"].any()
    assert set(mine["seconds"]) == {int(Status.NO_SERVICE)}
    assert near(isle(int(Status.NO_SERVICE))).answer == "not_met"


def test_the_mainland_is_as_before(isle, world):
    ours, before = (reach(PACK, one).query("area_id != 'a6'") for one in (isle(300), world()))

    assert ours["seconds"].tolist() == before["seconds"].tolist()
    assert ours["site_id"].tolist() == before["site_id"].tolist()
