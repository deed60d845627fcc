"""``geoaccess demo``: the main job on the embedded study."""

from __future__ import annotations

from pathlib import Path

from geoaccess.cli.run import OutFolder, run_study
from geoaccess.paths import packaged_data

__all__ = ["demo"]


def demo(out: OutFolder = None) -> None:
    """Run the embedded study Exempellän: made-up data that show everything."""
    run_study(packaged_data("exempellan", "study.toml"), None, out or Path("maps/exempellan"))
