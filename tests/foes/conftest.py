"""The small good study of `tests/faults`, bent in ways that its single faults do not have."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))


@pytest.fixture
def world():
    from world import good_world  # noqa: PLC0415 -- its folder is put on the path above

    return good_world()


@pytest.fixture
def said(tmp_path):
    """What a reading of a world tells: code, row and column of errors and warnings."""
    from reading import told  # noqa: PLC0415 -- as above

    def tell(world, through):
        notices = told(world, through, tmp_path)
        for notice in notices:
            assert notice.render("sv")
        return [(n.code, n.row, n.column) for n in notices]

    return tell
