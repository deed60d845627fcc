"""Ground within so many minutes of the nearest vårdcentral and of each, and whose nearest it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geoaccess.layers import is_vardcentral
from geoaccess.principles.reach import area_of_sites, by_boat, obstacle
from geoaccess.result.ground import GROUND, no_ground
from geoaccess.result.time_classes import TIME_LIMITS
from geoaccess.sources.provenance import homes_are_open
from geoaccess.travel.outline import outline
from geoaccess.travel.places import Places
from geoaccess.travel.squares import Squares

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from pyproj import CRS

    from geoaccess.errors import NoticeList
    from geoaccess.pipeline.prepare import Prepared
    from geoaccess.principles import Evidence
    from geoaccess.times import Times

    Chosen = NDArray[np.bool_]
    Row = tuple[object, ...]

__all__ = ["ground_tables"]


def ground_tables(
    prepared: Prepared, evidence: Evidence, points: gpd.GeoDataFrame, found: NoticeList
) -> Mapping[str, gpd.GeoDataFrame]:
    """The tables of `geoaccess.result.ground.GROUND`, of all vårdcentraler.

    Minutes are the classes that are shown of travel times, and the thresholds that decide
    somewhere, as far as times are counted. Empty where the list of sites is too short to judge
    access by: a vårdcentral that is not in it may be nearer.

    Parameters
    ----------
    points
        With ``seconds``, ``site_id``, ``mode`` and ``limit_s`` of the deciding mode.
    found
        Gets that the ground is not published, where that is so.
    """
    if obstacle(prepared.pack, evidence) is not None or points.empty:
        return {name: no_ground(name, points.crs) for name in GROUND}
    if not homes_are_open(prepared.provenance):
        found.add("GA-L601")
    drawn = _Drawn.of(points, prepared.layers.sites)
    rows = {
        "reach": _reach(drawn, points, prepared.times),
        "site_reach": _site_reach(drawn, evidence, points, prepared.times),
        "catchments": _catchments(drawn, points),
    }
    return {name: _table(name, each, points.crs) for name, each in rows.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """The ground of all points, worked out once, and the vårdcentraler."""

    squares: Squares
    names: Mapping[str, str]
    at: Mapping[str, NDArray[np.int64]]

    @classmethod
    def of(cls, points: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> _Drawn:
        places = Places(tuple(map(str, points.index)), *_metres(points).T)
        squares, care = Squares.around(places), sites.loc[is_vardcentral(sites)]
        ids, metres = list(map(str, care.index)), _metres(care)
        held = [squares.holding(each[np.isfinite(each).all(axis=1)]) for each in metres[:, None]]
        names = dict(zip(ids, map(str, care["name"]), strict=True))
        return cls(squares=squares, names=names, at=dict(zip(ids, held, strict=True)))

    def area(self, chosen: Chosen, sites: Iterable[str] = ()) -> shapely.MultiPolygon:
        """Ground of some points, and the squares that some sites lie in."""
        at = [self.squares.of(chosen), *(self.at[site] for site in sites)]
        return outline(np.concatenate(at), self.squares.side_m)


def _metres(places: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """``(place, 2)``; not a number for a site that is no place."""
    shapes = np.asarray(places.geometry.array, dtype=object)
    return np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])


def _limits(thresholds_s: Iterable[float], cutoff_s: float) -> list[float]:
    """Minutes that are told, rising."""
    minutes = {float(limit) for limit in TIME_LIMITS} | {each / 60 for each in thresholds_s}
    return sorted(each for each in minutes if each * 60 <= cutoff_s)


def _reach(drawn: _Drawn, points: pd.DataFrame, times: Mapping[str, Times]) -> Iterator[Row]:
    """Minutes to the nearest vårdcentral by the deciding mode; at the end all ground."""
    cutoff = min(times[mode].cutoff for mode in points["mode"].unique())
    for minutes in _limits(points["limit_s"].dropna().unique(), cutoff):
        within = (points["seconds"] <= minutes * 60).to_numpy()
        if within.any():
            yield minutes, drawn.area(within, points["site_id"][within].dropna().unique())
    everyone = np.ones(len(points), dtype=bool)
    yield np.nan, drawn.area(everyone, points["site_id"].dropna().unique())


def _site_reach(
    drawn: _Drawn,
    evidence: Evidence,
    points: pd.DataFrame,
    times: Mapping[str, Times],
) -> Iterator[Row]:
    """Minutes to each vårdcentral by each mode that decides somewhere.

    Where the wait for the boat is not in the times a site across the water is within no limit.
    """
    lies_in, area = area_of_sites(evidence), points["area_id"].to_numpy(dtype=object)
    for mode in pd.unique(points["mode"]):
        decides = points["mode"] == mode
        limits = _limits(points.loc[decides, "limit_s"].dropna().unique(), times[mode].cutoff)
        waits = by_boat(evidence, pd.Series(mode, index=points.index))
        near = times[mode].select_sites(list(drawn.names))
        for minutes in limits:
            reached = np.ascontiguousarray(near.within(minutes * 60).T)
            for column, site in enumerate(near.sites):
                within = reached[column]
                if waits.any():
                    within = within & (~waits | (area == lies_in[site]))
                if within.any():
                    yield site, drawn.names[site], mode, minutes, drawn.area(within, [site])


def _catchments(drawn: _Drawn, points: pd.DataFrame) -> Iterator[Row]:
    for site, name in drawn.names.items():
        own = (points["site_id"] == site).to_numpy()
        area = drawn.area(own)
        if not area.is_empty:
            yield site, name, area


def _table(name: str, rows: Iterable[Row], crs: CRS | None) -> gpd.GeoDataFrame:
    """Rows by site, then by mode, minutes rising."""
    columns = [column.name for column in GROUND[name]]
    held: Sequence[Row] = list(rows)
    if not held:
        return no_ground(name, crs)
    frame = gpd.GeoDataFrame(held, columns=[*columns, "geometry"], geometry="geometry", crs=crs)
    return frame.sort_values(columns, ignore_index=True)
