"""A study's timetable is read with its other files: one run names the faults of all."""

import random

import pytest

from geoaccess.errors import InputError
from geoaccess.layers.read import read_files
from geoaccess.study.load import parse_study


def test_faults_of_the_timetable_are_told_with_those_of_the_other_files(tmp_path, study_text):
    for name in ("x", "gtfs.zip"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "gtfs.zip").write_text("<html>log in</html>")

    with pytest.raises(InputError) as caught:
        read_files(parse_study(study_text, base=tmp_path))

    told = {(n.file, n.code) for n in caught.value.notices}
    assert {("x", "GA-T020"), ("gtfs.zip", "GA-T022")} <= told


@pytest.mark.parametrize("seed", range(60))
def test_whatever_bytes_change_a_feed_is_read_or_refused_in_words(told, good, seed):
    rng = random.Random(seed)  # noqa: S311 -- seeded, nothing secret
    tables = {name: bytearray(text.encode()) for name, text in good.items()}
    for _ in range(rng.randint(1, 3)):
        table = tables[rng.choice(sorted(tables))]
        at = rng.randrange(len(table) - 1)
        until = at + rng.choice([0, 1, 1, 30])
        table[at:until] = rng.choice([b"", b'"', b",", b"\n", b"\r", b"9", b":", b"\xc3\xa5"])

    notices = told(tables={name: bytes(table) for name, table in tables.items()})

    assert notices
