"""What a run says of its parameters is the same each time: the name of the run is made of it."""

import json
import os
import subprocess
import sys

CODE = """
import json
from geoaccess.paths import packaged_data
from geoaccess.pipeline.parameters import _mode
from geoaccess.pipeline.prepare import settings_of
from geoaccess.study import load_study

study = load_study(packaged_data("exempellan", "study.toml"))
pack, modes = settings_of(study)
dumps = [each.model_dump(mode="json") for each in (study, pack)]
print(json.dumps([*dumps, {name: _mode(mode) for name, mode in modes.items()}]))
"""


def told(seed):
    """Parameters by a process of its own, whose sets are in an order of their own."""
    environ = os.environ | {"PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", CODE]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environ).stdout


def test_two_starts_of_the_program_tell_the_same_parameters():
    one, other = told(1), told(2)

    assert json.loads(one)[2]["car"]["access"]["denied"]
    assert one == other
