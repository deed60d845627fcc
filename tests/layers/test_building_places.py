"""People stand where their buildings do, by how many homes each holds, and sums are kept."""

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import InputError, NoticeList
from geoaccess.layers import build_layers
from geoaccess.layers.balance import balance_of
from geoaccess.layers.points import build_points
from geoaccess.sources.mapping import SourceTable
from geoaccess.sources.provenance import Provenance
from geoaccess.sources.streets import Streets
from geoaccess.study import load_study
from geoaccess.study.inputs import BuildingsInput
from geoaccess.study.model import PlaceSettings

CRS = "EPSG:3006"
E, N = 600_000.0, 6_700_000.0
NOTHING = {"sha256": "", "size": 0, "reader": "csv", "source": "", "licence": "", "url": ""}


def source(frame, role):
    about = Provenance(
        role=role,
        path=f"{role}.csv",
        rows=len(frame),
        vintage="",
        retrieved=None,
        sensitivity="open",
        **NOTHING,
    )
    lines = pd.Series(np.arange(2, len(frame) + 2), index=frame.index)
    return SourceTable(frame=frame, lines=lines, provenance=about, notices=())


def street(x, y, metres):
    """A residential street going east from a point in metres from the first area's corner."""
    return Streets(
        node_x=np.array([E + x, E + x + metres]),
        node_y=np.array([N + y, N + y]),
        way_tags=({"highway": "residential"},),
        segment_from=np.array([0]),
        segment_to=np.array([1]),
        segment_way=np.array([0]),
    )


def squares(people, size=2000.0):
    """Areas side by side from west to east."""
    return gpd.GeoDataFrame(
        {"people": people, "kommun_code": "0180", "settlement": "C"},
        geometry=[
            shapely.box(E + size * k, N, E + size * (k + 1), N + size) for k in range(len(people))
        ],
        index=pd.Index([f"0180C10{k}0" for k in range(len(people))], name="area_id"),
        crs=CRS,
    )


def units_of(areas):
    return gpd.GeoDataFrame(
        {"kind": "kommun", "kommun_code": "0180"},
        geometry=[areas.union_all()],
        index=pd.Index(["0180-u"], name="unit_id"),
        crs=CRS,
    )


def buildings(*rows):
    """Buildings from ``(x, y, weight)``, metres from the corner of the first area."""
    frame = gpd.GeoDataFrame(
        {"weight": [float(row[2]) for row in rows]},
        geometry=[shapely.Point(E + row[0], N + row[1]) for row in rows],
        crs=CRS,
    )
    return source(frame, "buildings")


def cells(*rows):
    """Cells of 250 m from ``(x, y, people)``."""
    frame = gpd.GeoDataFrame(
        {"cell_id": [f"c{i}" for i in range(len(rows))], "people": [float(r[2]) for r in rows]},
        geometry=[shapely.box(E + x, N + y, E + x + 250, N + y + 250) for x, y, _ in rows],
        crs=CRS,
    )
    return source(frame, "grid")


def placed(areas, *, grid=None, streets=None, **more):
    found = NoticeList()
    points = build_points(areas, units_of(areas), grid, streets, found, **more)
    return points, {notice.code: notice.places for notice in found}


def test_a_tower_of_thirty_homes_holds_thirty_times_the_people_of_a_house():
    areas = squares([310.0]).assign(age_65plus=[62.0])

    points, told = placed(areas, buildings=buildings((100, 100, 30), (1500, 1500, 1)))

    west = points[points.geometry.x < E + 1000]
    assert west["people"].tolist() == pytest.approx([300])
    assert west["age_65plus"].tolist() == pytest.approx([60])
    assert points["age_65plus"].sum() == pytest.approx(62)
    assert set(points["placed_by"]) == {"building"}
    assert [told["GA-L411"][name] for name in ("n", "buildings", "points")] == [1, 2, 2]


def test_houses_of_one_square_are_one_place_that_is_one_of_them():
    houses = buildings((110, 110, 1), (120, 110, 1), (190, 190, 1), (1500, 900, 1))

    points, _ = placed(squares([40.0]), buildings=houses)

    assert len(points) == 2
    assert points.iloc[0]["people"] == pytest.approx(30)
    assert (points.geometry.iloc[0].x, points.geometry.iloc[0].y) == (E + 120, N + 110)


def test_an_area_without_a_building_goes_by_its_streets_and_the_next_is_a_point_and_both_are_told():
    streets = street(2100, 100, 200)

    points, told = placed(
        squares([10.0, 7.0, 5.0]), streets=streets, buildings=buildings((100, 100, 1))
    )

    by = points.groupby("area_id")["placed_by"].first().tolist()
    assert by == ["building", "street", "inside_point"]
    assert (told["GA-L413"]["n"], told["GA-L413"]["people"]) == (1, 7)
    assert (told["GA-L414"]["n"], told["GA-L414"]["people"]) == (1, 5)


def test_buildings_where_nobody_lives_place_nobody():
    points, told = placed(
        squares([10.0, 7.0]), buildings=buildings((100, 100, 2), (2100, 100, 0), (2200, 100, 0))
    )

    assert points.loc[points["area_id"] == "0180C1010", "placed_by"].tolist() == ["inside_point"]
    assert told["GA-L414"]["people"] == 7


@pytest.mark.parametrize(
    ("by", "kinds"),
    [
        ("grid", ["cell", "building"]),
        ("buildings", ["building", "building"]),
        ("streets", ["street", "inside_point"]),
    ],
)
def test_the_grid_goes_before_buildings_and_these_before_streets_unless_the_study_says(by, kinds):
    streets = street(100, 100, 200)

    points, told = placed(
        squares([10.0, 7.0]),
        grid=cells((100, 100, 5)),
        streets=streets,
        buildings=buildings((500, 500, 1), (2100, 100, 1)),
        by=by,
    )

    assert points.groupby("area_id")["placed_by"].first().tolist() == kinds
    assert ("GA-L420" in told) == (by == "grid")
    if by == "grid":
        assert told["GA-L420"]["n"] == told["GA-L413"]["n"] == 1


def test_buildings_elsewhere_are_refused_and_some_outside_are_counted():
    with pytest.raises(InputError) as refused:
        placed(squares([10.0]), buildings=buildings((9000, 0, 1)))
    _, told = placed(squares([10.0]), buildings=buildings((100, 100, 1), (9000, 0, 1)))

    assert [notice.code for notice in refused.value.notices] == ["GA-L415"]
    assert told["GA-L412"]["n"] == 1


houses = st.lists(
    st.tuples(
        st.integers(0, 6000),
        st.integers(0, 2000),
        st.floats(0, 500).map(lambda x: round(x, 3)),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=20)
@given(
    drawn=houses,
    people=st.lists(st.integers(0, 5000), min_size=3, max_size=3),
    old=st.lists(st.integers(0, 200), min_size=3, max_size=3),
)
def test_every_area_keeps_its_people_and_ages_and_shares_follow_the_weights(drawn, people, old):
    areas = squares([float(n) for n in people]).assign(age_80plus=[float(n) for n in old])
    lived_in = [row for row in drawn if row[2] > 0 and row[0] % 2000 and 0 < row[1] < 2000]
    if not lived_in:
        return

    points, _ = placed(areas, buildings=buildings(*drawn))

    sums = points.groupby("area_id")[["people", "age_80plus"]].sum()
    assert sums["people"].to_numpy() == pytest.approx(people)
    assert sums["age_80plus"].to_numpy() == pytest.approx(old)
    held = areas.geometry.reindex(points["area_id"]).to_numpy()
    assert shapely.intersects(held, points.geometry.to_numpy()).all()
    # By hand: what stands in a square of 100 m, over all that stands in the area.
    for k, (area, whole) in enumerate(zip(areas.index, people, strict=True)):
        squares_of: dict[tuple[int, int], float] = {}
        for x, y, weight in lived_in:
            if 2000 * k < x < 2000 * (k + 1):
                square = (math.floor((E + x) / 100), math.floor((N + y) / 100))
                squares_of[square] = squares_of.get(square, 0.0) + weight
        if not squares_of:
            continue
        total = sum(squares_of.values())
        wanted = sorted(whole * weight / total for weight in squares_of.values())
        mine = points[points["area_id"] == area]
        assert sorted(mine["people"]) == pytest.approx(wanted)


def test_the_balance_holds_with_buildings():
    areas = squares([10.0, 7.0]).assign(age_65plus=[3.0, 1.0])
    found = NoticeList()
    points, _ = placed(areas, buildings=buildings((100, 100, 1), (300, 100, 1), (2100, 100, 3)))

    balance = balance_of(areas, points, units_of(areas), found)

    assert (balance["difference"] == 0).all()
    assert not found


def test_dalarnas_cells_written_as_buildings_place_people_as_the_cells_do(shared_data, tmp_path):
    example = Path(__file__).parents[2] / "examples" / "dalarna.toml"
    study = load_study(example, data=shared_data / "dalarna")
    rows = pd.read_csv(shared_data / "dalarna" / "befolkning_1km_2025_dalarna.csv", dtype=str)
    homes = pd.DataFrame(
        {
            "east": rows["rutid"].str[:-7].astype(float) + 500,
            "north": rows["rutid"].str[-7:].astype(float) + 500,
            "dwellings": rows["befolkning_2025"],
        }
    )
    homes.to_csv(tmp_path / "hus.csv", index=False)
    buildings = BuildingsInput(path=tmp_path / "hus.csv", source="s", licence="l")
    inputs = study.inputs.model_copy(update={"buildings": buildings})

    by_cells = build_layers(study)
    by_homes = build_layers(
        study.model_copy(update={"inputs": inputs, "places": PlaceSettings(by="buildings")})
    )

    cells, homes = (layers.points for layers in (by_cells, by_homes))
    cells, homes = cells[cells["placed_by"] == "cell"], homes[homes["placed_by"] == "building"]
    assert len(homes) == len(cells) > 3000
    assert set(homes["area_id"]) == set(cells["area_id"])
    at = [
        frame.set_index([frame["area_id"], frame.geometry.x.round(), frame.geometry.y.round()])
        for frame in (cells, homes)
    ]
    assert at[1]["people"].reindex(at[0].index).to_numpy() == pytest.approx(at[0]["people"])
    assert by_homes.points["people"].sum() == pytest.approx(by_homes.areas["people"].sum())
    assert (by_homes.balance["difference"] == 0).all()
