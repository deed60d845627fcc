"""Machine code that is kept is that of the program as it stands, not of an earlier one."""

import importlib.util
import sys

import numpy as np
import pytest

from geoaccess import compiled

INNER = """
from typing import NamedTuple
import numpy as np
from geoaccess.compiled import compiled

class {kind}(NamedTuple):
    numbers: np.ndarray

Held = {kind}

@compiled
def longer(number):
    return number + {more}
"""
OUTER = """
from geoaccess.compiled import compiled
from inner_of_test import longer

@compiled
def total(held):
    return longer(held.numbers.sum())
"""


def run(folder, **words):
    """What the two modules give in a program that starts now."""
    (folder / "inner_of_test.py").write_text(INNER.format(**words), "utf-8")
    if not (folder / "outer_of_test.py").exists():
        (folder / "outer_of_test.py").write_text(OUTER, "utf-8")
    compiled._modules_in.cache_clear()
    modules = []
    for name in ("inner_of_test", "outer_of_test"):
        spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        modules.append(module)
    inner, outer = modules
    return outer.total(inner.Held(np.array([1, 2])))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in ("inner_of_test", "outer_of_test"):
        monkeypatch.setitem(sys.modules, name, None)
    return tmp_path


def test_what_is_kept_is_compiled_anew_when_a_loop_or_a_type_beside_it_is_another(folder):
    assert run(folder, kind="Pair", more=10) == 13
    assert run(folder, kind="Pair", more=1000) == 1003
    assert run(folder, kind="Couple", more=1000) == 1003
