"""What a study may say of its measures: each contradiction is told with its key and line."""

import pytest
from smallest_study import basic

from geoaccess.errors import ConfigError
from geoaccess.study import load_study

BASIC = basic("walk", ending="[access]\n")
HALF = 'decay = { form = "gaussian", half_min = 10 }\n'

# code, bad settings and good ones, value that is told
CONTRADICTIONS = [
    ("GA-C071", 'measures = ["raam", "raam"]\n', 'measures = ["raam"]\n', "raam"),
    ("GA-C072", 'mode = "bicycle"\n', 'mode = "walk"\n', "bicycle"),
    (
        "GA-C073",
        'measures = ["mm2sfca"]\n',
        'measures = ["mm2sfca"]\nmode_shares = { car = 1.0 }\n',
        None,
    ),
    ("GA-C073", "mode_shares = { car = 1.0 }\n", "", None),
    (
        "GA-C074",
        'measures = ["mm2sfca"]\nmode_shares = { car = 0.7, walk = 0.2 }\n',
        'measures = ["mm2sfca"]\nmode_shares = { car = 0.7, walk = 0.3 }\n',
        "0.9",
    ),
    ("GA-C075", 'decay = { form = "gaussian" }\n', HALF, None),
    (
        "GA-C075",
        'decay = { form = "logistic", half_min = 9 }\n',
        'decay = { form = "logistic", half_min = 9, spread_min = 2 }\n',
        None,
    ),
    ("GA-C075", 'decay = { form = "step" }\n', 'decay = { form = "linear" }\n', None),
    (
        "GA-C076",
        'decay = { form = "linear", half_min = 10 }\n',
        'decay = { form = "linear" }\n',
        "half_min",
    ),
    ("GA-C077", HALF + "reach_min = 10\n", HALF + "reach_min = 11\n", "10.0"),
    (
        "GA-C078",
        'decay = { form = "inverse_power", half_min = 5, floor_min = 5 }\n',
        'decay = { form = "inverse_power", half_min = 5, floor_min = 4 }\n',
        "5.0",
    ),
    (
        "GA-C079",
        'decay = { form = "step", zones_min = { "20" = 1.0, "10" = 0.5 } }\n',
        'decay = { form = "step", zones_min = { "10" = 1.0, "20" = 0.5 } }\n',
        "20: 1, 10: 0.5",
    ),
    (
        "GA-C079",
        'decay = { form = "step", zones_min = { "near" = 1.0 } }\n',
        'decay = { form = "step", zones_min = { "10" = 1.0 } }\n',
        None,
    ),
]


@pytest.fixture
def load(tmp_path):
    (tmp_path / "f.csv").touch()

    def loaded(more):
        path = tmp_path / "study.toml"
        path.write_text(BASIC + more, "utf-8")
        return load_study(path)

    return loaded


@pytest.mark.parametrize(("code", "bad", "good", "value"), CONTRADICTIONS)
def test_a_contradiction_is_refused_and_its_cure_holds(load, code, bad, good, value):
    with pytest.raises(ConfigError) as caught:
        load(bad)

    fault = next(n for n in caught.value.notices if n.code == code)
    assert fault.row is not None
    assert value is None or fault.value == value
    load(good)


def test_all_contradictions_are_told_at_once(load):
    with pytest.raises(ConfigError) as caught:
        load('measures = ["huff", "huff"]\nmode = "bicycle"\ndecay = { form = "gaussian" }\n')

    assert {n.code for n in caught.value.notices} == {"GA-C071", "GA-C072", "GA-C075"}


def test_a_study_without_measures_asks_for_none(load):
    assert load("").access.measures == ()
