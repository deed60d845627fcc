"""Where the land is and how it is cut: a mesh of small cells, dissolved to areas and units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import Voronoi, cKDTree

from data.build.plan import (
    COUNTRYSIDE,
    ISLANDS,
    KOMMUN_ANCHORS,
    LAKE,
    ORIGIN_EAST_M,
    ORIGIN_NORTH_M,
    TINY_CORNER_KM,
    TOWNS,
    Town,
    generator,
)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
COUNTY_HEIGHT_KM = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """Small cells that tile the county; each belongs to one place and one part of it.

    ``place`` is an index into the towns followed by the countryside; ``part`` counts the
    areas of a town from 0.
    """

    points_km: Floats
    cells: npt.NDArray[np.object_]
    place: Integers
    part: Integers


def to_metres(points_km: Floats) -> Floats:
    """Move points of the plan (km) to SWEREF 99 TM (m)."""
    metres: Floats = np.asarray(points_km) * 1000.0 + np.array([ORIGIN_EAST_M, ORIGIN_NORTH_M])
    return metres


def coast_x_km(y_km: Floats) -> Floats:
    """Give the coastline: bays and headlands of a few kilometres."""
    coast: Floats = 45.0 + 1.1 * np.sin(y_km / 3.1) + 0.6 * np.sin(y_km / 1.3 + 1.0)
    return coast


def _in_ellipse(points: Floats, ellipse: tuple[str, float, float, float, float]) -> Booleans:
    _, x, y, half_width, half_height = ellipse
    angle = np.arctan2(points[:, 1] - y, points[:, 0] - x)
    wobble = 1 + 0.12 * np.sin(3 * angle + x) + 0.07 * np.sin(5 * angle)
    distance = np.hypot((points[:, 0] - x) / half_width, (points[:, 1] - y) / half_height)
    inside: Booleans = distance < wobble
    return inside


def is_land(points_km: Floats) -> Booleans:
    """Tell which points of the plan are on the mainland or an island."""
    points = np.atleast_2d(points_km)
    mainland = points[:, 0] < coast_x_km(points[:, 1])
    for island in ISLANDS:
        mainland |= _in_ellipse(points, island)
    return mainland


def is_lake(points_km: Floats) -> Booleans:
    """Tell which points of the plan are in the lake."""
    return _in_ellipse(np.atleast_2d(points_km), LAKE)


def town_reach(points_km: Floats, town: Town) -> Floats:
    """Give the distance from a town's centre as a share of its (uneven) radius."""
    from_centre = points_km - np.array([town.x_km, town.y_km])
    angle = np.arctan2(from_centre[:, 1], from_centre[:, 0])
    wobble = 1 + 0.10 * np.sin(2 * angle + town.x_km) + 0.06 * np.sin(5 * angle + town.y_km)
    reach: Floats = np.hypot(from_centre[:, 0], from_centre[:, 1]) / (town.radius_km * wobble)
    return reach


def build_mesh() -> Mesh:
    """Tile the county with small cells and give each to a town or a stretch of countryside."""
    points = _mesh_points()
    voronoi = Voronoi(points)
    vertices = np.round(to_metres(voronoi.vertices), 1)
    inside = is_land(points) & (points[:, 0] > 0) & (points[:, 1] > 0)
    inside &= points[:, 1] < COUNTY_HEIGHT_KM
    points = points[inside]
    regions = [voronoi.regions[r] for r in voronoi.point_region[inside]]
    cells = np.array([shapely.Polygon(vertices[region]) for region in regions], dtype=object)
    place, part = _belonging(points)
    return Mesh(points_km=points, cells=cells, place=place, part=part)


def _mesh_points() -> Floats:
    rng = generator(1)
    country = _jittered_grid(0.85, rng)
    distance_to_town = np.min([town_reach(country, town) for town in TOWNS], axis=0)
    shore = np.abs(country[:, 0] - coast_x_km(country[:, 1])) < 1.0
    country = country[(distance_to_town > 1.15) & ~shore]
    fine = _jittered_grid(0.45, rng)
    fine_in_town = np.min([town_reach(fine, town) for town in TOWNS], axis=0) <= 1.15
    at_shore = np.abs(fine[:, 0] - coast_x_km(fine[:, 1])) < 1.0
    by_island = fine[:, 0] > coast_x_km(fine[:, 1]) + 1.0
    fine = fine[(at_shore | by_island) & ~fine_in_town]
    towns = _jittered_grid(0.25, rng)
    towns = towns[np.min([town_reach(towns, town) for town in TOWNS], axis=0) <= 1.15]
    points = np.vstack([country, fine, towns])
    corner = np.array(TINY_CORNER_KM)
    points = points[np.hypot(*(points - corner).T) > 0.27]
    angles = np.arange(8) * np.pi / 4
    ring = corner + 0.2 * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.vstack([points, corner, ring])


def _jittered_grid(spacing: float, rng: np.random.Generator) -> Floats:
    x, y = np.meshgrid(np.arange(-4, 62, spacing), np.arange(-4, 54, spacing))
    grid = np.column_stack([x.ravel(), y.ravel()])
    return grid + rng.uniform(-0.36, 0.36, grid.shape) * spacing


def _belonging(points: Floats) -> tuple[Integers, Integers]:
    reach = np.array([town_reach(points, town) for town in TOWNS])
    place = np.argmin(reach, axis=0)
    part = np.zeros(len(points), dtype=np.int64)
    in_country = reach.min(axis=0) > 1.0
    anchors = [(t.kommun, t.x_km, t.y_km, 1.2 * t.radius_km) for t in TOWNS]
    anchors += [(code, x, y, 0.0) for code, x, y in KOMMUN_ANCHORS]
    centres = np.array([[x, y] for _, x, y, _ in anchors])
    pull = np.array([weight for *_, weight in anchors])
    distance = np.hypot(*(points[:, None, :] - centres[None]).transpose(2, 0, 1)) - pull
    kommun = np.array([code for code, *_ in anchors])[np.argmin(distance, axis=1)]
    on_islands = points[:, 0] > coast_x_km(points[:, 1]) + 1.0
    kommun[on_islands] = "9903"
    storskar = next(i for i, c in enumerate(COUNTRYSIDE) if c.name == "Storskär")
    for code in np.unique(kommun):
        own = [i for i, c in enumerate(COUNTRYSIDE) if c.kommun == code and i != storskar]
        seeds = np.array([[COUNTRYSIDE[i].x_km, COUNTRYSIDE[i].y_km] for i in own])
        chosen = in_country & (kommun == code)
        place[chosen] = len(TOWNS) + np.array(own)[cKDTree(seeds).query(points[chosen])[1]]
    place[_in_ellipse(points, ISLANDS[0])] = len(TOWNS) + storskar
    for index, town in enumerate(TOWNS):
        chosen = place == index
        part[chosen] = cKDTree(_part_seeds(town)).query(points[chosen])[1]
    tiny = np.hypot(*(points - np.array(TINY_CORNER_KM)).T) < 1e-9
    part[tiny] = TOWNS[0].areas
    return place, part


def _part_seeds(town: Town) -> Floats:
    """Spread the areas of a town as seeds in a sunflower, denser towards the middle."""
    k = np.arange(town.areas)
    radius = 0.95 * town.radius_km * ((k + 0.5) / town.areas) ** 0.62
    angle = k * 2.399963 + town.x_km
    spread = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    seeds: Floats = spread + np.array([town.x_km, town.y_km])
    return seeds
