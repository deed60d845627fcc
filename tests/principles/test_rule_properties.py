"""What holds whatever the world is: for all rules of the pack, against sums in plain loops."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geoaccess.access import two_nearest
from geoaccess.need import need_percentile, need_quintile
from geoaccess.principles import flag_areas, judge, load_pack
from geoaccess.times import Status, Times

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

PACK = load_pack("stockholm")
# Stability is asked of other tests: one draw keeps a flag's own answer and is quick.
QUICK = PACK.model_copy(update={"sensitivity": PACK.sensitivity.model_copy(update={"draws": 1})})


def with_few_areas(rule):
    """A rule that wants many areas or draws takes fewer."""
    if rule.id != "GP-EQUITY":
        return rule
    (check,) = rule.checks
    few = check.arguments | {"min_areas": 2, "min_units": 2, "draws": 99}
    return rule.model_copy(update={"checks": [check.model_copy(update={"arguments": few})]})


BRIEF = QUICK.model_copy(update={"rules": [with_few_areas(rule) for rule in PACK.rules]})
ORDER = ("not_met", "at_risk", "met")
LATE, DAY = "Mo-Fr 08:00-20:00; Sa 10:00-14:00", "Mo-Fr 08:00-17:00"
NO_WAY = [int(Status.UNREACHABLE), int(Status.BEYOND_CUTOFF)]
LOST = int(Status.NOT_SNAPPED)
SITES = ("s1", "s2", "s3")
EVERY_CLASS = ("S", "C", "B", "A", "island")

# A world takes a while to judge: failures are told as they are found, not made small for minutes.
BOUNDED = settings(max_examples=20, phases=[Phase.generate])

seconds = st.one_of(st.integers(60, 3000), st.sampled_from(NO_WAY))
# A place that lies on no street has no known way to any site.
ways = st.one_of(st.tuples(*[seconds] * 3), st.just((LOST,) * 3))
people = st.integers(30, 400).map(float)
needs = st.permutations([0.5, 0.6, 0.8, 1.0, 1.2, 1.9])
factors = st.tuples(*[st.floats(1, 1.5)] * len(EVERY_CLASS))


@st.composite
def worlds(draw, classes=EVERY_CLASS):
    """Six areas of two units, two points each: seconds to three sites, people, class and need."""
    return {
        "people": draw(st.lists(people, min_size=12, max_size=12)),
        "classes": draw(st.lists(st.sampled_from(classes), min_size=6, max_size=6)),
        "need": draw(needs),
        "car": draw(st.lists(ways, min_size=12, max_size=12)),
        "bus": draw(st.lists(seconds, min_size=12, max_size=12)),
    }


def evidence_of(world, drawn, *, open_sites=SITES, **changes):
    """The drawn world as a run would hand it over, with so many of its sites."""
    base = world()
    car = np.array(drawn["car"], dtype=np.uint16)[:, : len(open_sites)]
    times = Times("car", tuple(base.points.index), tuple(open_sites), car, 7200)
    two = two_nearest(times)
    points = base.points.assign(
        people=drawn["people"],
        settlement=np.repeat(drawn["classes"], 2),
        seconds_car=two["seconds"],
        site_car=two["site_id"].astype(object),
        second_car=two["next_seconds"],
        second_site_car=two["next_site_id"].astype(object),
        seconds_transit=np.array(drawn["bus"], dtype=np.uint16),
        care=0.01,
    ).drop(columns="age_80plus")
    lives = points.groupby("area_id")["people"].sum()
    need = pd.Series(drawn["need"], index=base.areas.index)
    areas = base.areas.assign(
        settlement=drawn["classes"],
        people=lives,
        need_index=need,
        need_relative=need,
        need_percentile=need_percentile(need, lives),
        need_quintile=need_quintile(need, lives),
    )
    sites = base.sites.loc[list(open_sites)]
    facts = {
        "areas": areas,
        "points": points,
        "sites": sites.assign(opening_hours=[LATE, DAY, LATE][: len(sites)]),
        "modes": ("car", "transit"),
        "cutoffs": {"car": 7200, "transit": 7200},
        "times": {"car": times},
        "sites_found": 2,
        "real_capacity": True,
    }
    return dataclasses.replace(base, **facts | changes)


def found(pack, evidence, *rules):
    """Verdicts of some rules, or of all, by rule, scope and subject."""
    chosen = [brief(rule) for rule in pack.rules if not rules or rule.id in rules]
    verdicts = judge(pack.model_copy(update={"rules": chosen}), evidence)
    return {(v.rule.id, v.scope, v.subject_id): v for v in verdicts}


def brief(rule):
    """A rule in fewer scopes: units and the region are judged alike, but for GP-NEAR and parts."""
    if rule.id in {"GP-NEAR", "GP-EQUITY"}:
        return rule
    return rule.model_copy(
        update={
            "checks": [
                check.model_copy(update={"scopes": check.scopes[:1]}) for check in rule.checks
            ]
        }
    )


def flagged(pack, evidence):
    flags = flag_areas(pack, evidence)
    return {area for area, flag in flags.items() if flag.state == "flagged"}


def longer(factor):
    """The pack with every class's thresholds so many times as long."""
    return QUICK.model_copy(
        update={
            "thresholds_min": {
                each: {mode: minutes * by for mode, minutes in PACK.thresholds_min[each].items()}
                for each, by in zip(EVERY_CLASS, factor, strict=True)
            }
        }
    )


def nobody_is_worse(before, after):
    """No share falls, and no answer that is given is worse than the one before."""
    for key, then in before.items():
        now = after[key]
        if not np.isnan(then.value):
            assert now.value >= then.value - 1e-9, key
        if {then.answer, now.answer} <= set(ORDER):
            assert ORDER.index(now.answer) >= ORDER.index(then.answer), key


def within_by_loops(evidence, pack, subject, scope):
    """People within their threshold and people whose way is known, one point at a time."""
    within = known = 0.0
    for point in evidence.points.itertuples():
        mine = {"area": point.area_id, "unit": point.unit_id, "region": "region"}[scope]
        limit = 60 * pack.thresholds_min[point.settlement]["car"]
        if mine != subject or point.seconds_car == LOST:
            continue
        if point.settlement == "island" and point.seconds_car <= limit:
            continue  # the wait for the boat is not known
        known += point.people
        within += point.people if point.seconds_car <= limit else 0.0
    return within, known


@BOUNDED
@given(worlds(), factors)
def test_longer_thresholds_never_clear_fewer_nor_flag_more(world, drawn, factor):
    evidence = evidence_of(world, drawn)
    rules = ("GP-NEAR", "GP-SETTLE", "GP-REACH", "HOURS")
    packs = QUICK, longer(factor)
    before, after = (found(pack, evidence, *rules) for pack in packs)

    nobody_is_worse(before, after)
    for pack, verdicts in zip(packs, (before, after), strict=True):
        for (rule, scope, subject), verdict in verdicts.items():
            if rule == "GP-NEAR":
                within, known = within_by_loops(evidence, pack, subject, scope)
                if known:
                    assert abs(verdict.value - within / known) < 1e-9
    assert flagged(packs[1], evidence) <= flagged(packs[0], evidence)


@BOUNDED
@given(worlds(classes=("S", "C", "B", "A")))
def test_one_more_site_never_worsens_who_is_near_nor_flags_more(world, drawn):
    two, three = (evidence_of(world, drawn, open_sites=SITES[:n]) for n in (2, 3))

    before, after = (found(QUICK, evidence, "GP-NEAR") for evidence in (two, three))
    nobody_is_worse(before, after)
    # What could be told is told still, and nothing else: a site more makes no way unknown.
    told = [
        {k for k, v in each.items() if v.answer != "not_assessable"} for each in (before, after)
    ]
    assert told[0] == told[1]
    assert flagged(QUICK, three) <= flagged(QUICK, two)


def renamed(evidence, random):
    """The same world under other ids, its rows in another order; and what became of each id."""
    new = {}
    for frame, letter in (("areas", "a"), ("units", "u"), ("sites", "s"), ("points", "p")):
        ids = list(getattr(evidence, frame).index)
        others = [f"{letter}{number:02d}x" for number in range(len(ids))]
        random.shuffle(others)
        new |= dict(zip(ids, others, strict=True))

    def turned(frame):
        columns = ["area_id", "unit_id", "site_car", "second_site_car", "gsa_site_id"]
        told = {name: frame[name].map(new) for name in columns if name in frame}
        rows = list(range(len(frame)))
        random.shuffle(rows)
        moved = frame.assign(**told).rename(index=new)
        return moved.iloc[rows]

    frames = {n: turned(getattr(evidence, n)) for n in ("areas", "points", "units", "sites")}
    held = evidence.times["car"]
    order = [list(evidence.points.index.map(new)).index(p) for p in frames["points"].index]
    times = Times(
        "car",
        tuple(frames["points"].index),
        tuple(new[site] for site in held.sites),
        held.seconds[order],
        held.cutoff,
    )
    register = turned(evidence.register)
    return new, dataclasses.replace(evidence, register=register, times={"car": times}, **frames)


@settings(BOUNDED, max_examples=10)  # all rules, twice each
@given(worlds(), st.randoms(use_true_random=False))
def test_other_ids_and_another_order_change_no_verdict_and_no_flag(world, drawn, random):
    evidence = evidence_of(world, drawn)
    new, other = renamed(evidence, random)

    before, after = found(BRIEF, evidence), found(BRIEF, other)

    assert len(before) == len(after)
    for (rule, scope, subject), then in before.items():
        now = after[rule, scope, new.get(subject, subject)]
        assert then.answer == now.answer, (rule, scope, subject)
        told = [
            [v.value, v.value_low, v.value_high, v.margin, v.coverage, v.people]
            for v in (then, now)
        ]
        np.testing.assert_allclose(*told, rtol=1e-9, atol=1e-9)
    flags = flag_areas(BRIEF, evidence), flag_areas(BRIEF, other)
    for area, then in flags[0].items():
        now = flags[1][new[area]]
        assert (then.state, then.people_beyond) == (now.state, pytest.approx(now.people_beyond))
