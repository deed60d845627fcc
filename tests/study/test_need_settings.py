"""Faults of [need] are told with their line when the study is read, before a run reckons."""

import pytest

from geoaccess.errors import ConfigError
from geoaccess.study import load_study

STUDY = """\
[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01

[inputs.areas]
path = "areas.csv"
source = "SCB"
licence = "CC0"

[[inputs.statistics]]
path = "people.csv"
columns = {{ {columns} }}
source = "SCB"
licence = "CC0"

[[inputs.sites]]
path = "sites.csv"
source = "R"
licence = "intern"

[supply.expected_sites]
number = 3
source = "R"
date = 2026-01-01

[modes.car]

[need]
{need}
"""
SEVEN = [
    "elderly_alone",
    "foreign_born",
    "unemployed",
    "single_parent",
    "moved_in",
    "low_edu",
    "under5",
]
OBSERVED = "provenance = { " + ", ".join(f'{name} = "observed"' for name in SEVEN) + " }"
TOWNSEND = ["unemployed", "labour_force", "overcrowded", "no_car", "not_owned", "households"]


@pytest.fixture
def load(tmp_path):
    for name in ("areas.csv", "people.csv", "sites.csv"):
        (tmp_path / name).touch()

    def loaded(need, columns=("people",)):
        path = tmp_path / "study.toml"
        mapped = ", ".join(f'{name} = "{name.upper()}"' for name in columns)
        path.write_text(STUDY.format(need=need, columns=mapped), "utf-8")
        return load_study(path)

    return loaded


@pytest.mark.parametrize(
    ("need", "columns"),
    [
        ('recipe = "cni"\nreference = 2.4\nreference_source = "SCB"', ("people",)),
        ('recipe = "cni_table"\nreference_source = "SCB"', ("people", "cni_relative")),
        (f'recipe = "cni_proxy"\n{OBSERVED}', ("people",)),
        ('recipe = "townsend"', ("people", *TOWNSEND)),
        ('recipe = "area_type"', ("people", "area_type")),
        ('recipe = "age"', ("people", "age_85plus")),
        ('recipe = "cni"\ncombine = "product"', ("people", "age_85plus")),
        ('recipe = "cni"\ncombine = "geometric"\nage = { share = 0.3 }', ("people", "age_85plus")),
    ],
)
def test_each_recipe_is_a_study_when_its_columns_are_given(load, need, columns):
    assert load(need, columns).need.recipe in need


@pytest.mark.parametrize(
    ("need", "code"),
    [
        ('recipe = "cni"\nreference = 2.4', "GA-P041"),
        ('recipe = "cni_table"', "GA-P042"),
        ('recipe = "area_type"', "GA-P043"),
        ('recipe = "cni_proxy"', "GA-P044"),
        ('recipe = "cni_proxy"\n' + OBSERVED.replace("observed", "missing", 1), "GA-P045"),
        (f'recipe = "cni_proxy"\n{OBSERVED}\nlabel = {{ sv = "CNI" }}', "GA-P046"),
        (f'recipe = "cni"\n{OBSERVED}', "GA-P048"),
        ('recipe = "cni"\narea_type_mean = 0.1', "GA-P049"),
        ('recipe = "age"', "GA-P050"),
        ('recipe = "cni"\nage = { share = 0.3 }', "GA-P053"),
        ('recipe = "cni"\ncombine = "sum"', "GA-C013"),
        ('recipe = "cni_proxy"\n' + OBSERVED.replace("observed", "guessed", 1), "GA-C013"),
    ],
)
def test_each_fault_of_need_has_its_notice_and_its_line(load, need, code):
    with pytest.raises(ConfigError) as caught:
        load(need)

    told = [n for n in caught.value.notices if n.code == code]
    assert told
    assert told[0].row is not None
    assert told[0].row >= STUDY[: STUDY.index("[need]")].count("\n")
    assert told[0].render("sv") != told[0].render("en")


def test_a_column_that_only_looks_like_ours_is_still_a_misspelling(load):
    with pytest.raises(ConfigError, match="GA-C040"):
        load('recipe = "cni"', ("people", "age_81plus"))
