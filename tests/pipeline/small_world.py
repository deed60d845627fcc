"""A made-up region small enough to be reckoned by hand: five areas, three units, four sites.

Norr has a vårdcentral, Söder a branch, Tomma only a child health centre; a vårdcentral beyond the
border is nearest for Tomma. The area ``9802C0010`` has people in two units, some of them cut off.
"""

from __future__ import annotations

import dataclasses
import json

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import Point, box

from geoaccess.layers import Layers
from geoaccess.pipeline import Prepared, judge
from geoaccess.principles import load_pack
from geoaccess.sources import Provenance
from geoaccess.study import Study
from geoaccess.tables import CNI_COUNTS
from geoaccess.times import Status, Times

CRS = "EPSG:3006"
E, N = 500_000, 6_700_000
PLAIN = {"p11": 60, "p12": 40, "p21": 150, "p22": 50, "p31": 300, "p41": 60, "p42": 40, "p51": 50}
AREA_OF = {
    "p11": "9801C0010",
    "p12": "9801C0010",
    "p21": "9801A0010",
    "p22": "9801A0010",
    "p31": "9802B0010",
    "p41": "9802C0010",
    "p42": "9802C0010",
    "p51": "9803A0010",
}
UNIT_OF = {
    "p11": "9801-norr",
    "p12": "9801-norr",
    "p21": "9801-norr",
    "p22": "9801-norr",
    "p31": "9802-soder",
    "p41": "9801-norr",
    "p42": "9802-soder",
    "p51": "9803-tomma",
}
SETTLEMENT = {
    "9801A0010": "A",
    "9801C0010": "C",
    "9802B0010": "B",
    "9802C0010": "C",
    "9803A0010": "A",
}
NO, FAR = int(Status.UNREACHABLE), int(Status.BEYOND_CUTOFF)
SITES = ("b1", "s1", "s2", "s3")
SECONDS = {
    "p11": (NO, 300, 1500, FAR),
    "p12": (NO, 900, 1300, FAR),
    "p21": (NO, 1200, 3000, 3500),
    "p22": (NO, 1201, NO, FAR),
    "p31": (NO, 2000, 600, FAR),
    "p41": (NO, 240, 700, FAR),
    "p42": (NO, NO, NO, NO),
    "p51": (60, 2500, 2400, 1000),
}
NEED = {
    "9801A0010": 0.1,
    "9801C0010": 0.3,
    "9802B0010": 0.2,
    "9802C0010": 0.6,
    "9803A0010": 0.4,
}
_WEIGHT_OF_UNEMPLOYED = 5.13


def small_study(**changes) -> Study:
    """The study; `changes` replace whole tables of it."""
    file = {"path": "x.csv", "source": "Påhittad", "licence": "CC0"}
    document = {
        "study": {"id": "litet", "name": "Litet län", "region": "Region Litet"}
        | {"date": "2026-10-01", "synthetic": True},
        "inputs": {"areas": file, "statistics": [file], "sites": [file]},
        "supply": {
            "capacity": "fte",
            "expected_sites": {"number": 2, "source": "avtalen", "date": "2026-10-01"},
        },
        "modes": {"car": {}},
        # Only the unemployed count, so need is simply their share of the people.
        "need": {"reference": _WEIGHT_OF_UNEMPLOYED, "date": "2025-12-31"},
    }
    return Study.model_validate_json(json.dumps(document | changes))


def small_points(people) -> gpd.GeoDataFrame:
    ids = list(people)
    count = pd.Series(people, dtype=float)
    areas = [AREA_OF[i] for i in ids]
    return gpd.GeoDataFrame(
        {
            "area_id": areas,
            "unit_id": [UNIT_OF[i] for i in ids],
            "settlement": [SETTLEMENT[a] for a in areas],
            "people": count.to_numpy(),
            "age_65plus": count.to_numpy() / 5,
            "age_80plus": count.to_numpy() / 20,
            "placed_by": "cell",
        },
        geometry=[Point(E + 1000 * k + 500, N + 500) for k in range(len(ids))],
        index=pd.Index(ids, name="point_id"),
        crs=CRS,
    )


def small_areas(points) -> gpd.GeoDataFrame:
    sums = points.groupby("area_id")[["people", "age_65plus", "age_80plus"]].sum()
    need = pd.Series(NEED)[sums.index]
    counts = dict.fromkeys(CNI_COUNTS, 0.0) | {"unemployed": need * sums["people"]}
    return gpd.GeoDataFrame(
        sums.assign(
            name=sums.index,
            kommun_code=sums.index.str[:4],
            settlement=[SETTLEMENT[a] for a in sums.index],
            unit_id=["9801-norr", "9801-norr", "9802-soder", "9802-soder", "9803-tomma"],
            **counts,
        ),
        geometry=[box(E + 2000 * k, N, E + 2000 * k + 2000, N + 2000) for k in range(len(sums))],
        crs=CRS,
    )


def small_units() -> gpd.GeoDataFrame:
    index = pd.Index(["9801-norr", "9802-soder", "9803-tomma"], name="unit_id")
    return gpd.GeoDataFrame(
        {
            "name": ["Norr", "Söder", "Tomma"],
            "kommun_name": ["Norr", "Söder", "Tomma"],
            "kind": "kommun",
            "kommun_code": index.str[:4],
        },
        geometry=[
            box(E + a, N, E + b, N + 2000) for a, b in ((0, 4000), (4000, 8000), (8000, 10_000))
        ],
        index=index,
        crs=CRS,
    )


def small_sites(**columns) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {
            "name": ["Tomma BVC", "Norrs vårdcentral", "Söders filial", "Grannens vårdcentral"],
            "care_type": ["bvc", "vardcentral", "filial", "vardcentral"],
            "unit_id": ["9803-tomma", "9801-norr", "9802-soder", None],
            "context": [False, False, False, True],
            "operator_form": ["Offentlig", "Offentlig", "Privat", "Privat"],
            "gsa": [False, True, False, False],
            "opening_hours": ["Mo-Fr 08:00-17:00"] * 4,
            "wheelchair": ["yes", "no", None, None],
            "within_3_days": [90.0, np.nan, 70.0, np.nan],
            "fte_spec": [np.nan, 2.0, 1.0, 1.0],
            "fte_st": [np.nan, 0.0, 1.0, 0.0],
            "listed": [np.nan, 2200.0, 1815.0, 900.0],
            "valid_from": None,
            "valid_to": None,
        },
        geometry=[Point(E + 1000 + 2000 * k, N + 1500) for k in (4, 0, 2, 6)],
        index=pd.Index(SITES, name="site_id"),
        crs=CRS,
    )
    return frame.assign(**columns)


def small_register() -> pd.DataFrame:
    return pd.DataFrame(
        {"gsa_site_id": ["s1", "s2"], "ksa_function": ["Norrs KSA", None]},
        index=pd.Index(["9801-norr", "9802-soder"], name="unit_id"),
    )


def provenance(role, sensitivity="open") -> Provenance:
    return Provenance(
        role=role,
        path=f"{role.partition('[')[0]}.csv",
        sha256="0" * 64,
        size=1,
        rows=1,
        reader="csv",
        source="Påhittad",
        licence="CC0",
        url="",
        vintage="2025",
        retrieved=None,
        sensitivity=sensitivity,
    )


def make_prepared(
    people=None, *, sites=None, confidential=(), seconds=None, estimate=False, **study
) -> Prepared:
    """Layers and times, ready to be judged; `confidential` names roles of inputs."""
    points = small_points(people or PLAIN)
    areas = small_areas(points)
    units = small_units()
    total = float(points["people"].sum())
    times = Times(
        "car",
        tuple(points.index),
        SITES,
        np.array([(seconds or SECONDS)[i] for i in points.index], dtype=np.uint16),
        cutoff=3600,
        estimate=estimate,
    )
    roles = ("areas", "statistics[0]", "grid", "sites[0]")
    made = small_study(**study)
    return Prepared(
        study=made,
        pack=load_pack(made.rule_pack).with_study(made.rules),
        layers=Layers(
            areas=areas,
            units=units,
            points=points,
            sites=small_sites() if sites is None else sites,
            register=small_register(),
            balance=pd.DataFrame(
                {"what": ["people"]} | {key: [total] for key in ("areas", "points", "units")}
            ).assign(difference=0.0),
        ),
        modes={},
        times={"car": times},
        provenance=tuple(
            provenance(r, "confidential" if r in confidential else "open") for r in roles
        ),
        notices=(),
        timings={"layers": 0.0, "times": 0.0},
    )


def with_layers(prepared: Prepared, **layers) -> Prepared:
    return dataclasses.replace(prepared, layers=dataclasses.replace(prepared.layers, **layers))


def with_check(prepared: Prepared, operator: str, **arguments) -> Prepared:
    """With other arguments of the pack's checks by an operator; without these checks for none."""
    rules = []
    for rule in prepared.pack.rules:
        mine = [c for c in rule.checks if c.operator == operator]
        checks = [c for c in rule.checks if c.operator != operator]
        if arguments:
            checks += [c.model_copy(update={"arguments": c.arguments | arguments}) for c in mine]
        if checks:
            rules.append(rule.model_copy(update={"checks": checks}))
    return dataclasses.replace(prepared, pack=prepared.pack.model_copy(update={"rules": rules}))


def make_result(**given):
    return judge(make_prepared(**given))
