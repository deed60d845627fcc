"""The command line: one module per command; parse, call, print."""

from __future__ import annotations

import gc

__all__ = ["main"]


def main() -> None:
    """Run ``geoaccess`` with the arguments of the process."""
    # A run makes many objects and hardly a cycle: seeking those again and again is a tenth of it.
    gc.set_threshold(100_000, 50, 50)
    from geoaccess.cli.app import run_app  # noqa: PLC0415 -- `import geoaccess.cli` stays light

    run_app()
