"""Verdicts that are told for all units or for none: what one keeps back, the others would tell.

Other counts are cells of tables whose sums are known and tried (`secured`). What these rules count
stands nowhere else: the region's less the other units' would be the one that is hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.result.disclosure.secured import silenced
from geoaccess.result.suppression import SUPPRESSED

if TYPE_CHECKING:
    import pandas as pd

    from geoaccess.result.private import Result

__all__ = ["told_together"]

# Measures whose counts are cells of the published tables, or that count no people.
_TRIED = frozenset(
    {
        "coverage_at_least",
        "share_within",
        "quintile_gap",
        "exactly_one_valid",
        "pressure",
        "people_per_place",
    }
)


def told_together(result: Result, frame: pd.DataFrame) -> pd.DataFrame:
    """The verdicts, where of a rule that is not tried elsewhere any number is hidden: none of it.

    Parameters
    ----------
    frame
        Verdicts after suppression or rounding, row by row as the result's.
    """
    exact = result.verdicts
    ours = ~exact["measure"].isin(_TRIED)
    kept_back = (frame["value_status"] == SUPPRESSED) | (frame["people_status"] == SUPPRESSED)
    # A walk that is told for information is in the words only.
    kept_back |= frame["sentence_en"] != exact["sentence_en"]
    kept_back &= frame["value_status"] != "rounded"
    rules = exact["rule_id"].where(ours & kept_back).dropna().unique()
    return silenced(result, frame, ours & exact["rule_id"].isin(rules))
