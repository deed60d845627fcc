"""No input may have a column of personal identity numbers, and no message says one."""

import pytest

from geoaccess import sources
from geoaccess.errors import InputError
from geoaccess.errors.personal import tells_persons

NUMBERS = ("19121212-1212", "19811218-9876")
ENTRY = '[{role}]\npath = "{file}"\nsource = "s"\nlicence = "l"\n'

READERS = {
    "people.csv": lambda study: sources.read_statistics(study, study.inputs.statistics[0]),
    "sites.csv": sources.read_sites,
    "inputs.kommuner": sources.read_kommuner,
    "inputs.grid": sources.read_grid,
    "inputs.buildings": sources.read_buildings,
    "inputs.regso_key": sources.read_regso_key,
    "inputs.register": sources.read_register,
    "[inputs.times]": lambda study: sources.read_times(study, study.inputs.times[0]),
}


@pytest.mark.parametrize("role", READERS)
def test_such_a_column_of_any_input_is_refused_though_nobody_reads_it(make_study, role, caplog):
    own = role.endswith(".csv")
    file = role if own else "more.csv"
    rows = "".join(f"{i},{number}\n" for i, number in enumerate(NUMBERS))
    mode = 'mode = "car"\n' if "times" in role else ""
    more = "" if own else ENTRY.format(role=role, file=file) + mode
    study = make_study({file: "nr,personnr\n" + rows}, more=more)

    with pytest.raises(InputError) as refused:
        READERS[role](study)

    told = [n for n in refused.value.notices if n.code == "GA-T410"]
    assert [(n.file, n.column, n.value) for n in told] == [(file, "personnr", None)]
    said = str(refused.value) + caplog.text + told[0].render("sv")
    assert not any(number in said or number.replace("-", "") in said for number in NUMBERS)


def test_numbers_that_only_look_alike_are_no_persons():
    assert not tells_persons(["556036-0793", "202100-6032"])
    assert not tells_persons(["3520006860000", "202401011230"])
    assert tells_persons(["8112189876", "1212121212", ""])
