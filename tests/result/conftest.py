"""The small world, for tests of what a run found."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small():
    spec = importlib.util.spec_from_file_location(
        "small_world", Path(__file__).parent.parent / "pipeline" / "small_world.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
