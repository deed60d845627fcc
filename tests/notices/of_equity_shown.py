"""GA-E020: the equity of access that a run shows."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.principles.draws import OPERATOR

SMALL = borrowed("pipeline/small_world.py")


def judged(*, without):
    """A fixture: the small region, with or without the pack's check on need."""

    def notices(_):
        prepared = SMALL.make_prepared(access={"measures": ["2sfca"]})
        if without:
            prepared = SMALL.with_check(prepared, OPERATOR)
        return SMALL.judge(prepared).notices

    return notices


PAIRS = [Pair("GA-E020", judged(without=True), judged(without=False))]
