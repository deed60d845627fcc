"""GA-L510–L512, GA-R510–R511: areas of responsibility, and who has it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from pairs import Pair, borrowed, refusing
from shapely import box

from geoaccess.errors import NoticeList
from geoaccess.layers.register import build_register
from geoaccess.layers.responsibility import build_responsibility

AREAS = borrowed("layers/test_responsibility.py")
LAYERS = borrowed("layers/test_layers.py")
SMALL = borrowed("pipeline/small_world.py")
SQUARE = box(0, 0, 10, 10)


def areas(*units):
    """A fixture: the same square as area of responsibility of each of these."""

    def notices(_):
        found = NoticeList()
        build_responsibility(AREAS.given(*((unit, SQUARE) for unit in units)), AREAS.UNITS, found)
        return refusing(found)

    return notices


def marked(*gsa):
    """A fixture: a run whose list of sites marks these; the register has s1 and s2."""

    def notices(_):
        return SMALL.make_result(sites=SMALL.small_sites(gsa=list(gsa))).notices

    return notices


def island(*codes):
    """A fixture: a run in which these areas are islands."""

    def notices(_):
        prepared = SMALL.make_prepared()
        frames = {}
        for name in ("areas", "points"):
            frame = getattr(prepared.layers, name)
            ids = frame["area_id"] if name == "points" else frame.index
            mine = ids.isin(codes)
            frames[name] = frame.assign(settlement=frame["settlement"].mask(mine, "island"))
        # The pack tries islands with other care up to 75 minutes.
        times = {"car": replace(prepared.times["car"], cutoff=7200)}
        return SMALL.judge(SMALL.with_layers(replace(prepared, times=times), **frames)).notices

    return notices


def register(first, last):
    """A fixture: a register of one row, in force between these days."""

    def notices(_):
        found = NoticeList()
        row = {"unit_id": ["0188"], "valid_from": [first], "valid_to": [last]}
        table = LAYERS.source(pd.DataFrame(row), "register")
        build_register(table, AREAS.UNITS, pd.DataFrame(), found)
        return refusing(found)

    return notices


GOOD = areas("0180-vast", "0188")
PAIRS = [
    Pair("GA-L510", areas("0999"), GOOD, "ansvar.gpkg", 2, "unit_id", "0999"),
    Pair("GA-L511", areas("0188", "0188-ost"), GOOD, "ansvar.gpkg", 3, "unit_id", "0188-ost"),
    Pair(
        "GA-L512",
        register("2026-01-02", "2026-01-01"),
        register("2026-01-01", "2026-01-01"),
        "register.csv",
        2,
        "valid_to",
        "2026-01-01",
    ),
    Pair("GA-R511", island("9803A0010"), island()),
    Pair("GA-R510", marked(False, False, True, False), marked(False, True, True, False)),
]
