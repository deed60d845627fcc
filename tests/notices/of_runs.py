"""GA-R: what the result rests on."""

from __future__ import annotations

import dataclasses

from pairs import Pair, borrowed, once

from geoaccess.pipeline import judge
from geoaccess.times import Status

SMALL = borrowed("pipeline/small_world.py")
NAN = float("nan")


def judged(**changes):
    """A fixture: the small region judged with something else in it."""
    return lambda _: judge(SMALL.make_prepared(**changes)).notices


def expecting(number, capacity="fte"):
    expected = {"number": number, "source": "avtalen", "date": "2026-10-01"}
    return judged(supply={"capacity": capacity, "expected_sites": expected})


def sites(**columns):
    return judged(sites=SMALL.small_sites(**columns))


def by_mode(name):
    """A fixture: the region has times for this mode only."""

    def notices(_):
        prepared = SMALL.make_prepared()
        times = {name: dataclasses.replace(prepared.times["car"], mode=name)}
        return judge(dataclasses.replace(prepared, times=times)).notices

    return notices


def way_to_s2(status):
    """A fixture: from everywhere the way to the site in the south is this."""

    def notices(_):
        seconds = {
            point: (*times[:2], int(status), times[3]) for point, times in SMALL.SECONDS.items()
        }
        return judge(SMALL.make_prepared(seconds=seconds)).notices

    return notices


GOOD = once(judged())

PAIRS = [
    Pair("GA-R001", expecting(3), GOOD),
    Pair("GA-R002", expecting(1), GOOD),
    Pair("GA-R005", expecting(2, "none"), GOOD),
    Pair("GA-R006", sites(fte_spec=[NAN, 2.0, NAN, 1.0]), GOOD),
    Pair("GA-R007", by_mode("walk"), by_mode("car")),
    Pair("GA-R008", GOOD, sites(care_type=["filial", "vardcentral", "filial", "vardcentral"])),
    Pair("GA-R009", GOOD, sites(care_type=["bvc", "vardcentral", "filial", "bvc"])),
    Pair("GA-R010", way_to_s2(Status.NOT_SNAPPED), way_to_s2(Status.BEYOND_CUTOFF), value="s2"),
]
