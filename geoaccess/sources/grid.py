"""Populated grid cells: where inside the areas people live."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.errors import InputError, telling_beside
from geoaccess.sources.crs import extent_of, study_crs
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.study.files import GRID_FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geoaccess.study import GridInput, Study

__all__ = ["cell_corner", "read_grid"]

_FEWEST_CELLS = 20
_CODE = re.compile(r"(\d{6,7})(\d{7})")


def cell_corner(code: str) -> tuple[int, int] | None:
    """Lower-left corner (east, north, metres) of SCB's cell code; None if it is no such code.

    SCB writes seven digits each; a leading zero lost from the easting leaves thirteen.

    Examples
    --------
    >>> cell_corner("3520006860000"), cell_corner("03520006860000"), cell_corner("x")
    ((352000, 6860000), (352000, 6860000), None)
    """
    found = _CODE.fullmatch(code)
    return (int(found.group(1)), int(found.group(2))) if found else None


def read_grid(study: Study) -> SourceTable | None:
    """Read the population grid, if the study has one.

    Returns
    -------
    SourceTable or None
        A GeoDataFrame in the study's coordinate system: ``cell_id`` (the file's, or the
        lower-left corner in SCB's form), ``people``, ``age_65plus`` and ``age_80plus`` where
        given, ``geometry`` (the cell's square).

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
    east, north = _corners(loaded, frame, given)
    if "cell_id" not in frame and not np.isnan(east).any():
        codes = [f"{e:07.0f}{n:07.0f}" for e, n in zip(east, north, strict=True)]
        frame.insert(0, "cell_id", pd.Series(codes, dtype="str"))
    size = given.cell_size
    _tell_larger_cells(loaded, east, north, size)
    squares = gpd.GeoSeries(
        shapely.box(east, north, east + size, north + size), crs=given.crs or study.study.crs
    ).to_crs(study_crs(study))
    _check_region(loaded, squares)
    kept = frame.drop(columns=["east", "north"], errors="ignore")
    placed = gpd.GeoDataFrame(kept, geometry=squares.set_crs(study.study.crs, allow_override=True))
    return source_table(loaded, placed, GRID_FILE)


def _corners(
    loaded: Loaded, frame: pd.DataFrame, given: GridInput
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if "cell_id" in frame:
        return _corners_of_codes(loaded, frame["cell_id"], given.cell_size)
    if not {"east", "north"} <= set(frame):
        with telling_beside(loaded.found):
            raise InputError.of("GA-G017", file=loaded.file)
    for column in ("east", "north"):
        for row in loaded.text.lines[frame[column].isna()]:
            loaded.found.add("GA-T002", file=loaded.file, row=int(row), column=column)
    back = given.cell_size / 2 if given.anchor == "centre" else 0.0
    # Centres come with a thousandth of rounding; a cell's corner is a whole metre.
    east = np.round(frame["east"].to_numpy(float) - back)
    north = np.round(frame["north"].to_numpy(float) - back)
    return east, north


def _corners_of_codes(
    loaded: Loaded, codes: pd.Series, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    corners = np.full((2, len(codes)), np.nan)
    for i, code in enumerate(codes.astype(object)):
        corner = cell_corner(code) if isinstance(code, str) else None
        if corner is None or corner[0] % size or corner[1] % size:
            loaded.found.add(
                "GA-T055",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=loaded.given.columns.get("cell_id", "cell_id"),
                value=code,
                size=size,
            )
            continue
        corners[:, i] = corner
    return corners[0], corners[1]


def _tell_larger_cells(
    loaded: Loaded, east: NDArray[np.float64], north: NDArray[np.float64], size: int
) -> None:
    """Corners that all lie on a coarser lattice are those of larger cells: people would move."""
    if len(east) < _FEWEST_CELLS or np.isnan(east).any() or np.isnan(north).any():
        return
    apart = np.concatenate([east - east.min(), north - north.min()]).astype(np.int64)
    step = int(np.gcd.reduce(apart))
    if step > size:
        loaded.found.add("GA-T125", file=loaded.file, value=size, step=step)


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
