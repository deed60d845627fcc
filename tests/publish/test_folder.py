"""Output folders appear whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from geoaccess.errors import OutputError
from geoaccess.publish import folder as folder_module
from geoaccess.publish.folder import MANIFEST, check_output, private_store, staged_output


def write_run(out, text):
    with staged_output(out) as staged:
        (staged.output / "map.html").write_text(text)
        (staged.store / "exact.txt").write_text(text)
        manifest = {"store": staged.store.name}
        (staged.output / MANIFEST).write_text(json.dumps(manifest))


def test_a_first_run_makes_the_folder_and_its_private_store(tmp_path):
    out = tmp_path / "maps" / "study"

    write_run(out, "one")

    assert (out / "map.html").read_text() == "one"
    store = private_store(out)
    assert (store / "exact.txt").read_text() == "one"
    assert (store.stat().st_mode & 0o077) == 0
    assert store.is_relative_to(out.parent / ".geoaccess")


def test_a_second_run_replaces_the_first_and_its_store(tmp_path):
    out = tmp_path / "study"
    write_run(out, "one")
    first = private_store(out)

    write_run(out, "two")

    assert (out / "map.html").read_text() == "two"
    assert (private_store(out) / "exact.txt").read_text() == "two"
    assert not first.exists()
    assert sorted(p.name for p in first.parent.iterdir()) == ["lock", private_store(out).name]


def test_a_run_that_fails_leaves_everything_as_it_was(tmp_path):
    out = tmp_path / "study"
    write_run(out, "one")
    before = sorted(p for p in tmp_path.rglob("*"))

    def fail():
        with staged_output(out) as staged:
            (staged.output / "map.html").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert (out / "map.html").read_text() == "one"
    assert sorted(p for p in tmp_path.rglob("*")) == before


def test_without_an_atomic_swap_the_folder_is_replaced_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "_exchange", lambda *_: False)
    out = tmp_path / "study"

    write_run(out, "one")
    write_run(out, "two")

    assert (out / "map.html").read_text() == "two"
    assert (private_store(out) / "exact.txt").read_text() == "two"


def test_a_kill_between_two_moves_is_mended_by_the_next_look(tmp_path):
    out = tmp_path / "study"
    write_run(out, "one")
    out.rename(tmp_path / ".geoaccess" / "study" / "previous")

    assert (private_store(out) / "exact.txt").read_text() == "one"
    assert (out / "map.html").read_text() == "one"


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_geoaccess_did_not_write_is_never_replaced(tmp_path, kind):
    out = tmp_path / "mine"
    if kind == "folder":
        out.mkdir()
        (out / "thesis.txt").write_text("years of work")
    elif kind == "file":
        out.write_text("years of work")
    else:
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OutputError) as refused:
        write_run(out, "one")

    assert refused.value.notices[0].code == "GA-O004"
    assert refused.value.exit_code == 5


def test_an_empty_folder_is_used(tmp_path):
    out = tmp_path / "study"
    out.mkdir()

    write_run(out, "one")

    assert (out / "map.html").read_text() == "one"


def test_a_folder_without_a_manifest_has_no_store(tmp_path):
    with pytest.raises(OutputError, match="GA-O001"):
        private_store(tmp_path)


def test_a_store_outside_the_workshop_is_not_followed(tmp_path):
    out = tmp_path / "study"
    write_run(out, "one")
    (out / MANIFEST).write_text(json.dumps({"store": "../../elsewhere"}))

    with pytest.raises(OutputError, match="GA-O002"):
        private_store(out)


def test_a_second_run_waits_and_then_names_who_holds_the_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_module, "_LOCK_SECONDS", 0)
    out = tmp_path / "study"

    with (
        staged_output(out) as staged,
        pytest.raises(OutputError, match=f"process {os.getpid()}"),
    ):
        (staged.output / MANIFEST).write_text(json.dumps({"store": staged.store.name}))
        write_run(out, "two")


def test_a_parent_that_is_a_file_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputError, match="GA-O008"):
        write_run(tmp_path / "file" / "study", "one")


def test_checking_a_folder_beforehand_writes_nothing(tmp_path):
    check_output(tmp_path / "a" / "study")

    assert list(tmp_path.iterdir()) == []


SLOW_RUN = """
import json, sys, time
from pathlib import Path
from geoaccess.publish.folder import MANIFEST, staged_output
out = Path(sys.argv[1])
for text in map(str, range(1000)):
    with staged_output(out) as staged:
        for name in ("map.html", "tables.xlsx"):
            (staged.output / name).write_text(text * 50_000)
        (staged.store / "exact.txt").write_text(text)
        (staged.output / MANIFEST).write_text(json.dumps({"store": staged.store.name}))
    print(text, flush=True)
"""


def test_killed_at_any_moment_the_result_is_whole_and_fits_its_store(tmp_path):
    out = tmp_path / "study"
    for wait in (0.0, 0.003, 0.01, 0.02, 0.05):
        process = subprocess.Popen(
            [sys.executable, "-c", SLOW_RUN, str(out)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()

        text = (private_store(out) / "exact.txt").read_text()
        assert (out / "map.html").read_text() == text * 50_000
        assert (out / "tables.xlsx").read_text() == text * 50_000

    write_run(out, "whole")
    assert sorted(p.name for p in (tmp_path / ".geoaccess" / "study").iterdir()) == [
        "lock",
        private_store(out).name,
    ]
