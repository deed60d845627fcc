"""GA-C071–C081 and GA-A040: the measures of access that a study asks for."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.study import load_study

ASKED = borrowed("study/test_access_settings.py")
SMALL = borrowed("pipeline/small_world.py")
NEAR = {"measures": ["2sfca"]}
# Without counts of the unemployed an area has no need value.
WITHHELD = ["9801C0010"]


def asked(more):
    """A fixture: a study file with this at its end."""

    def load(folder):
        (folder / "f.csv").touch()
        path = folder / "study.toml"
        path.write_text(ASKED.BASIC + more, "utf-8")
        load_study(path)
        return ()

    return load


def judged(*, withheld=(), **study):
    """A fixture: the small region judged, with some areas' need withheld."""

    def notices(_):
        prepared = SMALL.make_prepared(**study)
        areas = prepared.layers.areas.copy()
        areas.loc[list(withheld), "unemployed"] = float("nan")
        return SMALL.judge(SMALL.with_layers(prepared, areas=areas)).notices

    return notices


RANKS = {
    "recipe": "index",
    "components": [{"column": "unemployed", "transform": "rank"}],
    "date": "2025-12-31",
}


def of_settings():
    """One pair per code of the contradictions that the settings' own tests list."""
    seen = {}
    for code, bad, good, value in ASKED.CONTRADICTIONS:
        seen.setdefault(code, (bad, good, value))
    for code, (bad, good, value) in seen.items():
        lines = ASKED.BASIC.splitlines() + bad.splitlines()
        row = next(n for n, line in enumerate(lines, start=1) if line.startswith(ROWS[code]))
        yield Pair(code, asked(bad), asked(good), file="study.toml", row=row, value=value)


# What the line that is pointed at begins with.
ROWS = {
    "GA-C071": "measures",
    "GA-C072": "mode =",
    "GA-C073": "[access]",
    "GA-C074": "mode_shares",
    "GA-C075": "decay",
    "GA-C076": "decay",
    "GA-C077": "decay",
    "GA-C078": "decay",
    "GA-C079": "decay",
}

PAIRS = [
    *of_settings(),
    Pair(
        "GA-C080",
        judged(access=NEAR | {"reach_min": 61}),
        judged(access=NEAR | {"reach_min": 60}),
    ),
    Pair(
        "GA-C081",
        judged(need=RANKS, access=NEAR | {"demand": "need"}),
        judged(access=NEAR | {"demand": "need"}),
        value="need",
    ),
    Pair(
        "GA-A040",
        judged(withheld=WITHHELD, access=NEAR | {"demand": "need"}),
        judged(access=NEAR | {"demand": "need"}),
    ),
]
