"""The embedded county's tables on its older DeSO: carried over by key and by overlap."""

import dataclasses
import re

import geopandas as gpd
import pandas as pd
import pytest

from geoaccess.errors import ConfigError, InputError
from geoaccess.layers import build_layers
from geoaccess.paths import packaged_data
from geoaccess.study import load_study
from geoaccess.study.load import parse_study

STUDY = packaged_data("exempellan", "study.toml")
KEY = STUDY.parent / "koppling_deso2018_deso2025.csv"
BY_KEY = """
[inputs.statistics.key]
path = "{key}"
columns = {{ from_id = "{from_id}", to_id = "{to_id}", share = "Andel", change = "Förändring" }}
source = "made up"
licence = "CC0"
sensitivity = "open"
{more}
"""
BY_OVERLAP = """
[inputs.statistics.boundaries]
path = "deso_2018.gpkg"
layer = "DeSO_2018"
columns = { area_id = "deso", kommun_code = "kommun" }
vintage = "DeSO 2018"
source = "made up"
licence = "CC0"
sensitivity = "open"
"""


@pytest.fixture(scope="module")
def old_table():
    """People of the 112 older areas, a count of our own, a mean and a type."""
    areas = gpd.read_file(STUDY.parent / "deso_2018.gpkg", layer="DeSO_2018")
    codes = sorted(areas["deso"])
    return pd.DataFrame(
        {
            "deso": codes,
            "people": [1000 + i for i in range(len(codes))],
            "cars": [400 + i for i in range(len(codes))],
            "income": [200.5 + i for i in range(len(codes))],
            "kind": [1 + i % 4 for i in range(len(codes))],
        }
    )


@pytest.fixture
def make(tmp_path, old_table):
    """Build the county's layers with one statistics table, that of the older areas."""

    def build(
        how, *, table=old_table, vintage="DeSO 2018, 2023-12-31", grid=True, areas="", regso=False
    ):
        table.to_csv(tmp_path / "old.csv", index=False)
        text = STUDY.read_text("utf-8")
        start = text.index("[[inputs.statistics]]")
        text = (
            text[:start]
            + STATISTICS.format(path=(tmp_path / "old.csv").as_posix(), vintage=vintage)
            + how
            + "\n"
            + text[text.index("[inputs.grid]") :]
        )
        for role in ("streets", "timetables", "background", *(() if grid else ("grid",))):
            text = re.sub(rf"\[+inputs\.{role}\]+\n(?:(?!\[)[^\n]*\n)*", "", text)
        text = text.replace('vintage = "DeSO 2025"', f'vintage = "{areas or "DeSO 2025"}"', 1)
        if regso:
            text = text.replace('kommun_code = "kommunkod" }', 'regso_id = "regsokod" }', 1)
        return build_layers(parse_study(text, base=STUDY.parent))

    return build


STATISTICS = """
[[inputs.statistics]]
path = "{path}"
columns = {{ area_id = "deso", people = "people", cars = "cars", income = "income", kind = "kind" }}
counts = ["cars"]
vintage = "{vintage}"
source = "made up"
licence = "CC0"
sensitivity = "open"
"""


def by_key(path=KEY, *, from_id="DeSO_2018", to_id="DeSO_2025", more=""):
    return BY_KEY.format(key=path.as_posix(), from_id=from_id, to_id=to_id, more=more)


def codes(layers):
    return [notice.code for notice in layers.notices]


def notice(layers, code):
    (found,) = (one for one in layers.notices if one.code == code)
    assert found.render("sv")
    return found


def refused(build, *arguments, **named):
    with pytest.raises(InputError) as caught:
        build(*arguments, **named)
    for one in caught.value.notices:
        assert one.render("sv")
        assert one.cure("sv")
    return caught.value.notices


def test_a_table_on_deso_2018_is_carried_over_by_its_key_to_the_person(make, old_table):
    layers = make(by_key())

    areas, old = layers.areas, old_table.set_index("deso")
    assert len(areas) == 120
    for count in ("people", "cars"):
        assert areas[count].sum() == pytest.approx(old[count].sum(), abs=1e-6)
        assert areas[count]["9901A0020"] == old[count]["9901A0020"]
        assert areas[count]["9901C1021"] == pytest.approx(0.4822 * old[count]["9901C1020"])
        merged = old[count]["9901A0010"] + old[count]["9901A0910"]
        assert areas[count]["9901A0010"] == merged
    assert layers.points["people"].sum() == pytest.approx(old["people"].sum())


def test_every_area_says_what_happened_to_it(make):
    layers = make(by_key())

    change = layers.areas["vintage_change"]
    assert change.value_counts().to_dict() == {
        "unchanged": 96,
        "split": 20,
        "merged": 2,
        "redrawn": 2,
    }
    assert change["9901A0040"] == change["9901A0050"] == "redrawn"
    told = notice(layers, "GA-L070")
    assert told.places["split"] == 20
    assert told.kind.assumption


def test_means_are_weighed_by_people_and_types_only_kept_where_they_agree(make, old_table):
    layers = make(by_key())

    old, areas = old_table.set_index("deso"), layers.areas
    two = old.loc[["9901A0010", "9901A0910"]]
    mean = (two["income"] * two["people"]).sum() / two["people"].sum()
    assert areas["income"]["9901A0010"] == pytest.approx(mean)
    assert areas["income"]["9901C1021"] == old["income"]["9901C1020"]
    assert two["kind"].nunique() == 2
    assert pd.isna(areas["kind"]["9901A0010"])
    assert notice(layers, "GA-L072").column == "kind"
    assert notice(layers, "GA-L078").places["columns"] == "income, kind"


def test_without_a_key_the_people_of_the_grid_tell_the_shares(make, old_table):
    layers = make(BY_OVERLAP)

    key = pd.read_csv(KEY, dtype={"Andel": float}, encoding="utf-8-sig")
    areas, old = layers.areas, old_table.set_index("deso")
    assert areas["people"].sum() == pytest.approx(old["people"].sum(), abs=1e-6)
    by_hand = (key["Andel"] * key["DeSO_2018"].map(old["people"])).groupby(key["DeSO_2025"]).sum()
    # Cells of 250 m know less than the key of who lives on which side of a new border.
    assert (areas["people"] - by_hand).abs().max() < 200
    same = key.loc[key["Förändring"] == "Oförändrad", "DeSO_2025"]
    assert (areas["people"][same] == old["people"][same]).all()
    assert notice(layers, "GA-L070").places["unchanged"] >= 96


def test_without_people_anywhere_ground_tells_the_shares_and_it_is_told(make, old_table):
    layers = make(BY_OVERLAP, grid=False)

    assert layers.areas["people"].sum() == pytest.approx(old_table["people"].sum(), abs=1e-6)
    assert notice(layers, "GA-L075").places["n"] == 112


def test_without_key_or_boundaries_the_table_is_refused_with_scbs_own_file(make):
    one = next(n for n in refused(make, "") if n.code == "GA-L001")

    assert "deso-historiska-forandringar-2025-09-19.xlsx" in one.cure("sv")


@pytest.mark.parametrize(
    ("vintage", "areas"),
    [("DeSO 2025, 2024-12-31", ""), ("2023-12-31", ""), ("DeSO 2018", "DeSO 2018")],
)
def test_a_conversion_needs_two_vintages(make, vintage, areas):
    found = refused(make, BY_OVERLAP, vintage=vintage, areas=areas)

    assert [one.code for one in found] == ["GA-L061"]


@pytest.fixture
def key_of(tmp_path):
    def write(change):
        rows = pd.read_csv(KEY, dtype=str, encoding="utf-8-sig")
        made = change(rows)
        made.to_csv(tmp_path / "key.csv", index=False)
        return by_key(tmp_path / "key.csv")

    return write


def _set(column, row, value):
    def change(rows):
        rows.loc[row - 2, column] = value
        return rows

    return change


@pytest.mark.parametrize(
    ("change", "code", "row"),
    [
        (_set("Andel", 5, "0.5"), "GA-L066", 5),
        (_set("Andel", 5, ""), "GA-L067", 5),
        (_set("DeSO_2025", 2, "9901A0999"), "GA-L063", 2),
        (_set("DeSO_2018", 3, "9901A0999"), "GA-L062", 3),
        (lambda rows: pd.concat([rows, rows.iloc[:1]]), "GA-T056", 125),
        (lambda rows: rows[rows["DeSO_2025"] != "9902B2010"], "GA-L064", None),
    ],
)
def test_a_fault_of_the_key_is_refused_by_row(make, key_of, change, code, row):
    found = refused(make, key_of(change))

    assert (code, row) in {(one.code, one.row) for one in found}


def test_a_key_that_is_turned_round_is_refused_by_what_its_columns_are_called(make):
    found = refused(make, by_key(from_id="DeSO_2025", to_id="DeSO_2018"))

    assert {one.code for one in found} >= {"GA-L069"}


def test_a_key_of_changes_only_leaves_the_other_areas_as_they_are(make, key_of):
    only = key_of(lambda rows: rows[rows["Förändring"] != "Oförändrad"])

    partial = make(only + 'lists = "changes"\n')

    pd.testing.assert_frame_equal(partial.areas, make(by_key()).areas)
    assert "GA-L064" in {one.code for one in refused(make, only)}


def test_an_older_area_without_a_row_leaves_its_areas_without_people(make, old_table):
    short = old_table[old_table["deso"] != "9901C1020"]

    found = refused(make, by_key(), table=short)

    assert [one.code for one in found] == ["GA-L007"]
    assert found[0].places["n"] == 2


def test_areas_outside_the_study_are_told_with_their_people(make, old_table):
    beyond = pd.DataFrame(
        {"deso": ["0180C1010"], "people": [700], "cars": [1], "income": [1.5], "kind": [1]}
    )

    layers = make(by_key(), table=pd.concat([old_table, beyond]))

    assert notice(layers, "GA-L004").places["people"] == 700
    assert layers.areas["people"].sum() == pytest.approx(old_table["people"].sum())


def test_the_whole_study_is_untouched_where_nothing_is_converted():
    layers = build_layers(load_study(STUDY))

    assert "vintage_change" not in layers.areas
    assert not {"GA-L070", "GA-L077"} & set(codes(layers))
    assert dataclasses.is_dataclass(layers)


def test_people_that_a_key_leads_out_of_the_study_are_named(make, key_of, old_table):
    layers = make(key_of(_set("DeSO_2025", 6, "0180C1010")))

    lost = 0.194 * old_table.set_index("deso")["people"]["9901A0040"]
    told = notice(layers, "GA-L073")
    assert told.places["people"] == round(lost, -1)
    assert layers.areas["people"].sum() == pytest.approx(old_table["people"].sum() - lost)


@pytest.mark.parametrize(
    "how",
    [
        by_key() + BY_OVERLAP,
        'spread = "people"\n',
        'level = "kommun"\n' + by_key(),
        'level = "kommun"\n' + BY_OVERLAP,
    ],
)
def test_settings_that_do_not_go_together_are_refused(make, how):
    with pytest.raises(ConfigError) as caught:
        make(how)

    assert [one.code for one in caught.value.notices] == ["GA-L065"]
    assert caught.value.notices[0].render("sv")


def test_a_withheld_count_of_an_older_area_is_missing_in_its_areas_and_not_zero(make, old_table):
    withheld = old_table.astype({"cars": "str"})
    withheld.loc[withheld["deso"] == "9901C1020", "cars"] = ".."

    areas = make(by_key(), table=withheld).areas

    assert areas["cars"].isna().sum() == 2
    assert areas["cars"][["9901C1021", "9901C1022"]].isna().all()


def test_a_table_by_regso_2020_is_carried_over_by_a_key_between_regso(make, tmp_path):
    areas = gpd.read_file(STUDY.parent / "deso_2025.geojson")
    regso = sorted(set(areas["regsokod"]))
    # The first two were one RegSO, which is divided; the others are as they were.
    key = pd.DataFrame(
        {
            "RegSO_2020": ["9901R900", "9901R900", *regso[2:]],
            "RegSO_2025": regso,
            "Andel": ["0.25", "0.75", *["1"] * len(regso[2:])],
            "Förändring": "",
        }
    )
    key.to_csv(tmp_path / "regso.csv", index=False)
    old = sorted(set(key["RegSO_2020"]))
    table = pd.DataFrame({"deso": old, "people": 1000.0, "cars": 400, "income": 7.5, "kind": 3})
    how = 'level = "regso"\nspread = "grid"\n' + by_key(
        tmp_path / "regso.csv", from_id="RegSO_2020", to_id="RegSO_2025"
    )

    layers = make(how, table=table, vintage="RegSO 2020, 2023-12-31", regso=True)

    people = layers.areas["people"].groupby(areas.set_index("desokod")["regsokod"]).sum()
    assert people.sum() == pytest.approx(1000 * len(old))
    assert people[regso[:3]].tolist() == pytest.approx([250, 750, 1000])
    assert set(layers.areas["income"]) == {7.5}


def test_a_table_by_regso_2020_is_carried_over_by_the_people_where_old_and_new_overlap(
    make, tmp_path
):
    """Old RegSO are the new ones but for two, which were one: their people, as in the grid."""
    areas = gpd.read_file(STUDY.parent / "deso_2025.geojson")
    regso = sorted(set(areas["regsokod"]))
    old = areas.assign(old=areas["regsokod"].replace({regso[1]: regso[0]})).dissolve("old")
    old[["geometry"]].reset_index().to_file(tmp_path / "regso.gpkg")
    table = pd.DataFrame({"deso": old.index, "people": 1000.0, "cars": 400, "income": 7.5})
    table["kind"] = 3
    how = 'level = "regso"\nspread = "grid"\n' + BY_OVERLAP.replace(
        '"deso_2018.gpkg"\nlayer = "DeSO_2018"', f'"{(tmp_path / "regso.gpkg").as_posix()}"'
    ).replace('area_id = "deso", kommun_code = "kommun"', 'area_id = "old"').replace(
        '"DeSO 2018"', '"RegSO 2020"'
    )

    layers = make(how, table=table, vintage="RegSO 2020, 2023", regso=True)

    people = layers.areas.groupby(areas.set_index("desokod")["regsokod"])["people"].sum()
    cells = layers.points.groupby("area_id")["people"].sum()
    assert people.sum() == pytest.approx(1000.0 * len(old))
    assert people[regso[0]] + people[regso[1]] == pytest.approx(1000.0)
    assert 0 < people[regso[0]] < 1000
    assert people[regso[2:]].to_numpy() == pytest.approx(1000.0)
    assert cells.sum() == pytest.approx(people.sum())
    assert (layers.areas["income"] == 7.5).all()


def test_names_where_the_old_boundaries_have_codes_are_refused(make, old_table):
    named = old_table.assign(deso=[f"Område {i}" for i in range(len(old_table))])

    (first, *_) = refused(make, BY_OVERLAP, table=named)

    assert first.code == "GA-L430"


DISTRICTS = """
[study]
id = "s"
name = "S"
region = "R"
date = 2026-10-01
[inputs.areas]
path = "{gpkg}"
layer = "sdo11"
columns = {{ area_id = "sdo11", name = "sdo11" }}
constants = {{ kommun_code = "0180" }}
vintage = "stadsdelsområden 2023"
source = "s"
licence = "l"
[[inputs.statistics]]
path = "{table}"
columns = {{ area_id = "{by}" }}
vintage = "stadsdelsområden {year}"
source = "s"
licence = "l"
{how}
[[inputs.sites]]
path = "sites.csv"
columns = {{ east = "e", north = "n" }}
source = "s"
licence = "l"
[supply.expected_sites]
number = 1
source = "s"
date = 2026-01-01
[settlement]
default = "S"
[kommun_names]
"0180" = "Stockholm"
[modes.car]
"""


@pytest.fixture
def city(shared_data, tmp_path):
    """Build Stockholm's eleven districts with a table on those of another year."""
    stockholm = shared_data / "stockholm"
    (tmp_path / "sites.csv").write_text(
        "site_id,name,care_type,e,n\nv,V,vardcentral,674000,6580000\n", "utf-8"
    )

    def build(by, year, *, key=True, change=None, to="sdo11"):
        shapes = gpd.read_file(stockholm / "stadsdelsomraden_3006.gpkg", layer=by)
        table = shapes[[by]].assign(people=[100 * (i + 1) for i in range(len(shapes))])
        table = table if change is None else change(table)
        table.to_csv(tmp_path / "old.csv", index=False)
        path = (stockholm / "stadsdel_to_stadsdelsomrade.csv").as_posix()
        columns = f'columns = {{ from_id = "{by}", to_id = "{to}" }}\n'
        how = f'[inputs.statistics.key]\npath = "{path}"\n{columns}source = "s"\nlicence = "l"\n'
        text = DISTRICTS.format(
            gpkg=(stockholm / "stadsdelsomraden_3006.gpkg").as_posix(),
            table=(tmp_path / "old.csv").as_posix(),
            by=by,
            year=year,
            how=how if key else "",
        )
        return build_layers(parse_study(text, base=tmp_path)), table.set_index(by)["people"]

    return build


@pytest.mark.parametrize(("by", "year"), [("sdo13", 2020), ("sdo14", 2007)])
def test_a_table_on_stockholms_older_districts_is_carried_to_the_eleven_by_the_citys_key(
    city, by, year
):
    layers, old = city(by, year)

    people = layers.areas["people"]
    assert len(people) == 11
    assert people.sum() == old.sum()
    assert people["Järva"] == old["Rinkeby-Kista"] + old["Spånga-Tensta"]
    assert people["Norra innerstaden"] == old["Norrmalm"] + old["Östermalm"]
    assert people["Farsta"] == old["Farsta"]
    change = layers.areas["vintage_change"]
    assert change["Järva"] == "merged"
    assert change["Farsta"] == "unchanged"
    assert notice(layers, "GA-L431").places["n"] > 80


def test_without_the_key_or_with_a_district_it_does_not_know_the_table_is_refused(city):
    (told, *_) = refused(city, "sdo13", 2020, key=False)
    assert told.code == "GA-L432"
    assert "stadsdelsområden 2020" in told.render("sv")

    def strange(table):
        return table.replace({"sdo13": {"Farsta": "Farsta strand"}})

    (told, *_) = refused(city, "sdo13", 2020, change=strange)
    assert (told.code, told.value) == ("GA-L062", "Farsta strand")
