"""Which statistical areas and units the mesh makes, in both vintages, and how they connect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.build.plan import COUNTRYSIDE, TOWNS

if TYPE_CHECKING:
    from data.build.geography import Mesh

Codes = npt.NDArray[np.str_]

SPLIT_PARENTS = 10
MERGED_PAIRS = 2
STRADDLING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """The areas of 2025 as a table, and for each cell of the mesh its code in each vintage."""

    table: pd.DataFrame
    code_2025: Codes
    code_2018: Codes
    stadsdel: Codes


def number_areas(mesh: Mesh) -> Areas:
    """Give every area its DeSO code, south to north inside each letter, and its older self."""
    table = _areas_with_codes(mesh)
    code_of = {(row.place, row.part): row.Index for row in table.itertuples()}
    keys = zip(mesh.place.tolist(), mesh.part.tolist(), strict=True)
    code_2025 = np.array([code_of[key] for key in keys])
    return Areas(
        table=table,
        code_2025=code_2025,
        code_2018=_older_codes(mesh, table, code_2025),
        stadsdel=_stadsdelar(mesh, code_2025),
    )


def dissolve(mesh: Mesh, codes: Codes) -> dict[str, shapely.Geometry]:
    """Join the cells of each code; shared borders stay shared to the last vertex."""
    return {
        str(code): shapely.normalize(shapely.coverage_union_all(mesh.cells[codes == code]))
        for code in sorted(set(codes) - {""})
    }


def _areas_with_codes(mesh: Mesh) -> pd.DataFrame:
    cells = pd.DataFrame({"place": mesh.place, "part": mesh.part})
    cells[["x_km", "y_km"]] = mesh.points_km
    table = cells.groupby(["place", "part"], as_index=False).mean()
    places = [*TOWNS, *COUNTRYSIDE]
    table["name"] = [places[p].name for p in table["place"]]
    table["kommun"] = [places[p].kommun for p in table["place"]]
    table["letter"] = [TOWNS[p].letter if p < len(TOWNS) else "A" for p in table["place"]]
    table = table.sort_values(["kommun", "letter", "y_km"]).reset_index(drop=True)
    number = table.groupby(["kommun", "letter"]).cumcount() + 1
    # A001.., C101..; every B locality has a hundred of its own: B201, B301, ...
    running = np.select(
        [table["letter"] == "A", table["letter"] == "C"],
        [number, 100 + number],
        100 * (1 + number) + 1,
    )
    table["code"] = [
        f"{kommun}{letter}{value:03d}0"
        for kommun, letter, value in zip(table["kommun"], table["letter"], running, strict=True)
    ]
    return _with_split_codes(table).set_index("code").sort_index()


def _with_split_codes(table: pd.DataFrame) -> pd.DataFrame:
    """Let some neighbours in the city share an older parent: they differ in the last digit."""
    codes = table["code"].to_numpy(copy=True)
    table["parent"] = table["code"]
    city = table.index[(table["name"] == "Exempelstad") & (table["part"] < TOWNS[0].areas)]
    outer = table.loc[city].assign(
        angle=lambda t: np.arctan2(t["y_km"] - TOWNS[0].y_km, t["x_km"] - TOWNS[0].x_km),
        ring=lambda t: np.hypot(t["y_km"] - TOWNS[0].y_km, t["x_km"] - TOWNS[0].x_km),
    )
    outer = outer.sort_values("ring").tail(2 * SPLIT_PARENTS).sort_values("angle")
    for first, second in zip(outer.index[::2], outer.index[1::2], strict=True):
        stem = codes[first][:-1]
        table.loc[[first, second], "parent"] = f"{stem}0"
        table.loc[first, "code"], table.loc[second, "code"] = f"{stem}1", f"{stem}2"
    return table


def _older_codes(mesh: Mesh, table: pd.DataFrame, code_2025: Codes) -> Codes:
    older: Codes = table["parent"].reindex(code_2025).to_numpy(dtype=str).copy()
    # Two areas of 2025 were two areas each before: the northern half had a code of its own.
    for name, new in (("Hammarsjö", "9902A0910"), ("Söderhult", "9901A0910"))[:MERGED_PAIRS]:
        code = table.index[table["name"] == name][0]
        own = older == code
        middle = np.median(mesh.points_km[own, 1])
        older[own & (mesh.points_km[:, 1] > middle)] = new
    # Same code in both vintages, but the border between the two was redrawn.
    west = table.index[table["name"] == "Norrängen"][0]
    east = table.index[table["name"] == "Björkeby"][0]
    border = (older == west) & (mesh.points_km[:, 0] > 29.6)
    older[border] = east
    return older


def _stadsdelar(mesh: Mesh, code_2025: Codes) -> Codes:
    """Cut the city in three from its centre; the cuts do not follow the areas everywhere."""
    stadsdel = np.full(len(code_2025), "", dtype="U12")
    city = np.char.startswith(code_2025.astype(str), "9901")
    from_centre = mesh.points_km[city] - np.array([TOWNS[0].x_km, TOWNS[0].y_km])
    angle = np.degrees(np.arctan2(from_centre[:, 1], from_centre[:, 0])) % 360
    stadsdel[city] = np.select(
        [(angle >= 50) & (angle < 190), (angle >= 190) & (angle < 300)],
        ["9901-norra", "9901-sodra"],
        "9901-ostra",
    )
    kept_straddling = 0
    for code in sorted(set(code_2025[city]), key=lambda c: (c[4] != "C", c)):
        own = city & (code_2025 == code)
        names, counts = np.unique(stadsdel[own], return_counts=True)
        if kept_straddling < STRADDLING and len(names) > 1 and counts.min() > 0.25 * counts.sum():
            kept_straddling += 1
            continue
        # The others go whole to the stadsdel most of their cells lie in.
        stadsdel[own] = names[np.argmax(counts)]
    return stadsdel
