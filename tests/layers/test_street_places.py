"""Without a grid people live along the streets that have homes on them, and it is said."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoaccess.errors import NoticeList
from geoaccess.layers.points import build_points
from geoaccess.layers.street_places import street_places
from geoaccess.sources.streets import Streets

CRS = "EPSG:3006"
E, N = 600_000.0, 6_700_000.0


def lines(*drawn):
    """Streets from ``(highway, [(x, y), ...])``, metres from the corner of the first area."""
    x, y, start, end, way = [], [], [], [], []
    for number, (_, points) in enumerate(drawn):
        first = len(x)
        x += [E + p[0] for p in points]
        y += [N + p[1] for p in points]
        start += range(first, len(x) - 1)
        end += range(first + 1, len(x))
        way += [number] * (len(points) - 1)
    return Streets(
        node_x=np.array(x, dtype=float),
        node_y=np.array(y, dtype=float),
        way_tags=tuple({"highway": kind} for kind, _ in drawn),
        segment_from=np.array(start, dtype=np.int64),
        segment_to=np.array(end, dtype=np.int64),
        segment_way=np.array(way, dtype=np.int64),
    )


def squares(people, size=2000.0):
    """Areas side by side from west to east."""
    return gpd.GeoDataFrame(
        {
            "people": people,
            "kommun_code": "0180",
            "settlement": "C",
            "name": list("abcdefgh")[: len(people)],
        },
        geometry=[
            shapely.box(E + size * k, N, E + size * (k + 1), N + size) for k in range(len(people))
        ],
        index=pd.Index([f"0180C10{k}0" for k in range(len(people))], name="area_id"),
        crs=CRS,
    )


def units_of(areas):
    return gpd.GeoDataFrame(
        {"name": ["U"], "kind": "kommun", "kommun_code": "0180"},
        geometry=[areas.union_all()],
        index=pd.Index(["0180-u"], name="unit_id"),
        crs=CRS,
    )


def points_of(areas, streets):
    found = NoticeList()
    return build_points(areas, units_of(areas), None, streets, found), found


def test_people_stand_along_the_streets_with_homes_by_the_length_of_street():
    # 600 m of homes in the west of the area, 200 m in its east; the motorway has none.
    streets = lines(
        ("residential", [(100, 100), (100, 400), (100, 700)]),
        ("residential", [(1700, 1700), (1700, 1900)]),
        ("motorway", [(0, 1000), (2000, 1000)]),
    )

    points, found = points_of(squares([800.0]), streets)

    west = points.loc[points.geometry.x < E + 1000, "people"].sum()
    assert west == pytest.approx(600)
    assert points["people"].sum() == pytest.approx(800)
    assert set(points["placed_by"]) == {"street"}
    assert [n.code for n in found] == ["GA-L026"]
    assert found.warnings[0].places["n"] == 1


def test_a_bend_drawn_with_many_nodes_draws_no_more_people():
    straight = ("residential", [(10, 10), (210, 10)])
    bent = ("residential", [(1510, 10 + k) for k in range(201)])

    points, _ = points_of(squares([100.0]), lines(straight, bent))

    assert points.loc[points.geometry.x < E + 1000, "people"].sum() == pytest.approx(50)


def test_an_area_without_such_a_street_is_one_point_and_is_counted_with_its_people():
    streets = lines(("residential", [(100, 100), (300, 100)]), ("track", [(2100, 50), (3900, 50)]))

    points, found = points_of(squares([10.0, 7.0]), streets)

    alone = points.loc[points["area_id"] == "0180C1010"]
    assert alone["placed_by"].tolist() == ["inside_point"]
    told = {n.code: n.places for n in found}
    assert (told["GA-L027"]["n"], told["GA-L027"]["people"]) == (1, 7)
    assert told["GA-L026"]["n"] == 1


def test_without_grid_and_streets_each_area_is_one_point():
    points, found = points_of(squares([10.0, 7.0]), None)

    assert points["placed_by"].unique().tolist() == ["inside_point"]
    assert [n.code for n in found] == ["GA-L025"]


def test_streets_elsewhere_place_nobody():
    points, found = points_of(squares([10.0]), lines(("residential", [(9000, 0), (9100, 0)])))

    assert points["placed_by"].tolist() == ["inside_point"]
    assert [n.code for n in found] == ["GA-L025"]


ways = st.lists(
    st.tuples(
        st.sampled_from(["residential", "tertiary", "path"]),
        st.lists(
            st.tuples(st.integers(0, 6000), st.integers(0, 2000)),
            min_size=2,
            max_size=5,
            unique=True,
        ),
    ),
    min_size=1,
    max_size=6,
)


@given(drawn=ways, people=st.lists(st.integers(0, 500), min_size=3, max_size=3))
def test_every_area_keeps_its_people_and_every_point_lies_in_its_area(drawn, people):
    areas = squares([float(n) for n in people])

    points, _ = points_of(areas, lines(*drawn))

    assert points.groupby("area_id")["people"].sum().to_numpy() == pytest.approx(people)
    held = areas.geometry.reindex(points["area_id"]).to_numpy()
    assert shapely.intersects(held, points.geometry.to_numpy()).all()


@given(drawn=ways, order=st.randoms(use_true_random=False))
def test_the_order_of_the_ways_does_not_matter(drawn, order):
    shuffled = list(drawn)
    order.shuffle(shuffled)
    areas = squares([1.0, 1.0, 1.0])

    first, second = (street_places(areas, lines(*some)) for some in (drawn, shuffled))

    assert first["area_id"].tolist() == second["area_id"].tolist()
    assert first["metres"].to_numpy() == pytest.approx(second["metres"].to_numpy())


def test_a_large_area_has_some_hundred_places_not_thousands():
    across = [("residential", [(0, y), (40_000, y)]) for y in range(500, 40_000, 500)]
    dense = [(kind, [(x, pts[0][1]) for x in range(0, 40_001, 100)]) for kind, pts in across]

    places = street_places(squares([1.0], size=40_000.0), lines(*dense))

    assert 100 < len(places) <= 441
