"""Tables made on another vintage, carried over to the study's areas by a key or by overlap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers.overlap import overlap_shares
from geoaccess.layers.shares import CHANGES, COUNTS, carried_over, change_of
from geoaccess.sources.vintage import vintage_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoaccess.layers.read import Files
    from geoaccess.sources import SourceTable
    from geoaccess.sources.vintage import Vintage
    from geoaccess.study import StatisticsInput, Study

__all__ = ["Converted", "convert_tables"]

_KOMMUN_DIGITS = 4
_SHOWN = 5
# Borders drawn at different scales leave so much of an area over; it is not elsewhere.
_ALL_OF_IT = 0.95
_NOTHING = 1e-9
# How SCB's key file, and ours, say that an area's border moved though its code stayed.
_MOVED = ("gräns", "border", "redrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Statistics on the study's areas, and what happened to each area where some were converted."""

    tables: tuple[SourceTable, ...]
    change: pd.Series | None


def convert_tables(study: Study, files: Files, found: NoticeList) -> Converted:
    """Carry over the tables that have a key or old boundaries; the others stay as they are.

    Raises
    ------
    InputError
        A key that does not fit its table or the areas, each fault by row.
    """
    tables: list[SourceTable] = []
    change: pd.Series | None = None
    inputs = study.inputs.statistics
    for table, key, given in zip(files.statistics, files.keys, inputs, strict=True):
        if key is None:
            tables.append(table)
            continue
        ours = files.areas.provenance.vintage
        _refuse_one_vintage(table, ours, key)
        _refuse_strangers(table, key)
        if given.key is not None:
            shares, kind = _by_key(table, key, given, _targets(files, given), found)
        else:
            shares, kind = _by_overlap(table, key, given, files, found)
        _tell_lacking(table, shares, found)
        tables.append(_carried(table, shares, given, ours, found))
        if given.level == "area":
            change = kind if change is None else _worse(change, kind)
        _tell(table, ours, kind, found)
    return Converted(tables=tuple(tables), change=change)


def _refuse_one_vintage(table: SourceTable, ours: str, key: SourceTable) -> None:
    theirs = vintage_of(table.provenance.vintage)
    wanted = vintage_of(ours)
    if theirs is None or wanted is None or _are_one(theirs, wanted):
        raise InputError.of(
            "GA-L061",
            file=key.provenance.path,
            theirs=table.provenance.vintage or "-",
            ours=ours or "-",
        )


def _are_one(theirs: Vintage, ours: Vintage) -> bool:
    """Whether no key leads from one to the other: same drawing, or a city's districts and DeSO."""
    return theirs.is_of_city != ours.is_of_city or theirs.is_drawn_as(ours)


def _refuse_strangers(table: SourceTable, key: SourceTable) -> None:
    """Refuse a table none of whose areas the key knows: other codes, or names in their place."""
    known = set(key.frame["from_id" if "from_id" in key.frame else "area_id"])
    if known.isdisjoint(table.frame["area_id"]):
        raise InputError.of(
            "GA-L430",
            file=table.provenance.path,
            n=len(table.frame),
            value=table.frame["area_id"].iloc[0],
            key=key.provenance.path,
            example=min(known),
        )


def _targets(files: Files, given: StatisticsInput) -> frozenset[str]:
    """Codes that the table is to have: the areas', or those of the RegSO that they lie in."""
    if given.level == "area":
        return frozenset(files.areas.frame["area_id"])
    regso = _regso_of_areas(files)
    return frozenset() if regso is None else frozenset(regso.dropna())


def _regso_of_areas(files: Files) -> pd.Series | None:
    """Code of the RegSO of each area, by the area's code; None where nothing tells it."""
    for one in (files.areas, files.regso_key):
        if one is not None and "regso_id" in one.frame:
            return one.frame.set_index("area_id")["regso_id"]
    return None


def _in_region(code: str, region: Collection[str]) -> bool:
    """Whether the study must know the code: by its kommun, and every one that has none."""
    kommun = code[:_KOMMUN_DIGITS]
    return kommun in region or not (kommun.isdigit() or any(one.isdigit() for one in region))


def _by_key(
    table: SourceTable,
    key: SourceTable,
    given: StatisticsInput,
    targets: frozenset[str],
    found: NoticeList,
) -> tuple[pd.DataFrame, pd.Series]:
    shares = key.frame.assign(line=key.lines)
    shares = shares[shares["share"] > 0]
    codes = table.frame["area_id"]
    if given.key is not None and given.key.lists == "changes":
        named = {*shares["from_id"], *shares["to_id"]}
        same = [code for code in codes if code not in named and code in targets]
        more = pd.DataFrame({"from_id": same, "to_id": same, "share": 1.0})
        shares = pd.concat([shares, more], ignore_index=True)
    region = {code[:_KOMMUN_DIGITS] for code in targets}
    _refuse_unknown(table, key, shares, targets, region)
    ours = shares[shares["to_id"].isin(targets)] if targets else shares
    _tell_outside(table, ours.groupby("from_id")["share"].sum(), found)
    moved = pd.Series(dtype="str")
    if "change" in ours:
        said = ours["change"].astype("str").str.casefold().str.contains("|".join(_MOVED), na=False)
        moved = ours.loc[said, "to_id"]
    return ours, change_of(ours, tuple(moved))


def _refuse_unknown(
    table: SourceTable,
    key: SourceTable,
    shares: pd.DataFrame,
    targets: frozenset[str],
    region: set[str],
) -> None:
    """Refuse codes of the region that the other file does not know, on either side."""
    faults = NoticeList()
    known = set(shares["from_id"])
    for code, row in zip(table.frame["area_id"], table.lines, strict=True):
        if code not in known and _in_region(code, region):
            faults.add(
                "GA-L062",
                file=table.provenance.path,
                row=int(row),
                value=code,
                key=key.provenance.path,
            )
    to = shares.dropna(subset="line")
    for code, row in zip(to["to_id"], to["line"], strict=True):
        if code not in targets and _in_region(code, region):
            faults.add("GA-L063", file=key.provenance.path, row=int(row), value=code)
    without = sorted(targets - set(shares["to_id"]))
    if without:
        areas = ", ".join(without[:_SHOWN])
        faults.add("GA-L064", file=key.provenance.path, n=len(without), areas=areas)
    InputError.refuse(faults)


def _by_overlap(
    table: SourceTable,
    old: SourceTable,
    given: StatisticsInput,
    files: Files,
    found: NoticeList,
) -> tuple[pd.DataFrame, pd.Series]:
    before = gpd.GeoDataFrame(old.frame.set_index("area_id").sort_index())
    after = _drawn(table, given, files)
    cells = None if files.grid is None else gpd.GeoDataFrame(files.grid.frame)
    _refuse_without_shape(table, before, old)
    shares, inside, by_ground = overlap_shares(before, after, cells)
    inside = inside.where(inside < _ALL_OF_IT, 1.0).where(inside > 1 - _ALL_OF_IT, 0.0)
    shares = shares.assign(share=shares["share"] * shares["from_id"].map(inside))
    _tell_outside(table, inside, found)
    ground = inside.index[by_ground & (inside > 0)]
    if len(ground):
        areas = ", ".join(ground[:_SHOWN])
        found.add("GA-L075", file=old.provenance.path, n=len(ground), areas=areas)
    shares = shares[shares["share"] > 0].reset_index(drop=True)
    return shares, change_of(shares)


def _drawn(table: SourceTable, given: StatisticsInput, files: Files) -> gpd.GeoDataFrame:
    """What the table is to be of: the study's areas, or the RegSO that they make together.

    Raises
    ------
    InputError
        Nothing tells the code of the RegSO of each area.
    """
    areas = gpd.GeoDataFrame(files.areas.frame.set_index("area_id").sort_index())
    if given.level == "area":
        return areas
    regso = _regso_of_areas(files)
    if regso is None:
        raise InputError.of("GA-T106", file=table.provenance.path)
    return areas[["geometry"]].assign(regso=regso.reindex(areas.index)).dissolve("regso")


def _refuse_without_shape(table: SourceTable, old: gpd.GeoDataFrame, source: SourceTable) -> None:
    faults = NoticeList()
    kommuner = set(old.index.str[:_KOMMUN_DIGITS])
    for code, row in zip(table.frame["area_id"], table.lines, strict=True):
        if code not in old.index and _in_region(code, kommuner):
            faults.add(
                "GA-L062",
                file=table.provenance.path,
                row=int(row),
                value=code,
                key=source.provenance.path,
            )
    InputError.refuse(faults)


def _tell_lacking(table: SourceTable, shares: pd.DataFrame, found: NoticeList) -> None:
    """Areas one of whose parts has no row: their numbers are missing, not smaller."""
    there = shares["from_id"].isin(table.frame["area_id"])
    lacking = sorted(set(shares.loc[~there, "to_id"]))
    if lacking:
        areas = ", ".join(lacking[:_SHOWN])
        found.add("GA-L005", file=table.provenance.path, n=len(lacking), areas=areas)


def _tell_outside(table: SourceTable, inside: pd.Series, found: NoticeList) -> None:
    """Name what of the table falls outside the study, with its people.

    `inside` is the part of each older area's people that lives in the study's areas.
    """
    people = _people_of(table)
    part = inside.reindex(people.index).fillna(0.0)
    path = table.provenance.path
    # Shares that add up to one do so but for the last digits.
    partly = part.index[(part > 0) & (part < 1 - _NOTHING)]
    if len(partly):
        # A small part of a small area is no number to show: tens say how much is lost.
        lost = round(float((people * (1 - part))[partly].sum()) / 10) * 10
        areas = ", ".join(partly[:_SHOWN])
        found.add("GA-L073", file=path, n=len(partly), people=lost, areas=areas)
    outside = part.index[part == 0]
    if len(outside):
        gone = round(float(people[outside].sum()))
        found.add("GA-L004", file=path, n=len(outside), people=gone, value=outside[0])


def _people_of(table: SourceTable) -> pd.Series:
    frame = table.frame.set_index("area_id")
    known = frame["people"] if "people" in frame else pd.Series(0.0, index=frame.index)
    return known.astype(float)


def _carried(
    table: SourceTable,
    shares: pd.DataFrame,
    given: StatisticsInput,
    ours: str,
    found: NoticeList,
) -> SourceTable:
    counts = COUNTS | set(given.counts)
    values = table.frame.set_index("area_id")
    made = carried_over(values, shares, counts)
    others = [str(column) for column in made if column not in counts]
    path = table.provenance.path
    if others:
        found.add("GA-L078", file=path, columns=", ".join(others), n=len(made))
    for column in others:
        # Missing though every older area has its value: several values, and no people to weigh by.
        known = values[column].notna().reindex(shares["from_id"], fill_value=False)
        full = known.groupby(shares["to_id"].to_numpy()).all()
        lost = made.index[made[column].isna() & full.reindex(made.index)]
        if len(lost):
            areas = ", ".join(lost[:_SHOWN])
            found.add("GA-L072", file=path, column=column, n=len(lost), areas=areas)
    frame = made.reset_index()
    return replace(
        table,
        frame=frame,
        lines=pd.Series(0, index=frame.index, name="line", dtype="int64"),
        provenance=replace(table.provenance, vintage=ours if given.level == "area" else ""),
        notices=(),
    )


def _worse(first: pd.Series, second: pd.Series) -> pd.Series:
    """The larger change, where two tables were converted in two ways."""
    both = pd.concat([first, second]).map(CHANGES.index)
    worst: pd.Series = both.groupby(level=0).max()
    return pd.Series(
        [CHANGES[one] for one in worst], index=worst.index, dtype="str", name="vintage_change"
    )


def _tell(table: SourceTable, ours: str, kind: pd.Series, found: NoticeList) -> None:
    number = {name: int((kind == name).sum()) for name in CHANGES}
    found.add(
        "GA-L070",
        file=table.provenance.path,
        theirs=table.provenance.vintage,
        ours=ours,
        unchanged=number["unchanged"],
        split=number["split"],
        merged=number["merged"],
        redrawn=number["redrawn"],
    )
