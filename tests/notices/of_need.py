"""GA-P040–P059: need recipes, bought CNI tables, the CNI-proxy, age."""

from __future__ import annotations

import pandas as pd
from pairs import Pair, borrowed

from geoaccess.need import measure_need
from geoaccess.paths import packaged_data
from geoaccess.study import AgeNeed, IndexComponent, NeedSettings, load_study, read_recipe
from geoaccess.tables import CNI_COUNTS

ASKED = borrowed("study/test_need_settings.py")
OBSERVED = ASKED.OBSERVED
LACKING = OBSERVED.replace("observed", "missing", 1)
RECIPE = packaged_data("presets", "need", "area_type.toml").read_text("utf-8")
OLDEST = ("people", "age_85plus")


def asked(need, columns=("people",)):
    """A fixture: a study file that says this of need, with these columns mapped."""

    def load(folder):
        for name in ("areas.csv", "people.csv", "sites.csv"):
            (folder / name).touch()
        mapped = ", ".join(f'{name} = "{name.upper()}"' for name in columns)
        path = folder / "study.toml"
        path.write_text(ASKED.STUDY.format(need=need, columns=mapped), "utf-8")
        load_study(path)
        return ()

    return load


def recipe(old="", new=""):
    """A fixture: a recipe that comes with geoaccess, with something else in it."""

    def read(folder):
        assert old in RECIPE
        path = folder / "eget.toml"
        path.write_text(RECIPE.replace(old, new, 1), "utf-8")
        read_recipe(path)
        return ()

    return read


def measured(columns, **settings):
    """A fixture: need of the areas a and b, a hundred people in each."""

    def notices(_):
        areas = pd.DataFrame({"people": [100.0, 100.0]} | columns, ["a", "b"])
        return measure_need(NeedSettings(**settings), areas).notices

    return notices


def bought(per, relative=(1.0, 1.2)):
    """A fixture: a bought CNI table of two areas."""
    table = {"cni_per_inhabitant": list(per), "cni_relative": list(relative)}
    said = {"reference": 2.5, "reference_source": "SCB"}
    return measured(table, recipe="cni_table", **said)


def old(people, **age):
    """A fixture: age-need, with so many people of 80 or older and of 85 or older in area a."""
    groups = dict(zip(("age_80plus", "age_85plus"), ([n, 9.0] for n in people), strict=False))
    return measured(groups, recipe="age", **age)


def proxy(**without):
    """A fixture: a CNI-proxy of two areas that leaves these out."""
    counts = {name: [4.0, 8.0] for name in CNI_COUNTS}
    provenance = dict.fromkeys(CNI_COUNTS, "observed") | without
    return measured(counts, recipe="cni_proxy", provenance=provenance, missing="leave_out")


CNI = 'recipe = "cni"'
PROXY = 'recipe = "cni_proxy"\n' + OBSERVED
LEFT_OUT = f'recipe = "cni_proxy"\n{LACKING}\nmissing = "leave_out"'
SOURCE = '\nreference_source = "SCB, riket 2024"'
AGE_80 = "people", "age_80plus"
AGE = 'recipe = "age"'
WEIGHED = AGE + "\nage.weights.age_80plus = 3.0"
VISITS = '\nage.source = "besök 2024"'
COUNTRY = 'recipe = "{}"\narea_type_mean = 0.1\narea_type_spread = 0.02' + SOURCE

# code, bad [need] and good one with the columns of each, row of the study file, value
SETTINGS = [
    ("GA-P041", (CNI + "\nreference = 2.4",), (CNI + "\nreference = 2.4" + SOURCE,), 32, "2.4"),
    (
        "GA-P042",
        ('recipe = "cni_table"' + SOURCE,),
        ('recipe = "cni_table"' + SOURCE, ("people", "cni_relative")),
        31,
        "cni_table",
    ),
    (
        "GA-P043",
        ('recipe = "area_type"',),
        ('recipe = "area_type"', ("people", "area_type")),
        31,
        "area_type",
    ),
    ("GA-P044", ('recipe = "cni_proxy"',), (PROXY,), 30, None),
    ("GA-P045", (f'recipe = "cni_proxy"\n{LACKING}',), (LEFT_OUT,), 32, None),
    ("GA-P046", (PROXY + '\nlabel = { sv = "CNI" }',), (PROXY,), 33, "CNI"),
    ("GA-P047", (LEFT_OUT + "\nreference = 2.4" + SOURCE,), (LEFT_OUT,), 34, "2.4"),
    ("GA-P048", (f"{CNI}\n{OBSERVED}",), (PROXY,), 32, "cni"),
    ("GA-P049", (COUNTRY.format("cni"),), (CNI,), 32, "0.1"),
    ("GA-P050", (AGE,), (AGE, OLDEST), 31, None),
    (
        "GA-P052",
        (WEIGHED.replace("3.0", "7.0") + VISITS, AGE_80),
        (WEIGHED + VISITS, AGE_80),
        32,
        "7",
    ),
    ("GA-P053", (CNI + "\nage.share = 0.3", OLDEST), (CNI, OLDEST), 32, None),
    (
        "GA-P054",
        (AGE + '\ncombine = "product"', OLDEST),
        (CNI + '\ncombine = "product"', OLDEST),
        32,
        "product",
    ),
    (
        "GA-P055",
        (WEIGHED, AGE_80),
        (WEIGHED + VISITS, AGE_80),
        32,
        None,
    ),
]


def divided(values):
    """A fixture: an own index of a column over the people of three areas, a hundred in each."""

    def notices(_):
        areas = pd.DataFrame({"people": [100.0] * 3, "renting": values}, ["a", "b", "c"])
        component = IndexComponent(column="renting", transform="none")
        return measure_need(NeedSettings(recipe="index", components=(component,)), areas).notices

    return notices


PAIRS = [
    Pair("GA-P410", divided([12.5, 80.1, 40.0]), divided([12, 80, 40]), value="renting"),
    Pair("GA-P411", divided([12, 130, 40]), divided([12, 108, 40]), value="renting"),
    Pair("GA-P040", recipe('"sum"', '"most"'), recipe(), "eget.toml", 6, "total", "most"),
    *(
        Pair(code, asked(*bad), asked(*good), file="study.toml", row=row, value=value)
        for code, bad, good, row, value in SETTINGS
    ),
    Pair(
        "GA-P051",
        old([20.0], age=AgeNeed(weights={"age_80plus": 3.0}, source="besök 2024")),
        old([20.0, 10.0]),
    ),
    Pair(
        "GA-P056",
        bought((2.5, 3.5)),
        bought((2.5, 3.0)),
        column="cni_relative",
        value="1.2",
    ),
    Pair(
        "GA-P057",
        bought((2.5, -3.0)),
        bought((2.5, 3.0)),
        column="cni_per_inhabitant",
        value="-3",
    ),
    Pair("GA-P058", old([20.0, 60.0]), old([20.0, 10.0]), column="age_85plus", value="60"),
    Pair("GA-P059", proxy(moved_in="missing"), proxy()),
]
