"""How tables are written: each in the format, encoding and wording of its publisher."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xlsxwriter
from pyproj import Transformer

from data.build.geography import to_metres
from data.build.need import NO_CAR_WITHHELD, REFERENCE_PER_PERSON, WITHHELD, withheld_area
from data.build.plan import KOMMUNER, generator
from data.build.sites import DAYTIME, NEIGHBOURS

if TYPE_CHECKING:
    from pathlib import Path

    from data.build.areas import Areas
    from data.build.people import People

CREATED = datetime(2026, 10, 1)  # noqa: DTZ001 - Excel knows no time zones
CNI_COLUMNS = {
    "under5": "Antal under 5",
    "foreign_born": "Födda utomlands (Östeuropa, Asien, Afrika, Sydamerika)",
    "elderly_alone": "65+ ensamboende",
    "single_parent": "Ensamstående med barn",
    "moved_in": "Nyinflyttade",
    "unemployed": "Arbetslösa 16-64",
    "low_edu": "Låg utbildning 25-64",
    "people": "Befolkning",
}
SITE_COLUMNS = (
    "HSA-id", "Namn", "Typ", "Driftsform", "Kommun", "Sweref99X", "Sweref99Y",
    "Läkare specialist", "ST-läkare", "Listade", "Öppettider", "GSA", "Giltig från", "Giltig till",
    "Rullstol", "Bedömda inom 3 dagar (%)",
)  # fmt: skip


def write_population(folder: Path, people: People) -> None:
    """Write the table by area and age (PxWeb CSV) and the 250 m grid."""
    rng = generator(60)
    lines = ['"Region","Alder","Kon","000007Y7 2024"']
    for code, row in people.areas.iterrows():
        lines.append(f'"{code}_DeSO2025","totalt","1+2",{row["people"]}')
        for age in ("-4", "65-69", "70-74", "75-79", "80-"):
            # Small counts are moved a little, so that parts do not add up: as published.
            shown = max(0, int(row[age]) + int(rng.integers(-1, 2)))
            lines.append(f'"{code}_DeSO2025","{age}","1+2",{shown}')
    _write_text(folder / "folkmangd_deso_2024.csv", lines, "utf-8")
    cells = people.cells
    grid = pd.DataFrame(
        {
            "rutid_scb": [
                f"{e:07d}{n:07d}" for e, n in zip(cells["east"], cells["north"], strict=True)
            ],
            "rutstorl": 250,
            "beftotalt": cells["people"],
            "ald0_4": cells["under5"],
            "ald65_79": cells["age65_79"],
            "ald80w": cells["age80"],
            "referenstid": "2025-12-31",
        }
    )
    _write_csv(grid, folder / "befolkning_250m.csv")


def write_need(folder: Path, need: pd.DataFrame, areas: pd.DataFrame) -> None:
    """Write the need counts as a delivery in Excel, with what is withheld as two dots."""
    with xlsxwriter.Workbook(folder / "cni_2024.xlsx") as book:
        book.set_properties({"created": CREATED, "author": "Exempelbyrån (syntetiska data)"})
        sheet = book.add_worksheet("CNI 2024")
        sheet.write(0, 0, "Underlag till Care Need Index (CNI) per DeSO 2025, Exempellän 2024")
        sheet.write(1, 0, "Syntetiska data. .. = uppgift lämnas inte ut")
        sheet.write_row(2, 0, ["DeSO", *CNI_COLUMNS.values()])
        hidden, (*_, withheld) = withheld_area(areas), WITHHELD
        for line, (code, row) in enumerate(need.sort_index().iterrows(), start=3):
            counts = [
                ".." if code == hidden and key in withheld else int(row[key]) for key in CNI_COLUMNS
            ]
            sheet.write_row(line, 0, [str(code), *counts])
        notes = book.add_worksheet("Information")
        notes.write(0, 0, "Referens, poäng per invånare i riket")
        notes.write(0, 1, REFERENCE_PER_PERSON)
        notes.write(1, 0, "Referenstid")
        notes.write(1, 1, "2024-12-31")


def write_households(folder: Path, households: pd.DataFrame, areas: pd.DataFrame) -> None:
    """Write households by whether they have a car, with one area's withheld."""
    told = households["no_car"].astype(str).mask(areas["name"] == NO_CAR_WITHHELD, "..")
    table = pd.DataFrame(
        {"DeSO": households.index, "Hushåll": households["households"], "Utan bil": told}
    )
    _write_csv(table.sort_values("DeSO"), folder / "hushall_bil_deso_2024.csv", separator=";")


def write_sites(folder: Path, sites: pd.DataFrame, register: pd.DataFrame) -> None:
    """Write the region's list, the neighbour's list and the register of GSA and KSA."""
    metres = to_metres(sites[["x_km", "y_km"]].to_numpy()).round(1)
    with xlsxwriter.Workbook(folder / "vardenheter.xlsx") as book:
        book.set_properties({"created": CREATED, "author": "Region Exempellän (påhittad)"})
        sheet = book.add_worksheet("Vårdenheter")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, SITE_COLUMNS)
        rows: list[dict[Any, Any]] = sites.to_dict("records")
        for line, (site, (east, north)) in enumerate(zip(rows, metres, strict=True), start=1):
            words = [site[key] for key in ("id", "name", "kind", "form", "kommun")]
            sheet.write_row(line, 0, [*words, north, east])
            for column, key in ((7, "specialists"), (8, "trainees"), (9, "listed")):
                if pd.notna(site[key]):
                    sheet.write_number(line, column, site[key])
            sheet.write_row(line, 10, [site["hours"], *(["Ja"] if site["gsa_unit"] else [])])
            sheet.write_datetime(line, 12, site["opened"], day)
            if pd.notna(site["closed"]):
                sheet.write_datetime(line, 13, site["closed"], day)
            if site["wheelchair"]:
                sheet.write_string(line, 14, site["wheelchair"])
            if pd.notna(site["within_3_days"]):
                sheet.write_number(line, 15, site["within_3_days"])
    _write_neighbours(folder)
    register.to_csv(
        folder / "gsa_ksa_register.csv", index=False, encoding="utf-8", lineterminator="\n"
    )


def write_keys(folder: Path, areas: Areas, people: People) -> None:
    """Write the names of the kommuner and the key between the vintages."""
    names = pd.DataFrame({"kod": list(KOMMUNER), "namn": list(KOMMUNER.values())})
    _write_csv(names, folder / "kommuner.csv", separator=";")
    cells = pd.DataFrame({"old": areas.code_2018, "new": areas.code_2025})
    size = cells.groupby("new")["old"].transform("size")
    cells["people"] = people.areas["people"].reindex(cells["new"]).to_numpy() / size
    key = cells.groupby(["old", "new"], as_index=False)["people"].sum()
    share = key["people"] / key.groupby("old")["people"].transform("sum")
    targets = key.groupby("old")["new"].transform("size")
    origins = key.groupby("new")["old"].transform("size")
    change = pd.Series("Oförändrad", index=key.index)
    change[targets > 1] = "Delad"
    change[origins > 1] = "Sammanslagen"
    redrawn = key["old"].isin(set(key["new"])) & key["new"].isin(set(key["old"]))
    moved = key.loc[redrawn & (key["old"] != key["new"]), ["old", "new"]].to_numpy().ravel()
    change[key["old"].isin(moved) & key["new"].isin(moved)] = "Ändrad gräns"
    table = pd.DataFrame(
        {
            "DeSO_2018": key["old"],
            "DeSO_2025": key["new"],
            "Förändring": change,
            "Andel": share.round(4),
        }
    )
    _write_csv(table, folder / "koppling_deso2018_deso2025.csv")


def _write_neighbours(folder: Path) -> None:
    to_degrees = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
    lines = ["id;namn;typ;lat;lon;läkare;listade;öppettider"]
    for number, (site, name, x_km, y_km) in enumerate(NEIGHBOURS):
        lon, lat = to_degrees.transform(*to_metres(np.array([[x_km, y_km]]))[0])
        place = f"{lat:.6f};{lon:.6f}".replace(".", ",")
        physicians = f"{4.2 + 0.4 * number:.1f}".replace(".", ",")
        listed = 4100 + 350 * number
        lines.append(f"{site};{name};Vårdcentral;{place};{physicians};{listed};{DAYTIME}")
    _write_text(folder / "grannlan_vardcentraler.csv", lines, "cp1252")


def _write_csv(table: pd.DataFrame, path: Path, *, separator: str = ",") -> None:
    table.to_csv(path, index=False, sep=separator, encoding="utf-8-sig", lineterminator="\n")


def _write_text(path: Path, lines: list[str], encoding: str) -> None:
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
