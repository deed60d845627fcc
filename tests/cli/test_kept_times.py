"""Times that a run keeps: the next takes them up, and what comes out is the same."""

import importlib.util
import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geoaccess.cli.app import app
from geoaccess.publish.folder import private_store
from geoaccess.travel import one_shard

WORLD = Path(__file__).parents[1] / "faults" / "streets_world.py"
# On the first of the two streets.
ONE_MORE = "V10,Nya vårdcentralen,vardcentral,601000,6700500,4,1,5000,,"


def a_study(folder):
    """Study file of the small world along streets, without map and reports."""
    spec = importlib.util.spec_from_file_location("streets_world", WORLD)
    world = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(world)
    path = world.a_study(folder)
    with path.open("a", encoding="utf-8") as file:
        file.write("[outputs]\nmap = false\nreports = false\n")
    return path


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A study, the folder that a run of it keeps its times in, and what it wrote."""
    folder = tmp_path_factory.mktemp("kept")
    study, shards = a_study(folder), folder / "shards"
    return study, shards, ran(study, folder / "out", "--shards", shards)


@pytest.fixture
def columns(monkeypatch):
    """How many columns of times each shard had that was worked out."""
    done = []

    def compute(folder, shard, really=one_shard.compute_shard):
        done.append(len(shard.sites["ends"]))
        return really(folder, shard)

    monkeypatch.setattr(one_shard, "compute_shard", compute)
    return done


def ran(study, out, *options):
    """What a run wrote: digests of what it publishes, and the times behind it."""
    done = CliRunner().invoke(app, ["run", str(study), "--out", str(out), *map(str, options)])
    assert done.exit_code == 0, done.output
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    times = {path.name: path.read_bytes() for path in private_store(out).glob("times-*.npz")}
    assert len(times) == 2
    return {one["path"]: one["sha256"] for one in manifest["outputs"]}, times


@pytest.mark.no_cover
def test_a_run_that_keeps_its_times_writes_the_same_and_the_next_works_none_out(
    kept, columns, tmp_path
):
    study, shards, first = kept

    assert first == ran(study, tmp_path / "plain")
    assert first == ran(study, tmp_path / "two", "--shards", shards)
    matrix = ["matrix", str(study), "--out", str(tmp_path / "times"), "--shards", str(shards)]
    assert CliRunner().invoke(app, matrix).exit_code == 0

    assert not columns
    assert {path.name.split("-")[0] for path in shards.iterdir()} <= {"shard", "lock"}
    if os.name == "posix":
        assert shards.stat().st_mode & 0o077 == 0


@pytest.mark.no_cover
def test_one_vardcentral_more_is_one_column_more_by_each_mode(kept, columns, tmp_path):
    study, shards, first = kept
    sites = study.with_name("sites.csv")
    head, *rows = sites.read_text("utf-8").splitlines()
    # In the middle of the list: those after it stand in other places than before.
    rows.insert(4, ONE_MORE)
    more = tmp_path / "study"
    shutil.copytree(study.parent, more, ignore=shutil.ignore_patterns("out", ".geoaccess"))
    (more / "sites.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")

    told = ran(more / study.name, tmp_path / "two", "--shards", shards)

    assert columns == [1, 1]
    assert told == ran(more / study.name, tmp_path / "plain")
    assert told[1] != first[1]


@pytest.mark.parametrize("command", ["run", "matrix"])
def test_times_are_not_kept_in_the_folder_of_the_result(command, tmp_path):
    study, out = a_study(tmp_path), tmp_path / "out"

    for shards in (out, out / "shards"):
        asked = [command, str(study), "--out", str(out), "--shards", str(shards)]
        told = CliRunner().invoke(app, asked).exception
        assert [notice.code for notice in told.notices] == ["GA-C533"]
    assert not out.exists()


def test_a_cluster_needs_a_folder(tmp_path):
    asked = [
        "run",
        str(a_study(tmp_path)),
        "--out",
        str(tmp_path / "out"),
        "--scheduler",
        "tcp://a:1",
    ]

    told = CliRunner().invoke(app, asked).exception

    assert [notice.code for notice in told.notices] == ["GA-C532"]
