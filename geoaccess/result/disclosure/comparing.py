"""Indices from elsewhere as they may be published: their points follow from a unit's counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES
from geoaccess.result.suppression import is_small, masked, parts_off_few, with_status

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geoaccess.result.private import Result
    from geoaccess.result.protected import Protection

__all__ = ["comparison", "silent_comparison"]


def comparison(result: Result, by: Protection) -> pd.DataFrame:
    """Indices, but of units with few people, or few old or young ones."""
    units = result.units
    few = is_small(units["people"], by.min_count)
    if "age_65plus" in units:
        few |= parts_off_few(units["age_65plus"], units["people"], by.min_count)
    told = with_status(result.comparison, ("value",))
    return silent_comparison(told, map(str, units.index[few & by.people]))


def silent_comparison(frame: pd.DataFrame, units: Iterable[str]) -> pd.DataFrame:
    """Without the values of these units, nor what they are made of."""
    mine = frame["subject_id"].isin(set(units))
    words = {f"parts_{lang}": frame[f"parts_{lang}"].mask(mine, "") for lang in LANGUAGES}
    return masked(frame, ("value",), mine).assign(**words)
