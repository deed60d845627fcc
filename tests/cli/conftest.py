"""A small study, for what a command does the same however large the study is."""

import importlib.util
import sys
from pathlib import Path

import pytest

WORLD = Path(__file__).parents[1] / "faults" / "world.py"


@pytest.fixture
def nine_of_ten(tmp_path):
    """Study file of a good study with one warning: its list has nine of ten vårdcentraler."""
    spec = importlib.util.spec_from_file_location("lent_world", WORLD)
    world = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = world
    spec.loader.exec_module(world)
    folder = tmp_path / "small"
    folder.mkdir()
    text = world.good_world().write(folder).replace("number = 9", "number = 10")
    (folder / "study.toml").write_text(text, "utf-8")
    return folder / "study.toml"
