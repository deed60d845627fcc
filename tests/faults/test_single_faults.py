"""Whatever single fault a file has, it is told with its place and a cure, and never just read."""

import random

import pytest
from kinds import KINDS
from reading import READINGS, told
from world import good_world

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

DRAWS = 16
DRAWS_OF_ALL_FILES = 6  # of kinds that only show when the whole study is put together


def test_there_are_many_kinds_each_with_a_name_of_its_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 60


@pytest.mark.parametrize("through", READINGS)
def test_nothing_is_told_of_the_good_world(through, tmp_path):
    assert [n.render("en") for n in told(good_world(), through, tmp_path)] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_single_fault_is_told_with_its_place_and_what_to_do(kind, tmp_path):
    for draw in range(DRAWS_OF_ALL_FILES if kind.through == "layers" else DRAWS):
        world = good_world()
        planted = kind.plant(random.Random(f"{kind.name} {draw}"), world)

        notices = told(world, kind.through, tmp_path)

        about = [n for n in notices if n.file == planted.file]
        assert about, (kind.name, draw, planted)
        said = [
            n
            for n in about
            if planted.row in {None, n.row}
            and planted.column in {"", n.column}
            and planted.value in {None, n.value, n.places.get("value")}
        ]
        assert said, (kind.name, draw, planted, [n.render("en") for n in about])
        for notice in said:
            for lang in ("sv", "en"):
                assert notice.cure(lang) or notice.severity == "warning", notice.code
                assert planted.file in notice.render(lang)
