"""The readers on real files, where they are: DeSO, PxWeb, a region's own list, 1 km cells."""

from pathlib import Path

import pytest

from geoaccess.sources import read_areas, read_grid, read_sites, read_statistics
from geoaccess.study.load import parse_study

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dalarna"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not here")

DALARNA = """
[study]
id = "dalarna-2026"
name = "Dalarna"
region = "Region Dalarna"
date = 2026-10-01

[inputs.areas]
path = "deso_2025_dalarna_raw.geojson"
columns = { area_id = "desokod", kommun_code = "kommunkod" }
vintage = "2025"
source = "SCB, WFS stat:DeSO_2025"
licence = "CC0"
sensitivity = "open"

[[inputs.statistics]]
path = "folkmangd_deso_2024_raw.csv"
columns = { area_id = "Region" }
pivot = "Alder"
value_column = "000007Y7 2024"
where = { Kon = "1+2" }
vintage = "2025"
source = "SCB, TAB6574"
licence = "CC0"
sensitivity = "open"

[inputs.statistics.values]
people = ["totalt"]
age_65plus = ["65-69", "70-74", "75-79", "80-"]
age_80plus = ["80-"]

[inputs.grid]
path = "befolkning_1km_2025_dalarna.csv"
cell_size = 1000
columns = { cell_id = "rutid", people = "befolkning_2025", age_65plus = "befolkning_65_plus_2025" }
vintage = "2025"
source = "SCB, Statistik på rutor"
licence = "CC0"
sensitivity = "open"

[[inputs.sites]]
path = "Utbudspunkter.xlsx"
source = "Region Dalarna"
licence = "not stated"

[inputs.sites.columns]
site_id = "UtbudspunktID"
name = "HsaNamn_VC"
care_type = "HsaNamn_VC"
operator_form = "Regi"
# The list calls the northing X.
north = "Sweref99X"
east = "Sweref99Y"
lat = "Latitude"
lon = "Longitude"

[inputs.sites.recode.care_type]
"Min Vård - Vårdcentral i mobilen" = "digital"
"*" = "vardcentral"

[[inputs.sites.exclude]]
column = "HsaNamn_VC"
values = ["NULL", ""]
reason = "utbudspunkter utan vårdcentral"

[[inputs.sites.exclude]]
column = "HsaNamn_VC"
values = ["Hjälpmedelcentralen"]
reason = "ingen vårdcentral"

[supply.expected_sites]
number = 31
source = "the list itself"
date = 2026-08-06

[modes.car]
"""


@pytest.fixture(scope="module")
def study():
    return parse_study(DALARNA, base=DATA)


def test_the_175_deso_of_dalarna_are_read_as_they_are(study):
    areas = read_areas(study)

    assert len(areas.frame) == 175
    assert areas.frame["area_id"].str.fullmatch(r"20\d\d[ABC]\d{4}").all()
    assert areas.frame["kommun_code"].nunique() == 15
    assert areas.frame.crs.to_epsg() == 3006
    assert areas.frame.geometry.is_valid.all()
    assert areas.notices == ()
    assert areas.provenance.rows == 175


def test_the_pxweb_table_adds_up_to_the_published_totals(study):
    table = read_statistics(study, study.inputs.statistics[0], "statistics[0]")

    assert len(table.frame) == 175
    assert table.frame["people"].sum() == 286_546
    assert table.frame.loc[0].tolist() == ["2021A0010", 1402, 87 + 93 + 97 + 114, 114]
    assert table.lines.iloc[:2].tolist() == [2, 7]
    assert [n.code for n in table.notices] == ["GA-T079"]


def test_the_list_gives_exactly_the_31_physical_vardcentraler(study):
    (sites,) = read_sites(study)

    assert sites.frame["care_type"].value_counts().to_dict() == {"vardcentral": 31, "digital": 1}
    assert sites.frame["site_id"].str.fullmatch(r"\d+").all()
    avesta = sites.frame.geometry.iloc[0]
    assert (avesta.x, avesta.y) == (566689.911, 6667743.607)


def test_the_one_row_whose_two_pairs_of_coordinates_disagree_is_told(study):
    (sites,) = read_sites(study)

    apart = [n for n in sites.notices if n.code == "GA-G014"]

    assert [(n.row, n.places["name"]) for n in apart] == [(39, "Vårdcentral Kvarnporten")]
    assert "GA-G015" in {n.code for n in sites.notices}


def test_swapped_columns_are_found_out(study):
    given = study.inputs.sites[0]
    columns = given.columns | {"north": "Sweref99Y", "east": "Sweref99X"}
    inputs = study.inputs.model_copy(
        update={"sites": (given.model_copy(update={"columns": columns}),)}
    )
    swapped = study.model_copy(update={"inputs": inputs})

    with pytest.raises(ValueError, match="look swapped: exchanged, 32 of 32"):
        read_sites(swapped)


def test_the_4004_cells_are_squares_of_one_kilometre(study):
    grid = read_grid(study)

    assert len(grid.frame) == 4004
    assert grid.frame["people"].sum() == 285_587
    assert grid.frame["age_65plus"].sum() == 75_189
    assert set(grid.frame.area) == {1e6}
    assert grid.frame.geometry.iloc[0].bounds == (352000, 6860000, 353000, 6861000)
