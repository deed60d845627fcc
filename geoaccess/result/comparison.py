"""The table of indices from elsewhere: for comparison only, they flag and judge nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.indicators import Indicator

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMPARISONS", "COMPARISON_COLUMNS", "LACKS", "PARTS", "no_comparison"]

COMPARISONS: Mapping[str, str] = {
    "hpsa": N_("Shortage score after the US HPSA, 0-25 (more is a greater shortage)"),
    "imu": N_("Index of medical underservice (US IMU), 0-100 (less is a greater shortage)"),
}
PARTS: Mapping[str, str] = {
    "physicians": N_("physicians {points}"),
    "poverty": N_("low economic standard {points}"),
    "way": N_("way to other care {points}"),
    "older": N_("aged 65 or older {points}"),
    "infants": N_("infant mortality {points} (Sweden's, for all)"),
}
LACKS: Mapping[str, str] = {
    "physicians": N_("the physicians of all its vårdcentraler"),
    "poverty": N_("how many have low economic standard (low_standard)"),
    "way": N_("the time to the nearest vårdcentral outside it, from a complete list"),
    "older": N_("how many are aged 65 or older"),
}

COMPARISON_COLUMNS = (
    Indicator("subject_id", "text", N_("Unit code"), N_("Slug with the kommun code.")),
    Indicator("name", "text", N_("Unit"), N_("Kommun or stadsdelsområde.")),
    Indicator("index", "text", N_("Index, code"), N_("hpsa or imu.")),
    *(
        Indicator(
            f"label_{lang}",
            "text",
            N_("Index"),
            N_("For comparison only: it flags and judges nothing; its limits are another land's."),
        )
        for lang in LANGUAGES
    ),
    Indicator(
        "value",
        "index",
        N_("Value"),
        N_("Points in all; cut-points not verified, sources in data/presets/comparison.toml."),
        True,
    ),
    *(
        Indicator(f"parts_{lang}", "text", N_("Of which"), N_("The points of each part."))
        for lang in LANGUAGES
    ),
    *(
        Indicator(
            f"lacks_{lang}",
            "text",
            N_("Cannot be assessed for lack of"),
            N_("What the unit lacks for a value; empty where it has one."),
        )
        for lang in LANGUAGES
    ),
)


def no_comparison() -> pd.DataFrame:
    """The table where nothing is compared."""
    return pd.DataFrame(columns=[c.name for c in COMPARISON_COLUMNS])
