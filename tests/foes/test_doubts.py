"""What can be read in two ways is told or refused, and what the column settles is not."""

import pytest

from geoaccess.sources import read_sites, read_statistics
from geoaccess.study.load import parse_study


def incomes(world, texts):
    for row, text in zip(world.tables["need"].rows, texts, strict=True):
        row["Inkomst"] = text


def need(world, folder):
    study = parse_study(world.write(folder), base=folder)
    return read_statistics(study, study.inputs.statistics[1]).frame["income"].tolist()


DOUBT = [("GA-T147", None, "Inkomst")]


@pytest.mark.parametrize("sign", [".", ","])
def test_a_column_in_which_every_fraction_may_be_a_thousand_is_told(world, said, sign):
    incomes(world, [f"{300 + k}{sign}{100 + 7 * k}" for k in range(12)])

    assert said(world, "need") == DOUBT


@pytest.mark.parametrize("settled", ["300.5", "0.125", "1234.125"])
def test_another_fraction_of_the_column_settles_it(world, said, settled):
    incomes(world, [settled, *(f"{300 + k}.{100 + 7 * k}" for k in range(11))])

    assert said(world, "need") == []


def test_the_studys_word_settles_it(world, said):
    incomes(world, [f"{300 + k}.{100 + 7 * k}" for k in range(12)])
    world.settings["need"] = 'decimal = "."'

    assert said(world, "need") == []


def test_a_million_with_points_makes_the_other_points_thousands(world, tmp_path):
    incomes(world, ["1.250.000", *(f"{300 + k}.{100 + 7 * k}" for k in range(11))])

    assert need(world, tmp_path)[:3] == [1_250_000, 300_100, 301_107]


def test_staff_in_thousands_cannot_be_and_is_not_asked_about(world, said):
    for row in world.tables["sites"].rows:
        row["läkare"] = "3.125"

    assert said(world, "sites") == []


def test_a_swiss_thousand_is_no_number_and_not_degrees(world, said):
    world.tables["need"].rows[0]["Arbetslösa"] = "1'510"

    assert said(world, "need") == [("GA-T010", 2, "Arbetslösa")]


@pytest.mark.parametrize("numbers", [(200, 150), (21, 20)])
def test_parts_and_their_total_are_not_added_up(world, said, numbers):
    first, second = numbers
    for k, row in enumerate(world.tables["need"].rows):
        row |= {"män": str(first + 3 * k), "kvinnor": str(second + 2 * k)}
        row["båda"] = str(first + second + 5 * k)

    assert said(world, "need") == []

    world.tables["need"].rows[0]["deso"] = world.tables["need"].rows[0]["deso"]
    text = 'unemployed = "män + kvinnor + båda"'
    assert ("GA-T148", None, "unemployed") in with_setting(
        world, said, 'unemployed = "Arbetslösa"', text
    )


def with_setting(world, said, old, new):
    write = world.write
    world.write = lambda folder: write(folder).replace(old, new)
    return said(world, "need")


def test_men_and_women_are_added_up(world, said):
    for k, row in enumerate(world.tables["need"].rows):
        row |= {"män": str(700 + 31 * k % 97), "kvinnor": str(700 + 17 * k % 89)}

    new = 'unemployed = "män + kvinnor"'

    assert with_setting(world, said, 'unemployed = "Arbetslösa"', new) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [('["totalt", "totalt"]', "GA-T149"), ('["totalt", "65-79"]', "GA-T152")],
)
def test_a_total_beside_other_values_is_told(world, said, values, code):
    write = world.write
    world.write = lambda folder: write(folder).replace('people = ["totalt"]', f"people = {values}")

    assert (code, None, "people") in said(world, "people")


def test_numbers_of_another_year_than_the_study_says_are_told(world, said):
    for row in world.tables["people"].rows:
        row["Antal 2024"] = row.pop("Antal 2025")
    write = world.write
    world.write = lambda folder: write(folder).replace("Antal 2025", "Antal 2024")

    assert said(world, "people") == [("GA-T150", None, "Antal 2024")]


@pytest.mark.parametrize("code", ["{0:.4}", "{0:.4}R0{1:02}", "{0:.2}"])
def test_codes_of_another_kind_than_the_areas_are_called_so(world, said, code):
    for k, row in enumerate(world.tables["need"].rows):
        row["deso"] = code.format(row["deso"], k)

    assert said(world, "need") == [("GA-T146", None, "deso")]


def test_ids_that_became_powers_of_ten_are_refused_row_by_row(world, said):
    for row in world.tables["grid"].rows[:2]:
        row["rutid"] = f"{float(row['rutid']):.5E}".replace(".", ",")

    found = said(world, "grid")

    assert {code for code, _, _ in found} == {"GA-T144"}
    assert {row for _, row, _ in found} == {2, 3}


def test_ids_that_were_given_a_decimal_get_it_taken_off(world, said):
    for row in world.tables["grid"].rows:
        row["rutid"] = f"{int(row['rutid'])}.0"

    assert said(world, "grid") == [("GA-T145", None, "rutid")]


def test_an_error_of_a_spreadsheet_is_no_name(world, said):
    world.tables["sites"].rows[1]["namn"] = "#SAKNAS!"

    assert said(world, "sites") == [("GA-T142", 3, "namn")]


def test_the_last_day_there_is_stands_for_no_last_day(world, said, tmp_path):
    for row in world.tables["sites"].rows[:4]:
        row["till"] = "9999-12-31"

    assert said(world, "sites") == []
    (read,) = read_sites(parse_study(world.write(tmp_path), base=tmp_path))
    assert read.frame["valid_to"].isna().all()
    assert [n.places["n"] for n in read.notices if n.code == "GA-T151"] == [4]


def test_times_in_hours_are_told(world, said):
    for row in world.tables["times"].rows:
        row["travel_time"] = f"{float(row['travel_time']) / 60:.4f}"

    assert said(world, "pairs") == [("GA-T153", None, "travel_time")]


def test_a_second_row_for_a_key_names_the_first(world, tmp_path):
    from reading import told  # noqa: PLC0415 -- found through the conftest

    rows = world.tables["sites"].rows
    rows[6]["id"] = rows[2]["id"]

    (notice,) = told(world, "sites", tmp_path)

    assert (notice.code, notice.row) == ("GA-T004", 8)
    assert "rad 4" in notice.render("sv")


@pytest.mark.parametrize("epsg", [3021, 3857])
def test_a_whole_list_in_another_system_is_told_once_with_the_likely_one(world, tmp_path, epsg):
    from pyproj import Transformer  # noqa: PLC0415 -- only here
    from reading import told  # noqa: PLC0415 -- found through the conftest

    to = Transformer.from_crs(3006, epsg, always_xy=True)
    for row in world.tables["sites"].rows:
        x, y = to.transform(float(row["E"]), float(row["N"]))
        row |= {"E": f"{x:.1f}", "N": f"{y:.1f}"}

    errors = [n for n in told(world, "sites", tmp_path) if n.severity == "error"]

    assert [n.code for n in errors] == ["GA-G003"]
    assert f"EPSG:{epsg}" in errors[0].render("sv")
