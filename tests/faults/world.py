"""A good small study as plain values, which a test bends and then writes to files.

Twelve areas in two kommuner, a grid, people and need, nine sites, a register and travel times:
every file is good, and nothing is told of it but what `BASELINE` names.
"""

from __future__ import annotations

import copy
import csv
import io
import json
from dataclasses import dataclass, field

EAST, NORTH, SIDE = 600_000, 6_700_000, 1000
AREAS = [f"0114C10{k}0" for k in range(1, 7)] + [f"0115A00{k}0" for k in range(1, 7)]
PEOPLE = [1510, 1623, 1388, 1702, 1455, 1599, 812, 901, 774, 868, 930, 845]
ELDERS = [240, 310, 205, 190, 260, 333, 210, 188, 170, 222, 241, 199]
OLDEST = [60, 90, 41, 52, 66, 91, 55, 47, 39, 61, 70, 50]
NAMES = [
    "Väsby vårdcentral",
    "Åkerby vårdcentral",
    "Norra husläkarna",
    "Södra husläkarna",
    "Öby vårdcentral",
    "Kyrkby vårdcentral",
    "Ängens filial",
    "Skogsvårdcentralen",
    "Strandens vårdcentral",
]
STUDY = """
[study]
id = "litet"
name = "Litet län"
region = "Region Litet"
date = 2026-10-01
[inputs.areas]
path = "areas.geojson"
columns = {{ area_id = "desokod", kommun_code = "kommunkod" }}
vintage = "DeSO 2025"
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
{areas}
[inputs.kommuner]
path = "kommuner.csv"
columns = {{ kommun_code = "kod", name = "namn" }}
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
[[inputs.statistics]]
path = "people.csv"
columns = {{ area_id = "Region" }}
pivot = "Alder"
value_column = "Antal 2025"
vintage = "DeSO 2025, 2025-12-31"
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
values = {{ people = ["totalt"], age_65plus = ["65-79", "80-"], age_80plus = ["80-"] }}
[[inputs.statistics]]
path = "need.csv"
columns = {{ area_id = "deso", unemployed = "Arbetslösa", income = "Inkomst" }}
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
{need}
[inputs.grid]
path = "grid.csv"
columns = {{ cell_id = "rutid", people = "antal" }}
cell_size = 500
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
[[inputs.sites]]
path = "sites.csv"
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
{sites}
[inputs.sites.columns]
site_id = "id"
name = "namn"
care_type = "typ"
east = "E"
north = "N"
fte_spec = "läkare"
fte_st = "st"
listed = "listade"
valid_from = "från"
valid_to = "till"
[inputs.register]
path = "register.csv"
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
[[inputs.times]]
path = "times.csv"
mode = "car"
source = "Påhittad"
licence = "CC0"
sensitivity = "open"
[supply]
capacity = "fte"
expected_sites = {{ number = 9, source = "Påhittad", date = 2026-10-01 }}
[modes.car]
[need]
recipe = "index"
components = [ {{ column = "unemployed" }}, {{ column = "income", per = "none", direction = -1 }} ]
"""


def corner(k: int) -> tuple[int, int]:
    """South-western corner of the k-th area: two rows of six."""
    return EAST + SIDE * (k % 6), NORTH + SIDE * (k // 6)


@dataclass
class Table:
    """A table to be written as CSV, and how."""

    rows: list[dict[str, str]]
    delimiter: str = ","
    encoding: str = "utf-8"
    above: list[str] = field(default_factory=list)
    line_end: str = "\n"

    @property
    def first_line(self) -> int:
        """The file's line of the first row."""
        return len(self.above) + 2

    def column(self, name: str) -> list[str]:
        return [row[name] for row in self.rows]

    def text(self) -> str:
        out = io.StringIO(newline="")
        out.write("".join(line + self.line_end for line in self.above))
        writer = csv.DictWriter(
            out, list(self.rows[0]), delimiter=self.delimiter, lineterminator=self.line_end
        )
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def raw(self) -> bytes:
        return self.text().encode(self.encoding)


@dataclass
class World:
    """Everything of the study; `raw` replaces a file's bytes, `settings` fills the study file."""

    features: list[dict]
    tables: dict[str, Table]
    crs: str | None = "urn:ogc:def:crs:EPSG::3006"
    raw: dict[str, bytes] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def copy(self) -> World:
        return copy.deepcopy(self)

    def write(self, folder) -> str:
        """Write the files; gives the study file's text."""
        collection = {"type": "FeatureCollection", "features": self.features}
        if self.crs is not None:
            collection["crs"] = {"type": "name", "properties": {"name": self.crs}}
        files = {"areas.geojson": json.dumps(collection, ensure_ascii=False).encode()}
        files |= {f"{name}.csv": table.raw() for name, table in self.tables.items()}
        for name, content in (files | self.raw).items():
            (folder / name).write_bytes(content)
        return STUDY.format(**({"areas": "", "need": "", "sites": ""} | self.settings))


def square(x: float, y: float, side: float = SIDE) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def good_world() -> World:
    features = [
        {
            "type": "Feature",
            "properties": {"desokod": area, "kommunkod": area[:4]},
            "geometry": {"type": "Polygon", "coordinates": [square(*corner(k))]},
        }
        for k, area in enumerate(AREAS)
    ]
    people = [
        {"Region": f"{area}_DeSO2025", "Alder": group, "Antal 2025": str(count)}
        for area, counts in zip(AREAS, zip(PEOPLE, ELDERS, OLDEST, strict=True), strict=True)
        for group, count in (
            ("totalt", counts[0]),
            ("65-79", counts[1] - counts[2]),
            ("80-", counts[2]),
        )
    ]
    need = [
        {"deso": area, "Arbetslösa": str(30 + 7 * k), "Inkomst": f"{300 + 11.25 * k:.2f}"}
        for k, area in enumerate(AREAS)
    ]
    grid = [
        {
            "rutid": f"{x + dx:07d}{y + dy:07d}",
            "antal": str(PEOPLE[k] // 4 + (PEOPLE[k] % 4) * last),
        }
        for k in range(12)
        for x, y in [corner(k)]
        for last, (dx, dy) in enumerate([(0, 0), (500, 0), (0, 500), (500, 500)])
        if last < 3 or PEOPLE[k]
    ]
    return World(
        features=features,
        tables={
            "people": Table(people),
            "need": Table(need),
            "grid": Table(_counted(grid)),
            "sites": Table(_sites()),
            "kommuner": Table(
                [{"kod": "0114", "namn": "Väsby"}, {"kod": "0115", "namn": "Vallby"}]
            ),
            "register": Table(
                [
                    {"unit_id": "0114", "gsa_site_id": "V1", "ksa_function": "Enheten"},
                    {"unit_id": "0115", "gsa_site_id": "V7", "ksa_function": "Staben"},
                ]
            ),
            "times": Table(_times(grid)),
        },
    )


def _counted(grid: list[dict[str, str]]) -> list[dict[str, str]]:
    """Cells that sum to the table's people, area by area."""
    for k, total in enumerate(PEOPLE):
        cells = grid[4 * k : 4 * k + 4]
        for cell in cells:
            cell["antal"] = str(total // 4)
        cells[-1]["antal"] = str(total - 3 * (total // 4))
    return grid


def _sites() -> list[dict[str, str]]:
    return [
        {
            "id": f"V{k + 1}",
            "namn": name,
            "typ": "filial" if "filial" in name else "vardcentral",
            "E": str(corner(k)[0] + 433 + 7 * k),
            "N": str(corner(k)[1] + 377 + 11 * k),
            "läkare": f"{3 + k % 4}.5",
            "st": str(1 + k % 2),
            "listade": str(4200 + 310 * k),
            "från": "2015-03-01",
            "till": "",
        }
        for k, name in enumerate(NAMES)
    ]


def _times(grid: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {
            "from_id": cell["rutid"],
            "to_id": f"V{s + 1}",
            "travel_time": f"{2 + abs(k // 4 - s) * 1.5 + (k % 4) * 0.25:.2f}",
        }
        for k, cell in enumerate(grid)
        for s in range(9)
    ]
