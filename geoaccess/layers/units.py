"""Units of responsibility: kommuner, and stadsdelsområden where a city is cut into them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoaccess.errors import NoticeList
    from geoaccess.sources import SourceTable
    from geoaccess.study import Study

__all__ = ["build_units", "name_units_of_areas", "unit_slug"]


_SLUG = re.compile(r"\d{4}-[a-z0-9-]{1,60}")


def unit_slug(kommun_code: str, name: str) -> str:
    """Id of a unit: the kommun's code and an ASCII slug of the name.

    The code keeps apart names that become the same in ASCII (Habo, Håbo).

    Examples
    --------
    >>> unit_slug("0305", "Håbo"), unit_slug("0643", "Habo")
    ('0305-habo', '0643-habo')
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:40]
    return f"{kommun_code}-{slug}" if slug and slug != kommun_code else kommun_code


def build_units(
    study: Study,
    areas: gpd.GeoDataFrame,
    kommuner: SourceTable | None,
    districts: SourceTable | None,
    found: NoticeList,
) -> gpd.GeoDataFrame:
    """Units that partition the region: a city cut into districts is no unit beside them.

    Raises
    ------
    InputError
        If a replaced kommun has no areas, or two units get the same id.
    """
    given = study.inputs.districts
    replaced = set(given.replaces) if given else set()
    unknown = replaced.difference(areas["kommun_code"])
    if unknown and given:
        raise InputError.of("GA-L010", file=given.path.as_posix(), value=", ".join(sorted(unknown)))
    names = study.kommun_names | ({} if kommuner is None else _names(kommuner))
    parts = [_kommun_units(areas, replaced, names)]
    if districts is not None and given is not None:
        parts.append(_district_units(districts, given.replaces, names))
    for code in sorted(set(areas["kommun_code"]) - set(names)):
        found.add("GA-L012", file="" if kommuner is None else kommuner.provenance.path, value=code)
    units = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=areas.crs)
    twice = units.loc[units["unit_id"].duplicated(), "unit_id"]
    if len(twice):
        file = "" if given is None else given.path.as_posix()
        raise InputError.of("GA-L011", file=file, value=twice.iloc[0])
    return units.set_index("unit_id").sort_index()


def _kommun_units(
    areas: gpd.GeoDataFrame,
    replaced: set[str],
    names: Mapping[str, str],
) -> gpd.GeoDataFrame:
    kept = areas.loc[~areas["kommun_code"].isin(replaced), ["kommun_code", "geometry"]]
    # Statistical areas follow kommun borders, so their union is the kommun.
    merged = kept.dissolve("kommun_code").reset_index()
    merged["name"] = [names.get(code, code) for code in merged["kommun_code"]]
    merged["unit_id"] = [
        unit_slug(code, name)
        for code, name in zip(merged["kommun_code"], merged["name"], strict=True)
    ]
    merged["kommun_name"] = merged["name"]
    merged["kind"] = "kommun"
    return merged


def _names(kommuner: SourceTable) -> dict[str, str]:
    frame = kommuner.frame
    return dict(zip(frame["kommun_code"], frame["name"], strict=True))


def _district_units(
    districts: SourceTable, replaces: tuple[str, ...], names: Mapping[str, str]
) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(districts.frame)
    if "kommun_code" not in frame:
        frame["kommun_code"] = [_kommun_of(unit, replaces) for unit in frame["unit_id"]]
    if "name" not in frame:
        frame["name"] = frame["unit_id"]
    # A publisher's own id may be a name or look official; ours tells the kommun.
    frame["unit_id"] = [
        unit if _SLUG.fullmatch(unit) else unit_slug(code, unit)
        for unit, code in zip(frame["unit_id"], frame["kommun_code"], strict=True)
    ]
    frame["kommun_name"] = [names.get(code, code) for code in frame["kommun_code"]]
    frame["kind"] = "stadsdelsomrade"
    return frame[["unit_id", "name", "kommun_code", "kommun_name", "kind", "geometry"]]


def _kommun_of(unit_id: str, replaces: tuple[str, ...]) -> str:
    return next((code for code in replaces if unit_id.startswith(code)), replaces[0])


def name_units_of_areas(
    areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame, found: NoticeList
) -> gpd.GeoDataFrame:
    """Give each area the unit where most of its people live; areas need not nest in units."""
    people = points.groupby(["area_id", "unit_id"])["people"].sum().reset_index()
    people = people.sort_values(["area_id", "people", "unit_id"], ascending=[True, False, True])
    first = people.drop_duplicates("area_id").set_index("area_id")
    parts = people.loc[people["people"] > 0].groupby("area_id")["unit_id"].nunique()
    straddling = parts.index[parts > 1]
    if len(straddling):
        found.add("GA-L013", n=len(straddling), areas=", ".join(straddling[:5]))
    return areas.assign(unit_id=first["unit_id"].reindex(areas.index))
