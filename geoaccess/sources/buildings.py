"""Buildings that people live in: where each stands, and how much it weighs beside the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.errors import InputError
from geoaccess.messages import N_, Phrase
from geoaccess.sources.mapping import Loaded, SourceTable, load_text, source_table, typed_frame
from geoaccess.sources.points import place_points
from geoaccess.sources.polygons import checked_polygons
from geoaccess.sources.text_table import clean
from geoaccess.study.files import BUILDINGS_FILE, PLACE_COLUMNS

if TYPE_CHECKING:
    from geoaccess.study import Study

__all__ = ["read_buildings"]

_STATED = ("dwellings", "floor_area")
_POLYGONS = {"Polygon", "MultiPolygon"}
_WORDS = {
    "dwellings": Phrase(N_("dwellings")),
    "floor_area": Phrase(N_("floor area")),
    "footprint": Phrase(N_("ground that they cover")),
    "footprint_storeys": Phrase(N_("ground that they cover, times storeys")),
    "storeys": Phrase(N_("storeys")),
    "number": Phrase(N_("number: each counts alike")),
}


def read_buildings(study: Study) -> SourceTable | None:
    """Read the buildings, if the study has any.

    A building weighs by its dwellings, else by its floor area, else by the ground it covers times
    its storeys, where the file has polygons; points weigh by their storeys, or alike.

    Returns
    -------
    SourceTable or None
        A GeoDataFrame of points in the study's coordinate system with ``weight``, none negative.
        Rows whose ``use`` is ``other`` are left out and told.

    Raises
    ------
    InputError
        All faults of the file: places, shapes, weights; points among polygons without a weight.
    """
    given = study.inputs.buildings
    if given is None:
        return None
    loaded = load_text(study, given, "buildings")
    frame = typed_frame(loaded, BUILDINGS_FILE)
    points, ground = _placed(loaded, frame)
    weight = _weight(loaded, frame, ground)
    placed = frame.drop(columns=list(PLACE_COLUMNS), errors="ignore").assign(weight=weight)
    buildings = gpd.GeoDataFrame(placed, geometry=points)
    homes = pd.Series(data=True, index=frame.index)
    if "use" in frame:
        homes = (frame["use"] != "other").fillna(value=True).astype(bool)
        _tell_no_homes(loaded, homes)
    kept = buildings[homes].reset_index(drop=True)
    return source_table(loaded, kept, BUILDINGS_FILE, lines=loaded.text.lines[homes.to_numpy()])


def _placed(loaded: Loaded, frame: pd.DataFrame) -> tuple[gpd.GeoSeries, pd.Series]:
    """Point of each building, and the square metres of ground it covers; missing for points."""
    geometry = loaded.text.geometry
    own = not any({*pair} <= set(frame) for pair in (PLACE_COLUMNS[:2], PLACE_COLUMNS[2:]))
    none = pd.Series(np.nan, index=frame.index)
    if geometry is None or not own or not set(geometry.geom_type.dropna()) <= _POLYGONS:
        return place_points(loaded, frame), none
    names = pd.Series([f"#{line}" for line in loaded.text.lines], dtype="str")
    shapes = checked_polygons(loaded, frame.get("building_id", names))
    # A shape that was refused has no place; the table's faults are told together with its.
    points = shapely.point_on_surface(shapes.where(shapes.is_valid).to_numpy())
    return gpd.GeoSeries(points, crs=shapes.crs, name="geometry"), shapes.area


def _weight(loaded: Loaded, frame: pd.DataFrame, ground: pd.Series) -> pd.Series:
    """What each building weighs, by the best that the file tells, and in `found` by what."""
    stated = next((name for name in _STATED if name in frame), None)
    storeys = _known(loaded, frame, "storeys") if stated is None and "storeys" in frame else None
    if stated is not None:
        by, weight = stated, _known(loaded, frame, stated)
    elif ground.notna().all() and len(ground):
        by = "footprint" if storeys is None else "footprint_storeys"
        weight = ground if storeys is None else ground * storeys
    else:
        _refuse_mixed_shapes(loaded)
        by = "number" if storeys is None else "storeys"
        weight = pd.Series(1.0, index=frame.index) if storeys is None else storeys
    if not (weight > 0).any() and not loaded.found.errors:
        column = clean(loaded.given.columns.get(by, by))
        loaded.found.add("GA-L417", file=loaded.file, column=column, n=len(weight))
    loaded.found.add("GA-L410", file=loaded.file, n=len(weight), by=_WORDS[by])
    return weight


def _known(loaded: Loaded, frame: pd.DataFrame, name: str) -> pd.Series:
    """Numbers of a column; where one is not known the building counts like the middle one."""
    values = frame[name].astype("Float64")
    unknown = values.isna()
    middle = values.median()
    if unknown.any() and not unknown.all():
        loaded.found.add(
            "GA-L416",
            file=loaded.file,
            column=clean(loaded.given.columns.get(name, name)),
            n=int(unknown.sum()),
            middle=float(middle),
        )
    return values.fillna(0.0 if unknown.all() else middle).astype(float)


def _refuse_mixed_shapes(loaded: Loaded) -> None:
    """Points among polygons have no ground: a house would weigh 1 and its neighbour 150."""
    geometry = loaded.text.geometry
    if geometry is None:
        return
    drawn = geometry.geom_type.isin(_POLYGONS)
    if drawn.any() and not drawn.all():
        n = int((~drawn).sum())
        loaded.found.add("GA-L418", file=loaded.file, n=n, total=len(geometry))


def _tell_no_homes(loaded: Loaded, homes: pd.Series) -> None:
    column = clean(loaded.given.columns.get("use", "use"))
    if not homes.any():
        raise InputError.of("GA-T054", file=loaded.file)
    if not homes.all():
        loaded.found.add("GA-L419", file=loaded.file, column=column, n=int((~homes).sum()))
