"""What is planted rule by rule: a verdict, its value where it follows by hand, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.build.need import withheld_area

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

HEADING = """\
# Exempellän: the verdicts that its making gives each rule of the pack. Synthetic data.
# Written by the builder (python -m data.build); the tests read it. A value stands where it follows
# from people, physicians and listed alone. Rules of forecasts speak of the run for `year`.
"""
FORECAST_YEAR = 2032


class Truth(NamedTuple):
    """A verdict of one rule; units go by the start of their id."""

    rule: str
    scope: str
    subject: str
    expected: str
    why: str
    value: float | None = None
    year: int | None = None


def write_planted_rules(folder: Path, areas: pd.DataFrame, sites: pd.DataFrame) -> None:
    """Write the truths of each rule, with the codes that areas and sites got."""
    truths = (*_need(areas), *_access(areas), *_supply(sites), *_other(), *_forecast())
    text = "\n".join([HEADING, *map(_table, truths)])
    (folder / "planted_rules.toml").write_text(text, encoding="utf-8")


def _table(truth: Truth) -> str:
    told = {key: value for key, value in truth._asdict().items() if value is not None}
    rows = [f'{k} = "{v}"' if isinstance(v, str) else f"{k} = {v!r}" for k, v in told.items()]
    return "\n".join(["[[truth]]", *rows]) + "\n"


def _people(areas: pd.DataFrame, *names: str, kommun: str | None = None) -> int:
    mine = areas["name"].isin(names) if names else areas["kommun"].eq(kommun)
    return int(areas.loc[mine, "people"].sum())


def _code(areas: pd.DataFrame, name: str) -> str:
    return str(areas.index[areas["name"] == name][0])


def _need(areas: pd.DataFrame) -> Iterator[Truth]:
    withheld = int(areas.loc[withheld_area(areas), "people"])
    coast = 1 - withheld / _people(areas, kommun="9903")
    one = f"Only the area whose counts are withheld has no need: {withheld} people"
    yield Truth("GP-NEED", "unit", "9903", "at_risk", f"{one} of its unit's.", coast)
    whole = 1 - withheld / int(areas["people"].sum())
    yield Truth("GP-NEED", "region", "region", "met", f"{one} of all.", whole)
    yield Truth("GP-NEED", "unit", "9906", "met", "Need is known in all its areas.", 1.0)
    for rule in ("GP-DIFF", "GP-SPREAD", "CAP"):
        yield Truth(
            rule, "unit", "9903", "not_assessable",
            "Need is known for less than 95 % of the people.",
        )  # fmt: skip
    yield Truth(
        "GP-EQUITY", "unit", "9903", "not_assessable",
        "Need is known for less than 95 % of the people.",
    )  # fmt: skip
    yield Truth("GP-EQUITY", "unit", "9907", "not_assessable", "It has nine areas; ten are needed.")
    yield Truth("GP-EQUITY", "unit", "9906", "met", "Everyone is within the threshold.", 0.0)
    yield Truth(
        "GP-EQUITY", "unit", "9902", "at_risk",
        "Hyttmo has the greatest need and is all beyond, but is one area of many.",
    )  # fmt: skip


def _access(areas: pd.DataFrame) -> Iterator[Truth]:
    for name, why in (("Hyttmo", "15-19 minutes (limit 10)"), ("Långmyran", "30 minutes (20)")):
        where = _code(areas, name)
        yield Truth("GP-NEAR", "area", where, "not_met", f"{name}: everyone has {why}.", 0.0)
    few = _code(areas, "Vargkölen")
    yield Truth("GP-NEAR", "area", few, "not_assessable", "38 people are too few.")
    yield Truth("GP-NEAR", "unit", "9906", "met", "A vårdcentral in both its towns.", 1.0)
    yield Truth("GP-NEAR", "region", "region", "met", "The towns have theirs close by.")
    hut, mine = _people(areas, "Hyttmo"), _people(areas, "Gruvtorp")
    yield Truth(
        "GP-SETTLE", "unit", "9902", "not_met",
        f"Of its small towns Gruvtorp ({mine}) has a vårdcentral and Hyttmo ({hut}) none.",
        mine / (mine + hut),
    )  # fmt: skip
    yield Truth("GP-SETTLE", "unit", "9906", "met", "Everyone is within the threshold.", 1.0)
    yield Truth(
        "ROBUST", "unit", "9902", "at_risk",
        "All of Gruvtorp, and nobody else, has only its own vårdcentral within 10 minutes.",
        mine / _people(areas, kommun="9902"),
    )  # fmt: skip
    yield Truth("ROBUST", "unit", "9904", "not_met", "The town of Skogsmo has one vårdcentral.")
    yield Truth("ROBUST", "unit", "9901-sodra", "met", "The city's vårdcentraler lie close.")
    for unit in ("9901-norra", "9904"):
        why = "Public transport is not part of the travel times."
        yield Truth("GP-REACH", "unit", unit, "not_assessable", why)
    yield Truth("GP-REACH", "region", "region", "not_assessable", why)


def _supply(sites: pd.DataFrame) -> Iterator[Truth]:
    yield Truth("GP-DIFF", "unit", "9906", "met", "Two vårdcentraler, and those over the border.")
    yield Truth("GP-SPREAD", "unit", "9905", "met", "16.6 specialists at one vårdcentral.")
    yield Truth(
        "GP-SPREAD", "unit", "9901-sodra", "not_met", "The city has 0.7 of the physicians drawn."
    )
    yield Truth("GP-SPREAD", "region", "region", "at_risk", "The city has too few, 9905 too many.")
    yield Truth("GP-BORDER", "unit", "9906", "not_met", "It has a KSA but no GSA on record.")
    yield Truth("GP-BORDER", "unit", "9902", "met", "One GSA inside it, and one KSA.")
    by_name = sites.set_index("name")
    for name, expected in (
        ("Ängslunda vårdcentral", "met"),
        ("Söderports vårdcentral", "at_risk"),
        ("Kanalens vårdcentral", "not_met"),
    ):
        site = by_name.loc[name]
        places = 1100 * site["specialists"] + 550 * site["trainees"]
        why = f"{name}: {site['listed']:.0f} listed for {places:.0f} places."
        value = float(site["listed"] / places)
        yield Truth("CAP", "site", str(site["id"]), expected, why, value)
    branch = str(by_name.loc["Lövhults filialmottagning", "id"])
    yield Truth("CAP", "site", branch, "not_assessable", "A branch lists nobody of its own.")
    yield Truth("CAP", "unit", "9905", "met", "16.6 specialists at one vårdcentral.")
    yield Truth("CAP", "unit", "9907", "not_met", "One vårdcentral for the whole kommun.")


def _other() -> Iterator[Truth]:
    far = "Both child health centres are in other units, 15 minutes or more from its town."
    yield Truth("SPEC-BVC", "unit", "9904", "not_met", far)
    yield Truth("SPEC-BVC", "region", "region", "not_met", "There are two for all.")
    one = "The only urgent care is in Exempelstad, in the middle of the county"
    yield Truth("SPEC-NARAKUT", "unit", "9902", "met", f"{one}.")
    yield Truth("SPEC-NARAKUT", "unit", "9904", "not_met", f"{one}, over 30 minutes away.")
    for rule, unit, where in (
        ("SPEC-MVC", "9901-norra", "Antenatal care is in the city"),
        ("SPEC-REHAB", "9903", "Rehabilitation is in its town"),
        ("SPEC-MOBILE", "9901-norra", "The mobile team sets out from the city"),
    ):
        yield Truth(rule, "unit", unit, "met", f"{where}.")
        yield Truth(rule, "unit", "9904", "not_met", f"{where}; none is near this unit.")
    closed = "No vårdcentral of its own, nor near it, is open in evenings."
    yield Truth("HOURS", "unit", "9904", "not_met", closed, 0.0)
    yield Truth("HOURS", "unit", "9906", "not_met", closed, 0.0)
    yield Truth("HOURS", "unit", "9901-norra", "met", "The city has urgent care every evening.")


def _forecast() -> Iterator[Truth]:
    for rule in ("FUTURE-NEAR", "FUTURE-DIFF", "FUTURE-CAP"):
        why = "The run is made for the people of today."
        yield Truth(rule, "unit", "9904", "not_assessable", why)
    year = FORECAST_YEAR
    why = "Everyone is within the threshold, however many they become."
    yield Truth("FUTURE-NEAR", "unit", "9906", "met", why, 1.0, year)
    why = "A mine opens: 36 % more people, and no more physicians."
    yield Truth("FUTURE-DIFF", "unit", "9904", "not_met", why, year=year)
    yield Truth("FUTURE-CAP", "unit", "9904", "at_risk", why, year=year)
