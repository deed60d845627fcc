"""The command line: one module per command; parse, call, print."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run ``geoaccess`` with the arguments of the process."""
    from geoaccess.cli.app import run_app  # noqa: PLC0415 -- `import geoaccess.cli` stays light

    run_app()
