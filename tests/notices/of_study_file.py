"""GA-C: the study file and what is wrong in it."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.study import load_study

GOOD = borrowed("study/test_load_study.py").GOOD
CAR = "[modes.car]"
LONG = 'pivot = "age"\nvalue_column = "n"\nvalues = { people = ["all"] }'
SITES = 'path = "sites.csv"'
PEOPLE = 'path = "people.csv"'
MORE = 'path = "sites.csv"\nsource = "s"\nlicence = "l"\n'


def written(text):
    """Load a study file of this text; None is no file at all."""

    def load(folder):
        for name in ("areas.geojson", "people.csv", "sites.csv"):
            (folder / name).touch()
        path = folder / "study.toml"
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        load_study(path)
        return ()

    return load


def after(line, more):
    """The good study with more below one of its lines."""
    assert line in GOOD
    return GOOD.replace(line, f"{line}\n{more}")


def times_for(mode):
    return after(CAR, f'[[inputs.times]]\nmode = "{mode}"\n{MORE}')


def districts(replaces):
    return after(CAR, f"[inputs.districts]\nreplaces = {replaces}\n{MORE}")


def component(column, more=""):
    return after(CAR, f'[[need.components]]\ncolumn = "{column}"\n{more}')


# code, bad text, good text, row, value
TEXTS = [
    ("GA-C002", GOOD.replace('"R"', '"Ö"').encode("cp1252"), GOOD.replace('"R"', '"Ö"'), 4, None),
    ("GA-C003", GOOD.replace('"A"', '"A'), GOOD, 3, None),
    ("GA-C010", after(SITES, "colums = {}"), after(SITES, "columns = {}"), 19, "{…}"),
    ("GA-C011", GOOD.replace('id = "a"\n', ""), GOOD, 1, None),
    ("GA-C012", GOOD.replace("number = 3", "number = inf"), GOOD, 23, "inf"),
    (
        "GA-C013",
        after(CAR, '[need]\nrecipe = "cnii"'),
        after(CAR, '[need]\nrecipe = "cni"'),
        29,
        "cnii",
    ),
    ("GA-C014", GOOD.replace('"A"', "3"), GOOD.replace('"A"', '"3"'), 3, "3"),
    ("GA-C015", after(CAR, 'cutoff_min = "9"'), after(CAR, "cutoff_min = 9"), 28, "9"),
    ("GA-C016", GOOD.replace("number = 3", "number = 3.5"), GOOD, 23, "3.5"),
    ("GA-C017", after(CAR, "[outputs]\nmap = 1"), after(CAR, "[outputs]\nmap = true"), 29, "1"),
    ("GA-C018", GOOD.replace("2026-10-01", '"soon"'), GOOD, 5, "soon"),
    (
        "GA-C019",
        after(CAR, '[settlement]\nislands = "x"'),
        after(CAR, '[settlement]\nislands = ["x"]'),
        29,
        "x",
    ),
    (
        "GA-C020",
        after(CAR, '[rules]\nthresholds_min = "x"'),
        after(CAR, "[rules.thresholds_min.A]\ncar = 15"),
        29,
        "x",
    ),
    ("GA-C021", after(CAR, "cutoff_min = 0"), after(CAR, "cutoff_min = 1"), 28, "0"),
    ("GA-C022", GOOD.replace('"a"', '"A b"'), GOOD.replace('"a"', '"a-b"'), 2, "A b"),
    (
        "GA-C023",
        component("people", "winsor = [0.1]"),
        component("people", "winsor = [0.1, 0.9]"),
        30,
        None,
    ),
    (
        "GA-C029",
        f"x = {'[' * 250}{']' * 250}\n{GOOD}",
        after(CAR, "[rules.thresholds_min.A]\ncar = 15"),
        1,
        "[[[…",
    ),
    ("GA-C030", GOOD.replace(PEOPLE, 'path = "peple.csv"'), GOOD, 13, "peple.csv"),
    ("GA-C031", GOOD.replace(SITES, 'path = "."'), GOOD, 18, "."),
    (
        "GA-C040",
        after(SITES, 'columns = { car_type = "a" }'),
        after(SITES, 'columns = { care_type = "a" }'),
        19,
        "car_type",
    ),
    (
        "GA-C041",
        after(SITES, 'columns.name = "n"\nconstants.name = "b"'),
        after(SITES, 'columns.name = "n"\nconstants.care_type = "b"'),
        20,
        None,
    ),
    (
        "GA-C042",
        after(CAR, '[need]\nrecipe = "index"'),
        component("people", '[need]\nrecipe = "index"'),
        29,
        None,
    ),
    ("GA-C043", districts([]), districts(["0180"]), 29, None),
    ("GA-C044", GOOD.replace(CAR, "[modes]"), GOOD, 27, "{…}"),
    ("GA-C045", times_for("walk"), times_for("car"), 29, "walk"),
    ("GA-C046", after(PEOPLE, 'pivot = "age"'), after(PEOPLE, LONG), 12, None),
    ("GA-C047", component("peple"), component("people"), 29, "peple"),
]

PAIRS = [
    Pair("GA-C001", written(None), written(GOOD), file="study.toml"),
    *(
        Pair(code, written(bad), written(good), file="study.toml", row=row, value=value)
        for code, bad, good, row, value in TEXTS
    ),
]
