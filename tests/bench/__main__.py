"""Run the benchmarks: ``python tests/bench [job ...]``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import catchments
import choice
import extracts
import streets
from harness import compare, measure

JOBS = {**catchments.JOBS, **choice.JOBS, **extracts.JOBS, **streets.JOBS}


def main(arguments: list[str]) -> None:
    """All jobs, those named, or one rival's part of one (which the harness asks for)."""
    if arguments[:1] == ["--one"]:
        key, name, answer = arguments[1:]
        told = measure(JOBS[key], name, Path(answer))
        Path(answer).with_suffix(".json").write_text(json.dumps(told))
        return
    for key in arguments or JOBS:
        compare(JOBS, key)


if __name__ == "__main__":
    main(sys.argv[1:])
