"""A forecast as PxWeb and regions write it, and each fault with file, row, value and cure."""

import re

import numpy as np
import pandas as pd
import pytest

from geoaccess.errors import InputError
from geoaccess.paths import packaged_data
from geoaccess.sources import read_areas, read_forecast
from geoaccess.sources.forecast import base_year
from geoaccess.sources.mapping import SourceTable
from geoaccess.study import load_study

STATISTICS = """columns = { people = "n" }
vintage = "DeSO 2025, 2024-12-31"
"""
INPUT = """[inputs.forecast]
path = "f.csv"
source = "SCB"
licence = "CC0"
columns = { area_id = "region" }
"""
BY_AGE = (
    INPUT
    + """pivot = "ålder"
values = { people = ["totalt"], age_65plus = ["65-79", "80+"], age_80plus = ["80+"] }
"""
)
YEAR = "[forecast]\nyear = 2032\n"
GOOD = """"region","ålder","2024","2032"
"0180 Stockholm","totalt",1000,1100
"0180 Stockholm","65-79",150,160
"0180 Stockholm","80+",50,75
"0188 Norrtälje","totalt",600,590
"0188 Norrtälje","65-79",100,110
"0188 Norrtälje","80+",40,60
"9999 Annat","totalt",..,..
"9999 Annat","65-79",1,1
"9999 Annat","80+",1,1
"""


def areas(ids=("0180C1010", "0180C1020", "0188A0010")):
    return SourceTable(
        frame=pd.DataFrame({"area_id": list(ids)}),
        lines=pd.Series(range(len(ids))),
        provenance=None,
        notices=(),
    )


@pytest.fixture
def forecast(make_study):
    def make(text=GOOD, more=BY_AGE, year=YEAR, **named):
        raw = text if isinstance(text, bytes) else text.encode()
        return make_study({"f.csv": raw}, more=more + year, **{"statistics": STATISTICS} | named)

    return make


def test_a_table_as_pxweb_writes_it_gives_both_years_for_the_studys_kommuner(forecast):
    table = read_forecast(forecast(GOOD.encode("cp1252")), areas())

    frame = table.frame.set_index("area_id")
    assert frame.index.tolist() == ["0180", "0188"]
    assert frame["people"].tolist() == [1100, 590]
    assert frame["age_65plus"].tolist() == [235, 170]
    assert frame["age_80plus"].tolist() == [75, 60]
    assert frame["base_people"].tolist() == [1000, 600]
    assert frame["base_age_65plus"].tolist() == [200, 140]
    assert table.lines.tolist() == [2, 5]
    assert table.provenance.role == "forecast"


def test_a_code_column_that_lost_its_zeros_and_no_ages_is_read(forecast):
    table = read_forecast(
        forecast("region;namn;2024;2032\n180;Stockholm;1000;1100\n188;Norrtälje;600;590\n", INPUT),
        areas(),
    )

    assert table.frame["area_id"].tolist() == ["0180", "0188"]
    assert table.frame["people"].tolist() == [1100, 590]
    assert "age_65plus" not in table.frame


def test_a_forecast_by_area_reads_scbs_codes_with_their_vintage(forecast):
    text = (
        "region,Folkmängd 2024,Folkmängd 2032\n0180C1010_DeSO2025,10,12\n0180C1020_DeSO2025,20,18\n"
    )
    study = forecast(text, INPUT + 'level = "area"\n', areas='vintage = "DeSO 2025"')

    table = read_forecast(study, areas(("0180C1010", "0180C1020")))

    assert table.frame["people"].tolist() == [12, 18]


def test_nothing_is_read_for_a_run_of_today(forecast):
    assert read_forecast(forecast(year=""), areas()) is None


@pytest.mark.parametrize(
    ("statistics", "year", "base"),
    [
        (STATISTICS, YEAR, 2024),
        (STATISTICS, YEAR + "base = 2023", 2023),
        ('columns = { people = "n" }\nvintage = "2023-12-31"', YEAR, 2023),
        (
            'pivot = "a"\nvalue_column = "000007Y7 2022"\nvalues = { people = ["b"] }',
            YEAR,
            2022,
        ),
    ],
)
def test_the_base_is_the_year_of_the_statistics_or_as_stated(forecast, statistics, year, base):
    assert base_year(forecast(year=year, statistics=statistics)) == base


def test_statistics_without_a_year_are_refused_until_the_base_is_stated(forecast):
    study = forecast(statistics='columns = { people = "n" }\nvintage = "DeSO 2025"')

    with pytest.raises(InputError) as caught:
        base_year(study)

    assert [n.code for n in caught.value.notices] == ["GA-P076"]
    assert "base = 2024" in caught.value.render("sv")


@pytest.mark.parametrize(
    ("old", "new", "code", "row", "told"),
    [
        ('"2024","2032"', '"2025","2031"', "GA-P080", None, "2031"),
        ('"2024","2032"', '"i 2024","2024","2032"', "GA-P081", None, "i 2024"),
        ("1000,1100", "1000,..", "GA-P077", 2, "2032"),
        ("110\n", "..\n", "GA-P077", 6, "0188"),
        ("150,160", "150,1160", "GA-P079", 3, "1235"),
        ("0188 Norrtälje", "0187 Vaxholm", "GA-P078", None, "0188"),
        ("9999 Annat", "0188 Igen", "GA-T004", 8, "0188"),
        ("1000,1100", "1000,många", "GA-T010", 2, "många"),
        ('"80+",50,75', '"81+",50,75', "GA-T053", None, "0180"),
    ],
)
def test_each_fault_is_told_with_its_place(forecast, refused, old, new, code, row, told):
    text = GOOD.replace(old, new)
    if code == "GA-P081":
        text = re.sub(r"(,[^,\n]+)\n", r"\1\1\n", text).replace('"2032","2032"', '"2032"')

    notices = refused(read_forecast, forecast(text), areas())

    fault = next(n for n in notices if n.code == code)
    assert fault.file == "f.csv"
    assert row is None or fault.row == row
    assert told in fault.render("sv").replace("\xa0", " ")
    assert fault.cure("sv")


def test_all_the_faults_of_the_two_years_are_told_at_once_and_each_once(forecast, refused):
    text = GOOD.replace("1000,1100", "a,b").replace("600,590", "600,-5")

    notices = refused(read_forecast, forecast(text), areas())

    told = [(n.code, n.row, n.value) for n in notices]
    assert len(told) == len(set(told))
    assert {2, 5} <= {n.row for n in notices}


def test_rounding_may_make_a_part_a_little_larger_than_its_whole(forecast):
    text = GOOD.replace("1000,1100", "200,230")

    table = read_forecast(forecast(text), areas())

    assert table.frame["age_65plus"].tolist() == [235, 170]


def test_boundaries_of_another_vintage_are_refused(forecast, refused):
    text = "region,2024,2032\n0180C1010,10,12\n0180C1020,20,18\n"
    more = INPUT + 'level = "area"\nvintage = "DeSO 2018"\n'

    notices = refused(read_forecast, forecast(text, more, areas='vintage = "DeSO 2025"'), areas())

    assert [n.code for n in notices] == ["GA-L001"]


def test_the_embedded_forecast_adds_up_to_the_embedded_statistics():
    study = load_study(packaged_data("exempellan", "study.toml"), year=2032)
    table = read_forecast(study, read_areas(study))

    assert len(table.frame) == 7
    assert table.frame["base_people"].sum() == 124_495
    assert np.all(table.frame["age_65plus"] > table.frame["age_80plus"])
    assert {n.severity for n in table.notices} == {"info"}
