"""GA-E030 and GA-A041: clusters that a pack does not tell, measures of a list that is too short."""

from __future__ import annotations

import dataclasses

from pairs import Pair, borrowed

SMALL = borrowed("pipeline/small_world.py")


def clusters(*, told):
    """A fixture: the small region, with or without the pack's clusters."""

    def notices(_):
        prepared = SMALL.make_prepared()
        if not told:
            pack = prepared.pack.model_copy(update={"clusters": None})
            prepared = dataclasses.replace(prepared, pack=pack)
        return SMALL.judge(prepared).notices

    return notices


def measures(expected):
    """A fixture: measures asked for, where so many vårdcentraler are expected."""

    def notices(_):
        sites = {"number": expected, "source": "avtalen", "date": "2026-10-01"}
        supply = {"capacity": "fte", "expected_sites": sites}
        return SMALL.make_result(access={"measures": ["2sfca"]}, supply=supply).notices

    return notices


PAIRS = [
    Pair("GA-E030", clusters(told=False), clusters(told=True)),
    Pair("GA-A041", measures(10), measures(2)),
]
