"""GA-P560–P569: what is drawn for the stability of flags."""

from __future__ import annotations

from dataclasses import replace

from pairs import Pair, borrowed

from geoaccess.errors import NoticeList
from geoaccess.pipeline.measured import measure

SMALL = borrowed("pipeline/small_world.py")


def counted_to(seconds):
    """A fixture: the measures of a run whose times are counted up to so many seconds."""

    def notices(_):
        prepared = SMALL.make_prepared()
        times = {"car": replace(prepared.times["car"], cutoff=seconds)}
        found = NoticeList()
        measure(replace(prepared, times=times), found)
        return found

    return notices


PAIRS = [Pair("GA-P560", counted_to(1894), counted_to(1895))]
