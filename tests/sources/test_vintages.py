"""Which vintage a file is of, which years it holds for, and what bridges two of them."""

from pathlib import Path

import pytest

from geoaccess.errors import InputError
from geoaccess.layers import build_layers
from geoaccess.sources import read_statistics
from geoaccess.sources.vintage import Vintage, bridge, split_vintage, vintage_of
from geoaccess.study.load import load_study, parse_study

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CHANGES = "deso-historiska-forandringar-2025-09-19.xlsx"
BEFORE, AFTER = "koppling-deso2018-regso2020.xlsx", "koppling-deso2025-regso2025.xlsx"


@pytest.mark.parametrize(
    ("text", "vintage"),
    [
        ("DeSO 2018, 2023-12-31", Vintage("DeSO", 2018)),
        ("2024-12-31, RegSO 2020", Vintage("RegSO", 2020)),
        ("DeSO_2025", Vintage("DeSO", 2025)),
        ("stat:RegSO_2025", Vintage("RegSO", 2025)),
        ("DeSO.2018", Vintage("DeSO", 2018)),
        ("kommuner 2024", Vintage("kommun", 2024)),
        ("stadsdelsområden 2023-07-01", Vintage("stadsdelsområde", 2023)),
        ("2025", Vintage("", 2025)),
        ("2024-12-31", None),
        ("", None),
        ("0180C1010", None),
    ],
)
def test_a_vintage_is_a_kind_and_a_year_however_it_is_written(text, vintage):
    assert vintage_of(text) == vintage


def test_the_suffix_of_a_code_is_the_same_vintage_as_its_words():
    code, suffix = split_vintage("0114R001_RegSO2025")

    assert (code, vintage_of(suffix)) == ("0114R001", vintage_of("RegSO 2025"))


@pytest.mark.parametrize(
    ("theirs", "ours", "files"),
    [
        ("DeSO 2018", "DeSO 2025", CHANGES),
        ("RegSO 2020", "RegSO 2025", f"{BEFORE}, {CHANGES}, {AFTER}"),
        ("RegSO 2020", "DeSO 2018", BEFORE),
        ("RegSO 2025", "DeSO 2025", AFTER),
        ("RegSO 2025", "DeSO 2018", f"{AFTER}, {CHANGES}"),
        ("DeSO 2018", "RegSO 2025", f"{CHANGES}, {AFTER}"),
    ],
)
def test_scbs_own_files_between_two_vintages_are_named(theirs, ours, files):
    assert bridge(vintage_of(theirs), vintage_of(ours)) == files


@pytest.mark.parametrize(
    ("vintage", "year", "holds"),
    [
        ("DeSO 2018", 2023, True),
        ("DeSO 2018", 2024, False),
        ("RegSO 2020", 2024, False),
        ("DeSO 2025", 2023, False),
        ("RegSO 2025", 2024, True),
        ("kommun 2025", 1990, True),
    ],
)
def test_scb_gives_each_vintage_for_its_own_years(vintage, year, holds):
    assert vintage_of(vintage).holds_in(year) is holds


LONG = "pivot = 'Alder'\nvalue_column = '000007Y7 {year}'\nvalues = {{ people = ['totalt'] }}\n"


def statistics(make_study, text, settings):
    study = make_study({"people.csv": text}, statistics=settings)
    return read_statistics(study, study.inputs.statistics[0])


@pytest.mark.parametrize(
    ("year", "vintage", "good"),
    [
        (2023, "DeSO 2018", True),
        (2024, "DeSO 2018", False),
        (2024, "DeSO 2025", True),
        (2023, "DeSO 2025", False),
        (2024, "2018", True),
        # A forecast: SCB's validity does not speak of it.
        (2030, "DeSO 2018", True),
    ],
)
def test_numbers_of_a_year_outside_the_vintage_are_refused(
    make_study, refused, year, vintage, good
):
    text = f"area_id,Alder,000007Y7 {year}\n0180C1010,totalt,0\n"
    settings = f"vintage = '{vintage}'\n" + LONG.format(year=year)

    if good:
        assert len(statistics(make_study, text, settings).frame) == 1
        return
    (notice,) = refused(statistics, make_study, text, settings)
    assert (notice.code, notice.value, notice.column) == ("GA-L071", str(year), f"000007Y7 {year}")


def test_the_year_is_seen_in_a_wide_table_and_in_what_the_study_picks(make_study, refused):
    wide = "columns = { people = 'Antal 2024' }\nvintage = 'DeSO 2018'\n"
    picked = "where = { Tid = '2024' }\nvintage = 'DeSO 2018'\n"

    first = refused(statistics, make_study, "area_id,Antal 2024\na,1\n", wide)
    second = refused(statistics, make_study, "area_id,people,Tid\na,1,2024\n", picked)

    assert [one.code for one in (*first, *second)] == ["GA-L071", "GA-L071"]
    assert second[0].column == "Tid"


@pytest.mark.parametrize(
    ("vintage", "kept"), [("DeSO 2018", ["0180C1010", 5.0]), ("DeSO 2025", ["0180C1010", 7.0])]
)
def test_of_a_table_with_both_drawings_only_that_of_the_study_is_read(make_study, vintage, kept):
    text = "area_id,people\n0180C1010,5\n0180C1010_DeSO2025,7\n"

    read = statistics(make_study, text, f"vintage = '{vintage}'\n")

    assert read.frame.iloc[:, :2].to_numpy().tolist() == [kept]
    (told,) = (one for one in read.notices if one.code == "GA-L060")
    assert told.places["n"] == 1
    assert told.render("sv")


AGES = """
[[inputs.statistics]]
path = "fave_stockholm_age_gender.json"
level = "regso"
columns = {{ area_id = "Region" }}
pivot = "Alder"
value_column = "Folkmängden per region 2024"
where = {{ Kon = "1+2" }}
values = {{ age_80plus = ["80-"] }}
vintage = "{vintage}"
source = "SCB"
licence = "CC0"
sensitivity = "open"

[[inputs.sites]]
"""


@pytest.fixture
def stockholm(shared_data):
    def make(vintage):
        text = (EXAMPLES / "stockholm.toml").read_text("utf-8")
        added = text.replace("[[inputs.sites]]", AGES.format(vintage=vintage), 1)
        return parse_study(added, base=shared_data / "stockholm")

    return make


@pytest.mark.parametrize(
    ("vintage", "codes"),
    [
        ("RegSO 2025, 2024-12-31", ["GA-T114"]),
        ("RegSO 2020, 2024-12-31", ["GA-T050", "GA-L071"]),
    ],
)
def test_the_ages_of_regso_2025_are_refused_by_stockholms_study_of_2018(stockholm, vintage, codes):
    with pytest.raises(InputError) as caught:
        build_layers(stockholm(vintage))

    notices = caught.value.notices
    assert [one.code for one in notices] == codes
    assert {one.file for one in notices} == {"fave_stockholm_age_gender.json"}
    assert AFTER in notices[0].cure("sv")


def test_stockholm_with_its_exports_by_regso_2020_is_put_together(shared_data):
    study = load_study(EXAMPLES / "stockholm.toml", data=shared_data / "stockholm")

    layers = build_layers(study)

    assert layers.areas["people"].sum() == 2_454_821
    assert layers.areas["mean_income"].notna().all()


def test_dalarnas_study_mixed_with_deso_2018_is_refused_and_unmixed_is_put_together(shared_data):
    text = (EXAMPLES / "dalarna.toml").read_text("utf-8")
    mixed = text.replace('vintage = "DeSO 2025"', 'vintage = "DeSO 2018"', 1)

    layers = build_layers(parse_study(text, base=shared_data / "dalarna"))
    with pytest.raises(InputError) as caught:
        build_layers(parse_study(mixed, base=shared_data / "dalarna"))

    assert layers.areas["people"].sum() == 286_546
    assert {one.code for one in caught.value.notices} == {"GA-T050"}
    assert CHANGES in caught.value.notices[0].cure("sv")
