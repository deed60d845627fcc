"""The same statistics table as CSV, PxWeb JSON and JSON-stat 2 is the same frame."""

import csv
import io
import itertools
import json
import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import InputError
from geoaccess.sources import read_areas, read_statistics
from geoaccess.sources.json_file import read_json
from geoaccess.study import Input, StatisticsInput
from geoaccess.study.load import parse_study
from geoaccess.study.template import study_template

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "stockholm"
AGES = ("totalt", "80-")
LONG = {
    "columns": {"area_id": "Region"},
    "pivot": "Alder",
    "values": {"people": ("totalt",), "age_80plus": ("80-",)},
    "where": {"Kon": "1+2"},
}
MEASURES = {"000007Y7": "Antal personer", "000007Y8": "Antal hushåll"}


class Table:
    """A table of areas x ages x sex x measures x times; None is withheld."""

    def __init__(self, areas, times, numbers):
        self.dimensions = {"Region": areas, "Alder": AGES, "Kon": ("1+2",)}
        self.times = times
        self.numbers = numbers

    def rows(self):
        return itertools.product(*self.dimensions.values())

    def value(self, key, measure, time):
        return self.numbers[(key[0], key[1], measure, time)]

    def as_csv(self):
        out = io.StringIO(newline="")
        write = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
        headed = [(m, t) for t in self.times for m in MEASURES]
        write.writerow([*self.dimensions, *(f"{m} {t}" for m, t in headed)])
        for key in self.rows():
            numbers = [self.value(key, m, t) for m, t in headed]
            write.writerow([*key, *(".." if n is None else n for n in numbers)])
        return "\ufeff" + out.getvalue()

    def as_pxweb(self):
        columns = [{"code": d, "text": d.lower(), "type": "d"} for d in self.dimensions]
        columns.append({"code": "Tid", "text": "år", "type": "t"})
        columns += [{"code": c, "text": text, "type": "c"} for c, text in MEASURES.items()]
        entries = []
        for key in self.rows():
            for time in self.times:
                numbers = [self.value(key, m, time) for m in MEASURES]
                texts = [".." if n is None else str(n) for n in numbers]
                entries.append({"key": [*key, time], "values": texts})
        return {"columns": columns, "comments": [], "data": entries}

    def as_json_stat(self, *, sparse=False, as_object=False):
        axes = {**self.dimensions, "ContentsCode": tuple(MEASURES), "Tid": self.times}
        values = [
            self.value((a, age), measure, time)
            for a, age, _, measure, time in itertools.product(*axes.values())
        ]
        status = {str(i): ".." for i, value in enumerate(values) if value is None}
        dimension = {
            name: {
                "label": {"ContentsCode": "tabellinnehåll", "Tid": "år"}.get(name, name.lower()),
                "category": {
                    "index": {c: i for i, c in enumerate(codes)} if as_object else list(codes),
                    "label": MEASURES if name == "ContentsCode" else {c: c for c in codes},
                },
            }
            for name, codes in axes.items()
        }
        document = {
            "version": "2.0",
            "class": "dataset",
            "id": list(axes),
            "size": [len(codes) for codes in axes.values()],
            "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
            "dimension": dimension,
            "value": values,
            "status": status,
        }
        if sparse:
            there = {str(i): v for i, v in enumerate(values) if v is not None}
            document |= {"value": there, "status": ".." if not there else status}
        return document


TABLES = st.builds(
    lambda areas, times, numbers: Table(
        areas,
        times,
        dict(
            zip(
                itertools.product(areas, AGES, MEASURES, times),
                itertools.cycle(numbers),
                strict=False,
            )
        ),
    ),
    st.lists(st.from_regex(r"\A0180R[0-9]{3}\Z"), min_size=1, max_size=4, unique=True).map(tuple),
    st.sampled_from([("2024",), ("2023", "2024")]),
    st.lists(st.none() | st.integers(0, 50_000), min_size=9, max_size=31),
)


@pytest.fixture(scope="module")
def frame_of(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    for name in ("deso_2025.geojson", "folkmangd_deso_2024.csv", "vardenheter.xlsx"):
        (folder / name).touch()
    study = parse_study(study_template("en"), base=folder)

    def frame(text, column, **more):
        (folder / "tabell").write_text(text, encoding="utf-8")
        entry = StatisticsInput(
            path=Path("tabell"), source="s", licence="l", **(LONG | {"value_column": column} | more)
        )
        return read_statistics(study, entry).frame

    return frame


@settings(max_examples=12)
@given(table=TABLES, measure=st.sampled_from(list(MEASURES)), sparse=st.booleans())
def test_csv_pxweb_json_and_json_stat_are_the_same_frame(frame_of, table, measure, sparse):
    time = table.times[-1]
    column = f"{measure} {time}"

    frames = [
        frame_of(table.as_csv(), column),
        frame_of(json.dumps(table.as_pxweb()), column),
        frame_of(json.dumps(table.as_json_stat(sparse=sparse)), column),
        frame_of(json.dumps(table.as_json_stat(as_object=True)), column),
        # By the texts that people see, where PxWeb gives them beside the codes.
        frame_of(json.dumps(table.as_pxweb()), f"{MEASURES[measure]} {time}"),
        frame_of(
            json.dumps(table.as_json_stat()),
            f"{MEASURES[measure]} {time}",
            columns={"area_id": "region"},
            pivot="alder",
            where={"kon": "1+2"},
        ),
    ]

    areas = table.dimensions["Region"]
    assert frames[0]["area_id"].tolist() == list(areas)
    for ours, age in (("people", "totalt"), ("age_80plus", "80-")):
        planted = [table.numbers[(area, age, measure, time)] for area in areas]
        assert frames[0][ours].tolist() == [pd.NA if n is None else n for n in planted]
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])


def small():
    numbers = itertools.count(1)
    areas, times = ("0180R001", "0180R002"), ("2024",)
    keys = itertools.product(areas, AGES, MEASURES, times)
    return Table(areas, times, {key: next(numbers) for key in keys})


@pytest.fixture
def read(make_study):
    def statistics(document):
        text = document if isinstance(document, str) else json.dumps(document)
        said = (
            'columns = {area_id = "Region"}\npivot = "Alder"\nvalue_column = "000007Y7 2024"\n'
            'values = {people = ["totalt"], age_80plus = ["80-"]}\n'
        )
        study = make_study({"t.json": text}, statistics=said, people="t.json")
        return read_statistics(study, study.inputs.statistics[0])

    return statistics


def test_row_numbers_are_those_of_the_entries(read):
    assert read(small().as_pxweb()).lines.tolist() == [1, 3]
    assert read(small().as_json_stat()).lines.tolist() == [1, 3]


@pytest.mark.parametrize("mark", ["..", "...", ".", "-", ":", "X"])
def test_a_status_that_says_missing_is_missing_even_beside_a_number(read, mark):
    document = small().as_json_stat()
    document["value"][0] = 0
    document["status"] = {"0": mark}

    assert read(document).frame["people"].tolist() == [pd.NA, 5]


def test_a_status_that_only_remarks_leaves_the_number(read):
    document = small().as_json_stat() | {"status": {"0": "p"}}

    assert read(document).frame["people"].tolist() == [1, 5]


def test_null_is_missing_and_never_zero(read):
    pxweb, stat = small().as_pxweb(), small().as_json_stat()
    pxweb["data"][0]["values"][0] = None
    stat["value"][0] = None

    for document in (pxweb, stat):
        frame = read(document)

        assert frame.frame["people"].tolist() == [pd.NA, 5]
        assert "GA-T074" in {n.code for n in frame.notices}


def test_a_time_that_an_area_lacks_is_missing_there(read):
    document = small().as_pxweb()
    document["data"][0]["key"][-1] = "2023"

    assert read(document).frame["people"].tolist() == [pd.NA, 5]


def changed(document, **more):
    return document | more


def stat(**more):
    return changed(small().as_json_stat(), **more)


def dimension(**category):
    document = small().as_json_stat()
    document["dimension"]["Alder"]["category"] = category
    return document


def pxweb_with(**first):
    document = small().as_pxweb()
    document["data"][0] |= first
    return document


@pytest.mark.parametrize(
    ("document", "code", "said"),
    [
        (stat(version="1.2"), "GA-T096", "JSON-stat 2"),
        (stat(**{"class": "collection"}), "GA-T096", "JSON-stat 2"),
        ({"dataset": {}}, "GA-T096", "JSON-stat 2"),
        (stat(id=["Region"]), "GA-T096", "id, size"),
        (stat(size=[2, 2, 1, 2, 2]), "GA-T096", "size Tid 2 1"),
        (stat(size=[2, 3, 1, 2, 1]), "GA-T096", "size Alder 3 2"),
        (stat(value=[1, 2, 3]), "GA-T096", "value 3 size 8"),
        (stat(value={"8": 1}), "GA-T096", "value 8 size 8"),
        (stat(value={"01": 1}), "GA-T096", "value 01"),
        (stat(value=None), "GA-T096", "value"),
        (stat(value=[True] * 8), "GA-T096", "value True"),
        (stat(value=[[1]] * 8), "GA-T096", "value [1]"),
        (stat(status=[".."]), "GA-T096", "status 1 size 8"),
        (stat(role={"time": ["Ar"]}), "GA-T096", "role time"),
        (stat(dimension={}), "GA-T096", "dimension Region"),
        (dimension(index={"totalt": 0, "80-": 2}), "GA-T096", "index Alder"),
        (dimension(index=["totalt", "totalt"]), "GA-T096", "index Alder"),
        (dimension(label={"totalt": "t", "80-": "8"}), "GA-T096", "index Alder"),
        (dimension(index=["totalt", "80-"], label={"85-": ""}), "GA-T096", "label Alder 85-"),
        (json.dumps(stat(value=[math.nan] * 8)), "GA-T096", "NaN"),
        (json.dumps(stat()).replace('"size"', '"size": [], "size"'), "GA-T098", "'size'"),
        (pxweb_with(key=["0180R001"]), "GA-T096", "not as many"),
        (pxweb_with(values=["1"]), "GA-T096", "not as many"),
        (pxweb_with(values=[{}, "1"]), "GA-T096", "not as many"),
        (pxweb_with(key=["0180R001", "80-", "1+2", "2024"]), "GA-T098", "0180R001, 80-"),
        (changed(small().as_pxweb(), columns=[{"code": 1}]), "GA-T096", "columns"),
        (changed(small().as_pxweb(), columns=[]), "GA-T096", "columns"),
        (changed(small().as_pxweb(), data={}), "GA-T096", "data"),
        (changed(small().as_pxweb(), data=[]), "GA-T028", ""),
        ('{"columns": [', "GA-T035", ""),
        ("[" * 200_000, "GA-T035", ""),
    ],
)
def test_each_fault_of_a_json_table_is_refused(refused, read, document, code, said):
    notices = refused(read, document)

    assert notices[0].code == code
    assert said in notices[0].render("en")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@settings(max_examples=80)
@given(data=st.data(), as_pxweb=st.booleans())
def test_whatever_part_of_a_json_table_is_replaced_it_is_read_or_refused(
    tmp_path_factory, data, as_pxweb
):
    document = small().as_pxweb() if as_pxweb else small().as_json_stat(as_object=True)
    part = document
    while True:
        key = data.draw(st.sampled_from(list(part) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[key], dict | list) or not part[key] or data.draw(st.booleans()):
            break
        part = part[key]
    part[key] = data.draw(JSON)
    path = tmp_path_factory.getbasetemp() / "fuzz.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    try:
        table = read_json(path, Input(path=path, source="s", licence="l"), file="t.json")
    except InputError:
        return
    assert table.cells.shape == (len(table.lines), len(table.names))


def test_columns_of_one_code_are_refused(refused, read):
    document = small().as_pxweb()
    document["columns"][1]["code"] = "Region"

    assert [n.code for n in refused(read, document)] == ["GA-T027"]


def test_a_vintage_after_the_codes_of_areas_is_taken_off_and_held_against_the_studys(
    make_study, refused
):
    square = {
        "type": "Polygon",
        "coordinates": [[[6e5, 67e5], [61e4, 67e5], [61e4, 671e4], [6e5, 67e5]]],
    }
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:3006"}},
        "features": [{"properties": {"area_id": "0180C1010_DeSO2025"}, "geometry": square}],
    }
    files = {"areas.geojson": json.dumps(document)}

    read = read_areas(make_study(files, areas='vintage = "DeSO 2025"'))

    assert read.frame["area_id"].tolist() == ["0180C1010"]
    assert [n.code for n in read.notices] == ["GA-T079"]
    found = refused(read_areas, make_study(files, areas='vintage = "DeSO 2018"'))
    assert [n.code for n in found] == ["GA-T050"]


real = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not here")


@real
def test_the_published_json_of_127_regso_adds_up(frame_of):
    text = (DATA / "fave_stockholm_age_gender.json").read_text(encoding="utf-8")

    frame = frame_of(text, "Folkmängden per region 2024", level="regso")

    assert len(frame) == 127
    assert frame.iloc[0].tolist() == ["0180R001", 3488, 139]


@real
@pytest.mark.parametrize(
    ("name", "more", "first"),
    [
        (
            "deso_foreign_born.csv",
            {
                "columns": {"area_id": "region"},
                "pivot": "födelseregion",
                "value_column": "Antal 2023",
                "values": {"born": ("Sverige",), "all": ("totalt",)},
                "where": {"kön": "totalt"},
            },
            ["Upplands Väsby (Bollstanäs)", 4843, 5920],
        ),
        (
            "deso_income.csv",
            {
                "columns": {
                    "area_id": "region",
                    "income": "Medelvärde för samtliga, tkr 2023",
                },
                "pivot": None,
                "value_column": None,
                "values": {},
                "where": {"inkomstkomponent": "löneinkomst"},
            },
            ["Upplands Väsby (Bollstanäs)", 409.7],
        ),
    ],
)
def test_published_csv_with_measure_and_years_in_the_header_is_read(frame_of, name, more, first):
    text = (DATA / name).read_text(encoding="utf-8")

    frame = frame_of(text, None, level="regso", **more)

    assert len(frame) == 3363
    assert frame.iloc[0].tolist() == first
