"""Who lives where: people per area, per 250 m cell and per age."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from data.build.geography import to_metres
from data.build.network import NOT_FOR_CARS
from data.build.plan import COUNTRYSIDE, TINY_PEOPLE, TOWNS, generator

if TYPE_CHECKING:
    from data.build.network import Network

CELL_M = 250
PEOPLE_PER_COUNTRY_CELL = 14
AGES = ("-4", "65-69", "70-74", "75-79", "80-")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """People per area (the statistics) and per cell (the grid); the two differ a little."""

    areas: pd.DataFrame
    cells: pd.DataFrame


def settle_people(
    table: pd.DataFrame, shapes: dict[str, shapely.Geometry], network: Network
) -> People:
    """Give each area its people and put them in the cells that streets lead to."""
    rng = generator(30)
    areas = _people_per_area(table, rng)
    candidates = _candidate_cells(shapes, network)
    people = {str(code): int(count) for code, count in areas["people"].items()}
    filled = [
        _fill_area(str(code), people[str(code)], rows, rng)
        for code, rows in candidates.groupby("code")
    ]
    cells = pd.concat(filled, ignore_index=True)
    cells = cells.sort_values(["north", "east"]).reset_index(drop=True)
    return People(areas=areas, cells=_with_ages(cells, areas, rng))


def _people_per_area(table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    people = []
    for place, part in zip(table["place"].to_list(), table["part"].to_list(), strict=True):
        if place == 0 and part == TOWNS[0].areas:
            people.append(TINY_PEOPLE)
        elif place >= len(TOWNS):
            people.append(COUNTRYSIDE[place - len(TOWNS)].people)
        else:
            people.append(int(rng.uniform(980, 1420)))
    areas = table.assign(people=people)
    old = np.where(areas["letter"] == "A", 0.075, 0.055) * rng.lognormal(0, 0.18, len(areas))
    shares = {
        "-4": np.clip(rng.normal(0.050, 0.006, len(areas)), 0.03, 0.08),
        "65-69": 0.058 * rng.lognormal(0, 0.1, len(areas)),
        "70-74": 0.055 * rng.lognormal(0, 0.1, len(areas)),
        "75-79": 0.048 * rng.lognormal(0, 0.12, len(areas)),
        "80-": old,
    }
    counts = {age: np.round(share * areas["people"]).astype(int) for age, share in shares.items()}
    return areas.assign(**counts)


def _candidate_cells(shapes: dict[str, shapely.Geometry], network: Network) -> pd.DataFrame:
    """Give the cells with their centre in an area and a street for cars close by."""
    west, south, east, north = shapely.total_bounds(list(shapes.values()))
    x, y = np.meshgrid(
        np.arange(west // CELL_M * CELL_M, east, CELL_M),
        np.arange(south // CELL_M * CELL_M, north, CELL_M),
    )
    corners = np.column_stack([x.ravel(), y.ravel()])
    centres = np.asarray(shapely.points(corners + CELL_M / 2), dtype=object)
    codes = np.array(list(shapes))
    point, area = shapely.STRtree(list(shapes.values())).query(centres, predicate="within")
    positions = to_metres(network.points())
    lines = [
        shapely.LineString(positions[nodes])
        for nodes, tags in network.ways
        if "highway" in tags
        and tags["highway"] not in NOT_FOR_CARS
        and not tags["highway"].startswith("motorway")
        and "access" not in tags
    ]
    tree = shapely.STRtree(lines)
    near, distance = tree.query_nearest(
        centres[point], max_distance=400, return_distance=True, all_matches=False
    )
    return pd.DataFrame(
        {
            "east": corners[point[near[0]], 0].astype(int),
            "north": corners[point[near[0]], 1].astype(int),
            "code": codes[area[near[0]]],
            "street_m": distance,
        }
    )


def _fill_area(
    code: str, people: int, candidates: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    in_country = code[4] == "A"
    close = candidates[candidates["street_m"] < (110 if in_country else 170)]
    if in_country:
        wanted = min(len(close), max(5, people // PEOPLE_PER_COUNTRY_CELL))
        close = close.iloc[np.sort(rng.choice(len(close), wanted, replace=False))]
    attraction = rng.lognormal(0, 0.75 if in_country else 0.5, len(close))
    # The grid is another year's statistics than the table: a few per cent more or fewer.
    total = people if people < 50 else round(people * rng.normal(0.995, 0.012))
    counts = rng.multinomial(total, attraction / attraction.sum())
    return close.assign(people=counts)[counts > 0]


def _with_ages(cells: pd.DataFrame, areas: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    share = areas[list(AGES)].div(areas["people"], axis=0).loc[cells["code"]].to_numpy()
    middle_old = share[:, 1:4].sum(axis=1)
    children = rng.binomial(cells["people"], share[:, 0])
    oldest = rng.binomial(cells["people"] - children, share[:, 4])
    older = rng.binomial(cells["people"] - children - oldest, middle_old)
    return cells.assign(under5=children, age65_79=older, age80=oldest)
