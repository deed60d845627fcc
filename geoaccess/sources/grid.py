"""Populated grid cells: where inside the areas people live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geoaccess.errors import InputError, telling_beside
from geoaccess.messages.shapes import shape_word
from geoaccess.sources.cells import CellCode, cell_code
from geoaccess.sources.crs import extent_of, in_study_crs, study_crs
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.polygons import checked_polygons
from geoaccess.study.files import GRID_FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.study import GridInput, Study

__all__ = ["read_grid"]

_FEWEST_CELLS = 20
_POINT = "Point"
_MOST_OFF = 0.01
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corners:
    """Lower-left corners of cells of one size, in one coordinate system."""

    east: NDArray[np.float64]
    north: NDArray[np.float64]
    size: float
    crs: str


def read_grid(study: Study) -> SourceTable | None:
    """Read the population grid, if the study has one.

    Returns
    -------
    SourceTable or None
        A GeoDataFrame in the study's coordinate system: ``cell_id`` (the file's, or the
        lower-left corner in SCB's form), ``people``, ``age_65plus`` and ``age_80plus`` where
        given, ``geometry`` (the cell). The file's own geometry counts before the codes, and these
        before east and north.

    Raises
    ------
    InputError
        All faults of the file, a cell code that is no corner of such a cell among them.
    """
    given = study.inputs.grid
    if given is None:
        return None
    loaded = load_text(study, given, "grid")
    frame = typed_frame(loaded, GRID_FILE)
    if loaded.text.geometry is not None:
        squares = _of_geometry(loaded, frame, given)
    else:
        squares = _of_corners(loaded, _corners(loaded, frame, given))
    if "cell_id" not in frame and not squares.isna().any():
        frame.insert(0, "cell_id", _names(squares))
    _check_region(loaded, squares)
    kept = frame.drop(columns=["east", "north"], errors="ignore")
    placed = gpd.GeoDataFrame(kept, geometry=squares.set_crs(study.study.crs, allow_override=True))
    return source_table(loaded, placed, GRID_FILE)


def _names(squares: gpd.GeoSeries) -> pd.Series:
    """The corner of each cell in the form that SCB gives to its cells."""
    corners = squares.bounds.round()
    codes = [f"{e:07.0f}{n:07.0f}" for e, n in zip(corners["minx"], corners["miny"], strict=True)]
    return pd.Series(codes, dtype="str")


def _of_geometry(loaded: Loaded, frame: pd.DataFrame, given: GridInput) -> gpd.GeoSeries:
    geometry = loaded.text.geometry
    assert geometry is not None
    kinds = sorted(set(geometry.geom_type.dropna()))
    if kinds == [_POINT] and not geometry.is_empty.any() and not geometry.isna().any():
        return _around_points(loaded, geometry, given)
    if _POINT in kinds and len(kinds) > 1:
        raise InputError.of("GA-G036", file=loaded.file, found=tuple(map(shape_word, kinds)))
    lines = pd.Series([f"#{line}" for line in loaded.text.lines], dtype="str")
    squares = checked_polygons(loaded, frame.get("cell_id", lines))
    size = float(np.sqrt(np.nanmedian(squares.area)))
    if given.cell_size is not None and abs(size / given.cell_size - 1) > _MOST_OFF:
        loaded.found.add("GA-G034", file=loaded.file, found=round(size), size=given.cell_size)
    return squares


def _around_points(loaded: Loaded, geometry: gpd.GeoSeries, given: GridInput) -> gpd.GeoSeries:
    """Squares in the file's own coordinate system if that is in metres, else in the study's."""
    if given.cell_size is None:
        raise InputError.of("GA-T102", file=loaded.file)
    moved = in_study_crs(loaded, geometry)
    crs = CRS.from_user_input(given.crs or geometry.crs)
    own = geometry if crs.is_projected else moved
    back = given.cell_size / 2 if given.anchor == "centre" else 0.0
    return _of_corners(
        loaded,
        _Corners(
            east=np.round(own.x.to_numpy(float) - back),
            north=np.round(own.y.to_numpy(float) - back),
            size=given.cell_size,
            crs=crs.to_wkt() if crs.is_projected else loaded.study.study.crs,
        ),
    )


def _of_corners(loaded: Loaded, corners: _Corners) -> gpd.GeoSeries:
    _tell_larger_cells(loaded, corners)
    boxes = shapely.box(
        corners.east, corners.north, corners.east + corners.size, corners.north + corners.size
    )
    boxes[~np.isfinite(corners.east) | ~np.isfinite(corners.north)] = None
    return gpd.GeoSeries(boxes, crs=corners.crs).to_crs(study_crs(loaded.study))


def _corners(loaded: Loaded, frame: pd.DataFrame, given: GridInput) -> _Corners:
    placed = {"east", "north"} <= set(frame)
    if "cell_id" in frame and not (placed and _are_names(frame["cell_id"])):
        return _corners_of_codes(loaded, frame["cell_id"], given)
    if placed:
        return _corners_of_columns(loaded, frame, given)
    with telling_beside(loaded.found):
        raise InputError.of("GA-G017", file=loaded.file)


def _are_names(ids: pd.Series) -> bool:
    """Whether the ids are the file's own names, of which none is a cell's code."""
    return not any(isinstance(code, str) and cell_code(code) for code in ids.astype(object))


def _corners_of_columns(loaded: Loaded, frame: pd.DataFrame, given: GridInput) -> _Corners:
    if given.cell_size is None:
        with telling_beside(loaded.found):
            raise InputError.of("GA-T102", file=loaded.file)
    for column in ("east", "north"):
        for row in loaded.text.lines[frame[column].isna()]:
            loaded.found.add("GA-T002", file=loaded.file, row=int(row), column=column)
    back = given.cell_size / 2 if given.anchor == "centre" else 0.0
    # Centres come with a thousandth of rounding; a cell's corner is a whole metre.
    return _Corners(
        east=np.round(frame["east"].to_numpy(float) - back),
        north=np.round(frame["north"].to_numpy(float) - back),
        size=given.cell_size,
        crs=given.crs or loaded.study.study.crs,
    )


def _corners_of_codes(loaded: Loaded, codes: pd.Series, given: GridInput) -> _Corners:
    cells = [cell_code(code) if isinstance(code, str) else None for code in codes.astype(object)]
    size, crs = _kind(loaded, [cell for cell in cells if cell is not None], given)
    corners = np.full((2, len(cells)), np.nan)
    called = given.columns.get("cell_id", "cell_id")
    told = {(n.row, n.column) for n in loaded.found.errors}
    for i, cell in enumerate(cells):
        if cell is None and (int(loaded.text.lines[i]), called) in told:
            continue
        if cell is None or cell.east % size or cell.north % size:
            loaded.found.add(
                "GA-T055",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=called,
                value=codes.iloc[i] if isinstance(codes.iloc[i], str) else "",
                size=size,
            )
            continue
        corners[:, i] = cell.east, cell.north
    return _Corners(east=corners[0], north=corners[1], size=size, crs=crs)


def _kind(loaded: Loaded, cells: list[CellCode], given: GridInput) -> tuple[int, str]:
    """Size and coordinate system that all the codes and the study agree on."""
    with telling_beside(loaded.found):
        kinds = sorted({(cell.size or given.cell_size or 0, cell.crs or "") for cell in cells})
        if len(kinds) > 1:
            found = ", ".join(f"{size} m {crs}".strip() for size, crs in kinds[:_SHOWN])
            raise InputError.of("GA-G036", file=loaded.file, found=found)
        size, crs = kinds[0] if kinds else (given.cell_size or 0, "")
        if not size:
            raise InputError.of("GA-T102", file=loaded.file)
        if given.cell_size not in {None, size}:
            raise InputError.of("GA-G034", file=loaded.file, found=size, size=given.cell_size)
        if crs and given.crs not in {None, crs}:
            raise InputError.of("GA-G035", file=loaded.file, value=crs, crs=given.crs)
        try:
            CRS.from_user_input(crs or study_crs(loaded.study))
        except CRSError as error:
            raise InputError.of("GA-G004", file=loaded.file, value=crs) from error
    return size, crs or given.crs or loaded.study.study.crs


def _tell_larger_cells(loaded: Loaded, corners: _Corners) -> None:
    """Corners that all lie on a coarser lattice are those of larger cells: people would move."""
    both = np.stack([corners.east, corners.north])
    if both.shape[1] < _FEWEST_CELLS or not np.isfinite(both).all():
        return
    apart = (both - both.min(axis=1, keepdims=True)).astype(np.int64)
    step = int(np.gcd.reduce(apart, axis=None))
    if step > corners.size:
        loaded.found.add("GA-T125", file=loaded.file, value=f"{corners.size:g}", step=step)


def _check_region(loaded: Loaded, squares: gpd.GeoSeries) -> None:
    if loaded.found.errors:
        return
    extent = extent_of(loaded.study)
    middle = squares.centroid
    east = np.asarray(middle.x, dtype=np.float64)
    north = np.asarray(middle.y, dtype=np.float64)
    outside = ~extent.holds(east, north)
    swapped = extent.holds(north, east)
    if outside.all() and swapped.all():
        loaded.found.add(
            "GA-G010",
            file=loaded.file,
            pair="east, north",
            n=int(swapped.sum()),
            total=len(squares),
        )
        return
    for i in np.flatnonzero(outside):
        loaded.found.add(
            "GA-G012",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            value=f"{east[i]:.0f} {north[i]:.0f}",
            name="cell",
        )
