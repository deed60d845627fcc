"""The tables that pass between layers: key, columns, units and what may stand in them.

Users' column names are mapped in ``study.toml`` on the way in; inside there is one name per thing.
A column that counts people or capacity is *extensive*: parts of it add up. Which columns are
sensitive is decided by each input's sensitivity, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoaccess.columns import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.columns import Kind

__all__ = [
    "AREAS",
    "CARE_TYPES",
    "CNI_COUNTS",
    "CONCERNED",
    "GROUPS",
    "NO_CAR",
    "POINTS",
    "REGISTER",
    "SETTLEMENTS",
    "SITES",
    "TABLES",
    "UNITS",
    "VARDCENTRAL_TYPES",
]

CNI_COUNTS = (
    "elderly_alone",
    "foreign_born",
    "unemployed",
    "single_parent",
    "moved_in",
    "low_edu",
    "under5",
)
# Each is part of the one before.
GROUPS = ("age_65plus", "age_80plus", "age_85plus")
NO_CAR = "no_car"
# Groups that a flag names among the people who have too far to go.
CONCERNED = ("age_80plus", "elderly_alone", NO_CAR)
SETTLEMENTS = ("S", "C", "B", "A", "island")
CARE_TYPES = (
    "vardcentral",
    "filial",
    "narakut",
    "jour",
    "bvc",
    "mvc",
    "rehab",
    "specialist",
    "digital",
    "mobile",
    "other",
)
# The care types that answer "is there a vårdcentral to go to?"; a digital one is not a place.
VARDCENTRAL_TYPES = ("vardcentral", "filial")


def _key(name: str, meaning: str) -> Column:
    return Column(name=name, kind="key", unit="", meaning=meaning)


def _people(
    name: str,
    meaning: str,
    *,
    unit: str = "persons",
    required: bool = False,
    must_fill: bool = False,
) -> Column:
    return Column(
        name=name,
        kind="count",
        unit=unit,
        meaning=meaning,
        required=required,
        must_fill=must_fill,
        extensive=True,
        low=0,
        high=50_000_000,
    )


def _optional(name: str, kind: Kind, meaning: str, *, unit: str = "") -> Column:
    return Column(name=name, kind=kind, unit=unit, meaning=meaning, required=False, must_fill=False)


_SETTLEMENT = Column(
    name="settlement",
    kind="text",
    unit="",
    meaning="Settlement class: S big city, C main town, B other town, A outside, island",
    choices=SETTLEMENTS,
)

AREAS = Table(
    "areas",
    "area_id",
    (
        _key("area_id", "Code of the statistical area (DeSO)"),
        _optional("name", "text", "Name of the area, its code where it has none"),
        _key("unit_id", "The unit where most of the area's people live"),
        _SETTLEMENT,
        _people("people", "Inhabitants by the statistics table", required=True),
        _people("age_65plus", "Inhabitants aged 65 or more"),
        _people("age_80plus", "Inhabitants aged 80 or more"),
        _people("age_85plus", "Inhabitants aged 85 or more"),
        *(_people(name, f"CNI count {name}") for name in CNI_COUNTS),
        _people(NO_CAR, "Households without a car", unit="households"),
    ),
)

UNITS = Table(
    "units",
    "unit_id",
    (
        _key("unit_id", "Slug with the kommun code, such as 0180-jarva"),
        Column(name="name", kind="text", unit="", meaning="Name"),
        Column(
            name="kind",
            kind="text",
            unit="",
            meaning="kommun or stadsdelsområde",
            choices=("kommun", "stadsdelsomrade"),
        ),
        _optional("kommun_code", "key", "Kommun code, four digits"),
        _optional("kommun_name", "text", "Name of the kommun it is, or is part of"),
    ),
)

POINTS = Table(
    "points",
    "point_id",
    (
        _key("point_id", "Population point"),
        _key("area_id", "The area its people are counted in"),
        _key("unit_id", "The unit it lies in; areas need not nest in units"),
        _SETTLEMENT,
        Column(
            name="people",
            kind="number",
            unit="persons",
            meaning="The area's people placed here; sums to the area's count",
            extensive=True,
            low=0,
        ),
        *(
            Column(
                name=name,
                kind="number",
                unit="persons",
                meaning=f"Of these, {name[4:6]} or more",
                required=False,
                must_fill=False,
                extensive=True,
                low=0,
            )
            for name in GROUPS
        ),
        Column(
            name="placed_by",
            kind="text",
            unit="",
            meaning="What said where in the area people live",
            choices=("cell", "cell_overlap", "building", "street", "inside_point"),
        ),
    ),
)

SITES = Table(
    "sites",
    "site_id",
    (
        _key("site_id", "The site's id (HSA id where there is one)"),
        Column(name="name", kind="text", unit="", meaning="Name"),
        Column(
            name="care_type",
            kind="text",
            unit="",
            meaning="What kind of care the site gives",
            choices=CARE_TYPES,
        ),
        Column(
            name="context",
            kind="flag",
            unit="",
            meaning="Beyond the border: counted in times and catchments, never judged",
            required=False,
        ),
        _optional("unit_id", "key", "The unit it lies in; empty beyond the border"),
        _optional("operator_form", "text", "Public or private"),
        Column(
            name="fte_spec",
            kind="number",
            unit="full-time equivalents",
            meaning="Specialist physicians in primary care",
            required=False,
            must_fill=False,
            extensive=True,
            low=0,
            high=1000,
        ),
        Column(
            name="fte_st",
            kind="number",
            unit="full-time equivalents",
            meaning="Physicians in specialist training (ST)",
            required=False,
            must_fill=False,
            extensive=True,
            low=0,
            high=1000,
        ),
        _people("listed", "People listed at the site"),
        _optional("opening_hours", "text", "Opening hours in OpenStreetMap's syntax"),
        Column(
            name="wheelchair",
            kind="text",
            unit="",
            meaning="Whether one gets in with a wheelchair, as OpenStreetMap says it",
            required=False,
            must_fill=False,
            choices=("yes", "limited", "no"),
        ),
        Column(
            name="within_3_days",
            kind="number",
            unit="percent",
            meaning="Share of medical assessments that were made within three days",
            required=False,
            must_fill=False,
            low=0,
            high=100,
        ),
        _optional("gsa", "flag", "Has the unit's geographic coordination responsibility"),
        _optional("valid_from", "date", "First day in service"),
        _optional("valid_to", "date", "Last day in service"),
    ),
)

# A unit may stand in several rows: the register keeps who had the responsibility before.
REGISTER = Table(
    "register",
    "",
    (
        _key("unit_id", "The unit"),
        _optional("gsa_site_id", "key", "The site with coordination responsibility"),
        _optional("ksa_function", "text", "The kommun's coordinating function"),
        _optional("valid_from", "date", "First day"),
        _optional("valid_to", "date", "Last day"),
        _optional("exception_note", "text", "Why the unit differs from the rule"),
    ),
)

TABLES: Mapping[str, Table] = {t.name: t for t in (AREAS, UNITS, POINTS, SITES, REGISTER)}
