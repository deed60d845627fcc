"""Loading study.toml: natural TOML in, every fault told at once with its key and line."""

import datetime as dt
from pathlib import Path

import pytest
from pydantic import BaseModel

from geoaccess.errors import ConfigError
from geoaccess.study import Study, load_study
from geoaccess.study.faults import _plain
from geoaccess.study.model import NOT_WRITTEN
from geoaccess.study.template import study_template

GOOD = """\
[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01

[inputs.areas]
path = "areas.geojson"
source = "SCB"
licence = "CC0"

[[inputs.statistics]]
path = "people.csv"
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
"""

ENTRY = 'path = "sites.csv"\nsource = "s"\nlicence = "l"\n'


@pytest.fixture
def write(tmp_path):
    for name in ("areas.geojson", "people.csv", "sites.csv"):
        (tmp_path / name).touch()

    def write_study(text=GOOD):
        path = tmp_path / "study.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_study


def faults(path, **more):
    with pytest.raises(ConfigError) as caught:
        load_study(path, **more)
    return caught.value.notices


def only(path):
    (notice,) = faults(path)
    return notice


def test_a_good_study_is_read_with_dates_lists_and_paths_as_toml_has_them(write):
    study = load_study(write(GOOD + '[settlement]\nislands = ["0180A0010"]\n'))

    assert study.study.date == dt.date(2026, 10, 1)
    assert study.settlement.islands == ("0180A0010",)
    assert study.inputs.areas.path == Path("areas.geojson")
    assert study.file(study.inputs.areas).is_file()


def test_a_timetable_takes_a_day_and_no_settings_of_tables(write, tmp_path):
    (tmp_path / "gtfs.zip").touch()
    timetable = '[[inputs.timetables]]\npath = "gtfs.zip"\nsource = "s"\nlicence = "l"\n'

    (given,) = load_study(write(GOOD + timetable + "day = 2026-09-29\n")).inputs.timetables
    refused = faults(write(GOOD + timetable + 'delimiter = ";"\ncolumns = { stop_id = "id" }\n'))

    assert given.day == dt.date(2026, 9, 29)
    assert [(n.code, n.places["key"]) for n in refused] == [
        ("GA-C010", "inputs.timetables[0].delimiter"),
        ("GA-C010", "inputs.timetables[0].columns"),
    ]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(write):
    text = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()

    assert load_study(write(text)).study.id == "a"


def test_paths_start_at_the_data_folder_if_there_is_one(write, tmp_path):
    data = tmp_path / "data"
    data.mkdir()

    missing = faults(write(), data=data)

    assert [n.code for n in missing] == ["GA-C030"] * 3
    for name in ("areas.geojson", "people.csv", "sites.csv"):
        (data / name).touch()
    assert load_study(write(), data=data).base == data


def test_all_faults_are_told_at_once_with_their_lines(write):
    text = (
        GOOD.replace('name = "A"', "name = 3")
        .replace('path = "people.csv"', 'path = "peple.csv"\ncolums = {}')
        .replace("number = 3", "number = nan")
        + "[modes.carr]\n"
    )

    found = faults(write(text))

    assert [(n.code, n.row, n.places["key"]) for n in found] == [
        ("GA-C014", 3, "study.name"),
        ("GA-C030", 13, "inputs.statistics[0].path"),
        ("GA-C010", 14, "inputs.statistics[0].colums"),
        ("GA-C012", 24, "supply.expected_sites.number"),
        ("GA-C010", 29, "modes.carr"),
    ]
    assert found[1].places["nearest"] == "people.csv"
    assert found[2].places["nearest"] == "columns"
    assert found[4].places["nearest"] == "car"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('id = "a"\n', "", "GA-C011"),
        ('id = "a"', 'id = "A b"', "GA-C022"),
        ("date = 2026-10-01", 'date = "soon"', "GA-C018"),
        ("[modes.car]", "[modes.car]\ncutoff_min = inf", "GA-C012"),
        ("[modes.car]", "[modes.car]\ncutoff_min = -1", "GA-C021"),
        ("[modes.car]", "[modes.car]\n[rules]\nmin_people = 0", "GA-C021"),
        ("[modes.car]", '[modes.car]\ncutoff_min = "9"', "GA-C015"),
        ("[modes.car]\n", "", "GA-C044"),
        ("[modes.car]\n", "[modes]\n", "GA-C044"),
        ("[modes.car]", '[modes.car]\n[study2]\na = "b"', "GA-C010"),
        ("number = 3", "number = 3.5", "GA-C016"),
        ("[modes.car]", "[modes.car]\n[outputs]\nmap = 1", "GA-C017"),
        ("[modes.car]", '[modes.car]\n[settlement]\nislands = "x"', "GA-C019"),
        ("[modes.car]", '[modes.car]\n[rules]\nthresholds_min = "x"', "GA-C020"),
        ("[modes.car]", '[modes.car]\n[need]\nrecipe = "cnii"', "GA-C013"),
        ("[modes.car]", '[modes.car]\n[need]\nrecipe = "index"', "GA-C042"),
        (
            "[modes.car]",
            '[modes.car]\n[[need.components]]\ncolumn = "poor"',
            "GA-C047",
        ),
        (
            "[modes.car]",
            '[modes.car]\n[[need.components]]\ncolumn = "people"\nwinsor = [0.1]',
            "GA-C023",
        ),
        ('path = "people.csv"', 'path = "people.csv"\npivot = "age"', "GA-C046"),
        ('path = "people.csv"', 'path = "people.csv"\ncolumns = {age65plus = "a"}', "GA-C040"),
        ('path = "sites.csv"', 'path = "sites.csv"\nrecode.care_typ = {a = "b"}', "GA-C040"),
        ('path = "sites.csv"', 'path = "sites.csv"\nconstants = {kind = "b"}', "GA-C040"),
        (
            'path = "sites.csv"',
            'path = "sites.csv"\ncolumns.name = "n"\nconstants.name = "b"',
            "GA-C041",
        ),
        ('path = "sites.csv"', 'path = "."', "GA-C031"),
        (
            "[modes.car]",
            "[modes.car]\n[inputs.districts]\nreplaces = []\n" + ENTRY,
            "GA-C043",
        ),
        (
            "[modes.car]",
            '[modes.car]\n[[inputs.times]]\nmode = "walk"\n' + ENTRY,
            "GA-C045",
        ),
        ("[study]", "base = 'x'\n[study]", "GA-C010"),
    ],
)
def test_each_fault_has_its_own_notice(write, old, new, code):
    assert old in GOOD

    notice = only(write(GOOD.replace(old, new)))

    assert notice.code == code
    assert notice.row is not None or code == "GA-C044"


def test_a_statistics_column_of_the_studys_own_is_welcome(write):
    text = GOOD.replace(
        'path = "people.csv"', 'path = "people.csv"\ncolumns = {car_free = "utan bil"}'
    )

    study = load_study(write(text + '[[need.components]]\ncolumn = "car_free"\n'))

    assert study.inputs.statistics[0].columns == {"car_free": "utan bil"}


def test_a_syntax_error_names_its_line(write):
    notice = only(write('[study]\nname = "a\n'))

    assert (notice.code, notice.row) == ("GA-C003", 2)


@pytest.mark.parametrize(("deep", "code"), [(30, "GA-C029"), (250, "GA-C029"), (9999, "GA-C003")])
def test_brackets_within_brackets_are_refused_however_deep(write, deep, code):
    assert only(write(f"x = {'[' * deep}{']' * deep}\n{GOOD}")).code == code


def test_a_study_that_is_not_there_or_not_utf8_is_refused(write, tmp_path):
    assert only(tmp_path / "none.toml").code == "GA-C001"
    assert only(write('a = 1\nname = "ö"'.encode("cp1252"))).code == "GA-C002"


def test_messages_hold_no_words_of_the_library_underneath(write):
    text = GOOD.replace('name = "A"', "name = 3").replace("number = 3", 'number = "x"')

    said = "\n".join(n.render("sv") + n.render("en") for n in faults(write(text)))

    for word in ("pydantic", "Input should", "string_type", "valid integer"):
        assert word not in said


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_template_is_a_study_once_its_files_are_there(tmp_path, lang):
    for name in ("deso_2025.geojson", "folkmangd_deso_2024.csv", "vardenheter.xlsx"):
        (tmp_path / name).touch()
    path = tmp_path / "study.toml"
    path.write_text(study_template(lang), encoding="utf-8")

    study = load_study(path)

    assert study.need.recipe == "index"
    assert max(map(len, study_template(lang).splitlines())) <= 100


def models(kind=Study):
    """Every settings table reachable from the study."""
    found = {kind}
    for field in kind.model_fields.values():
        waiting = [_plain(field.annotation)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= models(part)
            else:
                waiting += [_plain(a) for a in getattr(part, "__args__", ())]
    return found


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_template_explains_every_key_of_the_model(lang):
    words = set(
        "".join(c if c.isalnum() or c == "_" else " " for c in study_template(lang)).split()
    )

    keys = {name for model in models() for name in model.model_fields} - NOT_WRITTEN

    assert len(keys) > 60
    assert keys <= words
