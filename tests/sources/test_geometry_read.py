"""Boundaries, cells and points: what is sound is read, what is not is refused with its row."""

import json
import sqlite3

import geopandas as gpd
import pytest
import shapely

from geoaccess.errors import ConfigError
from geoaccess.sources import (
    read_areas,
    read_background,
    read_districts,
    read_grid,
    read_sites,
)

EAST, NORTH = 600_000.0, 6_700_000.0
GPKG = 'path = "a.gpkg"\nsource = "s"\nlicence = "l"\n'


def square(x=EAST, y=NORTH, size=1000.0):
    return {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]],
    }


def collection(shapes, crs="urn:ogc:def:crs:EPSG::3006", ids=None):
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": shape,
                "properties": {"area_id": f"0180C10{i}0" if ids is None else ids[i]},
            }
            for i, shape in enumerate(shapes)
        ],
    }
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(document)


def areas(make_study, content, settings=""):
    return read_areas(make_study({"areas.geojson": content}, areas=settings))


def codes(notices):
    return [n.code for n in notices]


def test_sound_areas_are_read_with_their_kommun(make_study):
    read = areas(make_study, collection([square(), square(EAST + 1000)]))

    assert read.frame["kommun_code"].tolist() == ["0180", "0180"]
    assert read.frame.area.tolist() == [1e6, 1e6]
    assert read.frame.crs.to_epsg() == 3006
    assert read.notices == ()


def test_degrees_are_converted_and_it_is_said(make_study):
    degrees = gpd.GeoSeries([shapely.box(EAST, NORTH, EAST + 1000, NORTH + 1000)], crs=3006)
    shape = json.loads(shapely.to_geojson(degrees.to_crs(4326).iloc[0]))

    read = areas(make_study, collection([shape], crs=None))

    assert codes(read.notices) == ["GA-G006"]
    assert read.frame.area.iloc[0] == pytest.approx(1e6, rel=1e-4)


@pytest.mark.parametrize(
    ("content", "settings", "code", "said"),
    [
        (collection([square()], crs=None), "", "GA-G002", "by its numbers it is EPSG:3006"),
        (collection([square()]), 'crs = "EPSG:3021"', "GA-G003", "likely: EPSG:3006"),
        (
            collection([square(NORTH, EAST)]),
            "",
            "GA-G003",
            "likely: EPSG:3006 (x, y exchanged)",
        ),
        (collection([square(1_500_000, 6_700_000)]), "", "GA-G003", "likely: EPSG:3021"),
        (collection([square()], crs="urn:ogc:def:crs:EPSG::999999"), "", "GA-G004", ""),
        (collection([square(), None]), "", "GA-G020", "'0180C1010' has no geometry"),
        (
            collection([square(), {"type": "Point", "coordinates": [EAST, NORTH]}]),
            "",
            "GA-G021",
            "is a point",
        ),
        (collection([square(), square()], ids=["a", "a"]), "", "GA-T001", "kommun_code"),
        (collection([square(), square()], ids=["0180C1010"] * 2), "", "GA-T004", "more than one"),
        (collection([]), "", "GA-T028", ""),
        ('{"type": "Topology"}', "", "GA-G026", "Topology"),
        ('{"type": "FeatureCollection", "features": [', "", "GA-T035", ""),
        (collection([square()]).replace("600000.0", "NaN"), "", "GA-G026", "NaN"),
        ("area_id,kommun_code\n0180C1010,0180\n", "", "GA-G027", "no geometry"),
        ("<OGRVRTDataSource><SrcDataSource>/etc/passwd", "", "GA-T030", "XML"),
    ],
)
def test_each_fault_of_a_geometry_file_is_refused(
    make_study, refused, content, settings, code, said
):
    notices = refused(areas, make_study, content, settings)

    assert code in codes(notices)
    assert said in "\n".join(n.render("en") for n in notices)


def test_a_bow_tie_that_loses_its_area_is_refused_and_a_small_kink_is_mended(make_study, refused):
    x, y = EAST, NORTH
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[[x, y], [x + 10, y + 10], [x + 10, y], [x, y + 10], [x, y]]],
    }
    kink = square()
    kink["coordinates"][0].insert(1, [x + 500, y])
    kink["coordinates"][0].insert(2, [x + 500, y - 1])
    kink["coordinates"][0].insert(3, [x + 501, y])
    kink["coordinates"][0].insert(4, [x + 499, y])

    assert codes(refused(areas, make_study, collection([bow_tie]))) == ["GA-G022"]
    mended = areas(make_study, collection([kink]))
    assert codes(mended.notices) == ["GA-G023"]
    assert mended.frame.geometry.is_valid.all()


def test_overlaps_and_borders_that_do_not_meet_are_told_by_name(make_study):
    overlap = areas(make_study, collection([square(), square(EAST + 900)]))
    apart = areas(make_study, collection([square(), square(EAST + 1000, NORTH + 10, 500)]))

    (notice,) = overlap.notices
    assert (notice.code, notice.places["area"]) == ("GA-G024", 100_000)
    assert {notice.places["first"], notice.places["second"]} == {"0180C1000", "0180C1010"}
    assert codes(apart.notices) == ["GA-G025"]


def test_a_geopackage_is_known_by_its_content(make_study, refused, tmp_path):
    frame = gpd.GeoDataFrame(
        {"area_id": ["0180C1010"], "n": [7]},
        geometry=[shapely.box(EAST, NORTH, EAST + 1, NORTH + 1)],
        crs=3006,
    )
    frame.to_file(tmp_path / "areas.gpkg", layer="a")
    frame.to_file(tmp_path / "two.gpkg", layer="a")
    frame.to_file(tmp_path / "two.gpkg", layer="b")
    with sqlite3.connect(tmp_path / "other.gpkg") as database:
        database.execute("CREATE TABLE t (a)")
    database.close()

    def read(name, settings=""):
        return areas(make_study, (tmp_path / name).read_bytes(), settings)

    study = make_study(more="")
    given = study.inputs.areas.model_copy(update={"path": tmp_path / "areas.gpkg"})
    inputs = study.inputs.model_copy(update={"areas": given})
    assert len(read_areas(study.model_copy(update={"inputs": inputs})).frame) == 1
    assert codes(refused(read, "two.gpkg")) == ["GA-T031"]
    assert codes(refused(read, "two.gpkg", 'layer = "c"')) == ["GA-T032"]
    assert codes(refused(read, "other.gpkg")) == ["GA-T030"]


DISTRICTS = """
[inputs.districts]
path = "d.geojson"
replaces = ["0180"]
columns = { unit_id = "area_id", name = "area_id" }
source = "s"
licence = "l"
"""


def test_districts_take_the_kommun_they_replace(make_study):
    study = make_study({"d.geojson": collection([square()])}, more=DISTRICTS)

    assert read_districts(study).frame["kommun_code"].tolist() == ["0180"]
    assert read_districts(make_study()) is None


GRID = """
[inputs.grid]
path = "g.csv"
cell_size = 250
{more}
source = "s"
licence = "l"
"""


def grid(make_study, content, more=""):
    return read_grid(make_study({"g.csv": content}, more=GRID.format(more=more)))


def test_cells_are_squares_whether_by_code_corner_or_centre(make_study):
    by_code = grid(make_study, "cell_id,people\n06000006700000,3\n")
    by_corner = grid(make_study, "east;north;people\n600000;6700000;3\n")
    by_centre = grid(
        make_study, "east;north;people\n600124,999;6700125,001;3\n", 'anchor = "centre"'
    )

    assert by_code.frame.geometry.iloc[0].bounds == (600000, 6700000, 600250, 6700250)
    for other in (by_corner, by_centre):
        assert other.frame["cell_id"].tolist() == ["06000006700000"]
        assert other.frame.geometry.iloc[0].equals(by_code.frame.geometry.iloc[0])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("cell_id,people\n6000106700000,3\nx,1\n", ["GA-T055", "GA-T055"]),
        ("cell_id,people\n6000006700000,3\n6000006700000,3\n", ["GA-T004"]),
        ("people\n3\n", ["GA-G017"]),
        ("east,north,people\n6700000,600000,3\n", ["GA-G010"]),
        ("east,north,people\n600000,6700000,3\n600000,67000,3\n", ["GA-G012"]),
    ],
)
def test_cells_that_are_none_are_refused(make_study, refused, content, expected):
    assert codes(refused(grid, make_study, content)) == expected


SITES = 'constants = { care_type = "vardcentral" }\n'


def sites(make_study, content, settings=SITES):
    return read_sites(make_study({"sites.csv": content}, sites=settings))[0]


def test_sites_stand_where_east_and_north_say_and_degrees_fill_in(make_study):
    text = (
        "site_id;name;east;north;lat;lon\n"
        "1;A;600000;6700000;60,42;16,82\n"
        "2;B;;;60,42;16,82\n"
        "3;C;600000;6700000;60,52;16,82\n"
    )

    read = sites(make_study, text)

    points = read.frame.geometry
    assert (points.iloc[0].x, points.iloc[0].y) == (600000, 6700000)
    assert points.iloc[1].distance(points.iloc[0]) < 1500
    assert read.frame["context"].tolist() == [False] * 3
    assert "GA-G015" in codes(read.notices)
    assert 4 in [n.row for n in read.notices if n.code == "GA-G014"]
    assert "GA-G016" in codes(read.notices)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("1;A;16,8;60,4\n2;B;16,9;60,5\n", [("GA-G010", None)]),
        ("1;A;60,4;16,8\n2;B;0;0\n3;C;;\n", [("GA-G011", 3), ("GA-G011", 4)]),
        ("1;A;60,4;16,8\n2;B;48,8;2,3\n", [("GA-G012", 3)]),
        ("1;A;60,4;16,8\n2;B;6700000;600000\n", [("GA-G013", 3), ("GA-G013", 3)]),
        ("1;A;60,4;16,8\n1;B;60,5;16,8\n", [("GA-T004", 3)]),
        ("1;A;60°24';16,8\n", [("GA-T019", 2)]),
    ],
)
def test_points_that_cannot_be_are_refused_with_their_row(make_study, refused, rows, expected):
    found = refused(sites, make_study, "site_id;name;lat;lon\n" + rows)

    assert [(n.code, n.row) for n in found][: len(expected)] == expected


def test_a_list_without_any_place_is_refused(make_study, refused):
    assert codes(refused(sites, make_study, "site_id,name\n1,A\n")) == ["GA-G017"]


def test_a_site_in_two_lists_is_refused(make_study, refused):
    text = "site_id,name,east,north\n1,A,600000,6700000\n"
    more = '[[inputs.sites]]\npath = "b.csv"\nsource = "s"\nlicence = "l"\ncontext = true\n' + SITES

    study = make_study({"sites.csv": text, "b.csv": text}, sites=SITES, more=more)

    (notice,) = refused(read_sites, study)
    assert (notice.code, notice.file, notice.row) == ("GA-T057", "b.csv", 2)


def test_a_study_that_measures_in_degrees_is_refused(make_study):
    study = make_study({"areas.geojson": collection([square()])})
    identity = study.study.model_copy(update={"crs": "EPSG:4326"})

    with pytest.raises(ConfigError, match="GA-G001"):
        read_areas(study.model_copy(update={"study": identity}))


def test_the_background_comes_layer_by_layer_in_the_studys_metres(make_study, tmp_path):
    water = gpd.GeoDataFrame(
        {"namn": ["Sjön"]}, geometry=[shapely.Point(EAST, NORTH).buffer(9)], crs=3006
    )
    water.to_crs(4326).to_file(tmp_path / "a.gpkg", layer="vatten")
    more = f'[inputs.background]\nlayers = {{ water = "vatten" }}\n{GPKG}'

    layers = read_background(make_study(more=more))

    assert layers["water"]["namn"].tolist() == ["Sjön"]
    assert layers["water"].crs.to_epsg() == 3006
    assert layers["water"].geometry.iloc[0].centroid.x == pytest.approx(EAST, abs=0.01)
    assert read_background(make_study()) == {}


def listed(make_study, content):
    study = make_study(
        {"sites.geojson": content},
        sites=SITES + 'columns = { site_id = "area_id", name = "area_id" }',
        sites_file="sites.geojson",
    )
    return read_sites(study)[0]


def test_sites_of_a_geojson_file_stand_on_its_points_or_inside_its_buildings(make_study):
    point = {"type": "Point", "coordinates": [EAST, NORTH]}

    read = listed(make_study, collection([point, square()]))

    assert read.frame.geometry.iloc[0].equals(shapely.Point(EAST, NORTH))
    assert shapely.geometry.shape(square()).contains(read.frame.geometry.iloc[1])
    assert read.lines.tolist() == [1, 2]


def test_a_site_that_is_a_line_or_nothing_is_refused(make_study, refused):
    line = {"type": "LineString", "coordinates": [[EAST, NORTH], [EAST + 1, NORTH]]}
    point = {"type": "Point", "coordinates": [EAST, NORTH]}

    found = refused(listed, make_study, collection([point, line, None]))

    assert [(n.code, n.row) for n in found] == [("GA-G021", 2), ("GA-G020", 3)]


def test_a_crs_the_study_gives_wins_over_the_files_and_it_is_said(make_study):
    text = collection([square()], crs="urn:ogc:def:crs:EPSG::4326")

    read = areas(make_study, text, 'crs = "EPSG:3006"')

    assert codes(read.notices) == ["GA-G005"]
    assert read.frame.area.iloc[0] == 1e6


def test_reading_leaves_the_file_as_it_was(make_study):
    text = collection([square()])
    study = make_study({"areas.geojson": text})

    first, second = read_areas(study), read_areas(study)

    assert study.file(study.inputs.areas).read_text() == text
    assert first.provenance == second.provenance
    assert first.frame.equals(second.frame)


@pytest.mark.parametrize(("mapped", "shown"), [("namn", "Bruksby"), ("name", "internt")])
def test_places_are_named_by_the_column_that_the_study_maps(make_study, tmp_path, mapped, shown):
    places = gpd.GeoDataFrame(
        {"name": ["internt"], "namn": ["Bruksby"]}, geometry=[shapely.Point(EAST, NORTH)], crs=3006
    )
    places.to_file(tmp_path / "a.gpkg", layer="orter")
    more = (
        f'[inputs.background]\nlayers = {{ places = "orter" }}\n'
        f'columns = {{ name = "{mapped}" }}\n{GPKG}'
    )

    layers = read_background(make_study(more=more))

    assert layers["places"]["name"].tolist() == [shown]
