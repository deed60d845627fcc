"""A run killed at any moment leaves the whole previous result or the whole new one."""

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geoaccess.paths import packaged_data
from geoaccess.publish import explain_subject
from geoaccess.publish.folder import private_store
from geoaccess.result.private import load_result

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX's")

AREA = "9902B2010"
LANE = ("reading", "reading", "writing", "reading", "placing")
LONGEST_WAIT = 300  # only a run that hangs takes longer, however busy the machine


# What a run loads is loaded before it starts, so that every kill hits its work and no import.
RUN = """
import os, sys
for stream in (1, 2):
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
sys.argv = {asked}
from geoaccess.cli import main; main()
"""


def start(study, out):
    """A run in a process of its own, copied from one that has all loaded."""
    data = packaged_data("exempellan", "study.toml").parent
    asked = ["geoaccess", "run", str(study), "--data", str(data), "--out", str(out)]
    ready = multiprocessing.get_context("forkserver")
    ready.set_forkserver_preload(["geoaccess.pipeline", "geoaccess.publish"])
    process = ready.Process(target=exec, args=(RUN.format(asked=asked),))
    process.start()
    return process


def workshop(out) -> Path:
    return out.parent / ".geoaccess" / out.name


def parts_at_work(out):
    return [path for path in workshop(out).glob("part-*") if path.is_dir()]


def assert_whole(out):
    """Every file that the manifest names is there as it says, and no other."""
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    for one in manifest["outputs"]:
        content = (out / one["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["path"]
        assert len(content) == one["bytes"]
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert there == {one["path"] for one in manifest["outputs"]} | {"manifest.json"}


def wait_for(is_alive, seen):
    """Until `seen`, or the run's end; whether it was seen."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until and is_alive():
        if seen():
            return True
        time.sleep(0.001)
    return False


def kill_at(process, moment, out, chance):
    """Kill the run at a random point of the given phase; whether it was writing just then."""
    if moment == "reading":
        time.sleep(chance.uniform(0.2, 3.0))
    else:
        assert wait_for(process.is_alive, lambda: parts_at_work(out))
        if moment == "writing":
            time.sleep(chance.uniform(0.0, 1.0))
        else:  # while the finished folders are moved into place
            part = parts_at_work(out)[0]
            wait_for(process.is_alive, (part / "output" / "manifest.json").exists)
            time.sleep(chance.uniform(0.0, 0.05))
    writing = process.is_alive() and bool(parts_at_work(out))
    process.kill()
    process.join()
    return writing


def kill_in_turn(study, out, moments, seed):
    """Kill a run at each moment; after each the folder must be whole. How many hit the writing."""
    chance = random.Random(seed)  # noqa: S311 -- seeded, nothing secret
    hit = 0
    for moment in moments:
        hit += kill_at(start(study, out), moment, out, chance)
        assert_whole(out)
        load_result(private_store(out))
        assert AREA in explain_subject(out, AREA, "sv")[0].text
    return hit


def test_ten_kills_leave_a_whole_result_each_time_and_a_later_run_cleans_up(
    short_study, tmp_path, exempellan_run
):
    # Two folders at a time: the machine has two cores, and a run uses one.
    outs = [tmp_path / lane / "study" for lane in ("one", "two")]
    for out in outs:
        shutil.copytree(exempellan_run, out)
        shutil.copytree(workshop(exempellan_run), workshop(out))
        assert_whole(out)

    with ThreadPoolExecutor(len(outs)) as pool:
        lanes = [
            pool.submit(kill_in_turn, short_study, out, LANE, seed) for seed, out in enumerate(outs)
        ]
        hits = sum(lane.result() for lane in lanes)

    assert len(outs) * len(LANE) == 10
    assert hits >= 3, "too few kills hit the writing: the test says nothing"
    last = start(short_study, outs[0])
    last.join(LONGEST_WAIT)
    assert last.exitcode == 0
    assert_whole(outs[0])
    kept = sorted(path.name for path in workshop(outs[0]).iterdir())
    assert kept == ["lock", private_store(outs[0]).name]
    assert sorted(path.name for path in outs[0].parent.iterdir()) == [".geoaccess", "study"]


def test_an_interrupted_run_says_that_the_folder_is_as_it_was(short_study, tmp_path):
    out = tmp_path / "interrupted"
    asked = ("run", short_study, "--data", packaged_data("exempellan"), "--out", out)
    # A shell that starts the tests in its background would hand down an ignored interrupt.
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{hears}; from geoaccess.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, asked)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"GEOACCESS_LANG": "en", "PYTHONIOENCODING": "utf-8"},
    )
    assert wait_for(lambda: process.poll() is None, lambda: parts_at_work(out))
    process.send_signal(signal.SIGINT)
    said, told = process.communicate(timeout=LONGEST_WAIT)

    assert process.returncode == 130
    assert "The output folder is as it was" in told
    assert "Traceback" not in told
    assert said == ""
    assert not out.exists()
    assert parts_at_work(out) == []
