"""Care facilities: a point each, in service on the study's date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geoaccess.errors import InputError, NoticeList
from geoaccess.sources.keys import folded
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.points import place_points
from geoaccess.sources.site_checks import check_sites
from geoaccess.sources.text_table import clean
from geoaccess.study.files import PLACE_COLUMNS, SITES_FILE
from geoaccess.tables import SITES

if TYPE_CHECKING:
    from geoaccess.study import SitesInput, Study

__all__ = ["read_sites"]

_NAMED = 5
_END_OF_TIME = pd.Timestamp("9999-12-31")


def read_sites(study: Study) -> tuple[SourceTable, ...]:
    """Read every list of sites, one table per file in the study's order.

    Returns
    -------
    tuple of SourceTable
        GeoDataFrames of points in the study's coordinate system with the columns of
        `geoaccess.tables.SITES` that the file gives, and ``context``. Sites that are closed, or
        not open yet, on the study's date are left out and told.

    Raises
    ------
    InputError
        All faults of all the files; a ``site_id`` in two files is one.
    """
    found = NoticeList()
    read: list[SourceTable] = []
    for index, given in enumerate(study.inputs.sites):
        try:
            read.append(_read(study, given, f"sites[{index}]"))
        except InputError as error:
            found.extend((*error.notices, *error.beside))
    _refuse_repeated(read, found)
    if found.errors:
        # What was noticed in the good lists goes beside the faults of the others.
        found.extend(notice for table in read for notice in table.notices)
    InputError.refuse(found)
    return tuple(read)


def _read(study: Study, given: SitesInput, role: str) -> SourceTable:
    loaded = load_text(study, given, role)
    frame = _without_end_of_time(loaded, typed_frame(loaded, SITES_FILE))
    points = place_points(loaded, frame)
    check_sites(loaded, frame, points)
    sites = gpd.GeoDataFrame(frame.drop(columns=list(PLACE_COLUMNS), errors="ignore"))
    sites["context"] = pd.Series(given.context, index=frame.index, dtype="boolean")
    sites = sites.set_geometry(points)
    kept = _in_service(loaded, frame)
    if not kept.any():
        loaded.found.add("GA-T123", file=loaded.file, value=study.study.date.isoformat())
    sites = sites[kept].reset_index(drop=True)
    _tell_same_point(loaded, sites)
    return source_table(loaded, sites, SITES, lines=loaded.text.lines[kept])


def _without_end_of_time(loaded: Loaded, frame: pd.DataFrame) -> pd.DataFrame:
    """Registers write the last day there is for a site that is not to close."""
    if "valid_to" not in frame:
        return frame
    for_ever = frame["valid_to"] == _END_OF_TIME
    if for_ever.any():
        loaded.found.add(
            "GA-T151",
            file=loaded.file,
            column=clean(loaded.given.columns.get("valid_to", "valid_to")),
            value=_END_OF_TIME.date().isoformat(),
            n=int(for_ever.sum()),
        )
    return frame.assign(valid_to=frame["valid_to"].mask(for_ever))


def _in_service(loaded: Loaded, frame: pd.DataFrame) -> pd.Series:
    day = pd.Timestamp(loaded.study.study.date)
    kept = pd.Series(data=True, index=frame.index)
    for column, code in (("valid_to", "GA-T080"), ("valid_from", "GA-T081")):
        if column not in frame:
            continue
        dates = frame[column]
        out = (dates < day) if column == "valid_to" else (dates > day)
        if out.any():
            loaded.found.add(
                code, file=loaded.file, column=column, n=int(out.sum()), names=_names(frame[out])
            )
        kept &= ~out
    return kept


def _names(frame: pd.DataFrame) -> str:
    names = frame["name"] if "name" in frame else frame.get("site_id", pd.Series(dtype="str"))
    shown = ", ".join(str(name) for name in names.iloc[:_NAMED])
    return f"{shown} …" if len(names) > _NAMED else shown


def _tell_same_point(loaded: Loaded, sites: gpd.GeoDataFrame) -> None:
    coordinates: pd.DataFrame = gpd.GeoSeries(sites.geometry.dropna()).get_coordinates()
    metres = coordinates.round()
    for _, group in metres.groupby(["x", "y"]):
        if len(group) > 1:
            loaded.found.add(
                "GA-G016", file=loaded.file, n=len(group), names=_names(sites.loc[group.index])
            )


def _refuse_repeated(read: list[SourceTable], found: NoticeList) -> None:
    seen: dict[str, str] = {}
    for table in read:
        file = table.provenance.path
        keys = [folded(site) for site in table.frame["site_id"]]
        for at, site, key in zip(table.lines, table.frame["site_id"], keys, strict=True):
            if key in seen:
                found.add(
                    "GA-T057",
                    file=file,
                    row=int(at),
                    column="site_id",
                    value=site,
                    other=seen[key],
                )
        seen |= dict.fromkeys(keys, file)
