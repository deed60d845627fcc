"""A zipped shapefile reads as GeoJSON does, whatever its encoding; cut short it is refused."""

import io
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geoaccess.errors import InputError
from geoaccess.sources import read_areas, read_districts, read_grid, read_kommuner, read_sites
from geoaccess.sources.archive import checked_archive, copy_member, read_member
from geoaccess.sources.gdal import pyogrio
from geoaccess.sources.shapefile import read_shapefile
from geoaccess.study import Input

EAST, NORTH = 600_000.0, 6_700_000.0
IDS = ["0180C1010", "0180C1020"]
NAMES = ["Åsö Ängby", "Öregrund – vä"]
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "kommun" / "ak_riks.zip"


def boxes(n=2):
    return [
        shapely.box(EAST + i * 1000, NORTH, EAST + (i + 1) * 1000, NORTH + 1000) for i in range(n)
    ]


def parts(folder, encoding="UTF-8", *, crs=3006, layer="lager", shapes=None, **columns):
    """The parts of a shapefile by suffix."""
    frame = gpd.GeoDataFrame(
        columns or {"area_id": IDS, "name": NAMES}, geometry=shapes or boxes(), crs=crs
    )
    path = folder / f"{layer}.shp"
    pyogrio.write_dataframe(frame, path, encoding=encoding, driver="ESRI Shapefile")
    return {p.suffix: p.read_bytes() for p in folder.glob(f"{layer}.*")}


def zipped(members, names="karta/{}", stem="lager"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, raw in members.items():
            archive.writestr(names.format(f"{stem}{suffix}"), raw)
    return out.getvalue()


@pytest.fixture
def areas(make_study):
    def read(content, said=""):
        return read_areas(make_study({"areas.geojson": content}, areas=said))

    return read


def codes(notices):
    return [n.code for n in notices]


@pytest.mark.parametrize(
    ("encoding", "cpg", "settings", "told"),
    [
        ("UTF-8", "UTF-8", "", []),
        ("UTF-8", "utf8\r\n", "", []),
        ("UTF-8", None, "", []),
        ("UTF-8", None, 'encoding = "utf-8"', []),
        ("CP1252", "1252", "", []),
        ("CP1252", "ANSI 1252", "", []),
        ("CP1252", "OEM", 'encoding = "cp1252"', []),
        ("CP1252", "UTF-8", 'encoding = "cp1252"', []),
        ("UTF-8", "1252", 'encoding = "utf-8"', []),
        ("UTF-8", "UTF-8", 'encoding = "cp1252"', []),
        ("CP1252", None, 'encoding = "cp1252"', []),
        ("CP1252", None, "", ["GA-T070"]),
    ],
)
@pytest.mark.parametrize("names", ["{}", "karta/{}"])
def test_a_shapefile_reads_the_same_in_every_encoding(
    areas, tmp_path, encoding, cpg, settings, told, names
):
    members = parts(tmp_path, encoding)
    members.pop(".cpg")
    if cpg is not None:
        members[".cpg"] = cpg.encode()
    # What other programs put beside a layer is left aside.
    members |= {".sbn": b"x", ".shp.xml": b"<a/>"}

    read = areas(zipped(members, names), settings)

    assert read.frame["area_id"].tolist() == IDS
    assert read.frame["name"].tolist() == NAMES
    assert read.frame.area.tolist() == [1e6, 1e6]
    assert read.frame.crs.to_epsg() == 3006
    assert read.lines.tolist() == [1, 2]
    assert codes(read.notices) == told


def test_latin_1_by_its_cpg_keeps_the_swedish_letters(areas, tmp_path):
    members = parts(tmp_path, "ISO-8859-1", area_id=IDS, name=["Åsö", "Bräcke"])

    for cpg in (b"ISO 8859-1", b"88591"):
        read = areas(zipped(members | {".cpg": cpg}))

        assert read.frame["name"].tolist() == ["Åsö", "Bräcke"]
        assert read.provenance.reader == "shapefile (lager, iso-8859-1)"


def test_capitals_in_the_parts_names_do_no_harm(areas, tmp_path):
    members = {suffix.upper(): raw for suffix, raw in parts(tmp_path).items()}

    assert areas(zipped(members)).frame["name"].tolist() == NAMES


def cut(members, suffix, by):
    return members | {suffix: members[suffix][:-by]}


def with_count(members, count):
    raw = bytearray(members[".dbf"])
    raw[4:8] = count.to_bytes(4, "little")
    return members | {".dbf": bytes(raw)}


@pytest.mark.parametrize(
    ("change", "settings", "code", "said"),
    [
        (lambda m: {s: r for s, r in m.items() if s != ".dbf"}, "", "GA-T091", ".dbf"),
        (lambda m: {s: r for s, r in m.items() if s != ".shx"}, "", "GA-T091", ".shx"),
        (lambda m: {s: r for s, r in m.items() if s != ".prj"}, "", "GA-G002", "EPSG:3006"),
        (lambda m: cut(m, ".shp", 40), "", "GA-T095", ".shp"),
        (lambda m: cut(m, ".shx", 8), "", "GA-T095", ".shx"),
        (lambda m: cut(m, ".dbf", 90), "", "GA-T095", ".dbf"),
        (lambda m: with_count(m, 1), "", "GA-T095", ".shx 2, .dbf 1"),
        (lambda m: m | {".shp": b"\x00\x00\x00\x01" + m[".shp"][4:]}, "", "GA-T095", ".shp"),
        (lambda m: m | {".dbf": b"\x99" + m[".dbf"][1:]}, "", "GA-T095", ".dbf"),
        (lambda m: m | {".dbf": b""}, "", "GA-T095", ".dbf"),
        (lambda m: m | {".shx": m[".shx"][:108] + b"\x7f" + m[".shx"][109:]}, "", "GA-T095", "#2"),
        (lambda m: m | {".cpg": b"KOI8"}, "", "GA-T093", "KOI8"),
        (
            lambda m: m | {".dbf": m[".dbf"].replace("Å".encode(), b"\xc5\x20")},
            "",
            "GA-T023",
            "utf",
        ),
        (lambda m: m, 'layer = "annat"', "GA-T032", "lager"),
    ],
)
def test_each_fault_of_a_shapefile_is_refused(
    areas, refused, tmp_path, change, settings, code, said
):
    members = change(parts(tmp_path))

    notices = refused(areas, zipped(members), settings)

    assert codes(notices) == [code]
    assert said in notices[0].render("en")


def test_one_of_several_layers_must_be_named(areas, refused, tmp_path):
    one = parts(tmp_path, layer="a", area_id=IDS[:1], shapes=boxes(1))
    two = parts(tmp_path, layer="b", area_id=IDS, shapes=boxes(2))
    out = io.BytesIO(zipped(one, stem="a"))
    with zipfile.ZipFile(out, "a") as archive:
        for suffix, raw in two.items():
            archive.writestr(f"annan/b{suffix}", raw)

    (notice,) = refused(areas, out.getvalue())

    assert (notice.code, notice.places["found"]) == ("GA-T031", "a, b")
    assert len(areas(out.getvalue(), 'layer = "b"').frame) == 2


def test_a_deleted_record_is_no_row_and_the_others_keep_their_numbers(areas, tmp_path):
    members = parts(tmp_path, area_id=[*IDS, "0180C1030"], shapes=boxes(3))
    raw = bytearray(members[".dbf"])
    start, width = int.from_bytes(raw[8:10], "little"), int.from_bytes(raw[10:12], "little")
    raw[start + width] = ord("*")

    read = areas(zipped(members | {".dbf": bytes(raw)}))

    assert read.frame["area_id"].tolist() == [IDS[0], "0180C1030"]
    assert read.lines.tolist() == [1, 3]


def test_parts_of_an_area_become_one_and_parts_that_overlap_are_refused(areas, refused, tmp_path):
    apart = parts(tmp_path, area_id=[IDS[0], IDS[1], IDS[0]], shapes=boxes(3))

    read = areas(zipped(apart))

    assert read.frame["area_id"].tolist() == IDS
    assert read.frame.area.tolist() == [2e6, 1e6]
    assert codes(read.notices) == ["GA-G037"]
    same = parts(tmp_path, area_id=[IDS[0], IDS[0]], shapes=[boxes()[0], boxes()[0]])
    assert codes(refused(areas, zipped(same))) == ["GA-T004"]


def entry(role, **more):
    lines = [f"[inputs.{role}]", 'path = "k.zip"', 'source = "s"', 'licence = "l"']
    return "\n".join([*lines, *(f"{key} = {value}" for key, value in more.items())]) + "\n"


def test_every_input_with_places_may_be_a_shapefile(make_study, tmp_path):
    names = parts(tmp_path, kod=["0180", "0180", "0114"], namn=["A", "A", "B"], shapes=boxes(3))
    more = entry("kommuner", columns='{ kommun_code = "kod", name = "namn" }')
    read = read_kommuner(make_study({"k.zip": zipped(names)}, more=more))
    assert read.frame["name"].tolist() == ["A", "B"]
    assert [(n.code, n.places["n"]) for n in read.notices] == [("GA-T097", 1)]

    districts = parts(tmp_path, unit_id=["x", "y"], name=["X", "Y"])
    more = entry("districts", replaces='["0180"]')
    study = make_study({"k.zip": zipped(districts)}, more=more)
    assert read_districts(study).frame["name"].tolist() == ["X", "Y"]

    cells = parts(tmp_path, people=[3, 4])
    read = read_grid(make_study({"k.zip": zipped(cells)}, more=entry("grid")))
    assert read.frame["people"].tolist() == [3, 4]

    points = [box.centroid for box in boxes()]
    listed = parts(tmp_path, site_id=["1", "2"], name=["A", "Å"], shapes=points)
    study = make_study(
        {"k.zip": zipped(listed)}, sites='constants.care_type = "vardcentral"', sites_file="k.zip"
    )
    (sites,) = read_sites(study)
    assert sites.frame["name"].tolist() == ["A", "Å"]
    assert sites.frame.geometry.iloc[0].equals(points[0])


def test_rows_of_kommuner_that_say_different_things_are_refused(make_study, refused, tmp_path):
    names = parts(tmp_path, kod=["0180", "0180"], name=["A", "B"])
    more = entry("kommuner", columns='{ kommun_code = "kod" }')

    study = make_study({"k.zip": zipped(names)}, more=more)

    assert codes(refused(read_kommuner, study)) == ["GA-T004"]


def archive_of(tmp_path, members, *, attributes=0):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = attributes
            archive.writestr(info, raw)
    return path


@pytest.mark.parametrize(
    ("names", "attributes", "said"),
    [
        (["/etc/a.shp"], 0, "path"),
        (["../a.shp"], 0, "path"),
        (["a/../../b.shp"], 0, "path"),
        (["C:/a.shp"], 0, "path"),
        (["a\\b.shp"], 0, "path"),
        (["a.shp"], 0o120777 << 16, "link"),
        (["a.shp", "A.SHP"], 0, "same name"),
        ([f"{i}.shp" for i in range(201)], 0, "201"),
    ],
)
def test_an_archive_that_leads_elsewhere_is_refused(tmp_path, refused, names, attributes, said):
    path = archive_of(tmp_path, [(name, b"x") for name in names], attributes=attributes)

    (notice,) = refused(checked_archive, path, file="a.zip")

    assert notice.code == "GA-T034"
    assert said in notice.render("en")


def test_packing_that_cannot_be_read_bit_by_bit_is_refused(tmp_path, refused):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.shp", b"x" * 100)

    assert codes(refused(checked_archive, path, file="a.zip")) == ["GA-T034"]


def test_a_member_gives_no_more_than_it_declares(tmp_path, refused):
    path = archive_of(tmp_path, [("a.shp", b"x" * 5000), ("b.shp", b"PK\x03\x04")])
    lying = tmp_path / "b.zip"
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02") + 24
    raw[at : at + 4] = (10).to_bytes(4, "little")
    lying.write_bytes(bytes(raw))

    with checked_archive(path, file="a.zip") as archive:
        assert read_member(archive, "a.shp", 5000, file="a.zip") == b"x" * 5000
        copy_member(archive, "a.shp", tmp_path / "out", 5000, file="a.zip")
        assert codes(refused(read_member, archive, "a.shp", 4999, file="a.zip")) == ["GA-T034"]
        assert codes(refused(read_member, archive, "b.shp", 5000, file="a.zip")) == ["GA-T034"]
    assert (tmp_path / "out").read_bytes() == b"x" * 5000
    with checked_archive(lying, file="b.zip") as archive:
        assert codes(refused(read_member, archive, "a.shp", 5000, file="b.zip")) == ["GA-T035"]


@pytest.mark.parametrize(
    ("members", "code", "said"),
    [
        (["stops.txt", "trips.txt"], "GA-T090", "timetable"),
        (["feed/stop_times.txt"], "GA-T090", "timetable"),
        (["rutor.gpkg"], "GA-T090", "rutor.gpkg"),
        (["a.csv", "b.csv", "c.csv", "d.csv"], "GA-T090", "c.csv, …"),
    ],
)
def test_a_zip_of_something_else_is_named(areas, refused, tmp_path, members, code, said):
    path = archive_of(tmp_path, [(name, b"x") for name in members])

    (notice,) = refused(areas, path.read_bytes())

    assert notice.code == code
    assert said in notice.render("en")


def test_one_part_of_a_shapefile_is_no_shapefile(areas, refused, tmp_path):
    assert codes(refused(areas, parts(tmp_path)[".shp"])) == ["GA-T094"]


@pytest.mark.skipif(not REAL.is_file(), reason="the real data are not here")
def test_the_290_kommuner_are_read_from_their_328_rows(make_study):
    more = entry("kommuner", columns='{ kommun_code = "KOM_KOD", name = "KOMMUNNAMN" }')

    read = read_kommuner(make_study({"k.zip": REAL.read_bytes()}, more=more))

    assert len(read.frame) == 290
    assert {"Malå", "Örebro", "Älvdalen"} <= set(read.frame["name"])
    assert read.provenance.rows == 328


def test_nothing_is_left_behind_in_the_temporary_folder(areas, tmp_path, monkeypatch):
    folder = tmp_path / "t"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    members = parts(tmp_path)

    areas(zipped(members))
    with pytest.raises(InputError):
        areas(zipped(cut(members, ".shp", 40)))

    assert list(folder.iterdir()) == []


def test_a_shapefile_without_a_column_for_the_key_is_refused(areas, refused, tmp_path):
    assert "GA-T001" in codes(refused(areas, zipped(parts(tmp_path, annat=["a", "b"]))))


@settings(max_examples=30)
@given(data=st.data())
def test_a_shapefile_with_any_bytes_changed_is_read_whole_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("s")
    members = parts(folder)
    suffix = data.draw(st.sampled_from([".shp", ".shx", ".dbf", ".prj", ".cpg"]))
    raw = bytearray(members[suffix])
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        raw = raw[:at]
    path = folder / "a.zip"
    path.write_bytes(zipped(members | {suffix: bytes(raw)}))

    try:
        read = read_shapefile(path, Input(path=path, source="s", licence="l"), file="a.zip")
    except InputError:
        return
    assert len(read.lines) == len(read.geometry) == len(read.cells) > 0
