"""Principles as rules: verdicts, flags and explanations, by a pack of rules that is data."""

from __future__ import annotations

from geoaccess.principles.capacity import unit_capacity
from geoaccess.principles.care_zones import CareZones
from geoaccess.principles.criteria import Criterion
from geoaccess.principles.describe import describe, shipped_packs
from geoaccess.principles.differ import Difference, differences
from geoaccess.principles.draws import Draws, draws_of
from geoaccess.principles.evidence import Evidence, NeedFacts
from geoaccess.principles.explain import explain
from geoaccess.principles.flag_table import BEYOND, flag_frame
from geoaccess.principles.flags import Flag, flag_areas
from geoaccess.principles.judge import judge
from geoaccess.principles.load import load_pack
from geoaccess.principles.pack import RulePack
from geoaccess.principles.reach import obstacle, reach, reach_by
from geoaccess.principles.verdicts import Verdict, disclaimer, verdict_frame

__all__ = [
    "BEYOND",
    "CareZones",
    "Criterion",
    "Difference",
    "Draws",
    "Evidence",
    "Flag",
    "NeedFacts",
    "RulePack",
    "Verdict",
    "describe",
    "differences",
    "disclaimer",
    "draws_of",
    "explain",
    "flag_areas",
    "flag_frame",
    "judge",
    "load_pack",
    "obstacle",
    "reach",
    "reach_by",
    "shipped_packs",
    "unit_capacity",
    "verdict_frame",
]
