"""Work that needs more memory than there is gets refused before it starts, with the cure."""

import subprocess
import sys
from pathlib import Path

import pytest

from geoaccess.errors import ConfigError, LimitError
from geoaccess.memory import available_bytes, require_memory
from geoaccess.messages import Phrase
from geoaccess.paths import packaged_data

READING = Phrase("Reading the file")
LESS = Phrase("Keep only the region's rows and the columns that are used.")
RUN = "from geoaccess.cli import main; main()"


def container(folder, limit, used, names=("memory.max", "memory.current")):
    for name, value in zip(names, (limit, used), strict=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{value}\n", "ascii")
    return folder


def test_the_least_of_machine_container_and_the_users_own_limit_counts(tmp_path):
    boxed = container(tmp_path, 50_000_000, 20_000_000)

    assert available_bytes(environ={}, groups=boxed) == 30_000_000
    assert available_bytes(environ={"GEOACCESS_MEMORY_GB": "0.01"}, groups=boxed) == 10_000_000


def test_older_containers_are_seen_too(tmp_path):
    names = ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes")

    assert available_bytes(environ={}, groups=container(tmp_path, 3000, 1000, names)) == 2000


@pytest.mark.parametrize("limit", ["max", "", "-1"])
def test_a_container_without_a_limit_limits_nothing(tmp_path, limit):
    free = available_bytes(environ={}, groups=container(tmp_path, limit, 1000))

    assert free > 1_000_000


def test_a_limit_may_have_a_decimal_comma_and_an_empty_one_is_none(tmp_path):
    comma, empty = ({"GEOACCESS_MEMORY_GB": asked} for asked in ("0,01", " "))

    assert available_bytes(environ=comma, groups=tmp_path) == 10_000_000
    assert available_bytes(environ=empty, groups=tmp_path) > 10_000_000


@pytest.mark.parametrize("asked", ["much", "-3", "0", "1.5.2", "nan"])
def test_a_limit_that_is_no_number_is_refused_and_never_taken_for_none(tmp_path, asked):
    with pytest.raises(ConfigError, match="GA-O410"):
        available_bytes(environ={"GEOACCESS_MEMORY_GB": asked}, groups=tmp_path)


def test_what_fits_passes_and_what_does_not_is_refused_with_estimate_and_cure(monkeypatch):
    monkeypatch.setenv("GEOACCESS_MEMORY_GB", "1")
    require_memory(0.59e9, READING, LESS, file="a.csv")

    with pytest.raises(LimitError) as caught:
        require_memory(0.61e9, READING, LESS, file="a.csv")

    swedish = caught.value.render("sv")
    for part in ("GA-O010", "a.csv", "0,61 GB", "1 GB", "60", "Behåll bara regionens rader"):
        assert part in swedish
    assert caught.value.exit_code == 6


@pytest.mark.parametrize(
    ("gigabytes", "says"),
    [("0.00001", "deso_2025.geojson"), ("0.02", "gtfs.zip")],
)
def test_a_study_too_large_for_the_machine_stops_with_six_and_leaves_nothing(
    tmp_path, gigabytes, says
):
    study = packaged_data("exempellan", "study.toml")
    out = tmp_path / "out"

    done = subprocess.run(
        [sys.executable, "-c", RUN, "run", str(study), "--out", str(out)],
        env={"GEOACCESS_MEMORY_GB": gigabytes, "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 6
    assert "GA-O010" in done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
    assert list(Path(tmp_path).rglob("part-*")) == []
