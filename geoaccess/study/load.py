"""Read ``study.toml``: every fault at once, with the nearest valid key."""

from __future__ import annotations
from pathlib import Path
from geoaccess.study.model import Study


def load_study(path: Path, *, data: Path | None = None) -> Study:
    raise NotImplementedError
