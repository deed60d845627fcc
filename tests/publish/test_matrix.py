"""A study's times as tables: every pair with its time or its reason, whole or not at all."""

import importlib.util
import json
import os
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

from geoaccess.cli.app import app
from geoaccess.errors import LimitError, OutputError
from geoaccess.pipeline import prepare
from geoaccess.publish.matrix import ask_for_times, write_matrix
from geoaccess.study import load_study

TESTS = Path(__file__).parents[1]


def borrowed(name):
    spec = importlib.util.spec_from_file_location(f"lent_{Path(name).stem}", TESTS / name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


a_study = borrowed("faults/streets_world.py").a_study


def long_tables(out):
    return {name: pd.read_parquet(out / f"{name}.parquet") for name in ("car", "walk")}


def test_every_pair_is_there_with_its_time_or_its_reason(tmp_path):
    study = load_study(a_study(tmp_path))
    out = tmp_path / "out"

    written, _ = write_matrix(ask_for_times(study), out)

    tables, times = long_tables(out), prepare(study).times
    for one in written:
        table, want = tables[one.mode], times[one.mode]
        assert table["from_id"].tolist() == list(np.repeat(want.origins, len(want.sites)))
        assert table["to_id"].tolist() == list(want.sites) * len(want.origins)
        assert table["status"].tolist() == want.to_frame()["status"].tolist()
        has_time = table["status"] == "ok"
        assert (table["travel_time"].notna() == has_time).all()
        assert (table["seconds"].notna() == has_time).all()
        assert table.loc[has_time, "seconds"].tolist() == want.seconds[want.has_time].tolist()
        assert (table["travel_time"] * 60 - table["seconds"]).abs().max() < 1e-9
        assert one.pairs == table["status"].value_counts().to_dict()
        assert one.method == "streets"
    assert {*tables["walk"]["status"]} == {"ok", "beyond_cutoff", "unreachable", "not_snapped"}


def test_the_places_are_where_the_ids_say_and_tell_nothing_of_the_people(tmp_path):
    study = load_study(a_study(tmp_path))

    write_matrix(ask_for_times(study), tmp_path / "out")

    layers = prepare(study).layers
    for name, want in (("origins", layers.points), ("sites", layers.sites)):
        places = gpd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert list(places.columns) == ["id", "geometry"]
        assert places["id"].tolist() == [str(i) for i in want.index]
        assert places.crs == "EPSG:3006"
        assert shapely.equals(places.geometry.array, want.geometry.array).all()


@pytest.mark.parametrize("streets", [True, False])
def test_a_table_that_was_written_is_read_as_the_same_times(tmp_path, streets):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = load_study(a_study(tmp_path / "one", streets=streets))
    write_matrix(ask_for_times(first), tmp_path / "out")
    path = a_study(tmp_path / "two", streets=False)
    given = "".join(
        f'[[inputs.times]]\npath = "../out/{mode}.parquet"\nmode = "{mode}"\n'
        'source = "s"\nlicence = "l"\n'
        for mode in ("car", "walk")
    )
    path.write_text(path.read_text("utf-8").replace("[supply]", given + "[supply]"), "utf-8")

    want, got = prepare(first), prepare(load_study(path))

    for mode, times in want.times.items():
        assert got.times[mode].seconds.tolist() == times.seconds.tolist()
    # An estimate stays one, whoever reads it from a table.
    assert got.estimate == want.estimate == (not streets)


def test_a_mode_whose_times_are_given_is_written_as_given(tmp_path):
    study = load_study(a_study(tmp_path, times=True))

    written, _ = write_matrix(ask_for_times(study, ["car"]), tmp_path / "out")

    assert [(one.mode, one.method) for one in written] == [("car", "table")]
    table = pd.read_parquet(tmp_path / "out" / "car.parquet").set_index(["from_id", "to_id"])
    given = pd.read_csv(tmp_path / "times.csv", dtype={"from_id": str, "to_id": str})
    given = given.set_index(["from_id", "to_id"])["travel_time"].dropna()
    both = table.loc[table["status"] == "ok", "travel_time"].index.intersection(given.index)
    assert len(both)
    assert table.loc[both, "travel_time"].to_numpy() == pytest.approx(
        given[both].to_numpy(), abs=1 / 120
    )


def test_a_matrix_in_shards_is_the_same_and_the_next_goes_on_from_them(tmp_path, monkeypatch):
    path = a_study(tmp_path)
    write_matrix(ask_for_times(load_study(path)), tmp_path / "whole")
    asked = ["matrix", str(path), "--shards", str(tmp_path / "shards"), "--out"]

    first = CliRunner().invoke(app, [*asked, str(tmp_path / "one")])
    # What is there is not worked out again.
    monkeypatch.delattr("geoaccess.travel.one_shard.kernel_for")
    second = CliRunner().invoke(app, [*asked, str(tmp_path / "two")])

    for done, out in ((first, "one"), (second, "two")):
        assert done.exit_code == 0, done.output
        for name, want in long_tables(tmp_path / "whole").items():
            pd.testing.assert_frame_equal(long_tables(tmp_path / out)[name], want)
    assert list((tmp_path / "shards").glob("shard-*.npz"))


def test_progress_tells_every_site_of_every_mode_once(tmp_path):
    asked = ask_for_times(load_study(a_study(tmp_path)))
    told = []

    write_matrix(asked, tmp_path / "out", told=told.append)

    assert sum(told) == 2 * len(asked.layers.sites)


def test_too_little_memory_is_told_before_anything_is_made(tmp_path, monkeypatch):
    study = load_study(a_study(tmp_path))
    asked = ask_for_times(study)
    assert asked.bytes_needed > 2 * 2 * asked.pairs

    monkeypatch.setattr("geoaccess.publish.matrix.bytes_of_times", lambda *_: 1e15)
    with pytest.raises(LimitError, match="GA-O010") as refused:
        ask_for_times(study)

    assert refused.value.exit_code == 6


def test_what_goes_wrong_while_times_are_made_leaves_the_last_tables_as_they_were(tmp_path):
    study = load_study(a_study(tmp_path))
    out = tmp_path / "out"
    write_matrix(ask_for_times(study, ["walk"]), out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_matrix(ask_for_times(study), out, told=stop)

    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert not list(tmp_path.rglob("part-*"))


def test_a_run_and_a_matrix_do_not_take_each_others_folders(tmp_path):
    study = load_study(a_study(tmp_path))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.json").write_text("{}", "utf-8")

    with pytest.raises(OutputError, match="GA-O020"):
        write_matrix(ask_for_times(study), tmp_path / "run")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its own rights")
@pytest.mark.parametrize("is_open", [True, False])
def test_only_open_numbers_of_people_make_a_folder_that_others_may_open(tmp_path, is_open):
    path = a_study(tmp_path)
    if not is_open:
        text = path.read_text("utf-8")
        begin = text.index('path = "grid.csv"')
        grid = text[begin:].replace('sensitivity = "open"\n', "", 1)
        path.write_text(text[:begin] + grid, "utf-8")

    write_matrix(ask_for_times(load_study(path)), tmp_path / "out")

    assert bool((tmp_path / "out").stat().st_mode & 0o077) == is_open


def test_the_command_says_what_it_wrote_and_what_has_no_time(tmp_path):
    path = a_study(tmp_path, streets=False)

    done = CliRunner().invoke(
        app, ["matrix", str(path), "--mode", "car", "--out", str(tmp_path / "out")]
    )

    assert done.exit_code == 0, done.output
    table = pd.read_parquet(tmp_path / "out" / "car.parquet")
    assert str(tmp_path / "out" / "car.parquet") in done.stdout
    assert f"med en restid: {(table['status'] == 'ok').sum()}" in done.stdout.replace("\xa0", "")
    assert "räta linjer" in done.stdout
    assert "MB minne" in done.stderr
    receipt = json.loads((tmp_path / "out" / "restider.json").read_text("utf-8"))
    assert receipt["modes"][0]["method"] == "straight_line"
    assert {"areas", "grid"} <= {one["role"] for one in receipt["inputs"]}
    refused = CliRunner().invoke(app, ["matrix", str(path), "--mode", "boat"])
    assert refused.exit_code == 2
    assert "walk, car" in refused.stderr
