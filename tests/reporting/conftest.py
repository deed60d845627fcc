"""A made-up published result: two units, hostile names, suppressed and missing numbers."""

import datetime as dt
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString, Point, box

from geoaccess.result.area_columns import AREA_COLUMNS
from geoaccess.result.indicators import (
    SITE_COLUMNS,
    UNIT_COLUMNS,
    VERDICT_COLUMNS,
    WHOLE_COLUMNS,
)
from geoaccess.result.published import Head, Published

NAN = float("nan")
SECRET = 7_654_321
HOSTILE = (
    '=HYPERLINK("http://x.example","a")',
    "</script><script>alert(1)</script>",
    "{{ 7*7 }} {% for %} {# x",
    "+1 & \"quotes\" 'single'",
    "@x <img src=x onerror=alert(1)>",
)
UNITS = ("9900-alby", "../../etc/passwd")
CRS = "EPSG:3006"


def _frame(columns, rows, key, shapes=None):
    """Rows filled up with a plausible value per declared column, status twins beside counts."""
    filled = []
    for number, given in enumerate(rows):
        row = {}
        for column in columns:
            default = {
                "text": f"{column.name} {number}",
                "status": "ok",
                "flag": False,
                "count": 100.0 + number,
                "minutes": 10.5 + number,
                "share": 0.5 + number / 100,
                "index": 1.0 + number / 10,
                "ratio": 0.9 + number / 100,
                "number": 3.0,
            }[column.form]
            row[column.name] = given.get(column.name, default)
            if column.counts:
                row[f"{column.name}_status"] = given.get(f"{column.name}_status", "ok")
        filled.append(row)
    frame = pd.DataFrame(filled)
    if shapes is None:
        return frame
    frame.index = pd.Index(frame[key], name=None)
    return gpd.GeoDataFrame(frame, geometry=list(shapes), crs=CRS)


def _areas():
    flagged = {"flag": "flagged", "flag_class": "clear", "flag_stability": 0.9}
    plain = {"flag": "not_flagged", "flag_class": None, "flag_stability": NAN}
    unknown = {"flag": "not_assessable", "flag_class": None, "flag_stability": NAN}
    hidden = {
        "people": SECRET,
        "people_status": "suppressed",
        "age_65plus": NAN,
        "age_65plus_status": "missing",
        "age_80plus": 0.0,
        "share_within": NAN,
        "need_index": NAN,
    }
    one, two = UNITS
    rows = [
        {
            "area_id": "9900A0010",
            "unit_id": one,
            "people": 1234.0,
            "minutes_median": 22.5,
            **flagged,
        },
        {"area_id": "9900B0020", "unit_id": one, "minutes_median": 4.0, **plain},
        {"area_id": "9900C0030", "unit_id": one, **hidden, **unknown},
        {"area_id": "9900A0040", "unit_id": one, "flag": "flagged", "flag_class": "borderline"},
        {
            "area_id": "9901A0010",
            "unit_id": two,
            "minutes_median": NAN,
            "minutes_status": "unreachable",
            **plain,
        },
    ]
    kinds = ("A", "B", "C", "A", "island")
    for row, name, kind in zip(rows, HOSTILE, kinds, strict=True):
        row |= {"name": name, "settlement": kind, "mode": "car", "unit_name": "Älby"}
        row |= {"reasons_sv": f"Därför att {name}", "reasons_en": f"Because {name}"}
        row |= {"nearest_site_name": "Östra vc", "nearest_unit_name": "Älby"}
        row.setdefault("minutes_status", "ok")
    rows[3]["nearest_unit_name"] = None
    corners = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0))
    shapes = [box(x * 5000, y * 5000, x * 5000 + 5000, y * 5000 + 5000) for x, y in corners]
    return _frame(AREA_COLUMNS, rows, "area_id", shapes)


def _units():
    rows = [
        {"unit_id": UNITS[0], "name": "Älby", "kind": "kommun", "people": 12345.0, "areas": 4.0},
        {
            "unit_id": UNITS[1],
            "name": HOSTILE[1],
            "kind": "stadsdelsomrade",
            "age_65plus": SECRET,
            "age_65plus_status": "suppressed",
            "gsa_site_id": None,
            "gsa_name": None,
            "ksa_function": None,
            "flagged_areas": 0.0,
            "gp_gap": NAN,
            "leakage_share": 0.31,
        },
    ]
    shapes = [box(0, 0, 10_000, 10_000), box(10_000, 0, 15_000, 10_000)]
    return _frame(UNIT_COLUMNS, rows, "unit_id", shapes)


def _sites():
    one, two = UNITS
    care = {"care_type": "vardcentral", "opening_hours": "Mo-Fr 08:00-17:00"}
    unstaffed = {"fte_spec": NAN, "fte_st": NAN}
    rows = [
        {
            "site_id": "s1",
            "name": "Östra vc",
            "unit_id": one,
            "gsa": True,
            "pressure": 1.25,
            **care,
        },
        {"site_id": "s2", "name": HOSTILE[0], "unit_id": one, **care, **unstaffed},
        {"site_id": "s3", "name": "Över gränsen", "unit_id": None, "context": True, **care},
        {
            "site_id": "s4",
            "name": HOSTILE[2],
            "unit_id": two,
            "listed": SECRET,
            "listed_status": "suppressed",
            **(care | {"care_type": "bvc"}),
            **unstaffed,
        },
    ]
    places = [Point(2500, 2500), Point(7500, 7500), Point(-200, 4000), Point(12_000, 5000)]
    return _frame(SITE_COLUMNS, rows, "site_id", places)


def _verdicts():
    base = {"unit": "share", "value": 0.873, "limit_met": 0.95, "limit_at_risk": 0.9}
    base |= {"sentence_sv": "Det är så.", "sentence_en": "It is so.", "coverage": 0.99}
    for bound in ("value_low", "value_high"):
        base |= {bound: NAN, f"{bound}_status": "missing"}
    rows = [
        {"rule_id": "GP-NEAR", "scope": "unit", "subject_id": UNITS[0], "verdict": "not_met"},
        {"rule_id": "CAP", "scope": "site", "subject_id": "s1", "verdict": "at_risk", "unit": "x"},
        {"rule_id": "GP-NEAR", "scope": "region", "subject_id": "region", "verdict": "met"},
        {"rule_id": "GP-BORDER", "scope": "unit", "subject_id": UNITS[1], "value": NAN},
    ]
    rows[3]["verdict"] = "not_assessable"
    return _frame(VERDICT_COLUMNS, [base | row for row in rows], None)


def _shares():
    limits = ((0, 5), (5, 10), (10, 30), (30, NAN), (NAN, NAN))
    rows = []
    for subject, name in ((UNITS[0], "Älby"), (UNITS[1], HOSTILE[1]), ("region", "Länet")):
        for place, (lower, upper) in enumerate(limits):
            hidden = subject == UNITS[1] and place == 3
            rows.append(
                {
                    "subject_id": subject,
                    "name": name,
                    "lower_min": lower,
                    "upper_min": upper,
                    "share": NAN if hidden else (0.45, 0.3, 0.2, 0.05, 0.0)[place],
                    "people": SECRET if hidden else 1000.0 * place,
                    "people_status": "suppressed" if hidden else "ok",
                }
            )
    return pd.DataFrame(rows)


def _by_mode():
    return pd.DataFrame(
        [
            {
                "subject_id": subject,
                "name": subject,
                "mode": mode,
                "group": group,
                "minutes": minutes,
                "share": 0.4 + minutes / 100,
            }
            for subject in (*UNITS, "region")
            for mode, rungs in (("car", (5, 10, 30)), ("walk", (15, 30)))
            for group in ("all", "age_65plus", "age_80plus")
            for minutes in rungs
        ]
    )


@pytest.fixture
def published():
    stamps = {"sv": ("Påhittade uppgifter.",), "en": ("Made-up data.",)}
    head = Head(
        study_id="alby",
        name="Älbystudien",
        region="Älby län",
        date=dt.date(2026, 11, 22),
        language="sv",
        synthetic=True,
        estimate=True,
        version="0.1.0",
        run_id="abc123",
        contact="planering@example.org",
        stamps=stamps,
        need_label={"sv": "CNI", "en": "CNI"},
        rule_label={"sv": "Stockholms regelpaket", "en": "Stockholm's rule pack"},
        min_count=5,
    )
    sources = pd.DataFrame(
        {
            "role": ["areas", "sites[0]"],
            "path": ["deso.gpkg", "vc.xlsx"],
            "sha256": ["0" * 64, "f" * 64],
            "size": [10, 20],
            "rows": [5, 4],
            "reader": ["gpkg", "xlsx"],
            "source": ["SCB", HOSTILE[4]],
            "licence": ["CC0", "javascript:alert(1)"],
            "url": ["https://www.scb.se/", "javascript:alert(1)"],
            "vintage": ["2025", ""],
            "retrieved": [dt.date(2026, 1, 2), None],
            "sensitivity": ["open", "confidential"],
        }
    )
    notices = pd.DataFrame(
        {
            "code": ["GA-L001"],
            "severity": ["warning"],
            "file": ["vc.xlsx"],
            "row": [7],
            "column": ["namn"],
            "value": [HOSTILE[0]],
            "text_sv": [f"Se upp med {HOSTILE[1]}"],
            "text_en": [f"Beware of {HOSTILE[1]}"],
        }
    )
    balance = pd.DataFrame(
        {"what": ["people"], "areas": [9.0], "points": [9.0], "units": [9.0], "difference": [0.0]}
    )
    roads = gpd.GeoDataFrame(geometry=[LineString([(0, 2000), (15_000, 2000)])], crs=CRS)
    water = gpd.GeoDataFrame(geometry=[box(1000, 6000, 3000, 7000)], crs=CRS)
    return Published(
        head=head,
        areas=_areas(),
        units=_units(),
        wholes=_wholes(),
        sites=_sites(),
        verdicts=_verdicts(),
        shares=_shares(),
        shares_by_mode=_by_mode(),
        balance=balance,
        sources=sources,
        notices=notices,
        background={"roads": roads, "water": water},
    )


def _wholes():
    """One kommun that is cut into districts."""
    held = {c.name: 0.0 for c in WHOLE_COLUMNS if c.name != "unit_id"}
    held |= {f"{c.name}_status": "ok" for c in WHOLE_COLUMNS if c.counts}
    row = {"unit_id": "0180", **held, "name": HOSTILE[0], "people": 9.0, "flagged_areas": 1.0}
    return _frame(WHOLE_COLUMNS, [row], "unit_id", [box(0, 0, 15_000, 9_000)])


@pytest.fixture
def in_english(published):
    return replace(published, head=replace(published.head, language="en"))


@pytest.fixture
def no_flags(published):
    areas = published.areas.assign(flag="not_flagged", flag_class=None, flag_stability=np.nan)
    units = published.units.assign(flagged_areas=0.0)
    return replace(published, areas=areas, units=units)
