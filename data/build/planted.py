"""What is planted: which areas and units must come out how, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.build.need import LEVELS, REFERENCE_PER_PERSON, WEIGHTS, withheld_area
from data.build.plan import TOWNS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from data.build.areas import Areas
    from data.build.network import Network
    from data.build.people import People

STUDY_DATE = "2026-10-01"
HEADING = """\
# Exempellän: what is planted, and what it must come to. Synthetic data.
# Written by the builder (python -m data.build); the tests read it.
"""
AREA_TRUTHS = (
    (
        "flagged_rural",
        "Långmyran",
        "flagged",
        "High need; most people have some 30 minutes by car (cutoff 20) on slow gravel roads.",
    ),
    (
        "flagged_town",
        "Hyttmo",
        "flagged",
        "High need; 15-19 minutes by car (cutoff 10); the vårdcentral there closed in 2025.",
    ),
    (
        "borderline",
        "Åkerby",
        "borderline",
        "High need; 10-15 % are beyond 10 minutes (limit 20 %). Flagged if the cutoff is shorter.",
    ),
    (
        "across_unit_border",
        "Gränsberg",
        "not_flagged",
        "The nearest vårdcentral lies in another unit, minutes nearer than its own.",
    ),
    (
        "across_county_border",
        "Gränsmarken",
        "not_flagged",
        "High need; near a vårdcentral of the neighbouring county. Without it: flagged.",
    ),
    (
        "too_small",
        "Vargkölen",
        "not_assessable",
        "38 people: high need and far away, but too few to be judged.",
    ),
    (
        "island",
        "Storskär",
        "not_flagged",
        "Low access (ferry 25 minutes, some 40 in all, cutoff 30), but middling need.",
    ),
    (
        "low_need_low_access",
        "Strandby",
        "not_flagged",
        "Nearly everyone is beyond 10 minutes, but need is low.",
    ),
)


# By kind of other care: units whose people nearly all have it within the pack's thresholds by car,
# and units that lack it.
OTHER_CARE = {
    "mvc": (
        ("9901-norra", "9901-ostra", "9901-sodra", "9902"),
        ("9903", "9904", "9905", "9906", "9907"),
        "Two maternity care centres, in Exempelstad and Bruksby (15, 25, 35 minutes).",
    ),
    "rehab": (
        ("9901-norra", "9901-sodra", "9903"),
        ("9902", "9904", "9905", "9906", "9907"),
        "Two rehabilitation units, in Exempelstad and Kustvik (15, 20, 30 minutes).",
    ),
    "mobile": (
        ("9901-norra", "9901-ostra", "9901-sodra", "9907"),
        ("9904", "9906"),
        "One base of a mobile team, in Exempelstad (30, 30, 45 minutes).",
    ),
}


def write_planted(
    folder: Path,
    people: People,
    areas: Areas,
    *,
    need: pd.DataFrame,
    households: pd.DataFrame,
    register: pd.DataFrame,
    network: Network,
    listing: dict[str, str | int],
) -> None:
    """Write the planted truths with the codes they got, and the totals of the files."""
    table = people.areas
    code_of = {str(name): str(code) for code, name in table["name"].items()}
    tables = [
        _table(key, area=code_of[name], name=name, expected=expected, why=why)
        for key, name, expected, why in AREA_TRUTHS
    ]
    tiny = table.index[(table["name"] == TOWNS[0].name) & (table["part"] == TOWNS[0].areas)][0]
    tables += [
        _table(
            "need_withheld",
            area=withheld_area(table),
            expected="not_assessable",
            why="Three of its need counts are withheld (..), so its need is unknown.",
        ),
        _table(
            "no_cell",
            area=str(tiny),
            expected="assessed",
            why="Populated, but no 250 m cell has its centre in it: the grid alone leaves it bare.",
        ),
        _table(
            "high_need_good_access",
            areas=_high_in_towns(need, table),
            expected="not_flagged",
            why="High need in the towns, with a vårdcentral close by: need alone does not flag.",
        ),
        _table(
            "concerned",
            area=(town := code_of["Hyttmo"]),
            elderly_alone=int(need.loc[town, "elderly_alone"]),
            no_car=int(households.loc[town, "no_car"]),
            why="Everyone there is beyond the cutoff: all who live alone, all without a car.",
        ),
        *(
            _table(kind, met=list(met), not_met=list(not_met), why=why)
            for kind, (met, not_met, why) in OTHER_CARE.items()
        ),
        _table(
            "no_gsa",
            unit=str(register.loc[register["gsa_site_id"] == "", "unit_id"].iloc[0]),
            expected="not_met",
            why="The unit has a KSA but no GSA on record.",
        ),
        _table(
            "straddling",
            areas=_straddling(areas),
            expected="split",
            why="Each lies in two stadsdelsområden.",
        ),
        _table(
            "flagged_2032",
            area=code_of["Vargkölen"],
            name="Vargkölen",
            now="not_assessable",
            expected="flagged",
            why="The forecast has more than 50 people there in 2032: high need and far away.",
        ),
        _table("listing", **listing),
        _table("vintages", **_vintages(areas), why="What changed between DeSO 2018 and 2025."),
    ]
    totals = _table(
        "totals",
        study_date=STUDY_DATE,
        people=int(table["people"].sum()),
        people_in_grid=int(people.cells["people"].sum()),
        cells=len(people.cells),
        areas=len(table),
        areas_2018=len(set(areas.code_2018)),
        units=len(register),
        street_nodes=len(network.positions),
    )
    text = "\n".join([HEADING, totals, *tables])
    (folder / "planted.toml").write_text(text, encoding="utf-8")


def _table(heading: str, **values: str | int | list[str]) -> str:
    lines = [f"[{heading}]"]
    for key, value in values.items():
        if isinstance(value, list):
            shown = "[" + ", ".join(f'"{item}"' for item in value) + "]"
        else:
            shown = str(value) if isinstance(value, int) else f'"{value}"'
        lines.append(f"{key} = {shown}")
    return "\n".join(lines) + "\n"


def _high_in_towns(need: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Give the town areas that were planned to have high need."""
    index = sum(weight * need[key] for key, weight in WEIGHTS.items())
    high = index / need["people"] / REFERENCE_PER_PERSON > LEVELS["high"][0] - 0.05
    return sorted(str(code) for code in need.index[high & (table["letter"] == "C")])


def _straddling(areas: Areas) -> list[str]:
    return sorted(
        str(code)
        for code in set(areas.code_2025)
        if len(set(areas.stadsdel[areas.code_2025 == code])) > 1
    )


def _vintages(areas: Areas) -> dict[str, list[str]]:
    old, new = areas.code_2018, areas.code_2025
    parts_of = {code: sorted(set(new[old == code])) for code in sorted(set(old))}
    wholes_of = {code: sorted(set(old[new == code])) for code in sorted(set(new))}
    split = [code for code, parts in parts_of.items() if len(parts) > 1 and code not in parts]
    redrawn = [
        code
        for code in sorted(set(old) & set(new))
        if parts_of[code] != wholes_of[code]
        and all(part in wholes_of and part in parts_of for part in parts_of[code])
        and all(whole in set(new) for whole in wholes_of[code])
    ]
    merged = [code for code, wholes in wholes_of.items() if len(wholes) > 1 and code not in redrawn]
    return {
        "split_2018": [str(c) for c in split],
        "merged_2025": [str(c) for c in merged],
        "redrawn_same_code": [str(c) for c in redrawn],
    }
