"""Whole runs of the embedded study: estimated, incomplete, from tables, shuffled, repeated."""

import json
import random
import shutil
import zipfile
from contextlib import closing

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from geoaccess.paths import packaged_data
from geoaccess.pipeline import judge, prepare
from geoaccess.publish import publish
from geoaccess.result.view import published_view
from geoaccess.study import load_study
from geoaccess.study.load import parse_study

# The same code again and again: its coverage is counted where other tests run it.
pytestmark = pytest.mark.no_cover

DATA = packaged_data("exempellan", "study.toml").parent
BY_CAR = ("[modes.walk]\n", "[modes.walk_slow]\n", "[modes.bicycle]\n")
GEO = ("areas", "units", "wholes", "sites")
PLAIN = ("verdicts", "shares", "shares_by_mode", "balance")


def text_of(*, by_car=True, streets=True, extra=""):
    """The study file, with fewer modes, without streets, or with more at its end."""
    text = (DATA / "study.toml").read_text("utf-8")
    for line in BY_CAR if by_car else ():
        text = text.replace(line, "")
    if not streets:
        before, _, after = text.partition("[inputs.streets]")
        text = before + "[inputs.background]" + after.partition("[inputs.background]")[2]
    return text + extra


def run(text, base=DATA):
    return judge(prepare(parse_study(text, base=base)))


@pytest.fixture(scope="module")
def by_car():
    return run(text_of())


@pytest.fixture(scope="module")
def stamped(tmp_path_factory):
    """Neither streets nor all of its vårdcentraler: two things that every output must say."""
    text = text_of(streets=False).replace("number = 25", "number = 27")
    result = run(text)
    out = tmp_path_factory.mktemp("stamped") / "out"
    publish(result, out)
    return result, out


def test_an_incomplete_list_leaves_every_flag_and_access_verdict_unjudged(stamped):
    result, _ = stamped
    judged = result.verdicts.loc[result.verdicts["rule_id"].isin(["GP-NEAR", "GP-EQUITY"])]

    assert 25 < 0.95 * 27
    assert (result.areas["flag"] == "not_assessable").all()
    assert (judged["verdict"] == "not_assessable").all()
    assert result.units["flagged_areas"].sum() == 0
    assert result.areas["reasons_sv"].str.contains("25 av 27").all()


@pytest.mark.parametrize("words", ["25 av 27", "räta linjer", "Syntetiska data"])
def test_every_output_is_stamped_with_what_changes_how_it_is_read(stamped, words):
    result, out = stamped
    stamp = next(line for line in result.stamps["sv"] if words in line)

    pages = [out / "map.html", *sorted((out / "reports").glob("*.html"))]
    assert len(pages) == 11
    for page in pages:
        assert stamp in page.read_text("utf-8"), page.name
    with zipfile.ZipFile(out / "tables.xlsx") as book:
        assert stamp in book.read("xl/sharedStrings.xml").decode("utf-8")
    with closing(openpyxl.load_workbook(out / "tables.xlsx", read_only=True)) as every_sheet:
        for sheet in every_sheet:
            first = next(sheet.iter_rows(max_row=1, values_only=True))
            assert stamp in str(first[0]), sheet.title
    assert stamp in json.loads((out / "manifest.json").read_text("utf-8"))["stamps"]["sv"]


def test_a_run_along_streets_is_not_stamped_as_an_estimate(exempellan):
    assert not exempellan.estimate
    assert "räta linjer" not in " ".join(exempellan.stamps["sv"])


def as_tables(result, folder, suffix):
    frame = result.times["car"].to_frame()
    path = folder / f"times.{suffix}"
    if suffix == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path, index=False)
    return path


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_table_of_the_same_times_gives_the_same_result(by_car, tmp_path, suffix):
    path = as_tables(by_car, tmp_path, suffix)
    times = (
        f'\n[[inputs.times]]\npath = "{path.as_posix()}"\nmode = "car"\n'
        'source = "Egen"\nlicence = "intern"\nsensitivity = "open"\n'
    )

    other = run(text_of(streets=False, extra=times))

    assert not other.estimate
    assert (other.times["car"].seconds == by_car.times["car"].seconds).all()
    words = ["reasons_sv", "reasons_en", "reasons_sv_public", "reasons_en_public"]
    assert_frame_equal(
        pd.DataFrame(other.areas.drop(columns=words)),
        pd.DataFrame(by_car.areas.drop(columns=words)),
    )
    assert_frame_equal(pd.DataFrame(other.units), pd.DataFrame(by_car.units))
    keys = ["rule_id", "scope", "subject_id", "verdict", "value", "people"]
    assert_frame_equal(other.verdicts[keys], by_car.verdicts[keys])
    assert f"times.{suffix}" in {one.path.rpartition("/")[2] for one in other.provenance}
    flagged = other.areas.index[other.areas["flag"] == "flagged"]
    assert list(flagged) == ["9902B2010", "9904A0030"]


@pytest.fixture(scope="module")
def second_run(tmp_path_factory):
    """The whole embedded study once more, from its files."""
    out = tmp_path_factory.mktemp("again") / "exempellan"
    result = judge(prepare(load_study(DATA / "study.toml")))
    publish(result, out)
    return result, out


def test_two_runs_publish_identical_tables(exempellan, second_run):
    one, other = published_view(exempellan, "run"), published_view(second_run[0], "run")

    for name in GEO:
        assert_geodataframe_equal(getattr(one, name), getattr(other, name))
    for name in (*PLAIN, "sources", "notices"):
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.head == other.head
    for mode, times in exempellan.times.items():
        assert (times.seconds == second_run[0].times[mode].seconds).all()


def test_two_runs_write_the_same_bytes_but_for_the_receipts_clock(exempellan_run, second_run):
    """Only manifest.json differs: it says when it was made, how long it took, and its store."""
    out = second_run[1]
    files = {p.relative_to(out) for p in out.rglob("*") if p.is_file()}

    assert files == {
        p.relative_to(exempellan_run) for p in exempellan_run.rglob("*") if p.is_file()
    }
    different = {
        path.as_posix()
        for path in files
        if (out / path).read_bytes() != (exempellan_run / path).read_bytes()
    }
    assert different == {"manifest.json"}
    one, other = (
        json.loads((folder / "manifest.json").read_text("utf-8"))
        for folder in (out, exempellan_run)
    )
    assert {key for key in one if one[key] != other[key]} <= {"created", "timings_s", "store"}


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory):
    """The study's files with their rows in another order."""
    folder = tmp_path_factory.mktemp("shuffled")
    for file in DATA.iterdir():
        shutil.copy(file, folder)
    chance = random.Random(7)  # noqa: S311 -- seeded, nothing secret
    for name in (
        *("folkmangd_deso_2024.csv", "befolkning_250m.csv", "kommuner.csv"),
        *("gsa_ksa_register.csv", "grannlan_vardcentraler.csv", "listning.csv"),
    ):
        head, *rows = (folder / name).read_bytes().splitlines(keepends=True)
        rows = [row if row.endswith(b"\n") else row + b"\n" for row in rows]
        chance.shuffle(rows)
        (folder / name).write_bytes(head + b"".join(rows))
    for name in ("deso_2025.geojson", "stadsdelsomraden.geojson"):
        held = json.loads((folder / name).read_text("utf-8"))
        chance.shuffle(held["features"])
        (folder / name).write_text(json.dumps(held, ensure_ascii=False), "utf-8")
    _shuffle_sheet(folder / "vardenheter.xlsx", "Vårdenheter", chance)
    _shuffle_feed(folder / "gtfs.zip", chance)
    return folder


def _shuffle_feed(path, chance):
    with zipfile.ZipFile(path) as archive:
        tables = {name: archive.read(name).splitlines(keepends=True) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, (head, *rows) in tables.items():
            chance.shuffle(rows)
            archive.writestr(name, head + b"".join(rows))


def _shuffle_sheet(path, title, chance):
    book = openpyxl.load_workbook(path)
    sheet = book[title]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    chance.shuffle(rows)
    for place, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(place, column).value = value
    book.save(path)


def test_the_order_of_rows_in_the_files_changes_nothing(by_car, shuffled):
    other = run(text_of(), base=shuffled)

    one, two = published_view(by_car, "run"), published_view(other, "run")
    for name in GEO:
        assert_geodataframe_equal(getattr(two, name), getattr(one, name), normalize=True)
    for name in PLAIN:
        assert_frame_equal(getattr(two, name), getattr(one, name))
    codes = [sorted(view.notices["text_sv"]) for view in (one, two)]
    assert codes[0] == codes[1]


def test_what_the_timetable_holds_is_told_in_the_receipt(exempellan_run):
    receipt = json.loads((exempellan_run / "manifest.json").read_text("utf-8"))

    assert ("timetables[0]", "gtfs.zip") in {(i["role"], i["path"]) for i in receipt["inputs"]}
    told = {n["code"]: n for n in receipt["notices"] if n["code"].startswith("GA-F")}
    assert list(told) == ["GA-F050", "GA-F048", "GA-F051", "GA-F052"]
    assert {n["severity"] for n in told.values()} == {"info"}


def test_the_map_file_has_people_and_the_units_partition_them(exempellan_run):
    areas = gpd.read_file(exempellan_run / "result.gpkg", layer="areas")
    units = gpd.read_file(exempellan_run / "result.gpkg", layer="units")

    assert areas["people"].sum() == 124_495
    assert units["people"].sum() == 124_495
    assert len(units) == 9


def test_a_kommun_cut_into_districts_is_also_shown_as_a_whole_and_is_no_unit(by_car):
    parts = by_car.units.loc[by_car.units["kind"] == "stadsdelsomrade"]
    whole = by_car.wholes.loc["9901"]

    assert "9901" not in by_car.units.index
    assert by_car.wholes.index.tolist() == ["9901"]
    assert whole["people"] == pytest.approx(parts["people"].sum())
    assert whole["sites"] == parts["sites"].sum()
    assert whole["flagged_areas"] == parts["flagged_areas"].sum()
    within = (parts["share_within"] * parts["people"]).sum() / parts["people"].sum()
    assert whole["share_within"] == pytest.approx(within)
    # People whose nearest vårdcentral lies in another part of the town stay within the kommun.
    assert whole["leakage_share"] < parts["leakage_share"].max()
