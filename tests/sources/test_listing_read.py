"""Where people are listed, read from a file: counts, what is withheld, and every fault."""

from __future__ import annotations

import pytest

from geoaccess.sources import read_listing

ENTRY = """
[inputs.listing]
path = "listning.csv"
columns = {{ area_id = "DeSO", site_id = "HSA-id", listed = "Listade" }}
source = "s"
licence = "l"
{more}
"""
HEAD = "DeSO;HSA-id;Listade"


@pytest.fixture
def reading(make_study):
    def read(*rows, more="", head=HEAD, **given):
        text = "\n".join([head, *rows, ""])
        study = make_study({"listning.csv": text}, more=ENTRY.format(more=more))
        return read_listing(study, **given)

    return read


def test_each_row_is_a_count_and_what_is_withheld_is_missing(reading):
    rows = ["0114C1010;SE1;120", "0114C1010;SE2;<5", "0114C1010;SE3;..", ";SE1;", "0114C1010;SE4;0"]

    read = reading(*rows)

    assert read.frame["listed"].isna().tolist() == [False, True, True, True, False]
    assert read.frame["listed"].dropna().tolist() == [120, 0]
    assert read.frame["area_id"].isna().tolist() == [False, False, False, True, False]
    (told,) = [n for n in read.notices if n.code == "GA-T074"]
    assert told.places["n"] == 3
    assert read.provenance.role == "listing"
    assert read.provenance.sensitivity == "confidential"


def test_what_geoaccess_listed_writes_is_read_as_it_is(make_study):
    text = "area_id;site_id;listed\n0114C1010;SE1;3\n;SE1;2\n"
    entry = '[inputs.listing]\npath = "l.csv"\nsource = "s"\nlicence = "l"\n'

    read = read_listing(make_study({"l.csv": text}, more=entry))

    assert read.frame["listed"].tolist() == [3, 2]


def test_codes_get_lost_zeros_back_and_lose_scbs_vintage(reading):
    read = reading("114C1010_DeSO2025;7;12", areas=["0114C1010"], sites=["07"])

    assert read.frame.loc[0, ["area_id", "site_id"]].tolist() == ["0114C1010", "07"]


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ("0114C1010;SE2;-3", "GA-T003", "-3"),
        ("0114C1010;SE2;2,5", "GA-T011", "2,5"),
        ("0114C1010;SE2;många", "GA-T010", "många"),
        ("0114C1010;;12", "GA-T002", None),
        ("0114C1010;SE1;12", "GA-L540", "SE1"),
    ],
)
def test_each_fault_is_told_with_row_and_value(reading, refused, row, code, value):
    told = refused(reading, "0114C1010;SE1;100", row)

    assert [(n.code, n.row, n.value) for n in told] == [(code, 3, value)]


def test_all_faults_of_a_file_are_told_at_once(reading, refused):
    rows = ["0114C1010;SE1;-1", "0114C1010;SE1;5", "0114C1010;;1,5"]

    told = refused(reading, *rows)

    assert {n.code for n in told} == {"GA-T003", "GA-L540", "GA-T011", "GA-T002"}


def test_a_file_without_the_column_is_refused(reading, refused):
    told = refused(reading, "0114C1010;SE1;1", head="DeSO;HSA-id;Antal")

    assert "GA-T005" in [notice.code for notice in told]


def test_a_register_of_persons_is_refused(reading, refused):
    told = refused(reading, "0114C1010;SE1;1;19121212-1212", head=HEAD + ";pnr")

    assert all("1212" not in notice.render("sv") for notice in told)


def test_a_study_may_have_no_listing(make_study):
    assert read_listing(make_study()) is None
