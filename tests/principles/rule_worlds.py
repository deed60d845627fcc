"""A small world and what a rule says of it, reckoned by hand; and what many rules are shown by.

Each example has one subject: area ``a1``, unit ``u1``, site ``s1`` or the region. Of 10,000 people
so many are well off; the rest are not, and neither is anyone elsewhere, so that what is not the
subject's own would show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rule_towns import NONE, Place, town

from geoaccess.times import Status

if TYPE_CHECKING:
    from collections.abc import Callable

LOST = int(Status.NOT_SNAPPED)
UNKNOWN_TIMES = "travel times are known for only 94.0% of the people"


class Example(NamedTuple):
    """A verdict, the world it is given in, value and people by hand, and words of its reason."""

    verdict: str
    world: Callable[..., Any]
    value: float = NONE
    people: float = NONE
    said: str = ""


def unassessed(said, world, **told):
    return Example("not_assessable", world, said=said, **told)


def divided(scope, well, good, bad, *beside, **changes):
    """Of 10,000 people `well` have what `good` says, and the others what `bad` says."""
    ill = Place("a1", "u1", 10_000 - well, **bad)
    match scope:
        case "area":
            where = Place("a1", "u1", well, **good), Place("a2", "u1", 10_000, **bad)
        case "unit":
            where = Place("a2", "u1", well, **good), Place("a3", "u2", 10_000, **bad)
        case _:
            where = (Place("a3", "u2", well, **good),)
    return town(ill, *where, *beside, **changes)


def shares(scopes, met, at_risk, good, bad, *unassessed_by_scope, beside=(), **changes):
    """On each limit and one person on its worse side; the value is that share of 10,000."""
    found = {}
    for scope in scopes:
        rows = (("met", met), ("at_risk", met - 1), ("at_risk", at_risk), ("not_met", at_risk - 1))
        found[scope] = [
            Example(
                verdict,
                divided(scope, well, good, bad, *beside, **changes),
                well / 10_000,
                10_000 - well,
            )
            for verdict, well in rows
        ]
        found[scope] += [make(scope) for make in unassessed_by_scope]
    return found


def too_few(**changes):
    said = "49 people, and at least 50 are needed"
    return lambda scope: unassessed(
        said, town(Place("a1", "u1", 49), **changes), **({"people": 49} if scope == "area" else {})
    )


def short_list(scope):  # noqa: ARG001
    said = "the list has 1 of 2 vårdcentraler (50.0%), and at least 95% are needed"
    return unassessed(said, town(Place("a1", "u1", 1000), sites_found=1))


def lost(**changes):
    """600 of 10,000 people of whose way nothing is known; the others are well off."""
    return lambda scope: unassessed(
        UNKNOWN_TIMES, divided(scope, 9400, {"seconds": 60}, {"seconds": LOST}, **changes)
    )


def beyond(limit):
    """On the threshold, and a second beyond it."""
    return {"seconds": limit}, {"seconds": limit + 1}
