"""How much care people need: the seven counts of the Care Need Index for each area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.build.plan import TOWNS, NeedLevel, generator

REFERENCE_PER_PERSON = 2.4761
WEIGHTS = {
    "under5": 3.23,
    "foreign_born": 5.72,
    "elderly_alone": 6.15,
    "single_parent": 4.19,
    "moved_in": 4.19,
    "unemployed": 5.13,
    "low_edu": 3.97,
}
# Shares at relative need 1, near the country's.
SHARES = {
    "under5": 0.052,
    "foreign_born": 0.120,
    "elderly_alone": 0.075,
    "single_parent": 0.018,
    "moved_in": 0.090,
    "unemployed": 0.080,
    "low_edu": 0.075,
}
LEVELS: dict[NeedLevel, tuple[float, float]] = {
    "low": (0.62, 0.86),
    "middling": (0.80, 0.98),
    "raised": (1.02, 1.14),
    "high": (1.32, 1.62),
    "highest": (1.72, 1.86),
}
PLANTED_LEVELS: dict[str, NeedLevel] = {
    "Långmyran": "highest",
    "Vargkölen": "highest",
    "Hyttmo": "highest",
    "Åkerby": "highest",
    "Gränsmarken": "highest",
    "Storskär": "middling",
    "Gränsberg": "middling",
}
WITHHELD = ("Kustvik", 2, ("elderly_alone", "single_parent", "unemployed"))
HIGH_AREAS = {"Exempelstad": 11, "Bruksby": 5}
# Share of the households without a car, and people in each, by the letter of the area.
NO_CAR = {"A": (0.08, 2.3), "B": (0.20, 2.1), "C": (0.36, 1.9)}
NO_CAR_WITHHELD = "Storskär"
RAISED_AREAS = {"Exempelstad": 8, "Bruksby": 2, "Kustvik": 2}


def count_need(areas: pd.DataFrame, sites_km: np.ndarray) -> pd.DataFrame:
    """Give the seven counts per area; high need sits close to a vårdcentral unless planted."""
    rng = generator(40)
    levels = _levels(areas, sites_km)
    rows = {}
    for code, row in areas.iterrows():
        low, high = LEVELS[levels[str(code)]]
        rows[code] = _counts(int(row["people"]), int(row["-4"]), rng.uniform(low, high), rng)
    return pd.DataFrame.from_dict(rows, orient="index").assign(people=areas["people"])


def count_households(areas: pd.DataFrame) -> pd.DataFrame:
    """Give the households per area, and how many of them have no car."""
    rng = generator(45)
    share, size = np.array([NO_CAR[letter] for letter in areas["letter"]]).T
    households = np.round(areas["people"] / (size * rng.normal(1, 0.04, len(areas)))).astype(int)
    drawn = np.clip(share * rng.lognormal(0, 0.2, len(areas)), 0.02, 0.7)
    no_car = np.round(drawn * households).astype(int)
    return pd.DataFrame({"households": households, "no_car": no_car}, index=areas.index)


def withheld_area(areas: pd.DataFrame) -> str:
    """Give the area whose counts are partly withheld."""
    name, rank, _ = WITHHELD
    return str(areas.index[areas["name"] == name][rank])


def _levels(areas: pd.DataFrame, sites_km: np.ndarray) -> dict[str, NeedLevel]:
    levels: dict[str, NeedLevel] = {
        str(code): "low" if letter == "B" else "middling"
        for code, letter in areas["letter"].items()
    }
    centres = areas[["x_km", "y_km"]].to_numpy()
    away = np.hypot(*(centres[:, None] - sites_km[None]).transpose(2, 0, 1)).min(axis=1)
    for town in TOWNS:
        own = areas.assign(away=away)[areas["name"] == town.name].sort_values("away")
        high, raised = HIGH_AREAS.get(town.name, 0), RAISED_AREAS.get(town.name, 0)
        for code in own.index[:high]:
            levels[str(code)] = "high"
        for code in own.index[high : high + raised]:
            levels[str(code)] = "raised"
    for code, name in areas["name"].items():
        if name in PLANTED_LEVELS:
            levels[str(code)] = PLANTED_LEVELS[name]
    return levels


def _counts(people: int, under5: int, relative: float, rng: np.random.Generator) -> dict[str, int]:
    """Draw shares round the country's and scale them so that the index comes out as wanted."""
    shares = {key: share * rng.lognormal(0, 0.12) for key, share in SHARES.items()}
    shares["under5"] = under5 / people
    fixed = WEIGHTS["under5"] * shares["under5"]
    free = sum(WEIGHTS[key] * share for key, share in shares.items() if key != "under5")
    scale = (relative * REFERENCE_PER_PERSON - fixed) / free
    counts = {key: round(scale * share * people) for key, share in shares.items()}
    return counts | {"under5": under5}
