"""Clusters of need and travel time as a run shows them: what the labels and columns say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.messages import Translator

__all__ = [
    "CLUSTERS",
    "CLUSTER_COLUMNS",
    "NOT_ASSESSED",
    "NOT_SIGNIFICANT",
    "PATTERNS",
    "WHY_NOT",
    "no_clusters",
    "said_cluster",
]

CLUSTERS: Mapping[str, str] = {
    "high_need_long_ways": N_("High need, long ways around"),
    "high_need_short_ways": N_("High need, short ways around"),
    "low_need_long_ways": N_("Low need, long ways around"),
    "low_need_short_ways": N_("Low need, short ways around"),
}
"""What an area is called by its own need and its neighbours' travel times."""

_NO_PATTERN = N_("no certain pattern")
_UNTOLD = N_("not assessed ({why})")
NOT_SIGNIFICANT, NOT_ASSESSED = "not_significant", "not_assessed"

WHY_NOT: Mapping[str, str] = {
    "too_few_people": N_("too few people"),
    "no_need": N_("need is not known"),
    "no_time": N_("travel time is not known"),
    "no_neighbours": N_("touches no other assessed area"),
    "access_not_judged": N_("access cannot be assessed"),
    "too_few_areas": N_("too few areas in the region"),
    "all_alike": N_("all areas have the same need or time"),
}
"""Why an area gets no label, in the order in which it is asked."""

PATTERNS: Mapping[str, str] = {
    "moran_need": N_("Need of neighbours (Moran's I)"),
    "moran_minutes": N_("Travel time of neighbours (Moran's I)"),
    "correlation": N_("Need and short ways in the same areas (correlation)"),
}
"""What is told of the region as a whole."""

CLUSTER_COLUMNS = (
    Indicator(
        "pattern", "text", N_("Pattern, code"), N_("moran_need, moran_minutes or correlation.")
    ),
    *(
        Indicator(f"label_{lang}", "text", N_("Pattern"), N_("The pattern in words."))
        for lang in LANGUAGES
    ),
    Indicator(
        "value",
        "ratio",
        N_("Value"),
        N_("Moran's I: above what is expected where neighbours are alike; or the correlation."),
    ),
    Indicator(
        "expected", "ratio", N_("Expected"), N_("Moran's I were the values scattered by chance.")
    ),
    Indicator(
        "p",
        "number",
        N_("p-value"),
        N_("Two-sided: how often scattered values are as far out on the same side, twice."),
    ),
    Indicator("areas", "number", N_("Areas counted"), N_("Areas that are assessed.")),
    Indicator(
        "areas_at_limit",
        "number",
        N_("Areas at the limit of times"),
        N_("Those of them with no way, or a longer one than is counted: they count as the limit."),
    ),
    *(
        Indicator(
            f"finding_{lang}", "text", N_("What it says"), N_("How the number is to be read.")
        )
        for lang in LANGUAGES
    ),
)


def no_clusters() -> pd.DataFrame:
    """The table of a run that cannot tell."""
    return pd.DataFrame(columns=[c.name for c in CLUSTER_COLUMNS])


def said_cluster(label: str, why_not: str, t: Translator) -> str:
    """An area's label in words, or why it has none.

    Examples
    --------
    >>> from geoaccess.messages import translator
    >>> said_cluster(NOT_ASSESSED, "no_need", translator("en"))
    'not assessed (need is not known)'
    """
    if why_not in WHY_NOT:
        return t(_UNTOLD, why=t(WHY_NOT[why_not]))
    return t(CLUSTERS.get(label, _NO_PATTERN))
