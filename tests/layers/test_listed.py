"""Listed people are counted by area and site; nothing of a row is kept or said."""

import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import InputError
from geoaccess.layers.listed import count_listed
from geoaccess.paths import packaged_data
from geoaccess.sources import read_areas, read_sites
from geoaccess.study import load_study

STUDY = packaged_data("exempellan", "study.toml")
COLUMNS = {"site_id": "vc", "area_id": "deso"}


@pytest.fixture(scope="module")
def study():
    return load_study(STUDY)


@pytest.fixture(scope="module")
def areas(study):
    return read_areas(study).frame["area_id"].tolist()


@pytest.fixture(scope="module")
def sites(study):
    return [site for table in read_sites(study) for site in table.frame["site_id"]]


def register(folder, rows, head="pnr;namn;deso;vc"):
    path = folder / "listade.csv"
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    return path


@settings(max_examples=15)
@given(data=st.data())
def test_every_row_is_counted_once_where_it_belongs(data, study, areas, sites, tmp_path_factory):
    places = st.tuples(st.sampled_from([*areas[:4], "2180C1010"]), st.sampled_from(sites[:3]))
    people = data.draw(st.lists(places, min_size=1, max_size=40))
    rows = [f"19121212-1212;Anna;{area};{site}" for area, site in people]

    found = count_listed(study, register(tmp_path_factory.mktemp("r"), rows), COLUMNS)

    by_hand = {}
    for area, site in people:
        key = (area if area in areas else "", site)
        by_hand[key] = by_hand.get(key, 0) + 1
    counted = {(r.area_id, r.site_id): r.listed for r in found.counts.itertuples()}
    assert counted == by_hand
    assert found.counts["listed"].sum() == found.rows == len(people)
    outside = sum(area not in areas for area, _ in people)
    told = [n.places["n"] for n in found.notices if n.code == "GA-L081"]
    assert told == ([outside] if outside else [])


def test_a_place_stands_for_an_area_code(study, sites, tmp_path):
    frame = read_areas(study).frame
    inside = frame.geometry.representative_point()
    rows = [f"x;{p.x:.1f};{p.y:.1f};{sites[0]}" for p in inside.iloc[:5]]
    path = register(tmp_path, rows, "namn;öst;nord;vc")

    found = count_listed(study, path, {"site_id": "vc", "east": "öst", "north": "nord"})

    assert set(found.counts["area_id"]) == set(frame["area_id"].iloc[:5])
    assert found.counts["listed"].tolist() == [1] * 5


@pytest.mark.parametrize(
    ("row", "columns", "head"),
    [
        ("19121212-1212;Anna Hemlig;9901C1010;SE-FEL", COLUMNS, "pnr;namn;deso;vc"),
        ("19121212-1212;Anna Hemlig;;", COLUMNS, "pnr;namn;deso;vc"),
        ("19121212-1212;Anna Hemlig;1;{site}", COLUMNS | {"area_id": "pnr"}, "pnr;namn;deso;vc"),
        (
            "Anna Hemlig;12345,67;98765,43;{site}",
            {"site_id": "vc", "east": "öst", "north": "nord"},
            "namn;öst;nord;vc",
        ),
    ],
)
def test_a_fault_names_the_row_and_nothing_that_stands_in_it(
    study, sites, tmp_path, row, columns, head
):
    path = register(tmp_path, [row.format(site=sites[0])], head)

    with pytest.raises(InputError) as caught:
        count_listed(study, path, columns)

    assert caught.value.notices[0].row == 2
    said = caught.value.render("sv") + caught.value.render("en") + str(caught.value)
    for secret in ("Anna", "1212", "SE-FEL", "12345", "98765"):
        assert secret not in said


def test_the_command_writes_a_file_for_its_owner_alone_and_leaves_the_register(
    areas, sites, tmp_path
):
    path = register(tmp_path, [f"19121212-1212;Anna;{areas[0]};{sites[0]}"] * 3)
    before = path.read_bytes()
    out = tmp_path / "antal.csv"
    code = "from geoaccess.cli import main; main()"
    asked = ["--site", "vc", "--area", "deso", "--out", str(out)]

    done = subprocess.run(
        [sys.executable, "-c", code, "listed", str(STUDY), str(path), *asked],
        capture_output=True,
        text=True,
        env=os.environ | {"GEOACCESS_LANG": "sv", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    counts = pd.read_csv(out, sep=";", dtype=str)
    assert counts.to_dict("records") == [{"area_id": areas[0], "site_id": sites[0], "listed": "3"}]
    assert out.stat().st_mode & 0o077 == 0
    assert path.read_bytes() == before
    assert "Anna" not in done.stdout + done.stderr + out.read_text("utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["antal.csv", "listade.csv"]
