"""Listed people counted by area and site: from rows about persons to numbers, on this machine.

The rows are read, counted and forgotten: nothing of a row is kept, logged or shown but its number
in the file. Columns that are not asked for are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd

from geoaccess import sources
from geoaccess.errors import InputError, NoticeList, telling_beside
from geoaccess.sources.mapping import load_text, source_table, typed_frame
from geoaccess.sources.points import place_points
from geoaccess.study.files import LISTED_FILE, PLACE_COLUMNS
from geoaccess.study.inputs import Input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from geoaccess.errors import Notice
    from geoaccess.sources.mapping import Loaded
    from geoaccess.study import Study

__all__ = ["Listed", "count_listed"]

_HIDDEN = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """People listed, by where they live and where they are listed.

    Attributes
    ----------
    counts
        ``area_id``, ``site_id``, ``listed``; an empty `area_id` counts those who live outside the
        study's areas, so that the column sums to the rows of the file.
    rows
        Rows of the file.
    """

    counts: pd.DataFrame
    rows: int
    notices: tuple[Notice, ...]


def count_listed(study: Study, path: Path, columns: Mapping[str, str]) -> Listed:
    """Count the rows of a register by area and site.

    Parameters
    ----------
    study
        Whose areas and sites they are.
    path
        The register, a row per person: CSV, XLSX or any table that is read.
    columns
        The file's names of ``site_id``, and of ``area_id`` or of ``east`` and ``north`` (in the
        study's coordinate system) or ``lat`` and ``lon``.

    Raises
    ------
    InputError
        A fault of the file, or a site that the study does not have; told by row, never by value.
    """
    areas = gpd.GeoDataFrame(sources.read_areas(study).frame)
    known = {site for table in sources.read_sites(study) for site in table.frame["site_id"]}
    try:
        return _counted(study, path, columns, areas, known)
    except InputError as error:
        raise InputError(map(_without_value, error.notices)) from None


def _without_value(notice: Notice) -> Notice:
    """A fault of a person's row, by row and column: what stands there is nobody's business."""
    places = {k: _HIDDEN if isinstance(said, str) else said for k, said in notice.places.items()}
    return replace(notice, value=None if notice.value is None else _HIDDEN, places=places)


def _counted(
    study: Study, path: Path, columns: Mapping[str, str], areas: gpd.GeoDataFrame, known: set[str]
) -> Listed:
    given = Input(path=path.absolute(), source="-", licence="-", columns=dict(columns))
    loaded = load_text(study, given, "listed")
    frame = typed_frame(loaded, LISTED_FILE, expected={"area_id": set(areas["area_id"])})
    if "area_id" not in frame:
        frame = frame.assign(area_id=_area_of(loaded, frame, areas))
    kept = frame.drop(columns=[c for c in PLACE_COLUMNS if c in frame])
    table = source_table(loaded, kept, LISTED_FILE)
    found = NoticeList(table.notices)
    with telling_beside(found):
        _refuse_unknown_sites(loaded, table.frame["site_id"], known)
    lives = table.frame["area_id"]
    area = lives.where(lives.isin(areas["area_id"]), "").fillna("")
    outside = int((area == "").sum())
    if outside:
        found.add("GA-L081", file=loaded.file, n=outside, all=len(area))
    counts = table.frame.assign(area_id=area).groupby(["area_id", "site_id"], as_index=False).size()
    return Listed(
        counts=counts.rename(columns={"size": "listed"}), rows=len(area), notices=tuple(found)
    )


def _area_of(loaded: Loaded, frame: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """The area each place lies in; the first where areas overlap, none outside them."""
    points = gpd.GeoDataFrame(geometry=place_points(loaded, frame), index=frame.index)
    inside = points.sjoin(areas[["area_id", "geometry"]], predicate="intersects")
    return inside.groupby(level=0)["area_id"].min().reindex(frame.index)


def _refuse_unknown_sites(loaded: Loaded, site: pd.Series, known: set[str]) -> None:
    strange = ~site.isin(known)
    if strange.any():
        rows = loaded.text.lines[strange.to_numpy()]
        raise InputError.of(
            "GA-L080",
            file=loaded.file,
            row=int(rows[0]),
            column=loaded.given.columns.get("site_id", "site_id"),
            n=int(strange.sum()),
        )
