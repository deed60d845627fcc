"""What a study may say of a forecast: each contradiction is told with its key and line."""

import pytest
from smallest_study import basic

from geoaccess.errors import ConfigError
from geoaccess.study import load_study

BASIC = basic()
FILE = '[inputs.forecast]\npath = "f.csv"\nsource = "s"\nlicence = "l"\n'
PEOPLE = 'pivot = "ålder"\nvalues = { people = ["totalt"] }\n'


@pytest.fixture
def load(tmp_path):
    (tmp_path / "f.csv").touch()

    def loaded(more, year=None):
        path = tmp_path / "study.toml"
        path.write_text(BASIC + more, "utf-8")
        return load_study(path, year=year)

    return loaded


@pytest.mark.parametrize(
    ("bad", "good", "code"),
    [
        ("[forecast]\nyear = 2032\n", FILE + "[forecast]\nyear = 2032\n", "GA-P070"),
        (
            FILE + '[forecast]\nyear = 2032\npreset = "stockholm-2032"\n',
            '[forecast]\nyear = 2032\npreset = "stockholm-2032"\n',
            "GA-P071",
        ),
        (
            FILE + "[forecast]\nyear = 2032\nbase = 2032\n",
            FILE + "[forecast]\nyear = 2032\nbase = 2031\n",
            "GA-P072",
        ),
        (FILE + 'pivot = "ålder"\n', FILE + PEOPLE, "GA-P073"),
        (FILE + 'values = { people = ["totalt"] }\n', FILE, "GA-P073"),
        (FILE + PEOPLE.replace("people", "age_80plus"), FILE + PEOPLE, "GA-P074"),
        (FILE + PEOPLE.replace("people =", "peple ="), FILE + PEOPLE, "GA-C040"),
        (FILE + "[forecast]\nyear = 32\n", FILE + "[forecast]\nyear = 2032\n", "GA-C021"),
    ],
)
def test_a_contradiction_is_refused_and_its_cure_holds(load, bad, good, code):
    with pytest.raises(ConfigError) as caught:
        load(bad)

    fault = next(n for n in caught.value.notices if n.code == code)
    assert fault.row is not None
    assert fault.cure("sv")
    load(good)


def test_the_year_can_be_asked_for_when_the_study_is_run(load):
    assert load(FILE).forecast is None
    assert load(FILE, year=2032).forecast.year == 2032
    assert load(FILE + "[forecast]\nyear = 2040\nbase = 2024\n", year=2032).forecast.base == 2024
    with pytest.raises(ConfigError) as caught:
        load("", year=2032)
    assert [n.code for n in caught.value.notices] == ["GA-P070"]
