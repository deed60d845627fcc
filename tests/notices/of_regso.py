"""GA-T: tables by RegSO, laid on smaller areas."""

from __future__ import annotations

import pandas as pd
from pairs import Pair, borrowed

REGSO = borrowed("layers/test_regso.py")


def regso(areas, rows_of_regso, *, key=None, component=None, **more):
    """A fixture: areas, people by area, and a table by RegSO."""

    def build(_):
        components = () if component is None else (REGSO.IndexComponent(**component),)
        table = REGSO.by_regso(rows_of_regso, **more)
        return REGSO.build(areas, table, key=key, components=components)[1]

    return build


def by_area(_):
    """The table has a row for each area itself."""
    frame = pd.DataFrame({"area_id": REGSO.IDS, "income": [300.5, 300.5, 410.0]})
    return REGSO.build(REGSO.boundaries(), REGSO.source(frame, "statistics[0]"))[1]


KNOWN = REGSO.boundaries(regso_id=REGSO.REGSO)
NAMED = REGSO.key_file
INCOME, TEXTS = REGSO.INCOME, REGSO.TEXTS
INHERITED = regso(KNOWN, INCOME)
BY_NAME = regso(REGSO.boundaries(), TEXTS, key=NAMED())
ONE_EACH = REGSO.boundaries(regso_id=["0180R001", "0180R002", "0180R003"])
FEW = {"0180R001": 3.0, "0180R002": 4.0, "0180R003": 5.0}
TABLE = "statistics[1].csv"

PAIRS = [
    Pair(
        "GA-T105",
        regso(KNOWN, INCOME, column="foreign_born"),
        regso(ONE_EACH, FEW, column="foreign_born"),
        TABLE,
        column="foreign_born",
        value="0180R001",
    ),
    Pair("GA-T106", regso(REGSO.boundaries(), INCOME), INHERITED, TABLE),
    Pair(
        "GA-T107",
        regso(REGSO.boundaries(), TEXTS, key=NAMED(regso_name=["Kista", "Husby", "Husby"])),
        BY_NAME,
        TABLE,
        3,
        value="Stockholm (Husby )",
    ),
    Pair("GA-T108", regso(KNOWN, INCOME | {"0180R009": 1.0}), INHERITED, TABLE),
    Pair("GA-T109", regso(KNOWN, {"0180R001": 1.0}), INHERITED, TABLE),
    Pair("GA-T110", INHERITED, by_area, TABLE),
    Pair(
        "GA-T111",
        regso(REGSO.boundaries(), INCOME, key=NAMED(REGSO.IDS[:2])),
        regso(REGSO.boundaries(), INCOME, key=NAMED()),
        "regso_key.csv",
    ),
    Pair("GA-T112", regso(KNOWN, {"1980R001": 1.0}), INHERITED, TABLE, value="1980R001"),
    Pair(
        "GA-T113",
        regso(KNOWN, INCOME, component={"column": "income", "per": "people"}),
        regso(KNOWN, INCOME, component={"column": "income", "per": "none"}),
        "study.toml",
        column="need.components",
        value="income",
    ),
    Pair(
        "GA-T114",
        regso(REGSO.boundaries(vintage="DeSO 2018", regso_id=REGSO.REGSO), INCOME),
        INHERITED,
        TABLE,
    ),
    Pair(
        "GA-T115",
        regso(REGSO.boundaries(), INCOME | {"Stockholm (Kista)": 1.0}, key=NAMED()),
        BY_NAME,
        TABLE,
        4,
        value="Stockholm (Kista)",
    ),
]
