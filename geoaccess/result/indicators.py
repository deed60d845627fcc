"""What each published column is called, what it means, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geoaccess.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DECIMALS",
    "NEXT_NEAREST",
    "SITE_COLUMNS",
    "UNIT_COLUMNS",
    "VERDICT_COLUMNS",
    "VERDICT_NUMBERS",
    "WAY_KNOWN",
    "WHOLE_COLUMNS",
    "Indicator",
    "by_name",
    "gsa_columns",
]

Form = Literal[
    "text", "count", "minutes", "share", "index", "ratio", "measure", "number", "flag", "status"
]

# Finer than any output writes: rounding to what is read happens once, where it is written, and a
# limit compared with these numbers gives what the rule said.
DECIMALS: Mapping[str, int] = {
    "count": 0,
    "minutes": 2,
    "share": 6,
    "index": 4,
    "ratio": 6,
    "number": 6,
}
"""With how many decimals a published number of each form is held."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One published column.

    `label` and `meaning` are English keys of the catalogue; `form` says how a value is written.
    `counts` marks numbers of people, and shares that would give them away: small ones are
    suppressed where an input is confidential, or all are rounded. Such a column has a twin
    ``<name>_status`` with ``ok``, ``rounded``, ``suppressed`` or ``missing``. An `optional`
    column is not there at all where the study has nothing for it.
    """

    name: str
    form: Form
    label: str
    meaning: str
    counts: bool = False
    optional: bool = False


def by_name(columns: tuple[Indicator, ...]) -> Mapping[str, Indicator]:
    """Index indicators by their names."""
    return {column.name: column for column in columns}


def gsa_columns() -> tuple[Indicator, ...]:
    """Times to the GSA of the unit where people live, beside those to the nearest."""
    return (
        Indicator(
            "gsa_minutes_median",
            "minutes",
            N_("Travel time to the GSA, median"),
            N_("Half of the people have at most this time to the coordinating vårdcentral."),
        ),
        Indicator(
            "gsa_minutes_p90",
            "minutes",
            N_("Travel time to the GSA, 90th percentile"),
            N_("Nine in ten of the people have at most this time."),
        ),
        Indicator(
            "gsa_state",
            "status",
            N_("Travel time to the GSA, status"),
            N_("Why there is no median: no or several GSA, one not in the list, or no way."),
        ),
        Indicator(
            "gsa_share_within",
            "share",
            N_("Share within the threshold of the GSA"),
            N_("Share of the people who reach the GSA of their unit within the threshold."),
            True,
        ),
    )


NEXT_NEAREST = (
    Indicator(
        "minutes_second",
        "minutes",
        N_("Travel time to the second nearest, median"),
        N_("Half of the people have at most this time to the second nearest vårdcentral."),
    ),
    Indicator(
        "minutes_third",
        "minutes",
        N_("Travel time to the third nearest, median"),
        N_("Half of the people have at most this time to the third nearest vårdcentral."),
    ),
)
"""Times to the second and third nearest: areas and units say the same of them."""

WAY_KNOWN = Indicator(
    "coverage",
    "share",
    N_("Way known for"),
    N_("Share of the people whose way to a vårdcentral is known; the shares are of them."),
)
"""Of whom the shares are, of areas and units alike."""

UNIT_COLUMNS = (
    Indicator("unit_id", "text", N_("Unit code"), N_("Slug with the kommun code.")),
    Indicator("name", "text", N_("Unit"), N_("Kommun or stadsdelsområde.")),
    Indicator("kind", "status", N_("Kind"), N_("kommun or stadsdelsomrade.")),
    Indicator("people", "count", N_("People"), N_("Inhabitants of the unit."), True),
    Indicator("age_65plus", "count", N_("65 or older"), N_("Inhabitants aged 65 or more."), True),
    Indicator("age_80plus", "count", N_("80 or older"), N_("Inhabitants aged 80 or more."), True),
    Indicator(
        "age_85plus",
        "count",
        N_("85 or older"),
        N_("Inhabitants aged 85 or more."),
        True,
        optional=True,
    ),
    Indicator("areas", "number", N_("Areas"), N_("Statistical areas counted in the unit.")),
    Indicator("flagged_areas", "number", N_("Flagged areas"), N_("Areas flagged in the unit.")),
    Indicator(
        "flagged_people", "count", N_("People in flagged areas"), N_("Their inhabitants."), True
    ),
    Indicator(
        "need_index",
        "index",
        N_("Need index"),
        N_("Mean of the unit's people whose area has a need value."),
    ),
    Indicator(
        "need_coverage",
        "share",
        N_("Need known for"),
        N_("Share of the unit's people whose area has a need value."),
        True,
    ),
    Indicator(
        "minutes_median",
        "minutes",
        N_("Travel time, median"),
        N_("Half of the unit's people have at most this time by the deciding mode."),
    ),
    Indicator(
        "minutes_p90", "minutes", N_("Travel time, 90th percentile"), N_("Nine in ten have less.")
    ),
    *NEXT_NEAREST,
    Indicator(
        "share_within",
        "share",
        N_("Share within the threshold"),
        N_("Share of the unit's people who reach a vårdcentral within their threshold."),
        True,
    ),
    WAY_KNOWN,
    Indicator("share_car_5", "share", N_("Within 5 min by car"), N_("Share of people."), True),
    Indicator("share_car_10", "share", N_("Within 10 min by car"), N_("Share of people."), True),
    Indicator("share_car_30", "share", N_("Within 30 min by car"), N_("Share of people."), True),
    Indicator("spar", "ratio", N_("Relative access (SPAR)"), N_("Mean of the unit's people.")),
    Indicator("sites", "number", N_("Vårdcentraler"), N_("Vårdcentraler in the unit.")),
    Indicator(
        "gp_gap",
        "number",
        N_("Physicians missing to the guidance value (FTE)"),
        N_("At 1,100 people each, by need; below 0 is room beyond it. Neither floor nor ceiling."),
    ),
    Indicator("gsa_site_id", "text", N_("GSA, id"), N_("The coordinating vårdcentral.")),
    Indicator("gsa_name", "text", N_("GSA"), N_("Name of the coordinating vårdcentral.")),
    *gsa_columns(),
    Indicator("ksa_function", "text", N_("KSA"), N_("The kommun's coordinating function.")),
    Indicator(
        "leakage_share",
        "share",
        N_("Nearest vårdcentral in another unit"),
        N_("Share of people; information, never a verdict: choice is free."),
        True,
    ),
)
# A kommun as a whole has no GSA of its own, and physicians are missed district by district.
_OF_A_UNIT_ALONE = frozenset({"kind", "gp_gap", "gsa_site_id", "gsa_name", "ksa_function"})
_OF_A_UNIT_ALONE |= {c.name for c in gsa_columns()}
WHOLE_COLUMNS = tuple(c for c in UNIT_COLUMNS if c.name not in _OF_A_UNIT_ALONE)

SITE_COLUMNS = (
    Indicator("site_id", "text", N_("Site id"), N_("The site's id.")),
    Indicator("name", "text", N_("Site"), N_("Name.")),
    Indicator("care_type", "status", N_("Care type"), N_("What kind of care it gives.")),
    Indicator("unit_id", "text", N_("Unit code"), N_("The unit it lies in.")),
    Indicator("context", "flag", N_("Beyond the border"), N_("Counted, never judged.")),
    Indicator("operator_form", "text", N_("Operator"), N_("Public or private.")),
    Indicator("gsa", "flag", N_("GSA"), N_("Has the coordination responsibility.")),
    Indicator("opening_hours", "text", N_("Opening hours"), N_("In OpenStreetMap's syntax.")),
    Indicator(
        "wheelchair",
        "status",
        N_("Wheelchair"),
        N_("yes, limited or no, as the list of sites says; shown, never judged."),
    ),
    Indicator(
        "within_3_days",
        "number",
        N_("Assessed within 3 days (%)"),
        N_("Medical assessments made within three days, as the list says; shown, never judged."),
    ),
    Indicator("fte_spec", "number", N_("Specialists (FTE)"), N_("Specialist physicians.")),
    Indicator("fte_st", "number", N_("ST physicians (FTE)"), N_("Physicians in training.")),
    Indicator("listed", "count", N_("Listed"), N_("People listed at the site."), True),
    Indicator(
        "pressure",
        "ratio",
        N_("Pressure"),
        N_("Listed per place at 1,100 per specialist and 550 per ST physician: a guidance value."),
        True,
    ),
    Indicator(
        "people_nearest",
        "count",
        N_("People with it as nearest"),
        N_("People for whom this vårdcentral is the nearest by the deciding mode."),
        True,
    ),
)

VERDICT_COLUMNS = (
    Indicator("rule_id", "text", N_("Rule"), N_("geoaccess' id of the rule.")),
    Indicator("title_sv", "text", N_("Title (Swedish)"), N_("The rule in short, in Swedish.")),
    Indicator("title_en", "text", N_("Title (English)"), N_("The rule in short, in English.")),
    Indicator("scope", "status", N_("Scope"), N_("area, unit, site or region.")),
    Indicator("subject_id", "text", N_("Subject"), N_("Id of what is judged.")),
    Indicator("subject_name", "text", N_("Name"), N_("Its name.")),
    Indicator("verdict", "status", N_("Verdict"), N_("met, at_risk, not_met or not_assessable.")),
    Indicator("value", "number", N_("Value"), N_("The measured value."), True),
    Indicator(
        "value_low",
        "number",
        N_("Value: lower bound"),
        N_("Lower bound of the value's interval; empty where the rule gives none."),
        True,
    ),
    Indicator(
        "value_high",
        "number",
        N_("Value: upper bound"),
        N_("Upper bound of the value's interval; empty where the rule gives none."),
        True,
    ),
    Indicator("unit", "text", N_("Unit of measure"), N_("What the value counts.")),
    Indicator("limit_met", "number", N_("Limit: met"), N_("From here the rule is met.")),
    Indicator("limit_at_risk", "number", N_("Limit: at risk"), N_("From here it is at risk.")),
    Indicator("margin", "number", N_("Margin"), N_("Distance from the limit of met."), True),
    Indicator("coverage", "share", N_("Coverage"), N_("Share of people the value covers."), True),
    Indicator("people", "count", N_("People concerned"), N_("People the verdict speaks of."), True),
    Indicator("vintage", "text", N_("Data date"), N_("Vintages of the data used.")),
    Indicator("sentence_sv", "text", N_("Sentence (Swedish)"), N_("In words, in Swedish.")),
    Indicator("sentence_en", "text", N_("Sentence (English)"), N_("In words, in English.")),
)
VERDICT_NUMBERS = ("value", "value_low", "value_high", "margin")
"""What a verdict measures: where one of them is held back, all are."""
