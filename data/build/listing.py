"""Where people are listed: mostly near home, and from one kommun also in the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from data.build.geography import to_metres
from data.build.plan import KOMMUNER
from data.build.sites import CENTRE, NEIGHBOURS, open_centres

if TYPE_CHECKING:
    from pathlib import Path

    from data.build.people import People

COMMUTERS = "9904"
COMMUTED_TO = ("Norrtulls vårdcentral", "9901-norra")
SHARE_COMMUTING = 0.12
SHARE_LISTED = 0.975
WITHHELD_BELOW = 5
OUTSIDE = "SE2399000099-X001"
# Who lives in no area of the county, by the site's number in the list.
STRANGERS = ((1, 214), (13, 87), (18, 33))
_NEAREST = 5
_HALF_KM = 3.0
_ROUNDS = 60
_LISTED_AT_NEIGHBOURS = 320
_DIGITAL_SHARE = 0.015
_OUTSIDE_SHARE = 0.006


def list_people(
    people: People, shapes: dict[str, shapely.Geometry], sites: pd.DataFrame
) -> pd.DataFrame:
    """Give ``area``, ``site`` and ``listed`` (people), exact, in order.

    People choose among the nearest sites, so that each site comes near the number that the
    region's list states for it; then some of one kommun are listed in the city instead.
    """
    ours = open_centres(sites)
    ours = ours.loc[ours["kind"] == CENTRE]
    ids = [*ours["id"], *(site for site, *_ in NEIGHBOURS)]
    at = [*ours[["x_km", "y_km"]].to_numpy().tolist(), *([x, y] for _, _, x, y in NEIGHBOURS)]
    wanted = np.array([*ours["listed"], *[_LISTED_AT_NEIGHBOURS] * len(NEIGHBOURS)], dtype=float)
    count = people.areas["people"].sort_index()
    km = _km(shapes, list(count.index), to_metres(np.array(at)))
    # All who go to the city from there are those that are put there below.
    in_city = np.array([*(ours["kommun"] == KOMMUNER["9901"]), *[False] * len(NEIGHBOURS)])
    km[np.ix_(count.index.str.startswith(COMMUTERS), in_city)] = np.inf
    flows = _flows(km, count, wanted)
    table = pd.DataFrame(flows, index=count.index, columns=ids)
    city = ours.loc[ours["name"] == COMMUTED_TO[0], "id"].iloc[0]
    mine = table.index.str.startswith(COMMUTERS)
    going = SHARE_COMMUTING * table.loc[mine].sum(axis=1)
    table.loc[mine] *= 1 - SHARE_COMMUTING
    table.loc[mine, city] += going
    digital = sites.loc[sites["kind"] == "Digital vårdcentral", "id"].iloc[0]
    table[digital] = _DIGITAL_SHARE * count
    table[OUTSIDE] = _OUTSIDE_SHARE * count
    whole = table.round().astype(int).rename_axis("area").reset_index()
    rows = whole.melt(id_vars="area", var_name="site", value_name="listed")
    return rows.loc[rows["listed"] > 0].sort_values(["area", "site"]).reset_index(drop=True)


def write_listing(folder: Path, listed: pd.DataFrame, sites: pd.DataFrame) -> None:
    """Write the counts as a region delivers them: small ones withheld, strangers without area."""
    lines = ["DeSO;HSA-id;Listade"]
    for area, site, n in listed.itertuples(index=False):
        lines.append(f"{area};{site};{n if n >= WITHHELD_BELOW else '<5'}")
    lines += [f";{sites['id'].iloc[number - 1]};{n}" for number, n in STRANGERS]
    text = "\ufeff" + "\n".join(lines) + "\n"
    (folder / "listning.csv").write_bytes(text.encode())


def planted_listing(listed: pd.DataFrame, sites: pd.DataFrame) -> dict[str, str | int]:
    """What must come out of the commuters: as the file tells it, small cells left out."""
    mine = listed.loc[listed["area"].str.startswith(COMMUTERS)]
    told = mine.loc[mine["listed"] >= WITHHELD_BELOW]
    city = sites.loc[sites["name"] == COMMUTED_TO[0], "id"].iloc[0]
    return {
        "unit": COMMUTERS,
        "to_unit": COMMUTED_TO[1],
        "to_site": str(city),
        "listed_there": int(told.loc[told["site"] == city, "listed"].sum()),
        "listed": int(told["listed"].sum()),
        "withheld_cells": len(mine) - len(told),
        "rows": len(listed) + len(STRANGERS),
        "outside": OUTSIDE,
        "without_area": sum(n for _, n in STRANGERS),
        "why": "One in eight is listed in the city, where hardly anyone has the nearest site.",
    }


def _km(
    shapes: dict[str, shapely.Geometry], codes: list[str], sites: np.ndarray[tuple[int, int]]
) -> np.ndarray[tuple[int, int]]:
    middles = shapely.get_coordinates(shapely.centroid([shapes[code] for code in codes]))
    return np.hypot(*(middles[:, None, axis] - sites[None, :, axis] for axis in (0, 1))) / 1000


def _flows(
    km: np.ndarray[tuple[int, int]], people: pd.Series, wanted: np.ndarray[tuple[int]]
) -> np.ndarray[tuple[int, int]]:
    """People by area and site: their sums by area kept, those by site brought near the list's."""
    limit = np.sort(km, axis=1)[:, [_NEAREST - 1]]
    flows = np.where(km <= limit, 0.5 ** (km / _HALF_KM), 0.0)
    rows = SHARE_LISTED * people.to_numpy(float)
    for _ in range(_ROUNDS):
        at_site = flows.sum(axis=0)
        flows *= np.divide(wanted, at_site, out=np.zeros_like(wanted), where=at_site > 0)
        flows *= (rows / flows.sum(axis=1))[:, None]
    return flows
