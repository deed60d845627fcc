"""GA-C51x: tables of times for the same trips. GA-S51x: turns that are forbidden."""

from __future__ import annotations

from of_layers import WORLD
from pairs import Pair

from geoaccess.study import load_study

TABLE = """[[inputs.times]]
path = "{name}.csv"
mode = "car"
source = "s"
licence = "l"
"""


def tables_of_times(*names):
    """A fixture: the small study, and these tables of times beside the one it has."""

    def load(folder):
        text = WORLD.good_world().write(folder)
        for name in names:
            (folder / f"{name}.csv").write_text("from_id,to_id,travel_time\n", "utf-8")
        more = "".join(TABLE.format(name=name) for name in names)
        path = folder / "study.toml"
        path.write_text(text.replace("[modes.car]", f"{more}[modes.car]"), "utf-8")
        load_study(path)
        return ()

    return load


PAIRS = [
    Pair(
        "GA-C510",
        tables_of_times("more"),
        tables_of_times(),
        "study.toml",
        78,
        "",
        "car",
    ),
]
