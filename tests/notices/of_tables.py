"""GA-T: tables read as text, their cells, and what was taken for granted of them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import partial

from pairs import Pair
from small_files import A, B, in_workbook, lists, read, study_of, workbook

from geoaccess.errors.personal import HIDDEN_NUMBER
from geoaccess.sources import read_statistics

people, sites, grid, times = (
    partial(read, file) for file in ("people.csv", "sites.csv", "grid.csv", "times.csv")
)
GOOD = f"area_id,people\n{A},1\n"
TWO = f"area_id,people\n{A},1\n{B},2\n"
SITES = "site_id,name,east,north\n1,Norra,600123,6700456\n"


def cell(value):
    """A count of people, as it is written."""
    return people(f"area_id,people\n{A},{value}\n")


def listed(**columns):
    """One site with more columns."""
    values = {"site_id": "1", "name": "Norra", "east": "600123", "north": "6700456"} | columns
    return sites(";".join(values) + "\n" + ";".join(values.values()) + "\n")


def several(column, values):
    """Sites far apart with a value each in a column."""
    rows = [f"{i},Nr {i},60{i}123,6700456,{v}\n" for i, v in enumerate(values)]
    return sites(f"site_id,name,east,north,{column}\n" + "".join(rows))


HEAD = ["site_id", "name", "east", "north", "valid_from"]
ROW = [1, "Norra", 600123, 6700456, None]
SUM = workbook({"A": [HEAD, [1, "Norra", "=600000+123", 6700456, None]]})


def book(*rows, **more):
    return sites(workbook({"Lista": [HEAD, *rows]} | more))


def packed(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def gone(folder):
    """A table that is taken away between study file and reading."""
    study = study_of(folder, {"people.csv": GOOD})
    (folder / "people.csv").unlink()
    return read_statistics(study, study.inputs.statistics[0]).notices


LONG = (
    'columns = {area_id = "Region"}\npivot = "Alder"\nvalue_column = "n"\n'
    'values = {people = ["totalt"], age_80plus = ["80-"]}\n'
)


def long(rows):
    return people("Region,Alder,n\n" + rows, LONG)


WHOLE = long(f"{A},totalt,9\n{A},80-,1\n{B},totalt,9\n{B},80-,1\n")


def where(value):
    return people(f"area_id,people,sex\n{A},1,1+2\n", f'where = {{ sex = "{value}" }}')


def exclude(value):
    said = f'exclude = [{{column = "area_id", values = ["{value}"], reason = "slut"}}]'
    return people(TWO, said)


def codes(*ids):
    return people("area_id,people\n" + "".join(f"{i},1\n" for i in ids))


def cells(*ids):
    return grid("cell_id,people\n" + "".join(f"{i},1\n" for i in ids), "cell_size = 250")


def corners(step):
    return cells(*(f"{600_000 + step * i:07d}{6_700_000 + step * i:07d}" for i in range(20)))


def pairs(*rows):
    return times("from_id,to_id,travel_time\n" + "".join(rows), 'mode = "car"')


def vintage(year):
    return people(f"area_id,people\n{A}_DeSO2025,1\n", f'vintage = "DeSO {year}"')


LIST, FOLK = "sites.csv", "people.csv"

PAIRS = [
    Pair("GA-T001", people(f"kod,people\n{A},1\n"), people(GOOD), FOLK, column="area_id"),
    Pair("GA-T002", codes(""), codes(A), FOLK, 2, "area_id"),
    Pair("GA-T003", cell(-1), cell(0), FOLK, 2, "people", "-1"),
    Pair("GA-T004", codes(A, B, A), codes(A, B), FOLK, 4, "area_id", A),
    Pair(
        "GA-T005",
        people(f"area_id,folk\n{A},1\n", 'columns.people = "flok"'),
        people(f"area_id,folk\n{A},1\n", 'columns.people = "folk"'),
        FOLK,
        value="flok",
    ),
    Pair("GA-T010", cell("många"), cell(""), FOLK, 2, "people", "många"),
    Pair("GA-T011", cell("1.5"), cell("1.0"), FOLK, 2, "people", "1.5"),
    Pair("GA-T012", cell("8.500"), cell("8 500"), FOLK, 2, "people", "8.500"),
    Pair(
        "GA-T013",
        people(f"area_id;share\n{A};1,5\n{B};2.5\n", 'columns.share = "share"'),
        people(f"area_id;share\n{A};1,5\n{B};2,5\n", 'columns.share = "share"'),
        FOLK,
        column="share",
        value="1,5",
    ),
    Pair(
        "GA-T014",
        listed(valid_from="2026-13-01"),
        listed(valid_from="2026-03-01"),
        LIST,
        2,
        "valid_from",
        "2026-13-01",
    ),
    Pair("GA-T015", listed(gsa="kanske"), listed(gsa="nej"), LIST, 2, "gsa", "kanske"),
    Pair(
        "GA-T016",
        book([1, "#N/A", 600123, 6700456]),
        book([1, "N/A", 600123, 6700456]),
        LIST,
        2,
        value="#N/A",
    ),
    Pair(
        "GA-T017",
        sites(in_workbook(SUM, lambda xml: xml.replace(b"</f><v>0</v>", b"</f>"))),
        sites(in_workbook(SUM, lambda xml: xml.replace(b"</f><v>0<", b"</f><v>600123<"))),
        LIST,
        2,
    ),
    Pair(
        "GA-T018",
        codes("a", "19121212-1212"),
        codes("a", "556036-0793"),
        FOLK,
        3,
        "area_id",
        HIDDEN_NUMBER,
    ),
    Pair(
        "GA-T019",
        sites("site_id;name;lat;lon\n1;A;60°24';16,8\n"),
        sites("site_id;name;lat;lon\n1;A;60,4;16,8\n"),
        LIST,
        2,
        "lat",
        "60°24'",
    ),
    Pair("GA-T020", people(b" \n\n"), people(GOOD), FOLK),
    Pair("GA-T021", people(GOOD.replace("1\n", "\x00\n")), people(GOOD), FOLK),
    Pair("GA-T022", people("<!DOCTYPE html><html>Logga in"), people(GOOD), FOLK),
    Pair(
        "GA-T023",
        people(GOOD.replace("1\n", "1\nå,2\n").encode("cp1252"), 'encoding = "utf-8"'),
        people(GOOD.replace("1\n", "1\nå,2\n").encode(), 'encoding = "utf-8"'),
        FOLK,
        3,
    ),
    Pair(
        "GA-T024",
        people(f"area_id,b;area_id\n{A},2;{A}\n"),
        people(f"area_id,b;area_id\n{A},2;{A}\n", 'delimiter = ","'),
        FOLK,
    ),
    Pair("GA-T025", cell('"1'), cell('"1"'), FOLK, 2),
    Pair("GA-T026", cell("1,2"), cell('"1"'), FOLK, 2),
    Pair(
        "GA-T027",
        people(f"area_id,people,people\n{A},1,2\n"),
        people(f"area_id,people,People\n{A},1,2\n"),
        FOLK,
        1,
        value="people",
    ),
    Pair("GA-T028", people("area_id,people\n"), people(GOOD), FOLK),
    Pair(
        "GA-T029", people(GOOD, "header_row = 9"), people(GOOD, "header_row = 1"), FOLK, value="9"
    ),
    Pair("GA-T030", people("<OGRVRTDataSource/>"), people(GOOD), FOLK),
    Pair("GA-T031", book(ROW, Mer=[HEAD, ROW]), book(ROW, Mer=[]), LIST),
    Pair(
        "GA-T032",
        sites(workbook({"Lista": [HEAD, ROW]}), 'layer = "List"\n'),
        sites(workbook({"Lista": [HEAD, ROW]}), 'layer = "Lista"\n'),
        LIST,
        value="List",
    ),
    Pair("GA-T033", sites(b"\xd0\xcf\x11\xe0 old"), book(ROW), LIST),
    Pair("GA-T034", sites(packed("../a.xml")), book(ROW), LIST),
    Pair("GA-T035", sites(b"PK\x03\x04 and no more"), book(ROW), LIST),
    Pair("GA-T036", gone, people(GOOD), FOLK),
    Pair("GA-T050", vintage(2018), vintage(2025), FOLK, column="area_id", value="DeSO 2025"),
    Pair("GA-T051", where("totalt"), where("1+2"), FOLK, column="sex", value="totalt"),
    Pair(
        "GA-T052", long(f"{A},totalt,9\n{A},totalt,9\n{A},80-,1\n"), WHOLE, FOLK, 3, value="totalt"
    ),
    Pair("GA-T053", long(f"{A},totalt,9\n{A},80-,1\n{B},80-,1\n"), WHOLE, FOLK, 4, value="totalt"),
    Pair(
        "GA-T054",
        people(GOOD, f'exclude = [{{column = "area_id", values = ["{A}"], reason = "r"}}]'),
        exclude(A),
        FOLK,
    ),
    Pair(
        "GA-T055",
        cells("6000106700000"),
        cells("6000006700000"),
        "grid.csv",
        2,
        "cell_id",
        "6000106700000",
    ),
    Pair(
        "GA-T056",
        pairs("a,x,1\n", "a,x,2\n"),
        pairs("a,x,1\n", "a,y,2\n"),
        "times.csv",
        3,
        value="a - x",
    ),
    Pair(
        "GA-T057",
        lists(SITES, SITES),
        lists(SITES, SITES.replace("1,Norra", "2,Norra")),
        "more1.csv",
        2,
        "site_id",
        "1",
    ),
    Pair(
        "GA-T070",
        people(f"area_id,people,namn\n{A},1,Åsö\n".encode("cp1252")),
        people(f"area_id,people,namn\n{A},1,Åsö\n"),
        FOLK,
    ),
    Pair("GA-T071", people(f"area_id;people\n{A};1\n"), people(GOOD), FOLK),
    Pair(
        "GA-T072",
        people("Folkmängd,2025\n\n" + GOOD, 'columns.people = "people"'),
        people(GOOD, 'columns.people = "people"'),
        FOLK,
    ),
    Pair("GA-T073", book(ROW, Mer=[]), book(ROW), LIST, value="Lista"),
    Pair("GA-T074", cell(".."), cell("0"), FOLK, column="people"),
    Pair("GA-T075", codes(A[1:]), codes(A), FOLK, column="area_id", value=A),
    Pair(
        "GA-T076", codes("114C1010"), codes("0114C1010"), FOLK, column="area_id", value="114C1010"
    ),
    Pair("GA-T077", exclude(A), people(TWO), FOLK, column="area_id", value=A),
    Pair("GA-T078", exclude("Riket"), exclude(A), FOLK, column="area_id", value="Riket"),
    Pair("GA-T079", vintage(2025), people(GOOD), FOLK, column="area_id", value="DeSO 2025"),
    Pair(
        "GA-T080",
        several("valid_to", ["", "2026-09-30"]),
        several("valid_to", ["", "2026-10-01"]),
        LIST,
        column="valid_to",
    ),
    Pair(
        "GA-T081",
        several("valid_from", ["", "2026-10-02"]),
        several("valid_from", ["", "2026-10-01"]),
        LIST,
        column="valid_from",
    ),
    Pair(
        "GA-T082",
        book([*ROW[:4], 43831]),
        book([*ROW[:4], dt.date(2020, 1, 1)]),
        LIST,
        column="valid_from",
    ),
    Pair("GA-T083", people(GOOD.rstrip()), people(GOOD), FOLK, 2),
    Pair(
        "GA-T092",
        sites(workbook({"Lista": [HEAD, ROW], "Dold": [HEAD, ROW]}, hidden=["Dold"])),
        book(ROW),
        LIST,
    ),
    Pair("GA-T100", codes(A, "0180 c1010"), codes(A, B), FOLK, 3, "area_id", "0180 c1010"),
    Pair("GA-T101", codes(A.lower()), codes(A), FOLK, column="area_id", value=A.lower()),
    Pair(
        "GA-T120",
        listed(fte_spec="0", fte_st="0"),
        listed(fte_spec="", fte_st=""),
        LIST,
        2,
        "fte_spec + fte_st",
        "0",
    ),
    Pair(
        "GA-T121",
        listed(valid_from="2027-01-01", valid_to="2026-12-31"),
        listed(valid_from="2026-01-01", valid_to="2026-12-31"),
        LIST,
        2,
        "valid_to",
        "2026-12-31",
    ),
    Pair(
        "GA-T122",
        listed(valid_to="2226-12-31"),
        listed(valid_to="2126-12-31"),
        LIST,
        2,
        "valid_to",
        "2226-12-31",
    ),
    Pair(
        "GA-T123",
        listed(valid_to="2026-09-30"),
        listed(valid_to="2026-10-01"),
        LIST,
        value="2026-10-01",
    ),
    Pair("GA-T124", listed(name="VÃ¤sby"), listed(name="Väsby"), LIST, 2, "name", "VÃ¤sby"),
    Pair("GA-T125", corners(1000), corners(250), "grid.csv", value="250"),
    Pair(
        "GA-T126",
        several("listed", [5000, 5500, 6000, 6500, 550000]),
        several("listed", [5000, 5500, 6000, 6500, 55000 // 10]),
        LIST,
        6,
        "listed",
        "550000",
    ),
]
