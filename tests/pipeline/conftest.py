"""The small world, for tests of the pipeline; test folders are not packages."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small():
    spec = importlib.util.spec_from_file_location(
        "small_world", Path(__file__).with_name("small_world.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def bordered():
    """A region and its streets, written as an extract."""
    spec = importlib.util.spec_from_file_location(
        "bordered", Path(__file__).with_name("bordered.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
