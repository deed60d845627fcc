"""Examples of the rules about need, physicians and who coordinates."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
from rule_towns import FAR, NONE, Place, staffed, town
from rule_worlds import LOST, Example, divided, shares, short_list, too_few, unassessed

UNKNOWN_NEED = "need is known for only"


def need_known(*scopes):
    """Need of one vintage and age, known for 95 % or for 85 %."""
    known, unknown = {"need": 1.0}, {"need": NONE}

    def facts(**changes):
        return lambda evidence: dataclasses.replace(evidence.need, **changes)

    def of(scope, **changes):
        return divided(scope, 10_000, known, unknown, **changes)

    found = shares(
        scopes, 9500, 8500, known, unknown, too_few(),
        lambda scope: unassessed(
            "does not say which day the need data speak of", of(scope, need=facts(date=None)),
            value=1.0, people=0,
        ),
    )  # fmt: skip
    mixed, old = facts(vintages=("2023", "2024")), dt.date(2027, 1, 1)
    for scope in scopes:
        found[scope] += [
            Example("at_risk", of(scope, need=mixed), 1.0, 0, "several vintages (2023, 2024)"),
            # Of 31 December 2024: 24 months later is the last day of 2026.
            Example("met", of(scope, supply_date=dt.date(2026, 12, 31)), 1.0, 0),
            Example("at_risk", of(scope, supply_date=old), 1.0, 0, "more than 24 months older"),
        ]
    return found


def ladder(scope, far, *beside, need=None, seconds=601, **changes):
    """Areas of 10,000 people each, need rising; so many of each are not near."""
    places = []
    for step, away in enumerate(far):
        unit = "u1" if scope == "unit" or step % 2 else "u2"
        level = float(step + 1) if need is None else need[step]
        places += [
            Place(f"a{step}", unit, 10_000 - away, 600, need=level),
            Place(f"a{step}", unit, away, seconds, need=level),
        ]
    return town(*(place for place in places if place.people), *beside, **changes)


def equity(*scopes):
    """The gap of the two areas of ten with the greatest need to all ten."""
    found = {}
    for scope in scopes:
        # The whole of another unit is far off, and its need the least.
        other = (Place("z", "u2", 10_000, FAR, need=0.1),) if scope == "unit" else ()

        def of(far, *more, scope=scope, other=other, **changes):
            return ladder(scope, far, *other, *more, **changes)

        found[scope] = [
            Example("met", of([0] * 10), 0.0, 20_000),
            # 125 people fewer with each step: of all 562.5, of the two last 62.5 in 10,000.
            Example("met", of([125 * (9 - step) for step in range(10)]), 0.05, 20_000),
            # The same the other way: -0.05 is on the limit, 126 at a time beyond it.
            Example("at_risk", of([125 * step for step in range(10)]), -0.05, 20_000),
            Example("not_met", of([126 * step for step in range(10)]), -0.0504, 20_000),
            # One area alone: 50 % of the fifth and 10 % of all, which may be chance.
            Example("at_risk", of([0] * 9 + [10_000]), -0.4, 20_000, "The interval of the index"),
            unassessed("too few areas (9; at least 10 are needed)", of([0] * 9)),
            unassessed(
                UNKNOWN_NEED, of([0] * 11, need=[*range(1, 11), NONE]), value=0.0, people=20_000
            ),
            unassessed(
                "travel times are known for only",
                of([1000] * 10, seconds=LOST), value=0.0, people=18_000,
            ),
            too_few()(scope),
            short_list(scope),
        ]  # fmt: skip
    return found


def care_by_need(**changes):
    """u2 has three times the need of u1: of 400 people's need the region's care is one each."""

    def shared(first, second, **more):
        places = (
            Place("a1", "u1", 100, need=1.0, care=first),
            Place("a2", "u2", 100, need=3.0, care=second),
        )
        return town(*places, **{"real_capacity": True} | changes | more)

    without_need = (
        Place("a1", "u1", 100, need=0.0, care=1.0), Place("a2", "u2", 100, care=1.0)
    )  # fmt: skip

    def ranks(evidence):
        return dataclasses.replace(evidence.need, is_ratio=False)

    some_unknown = town(
        Place("a1", "u1", 94, care=1.0), Place("b1", "u1", 6, need=NONE, care=1.0),
        Place("a2", "u2", 900, care=1.0), **{"real_capacity": True} | changes,
    )  # fmt: skip
    few = town(
        Place("a1", "u1", 49, care=1.0), Place("a2", "u2", 900, care=1.0),
        **{"real_capacity": True} | changes,
    )  # fmt: skip
    return {
        "unit": [
            Example("met", shared(0.9, 3.1), 0.9, 100),
            Example("at_risk", shared(0.899, 3.101), 0.899, 100),
            Example("at_risk", shared(0.75, 3.25), 0.75, 100),
            Example("not_met", shared(0.749, 3.251), 0.749, 100),
            unassessed("states no real capacity", shared(1.0, 3.0, real_capacity=False)),
            unassessed("not how much more", shared(1.0, 3.0, need=ranks)),
            unassessed("known for only 50.0% of people", shared(NONE, 3.0)),
            unassessed("known for only 0.0% of people", shared(NONE, NONE)),
            unassessed("known for only 94.0% of people", some_unknown),
            unassessed("nobody in the region has care within reach", shared(0.0, 0.0)),
            unassessed(
                "nobody here has any need",
                town(*without_need, **{"real_capacity": True} | changes),
            ),
            unassessed("49 people, and at least 50", few),
            short_list("unit"),
        ]
    }


def spread():
    """Each unit has half of the need: u1 by 1,000 people of three times the need of 3,000 in u2."""
    half = Place("a1", "u1", 1000, need=3.0), Place("a2", "u2", 3000)

    def of(*specialists, places=half, **changes):
        return town(*places, **{"real_capacity": True, "sites": staffed(*specialists)} | changes)

    without_need = [place._replace(need=NONE) for place in half]
    no_need = [half[0]._replace(need=0.0), half[1]]
    reasons = [
        ("states no real capacity", of(1.0, 1.0, real_capacity=False)),
        ("not known for Norra vårdcentralen", of(None, 1.0)),
        ("no physicians stated, or no people", of(0.0, 0.0)),
        (UNKNOWN_NEED, of(1.0, 1.0, places=without_need)),
        ("the list has 1 of 2 vårdcentraler", of(1.0, 1.0, sites_found=1)),
    ]
    shared = [unassessed(said, world) for said, world in reasons]
    few = of(1.0, 1.0, places=(Place("a1", "u1", 49), Place("a2", "u2", 900)))
    return {
        "unit": [
            Example("met", of(0.9, 1.1), 0.9, 1000),
            Example("at_risk", of(0.899, 1.101), 0.899, 1000),
            Example("at_risk", of(0.75, 1.25), 0.75, 1000),
            Example("not_met", of(0.749, 1.251), 0.749, 1000),
            Example("not_met", of(0.0, 1.0), 0.0, 1000),
            *shared,
            unassessed("nobody here has any need", of(1.0, 1.0, places=no_need)),
            unassessed("49 people, and at least 50", few),
        ],
        "region": [
            Example("met", of(0.8, 1.2), 0.1, 4000),
            Example("at_risk", of(0.798, 1.202), 0.101, 4000),
            Example("at_risk", of(0.6, 1.4), 0.2, 4000),
            Example("not_met", of(0.598, 1.402), 0.201, 4000),
            *shared,
        ],
    }


def places(*scopes, **changes):
    """Two specialists' places are 2,200: listed people at a site, need-weighted ones in a unit."""

    def site(listed, *specialists, in_training=0.0):
        more = {"listed": [listed, 1, None], "fte_st": [in_training, 0.0, None]}
        return town(Place("a1", "u1", 1000), sites=staffed(*specialists, **more), **changes)

    def unit(*people, **more):
        rows = [Place(f"a{n}", "u1", each, need=need) for n, (each, need) in enumerate(people)]
        return town(*rows, **{"sites": staffed(2.0, 1.0)} | changes | more)

    found = {
        "site": [
            Example("met", site(2200, 2.0, 1.0), 1.0, 2200),
            Example("met", site(2200, 1.0, 1.0, in_training=2.0), 1.0, 2200),
            Example("at_risk", site(2201, 2.0, 1.0), 2201 / 2200, 2201),
            Example("at_risk", site(2640, 2.0, 1.0), 1.2, 2640),
            Example("not_met", site(2641, 2.0, 1.0), 2641 / 2200, 2641),
            Example("not_met", site(1, 0.0, 1.0), people=1, said="there is no place"),
            Example("met", site(0, 0.0, 1.0), people=0, said="there is no place"),
            unassessed("number of physicians is not known", site(2200, None, 1.0), people=2200),
            unassessed("number of listed people is not known", site(None, 2.0, 1.0)),
        ],
        "unit": [
            Example("met", unit((1100, 2.0)), 1.0, 1100),
            Example("at_risk", unit((1100, 2.0), (1, 1.0)), 2201 / 2200, 1101),
            Example("at_risk", unit((1100, 2.0), (440, 1.0)), 1.2, 1540),
            Example("not_met", unit((1100, 2.0), (441, 1.0)), 2641 / 2200, 1541),
            Example("not_met", unit((1100, 1.0), sites=staffed(0.0, 1.0)), people=1100),
            unassessed(
                "not known for Norra vårdcentralen",
                unit((1100, 1.0), sites=staffed(None, 1.0)), people=1100,
            ),
            unassessed(UNKNOWN_NEED, unit((940, 1.0), (60, NONE)), people=1000),
            unassessed(
                "gives no physicians per vårdcentral",
                unit((1100, 1.0), sites=lambda e: staffed(None, None)(e).drop("s1")), people=1100,
            ),
            unassessed("49 people, and at least 50", unit((49, 1.0)), people=49),
            short_list("unit"),
        ],
    }  # fmt: skip
    return {scope: found[scope] for scope in scopes}


def on_record():
    """The unit's own row of the register, its GSA, and how much of its area lies inside it."""

    def of(gsa="s1", ksa="KSA", note=None, inside=None, **changes):
        def register(evidence):
            row = {"gsa_site_id": gsa, "ksa_function": ksa, "exception_note": note}
            return evidence.register.iloc[:1].assign(**row)

        follows = None
        if inside is not None:
            follows = pd.DataFrame({"inside": [inside], "covers": [1.0]}, index=["u1"])
        facts = {"register": register, "responsibility": follows}
        return town(Place("a1", "u1", 1000), **facts | changes)

    def told(verdict, world, said=""):
        return Example(verdict, world, people=1000, said=said)

    other = pd.DataFrame({"inside": [1.0], "covers": [1.0]}, index=["u2"])
    return {
        "unit": [
            told("met", of(), "1 GSA and 1 KSA"),
            told("met", of(gsa="s2", note="KSON"), "with a noted exception: KSON"),
            told("met", of(inside=0.98), "98.0% lies in the unit"),
            told("at_risk", of(gsa="s2"), "lies outside the unit and no exception is noted"),
            told("at_risk", of(gsa="s9"), "s9 is not in the list of sites"),
            told("at_risk", of(inside=0.979)),
            told("at_risk", of(inside=0.95)),
            told("not_met", of(inside=0.949)),
            told("not_met", of(gsa=None), "0 GSA and 1 KSA"),
            told("not_met", of(ksa=None), "1 GSA and 0 KSA"),
            unassessed("no register of GSA and KSA is given", of(register=None)),
            unassessed("none is given for the unit", of(responsibility=other), people=1000),
        ]
    }
