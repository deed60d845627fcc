"""Where people are listed, matched to the study's units and sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError
from geoaccess.sources.vintage import vintage_of

if TYPE_CHECKING:
    from geoaccess.errors import NoticeList
    from geoaccess.sources import Provenance, SourceTable
    from geoaccess.study import ListingInput, Study

__all__ = ["Listing", "build_listing"]

_SHOWN = 5
# A listing and the population are of different days; so much more is no difference of days.
_FAR_MORE = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """People by where they live and where they are listed.

    Attributes
    ----------
    rows
        ``unit_id`` (missing for those who live in none of the study's areas), ``site_id`` (missing
        where it is outside every list of sites) and ``listed``: people, missing where withheld.
    date
        The day, or the vintage, that the listing speaks for, as the study states it; empty where
        it does not.
    """

    rows: pd.DataFrame
    date: str


def build_listing(
    study: Study,
    table: SourceTable | None,
    areas: gpd.GeoDataFrame,
    points: gpd.GeoDataFrame,
    *,
    units: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    boundaries: Provenance,
    found: NoticeList,
) -> Listing | None:
    """Match a listing to the study; what it does not tell is named in `found`.

    The listed of an area in several units are shared out as its people are: an estimate.

    Parameters
    ----------
    areas, points
        Of the study, before small areas are merged, with the people of today.
    boundaries
        Of the areas: a listing by area must be made on the same.

    Raises
    ------
    InputError
        A row of an area, a unit or a site that the study does not have, a unit and site in two
        rows, other boundaries, or a site that is in a list and stated as outside it.
    """
    given = study.inputs.listing
    if table is None or given is None:
        return None
    by_area = given.level == "area"
    homes = _homes(areas, points, units) if by_area else _units_by_code(units)
    if by_area:
        _refuse_other_vintage(table, boundaries, found)
    _refuse_strangers(table, set(homes["area_id"]), by_area=by_area, found=found)
    _refuse_sites(table, given, sites, found)
    rows = table.frame.merge(homes, on="area_id", how="left")
    if not by_area:
        _refuse_unit_twice(table, rows, found)
    InputError.refuse(found)
    listed = rows["listed"].astype(float) * rows["share"].fillna(1.0)
    site = rows["site_id"].mask(rows["site_id"].isin(given.outside))
    known = pd.DataFrame({"unit_id": rows["unit_id"], "site_id": site, "listed": listed})
    people = points["people"].groupby(points["unit_id"]).sum()
    _tell_split(table, homes, found)
    _tell_areas_without(table, areas if by_area else None, found)
    _tell_totals(table, known, people, units["name"], found)
    day = given.date.isoformat() if given.date else table.provenance.vintage
    return Listing(rows=known, date=day)


def _homes(
    areas: gpd.GeoDataFrame, points: gpd.GeoDataFrame, units: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Each area's units, and the share of its people in each; where nobody lives by its place."""
    lived = points.loc[points["people"] > 0]
    homes = pd.DataFrame(lived.groupby(["area_id", "unit_id"])["people"].sum()).reset_index()
    homes["share"] = homes["people"] / homes.groupby("area_id")["people"].transform("sum")
    empty = areas.loc[~areas.index.isin(homes["area_id"])]
    middles = gpd.GeoDataFrame(geometry=empty.representative_point(), crs=areas.crs)
    shapes = units[["geometry"]].rename_axis("unit")
    inside = middles.sjoin(shapes, predicate="intersects")["unit"].groupby(level=0).min()
    others = pd.DataFrame({"area_id": empty.index, "unit_id": inside.reindex(empty.index)})
    others = others.reset_index(drop=True).assign(share=1.0)
    both = (homes[["area_id", "unit_id", "share"]], others)
    return pd.concat([one for one in both if len(one)], ignore_index=True)


def _units_by_code(units: gpd.GeoDataFrame) -> pd.DataFrame:
    """Each unit under its id and, for a kommun, its code."""
    kommuner = units.loc[units["kind"] == "kommun", "kommun_code"]
    known = dict(zip(units.index, units.index, strict=True)) | {c: u for u, c in kommuner.items()}
    return pd.DataFrame({"area_id": list(known), "unit_id": list(known.values()), "share": 1.0})


def _refuse_other_vintage(table: SourceTable, boundaries: Provenance, found: NoticeList) -> None:
    theirs, ours = vintage_of(table.provenance.vintage), vintage_of(boundaries.vintage)
    if ours and ours.kind and theirs and theirs.kind and ours.differs_from(theirs):
        where = table.provenance
        found.add("GA-L544", file=where.path, theirs=where.vintage, ours=boundaries.vintage)


def _refuse_strangers(
    table: SourceTable, known: set[str], *, by_area: bool, found: NoticeList
) -> None:
    codes = table.frame["area_id"]
    strange = codes.notna() & ~codes.isin(known)
    if by_area and strange.any() and not codes.isin(known).any():
        example, value = min(known, default=""), codes[strange].iloc[0]
        where = table.provenance.path
        found.add("GA-L003", file=where, n=codes.nunique(), value=value, example=example)
        return
    _refuse_each("GA-L541" if by_area else "GA-L542", table, "area_id", strange, found)


def _refuse_sites(
    table: SourceTable, given: ListingInput, sites: gpd.GeoDataFrame, found: NoticeList
) -> None:
    for site in sorted(set(given.outside).intersection(sites.index)):
        found.add("GA-L543", file="study.toml", column="inputs.listing.outside", value=site)
    strange = ~table.frame["site_id"].isin({*sites.index, *given.outside})
    _refuse_each("GA-L545", table, "site_id", strange, found)


def _refuse_each(
    code: str, table: SourceTable, column: str, strange: pd.Series, found: NoticeList
) -> None:
    """Tell each stranger once, by its first row, and how many rows it has."""
    for value, rows in table.frame.loc[strange, column].groupby(table.frame[column]):
        row, n = int(table.lines[rows.index[0]]), len(rows)
        found.add(code, file=table.provenance.path, row=row, column=column, value=value, rows=n)


def _refuse_unit_twice(table: SourceTable, rows: pd.DataFrame, found: NoticeList) -> None:
    """A kommun may be named by its id and by its code, and so stand in two rows."""
    first: dict[tuple[str, str], int] = {}
    of = rows.loc[rows["unit_id"].notna()]
    for i, unit, site in zip(of.index, of["unit_id"], of["site_id"], strict=True):
        line = int(table.lines.iloc[i])
        other = first.setdefault((unit, site), line)
        if other != line:
            where, area = table.provenance.path, of["area_id"][i]
            at = {"file": where, "row": line, "column": "site_id", "value": site}
            found.add("GA-L540", **at, area=area, other=other)


def _tell_split(table: SourceTable, homes: pd.DataFrame, found: NoticeList) -> None:
    """Areas of the listing whose people live in several units."""
    several = homes.loc[homes["area_id"].duplicated(), "area_id"].unique()
    split = sorted(set(several).intersection(table.frame["area_id"].dropna()))
    if split:
        where, names = table.provenance.path, ", ".join(split[:_SHOWN])
        found.add("GA-L549", file=where, n=len(split), areas=names)


def _tell_areas_without(
    table: SourceTable, areas: gpd.GeoDataFrame | None, found: NoticeList
) -> None:
    """Areas with people of which the listing says nothing: not known, never none."""
    if areas is None:
        return
    silent = (areas["people"] > 0) & ~areas.index.isin(table.frame["area_id"])
    if silent.any():
        codes = areas.index[silent]
        names = ", ".join(codes[:_SHOWN])
        found.add("GA-L551", file=table.provenance.path, n=len(codes), areas=names)


def _tell_totals(
    table: SourceTable,
    known: pd.DataFrame,
    people: pd.Series,
    names: pd.Series,
    found: NoticeList,
) -> None:
    """How many are listed beside how many there are, and all that is in no flow between units."""
    where, cells = table.provenance.path, table.frame["listed"]
    withheld = int(cells.isna().sum())
    if withheld:
        found.add("GA-L547", file=where, column="listed", n=withheld, all=len(cells))
    here = known["unit_id"].notna()
    told = known.loc[here, "listed"].sum()
    share = round(100 * told / people.sum()) if people.sum() > 0 else 0
    found.add("GA-L546", file=where, listed=round(told), people=round(people.sum()), percent=share)
    outside = round(known.loc[here & known["site_id"].isna(), "listed"].sum())
    strangers = round(known.loc[~here, "listed"].sum())
    if outside or strangers:
        found.add("GA-L548", file=where, outside=outside, strangers=strangers)
    listed = known.groupby("unit_id")["listed"].sum()
    more = listed.index[listed > _FAR_MORE * people.reindex(listed.index).fillna(0.0)]
    if len(more):
        found.add("GA-L550", file=where, units=", ".join(names.reindex(more)))
