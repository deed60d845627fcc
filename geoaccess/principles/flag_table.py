"""Flags as a table: a row per area, with the reasons in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES
from geoaccess.principles.tipping import tipping_columns
from geoaccess.principles.verdicts import NAN
from geoaccess.tables import CONCERNED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.principles.flags import Flag

__all__ = ["BEYOND", "flag_frame", "flag_row"]

BEYOND = tuple(f"beyond_{group}" for group in CONCERNED)
"""Columns of the groups among the people beyond the threshold."""

_COLUMNS = (
    "area_id",
    "mode",
    "threshold_min",
    "share_within",
    "people_beyond",
    *BEYOND,
    "people_without_time",
    "flag",
    "flag_class",
    "flag_stability",
    "priority",
    "flag_tipping_sv",
    "flag_tipping_en",
    "flag_matters_most_sv",
    "flag_matters_most_en",
    "reasons_sv",
    "reasons_en",
)


def flag_frame(flags: Mapping[str, Flag], min_count: int | None = None) -> pd.DataFrame:
    """The flags' published columns, indexed by area.

    Parameters
    ----------
    flags
        By area, from `geoaccess.principles.flag_areas`.
    min_count
        Counts from 1 below it are kept back: in the reasons, and of groups of people.
    """
    rows = [flag_row(flag, min_count) for flag in flags.values()]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).set_index("area_id")


def flag_row(flag: Flag, min_count: int | None = None) -> dict[str, object]:
    """One flag's columns of ``geoaccess.result.area_columns.AREA_COLUMNS``."""
    groups = dict.fromkeys(BEYOND, NAN) | {
        f"beyond_{one.group}": NAN if one.number.is_hidden(min_count) else one.value
        for one in flag.concerned
    }
    return {
        "area_id": flag.area_id,
        "mode": flag.mode,
        "threshold_min": flag.threshold_min,
        "share_within": 1 - flag.share_beyond,
        "people_beyond": flag.people_beyond,
        **groups,
        "people_without_time": flag.people_without_time,
        "flag": flag.state,
        "flag_class": flag.clearness,
        "flag_stability": flag.stability,
        "priority": flag.priority,
        **tipping_columns(flag),
        **{f"reasons_{lang}": flag.reasons(lang, min_count) for lang in LANGUAGES},
    }
