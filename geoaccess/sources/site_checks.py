"""Sites that can be read but need a second look: dates, capacity, hours, places, one site twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geoaccess.sources.open_hours import is_readable
from geoaccess.sources.plausible import tell_garbled, tell_outliers
from geoaccess.sources.text_table import clean

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geoaccess.sources.mapping import Loaded

__all__ = ["check_sites"]

_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_TWICE_WITHIN_M = 500.0
_DEGREE_STEP, _METRE_STEP = 0.01, 1000.0
_HAIR = 1e-9


def check_sites(loaded: Loaded, frame: pd.DataFrame, points: gpd.GeoSeries) -> None:
    """Add what is wrong or doubtful about the rows of a list of sites.

    Parameters
    ----------
    loaded
        The file; notices go to ``loaded.found``.
    frame
        Its typed columns.
    points
        Where each row stands, in the study's coordinate system.
    """
    _refuse_bad_dates(loaded, frame)
    _tell_no_capacity(loaded, frame)
    _tell_unread_hours(loaded, frame)
    _tell_rounded(loaded, frame)
    _tell_twice(loaded, frame, points)
    tell_outliers(loaded, frame, ("listed", "fte_spec", "fte_st"))
    tell_garbled(loaded, frame, ("name",))


def _called(loaded: Loaded, name: str) -> str:
    return clean(loaded.given.columns.get(name, name))


def _name(frame: pd.DataFrame, i: int) -> str:
    return str(frame["name"].iloc[i]) if "name" in frame else f"#{i + 1}"


def _refuse_bad_dates(loaded: Loaded, frame: pd.DataFrame) -> None:
    for column in ("valid_from", "valid_to"):
        if column not in frame:
            continue
        years = frame[column].dt.year
        for i in np.flatnonzero((years < _FIRST_YEAR) | (years > _LAST_YEAR)):
            loaded.found.add(
                "GA-T122",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=_called(loaded, column),
                value=frame[column].iloc[i].date().isoformat(),
            )
    if {"valid_from", "valid_to"} <= set(frame):
        for i in np.flatnonzero(frame["valid_from"] > frame["valid_to"]):
            loaded.found.add(
                "GA-T121",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=_called(loaded, "valid_to"),
                value=frame["valid_to"].iloc[i].date().isoformat(),
                first=frame["valid_from"].iloc[i].date().isoformat(),
            )


def _tell_no_capacity(loaded: Loaded, frame: pd.DataFrame) -> None:
    staff = [column for column in ("fte_spec", "fte_st") if column in frame]
    if not staff:
        return
    total = frame[staff].astype(float).sum(axis=1, skipna=False)
    for i in np.flatnonzero(total == 0):
        loaded.found.add(
            "GA-T120",
            file=loaded.file,
            row=int(loaded.text.lines[i]),
            column=" + ".join(_called(loaded, column) for column in staff),
            value="0",
            name=_name(frame, int(i)),
        )


def _tell_unread_hours(loaded: Loaded, frame: pd.DataFrame) -> None:
    """Hours that nobody can be sure of count as not known, as if they were not there."""
    if "opening_hours" not in frame:
        return
    for i in np.flatnonzero(frame["opening_hours"].notna()):
        written = str(frame["opening_hours"].iloc[i])
        if not is_readable(written):
            loaded.found.add(
                "GA-T560",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=_called(loaded, "opening_hours"),
                value=written,
                name=_name(frame, int(i)),
            )


def _tell_rounded(loaded: Loaded, frame: pd.DataFrame) -> None:
    """Coordinates given to the kilometre: the site may stand a kilometre away."""
    for pair, step in ((("lat", "lon"), _DEGREE_STEP), (("north", "east"), _METRE_STEP)):
        if not set(pair) <= set(frame):
            continue
        steps = frame[list(pair)].astype(float).to_numpy() / step
        whole = np.abs(steps - np.round(steps)) < _HAIR * np.maximum(1, np.abs(steps))
        for i in np.flatnonzero(whole.all(axis=1) & (steps != 0).all(axis=1)):
            first, second = (frame[name].iloc[i] for name in pair)
            loaded.found.add(
                "GA-G019",
                file=loaded.file,
                row=int(loaded.text.lines[i]),
                column=" / ".join(_called(loaded, name) for name in pair),
                value=f"{first:.10g} {second:.10g}",
                name=_name(frame, int(i)),
            )


def _tell_twice(loaded: Loaded, frame: pd.DataFrame, points: gpd.GeoSeries) -> None:
    """The same name within half a kilometre is most likely one site, counted twice."""
    if "name" not in frame:
        return
    shapes = points.to_numpy().copy()
    shapes[~np.isfinite(shapely.get_coordinates(shapes)).all(axis=1)] = None
    near = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=_TWICE_WITHIN_M)
    names = frame["name"].fillna("").str.casefold().to_numpy(object)
    for first, second in sorted(near.T.tolist()):
        if first < second and names[first] and names[first] == names[second]:
            loaded.found.add(
                "GA-G029",
                file=loaded.file,
                row=int(loaded.text.lines[second]),
                column=_called(loaded, "name"),
                value=frame["name"].iloc[second],
                other=int(loaded.text.lines[first]),
                metres=round(float(shapes[first].distance(shapes[second]))),
            )
