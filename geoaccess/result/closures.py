"""The tables of closures: what each column is called and says, group by group of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CLOSURE_COLUMNS",
    "CLOSURE_COUNTS",
    "CLOSURE_GROUPS",
    "EVERYONE",
    "TAKER_COLUMNS",
    "no_closures",
    "no_takers",
]

EVERYONE = "all"

CLOSURE_GROUPS: Mapping[str, str] = {
    EVERYONE: N_("All people"),
    "age_80plus": N_("80 or older"),
    "need_1": N_("Need quintile 1, lowest need"),
    "need_2": N_("Need quintile 2"),
    "need_3": N_("Need quintile 3"),
    "need_4": N_("Need quintile 4"),
    "need_5": N_("Need quintile 5, highest need"),
    "need_unknown": N_("Need not known"),
}

_SITE = (
    Indicator("site_id", "text", N_("Site id"), N_("The vårdcentral that closes.")),
    Indicator("name", "text", N_("If it closes"), N_("Its name.")),
)

CLOSURE_COLUMNS = (
    *_SITE,
    Indicator("group", "text", N_("Group, code"), N_("Which people: all, or a part of them.")),
    *(
        Indicator(f"label_{lang}", "text", N_("Group of people"), N_("The group in words."))
        for lang in LANGUAGES
    ),
    Indicator(
        "people",
        "count",
        N_("People with it as nearest"),
        N_("People of the group who have this vårdcentral as nearest by the deciding mode."),
        True,
    ),
    Indicator(
        "pushed",
        "count",
        N_("Of them, put beyond the threshold"),
        N_("Within their threshold now; beyond it, or without any way, if it closes."),
        True,
    ),
    Indicator(
        "without",
        "count",
        N_("Of them, left without a vårdcentral"),
        N_("No other vårdcentral has a time that is counted."),
        True,
    ),
    Indicator(
        "unknown",
        "count",
        N_("Of them, next way not known"),
        N_("Nothing is known of the way to another vårdcentral: neither lost nor safe."),
        True,
    ),
    Indicator(
        "extra_p50",
        "minutes",
        N_("Longer way, median"),
        N_("Half of them would have at most this many minutes more to the next nearest."),
    ),
    Indicator(
        "extra_p90",
        "minutes",
        N_("Longer way, 90th percentile"),
        N_("Nine in ten would have at most this many minutes more."),
    ),
    Indicator(
        "extra_status",
        "status",
        N_("Longer way, status"),
        N_("Why there is no 90th percentile: one in ten or more have no other way, or nobody."),
    ),
)
CLOSURE_COUNTS = tuple(c.name for c in CLOSURE_COLUMNS if c.counts)

TAKER_COLUMNS = (
    *_SITE,
    Indicator("to_site_id", "text", N_("Goes to, id"), N_("The vårdcentral that is nearest then.")),
    Indicator("to_name", "text", N_("Goes to"), N_("Its name.")),
    Indicator(
        "people", "count", N_("People"), N_("People for whom it would then be nearest."), True
    ),
    Indicator(
        "pressure",
        "ratio",
        N_("Pressure there now"),
        N_("Listed per place at 1,100 per specialist and 550 per ST physician: a guidance value."),
        True,
    ),
    Indicator(
        "pressure_after",
        "ratio",
        N_("Pressure there afterwards"),
        N_("If the closed site's listed people spread as those who have it as nearest do."),
        True,
    ),
)


def no_closures() -> pd.DataFrame:
    """The table where nothing can be said of closures."""
    return pd.DataFrame(columns=[c.name for c in CLOSURE_COLUMNS])


def no_takers() -> pd.DataFrame:
    """The table of who takes over where nothing can be said of closures."""
    return pd.DataFrame(columns=[c.name for c in TAKER_COLUMNS])
