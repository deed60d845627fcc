"""Examples of the rules about who gets there: by area, class, mode, hours and after a closure."""

from __future__ import annotations

import numpy as np
from rule_towns import FAR, Place, columns, times_to, town, whole
from rule_worlds import (
    LOST,
    Example,
    beyond,
    divided,
    lost,
    shares,
    short_list,
    too_few,
    unassessed,
)

from geoaccess.times import Status


def near(*scopes, **changes):
    """Of 10,000 people in a main town, 10 minutes by car: met from 95 %, at risk from 90 %."""
    return shares(
        scopes, 9500, 9000, *beyond(600),
        lambda scope: lost(**changes)(scope)._replace(value=1.0, people=0),
        lambda scope: too_few(**changes)(scope)._replace(people=49),
        short_list,
        lambda scope: unassessed(  # noqa: ARG005
            "no travel times by car", town(Place("a1", "u1", 1000), modes=("walk",), **changes)
        ),
        **changes,
    )  # fmt: skip


def near_other_care(kind, limit, *scopes):
    """Only s3 gives the care, and seconds are those to it; a vårdcentral is far from everyone."""

    def sites(evidence):
        return evidence.sites.assign(care_type=["vardcentral"] * 2 + [kind], context=False)

    facts = {
        "sites": sites,
        "times": times_to("s3"),
        "points": columns(seconds_car=whole(FAR)),
        "expected_of": {kind: 1},
    }

    def without(said, **changes):
        return lambda scope: unassessed(  # noqa: ARG005
            said, town(Place("a1", "u1", 1000), **facts | changes)
        )

    return shares(
        scopes, 9500, 9000, *beyond(limit),
        lambda scope: lost(**facts)(scope)._replace(value=1.0, people=0),
        lambda scope: too_few(**facts)(scope)._replace(people=49),
        without("does not state how many sites a complete list has", expected_of={}),
        without("1 of 2 sites (50.0%)", expected_of={kind: 2}),
        without("the list of sites does not hold", sites=lambda e: e.sites.assign(context=False)),
        without("travel times to", times={}),
        **facts,
    )  # fmt: skip


def worst_class(*scopes):
    """10,000 people in a main town, and as many outside towns who are all within 20 minutes."""
    country = Place("b1", "u1", 10_000, 1200, "A")
    away = Place("b1", "u1", 10_000, 1201, "A")

    def small(scope):
        unit = {"unit": "u1"}.get(scope, "u2")
        places = Place("a1", "u1", 199), Place("a2", unit, 199, settlement="B")
        return unassessed("no class of settlement has 200 people", town(*places))

    def island(scope):
        on_island = Place("i1", "u1", 10_000, 300, "island")
        world = divided(scope, 10_000, {"seconds": 600}, {}, on_island)
        return unassessed("no boat's timetable", world, value=1.0, people=0)

    def unknown(scope):
        world = divided(scope, 9400, {"seconds": 60}, {"seconds": LOST})
        return unassessed("none of the classes that would decide", world)

    found = shares(
        scopes, 9500, 9000, *beyond(600), too_few(), short_list, small, island, unknown,
        beside=(country,),
    )  # fmt: skip
    for scope in scopes:
        world = divided(scope, 10_000, {"seconds": 600}, {}, away)
        found[scope].append(Example("not_met", world, 0.0, 10_000, "outside towns"))
    return found


def without_car(*scopes):
    """25 minutes by bus in a main town: met from 90 %, at risk from 80 %; all are near by car."""
    with_bus = {
        "modes": ("car", "transit", "walk"),
        "cutoffs": {"car": 7200, "transit": 3600, "walk": 5400},
        "points": columns(
            seconds_transit=lambda seconds: seconds,
            seconds_walk=whole(FAR),
            seconds_car=whole(60),
        ),
    }
    by_foot = with_bus | {"modes": ("car", "walk"), "cutoffs": {"car": 7200, "walk": 5400}}
    cut_off = with_bus | {"cutoffs": {"car": 7200, "transit": 1499, "walk": 5400}}

    def every(said, changes):
        return lambda scope: unassessed(said, divided(scope, 10_000, {}, {}, **changes))

    return shares(
        scopes, 9000, 8000, *beyond(1500),
        too_few(**with_bus),
        short_list,
        lambda scope: lost(**with_bus)(scope)._replace(value=1.0, people=0),
        every("public transport is not part of the travel times", by_foot),
        every("are counted up to 25 min, and a threshold is 25 min", cut_off),
        **with_bus,
    )  # fmt: skip


def open_late(*scopes):
    """s1 is open in evenings and on Saturdays, and seconds lead to it; s2 by day, near everyone."""

    def with_hours(first, second):
        hours = [first, second, None]
        return lambda evidence: evidence.sites.assign(opening_hours=hours).drop("s3")

    late, day = "Mo-Fr 08:00-20:00; Sa 10:00-14:00", "Mo-Fr 08:00-17:00"
    facts = {
        "sites": with_hours(late, day),
        "times": times_to("s1", ("s2", 300)),
        "points": columns(seconds_car=whole(300)),
    }

    def every(said, **changes):
        return lambda scope: unassessed(said, divided(scope, 10_000, {}, {}, **facts | changes))

    found = shares(
        scopes, 8000, 6000, *beyond(600),
        too_few(**facts),
        short_list,
        every("no site's opening hours are given", sites=with_hours(None, "ring oss")),
        every("travel times to single sites are not given", times={}),
        # All who reach s1, or nobody, depending on its hours.
        lambda scope: unassessed(
            "what is not known of the opening hours decides",
            divided(scope, 9000, {}, {"seconds": 601}, **facts | {"sites": with_hours(None, day)}),
            value=0.0, people=10_000,
        ),
        **facts,
    )  # fmt: skip
    unknown = facts | {"points": lambda e: e.points}
    for scope in scopes:
        found[scope].append(lost(**unknown)(scope))
        for hours in ("Mo-Th 08:00-20:00; Sa 10:00-14:00", "Mo-Fr 08:00-20:00"):
            world = divided(scope, 10_000, {}, {}, **facts | {"sites": with_hours(hours, day)})
            found[scope].append(Example("not_met", world, 0.0, 10_000))
    return found


def robust(*scopes):
    """All have s1 within reach; seconds are those to the next: 2 % may lose it, at risk to 10 %."""
    facts = {
        "points": columns(
            seconds_car=whole(300),
            # But for those who have 602 seconds to the next: they have s2, and s1 is their next.
            site_car=lambda seconds: np.where(seconds == 602, "s2", "s1"),
            second_car=lambda seconds: seconds,
            second_site_car=lambda seconds: np.where(seconds == 602, "s1", "s2"),
        )
    }
    good, bad = beyond(600)
    rows = (("met", 200), ("at_risk", 201), ("at_risk", 1000), ("not_met", 1001))
    said = "to the next nearest vårdcentral is known for only 94.0%"
    unknown = good, {"seconds": int(Status.NO_DATA)}
    return {
        scope: [
            *(
                Example(verdict, divided(scope, 10_000 - n, good, bad, **facts), n / 10_000, n)
                for verdict, n in rows
            ),
            # 300 hang on s1 and 100 on s2: the dearer closure counts, and no closure costs both.
            Example(
                "at_risk",
                divided(scope, 9700, good, bad, Place("a1", "u1", 100, 602), **facts),
                300 / 10_100,
                300,
            ),
            unassessed(said, divided(scope, 9400, *unknown, **facts)),
            too_few(**facts)(scope)._replace(people=49),
            short_list(scope),
        ]
        for scope in scopes
    }
