"""GA-O: output folders, and the machine's limits."""

from __future__ import annotations

import json
import os
from functools import cache
from unittest import mock

from pairs import Pair, borrowed
from small_files import A, read

from geoaccess.cli.init import init
from geoaccess.errors import LimitError
from geoaccess.pipeline import judge
from geoaccess.publish import explain_subject, publish
from geoaccess.publish import folder as folders
from geoaccess.publish.folder import MANIFEST, private_store, staged_output
from geoaccess.study.load import parse_study
from geoaccess.validation import check_study, findings

SMALL = borrowed("pipeline/small_world.py")
WORLD = borrowed("faults/world.py")
RUNS = borrowed("publish/test_folder.py")
OUT = "ut"


def run(*steps):
    """A fixture: these steps with an output folder, one after the other."""

    def notices(folder):
        for step in steps:
            step(folder / OUT)
        return ()

    return notices


def written(out):
    RUNS.write_run(out, "ett")


def foreign(out):
    out.mkdir()
    (out / "avhandling.txt").write_text("års arbete")


def of_another_kind(out):
    out.mkdir()
    (out / folders.CHECKED).write_text("{}")


def forgotten(out):
    (out / MANIFEST).write_text(json.dumps({"store": "store-borta"}))


def parent_is_a_file(out):
    out.parent.joinpath("fil").write_text("")
    written(out.parent / "fil" / OUT)


def disk_is_full(out):
    full = OSError(28, "No space left on device")
    with mock.patch.object(folders, "_to_disk", side_effect=full):
        written(out)


def busy(out):
    with mock.patch.object(folders, "_LOCK_SECONDS", 0), staged_output(out) as staged:
        (staged.output / MANIFEST).write_text(json.dumps({"store": staged.store.name}))
        written(out)


@cache
def result():
    """The small region, judged, with neither map nor reports."""
    outputs = {"map": False, "reports": False}
    return judge(SMALL.make_prepared(outputs=outputs))


def explaining(area):
    """A fixture: ask why an area of a result is flagged."""

    def notices(folder):
        publish(result(), folder / OUT)
        explain_subject(folder / OUT, area, "sv")
        return ()

    return notices


def starting(out):
    init(out, "sv")


def checked(judging):
    """A fixture: the good small study checked; it ends as a run would."""

    def notices(folder):
        study = parse_study(WORLD.good_world().write(folder), base=folder)
        with mock.patch.object(findings, "judge", judging):
            check = check_study(study)
        if check.exit_code:
            assert check.exit_code == LimitError.exit_code
            raise LimitError(n for n in check.notices if n.severity == "error")
        return check.notices

    return notices


def no_room(_):
    raise MemoryError


def with_memory(gigabytes):
    """A fixture: a table read where no more memory than this may be taken."""

    def notices(folder):
        with mock.patch.dict(os.environ, {"GEOACCESS_MEMORY_GB": gigabytes}):
            return read("people.csv", f"area_id,people,not\n{A},1,{'x' * 100_000}\n")(folder)

    return notices


PAIRS = [
    Pair("GA-O001", run(foreign, private_store), run(written, private_store), OUT),
    Pair("GA-O002", run(written, forgotten, private_store), run(written, private_store), OUT),
    Pair("GA-O003", run(disk_is_full), run(written), OUT),
    Pair("GA-O004", run(foreign, written), run(written, written), OUT),
    Pair("GA-O005", run(busy), run(written, written), OUT),
    Pair("GA-O006", explaining("9801C001"), explaining("9801C0010"), value="9801C001"),
    Pair("GA-O007", run(starting, starting), run(starting), f"{OUT}/study.toml"),
    Pair("GA-O008", run(parent_is_a_file), run(written), f"fil/{OUT}", value="./fil"),
    Pair("GA-O009", checked(no_room), checked(judge)),
    Pair(
        "GA-O410",
        with_memory("abc"),
        with_memory("1"),
        column="GEOACCESS_MEMORY_GB",
        value="abc",
    ),
    Pair("GA-O010", with_memory("0.0002"), with_memory("1"), "people.csv"),
    Pair("GA-O020", run(of_another_kind, written), run(written, written), OUT),
]
