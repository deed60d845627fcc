"""Boundaries: statistical areas, stadsdelsområden, areas of responsibility."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.errors import InputError
from geoaccess.sources.h3_cells import cell_boundaries
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.polygons import checked_polygons, tell_coverage
from geoaccess.sources.text_table import clean
from geoaccess.sources.vintage import without_vintage
from geoaccess.study.files import AREAS_FILE, DISTRICTS_FILE, RESPONSIBILITY_FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.columns import Table
    from geoaccess.study import AreasInput, Study

__all__ = ["read_areas", "read_districts", "read_responsibility"]

_DESO = r"[0-9]{4}(?:[ABC][0-9]{4}|R[0-9]{3})"
_KOMMUN_DIGITS = 4
_LEAST_OVERLAP_M2 = 1.0


def read_areas(study: Study, given: AreasInput | None = None, role: str = "areas") -> SourceTable:
    """Read the areas that are judged, or other boundaries of the same kind.

    Parameters
    ----------
    study, given, role
        The study, the input (its areas if none is given) and what it is called.

    Returns
    -------
    SourceTable
        A GeoDataFrame in the study's coordinate system: ``area_id``, ``kommun_code``, ``name`` if
        the file has one, ``geometry`` (valid polygons). Without a column for it, the kommun code
        is the first four digits of SCB's area codes.

    Raises
    ------
    InputError
        All faults of the file: keys, geometry, coordinate system.
    """
    given = given or study.inputs.areas
    loaded = without_vintage(load_text(study, given, role), "area_id", (given.vintage,))
    loaded = without_vintage(loaded, "regso_id", ())
    frame = _typed(loaded)
    if given.shapes == "h3" and "area_id" in frame:
        loaded = _with_cells(loaded, frame["area_id"])
    if "area_id" in frame and "kommun_code" not in frame:
        ids = frame["area_id"]
        if ids.str.fullmatch(_DESO).fillna(value=False).all():
            frame.insert(1, "kommun_code", ids.str[:_KOMMUN_DIGITS])
        else:
            loaded.found.add(
                "GA-T001",
                file=loaded.file,
                column="kommun_code",
                table="areas",
                found=", ".join(loaded.text.names),
            )
    return _with_polygons(loaded, frame, "area_id", AREAS_FILE)


def _typed(loaded: Loaded) -> pd.DataFrame:
    """Columns of the areas; a kommun code must be the one that SCB's area code begins with."""
    frame = typed_frame(loaded, AREAS_FILE)
    if not {"area_id", "kommun_code"} <= set(frame):
        return frame
    ids, given = frame["area_id"].astype("str"), frame["kommun_code"].astype("str")
    own = ids.str[:_KOMMUN_DIGITS].where(ids.str.fullmatch(_DESO).fillna(value=False))
    known = own.notna() & given.notna()
    column = clean(loaded.given.columns.get("kommun_code", "kommun_code"))
    lost = known & (("0" + given) == own)
    if lost.any():
        loaded.found.add(
            "GA-T075", file=loaded.file, column=column, value=own[lost].iloc[0], n=int(lost.sum())
        )
        given = given.mask(lost, own)
    for i in frame.index[known & (given != own)]:
        loaded.found.add(
            "GA-L015",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            column=column,
            value=given[i],
            area=ids[i],
        )
    return frame.assign(kommun_code=given)


def _with_cells(loaded: Loaded, ids: pd.Series) -> Loaded:
    """Put the cells' own boundaries in the place of the file's geometry."""
    shapes = cell_boundaries(loaded, ids)
    # They are in degrees, whatever crs the file's own coordinates are in.
    given = loaded.given.model_copy(update={"crs": None})
    return replace(loaded, given=given, text=replace(loaded.text, geometry=shapes))


def read_districts(study: Study) -> SourceTable | None:
    """Read the stadsdelsområden, if the study has any.

    Returns
    -------
    SourceTable or None
        A GeoDataFrame: ``unit_id`` as the file has it, ``name``, ``kommun_code`` (that of
        ``replaces`` where the file has none and it names one kommun), ``geometry``.
    """
    given = study.inputs.districts
    if given is None:
        return None
    loaded = load_text(study, given, "districts")
    frame = typed_frame(loaded, DISTRICTS_FILE)
    if "kommun_code" not in frame and len(given.replaces) == 1:
        frame["kommun_code"] = pd.Series(given.replaces[0], index=frame.index, dtype="str")
    return _with_polygons(loaded, frame, "unit_id", DISTRICTS_FILE)


def read_responsibility(study: Study) -> SourceTable | None:
    """Read areas of responsibility of the study's own, if it gives any.

    Returns
    -------
    SourceTable or None
        A GeoDataFrame: ``unit_id``, ``name`` if the file has it, ``geometry``.
    """
    given = study.inputs.responsibility
    if given is None:
        return None
    loaded = load_text(study, given, "responsibility")
    return _with_polygons(
        loaded, typed_frame(loaded, RESPONSIBILITY_FILE), "unit_id", RESPONSIBILITY_FILE
    )


def _with_polygons(loaded: Loaded, frame: pd.DataFrame, key: str, table: Table) -> SourceTable:
    ids = frame[key] if key in frame else pd.Series(loaded.text.lines)
    try:
        shapes = checked_polygons(loaded, ids)
    except InputError as error:
        # The table's faults are told together with the geometry's.
        loaded.found.extend(error.notices)
        return source_table(loaded, frame, table)
    placed = gpd.GeoDataFrame(frame, geometry=shapes)
    lines = loaded.text.lines
    if not loaded.found.errors and table.key in frame:
        placed, lines = _parts_together(loaded, placed, table.key)
        tell_coverage(
            placed.geometry.to_numpy(),
            placed[table.key].to_numpy(object),
            loaded.found,
            file=loaded.file,
        )
    return source_table(loaded, placed, table, lines=lines)


def _parts_together(
    loaded: Loaded, placed: gpd.GeoDataFrame, key: str
) -> tuple[gpd.GeoDataFrame, NDArray[np.int64]]:
    """Make one area of rows that say the same and lie apart: islands, each a row of its own.

    Rows that overlap, or differ in what they say, are left for the check of the keys to refuse.
    """
    same = placed.drop(columns="geometry").astype(object).fillna("").agg(tuple, axis=1)
    groups = [group for _, group in placed.groupby(same, sort=False) if len(group) > 1]
    merged = placed.geometry.to_numpy().copy()
    gone: list[int] = []
    for group in groups:
        whole = shapely.union_all(group.geometry.to_numpy())
        if group.area.sum() - whole.area <= _LEAST_OVERLAP_M2:
            merged[group.index[0]] = whole
            gone += group.index[1:].tolist()
    kept = np.setdiff1d(np.arange(len(placed)), gone)
    if gone:
        first = placed[key].iloc[int(gone[0])]
        loaded.found.add(
            "GA-G037",
            file=loaded.file,
            row=int(loaded.text.lines[gone[0]]),
            column=clean(loaded.given.columns.get(key, key)),
            n=len(gone),
            value=first,
        )
        placed = placed.set_geometry(gpd.GeoSeries(merged, index=placed.index, crs=placed.crs))
    return placed.iloc[kept].reset_index(drop=True), loaded.text.lines[kept]
