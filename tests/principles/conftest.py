"""A tiny world: six areas in two units, a hundred people each in two points, by car."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geoaccess.need import need_percentile, need_quintile
from geoaccess.principles import Evidence, NeedFacts, load_pack

# The examples' modules are found by their plain names.
sys.path.insert(0, str(Path(__file__).parent))

AREAS = ["a1", "a2", "a3", "a4", "a5", "a6"]


def tiny_world(**changes):
    people = pd.Series(100.0, index=AREAS)
    need = pd.Series([0.5, 0.6, 0.8, 1.0, 1.2, 1.9], index=AREAS)
    areas = pd.DataFrame(
        {
            "name": [f"Area {i}" for i in range(1, 7)],
            "unit_id": ["u1"] * 3 + ["u2"] * 3,
            "settlement": "C",
            "people": people,
            "need_index": need,
            "need_relative": need,
            "need_percentile": need_percentile(need, people),
            "need_quintile": need_quintile(need, people),
        }
    ).rename_axis("area_id")
    points = pd.DataFrame(
        {
            "area_id": [area for area in AREAS for _ in range(2)],
            "unit_id": ["u1"] * 6 + ["u2"] * 6,
            "settlement": "C",
            "people": [70.0, 30.0] * 6,
            "age_80plus": [7.0, 6.0] * 6,
            "seconds_car": np.full(12, 300, dtype=np.uint16),
            "site_car": ["s1"] * 6 + ["s2"] * 6,
        },
        index=pd.Index([f"p{i:02d}" for i in range(12)], name="point_id"),
    )
    sites = pd.DataFrame(
        {
            "name": ["Norra vårdcentralen", "Södra vårdcentralen", "Grannen"],
            "care_type": "vardcentral",
            "context": [False, False, True],
            "unit_id": ["u1", "u2", None],
            "fte_spec": [1.0, 1.0, None],
            "fte_st": [0.0, 1.0, None],
            "listed": [1100.0, 1815.0, 900.0],
        },
        index=pd.Index(["s1", "s2", "s3"], name="site_id"),
    )
    register = pd.DataFrame(
        {
            "gsa_site_id": ["s1", "s2"],
            "ksa_function": ["KSA 1", "KSA 2"],
            "valid_from": ["2025-01-01", "2025-01-01"],
            "valid_to": [None, None],
            "exception_note": [None, None],
        },
        index=pd.Index(["u1", "u2"], name="unit_id"),
    )
    evidence = Evidence(
        region="Lillelän",
        study_date=dt.date(2026, 10, 1),
        areas=areas,
        points=points,
        units=pd.DataFrame({"name": ["Ettan", "Tvåan"], "kind": "kommun"}, index=["u1", "u2"]),
        sites=sites,
        register=register,
        modes=("car",),
        cutoffs={"car": 3600},
        estimate=False,
        real_capacity=False,
        sites_found=2,
        sites_expected=2,
        need=NeedFacts(
            label={"sv": "CNI (relativt tal)", "en": "CNI (relative)"},
            date=dt.date(2024, 12, 31),
            vintages=("2024",),
        ),
        supply_date=dt.date(2026, 9, 1),
        vintages={"people": "2024-12-31", "need": "2024", "sites": "2026-09-01"},
    )
    return dataclasses.replace(evidence, **changes)


@pytest.fixture(scope="session")
def world():
    return tiny_world


@pytest.fixture
def far():
    """The world with 30 of the hundred people of some areas twenty minutes away."""

    def build(*areas, seconds=1200, points=(1,), **changes):
        evidence = tiny_world()
        moved = evidence.points.copy()
        for area in areas:
            rows = moved.index[moved["area_id"] == area]
            moved.loc[rows[list(points)], "seconds_car"] = seconds
        return dataclasses.replace(evidence, points=moved, **changes)

    return build


@pytest.fixture(scope="session")
def pack():
    return load_pack("stockholm")


@pytest.fixture
def altered(pack):
    """The pack with some of a part's values changed."""

    def build(**parts):
        update = {
            name: getattr(pack, name).model_copy(update=values) for name, values in parts.items()
        }
        return pack.model_copy(update=update)

    return build
