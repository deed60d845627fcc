"""Statistical areas with their people, need counts and settlement class."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import geopandas as gpd

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.regso import (
    REGSO_COLUMNS,
    by_area,
    input_of,
    is_by_regso,
    refuse_mixed,
    regso_key,
)
from geoaccess.layers.spread import by_kommun, spread_of
from geoaccess.messages.counts import COUNT_WORDS
from geoaccess.sources.vintage import bridge, vintage_of
from geoaccess.tables import CNI_COUNTS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geoaccess.sources import SourceTable
    from geoaccess.study import Study

__all__ = ["build_areas", "name_by_places", "settlement_class"]

# SCB moves counts by a few (cell key method), so a part may top its whole by that much.
_NOISE_SHARE, _NOISE_COUNT = 0.02, 10
_PARTS = (
    *((name, "people") for name in (*GROUPS, *CNI_COUNTS)),
    ("age_80plus", "age_65plus"),
)

# Four digits of the kommun, a letter for the kind of place, a running number (DOMAIN: DeSO).
_DESO = re.compile(r"^(\d{4})([ABC])\d{4}$")


def settlement_class(area_id: str, study: Study) -> str | None:
    """Settlement class of an area: named as an island, else by the DeSO code's letter.

    C in a kommun listed as big city is S. None where neither the code nor the study says.
    """
    if area_id in study.settlement.islands:
        return "island"
    code = _DESO.match(area_id)
    if code is None:
        return study.settlement.default
    kommun, letter = code.groups()
    return "S" if letter == "C" and kommun in study.settlement.big_city_kommuner else letter


def build_areas(
    study: Study,
    boundaries: SourceTable,
    statistics: Sequence[SourceTable],
    found: NoticeList,
    *,
    key_file: SourceTable | None = None,
    grid: SourceTable | None = None,
) -> gpd.GeoDataFrame:
    """Join boundaries and statistics; each area carries the statistics table's people.

    A table by RegSO or kommun gives each area the value of the one it lies in, or its part of
    the count; `key_file` tells which RegSO that is where the boundaries do not, and the people
    of `grid` may be what counts are shared out by.

    Raises
    ------
    InputError
        If an area has no people on record, vintages differ, or a settlement class is unknown.
    """
    areas = gpd.GeoDataFrame(boundaries.frame.set_index("area_id").sort_index())
    if "kommun_code" not in areas:
        areas["kommun_code"] = areas.index.str[:4]
    if "name" not in areas:
        areas["name"] = areas.index
    areas["name"] = areas["name"].fillna(areas.index.to_series())
    areas = areas.drop(columns=list(REGSO_COLUMNS), errors="ignore")
    key = regso_key(boundaries, key_file, found) if _any_by_regso(study, statistics) else None
    inherited: list[str] = []
    # What is shared out is shared out by what the other tables say.
    for table in sorted(statistics, key=lambda one: _is_spread(study, one)):
        given = input_of(study, table)
        if given is None or given.level == "area":
            _refuse_other_vintage(boundaries, table)
            areas = _join(areas, table, found)
            continue
        file = table.provenance.path
        spread = spread_of(given, areas, grid, file=file)
        if given.level == "kommun":
            numbers = by_kommun(table, areas["kommun_code"], spread, found)
            shared = True
        else:
            numbers = by_area(table, key, found, spread)
            shared = key is not None and key.has_several
        own = [str(c) for c in numbers.columns if spread.weight is None or c not in spread.counts]
        inherited += own if shared else []
        areas = _joined(areas, numbers, table)
    refuse_mixed(study, inherited)
    _refuse_without_people(areas, boundaries)
    _refuse_parts_above_wholes(areas, statistics)
    _tell_noise(areas, statistics, found)
    _tell_all_zero(areas, statistics, found)
    areas["settlement"] = [settlement_class(area_id, study) for area_id in areas.index]
    _refuse_without_settlement(areas, boundaries)
    _note_islands_not_found(areas, study, found)
    return areas


def name_by_places(areas: gpd.GeoDataFrame, places: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """Name an area that has no name after the place that lies in it; the first of several.

    Not in main towns: there many areas share a place, and its name would tell none of them apart.
    """
    if places is None or "name" not in places:
        return areas
    nameless = areas.loc[(areas["name"] == areas.index) & ~areas["settlement"].isin(("S", "C"))]
    inside = gpd.sjoin(
        places.loc[places["name"].str.strip() != "", ["name", "geometry"]],
        nameless[["geometry"]].rename_axis("area_id"),
        predicate="within",
    ).sort_index()
    found = inside.drop_duplicates("area_id").set_index("area_id")["name"]
    return areas.assign(name=found.reindex(areas.index).fillna(areas["name"]))


def _refuse_other_vintage(boundaries: SourceTable, table: SourceTable) -> None:
    ours, theirs = (vintage_of(one.provenance.vintage) for one in (boundaries, table))
    if not (ours and ours.kind and theirs and theirs.kind):
        return
    if ours.differs_from(theirs):
        raise InputError.of(
            "GA-L001",
            file=table.provenance.path,
            theirs=table.provenance.vintage,
            ours=boundaries.provenance.vintage,
            key=bridge(theirs, ours),
        )


def _is_spread(study: Study, table: SourceTable) -> bool:
    given = input_of(study, table)
    return given is not None and given.spread is not None


def _any_by_regso(study: Study, statistics: Sequence[SourceTable]) -> bool:
    return any(is_by_regso(study, table) for table in statistics)


def _joined(areas: gpd.GeoDataFrame, numbers: pd.DataFrame, table: SourceTable) -> gpd.GeoDataFrame:
    twice = [column for column in numbers.columns if column in areas.columns]
    if twice:
        raise InputError.of("GA-L002", file=table.provenance.path, column=", ".join(twice))
    return areas.join(numbers, how="left")


def _join(areas: gpd.GeoDataFrame, table: SourceTable, found: NoticeList) -> gpd.GeoDataFrame:
    file = table.provenance.path
    numbers = table.frame.set_index("area_id")
    outside = numbers.index.difference(areas.index)
    if len(outside) == len(numbers):
        raise InputError.of(
            "GA-L003", file=file, value=outside[0], example=areas.index[0], n=len(outside)
        )
    if len(outside):
        people = numbers.loc[outside, "people"].sum() if "people" in numbers else 0
        found.add(
            "GA-L004", file=file, n=len(outside), people=round(float(people)), value=outside[0]
        )
    without = areas.index.difference(numbers.index)
    if len(without):
        found.add("GA-L005", file=file, n=len(without), areas=_some(without))
    return _joined(areas, numbers, table)


def _refuse_without_people(areas: gpd.GeoDataFrame, boundaries: SourceTable) -> None:
    file = boundaries.provenance.path
    if "people" not in areas:
        raise InputError.of("GA-L006", file=file)
    missing = areas.index[areas["people"].isna()]
    if len(missing):
        raise InputError.of("GA-L007", file=file, n=len(missing), areas=_some(missing))


def _refuse_parts_above_wholes(areas: gpd.GeoDataFrame, statistics: Sequence[SourceTable]) -> None:
    """Refuse a group that is larger than the people it is part of, beyond what noise explains."""
    found = NoticeList()
    for part, whole in _PARTS:
        if part not in areas or whole not in areas:
            continue
        most = areas[whole] * (1 + _NOISE_SHARE) + _NOISE_COUNT
        file = next((t.provenance.path for t in statistics if part in t.frame), "")
        for area in areas.index[(areas[part] > most).fillna(value=False)]:
            found.add(
                "GA-L014",
                file=file,
                column=part,
                value=f"{areas[part][area]:.0f}",
                area=area,
                whole=COUNT_WORDS.get(whole, whole),
                most=round(float(areas[whole][area])),
            )
    InputError.refuse(found)


def _tell_noise(
    areas: gpd.GeoDataFrame, statistics: Sequence[SourceTable], found: NoticeList
) -> None:
    """SCB's protection moves each count by itself: parts need not add up to their whole."""
    for part, whole in _PARTS:
        if part in areas and whole in areas:
            over = areas.index[(areas[part] > areas[whole]).fillna(value=False)]
            if len(over):
                file = next((t.provenance.path for t in statistics if part in t.frame), "")
                found.add("GA-L076", file=file, column=part, n=len(over), areas=_some(over))


def _tell_all_zero(
    areas: gpd.GeoDataFrame, statistics: Sequence[SourceTable], found: NoticeList
) -> None:
    """SCB's tables give zero for areas outside a vintage's years: nobody anywhere is no count."""
    for table in statistics:
        for column in table.frame.columns.intersection(["people", *GROUPS, *CNI_COUNTS]):
            if (areas[column].fillna(1) == 0).all():
                found.add("GA-L028", file=table.provenance.path, column=column, n=len(areas))


def _refuse_without_settlement(areas: gpd.GeoDataFrame, boundaries: SourceTable) -> None:
    unknown = areas.index[areas["settlement"].isna()]
    if len(unknown):
        raise InputError.of(
            "GA-L008", file=boundaries.provenance.path, n=len(unknown), areas=_some(unknown)
        )


def _note_islands_not_found(areas: gpd.GeoDataFrame, study: Study, found: NoticeList) -> None:
    for island in study.settlement.islands:
        if island not in areas.index:
            found.add("GA-L009", column="settlement.islands", value=island)


def _some(ids: pd.Index, shown: int = 5) -> str:
    more = f", … ({len(ids)})" if len(ids) > shown else ""
    return ", ".join(map(str, ids[:shown])) + more
