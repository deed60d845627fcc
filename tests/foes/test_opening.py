"""A file that can't be opened, or is something else than it seems, is refused by name."""

import io
import json
import os
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geoaccess.errors import ConfigError, InputError
from geoaccess.layers import build_layers
from geoaccess.sources import read_areas, read_sites
from geoaccess.study import load_study
from geoaccess.study.load import parse_study
from geoaccess.validation import check_study


def frame(world):
    shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in world.features]
    return gpd.GeoDataFrame([f["properties"] for f in world.features], geometry=shapes, crs=3006)


def geopackage(world, folder, change=lambda _: None):
    path = folder / "made.gpkg"
    frame(world).to_file(path, layer="deso")
    database = sqlite3.connect(path)
    for (trigger,) in list(database.execute("SELECT name FROM sqlite_master WHERE type='trigger'")):
        database.execute(f'DROP TRIGGER "{trigger}"')
    change(database)
    database.commit()
    database.close()
    world.raw["areas.geojson"] = path.read_bytes()


def collection(world, **more):
    crs = {"type": "name", "properties": {"name": world.crs}}
    return {"type": "FeatureCollection", "crs": crs, "features": world.features} | more


@pytest.mark.parametrize(
    ("reader", "file"), [(read_areas, "areas.geojson"), (read_sites, "sites.csv")]
)
def test_a_file_that_may_not_be_read_is_an_input_refused(
    world, tmp_path, monkeypatch, reader, file
):
    study = parse_study(world.write(tmp_path), base=tmp_path)
    opens = Path.open

    def locked(self, *arguments, **named):
        if self.name == file:
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", locked)

    with pytest.raises(InputError, match="GA-T130") as caught:
        reader(study)
    assert caught.value.exit_code == 3
    assert caught.value.notices[0].file == file


def test_a_file_that_changes_while_it_is_read_is_refused(world, tmp_path, monkeypatch):
    study = parse_study(world.write(tmp_path), base=tmp_path)
    opens = Path.read_bytes

    def written_to(self):
        raw = opens(self)
        if self.name == "sites.csv":
            self.write_bytes(raw + raw.splitlines(keepends=True)[-1])
        return raw

    monkeypatch.setattr(Path, "read_bytes", written_to)

    with pytest.raises(InputError, match="GA-T131"):
        read_sites(study)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of Unix")
def test_a_named_pipe_is_refused_and_never_waited_for(world, tmp_path):
    text = world.write(tmp_path)
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ConfigError, match=r"GA-T137.*'pipe'"):
        parse_study(text.replace("kommuner.csv", "pipe"), base=tmp_path)
    with pytest.raises(ConfigError, match="GA-C001"):
        load_study(tmp_path / "pipe")


@pytest.mark.parametrize("name", ["a" * 300 + ".csv", "a\\u0000b.csv", "loop"])
def test_a_name_that_no_file_can_have_is_a_file_not_there(world, tmp_path, name):
    text = world.write(tmp_path)
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises(ConfigError, match="GA-C030"):
        parse_study(text.replace("kommuner.csv", name), base=tmp_path)


def test_a_study_file_nested_without_end_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="GA-C003"):
        parse_study("x = " + "[" * 20_000, base=tmp_path)


@pytest.mark.parametrize(
    "head", [b"\x1f\x8b\x08", b"fgb\x03fgb", b"%PDF-1.7", b"7z\xbc\xaf\x27\x1c", b"$FL2@(#)"]
)
def test_formats_of_other_programs_are_called_by_their_names(world, said, head):
    world.raw["sites.csv"] = head + b"\x00" * 50

    assert said(world, "sites") == [("GA-T132", None, "")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace('"0114C1010"', '"0114C1010\\ud800"', 1), "GA-T136"),
        (lambda text: text.replace('"0114"', '"0114", "kommunkod": "0115"', 1), "GA-G041"),
        (lambda text: text.replace('"0114"', '"0114", "desokod ": "x"', 1), "GA-T027"),
        (lambda text: text + "\n" + text, "GA-T135"),
        (lambda text: text.replace("[600000, 6700000], [60", "[600000, 6700001], [60"), "GA-G040"),
        (lambda text: text.replace("601000", "1e308", 1), "GA-G042"),
    ],
)
def test_json_that_no_reader_should_take_is_refused_with_its_reason(world, said, change, code):
    world.raw["areas.geojson"] = change(json.dumps(collection(world))).encode()

    assert code in {told for told, _, _ in said(world, "areas")}


def test_a_whole_letter_in_two_escapes_is_text(world, said):
    text = json.dumps(collection(world)).replace('"0114"', '"0114", "name": "\\ud83d\\ude80"', 1)
    world.raw["areas.geojson"] = text.encode()

    assert said(world, "areas") == []


def test_geojson_in_utf_16_and_a_single_feature_are_read(world, said):
    world.raw["areas.geojson"] = json.dumps(collection(world)).encode("utf-16")

    assert said(world, "areas") == []

    crs = collection(world)["crs"]
    world.raw["areas.geojson"] = json.dumps(world.features[0] | {"crs": crs}).encode()

    assert said(world, "areas") == []


def undefined(database):
    database.execute("UPDATE gpkg_geometry_columns SET srs_id = -1")
    database.execute("UPDATE gpkg_contents SET srs_id = -1")


def no_text(database):
    database.execute("UPDATE deso SET desokod = CAST(x'41ff42' AS TEXT) WHERE fid = 3")


def twice(database):
    database.execute('ALTER TABLE deso ADD COLUMN "desokod " TEXT')


@pytest.mark.parametrize(
    ("change", "code"), [(undefined, "GA-G002"), (no_text, "GA-T133"), (twice, "GA-T027")]
)
def test_a_geopackage_that_says_what_cannot_be_is_refused(world, said, tmp_path, change, code):
    geopackage(world, tmp_path, change)

    assert [told for told, _, _ in said(world, "areas")] == [code]


def test_the_styles_that_qgis_keeps_are_no_layer_to_choose(world, said, tmp_path):
    def style(database):
        database.execute("CREATE TABLE layer_styles(id INTEGER PRIMARY KEY, a TEXT)")
        database.execute(
            "INSERT INTO gpkg_contents(table_name, data_type, identifier)"
            " VALUES('layer_styles', 'attributes', 'layer_styles')"
        )

    geopackage(world, tmp_path, style)

    assert said(world, "areas") == []


def test_a_column_of_parquet_that_can_t_be_read_is_named(world, said, tmp_path):
    path = tmp_path / "made.parquet"
    frame(world).to_parquet(path)
    longest = pa.array([2**62] * 12, pa.duration("s"))
    pq.write_table(pq.read_table(path).append_column("tid", longest), path)
    world.raw["areas.geojson"] = path.read_bytes()

    assert said(world, "areas") == [("GA-T134", None, "tid")]


def test_a_number_of_a_shapefile_that_is_none_is_refused(world, said, tmp_path):
    people = frame(world).assign(n=range(100, 112))
    people.to_file(tmp_path / "a.shp")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in tmp_path.glob("a.*"):
            content = part.read_bytes()
            if part.suffix == ".dbf":
                content = content.replace(b"103", b"1,5").replace(b"105", b"abc")
            archive.writestr(part.name, content)
    world.raw["areas.geojson"] = out.getvalue()

    assert said(world, "areas") == [("GA-T010", 4, "n"), ("GA-T010", 6, "n")]


def test_every_fault_of_the_joined_areas_is_told_at_once(world, said):
    for row in world.tables["people"].rows:
        row["Region"] = row["Region"].removesuffix("_DeSO2025")
        row["Antal 2019"] = row.pop("Antal 2025")
    del world.tables["people"].rows[:3]
    world.tables["need"].rows[5]["Arbetslösa"] = "99999"
    for row in world.tables["need"].rows[:1]:
        row["deso"] = "0180C1010"
    write = world.write
    world.write = lambda folder: (
        write(folder)
        .replace("DeSO 2025, 2025-12-31", "DeSO 2018, 2019")
        .replace("Antal 2025", "Antal 2019")
    )

    codes = {code for code, _, _ in said(world, "layers")}

    assert {"GA-L001", "GA-L007", "GA-L014"} <= codes


def test_what_is_noticed_in_the_background_is_told(world, tmp_path):
    water = gpd.GeoDataFrame(
        {"n": ["Sjön"]}, geometry=[shapely.Point(601_000, 6_700_500)], crs=3006
    )
    water.to_crs(4326).to_file(tmp_path / "karta.gpkg", layer="vatten")
    text = world.write(tmp_path) + (
        '[inputs.background]\npath = "karta.gpkg"\nsource = "s"\nlicence = "l"\n'
        'layers = { water = "vatten" }\n'
    )

    layers = build_layers(parse_study(text, base=tmp_path))

    assert ("GA-G006", "karta.gpkg") in {(n.code, n.file) for n in layers.notices}
    assert isinstance(layers.background["water"], pd.DataFrame)


def test_the_check_goes_on_beside_a_file_that_can_t_be_opened(world, tmp_path, monkeypatch):
    study = parse_study(world.write(tmp_path), base=tmp_path)
    opens = Path.open

    def locked(self, *arguments, **named):
        if self.name == "kommuner.csv":
            raise PermissionError(13, "Permission denied", str(self))
        return opens(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", locked)

    checked = check_study(study)

    assert checked.exit_code == 3
    assert [n.code for n in checked.notices if n.severity == "error"] == ["GA-T130"]
