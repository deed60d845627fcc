"""GA-L47x: small areas that are merged with a neighbour."""

from __future__ import annotations

from of_layers import WORLD
from pairs import Pair

from geoaccess.layers import build_layers
from geoaccess.study.load import parse_study

_VINTAGE = 'vintage = "DeSO 2025, 2025-12-31"'


def merging(min_count, *, mode="merge", confidential=True):
    """A fixture: the small study's layers, protected so.

    39 people of 80 or more live in the smallest area, 322 in its kommun and 400 in the other.
    """

    def build(folder):
        text = WORLD.good_world().write(folder)
        if confidential:
            first, said, rest = text.partition(_VINTAGE)
            text = first + said + rest.replace('sensitivity = "open"\n', "", 1)
        text += f'[disclosure]\nmode = "{mode}"\nmin_count = {min_count}\n'
        return build_layers(parse_study(text, base=folder)).notices

    return build


_ASKED = {"file": "study.toml", "column": "disclosure.mode", "value": "merge"}
PAIRS = [
    Pair("GA-L470", merging(5, confidential=False), merging(5, mode="suppress"), **_ASKED),
    Pair("GA-L471", merging(40), merging(39)),
    Pair("GA-L472", merging(400), merging(40)),
]
