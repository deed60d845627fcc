"""Every code's fixtures, stage by stage."""

from __future__ import annotations

from importlib import import_module

__all__ = ["PAIRS"]

_STAGES = (
    "of_study_file",
    "of_tables",
    "of_opening",
    "of_doubts",
    "of_formats",
    "of_geometry",
    "of_layers",
    "of_places",
    "of_regso",
    "of_vintages",
    "of_streets",
    "of_conditions",
    "of_times",
    "of_measures",
    "of_timetables",
    "of_turns",
    "of_shards",
    "of_street_times",
    "of_several_streets",
    "of_rules",
    "of_need",
    "of_access",
    "of_disclosure",
    "of_merging",
    "of_responsibility",
    "of_listing",
    "of_hours",
    "of_drawn",
    "of_border",
    "of_ground",
    "of_forecast",
    "of_choice",
    "of_equity",
    "of_equity_shown",
    "of_clusters",
    "of_runs",
    "of_outputs",
)
PAIRS = [pair for stage in _STAGES for pair in import_module(stage).PAIRS]
