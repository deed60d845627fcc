"""Areas within so many minutes, and areas of those who go to the same site."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.access import nearest
from geoaccess.errors import InputError
from geoaccess.times import Status, Times
from geoaccess.travel import Places, catchment_areas, isochrone_areas

CRS = "EPSG:3006"
LIMITS = (5, 10, 15, 30)
SLIVER_M2 = 1.0


def scene(seed):
    """Places on a lattice of 100 m or anywhere, some on one spot; sites; times of every kind."""
    rng = np.random.default_rng(seed)
    n, sites = int(rng.integers(1, 40)), int(rng.integers(1, 4))
    xy = rng.uniform(0, 3000, (n, 2))
    if rng.integers(2):
        xy = np.rint(xy / 100) * 100
    xy += (500_000, 6_600_000)
    at = rng.uniform(-500, 3500, (sites, 2)) + np.array([500_000, 6_600_000])
    if rng.integers(2):
        at[0] = xy[0]  # a site where somebody lives
    points = Places(tuple(f"p{i}" for i in range(n)), *xy.T)
    where = Places(tuple(f"s{i}" for i in range(sites)), *at.T)
    seconds = rng.integers(0, 2400, (n, sites)).astype(np.uint16)
    seconds[rng.random(seconds.shape) < 0.2] = Status.UNREACHABLE
    # Who lives on one spot takes one time, and from a site's own door it takes none.
    _, first, spot = np.unique(xy, axis=0, return_index=True, return_inverse=True)
    seconds = seconds[first][spot.ravel()]
    seconds[(xy[:, None] == at[None]).all(axis=2)] = 0
    return points, where, Times("walk", points.ids, where.ids, seconds, cutoff=3600)


def dots(places):
    return shapely.points(places.x, places.y)


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_areas_hold_who_is_within_the_limit_and_nobody_else(seed):
    points, sites, times = scene(seed)

    areas = isochrone_areas(times, points, sites, LIMITS, crs=CRS).set_index(["site_id", "minutes"])

    assert areas.crs == CRS
    for column, site in enumerate(sites.ids):
        smaller = shapely.MultiPolygon()
        for limit in LIMITS:
            area, within = areas.geometry[site, limit], times.within(limit * 60)[:, column]
            assert areas["points"][site, limit] == within.sum()
            assert area.is_empty == (not within.any())
            assert area.is_valid
            assert area.geom_type == "MultiPolygon"
            assert shapely.intersects_xy(area, points.x, points.y).tolist() == within.tolist()
            assert smaller.difference(area).area < SLIVER_M2
            if within.any():
                assert shapely.covers(area, shapely.Point(sites.x[column], sites.y[column]))
            smaller = area


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_areas_of_sites_share_the_ground_out_without_overlap(seed):
    points, sites, times = scene(seed)
    whose = nearest(times)["site_id"]

    areas = catchment_areas(points, whose.tolist(), sites.ids, crs=CRS)

    assert areas["site_id"].tolist()[:-1] == list(sites.ids)
    assert areas["points"].sum() == len(points)
    for row, site in enumerate([*sites.ids, None]):
        own = (whose.isna() if site is None else whose == site).to_numpy()
        assert areas["points"][row] == own.sum()
        assert shapely.intersects_xy(areas.geometry[row], points.x, points.y).tolist() == list(own)
    one, other = np.triu_indices(len(areas), 1)
    shapes = areas.geometry.array
    assert shapely.area(shapely.intersection(shapes[one], shapes[other])).sum() < SLIVER_M2
    whole = shapely.union_all(shapely.buffer(dots(points), 750))
    assert areas.area.sum() == pytest.approx(whole.area, rel=1e-4)


def test_ground_goes_to_the_nearest_place_and_no_farther_than_the_radius():
    points = Places(("a", "b"), np.array([0.0, 1000.0]), np.zeros(2))
    seconds = np.array([[60], [Status.UNREACHABLE]], dtype=np.uint16)
    site = Places(("x",), np.array([10.0]), np.array([0.0]))
    times = Times("car", points.ids, site.ids, seconds, cutoff=3600)

    area = isochrone_areas(times, points, site, (5,), crs=CRS, radius_m=2000).geometry[0]

    assert area.bounds[2] == pytest.approx(500 + 5, abs=6)  # half way to b, or to b from the site
    assert area.bounds[0] == pytest.approx(-2000, abs=1)
    half_a_disc = np.pi * 2000**2 / 2
    assert area.area == pytest.approx(half_a_disc + 500 * 4000, rel=0.02)


def test_cells_of_a_grid_join_without_cracks_and_a_lake_stays_a_hole():
    x, y = (axis.ravel() * 250.0 for axis in np.meshgrid(np.arange(20), np.arange(20)))
    lake = (abs(x - 2500) < 1200) & (abs(y - 2500) < 1200)
    points = Places(tuple(map(str, range(int((~lake).sum())))), x[~lake], y[~lake])

    areas = catchment_areas(points, ["s"] * len(points), ["s"], crs=CRS, radius_m=400)

    (shore,) = areas.geometry[0].geoms
    assert len(shore.interiors) == 1
    assert shapely.Polygon(shore.interiors[0]).contains(shapely.Point(2500, 2500))


def test_nobody_anywhere_gives_empty_areas():
    nobody = Places((), np.array([]), np.array([]))
    site = Places(("x",), np.array([0.0]), np.array([0.0]))
    times = Times("walk", (), site.ids, np.empty((0, 1), np.uint16), cutoff=3600)

    areas = isochrone_areas(times, nobody, site, (5,), crs=CRS)

    assert areas["points"].tolist() == [0]
    assert areas.geometry.is_empty.all()
    assert catchment_areas(nobody, [], ["x"], crs=CRS)["points"].tolist() == [0, 0]


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_limits_that_the_times_do_not_reach_are_refused(minutes):
    points, sites, times = scene(0)

    with pytest.raises(InputError, match="GA-M520"):
        isochrone_areas(times, points, sites, (5, minutes), crs=CRS)


def test_dense_and_sparse_times_give_the_same_areas():
    points, sites, times = scene(3)

    one, other = (
        isochrone_areas(held, points, sites, crs=CRS) for held in (times, times.to_sparse())
    )

    assert one.geometry.geom_equals(other.geometry).all()


def test_other_places_than_those_of_the_times_are_refused():
    points, sites, times = scene(1)
    others = Places(tuple(f"q{i}" for i in range(len(points))), points.x, points.y)

    with pytest.raises(ValueError, match="those of the times"):
        isochrone_areas(times, others, sites, crs=CRS)
    with pytest.raises(ValueError, match="not among those given: y"):
        catchment_areas(points, ["y"] * len(points), ["x"], crs=CRS)
    with pytest.raises(ValueError, match="points, but 0 sites"):
        catchment_areas(points, [], ["x"], crs=CRS)
