"""The table of leakage: in which unit the nearest vårdcentral of each unit's people lies.

Beside it where a model of choice would have them go. Information, never a verdict: choice is free.
"""

from __future__ import annotations

import pandas as pd

from geoaccess.access import BEYOND_BORDER, NO_SITE, NOT_KNOWN
from geoaccess.messages import N_
from geoaccess.result.indicators import Indicator

__all__ = ["LEAKAGE_COLUMNS", "OTHER_UNIT", "OUTSIDE", "SAME_UNIT", "no_leakage"]

SAME_UNIT, OTHER_UNIT = "same_unit", "other_unit"

OUTSIDE = (BEYOND_BORDER, NO_SITE, NOT_KNOWN)
"""Where people go who go to no unit."""

LEAKAGE_COLUMNS = (
    Indicator("subject_id", "text", N_("Unit code"), N_("The unit where the people live.")),
    Indicator("name", "text", N_("Unit"), N_("Its name.")),
    Indicator(
        "outcome",
        "status",
        N_("Where the nearest vårdcentral lies"),
        N_(
            "same_unit, other_unit, beyond_border, no_site (none within the time that is counted) "
            "or not_known. All of a unit's rows together are its people."
        ),
    ),
    Indicator("to_unit_id", "text", N_("To unit, code"), N_("Empty where it is no unit.")),
    Indicator("to_name", "text", N_("To unit"), N_("Its name.")),
    Indicator(
        "people",
        "count",
        N_("People"),
        N_("People of the unit whose nearest vårdcentral by the deciding mode lies there."),
        True,
    ),
    Indicator(
        "share",
        "share",
        N_("Share of the unit's people"),
        N_("Information, never a verdict: choice is free."),
        True,
    ),
    Indicator(
        "share_model",
        "share",
        N_("Share by a model of choice"),
        N_(
            "A model, not observed: people choose by a vårdcentral's supply and the time to it "
            "(Huff), within the rule pack's catchment. Of those who reach one whose supply is not "
            "known the choice is not known."
        ),
        True,
    ),
)


def no_leakage() -> pd.DataFrame:
    """The table where nothing can be said of where people's nearest vårdcentral lies."""
    return pd.DataFrame(columns=[c.name for c in LEAKAGE_COLUMNS])
