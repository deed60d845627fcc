"""How many people the kommuner will have: a forecast by age group, as a PxWeb CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.build.plan import KOMMUNER

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

YEARS = range(2024, 2041)
# Change per year: the oldest grow as in the region's own planning, children become fewer.
GROWTH = {"0-4 år": -0.004, "5-19 år": -0.002, "20-64 år": 0.002, "65-79 år": 0.006,
          "80+ år": 0.034}  # fmt: skip
LOCAL_GROWTH = {"9901": 0.008, "9902": 0.001, "9903": 0.004, "9904": -0.009, "9905": 0.0,
                "9906": -0.006, "9907": 0.002}  # fmt: skip

# A mine opens in the north: people of working age move there, and their children with them.
NEW_JOBS = {"9904": 0.056}
YOUNG = ("0-4 år", "5-19 år", "20-64 år")


def write_forecast(folder: Path, areas: pd.DataFrame) -> None:
    """Write people per kommun, age group and year, from the table's 2024 onwards."""
    lines = [",".join(f'"{word}"' for word in ("region", "ålder", "kön", *YEARS))]
    for code, own in areas.groupby("kommun"):
        start = _age_groups(own)
        years = np.arange(len(YEARS))
        rows = {
            age: np.round(count * (1 + _growth(str(code), age)) ** years).astype(int)
            for age, count in start.items()
        }
        rows = {"totalt": np.sum(list(rows.values()), axis=0), **rows}
        for age, counts in rows.items():
            numbers = ",".join(str(count) for count in counts)
            lines.append(f'"{code} {KOMMUNER[str(code)]}","{age}","totalt",{numbers}')
    text = "\n".join(lines) + "\n"
    (folder / "befolkningsprognos_kommun.csv").write_bytes(text.encode("cp1252"))


def _growth(kommun: str, age: str) -> float:
    jobs = NEW_JOBS.get(kommun, 0.0) if age in YOUNG else 0.0
    return GROWTH[age] + LOCAL_GROWTH[kommun] + jobs


def _age_groups(own: pd.DataFrame) -> dict[str, int]:
    people = int(own["people"].sum())
    youngest, oldest = int(own["-4"].sum()), int(own["80-"].sum())
    older = int(own[["65-69", "70-74", "75-79"]].to_numpy().sum())
    school = round(0.17 * people)
    working = people - youngest - oldest - older - school
    return {"0-4 år": youngest, "5-19 år": school, "20-64 år": working, "65-79 år": older,
            "80+ år": oldest}  # fmt: skip
