"""The equity of access that a run shows: what each number is called, says, and how it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import Indicator
from geoaccess.result.measures import MEASURES, Measure

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EQUITY_BASIS",
    "EQUITY_COLUMNS",
    "EQUITY_NUMBERS",
    "READINGS",
    "SPREAD",
    "TIME_SHARE",
    "no_equity",
]

TIME_SHARE = "share_within"
"""The share of the people within their threshold, beside the measures of `MEASURES`."""

SPREAD: Mapping[str, Measure] = {
    TIME_SHARE: Measure(
        label=N_("Within the threshold"),
        meaning=N_("Share of the people who reach a vårdcentral within their threshold."),
        unit=N_("share of the people"),
    ),
    **{name: one for name, one in MEASURES.items() if one.of == "people"},
}
"""What equity is told of."""

READINGS = {
    "more": N_(
        "More is better: an index or a gap below 0 means less access where need is greater."
    ),
    "less": N_(
        "Less is better: an index or a gap above 0 means less access where need is greater."
    ),
}

_LOW = N_("Lower bound of its interval, from random draws of areas.")
_HIGH = N_("Upper bound of its interval, from random draws of areas.")


def _number(name: str, label: str, meaning: str) -> Indicator:
    """A number in which many areas are weighed by their people; it can be held back."""
    return Indicator(name, "measure", label, meaning, True)


EQUITY_COLUMNS = (
    Indicator("scope", "status", N_("Scope"), N_("unit or region.")),
    Indicator("subject_id", "text", N_("Subject"), N_("Id of what is measured.")),
    Indicator("name", "text", N_("Name"), N_("Its name.")),
    Indicator("measure", "text", N_("Measure"), N_("geoaccess' name of the measure.")),
    *(
        Indicator(f"label_{lang}", "text", N_("Measure in words"), N_("What it is called."))
        for lang in LANGUAGES
    ),
    *(
        Indicator(f"unit_{lang}", "text", N_("Counted in"), N_("What mean and gap count."))
        for lang in LANGUAGES
    ),
    Indicator("areas", "number", N_("Areas counted"), N_("Areas with known need and access.")),
    Indicator(
        "share_left_out",
        "share",
        N_("Share left out"),
        N_("Share of all the people who are not counted: need or measure is not known for them."),
        True,
    ),
    _number("mean", N_("Mean"), N_("Mean of the measure, by the people counted.")),
    _number("gini", N_("Gini"), N_("How unevenly it is spread: 0 where all have the same.")),
    _number(
        "hoover", N_("Hoover"), N_("Share of it that would have to move for all to have alike.")
    ),
    _number(
        "theil",
        N_("Theil's T"),
        N_("Unevenness that adds up over units: 0 where all have the same."),
    ),
    _number(
        "theil_within", N_("Theil's T within units"), N_("The part inside units; of the region.")
    ),
    _number(
        "theil_between", N_("Theil's T between units"), N_("The part between units; of the region.")
    ),
    _number(
        "concentration",
        N_("Concentration index"),
        N_("Below 0: more of it where need is lower; above 0: more of it where need is greater."),
    ),
    _number("concentration_low", N_("Concentration index, lower bound"), _LOW),
    _number("concentration_high", N_("Concentration index, upper bound"), _HIGH),
    _number(
        "gap",
        N_("Gap between fifths"),
        N_("Mean of the fifth of the people with the greatest need, less that with the lowest."),
    ),
    _number("gap_low", N_("Gap, lower bound"), _LOW),
    _number("gap_high", N_("Gap, upper bound"), _HIGH),
    Indicator(
        "drawn", "status", N_("Drawn"), N_("Whether whole units were drawn, or areas in them.")
    ),
    *(
        Indicator(f"reading_{lang}", "text", N_("How it is read"), N_("Which sign is worse."))
        for lang in LANGUAGES
    ),
    *(
        Indicator(
            f"finding_{lang}",
            "text",
            N_("What it says"),
            N_(
                "Whether access follows need, by the interval of the index; or why nothing is said."
            ),
        )
        for lang in LANGUAGES
    ),
)

EQUITY_NUMBERS = tuple(c.name for c in EQUITY_COLUMNS if c.counts)

EQUITY_BASIS = ("people", "greatest", "greatest_people", "lowest", "lowest_people")
"""Never published: by them it is seen whether the numbers would tell of few people."""


def no_equity() -> pd.DataFrame:
    """The table of a study that does not ask for it."""
    numbers = dict.fromkeys((*EQUITY_NUMBERS, *EQUITY_BASIS), float)
    columns = [*(c.name for c in EQUITY_COLUMNS), *EQUITY_BASIS]
    return pd.DataFrame({name: pd.Series(dtype=numbers.get(name, "str")) for name in columns})
