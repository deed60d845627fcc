"""The embedded study's raw files are readable as they stand."""

from pathlib import Path

import pytest

from geoaccess.sources import (
    read_areas,
    read_background,
    read_districts,
    read_grid,
    read_kommuner,
    read_register,
    read_sites,
    read_statistics,
)
from geoaccess.study import load_study

PATH = Path(__file__).resolve().parents[2] / "data" / "exempellan" / "study.toml"

pytestmark = pytest.mark.skipif(not PATH.is_file(), reason="the embedded study is not built")


def test_every_input_of_the_embedded_study_is_read_without_faults():
    study = load_study(PATH)

    areas, districts, kommuner = read_areas(study), read_districts(study), read_kommuner(study)
    register, grid, sites = read_register(study), read_grid(study), read_sites(study)
    statistics = [read_statistics(study, given) for given in study.inputs.statistics]
    background = read_background(study)

    assert set(statistics[0].frame["area_id"]) == set(areas.frame["area_id"])
    assert set(areas.frame["kommun_code"]) <= set(kommuner.frame["kommun_code"])
    assert len(districts.frame) == 3
    assert len(register.frame) == 9
    assert grid.frame["people"].sum() > 0
    assert {bool(table.frame["context"].all()) for table in sites} == {True, False}
    assert set(background) == {"water", "roads", "places"}
