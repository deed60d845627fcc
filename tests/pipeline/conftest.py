"""The small world, for tests of the pipeline; test folders are not packages."""

import importlib.util
from pathlib import Path

import pytest


def beside(name):
    """A module of this folder."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def small():
    return beside("small_world")


@pytest.fixture(scope="session")
def bordered():
    """A region and its streets, written as an extract."""
    return beside("bordered")
