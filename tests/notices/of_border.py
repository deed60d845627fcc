"""GA-S55x: streets that end too near."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.pipeline.prepare import prepare

BORDERED = borrowed("pipeline/bordered.py")


def streets_within(box):
    """A fixture: a region's streets, and how far their extract says it reaches."""

    def run(folder):
        study = BORDERED.study_of(folder, BORDERED.STREETS, box=box)
        return prepare(study).notices

    return run


PAIRS = [Pair("GA-S550", streets_within(None), streets_within((14.0, 59.0, 20.0, 62.0)))]
