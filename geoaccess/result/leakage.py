"""The table of leakage: in which unit the nearest vårdcentral of each unit's people lies.

Beside it where people are listed, if the study has it, and where a model of choice would have them
go. Information, never a verdict: choice is free.
"""

from __future__ import annotations

import pandas as pd

from geoaccess.access import BEYOND_BORDER, NO_SITE, NOT_KNOWN, OUTSIDE_LISTS
from geoaccess.messages import N_
from geoaccess.result.indicators import Indicator

__all__ = [
    "DIGITAL",
    "LEAKAGE_COLUMNS",
    "LISTED_COLUMNS",
    "OTHER_UNIT",
    "OUTSIDE",
    "SAME_UNIT",
    "no_leakage",
]

SAME_UNIT, OTHER_UNIT = "same_unit", "other_unit"

DIGITAL = "digital"
"""Listed at a site that is no place to go to."""

OUTSIDE = (BEYOND_BORDER, DIGITAL, OUTSIDE_LISTS, NO_SITE, NOT_KNOWN)
"""Where people go who go to no unit."""

LISTED_COLUMNS = (
    Indicator(
        "listed",
        "count",
        N_("Listed people"),
        N_(
            "People of the unit who are listed at a site there, as the listing has it; at least, "
            "where some of its cells are withheld."
        ),
        True,
        optional=True,
    ),
    Indicator(
        "share_listed",
        "share",
        N_("Share of the listed"),
        N_("Of the unit's people whose listing is told. Information, never a verdict."),
        True,
        optional=True,
    ),
    Indicator(
        "cells_withheld",
        "number",
        N_("Cells withheld in the listing"),
        N_("So many cells of the row are not told in the listing; their people are in no number."),
        optional=True,
    ),
    Indicator(
        "listed_coverage",
        "share",
        N_("Listed beside the unit's people"),
        N_(
            "All of the unit's listed people that are told, as a share of those who live there; "
            "the same in all rows of a unit. Of other days, so it can be above 1."
        ),
        True,
        optional=True,
    ),
    Indicator(
        "listed_date",
        "text",
        N_("Day of the listing"),
        N_("As the study states it."),
        optional=True,
    ),
)
"""What a listing says of each row; there only where the study has one."""

LEAKAGE_COLUMNS = (
    Indicator("subject_id", "text", N_("Unit code"), N_("The unit where the people live.")),
    Indicator("name", "text", N_("Unit"), N_("Its name.")),
    Indicator(
        "outcome",
        "status",
        N_("Where the nearest vårdcentral lies"),
        N_(
            "same_unit, other_unit, beyond_border, no_site (none within the time that is counted) "
            "or not_known. All of a unit's rows together are its people. Of the listed also: "
            "digital (no place to go to) and outside_lists (at a site in no list of the study)."
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
    *LISTED_COLUMNS,
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
    return pd.DataFrame(columns=[c.name for c in LEAKAGE_COLUMNS if not c.optional])
