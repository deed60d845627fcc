"""GA-S53x: waits at signals and signs. GA-M53x: times tried against known ones."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.travel import street_notices

DRAWN = borrowed("travel/conftest.py")


def waiting(**seconds):
    """A fixture: a street with signals, by a car that waits so long."""

    def notices(_):
        town = DRAWN.draw_network("A--B--C", signs={"B": {"highway": "traffic_signals"}})
        mode = DRAWN.metre_a_second("car", junction_delays_s=seconds)
        return street_notices(town.network, mode)

    return notices


PAIRS = [
    Pair("GA-S530", waiting(traffic_signals=10.0), waiting(traffic_signals=0.0, stop=5.0)),
]
