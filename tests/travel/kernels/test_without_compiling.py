"""The kernels where numba is told not to compile: slower, and the same."""

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def test_the_kernels_tests_hold_in_a_process_that_compiles_nothing():
    """Of those files, the tests that are quick in Python."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    some = "bends or crossings or grid_is_cut or cut_off_alike or vector or grow or block_by_block"
    files = [FOLDER / f"test_{name}.py" for name in ("chains", "hierarchy", "other_forms")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", some, *files]

    ran = subprocess.run(
        command,
        env=ours | {"NUMBA_DISABLE_JIT": "1"},
        cwd=FOLDER.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "1 skipped" in ran.stdout  # vector instructions: there is nothing to compare
