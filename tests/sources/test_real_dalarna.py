"""The readers on real files, where they are: DeSO, PxWeb, a region's own list, 1 km cells."""

from pathlib import Path

import pytest

from geoaccess.sources import read_areas, read_grid, read_sites, read_statistics
from geoaccess.study import load_study

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dalarna"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not here")

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dalarna.toml"


@pytest.fixture(scope="module")
def study():
    return load_study(EXAMPLE, data=DATA)


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
