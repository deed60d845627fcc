"""Generalised shapes: fewer vertices, the same neighbours, and back again by whole steps."""

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.cartography.shapes import encode, generalise, outlines, points


def decode(steps):
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / 1e5


def test_generalised_areas_still_share_their_borders(published):
    given_shapes = published.areas.geometry

    kept = generalise(given_shapes, most_vertices=3_000)

    assert shapely.get_num_coordinates(kept.to_numpy()).sum() <= 3_000
    assert shapely.coverage_is_valid(kept.to_numpy())
    assert abs(kept.area.sum() / given_shapes.area.sum() - 1) < 0.001


def test_shapes_that_overlap_are_simplified_one_by_one():
    overlapping = gpd.GeoSeries(
        [shapely.Point(0, 0).buffer(5_000), shapely.Point(4_000, 0).buffer(5_000)], crs=3006
    )

    kept = generalise(overlapping, most_vertices=70)

    assert kept.is_valid.all()
    assert shapely.get_num_coordinates(kept.to_numpy()).sum() <= 70


def test_neighbours_share_vertices_to_the_last_step(published):
    encoded = encode(generalise(published.areas.geometry, most_vertices=60_000))

    corners = [
        tuple(vertex)
        for shape in encoded
        for part in shape
        for ring in part
        for vertex in np.cumsum(np.array(ring).reshape(-1, 2), axis=0)[:-1]
    ]
    _, counts = np.unique(np.array(corners), axis=0, return_counts=True)

    assert (counts > 1).mean() > 0.7


@given(st.lists(st.tuples(st.floats(11, 24), st.floats(55, 69)), min_size=2, max_size=40))
def test_a_line_comes_back_within_half_a_step(vertices):
    line = gpd.GeoSeries([shapely.LineString(vertices)], crs=4326)
    whole = np.round(np.array(vertices) * 1e5)
    distinct = whole[np.r_[True, (np.diff(whole, axis=0) != 0).any(axis=1)]]

    shape = encode(line)[0]

    if len(distinct) > 1:
        assert np.allclose(decode(shape[0][0]), distinct / 1e5, atol=1e-9)
    else:
        assert shape == []


def test_holes_and_exclaves_stay():
    island = shapely.box(16, 60, 17, 61) - shapely.box(16.4, 60.4, 16.6, 60.6)
    shape = gpd.GeoSeries([shapely.union(island, shapely.box(18, 60, 18.1, 60.1))], crs=4326)

    assert [len(part) for part in encode(shape)[0]] == [2, 1]


def test_an_empty_shape_is_no_part():
    assert encode(gpd.GeoSeries([None, shapely.Polygon()], crs=4326)) == [[], []]


def test_a_site_that_is_no_place_has_no_point():
    found = points(gpd.GeoSeries([shapely.Point(16, 60), None, shapely.Point()], crs=4326))

    assert found == [(60.0, 16.0), None, None]


def test_units_made_of_areas_are_outlined_along_them():
    areas = gpd.GeoSeries([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], crs=3006)
    units = gpd.GeoSeries({"a": shapely.box(0, 0, 2, 1.01), "b": shapely.box(5, 5, 6, 6)}, crs=3006)

    found = outlines(areas, ["a", "a"], units)

    assert found["a"].equals(shapely.box(0, 0, 2, 1))
    assert found["b"].equals(units["b"])
