"""Statistical areas with their people, need counts and settlement class."""

from __future__ import annotations

import contextlib
import re
from itertools import pairwise
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
from geoaccess.tables import CNI_COUNTS, GROUPS, NO_CAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from geoaccess.layers.regso import RegsoKey
    from geoaccess.sources import SourceTable
    from geoaccess.study import Study

__all__ = ["build_areas", "name_by_places", "settlement_class"]

# SCB moves counts by a few (cell key method), so a part may top its whole by that much.
_NOISE_SHARE, _NOISE_COUNT = 0.02, 10
_PARTS = (
    *((name, "people") for name in (*GROUPS, *CNI_COUNTS, NO_CAR)),
    *((part, whole) for whole, part in pairwise(GROUPS)),
)

_COUNTED = ["people", *GROUPS, *CNI_COUNTS, NO_CAR]

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
    # Faults are gathered: what one step refuses must not hide what the next one would.
    faults = NoticeList()
    inherited: list[str] = []
    key: RegsoKey | None = None
    with _gathered(faults):
        key = regso_key(boundaries, key_file, found) if _any_by_regso(study, statistics) else None
    # What is shared out is shared out by what the other tables say.
    for table in sorted(statistics, key=lambda one: _is_spread(study, one)):
        given = input_of(study, table)
        if given is None or given.level == "area":
            _find_other_vintage(boundaries, table, faults)
            areas = _join(areas, table, found, faults)
            continue
        with _gathered(faults):
            spread = spread_of(given, areas, grid, file=table.provenance.path)
            if given.level == "kommun":
                numbers = by_kommun(table, areas["kommun_code"], spread, found)
                shared = True
            else:
                numbers = by_area(table, key, found, spread)
                shared = key is not None and key.has_several
            counted = () if spread.weight is None else spread.counts
            inherited += [str(c) for c in numbers.columns if shared and c not in counted]
            areas = _joined(areas, numbers, table, faults)
    with _gathered(faults):
        refuse_mixed(study, inherited, areas.columns)
    _find_without_people(areas, boundaries, statistics, faults)
    _find_parts_above_wholes(areas, statistics, faults)
    areas["settlement"] = [settlement_class(area_id, study) for area_id in areas.index]
    _find_without_settlement(areas, boundaries, faults)
    InputError.refuse(faults)
    _tell_noise(areas, statistics, found)
    _tell_all_zero(areas, statistics, found)
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


@contextlib.contextmanager
def _gathered(faults: NoticeList) -> Iterator[None]:
    """Keep what the step inside is refused for, and go on."""
    try:
        yield
    except InputError as error:
        faults.extend((*error.notices, *error.beside))


def _find_other_vintage(boundaries: SourceTable, table: SourceTable, faults: NoticeList) -> None:
    ours, theirs = (vintage_of(one.provenance.vintage) for one in (boundaries, table))
    if not (ours and ours.kind and theirs and theirs.kind):
        return
    if ours.differs_from(theirs):
        of_city = ours.is_of_city and theirs.is_of_city
        faults.add(
            "GA-L432" if of_city else "GA-L001",
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


def _joined(
    areas: gpd.GeoDataFrame, numbers: pd.DataFrame, table: SourceTable, faults: NoticeList
) -> gpd.GeoDataFrame:
    twice = [column for column in numbers.columns if column in areas.columns]
    if twice:
        faults.add("GA-L002", file=table.provenance.path, column=", ".join(twice))
    return areas.join(numbers.drop(columns=twice), how="left")


def _join(
    areas: gpd.GeoDataFrame, table: SourceTable, found: NoticeList, faults: NoticeList
) -> gpd.GeoDataFrame:
    file = table.provenance.path
    numbers = table.frame.set_index("area_id")
    outside = numbers.index.difference(areas.index)
    if len(outside) == len(numbers):
        faults.add("GA-L003", file=file, value=outside[0], example=areas.index[0], n=len(outside))
        return areas
    if len(outside):
        people = numbers.loc[outside, "people"].sum() if "people" in numbers else 0
        found.add(
            "GA-L004", file=file, n=len(outside), people=round(float(people)), value=outside[0]
        )
    without = areas.index.difference(numbers.index)
    if len(without):
        found.add("GA-L005", file=file, n=len(without), areas=_some(without))
    return _joined(areas, numbers, table, faults)


def _find_without_people(
    areas: gpd.GeoDataFrame,
    boundaries: SourceTable,
    statistics: Sequence[SourceTable],
    faults: NoticeList,
) -> None:
    file = boundaries.provenance.path
    if "people" not in areas:
        # A table that gives them and could not be joined has its own fault.
        if not any("people" in table.frame for table in statistics):
            faults.add("GA-L006", file=file)
        return
    missing = areas.index[areas["people"].isna()]
    if len(missing):
        faults.add("GA-L007", file=file, n=len(missing), areas=_some(missing))


def _find_parts_above_wholes(
    areas: gpd.GeoDataFrame, statistics: Sequence[SourceTable], faults: NoticeList
) -> None:
    """Find groups that are larger than the people they are part of, beyond what noise explains."""
    for part, whole in _PARTS:
        if part not in areas or whole not in areas:
            continue
        most = areas[whole] * (1 + _NOISE_SHARE) + _NOISE_COUNT
        file = next((t.provenance.path for t in statistics if part in t.frame), "")
        for area in areas.index[(areas[part] > most).fillna(value=False)]:
            faults.add(
                "GA-L014",
                file=file,
                column=part,
                value=f"{areas[part][area]:.0f}",
                area=area,
                whole=COUNT_WORDS.get(whole, whole),
                most=round(float(areas[whole][area])),
            )


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
        for column in table.frame.columns.intersection(_COUNTED):
            if (areas[column].fillna(1) == 0).all():
                found.add("GA-L028", file=table.provenance.path, column=column, n=len(areas))


def _find_without_settlement(
    areas: gpd.GeoDataFrame, boundaries: SourceTable, faults: NoticeList
) -> None:
    unknown = areas.index[areas["settlement"].isna()]
    if len(unknown):
        faults.add("GA-L008", file=boundaries.provenance.path, n=len(unknown), areas=_some(unknown))


def _note_islands_not_found(areas: gpd.GeoDataFrame, study: Study, found: NoticeList) -> None:
    for island in study.settlement.islands:
        if island not in areas.index:
            found.add("GA-L009", file="study.toml", column="settlement.islands", value=island)


def _some(ids: pd.Index, shown: int = 5) -> str:
    more = f", … ({len(ids)})" if len(ids) > shown else ""
    return ", ".join(map(str, ids[:shown])) + more
