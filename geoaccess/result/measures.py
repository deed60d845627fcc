"""The measures of access a study may show: what each is called, says, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "MEASURES",
    "MEASURE_COLUMNS",
    "MEASURE_SHARES",
    "MEASURE_VALUES",
    "PEOPLE_WORDS",
    "RELATIVE_COLOURS",
    "RELATIVE_LABELS",
    "RELATIVE_LIMITS",
    "SUPPLY_WORDS",
    "Measure",
    "no_measures",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    Attributes
    ----------
    label, meaning
        English keys of the catalogue.
    unit
        What its values count, with places for ``{supply}`` and ``{people}``.
    per
        What a value is multiplied by before anyone reads it: 1,000 where it is supply per person.
    good
        Whether more is better access, or less.
    of
        Whether it is a number of where people live or of a site.
    """

    label: str
    meaning: str
    unit: str
    per: int = 1
    good: Literal["more", "less"] = "more"
    of: Literal["people", "site"] = "people"


_PER_1000 = 1000
_SHARED = N_("{supply} per 1,000 {people}")

MEASURES: Mapping[str, Measure] = {
    "cumulative": Measure(
        label=N_("Supply within reach"),
        meaning=N_("All supply within reach, whoever else shares it."),
        unit=N_("{supply}"),
    ),
    "gravity": Measure(
        label=N_("Supply weighted by distance"),
        meaning=N_("All supply, less of it the farther away (Hansen); not shared with anyone."),
        unit=N_("{supply}"),
    ),
    "2sfca": Measure(
        label=N_("Shared supply, one zone (2SFCA)"),
        meaning=N_("Supply within reach, shared with all in reach of it."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "e2sfca": Measure(
        label=N_("Shared supply, zones (E2SFCA)"),
        meaning=N_("As 2SFCA, but what is farther away counts for less."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "kd2sfca": Measure(
        label=N_("Shared supply, smooth decay (KD2SFCA)"),
        meaning=N_("As E2SFCA, with a weight that falls smoothly."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "v2sfca": Measure(
        label=N_("Shared supply, variable reach (V2SFCA)"),
        meaning=N_("Sites and people reach as far as they need to."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "3sfca": Measure(
        label=N_("Shared supply with choice (3SFCA)"),
        meaning=N_("As E2SFCA, where people choose among the sites in reach."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "m2sfca": Measure(
        label=N_("Shared supply, far sites discounted (M2SFCA)"),
        meaning=N_("As E2SFCA, where distance takes supply away for everyone."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "mm2sfca": Measure(
        label=N_("Shared supply, several ways of travel (MM2SFCA)"),
        meaning=N_("As E2SFCA, with the stated shares by way of travel."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "mh3sfca": Measure(
        label=N_("Shared supply with Huff choice (MH3SFCA)"),
        meaning=N_("People choose by supply and distance, and share it."),
        unit=_SHARED,
        per=_PER_1000,
    ),
    "raam": Measure(
        label=N_("Crowding and travel together (RAAM)"),
        meaning=N_("Cost of the best choice when everyone has chosen."),
        unit=N_("cost: 1 is the region's crowding, or 60 minutes of travel"),
        good="less",
    ),
    "i2sfca": Measure(
        label=N_("Crowdedness (i2SFCA)"),
        meaning=N_("People per unit of supply who turn to the site."),
        unit=N_("{people} per unit of {supply}"),
        good="less",
        of="site",
    ),
    "huff": Measure(
        label=N_("Expected load (Huff)"),
        meaning=N_("People who choose the site by a model of supply and distance."),
        unit=N_("{people}"),
        good="less",
        of="site",
    ),
}

MEASURE_COLUMNS = (
    Indicator("scope", "status", N_("Scope"), N_("area, unit, region or site.")),
    Indicator("subject_id", "text", N_("Subject"), N_("Id of what is measured.")),
    Indicator("name", "text", N_("Name"), N_("Its name.")),
    Indicator("measure", "text", N_("Measure"), N_("geoaccess' name of the measure.")),
    *(
        Indicator(f"label_{lang}", "text", N_("Measure in words"), N_("What it is called."))
        for lang in LANGUAGES
    ),
    Indicator(
        "value",
        "measure",
        N_("Value"),
        N_(
            "Mean of the people for whom it is known; of a site, its own value. Where people of "
            "areas are hidden or rounded, the region's mean is of those that are told."
        ),
    ),
    *(
        Indicator(f"unit_{lang}", "text", N_("Counted in"), N_("What the value counts."))
        for lang in LANGUAGES
    ),
    Indicator(
        "relative",
        "ratio",
        N_("Relative to the region"),
        N_("The value over the mean of the region's people; 1 is the mean."),
    ),
    Indicator("p10", "measure", N_("10th percentile"), N_("A tenth have at most it.")),
    Indicator("p50", "measure", N_("Median"), N_("Half of the people have at most it.")),
    Indicator("p90", "measure", N_("90th percentile"), N_("Nine in ten have at most it.")),
    Indicator(
        "share_without",
        "share",
        N_("Share without"),
        N_("Share of all the people who have no supply in reach; their value is zero or missing."),
        True,
    ),
    Indicator(
        "share_unknown",
        "share",
        N_("Share not known"),
        N_("Share of all the people for whom the measure is not known: they are in no mean."),
        True,
    ),
)

MEASURE_VALUES = tuple(c.name for c in MEASURE_COLUMNS if c.form in {"measure", "ratio"})
MEASURE_SHARES = tuple(c.name for c in MEASURE_COLUMNS if c.form == "share")

SUPPLY_WORDS = {
    "fte": N_("specialist physicians (FTE)"),
    "none": N_("vårdcentraler"),
}
PEOPLE_WORDS = {"people": N_("people who live there"), "need": N_("need-weighted people")}

# A value over the region's mean: the limits lie equally far from 1 on both sides, as ratios.
RELATIVE_LIMITS = (0.5, 0.8, 1.25, 2.0)
RELATIVE_LABELS = (
    N_("less than half the region's mean"),
    N_("0.5–0.8 of the mean"),
    N_("about the mean (0.8–1.25)"),
    N_("1.25–2 times the mean"),
    N_("more than twice the mean"),
)
# Brown to teal by way of grey (after ColorBrewer's BrBG): told apart with any colour vision.
RELATIVE_COLOURS = ("#8c510a", "#d8b365", "#eceeee", "#5ab4ac", "#01665e")


def no_measures() -> pd.DataFrame:
    """The table of a study that asks for no measures."""
    return pd.DataFrame(columns=[c.name for c in MEASURE_COLUMNS])
