"""Which places an area's people are put on: the best that the study gives, and what fills in.

A populated grid, buildings, and streets tell where people live, the first best. An area that one
of them tells nothing of is placed by the next; one that none does is a point inside it. All of
them only say where: how many is the statistics table's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

import geopandas as gpd
import pandas as pd

from geoaccess.layers.building_places import building_places
from geoaccess.layers.grid_places import grid_places
from geoaccess.layers.street_places import street_places
from geoaccess.messages import N_, Phrase
from geoaccess.study.model import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable
    from geoaccess.sources.streets import Streets

__all__ = ["Places", "candidates"]

_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
_WORDS: Mapping[PlaceKind, Phrase] = {
    "grid": Phrase(N_("a populated cell")),
    "buildings": Phrase(N_("a building")),
    "streets": Phrase(N_("a street with homes")),
}
_BY: Mapping[PlaceKind, Phrase] = {
    "buildings": Phrase(N_("their buildings")),
    "streets": Phrase(N_("their streets")),
}
# Areas that end as one point, by what was to place them.
_ONE_POINT: Mapping[PlaceKind, str] = {
    "grid": "GA-L020",
    "buildings": "GA-L414",
    "streets": "GA-L027",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What tells where people live, each None where the study does not give it.

    `by` is the best that is used: what comes before it is not.
    """

    grid: SourceTable | None = None
    buildings: SourceTable | None = None
    streets: Streets | None = None
    by: PlaceKind = "grid"

    @property
    def kinds(self) -> tuple[PlaceKind, ...]:
        """What is given and used, the best first."""
        used = _KINDS[_KINDS.index(self.by) :]
        return tuple(kind for kind in used if getattr(self, kind) is not None)

    @property
    def file(self) -> str:
        """The file that tells best; streets are no table of places and have none."""
        first = getattr(self, self.kinds[0]) if self.kinds else None
        return "" if first is None or first is self.streets else str(first.provenance.path)


def candidates(areas: gpd.GeoDataFrame, places: Places, found: NoticeList) -> gpd.GeoDataFrame:
    """Places of every area with relative weights, and in `found` what placed them.

    Returns
    -------
    GeoDataFrame
        ``point_id``, ``area_id``, ``placed_by``, ``weight_people`` and, where the place tells it
        of an age group, ``weight_<group>``; at least one row per area.
    """
    placed: list[gpd.GeoDataFrame] = []
    rest = areas
    for kind in places.kinds:
        made = _places_of(kind, rest, places, found) if len(rest) else []
        have = set().union(*(set(part["area_id"]) for part in made))
        if kind != places.kinds[0] and have:
            _tell_filled(places, kind, rest.loc[rest.index.isin(have)], found)
        if kind == "buildings" and kind != places.kinds[0]:
            _tell_few(places, have, found)
        placed += made
        rest = rest.loc[~rest.index.isin(have)]
    _tell_first(areas, rest, placed, places, found)
    if len(rest):
        placed.append(_inside_points(rest))
    return gpd.GeoDataFrame(pd.concat(placed, ignore_index=True), crs=areas.crs)


def _places_of(
    kind: PlaceKind, areas: gpd.GeoDataFrame, places: Places, found: NoticeList
) -> list[gpd.GeoDataFrame]:
    if kind == "grid":
        return grid_places(areas, cast("SourceTable", places.grid), found)
    if kind == "buildings":
        buildings = cast("SourceTable", places.buildings)
        first = places.kinds[0] == "buildings"
        return [_numbered(building_places(areas, buildings, found, alone=first), "building")]
    along = street_places(areas, cast("Streets", places.streets))
    return [_numbered(along.rename(columns={"metres": "weight"}), "street")]


def _numbered(rows: gpd.GeoDataFrame, placed_by: str) -> gpd.GeoDataFrame:
    """Places with ids of their own: the area's code and a running number in it."""
    number = rows.groupby("area_id").cumcount() + 1
    return gpd.GeoDataFrame(
        {
            "point_id": rows["area_id"] + f"-{placed_by}-" + number.astype(str).str.zfill(3),
            "area_id": rows["area_id"],
            "placed_by": placed_by,
            "weight_people": rows["weight"],
        },
        geometry=rows.geometry,
        crs=rows.crs,
    )


def _inside_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "point_id": areas.index + "-inside",
            "area_id": areas.index,
            "placed_by": "inside_point",
            "weight_people": 1.0,
        },
        geometry=areas.representative_point().to_numpy(),
        crs=areas.crs,
    )


def _tell_filled(
    places: Places, kind: PlaceKind, areas: gpd.GeoDataFrame, found: NoticeList
) -> None:
    found.add(
        "GA-L413",
        file=places.file,
        what=_WORDS[places.kinds[0]],
        by=_BY[kind],
        n=len(areas),
        people=_people(areas),
    )


def _tell_few(places: Places, have: set[str], found: NoticeList) -> None:
    """A file that is given and hardly used is not to be thought to place everybody."""
    buildings = cast("SourceTable", places.buildings)
    found.add("GA-L420", file=buildings.provenance.path, n=len(have))


def _tell_first(
    areas: gpd.GeoDataFrame,
    rest: gpd.GeoDataFrame,
    placed: list[gpd.GeoDataFrame],
    places: Places,
    found: NoticeList,
) -> None:
    """Say what stands in a grid's place, and how many it does not tell of."""
    first = places.kinds[0] if places.kinds else "streets"
    if first == "streets" and len(rest) == len(areas):
        found.add("GA-L025", n=len(rest))
        return
    if first == "streets":
        found.add("GA-L026", points=sum(map(len, placed)), n=len(areas) - len(rest))
    if len(rest):
        found.add(_ONE_POINT[first], file=places.file, n=len(rest), people=_people(rest))


def _people(areas: gpd.GeoDataFrame) -> int:
    return round(float(areas["people"].sum()))
