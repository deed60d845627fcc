"""A good table reads the same however it is written; a bad one is refused with row and column."""

import csv
import datetime as dt
import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.sources import read_sites, read_statistics, read_table, read_times
from geoaccess.study import Input, StatisticsInput
from geoaccess.study.files import STATISTICS_FILE
from geoaccess.study.load import parse_study
from geoaccess.study.template import study_template

EAST, NORTH = 600_000, 6_700_000
AREA = "0180C1010"


def statistics(make_study, content, settings="", *, name="people.csv"):
    study = make_study({name: content}, statistics=settings, people=name)
    return read_statistics(study, study.inputs.statistics[0], "statistics[0]")


def codes(notices):
    return [(n.code, n.row, n.column) for n in notices]


ROWS = st.dictionaries(
    st.from_regex(r"\A[0-9]{4}[ABC][0-9]{4}\Z"),
    st.tuples(
        st.none() | st.integers(0, 9_999_999),
        st.none() | st.floats(0, 1e6, allow_nan=False).map(lambda x: round(x, 4)),
    ),
    min_size=1,
    max_size=6,
)


def grouped(number, space):
    return "" if number is None else f"{number:,}".replace(",", space)


def with_sign(number, decimal):
    return "" if number is None else f"{number:.4f}".replace(".", decimal)


@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    decimal=st.sampled_from([",", "."]),
    space=st.sampled_from(["", " ", "\u00a0"]),
    order=st.permutations(["område", "folk", "andel", "övrigt"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_good_table_reads_the_same_however_it_is_written(
    rows, delimiter, encoding, decimal, space, order, line_end
):
    table = [
        {
            "område": area,
            "folk": grouped(people, space),
            "andel": with_sign(share, decimal),
            "övrigt": "å; b, c",
        }
        for area, (people, share) in rows.items()
    ]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, order, delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        for name in ("deso_2025.geojson", "folkmangd_deso_2024.csv", "vardenheter.xlsx"):
            (Path(folder) / name).touch()
        study = parse_study(study_template("en"), base=Path(folder))
        entry = StatisticsInput(
            path=Path("people.csv"),
            source="s",
            licence="l",
            columns={"area_id": "område", "people": "folk", "andel": "andel"},
        )

        frame = read_statistics(study, entry).frame

    assert frame["area_id"].tolist() == list(rows)
    expected = pd.Series([people for people, _ in rows.values()], dtype="Int64")
    pd.testing.assert_series_equal(frame["people"], expected, check_names=False)
    shares = pd.Series([share for _, share in rows.values()], dtype="float64")
    pd.testing.assert_series_equal(frame["andel"], shares, check_names=False)


@pytest.mark.parametrize(
    ("content", "settings", "expected"),
    [
        (b"", "", [("GA-T020", None, "")]),
        (b"  \n \n", "", [("GA-T020", None, "")]),
        (b"area_id,people\n0180C1010,\x00\n", "", [("GA-T021", None, "")]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "", [("GA-T021", None, "")]),
        (b"<!DOCTYPE html><html>login", "", [("GA-T022", None, "")]),
        (b"<OGRVRTDataSource><a/></OGRVRTDataSource>", "", [("GA-T030", None, "")]),
        (b"\xd0\xcf\x11\xe0old excel", "", [("GA-T033", None, "")]),
        (b"PK\x03\x04 not a zip", "", [("GA-T035", None, "")]),
        (b"PAR1 not parquet", "", [("GA-T035", None, "")]),
        (b"SQLite format 3\x00 damaged", "", [("GA-T035", None, "")]),
        (b"area_id,people\n\x81\xff,1\n", "", [("GA-T023", 2, "")]),
        (b"area_id,people\n\xe5,1\n", 'encoding = "utf-8"', [("GA-T023", 2, "")]),
        ("area_id,people\n", "", [("GA-T028", None, "")]),
        ("a,b;c\n1,2;3\n", "", [("GA-T024", None, "")]),
        ('area_id,people\n"0180C1010,1\n', "", [("GA-T025", 2, "")]),
        ("area_id,people\n1,2,3\n4,5\n6\n", "", [("GA-T026", 2, ""), ("GA-T026", 4, "")]),
        ("area_id,people,people\na,1,2\n", "", [("GA-T027", 1, "")]),
        ("area_id,people\na,1\n", "header_row = 9", [("GA-T029", None, "")]),
        ("area_id,folk\na,1\n", 'columns.people = "flok"', [("GA-T005", None, "")]),
        ("område,people\na,1\n", "", [("GA-T001", None, "area_id")]),
        ("area_id,people\n,1\n", "", [("GA-T002", 2, "area_id")]),
        ("area_id,people\na,-1\n", "", [("GA-T003", 2, "people")]),
        ("area_id,people\na,1\nb,2\na,3\n", "", [("GA-T004", 4, "area_id")]),
        (
            "area_id,people\na,many\nb,1.5\nc,nan\n",
            "",
            [("GA-T010", 2, "people"), ("GA-T011", 3, "people"), ("GA-T010", 4, "people")],
        ),
        ("area_id,people\na,8.500\n", "", [("GA-T012", 2, "people")]),
        ("area_id;share\na;1,5\nb;2.5\n", 'columns.share = "share"', [("GA-T013", None, "share")]),
        ("area_id,people\n19121212-1212,1\n", "", [("GA-T410", None, "area_id")]),
        ("area_id,people\na,1\n19121212-1212,1\n", "", [("GA-T018", 3, "area_id")]),
        ("area_id,people\na,1\n", 'where = {people = "2"}', [("GA-T051", None, "people")]),
        ("area_id,people\na_DeSO2018,1\n", 'vintage = "2025"', [("GA-T050", None, "area_id")]),
        (
            "area_id,people\na,1\n",
            'exclude = [{column = "area_id", values = ["a"], reason = "r"}]',
            [("GA-T054", None, "")],
        ),
        (
            "area_id,people\na,1\n",
            'exclude = [{column = "aera_id", values = ["a"], reason = "r"}]',
            [("GA-T005", None, "")],
        ),
    ],
)
def test_each_fault_is_refused_with_code_row_and_column(
    make_study, refused, content, settings, expected
):
    found = codes(refused(statistics, make_study, content, settings))

    assert found == expected


def test_all_faults_of_a_file_are_told_at_once_with_the_files_own_row_numbers(make_study, refused):
    text = 'area_id,people\n\n"0180C1010\n",x\n,1\n0180C1020,2\n0180C1020,-3\n'

    found = codes(refused(statistics, make_study, text))

    assert sorted(found) == [
        ("GA-T002", 5, "area_id"),
        ("GA-T003", 7, "people"),
        ("GA-T004", 7, "area_id"),
        ("GA-T010", 3, "people"),
    ]


def test_withheld_and_missing_are_never_zero(make_study):
    text = "area_id,people,under5\na,0,..\nb,<5,X\nc,,-\n"

    read = statistics(make_study, text, 'missing = ["-"]')

    assert read.frame["people"].tolist() == [0, pd.NA, pd.NA]
    assert read.frame["under5"].isna().all()
    assert {(n.code, n.column, n.places["n"]) for n in read.notices} == {
        ("GA-T074", "people", 1),
        ("GA-T074", "under5", 3),
    }


def test_a_lost_leading_zero_comes_back_only_where_the_code_is_known(make_study):
    study = make_study({"people.csv": "area_id,people\n180C1010,1\n114C1010,2\n"})

    read = read_statistics(study, study.inputs.statistics[0], expected={AREA})

    assert read.frame["area_id"].tolist() == [AREA, "114C1010"]
    assert [n.code for n in read.notices] == ["GA-T075", "GA-T076"]


def test_several_columns_of_a_file_can_be_summed(make_study):
    text = "area_id,a,b\nx,1,2\ny,..,3\n"

    read = statistics(make_study, text, 'columns.age_65plus = "a + b"')

    assert read.frame["age_65plus"].tolist() == [3, pd.NA]


LONG = 'columns = {area_id = "Region"}\npivot = "Alder"\nvalue_column = "2024"\n'
LONG += 'vintage = "2025"\nvalues = {people = ["totalt"], age_65plus = ["65-79", "80-"]}\n'


def test_a_pxweb_table_is_summed_by_area_and_stays_missing_where_withheld(make_study):
    text = (
        '\ufeff"Region","Alder","2024"\n"0180C1010_DeSO2025","totalt",10\n'
        '"0180C1010_DeSO2025","65-79",2\n"0180C1010_DeSO2025","80-",1\n'
        '"0180C1020_DeSO2025","totalt",20\n"0180C1020_DeSO2025","65-79",".."\n'
        '"0180C1020_DeSO2025","80-",1\n'
    )

    read = statistics(make_study, text, LONG)

    assert read.frame["area_id"].tolist() == ["0180C1010", "0180C1020"]
    assert read.frame["people"].tolist() == [10, 20]
    assert read.frame["age_65plus"].tolist() == [3, pd.NA]
    assert read.lines.tolist() == [2, 5]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("a,totalt,1\na,65-79,1\n", "GA-T051"),
        ("a,totalt,1\na,totalt,1\na,65-79,1\na,80-,1\n", "GA-T052"),
        ("a,totalt,1\na,65-79,1\na,80-,1\nb,totalt,1\nb,80-,1\n", "GA-T053"),
        ("a,totalt,x\na,65-79,1\na,80-,1\n", "GA-T010"),
    ],
)
def test_a_long_table_with_holes_is_refused(make_study, refused, rows, code):
    found = refused(statistics, make_study, "Region,Alder,2024\n" + rows, LONG)

    assert [n.code for n in found] == [code]


def workbook(sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            date = book.add_format({"num_format": "yyyy-mm-dd"})
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(i, j, dt.datetime.combine(cell, dt.time()), date)
                    else:
                        sheet.write(i, j, cell)
    return out.getvalue()


SITE = 'columns = {site_id = "Id", name = "Namn", east = "E", north = "N"}\n'
SITE += 'constants.care_type = "vardcentral"\n'
HEAD = ["Id", "Namn", "E", "N", "valid_from", "valid_to", "gsa", "listed"]


def sites(make_study, content, settings=SITE):
    study = make_study({"list.xlsx": content}, sites=settings, sites_file="list.xlsx")
    return read_sites(study)[0]


def test_a_workbook_is_read_from_the_sheet_and_row_that_hold_the_columns(make_study):
    rows = [
        ["Vårdenheter 2026"],
        [],
        HEAD,
        [1, "Norra", EAST, NORTH, dt.date(2020, 1, 1), None, "Ja", "1 402"],
        [2, "Södra", str(EAST + 9), NORTH, 43831, dt.date(2026, 9, 30), None, 7],
        [3, "Östra", EAST + 9, NORTH, "2026-10-01", None, "x", None],
        [4, "Västra", EAST, NORTH + 9, "2027-01-01", None, None, 0],
    ]

    read = sites(make_study, workbook({"Om": [["text"]], "Lista": rows}))

    assert read.frame["site_id"].tolist() == ["1", "3"]
    assert read.lines.tolist() == [4, 6]
    assert read.frame["listed"].tolist() == [1402, pd.NA]
    assert read.frame["gsa"].tolist() == [True, True]
    assert read.frame["valid_from"].tolist() == [
        pd.Timestamp("2020-01-01"),
        pd.Timestamp("2026-10-01"),
    ]
    assert read.provenance.reader == "xlsx (Lista)"
    said = {n.code for n in read.notices}
    assert {"GA-T072", "GA-T073", "GA-T080", "GA-T081", "GA-T082"} <= said


def test_formulas_without_a_value_and_error_cells_are_refused_by_their_address(make_study, refused):
    good = workbook({"A": [HEAD[:4], [1, "#N/A", EAST, NORTH], [2, "b", "=A2+1", NORTH]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            raw = old.read(item)
            if item.filename.endswith("sheet1.xml"):
                assert b"<v>0</v>" in raw
                raw = raw.replace(b"<v>0</v>", b"")
            new.writestr(item, raw)

    found = refused(sites, make_study, out.getvalue())

    assert [(n.code, n.places["cell"]) for n in found] == [("GA-T017", "C3"), ("GA-T016", "B2")]


def test_an_unclear_or_unknown_sheet_is_refused_with_the_names(make_study, refused):
    rows = [HEAD[:4], [1, "a", EAST, NORTH]]
    two = workbook({"A": rows, "B": rows})

    assert refused(sites, make_study, two)[0].code == "GA-T031"
    assert refused(sites, make_study, two, SITE + 'layer = "C"')[0].code == "GA-T032"
    assert len(sites(make_study, two, SITE + 'layer = "B"').frame) == 1


def test_a_zip_bomb_is_refused_before_it_is_unpacked(make_study, refused):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)

    assert refused(sites, make_study, out.getvalue())[0].code == "GA-T034"


def test_a_cell_at_the_far_corner_of_a_sheet_fills_no_memory(make_study, refused):
    far = workbook({"A": [HEAD[:4], [1, "a", EAST, NORTH]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(far)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            raw = old.read(item)
            new.writestr(item, raw.replace(b'r="C2"', b'r="XFD1048576"'))

    assert refused(sites, make_study, out.getvalue())[0].code == "GA-T034"


TIMES = '[[inputs.times]]\npath = "t.csv"\nmode = "car"\nsource = "s"\nlicence = "l"\n'


def times(make_study, content, name="t.csv"):
    study = make_study({name: content}, more=TIMES.replace("t.csv", name))
    return read_times(study, study.inputs.times[0], "times[0]")


def test_travel_times_keep_the_pairs_without_a_way(make_study):
    read = times(make_study, "from_id,to_id,travel_time\n1,a,2.5\n1,b,\n2,a,9999\n2,b,NaN\n")

    assert read.frame["from_id"].tolist() == ["1", "1", "2", "2"]
    assert read.frame["travel_time"].fillna(-1).tolist() == [2.5, -1, 9999, -1]


@pytest.mark.parametrize(
    "text",
    [
        '"from_id","to_id","travel_time_p50"\n"1","a",12\n"1","b",\n',  # r5r
        '"from_id","to_id","travel_time_p25","travel_time_p50"\n1,a,9,12\n1,b,NA,NA\n',
        '"fromId","toId","travel_time_p50"\n1,a,12\n1,b,NA\n',  # r5r, older
        ",from_id,to_id,travel_time\n0,1,a,12.0\n1,1,b,\n",  # r5py by to_csv, row numbers and all
        ",from_id,to_id,travel_time_p50\n0,1,a,12.0\n1,1,b,nan\n",
    ],
)
def test_tables_of_r5r_and_r5py_are_read_as_they_come(make_study, text):
    read = times(make_study, text)

    assert read.frame["from_id"].tolist() == ["1", "1"]
    assert read.frame["to_id"].tolist() == ["a", "b"]
    assert read.frame["travel_time"].fillna(-1).tolist() == [12, -1]
    assert read.notices == ()


def test_what_the_study_maps_and_our_own_names_go_before_those_of_r5r(make_study):
    both = "from_id,to_id,travel_time,travel_time_p50,travel_time_p95\n1,a,10,12,30\n"
    mapped = TIMES + 'columns = { travel_time = "travel_time_p95" }\n'
    study = make_study({"t.csv": both}, more=mapped)

    assert times(make_study, both).frame["travel_time"].tolist() == [10]
    read = read_times(study, study.inputs.times[0], "times[0]")
    assert read.frame["travel_time"].tolist() == [30]


def test_a_table_without_a_median_is_refused_with_the_columns_it_has(make_study, refused):
    found = refused(times, make_study, "from_id,to_id,travel_time_p25,travel_time_p95\n1,a,9,30\n")

    assert codes(found) == [("GA-T001", None, "travel_time")]
    assert "travel_time_p25, travel_time_p95" in found[0].render("en")


def test_a_fault_in_such_a_table_is_told_by_its_own_columns(make_study, refused):
    (found,) = refused(times, make_study, "from_id,to_id,travel_time_p50\n1,a,-3\n")

    assert (found.code, found.row, found.column) == ("GA-T003", 2, "travel_time_p50")


def test_negative_times_and_repeated_pairs_are_refused(make_study, refused):
    found = refused(times, make_study, "from_id,to_id,travel_time\n1,a,-1\n2,a,1\n2,a,1\n")

    assert sorted(codes(found)) == [("GA-T003", 2, "travel_time"), ("GA-T056", 4, "")]


def test_parquet_reads_as_csv_does(make_study):
    frame = pd.DataFrame({"from_id": [1, 1], "to_id": ["a", "b"], "travel_time": [2.5, None]})
    out = io.BytesIO()
    frame.to_parquet(out)

    read = times(make_study, out.getvalue(), "t.parquet")

    assert read.frame["from_id"].tolist() == ["1", "1"]
    assert read.frame["travel_time"].fillna(-1).tolist() == [2.5, -1]


def test_the_provenance_holds_the_digest_and_what_the_study_says(make_study):
    read = statistics(make_study, "area_id,people\na,1\n", 'vintage = "2025"')

    digest = hashlib.sha256(b"area_id,people\na,1\n").hexdigest()
    assert read.provenance.sha256 == digest
    assert (read.provenance.size, read.provenance.rows) == (19, 1)
    assert (read.provenance.role, read.provenance.path) == ("statistics[0]", "people.csv")
    assert read.provenance.sensitivity == "confidential"


def test_any_table_can_be_read(make_study):
    study = make_study({"people.csv": "area_id;people\na;1\n"})
    entry = Input(path=Path("people.csv"), source="s", licence="l")

    assert len(read_table(study, entry, "people", STATISTICS_FILE).frame) == 1


def test_a_long_table_without_its_columns_is_refused_with_the_nearest(make_study, refused):
    found = refused(statistics, make_study, "Region,Ålder,2024\na,totalt,1\n", LONG)

    assert [(n.code, n.value, n.places["nearest"]) for n in found] == [
        ("GA-T005", "Alder", "Ålder")
    ]


def test_a_row_picked_by_a_column_that_is_not_there_is_refused(make_study, refused):
    found = refused(statistics, make_study, "area_id,people\na,1\n", 'where = {Kon = "1+2"}')

    assert [n.code for n in found] == ["GA-T005"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("12 345,6", 12345.6),
        ("\u22123", -3),
        ("1E+05", 100000),
        (".5", 0.5),
    ],
)
def test_numbers_are_read_in_the_ways_they_are_written(make_study, text, value):
    content = f'area_id;share\na;"{text}"\n'

    read = statistics(make_study, content, 'columns.share = "share"')

    assert read.frame["share"].tolist() == [value]


def test_a_decimal_sign_given_in_the_study_settles_what_is_ambiguous(make_study, refused):
    text = "area_id;people\na;8.500\n"

    assert statistics(make_study, text, 'decimal = ","').frame["people"].tolist() == [8500]
    assert codes(refused(statistics, make_study, text, 'decimal = "."')) == [
        ("GA-T011", 2, "people")
    ]


@pytest.mark.parametrize("word", ["maybe", "2"])
def test_a_flag_that_is_neither_yes_nor_no_is_refused(make_study, refused, word):
    rows = [HEAD, [1, "a", EAST, NORTH, None, None, word, None]]

    assert codes(refused(sites, make_study, workbook({"A": rows}))) == [("GA-T015", 2, "gsa")]


def test_a_date_that_is_none_is_refused(make_study, refused):
    rows = [HEAD, [1, "a", EAST, NORTH, "2026-13-01", "soon", None, None]]

    assert codes(refused(sites, make_study, workbook({"A": rows}))) == [
        ("GA-T014", 2, "valid_from"),
        ("GA-T014", 2, "valid_to"),
    ]
