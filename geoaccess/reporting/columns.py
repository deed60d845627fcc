"""Which columns the smaller published tables have, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.messages import LANGUAGES, N_
from geoaccess.result.area_columns import AREA_COLUMNS
from geoaccess.result.equity import EQUITY_COLUMNS
from geoaccess.result.indicators import (
    SITE_COLUMNS,
    UNIT_COLUMNS,
    VERDICT_COLUMNS,
    Indicator,
    by_name,
)
from geoaccess.result.measures import MEASURE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "AREA",
    "BALANCE_COLUMNS",
    "CLASS",
    "EQUITY",
    "MEASURE",
    "MODE_SHARE_COLUMNS",
    "NOTICE_COLUMNS",
    "SHARE_COLUMNS",
    "SITE",
    "SOURCE_COLUMNS",
    "UNIT",
    "VERDICT",
]

AREA: Mapping[str, Indicator] = by_name(AREA_COLUMNS)
UNIT: Mapping[str, Indicator] = by_name(UNIT_COLUMNS)
SITE: Mapping[str, Indicator] = by_name(SITE_COLUMNS)
VERDICT: Mapping[str, Indicator] = by_name(VERDICT_COLUMNS)
EQUITY: Mapping[str, Indicator] = by_name(EQUITY_COLUMNS)
MEASURE: Mapping[str, Indicator] = by_name(MEASURE_COLUMNS)

_SUBJECT = (
    Indicator("subject_id", "text", N_("Subject"), N_("Id of what is judged.")),
    Indicator("name", "text", N_("Name"), N_("Its name.")),
)

CLASS = Indicator("class", "text", N_("Class of travel time"), N_("The limits in words."))

SHARE_COLUMNS = (
    *_SUBJECT,
    CLASS,
    Indicator(
        "lower_min",
        "minutes",
        N_("Longer than"),
        N_("Lower limit of the class; empty for the class without a time."),
    ),
    Indicator(
        "upper_min",
        "minutes",
        N_("At most"),
        N_("Upper limit of the class, included; empty where it has none."),
    ),
    Indicator("share", "share", N_("Share of people"), N_("Of the people of unit or region.")),
    Indicator("people", "count", N_("People"), N_("People in the class."), True),
)

MODE_SHARE_COLUMNS = (
    *_SUBJECT,
    Indicator("mode", "status", N_("Way of travel"), N_("Car, bicycle or on foot.")),
    Indicator("group", "status", N_("Group"), N_("All ages, or those of an age and older.")),
    Indicator("minutes", "minutes", N_("Within"), N_("Travel time at most, door to door.")),
    Indicator("share", "share", N_("Share of people"), N_("Of the group's people.")),
)

BALANCE_COLUMNS = (
    Indicator("what", "text", N_("What is summed"), N_("The column whose totals are compared.")),
    Indicator("areas", "number", N_("Sum of areas"), N_("As the statistics tables give it.")),
    Indicator("points", "number", N_("Sum of points"), N_("As placed inside the areas.")),
    Indicator("units", "number", N_("Sum of units"), N_("As reported for kommuner and districts.")),
    Indicator("difference", "number", N_("Difference"), N_("Zero where nothing was lost.")),
    Indicator(
        "unknown",
        "number",
        N_("Areas without a number"),
        N_("Areas whose number is not known: they are in none of the sums."),
    ),
)

SOURCE_COLUMNS = (
    Indicator("role", "text", N_("Used as"), N_("Which input of the study it is.")),
    Indicator("source", "text", N_("Publisher"), N_("Who gives out the data.")),
    Indicator("vintage", "text", N_("Data date"), N_("Which year or day the data speak for.")),
    Indicator("licence", "text", N_("Licence"), N_("On what terms the data may be used.")),
    Indicator("retrieved", "text", N_("Retrieved"), N_("When the file was fetched.")),
    Indicator("rows", "count", N_("Rows"), N_("Rows read from the file.")),
    Indicator("sensitivity", "status", N_("Sensitivity"), N_("Open, or confidential.")),
    Indicator("url", "text", N_("Address"), N_("Where a reader finds the data.")),
    Indicator("path", "text", N_("File"), N_("The file's name in the study.")),
    Indicator("sha256", "text", N_("Checksum (SHA-256)"), N_("Tells whether it is the same file.")),
    Indicator("size", "count", N_("Size (bytes)"), N_("Size of the file.")),
    Indicator("reader", "text", N_("Read as"), N_("Which format the file was read as.")),
    *(
        Indicator(
            f"reading_{lang}",
            "text",
            N_("How the file was read"),
            N_("What was taken for granted: encoding, header, withheld cells, rows left out."),
        )
        for lang in LANGUAGES
    ),
)

NOTICE_COLUMNS = (
    Indicator("code", "text", N_("Code"), N_("The notice's code, the same in every run.")),
    Indicator("severity", "status", N_("Severity"), N_("Warning, or a note.")),
    Indicator("file", "text", N_("File"), N_("The file's name in the study.")),
    Indicator(
        "row",
        "number",
        N_("Row"),
        N_("Row in the file; empty where the notice is about the whole file."),
    ),
    Indicator("column", "text", N_("Column"), N_("Column in the file.")),
    Indicator("value", "text", N_("Cell"), N_("What stood there.")),
    Indicator("text_sv", "text", N_("Notice (Swedish)"), N_("The notice, in Swedish.")),
    Indicator("text_en", "text", N_("Notice (English)"), N_("The notice, in English.")),
)
