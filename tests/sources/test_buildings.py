"""Buildings from every kind of file: what each weighs, and which are no homes."""

import json

import geopandas as gpd
import pytest
import shapely

from geoaccess.errors import InputError
from geoaccess.sources import read_buildings

E, N = 600_000.0, 6_700_000.0
INPUT = '[inputs.buildings]\npath = "{file}"\nsource = "s"\nlicence = "l"\n{more}\n'


def house(x, y, wide, deep):
    return shapely.box(E + x, N + y, E + x + wide, N + y + deep)


def geojson(shapes, **columns):
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=3006)
    document = json.loads(frame.to_json(drop_id=True))
    document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps(document)


TWO = [house(0, 0, 10, 10), house(100, 0, 20, 30)]


@pytest.fixture
def read(make_study):
    def reading(content, more="", file="hus.geojson"):
        files = {file: content}
        return read_buildings(make_study(files, more=INPUT.format(file=file, more=more)))

    return reading


def codes(table):
    return [notice.code for notice in table.notices]


def test_polygons_weigh_by_their_ground(read):
    table = read(geojson(TWO))

    assert table.frame["weight"].tolist() == pytest.approx([100, 600])
    assert (table.frame.geometry.geom_type == "Point").all()
    assert shapely.contains(TWO, table.frame.geometry.to_numpy()).all()
    assert next(n for n in table.notices if n.code == "GA-L410").places["by"].startswith("ground")


def test_storeys_multiply_the_ground_and_a_missing_one_counts_like_the_middle(read):
    shapes = [*TWO, house(200, 0, 10, 10)]

    table = read(geojson(shapes, storeys=[4, 2, None]))

    assert table.frame["weight"].tolist() == pytest.approx([400, 1200, 300])
    assert next(n for n in table.notices if n.code == "GA-L416").places["n"] == 1


def test_dwellings_count_before_floor_area_and_ground(read):
    content = geojson(TWO, lgh=[3, 1], yta=[90, 400])
    columns = 'columns = {{ floor_area = "yta"{} }}'

    by_homes = read(content, columns.format(', dwellings = "lgh"'))
    by_floor = read(content, columns.format(""))

    assert by_homes.frame["weight"].tolist() == [3, 1]
    assert by_floor.frame["weight"].tolist() == [90, 400]


def test_points_weigh_alike_and_a_table_of_coordinates_will_do(read):
    as_points = read(geojson([shape.centroid for shape in TWO]))
    as_table = read(f"east,north\n{E},{N}\n{E + 100},{N}\n", file="hus.csv")

    assert as_points.frame["weight"].tolist() == as_table.frame["weight"].tolist() == [1, 1]


def test_what_is_no_home_is_left_out_by_recode_where_and_exclude(read):
    content = geojson(TWO, andamal=["Bostad", "Industri"])
    recode = (
        'columns = { use = "andamal" }\nrecode = { use = { "Bostad" = "home", "*" = "other" } }'
    )
    exclude = 'exclude = [{ column = "andamal", values = ["Industri"], reason = "inga hem" }]'

    for settings in (recode, 'where = { andamal = "Bostad" }', exclude):
        table = read(content, settings)
        assert table.frame["weight"].tolist() == pytest.approx([100])
    assert "GA-L419" in codes(read(content, recode))


def test_points_among_polygons_are_refused_unless_a_column_weighs_them(read):
    content = geojson([TWO[0], TWO[1].centroid], lgh=[3, 1])

    with pytest.raises(InputError) as refused:
        read(content)
    table = read(content, 'columns = { dwellings = "lgh" }')

    assert "GA-L418" in [notice.code for notice in refused.value.notices]
    assert table.frame["weight"].tolist() == [3, 1]


def test_a_negative_weight_and_an_unknown_use_are_refused_together(read):
    content = geojson(TWO, dwellings=[-1, 2], use=["home", "stall"])

    with pytest.raises(InputError) as refused:
        read(content)

    assert {n.column: n.value for n in refused.value.notices} == {"dwellings": "-1", "use": "stall"}


def test_weights_that_are_all_nought_are_refused(read):
    with pytest.raises(InputError) as refused:
        read(geojson(TWO, dwellings=[0, 0]))

    assert [notice.code for notice in refused.value.notices] == ["GA-L417"]


@pytest.mark.parametrize("name", ["hus.csv", "hus.dat", "hus.GPKG", "hus.json"])
def test_a_geopackage_is_known_by_what_it_holds_whatever_it_is_called(read, tmp_path, name):
    frame = gpd.GeoDataFrame({"dwellings": [3, 1]}, geometry=TWO, crs=3006)
    frame.to_file(tmp_path / "made.gpkg", layer="hus")

    table = read((tmp_path / "made.gpkg").read_bytes(), file=name)

    assert table.frame["weight"].tolist() == [3, 1]
    assert table.provenance.path == name
