"""Every code's fixtures, stage by stage."""

from __future__ import annotations

from importlib import import_module

__all__ = ["PAIRS"]

_STAGES = (
    "of_study_file",
    "of_tables",
)
PAIRS = [pair for stage in _STAGES for pair in import_module(stage).PAIRS]
